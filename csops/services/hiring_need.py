"""People missing by month: the forecast with its season against the contracts of the team."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csops.domain.calendar import closed_days
from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.hiring_need import Hours, MonthNeed, given, months_from
from csops.domain.requirement import requirement
from csops.domain.shrinkage_parts import Shrinkage
from csops.domain.volume import DAY_MINUTES
from csops.domain.work_terms import Worker
from csops.services.roster_team import roster_team
from csops.services.shrinkage import shrinkage_parts
from csops.services.staffing import (
    FULL_TIME_HOURS,
    Basis,
    Outlook,
    as_today,
    interval_loads,
    is_same_volume,
    outlook_of,
    plan_basis,
)
from csops.services.workspace import Workspace

MOST_MONTHS = 12
_LONGEST_DAYS = 366
_YEAR_DAYS = 365
_UNKNOWN_CV = 0.25
"""How far a month may be off where no past forecast of months tells."""
_Z80 = 1.2816
_ORIGINS, _STEP_DAYS, _LEAST_ERRORS = 12, 28, 6
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class HiringBasis:
    """All that the need is made from, as plain values that another process can be handed.

    `with_terms`: how many of the people have a contract entered; the others are taken to work full time.
    """

    outlook: Basis
    workers: tuple[Worker, ...]
    with_terms: int
    shrinkage: Shrinkage
    months: int


@dataclass(frozen=True, kw_only=True)
class MonthlyDoubt:
    """How far past forecasts of whole months were off: standard deviation over mean, from so many months.

    `months` is 0 where there was no past to tell and the figure is assumed.
    """

    cv: float
    months: int


@dataclass(frozen=True, kw_only=True)
class HiringNeed:
    """The need by month, the nearest first, and what it rests on.

    `season_known`: whether the log spans a year; without one, a month looks like those before it. `people`: who is
    planned, and how many of them have a contract entered.
    """

    months: tuple[MonthNeed, ...]
    doubt: MonthlyDoubt
    history_days: int
    season_known: bool
    people: int
    with_terms: int
    full_time_hours: float


def hiring_need(workspace: Workspace, *, months: int = 6) -> HiringNeed:
    """Return the people missing in each of the next whole months.

    Raises:
        NotPermitted: the role may not see forecasts. OutOfRange: no such number of months.
        NotUnderstood: there is too little log to look ahead.
    """
    return hiring_need_of(hiring_basis(workspace, months=months))


def hiring_basis(workspace: Workspace, *, months: int = 6) -> HiringBasis:
    """Return what the need is made from; errors as `hiring_need`."""
    if not 1 <= months <= MOST_MONTHS:
        raise OutOfRange(field="months", value=months, right=f"Choose from 1 to {MOST_MONTHS}")
    team = roster_team(workspace)
    workers = tuple(each for each in team.workers() if each.terms.on_roster)
    return HiringBasis(
        outlook=plan_basis(workspace),
        workers=workers,
        with_terms=sum(bool(each.terms.id) for each in workers),
        shrinkage=shrinkage_parts(workspace),
        months=months,
    )


def is_same_need(one: HiringBasis, other: HiringBasis) -> bool:
    """Return whether both come to the same months; a mean handle time that moved by less than a second does not count.

    For whoever shows them: a contact logged today changes no month, and working the months out takes seconds.
    """
    return is_same_volume(one.outlook, other.outlook) and _decided(one) == _decided(other)


def _decided(basis: HiringBasis) -> tuple[object, ...]:
    log = basis.outlook.log
    seconds = {key: round(found.seconds) for key, found in basis.outlook.handle_times.items()}
    today = log.now.astimezone(log.calendar.tz).date()
    return (basis.outlook.staffing, seconds, today, basis.workers, basis.shrinkage, basis.months)


def hiring_need_of(basis: HiringBasis) -> HiringNeed:
    """Return the need: arithmetic alone, for a process of its own. It reaches as far as a forecast does, 366 days."""
    log = basis.outlook.log
    if log.last_day is None or log.first_day is None:
        raise NotUnderstood(field="history", value="nothing", right="Log contacts, or import a log, to look ahead")
    origin = log.last_day + _DAY
    weeks = (_LONGEST_DAYS - (-origin.weekday() % 7)) // 7
    first = max(origin, log.now.astimezone(log.calendar.tz).date())
    reach = origin + timedelta(days=-origin.weekday() % 7 + 7 * weeks - 1)
    spans = months_from(first, last_day=reach, most=basis.months)
    needed_weeks = min(weeks, ((spans[-1][1] - origin).days // 7) + 2) if spans else 1
    ahead = outlook_of(basis.outlook, weeks=needed_weeks)
    doubt = _doubt(basis.outlook)
    factors = (max(0.0, 1 - _Z80 * doubt.cv), 1.0, 1 + _Z80 * doubt.cv)
    hours = [_hours_by_day(ahead, factor) for factor in factors]
    contacts = _contacts_by_day(ahead)
    return HiringNeed(
        months=tuple(_month(basis, ahead, span, hours, contacts) for span in spans),
        doubt=doubt,
        history_days=ahead.history_days,
        season_known=ahead.history_days >= _YEAR_DAYS,
        people=len(basis.workers),
        with_terms=basis.with_terms,
        full_time_hours=FULL_TIME_HOURS,
    )


def _month(
    basis: HiringBasis,
    ahead: Outlook,
    span: tuple[date, date],
    hours: list[dict[date, float]],
    contacts: Mapping[date, float],
) -> MonthNeed:
    first, last = span
    low, mean, high = (_sum(by_day, first, last) for by_day in hours)
    return MonthNeed(
        first_day=first,
        contacts=_sum(contacts, first, last),
        needed=Hours(mean=mean, low=low, high=high),
        given=given(
            basis.workers,
            first_day=first,
            last_day=last,
            closed_days=[day for day in ahead.closed if first <= day <= last],
            shrinkage=basis.shrinkage,
            full_time_hours=FULL_TIME_HOURS,
        ),
    )


def _sum(by_day: Mapping[date, float], first: date, last: date) -> float:
    return math.fsum(value for day, value in by_day.items() if first <= day <= last)


def _hours_by_day(ahead: Outlook, factor: float) -> dict[date, float]:
    """Hours of people on contact by day, with so much of the volume that is forecast."""
    asked = replace(as_today(ahead.staffing), volume_factor=factor)
    # In one piece, from the first day to the last: what one day leaves over is done on the next.
    loads = [load for week in _mondays(ahead) for load in interval_loads(ahead, week=week)]
    found: dict[date, float] = {}
    for cell in requirement(loads, asked).cells:
        day = cell.starts_at.date()
        found[day] = found.get(day, 0.0) + cell.agents * cell.length_s / 3600
    return found


def _mondays(ahead: Outlook) -> list[date]:
    days = {start.date() for start in ahead.open_intervals}
    return sorted({day - timedelta(days=day.weekday()) for day in days})


def _contacts_by_day(ahead: Outlook) -> dict[date, float]:
    found: dict[date, float] = {}
    for outlook in ahead.outlooks.values():
        for start, contacts in outlook.expected.items():
            found[start.date()] = found.get(start.date(), 0.0) + contacts
    return found


def _doubt(basis: Basis) -> MonthlyDoubt:
    """How far past forecasts of four weeks were from what came, at every distance that the log tells of."""
    from csops.domain.forecast import rolling
    from csops.services.forecast import series_of

    log = basis.log
    series = series_of(log, channel_ids=[channel.id for channel in log.channels], every_minutes=DAY_MINUTES)
    totals = series.day_totals()
    days = (max(totals) - min(totals)).days + 1 if totals else 0
    reach = min(13, days // 2 // _STEP_DAYS) * _STEP_DAYS
    if reach < _STEP_DAYS:
        return MonthlyDoubt(cv=_UNKNOWN_CV, months=0)
    closed = closed_days(log.calendar, min(totals), max(totals))  # as the forecast of the months knows them
    try:
        past = rolling(series, horizon_days=reach, origins=_ORIGINS, step_days=_STEP_DAYS, closed_days=closed)
    except OutOfRange:
        return MonthlyDoubt(cv=_UNKNOWN_CV, months=0)
    sums: dict[tuple[date, int], list[float]] = {}
    for row in past.rows:
        came = totals.get(row.time.date())
        if came is not None:
            month = (row.time.date() - row.origin.date()).days // _STEP_DAYS
            both = sums.setdefault((row.origin.date(), month), [0.0, 0.0])
            both[0] += came
            both[1] += row.mean
    errors = [(came / mean - 1) ** 2 for came, mean in sums.values() if mean]
    if len(errors) < _LEAST_ERRORS:
        return MonthlyDoubt(cv=_UNKNOWN_CV, months=0)
    return MonthlyDoubt(cv=math.sqrt(math.fsum(errors) / len(errors)), months=len(errors))
