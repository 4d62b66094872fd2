"""The quick ways of the requirement say what the plain ones do: exact fractions, one interval after the other."""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.carried_load import carried_over
from csops.domain.erlang import agents_needed
from csops.domain.erlang_c import inverse_erlang_b, wait_probability
from csops.domain.exact import exact, exact_load
from csops.domain.offered_load import offered_load
from csops.domain.pooling import deferred_work_due, pooled, turned
from csops.domain.requirement import Reason, requirement
from tests.helpers.loads import MONDAY


def _weeks() -> Iterator[tuple[list[IntervalLoad], Assumptions]]:
    for seed in range(40):
        chance = random.Random(seed)
        scale, length_s = chance.choice([0.05, 1, 6, 30]), chance.choice([900.0, 1800.0, 3600.0])
        kinds = [
            (
                f"c{number}",
                chance.random() < 0.6,
                chance.choice([60.0, 300.0, 333.3, 2400.0]),
                chance.choice([20.0, 90.0]),
            )
            for number in range(chance.randint(1, 5))
        ]
        at, intervals = MONDAY, []
        for _ in range(30):
            channels = tuple(
                ChannelLoad(
                    channel=key,
                    is_immediate=is_immediate,
                    contacts=chance.choice([0.0, chance.uniform(0, scale), float(chance.randint(0, 6))]),
                    handle_time_s=handle_s,
                    target_s=target_s if is_immediate else chance.choice([900.0, 7200.0, 36_000.0]),
                )
                for key, is_immediate, handle_s, target_s in kinds
            )
            intervals.append(IntervalLoad(starts_at=at, length_s=length_s, channels=channels))
            at += timedelta(seconds=length_s) + timedelta(hours=14 if chance.random() < 0.05 else 0)
        yield (
            intervals,
            Assumptions(
                volume_factor=chance.choice([1.0, 1.2]),
                max_occupancy=chance.choice([1.0, 0.85, 0.5]),
                minimum_people=chance.choice([0, 1, 2]),
            ),
        )


def _plainly(load: Fraction, *, handle_s: float, target_s: float, goal: float) -> int:
    """Erlang C stepped up with an exact load."""
    servers = math.floor(load) + 1
    while True:
        inverse = inverse_erlang_b(float(load), servers)
        waits = wait_probability(float(load), servers, inverse_b=inverse)
        if 1 - waits * math.exp(-float(servers - load) * target_s / handle_s) >= goal:
            return servers
        servers += 1


def _needed(interval: IntervalLoad, due: float, asked: Assumptions, before: object) -> tuple[int, Reason]:
    pool = pooled(interval, asked, carried=before)  # type: ignore[arg-type]  # as `carried_over` returns it
    cap = exact(asked.max_occupancy)
    for_goals = max(
        (
            _plainly(
                exact(pool.rate_per_s) * exact(pool.handle_time_s),
                handle_s=pool.handle_time_s,
                target_s=goal.target_s,
                goal=goal.share,
            )
            for goal in pool.goals
        ),
        default=0,
    )
    work = pool.load + pool.carried
    needed = (
        (for_goals, Reason.SERVICE_LEVEL),
        (math.ceil(exact_load(work) / cap), Reason.OCCUPANCY),
        (math.ceil(exact_load(work + due) / cap), Reason.DEFERRED_WORK),
        (asked.minimum_people, Reason.MINIMUM),
    )
    most = max(people for people, _ in needed)
    return next((people, why) for people, why in needed if people == most) if most else (0, Reason.NO_WORK)


def test_people_and_reasons_of_random_weeks_are_those_of_the_plain_way() -> None:
    for intervals, asked in _weeks():
        rows = turned(intervals, asked)
        plain = [
            _needed(interval, math.fsum(due.values()), asked, before)
            for interval, due, before in zip(
                intervals, deferred_work_due(intervals, rows, asked), carried_over(intervals, asked), strict=True
            )
        ]
        found = requirement(intervals, asked)
        assert [(cell.agents, cell.reason) for cell in found.cells] == plain
        hours = sum(cell.agents * exact(cell.length_s) for cell in found.cells) / 3600
        assert found.hours_required == float(hours)


def test_deferred_work_is_neither_lost_nor_doubled() -> None:
    for intervals, asked in _weeks():
        due = deferred_work_due(intervals, turned(intervals, asked), replace(asked, deferred_within_s=9 * 3600))
        spread_s = math.fsum(
            erlang * interval.length_s
            for here, interval in zip(due, intervals, strict=True)
            for erlang in here.values()
        )
        work_s = math.fsum(
            asked.contacts(load) * asked.person_time_s(load)
            for interval in intervals
            for load in interval.channels
            if not load.is_immediate
        )
        assert spread_s == pytest.approx(work_s)


def test_what_is_carried_over_is_the_modified_offered_load() -> None:
    for intervals, asked in _weeks():
        length_s = intervals[0].length_s
        unbroken = [
            replace(each, starts_at=MONDAY + timedelta(seconds=length_s * number))
            for number, each in enumerate(intervals)
        ]
        found = carried_over(unbroken, asked)
        for place, first in enumerate(unbroken[0].channels):
            if not first.is_immediate:
                continue
            loads = [each.channels[place] for each in unbroken]
            rates = [asked.contacts(load) / length_s for load in loads]
            handle_s = first.handle_time_s
            plain = offered_load(rates[1:], handle_time_s=handle_s, interval_s=length_s, start=rates[0] * handle_s)
            for rate, mean, before in zip(rates[1:], plain.interval_mean, found[1:], strict=True):
                carried = before[first.channel]
                assert rate * handle_s * carried.factor + carried.in_hand == pytest.approx(mean)


@pytest.mark.parametrize("service_level", [0.5, 0.8, 0.95])
def test_a_float_finds_the_people_of_the_exact_load(service_level: float) -> None:
    chance = random.Random(7)
    for _ in range(1500):
        handle_s = chance.choice([60.0, 180.0, 300.0, 333.3])
        # Every other load is a whole number, where a float beside it would find one person more or fewer.
        rate = chance.choice([chance.uniform(0, 0.1), chance.randint(1, 30) / handle_s])
        found = agents_needed(rate_per_s=rate, handle_time_s=handle_s, target_s=20, service_level=service_level)
        exactly = exact(rate) * exact(handle_s)
        assert found == _plainly(exactly, handle_s=handle_s, target_s=20, goal=service_level)
