"""When more people are there than needed, how many, and what that costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from csops.domain.rosters import Sums, Task, present
from csops.domain.shifts import Shift

_NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Spare:
    """A stretch of time in which more are there than needed: by `most` people at most, so many hours of people.

    `cost`: of these hours, each at what an hour of the plan costs in the mean.
    """

    starts_at: datetime
    ends_at: datetime
    most: float
    hours: float
    cost: Decimal


def spares(task: Task, shifts: Iterable[Shift], sums: Sums) -> tuple[Spare, ...]:
    """Return every stretch in which more are there than needed, earliest first; without a break it is one.

    Args:
        task: what is needed.
        shifts: who works when.
        sums: what the roster takes in all.
    """
    an_hour = sums.cost / Decimal(sums.hours) if sums.hours else Decimal(0)
    planned = [shift for shift in shifts if shift.member_id in task.worker_by_id]
    found: list[list[tuple[datetime, datetime, float]]] = []
    for demand, there in sorted(zip(task.demands, present(task, planned), strict=True), key=lambda one: one[0].minutes):
        more = there - demand.people
        if demand.channels or more <= _NOTHING:
            continue
        piece = (demand.starts_at, demand.ends_at, more)
        if found and found[-1][-1][1] == demand.starts_at:
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(_spare(pieces, an_hour) for pieces in found)


def _spare(pieces: list[tuple[datetime, datetime, float]], an_hour: Decimal) -> Spare:
    hours = sum(more * (end - begin).total_seconds() / 3600 for begin, end, more in pieces)
    return Spare(
        starts_at=pieces[0][0],
        ends_at=pieces[-1][1],
        most=max(more for _begin, _end, more in pieces),
        hours=hours,
        cost=(Decimal(hours) * an_hour).quantize(Decimal("0.01")),
    )
