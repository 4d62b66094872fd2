"""A week's roster of fifteen people against one made greedily, as by hand: `python benchmarks/roster.py`."""

import math
import random
import sys
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.opening_hours import Span
from csops.domain.roster_checks import broken_by, violations
from csops.domain.roster_gaps import gaps
from csops.domain.roster_solver import solve
from csops.domain.rosters import Demand, Task
from csops.domain.shifts import Shift, ShiftTemplate, placed, shift_of
from csops.domain.work_terms import Absence, Terms, Wish, Worker

ZONE = "Europe/Berlin"
MONDAY = date(2026, 6, 1)
PEOPLE = 15
SEEDS = 5
LIMIT_S, LIMIT_SHARE = 10.0, 0.01
_STARTS = ((7, 8), (8, 8), (9, 8), (10, 8), (11, 8), (12, 8), (13, 8), (14, 8), (8, 5), (12, 5), (15, 5), (9, 6))


def main() -> None:
    worst_s = worst_share = 0.0
    for contracts in ((20, 30, 38, 40), (12, 20, 24, 30)):
        for seed in range(SEEDS):
            task = a_week(random.Random(seed), contracts)
            # Processor time: the search runs on one core, and the machine may be busy with other things.
            began = time.process_time()
            roster = solve(task, seconds=6 * LIMIT_S)
            taken = time.process_time() - began
            began = time.process_time()
            rival = by_hand(task)
            rival_s = time.process_time() - began
            worst_s, worst_share = max(worst_s, taken), max(worst_share, roster.proof.gap)
            broken = len(violations(task, roster.shifts))
            print(
                f"contracts of {contracts[0]} to {contracts[-1]} h, seed {seed}: {taken:.2f} s, proven within "
                f"{roster.proof.gap:.2%}, {missing(task, roster.shifts):g} h missing, {broken} rules broken; "
                f"by hand {missing(task, rival):g} h missing in {rival_s:.2f} s"
            )
    is_within = worst_s <= LIMIT_S and worst_share <= LIMIT_SHARE
    print(
        f"worst of {2 * SEEDS} weeks of {PEOPLE} people: {worst_s:.2f} s of one core, proven within {worst_share:.2%}"
    )
    print("within" if is_within else "OVER", f"{LIMIT_S:g} s and {LIMIT_SHARE:.0%}")


def missing(task: Task, shifts: tuple[Shift, ...]) -> float:
    return sum(gap.hours for gap in gaps(task, shifts))


def by_hand(task: Task) -> tuple[Shift, ...]:
    """Give the shift that fills most of what is missing to whoever has fewest hours and may, until nothing helps."""
    left = {place: float(demand.people) for place, demand in enumerate(task.demands)}
    chosen: dict[int, list[Shift]] = {worker.member_id: [] for worker in task.workers}
    options = [(day, template) for day in task.days for template in task.templates if template.is_on(day)]
    reach = {
        (day, template.id): [
            (place, share)
            for place, demand in enumerate(task.demands)
            if (share := placed(template, day, task.tz).covers(*demand.minutes)) > 0
        ]
        for day, template in options
    }
    while options:
        day, template = max(options, key=lambda each: helps(left, reach[each[0], each[1].id]))
        if helps(left, reach[day, template.id]) <= 0:
            break
        for worker in sorted(task.workers, key=lambda each: sum(one.paid_minutes for one in chosen[each.member_id])):
            shift = shift_of(template, member_id=worker.member_id, day=day)
            own = chosen[worker.member_id]
            if any(each.day == day for each in own) or any(broken_by(task, worker, [*own, shift])):
                continue
            own.append(shift)
            for place, share in reach[day, template.id]:
                left[place] -= share
            break
        else:
            options.remove((day, template))
    return tuple(shift for own in chosen.values() for shift in own)


def helps(left: dict[int, float], reach: list[tuple[int, float]]) -> float:
    return sum(max(0.0, min(share, left[place])) for place, share in reach)


def a_week(chance: random.Random, contracts: tuple[int, ...]) -> Task:
    workers = tuple(a_person(place + 1, chance, contracts) for place in range(PEOPLE))
    return Task(
        first_day=MONDAY, weeks=1, zone=ZONE, workers=workers, templates=shifts(), demands=tuple(need(chance))
    )  # fmt: skip


def shifts() -> tuple[ShiftTemplate, ...]:
    found = []
    for place, (start, hours) in enumerate(_STARTS):
        begin, pause = start * 60, 30 if hours > 6 else 0
        breaks = (Span(start_minute=begin + 240, end_minute=begin + 270),) if pause else ()
        found.append(
            ShiftTemplate(
                id=place + 1,
                name=f"{start}+{hours}",
                start_minute=begin,
                end_minute=begin + hours * 60 + pause,
                breaks=breaks,
            )
        )
    return tuple(found)


def a_person(member_id: int, chance: random.Random, contracts: tuple[int, ...]) -> Worker:
    days = (Span(start_minute=480, end_minute=1080),)
    offered = tuple(days if chance.random() < 0.7 else () for _ in range(7)) if chance.random() < 0.3 else None
    away = MONDAY + timedelta(days=chance.randrange(7))
    absence = Absence(member_id=member_id, first_day=away, last_day=away + timedelta(days=chance.randrange(3)))
    return Worker(
        member_id=member_id,
        name=f"Person {member_id}",
        terms=Terms(member_id=member_id, hours_per_week=chance.choice(contracts), available=offered),
        cost_per_hour=Decimal(chance.choice(("17.50", "19.50", "22"))),
        absences=(absence,) if chance.random() < 0.25 else (),
        wishes=(Wish(member_id=member_id, weekday=chance.randrange(7)),) if chance.random() < 0.4 else (),
    )


def need(chance: random.Random) -> list[Demand]:
    """Two peaks a day, half as many at the weekend."""
    found: list[Demand] = []
    for place in range(7):
        midnight = datetime.combine(MONDAY + timedelta(days=place), datetime.min.time(), tzinfo=ZoneInfo(ZONE))
        for slot in range(14, 44):
            hour = slot / 2
            peaks = 0.7 * math.exp(-(((hour - 11) / 2.5) ** 2)) + 0.5 * math.exp(-(((hour - 16) / 2.5) ** 2))
            people = round((3 if place >= 5 else 6) * (0.5 + peaks) + chance.uniform(-0.7, 0.7))
            begin = midnight + timedelta(minutes=30 * slot)
            found.append(Demand(starts_at=begin, ends_at=begin + timedelta(minutes=30), people=max(1, people)))
    return found


if __name__ == "__main__":
    main()
