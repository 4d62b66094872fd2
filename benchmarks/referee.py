"""The simulation against the formulas, 20 random settings for each model: `python -m benchmarks.referee`.

Each setting is played in independent runs, its beginning left out; the difference of each figure is given in standard
errors of the simulation. Of so many comparisons the largest is about 3 when both are right.

Models: Erlang B, C and A; chat with several at once (the chain, with and without patience); a pool of three channels
with interruptible deferred work behind it; deferred work (the time until it is done, in M/M/N); the modified offered
load of a day whose volume changes; and the deadline rule of `agents_for_deadline`, without chance: 2 % more than it
asks for keeps every deadline, 2 % less does not.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.backlog import agents_for_deadline
from csops.domain.erlang import (
    chat_wait,
    erlang_b,
    erlang_c,
    offered_load,
    wait_with_abandonment,
    wait_without_abandonment,
)
from csops.domain.simulation import Expected, PlannedWeek, PlayedChannel, PlayedPerson, floor_of
from csops.domain.simulation_draws import Chance, Draws
from csops.domain.simulation_floor import Floor
from csops.domain.simulation_queues import Fate
from csops.domain.simulation_rules import rules_of
from csops.domain.waiting import Wait

SETTINGS = 20
LEAST_WAITING = 0.05
"""Settings in which fewer wait are drawn anew: of a handful of waits no standard error can be told."""
START = datetime(2026, 1, 5, tzinfo=UTC)
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is played: contacts in each run on average, and runs."""

    contacts: int = 3000
    runs: int = 40


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One figure of one setting: what was played, what the formula says, and how far apart, in standard errors."""

    what: str
    played: float
    exact: float
    errors: float


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """What became of the contacts of one run, its beginning and end left out; one number per contact."""

    channel: npt.NDArray[np.int64]
    wait_s: Numbers
    took_s: Numbers
    is_answered: npt.NDArray[np.bool_]


Setting = Callable[[random.Random, Size], list[Difference]]


def erlang_b_setting(chance: random.Random, size: Size) -> list[Difference]:
    people, handle_s = chance.randint(1, 12), chance.uniform(60, 600)
    load = people * chance.uniform(0.4, 1.5)
    channel = phone(handle_s, target_s=0, patience_s=0)
    runs = played([channel], [load / handle_s], people, size, seed=chance.randrange(10**6))
    return [compared("blocked", [(~run.is_answered).astype(np.float64) for run in runs], erlang_b(load, people))]


def erlang_c_setting(chance: random.Random, size: Size) -> list[Difference]:
    people, handle_s, target_s = chance.randint(1, 12), chance.uniform(60, 600), chance.uniform(5, 120)
    rate = people * chance.uniform(0.3, 0.85) / handle_s
    wait = wait_without_abandonment(rate_per_s=rate, handle_time_s=handle_s, servers=people, target_s=target_s)
    if wait.wait_probability < LEAST_WAITING:
        return erlang_c_setting(chance, size)
    runs = played([phone(handle_s, target_s=target_s)], [rate], people, size, seed=chance.randrange(10**6))
    return waits(runs, wait, target_s)


def erlang_a_setting(chance: random.Random, size: Size) -> list[Difference]:
    people, handle_s, target_s = chance.randint(1, 12), chance.uniform(60, 600), chance.uniform(5, 120)
    patience_s, rate = chance.uniform(30, 600), people * chance.uniform(0.4, 1.4) / handle_s
    wait = wait_with_abandonment(
        rate_per_s=rate, handle_time_s=handle_s, patience_s=patience_s, servers=people, target_s=target_s
    )
    if wait.wait_probability < LEAST_WAITING:
        return erlang_a_setting(chance, size)
    channel = phone(handle_s, target_s=target_s, patience_s=patience_s)
    runs = played([channel], [rate], people, size, seed=chance.randrange(10**6))
    return waits(runs, wait, target_s)


def chat_setting(chance: random.Random, size: Size) -> list[Difference]:
    people, handle_s, target_s = chance.randint(1, 6), chance.uniform(120, 900), chance.uniform(5, 120)
    patience_s = chance.choice([None, chance.uniform(60, 600)])
    channel = phone(handle_s, target_s=target_s, patience_s=patience_s, concurrency=chance.randint(2, 4))
    pace = channel.handle_times_s
    rate = people * len(pace) / pace[-1] * chance.uniform(0.4, 0.85 if patience_s is None else 1.3)
    wait = chat_wait(
        rate_per_s=rate,
        handle_time_s_by_concurrency=pace,
        servers=people,
        target_s=target_s,
        patience_s=patience_s,
    )
    if wait.wait_probability < LEAST_WAITING:
        return chat_setting(chance, size)
    runs = played([channel], [rate], people, size, seed=chance.randrange(10**6))
    return waits(runs, wait, target_s)


def pool_setting(chance: random.Random, size: Size) -> list[Difference]:
    """Three channels that differ in volume, and written work behind them: each caller meets Erlang C of the sum."""
    people, handle_s, target_s = chance.randint(2, 8), chance.uniform(60, 600), chance.uniform(5, 120)
    shares = [chance.uniform(0.1, 1) for _ in range(3)]
    rate = people * chance.uniform(0.3, 0.8) / handle_s
    wait = wait_without_abandonment(rate_per_s=rate, handle_time_s=handle_s, servers=people, target_s=target_s)
    if wait.wait_probability < LEAST_WAITING:
        return pool_setting(chance, size)
    channels = [phone(handle_s, target_s=target_s, key=f"phone {place}") for place in range(3)]
    mail = PlayedChannel(key="email", is_immediate=False, handle_time_s=300, target_s=14_400)
    rates = [*(rate * share / sum(shares) for share in shares), people * 0.15 / mail.handle_time_s]
    runs = played([*channels, mail], rates, people, size, seed=chance.randrange(10**6))
    return [found for place in range(3) for found in waits(runs, wait, target_s, channel=place)]


def deferred_setting(chance: random.Random, size: Size) -> list[Difference]:
    """The share of deferred work that is done late: waiting and handling together, in M/M/N."""
    people, handle_s = chance.randint(1, 6), chance.uniform(120, 600)
    rate = people * chance.uniform(0.4, 0.85) / handle_s
    within_s = handle_s * chance.uniform(1, 6)
    mail = PlayedChannel(key="email", is_immediate=False, handle_time_s=handle_s, target_s=within_s)
    runs = played([mail], [rate], people, size, seed=chance.randrange(10**6))
    pace, drain, waits_share = 1 / handle_s, people / handle_s - rate, erlang_c(rate * handle_s, people)
    both = (pace * math.exp(-drain * within_s) - drain * math.exp(-pace * within_s)) / (pace - drain)
    late = (1 - waits_share) * math.exp(-pace * within_s) + waits_share * both
    mean = handle_s + waits_share / drain
    return [
        compared("done late", [(run.took_s > within_s).astype(np.float64) for run in runs], late),
        compared("time until done", [run.took_s for run in runs], mean),
    ]


def offered_load_setting(chance: random.Random, size: Size) -> list[Difference]:
    """Work in hand at the end of each interval of a day whose volume changes, with people enough for all."""
    handle_s, interval_s = chance.uniform(300, 3000), 1800.0
    rates = [chance.uniform(0, 4) / handle_s for _ in range(6)]
    load = offered_load(rates, handle_time_s=handle_s, interval_s=interval_s)
    week = PlannedWeek(
        starts_at=START,
        channels=(phone(handle_s, target_s=20),),
        expected=tuple(
            Expected(start_s=place * interval_s, length_s=interval_s, contacts={"phone": rate * interval_s})
            for place, rate in enumerate(rates)
        ),
        people=_people(40, len(rates) * interval_s),
        open=((0.0, len(rates) * interval_s),),
    )
    runs = list(_floors(week, runs=size.runs * 10, seed=chance.randrange(10**6)))
    ends = [(place + 1) * interval_s for place in range(len(rates))]
    return [
        compared(
            f"in hand after interval {place + 1}",
            [np.asarray([float(((draws.at <= end) & (np.asarray(floor.ended) > end)).sum())]) for draws, floor in runs],
            load.interval_end[place],
        )
        for place, end in enumerate(ends)
    ]


MODELS: dict[str, Setting] = {
    "Erlang B": erlang_b_setting,
    "Erlang C": erlang_c_setting,
    "Erlang A": erlang_a_setting,
    "chat": chat_setting,
    "pool": pool_setting,
    "deferred": deferred_setting,
    "offered load": offered_load_setting,
}


def differences(model: str, *, settings: int, size: Size, seed: int) -> Iterator[list[Difference]]:
    """Yield the differences of each random setting of a model."""
    for number in range(settings):
        yield MODELS[model](random.Random(f"{seed} {model} {number}"), size)


def deadline_verdicts(chance: random.Random) -> tuple[bool, bool]:
    """Whether a little more than `agents_for_deadline` asks for keeps every deadline, and a little less does not.

    Items come in batches at the end of each hour and take equally long. People are whole, so the handle time is turned.
    """
    people, within_h, hours = chance.randint(1, 4), chance.randint(1, 5), chance.randint(4, 10)
    arrivals = [chance.randint(200, 900) for _ in range(hours)]
    pace = agents_for_deadline(arrivals, response_target_h=within_h, aht_min=1)  # people for each minute of handling
    kept = (_missed(arrivals, within_h, people, aht_s=60 * people / pace * factor) == 0 for factor in (0.98, 1.02))
    enough, too_few = kept
    return enough, not too_few


def _missed(arrivals: Sequence[int], within_h: int, people: int, *, aht_s: float) -> int:
    """How many are late: batches without chance, in a shop that is always open."""
    end = (len(arrivals) + within_h + 1) * 3600.0
    at = [3600.0 * (hour + 1) for hour, count in enumerate(arrivals) for _ in range(count)]
    mail = PlayedChannel(key="email", is_immediate=False, handle_time_s=aht_s, target_s=within_h * 3600)
    floor = Floor(
        rules_of(_steady([mail], [0.0], people, end)),
        at=at,
        channel=[0] * len(at),
        work=[aht_s] * len(at),
        leaves=[math.inf] * len(at),
        due=[moment + within_h * 3600 for moment in at],
    ).play()
    return sum(ended > moment + within_h * 3600 + 1e-6 for ended, moment in zip(floor.ended, at, strict=True))


def phone(
    handle_s: float, *, target_s: float, patience_s: float | None = None, concurrency: int = 1, key: str = "phone"
) -> PlayedChannel:
    return PlayedChannel(
        key=key,
        is_immediate=True,
        handle_time_s=handle_s,
        target_s=target_s,
        patience_s=patience_s,
        concurrency=concurrency,
    )


def _steady(channels: Sequence[PlayedChannel], rates: Sequence[float], people: int, length_s: float) -> PlannedWeek:
    """One long stretch in which nothing changes."""
    contacts = {channel.key: rate * length_s for channel, rate in zip(channels, rates, strict=True)}
    return PlannedWeek(
        starts_at=START,
        channels=tuple(channels),
        expected=(Expected(start_s=0, length_s=length_s, contacts=contacts),),
        people=_people(people, length_s),
        open=((0.0, length_s),),
    )


def _people(count: int, length_s: float) -> tuple[PlayedPerson, ...]:
    return tuple(PlayedPerson(name=str(place), on_duty=((0.0, length_s),)) for place in range(count))


def played(
    channels: Sequence[PlayedChannel], rates: Sequence[float], people: int, size: Size, *, seed: int
) -> list[Contacts]:
    """Play one long stretch in independent runs; beginning and end are left out.

    A queue forgets how it began the more slowly the fewer people there are: for one who is 85 % busy in 164 handle
    times (1 / (1 - sqrt(.85)) ** 2).
    """
    handle_s = max(max(channel.handle_times_s) for channel in channels)
    first = (60 + 800 / people) * handle_s
    last = first + size.contacts / sum(rates)
    week = _steady(channels, rates, people, last + first)
    runs = []
    for draws, floor in _floors(week, runs=size.runs, seed=seed):
        counted = (draws.at >= first) & (draws.at < last)
        answered = (np.asarray(floor.fate) == Fate.ANSWERED)[counted]
        begun, ended, at = np.asarray(floor.begun)[counted], np.asarray(floor.ended)[counted], draws.at[counted]
        runs.append(
            Contacts(
                channel=draws.channel[counted],
                wait_s=np.where(answered, begun, ended) - at,
                took_s=ended - at,
                is_answered=answered,
            )
        )
    return runs


def _floors(week: PlannedWeek, *, runs: int, seed: int) -> Iterator[tuple[Draws, Floor]]:
    rules, chance = rules_of(week), Chance(week, seed=seed)
    for number in range(runs):
        draws = chance.run(number)
        yield draws, floor_of(rules, draws).play()


def waits(runs: Sequence[Contacts], exact: Wait, target_s: float, *, channel: int = 0) -> list[Difference]:
    """Compare what callers of a channel met with a formula."""
    mine = [(run.channel == channel, run) for run in runs]
    found = [
        compared(
            "service level",
            [(run.is_answered & (run.wait_s <= target_s))[own].astype(np.float64) for own, run in mine],
            exact.service_level,
        ),
        compared("waits", [(run.wait_s > 0)[own].astype(np.float64) for own, run in mine], exact.wait_probability),
        compared("mean wait", [run.wait_s[own] for own, run in mine], exact.mean_wait_s),
    ]
    if exact.abandonment:
        gave_up = [(~run.is_answered)[own].astype(np.float64) for own, run in mine]
        found.append(compared("gives up", gave_up, exact.abandonment))
    return found


def compared(what: str, runs: Sequence[Numbers], exact: float) -> Difference:
    """Compare a mean over all contacts; runs are the clusters of its standard error."""
    sums, counts = np.asarray([run.sum() for run in runs]), np.asarray([len(run) for run in runs])
    mean = sums.sum() / counts.sum()
    spread = np.sqrt(((sums - mean * counts) ** 2).sum() * len(runs) / (len(runs) - 1)) / counts.sum()
    return Difference(what=what, played=float(mean), exact=exact, errors=float((mean - exact) / max(spread, 1e-9)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the largest difference of each model, and return 1 where one is above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settings", type=int, default=SETTINGS, help="random settings for each model")
    parser.add_argument("--contacts", type=int, default=Size.contacts, help="contacts in a run, on average")
    parser.add_argument("--runs", type=int, default=Size.runs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=4.0, help="standard errors above which it fails")
    asked = parser.parse_args(arguments)
    size = Size(contacts=asked.contacts, runs=asked.runs)
    every: list[Difference] = []
    for model in MODELS:
        began = time.process_time()
        found = [
            each for one in differences(model, settings=asked.settings, size=size, seed=asked.seed) for each in one
        ]
        worst = max(found, key=lambda each: abs(each.errors))
        mean_square = math.fsum(each.errors**2 for each in found) / len(found)
        print(
            f"{model}: {asked.settings} settings, {len(found)} figures, largest difference {abs(worst.errors):.2f} "
            f"standard errors ({worst.what}: played {worst.played:.5g}, formula {worst.exact:.5g}), root mean square "
            f"{math.sqrt(mean_square):.2f}; {time.process_time() - began:.1f} s",
            flush=True,
        )
        every += found
    verdicts = [deadline_verdicts(random.Random(f"{asked.seed} {number}")) for number in range(asked.settings)]
    right = sum(enough and too_few for enough, too_few in verdicts)
    print(f"deadline rule: {right} of {len(verdicts)} settings kept with 2 % more and missed with 2 % less")
    largest = max(abs(each.errors) for each in every)
    print(f"largest of all {len(every)} figures: {largest:.2f} standard errors")
    return 0 if largest <= asked.limit and right == len(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
