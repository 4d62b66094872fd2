"""Phone and chat in one team: people by rule against people by simulation. `python -m benchmarks.mixed_pool`.

Whoever chats takes no call before their hands are empty, and whoever is on the phone takes no chat: no formula knows
that. For random small teams the simulation tells the smallest number of people with whom each channel keeps its own
promise; beside it stand what `requirement` asks for, and two rules that were considered.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.referee import START, Size, phone, played
from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.requirement import requirement

SETTINGS = 20
HOUR_S = 3600.0


@dataclass(frozen=True, kw_only=True)
class Mixed:
    """One team: contacts per hour, handle times, how many chats at once, and what is promised."""

    calls: float
    chats: float
    call_s: float
    chat_s: float
    at_once: int
    call_within_s: float
    chat_within_s: float


def drawn(chance: random.Random) -> Mixed:
    """Return a random small team: half to five people's work, a fifth to four fifths of it chat."""
    work, share = chance.uniform(0.5, 5), chance.uniform(0.2, 0.8)
    call_s, chat_s = chance.uniform(150, 400), chance.uniform(240, 700)
    return Mixed(
        calls=work * (1 - share) * HOUR_S / call_s,
        chats=work * share * HOUR_S / chat_s,
        call_s=call_s,
        chat_s=chat_s,
        at_once=chance.choice([2, 3]),
        call_within_s=chance.choice([20.0, 30.0, 60.0]),
        chat_within_s=chance.choice([30.0, 60.0, 120.0]),
    )


def loads_of(team: Mixed, *, at_once: int) -> list[IntervalLoad]:
    """Return an hour of the team as `requirement` takes it."""
    kinds = (
        ("phone", team.calls, team.call_s, team.call_within_s, 1),
        ("chat", team.chats, team.chat_s, team.chat_within_s, at_once),
    )
    channels = tuple(
        ChannelLoad(
            channel=key, is_immediate=True, contacts=contacts, handle_time_s=handle_s, target_s=within, concurrency=most
        )
        for key, contacts, handle_s, within, most in kinds
    )
    return [IntervalLoad(starts_at=START, length_s=HOUR_S, channels=channels)]


def by_rules(team: Mixed) -> Mapping[str, int]:
    """Return the people that each rule asks for."""
    together = loads_of(team, at_once=team.at_once)
    apart = [
        requirement(together, Assumptions(minimum_people=0), channel=key).cells[0].agents for key in ("phone", "chat")
    ]
    return {
        "requirement": requirement(together, Assumptions()).cells[0].agents,
        "a chat as long as alone": requirement(loads_of(team, at_once=1), Assumptions()).cells[0].agents,
        "each channel apart": sum(apart),
    }


def by_simulation(team: Mixed, size: Size, *, guess: int, seed: int) -> int:
    """Return the smallest number of people with whom each channel keeps its own promise when it is played."""
    people = guess
    is_enough = kept(team, people, size, seed=seed)
    while is_enough and people > 1 and kept(team, people - 1, size, seed=seed):
        people -= 1
    while not is_enough:
        people += 1
        is_enough = kept(team, people, size, seed=seed)
    return people


def kept(team: Mixed, people: int, size: Size, *, seed: int) -> bool:
    """Return whether 80 % are answered in time on either channel."""
    if team.calls * team.call_s + team.chats * team.chat_s / (1.7, 2.5)[team.at_once - 2] >= people * HOUR_S:
        return False  # a queue without end need not be played
    channels = [
        phone(team.call_s, target_s=team.call_within_s),
        phone(team.chat_s, target_s=team.chat_within_s, concurrency=team.at_once, key="chat"),
    ]
    runs = played(channels, [team.calls / HOUR_S, team.chats / HOUR_S], people, size, seed=seed)
    return all(_level(runs, place, channel.target_s) >= channel.service_level for place, channel in enumerate(channels))


def _level(runs: Sequence[object], place: int, within_s: float) -> float:
    met = count = 0.0
    for run in runs:
        own = run.channel == place  # type: ignore[attr-defined]  # Contacts of the referee
        met += float((run.is_answered & (run.wait_s <= within_s))[own].sum())  # type: ignore[attr-defined]
        count += float(own.sum())
    return met / count


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print how far each rule is from the simulation, and return 1 where `requirement` is too low by two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settings", type=int, default=SETTINGS)
    parser.add_argument("--contacts", type=int, default=1500, help="contacts in a run, on average")
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    size, began = Size(contacts=asked.contacts, runs=asked.runs), time.process_time()
    far: dict[str, list[int]] = {}
    for number in range(asked.settings):
        team = drawn(random.Random(f"{asked.seed} {number}"))
        rules = by_rules(team)
        needed = by_simulation(team, size, guess=rules["requirement"], seed=number)
        for rule, people in rules.items():
            far.setdefault(rule, []).append(people - needed)
    for rule, each in far.items():
        off = sum(1 for one in each if one)
        print(
            f"{rule}: from {min(each):+d} to {max(each):+d} people off, in the mean "
            f"{math.fsum(each) / len(each):+.2f}; off in {off} of {len(each)} settings"
        )
    print(f"{time.process_time() - began:.1f} s")
    return 1 if min(far["requirement"]) < -1 else 0


if __name__ == "__main__":
    sys.exit(main())
