"""How many people are missing in the months to come: hours that the contacts take against those that contracts give."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csops.domain.exact import Number
from csops.domain.shrinkage_parts import Shrinkage, joined
from csops.domain.work_terms import Worker

_DAY = timedelta(days=1)
ABSENCES = frozenset({"Leave", "Illness", "Training", "Other absence"})


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hours on contact that a month takes, and the ends of the range that holds 8 of 10 such months."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a team gives in a month: hours of its contracts, the share lost, and hours that one full-timer gives.

    `known_away`: the share of the contracts that absences already entered take. Closed days are no hours at all.
    """

    contracts: float
    lost: float
    known_away: float
    full_timer: float

    @property
    def hours(self) -> float:
        """Hours on contact."""
        return self.contracts * (1 - self.lost)


@dataclass(frozen=True, kw_only=True)
class MonthNeed:
    """One month: hours needed, hours given, and the people at full time who are missing (below zero: too many)."""

    first_day: date
    contacts: float
    needed: Hours
    given: Given

    @property
    def missing_hours(self) -> float:
        """Hours on contact that nobody is there for, in the mean; below zero where there are more than needed."""
        return self.needed.mean - self.given.hours

    @property
    def missing_people(self) -> Hours:
        """People at full time who are missing, in the mean and at both ends of the range."""
        each = self.given.full_timer
        return Hours(
            **{
                name: (getattr(self.needed, name) - self.given.hours) / each if each else 0.0
                for name in ("mean", "low", "high")
            }
        )


def given(
    workers: Sequence[Worker],
    *,
    first_day: date,
    last_day: date,
    closed_days: Sequence[date],
    shrinkage: Shrinkage,
    full_time_hours: float,
) -> Given:
    """Return what a team gives between two days.

    Of shrinkage the absences are assumed or known, whichever is more: leave that is entered already is part of the
    leave that was assumed, not besides. A shrinkage that is not divided is held against what is known as a whole. Days
    on which the shop is closed though the weekday is not (holidays) count as worked, in contracts and for a full-timer.

    Args:
        workers: whoever is planned; those not on the roster give nothing.
        first_day: of the stretch.
        last_day: of the stretch.
        closed_days: such closed days.
        shrinkage: its parts.
        full_time_hours: a week's hours of the full-timer that the need is told in.
    """
    holidays = frozenset(closed_days)
    planned = [replace(each, closed=holidays) for each in workers if each.terms.on_roster]
    bare = [replace(each, absences=()) for each in planned]
    contracts = math.fsum(each.contract_hours(first_day, last_day) for each in bare)
    left = math.fsum(each.contract_hours(first_day, last_day) for each in planned)
    known = 1 - left / contracts if contracts else 0.0
    lost = _lost(shrinkage, known)
    weeks = ((last_day - first_day).days + 1) / 7
    inside = sum(first_day <= day <= last_day and day.weekday() < 5 for day in closed_days)
    return Given(
        contracts=contracts,
        lost=lost,
        known_away=known,
        full_timer=max(0.0, full_time_hours * (weeks - inside / 5)) * (1 - lost),
    )


def _lost(shrinkage: Shrinkage, known: float) -> float:
    away = [part for part in shrinkage.parts if part.name in ABSENCES]
    if not away:
        return max(float(shrinkage.share), known)
    other = [part for part in shrinkage.parts if part.name not in ABSENCES]
    assumed: Number = joined(away, shrinkage.together)
    if known <= float(assumed):
        return float(shrinkage.share)
    rest = float(joined(other, shrinkage.together))
    return 1 - (1 - rest) * (1 - known)


def months_from(first_day: date, *, last_day: date, most: int) -> tuple[tuple[date, date], ...]:
    """Return the whole months that begin on or after a day and end by another, each with its first and last day."""
    start = first_day if first_day.day == 1 else _next_month(first_day)
    found: list[tuple[date, date]] = []
    while len(found) < most:
        after = _next_month(start)
        if after - _DAY > last_day:
            break
        found.append((start, after - _DAY))
        start = after
    return tuple(found)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
