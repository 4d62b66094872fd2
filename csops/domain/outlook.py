"""What lies ahead on one channel: weeks as a fan, half hours for the plan, and how good all that has been (numpy)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from csops.domain.errors import OutOfRange
from csops.domain.explanations import summed, won
from csops.domain.forecast import forecast, rolling
from csops.domain.forecast_intervals import LEVELS, spread_from
from csops.domain.forecast_past import Past
from csops.domain.outlooks import ChannelOutlook, Miss, Week, WeekAhead, WeeklyMiss, doubt
from csops.domain.predictions import PERCENTILES, Forecast, Horizon, HorizonScores, Method
from csops.domain.slots import Numbers, slots_from
from csops.domain.volume import Series

THIN_CONTACTS = 5.0
_ORIGINS = 12
_MONTH_WEEKS = 4
_DOUBT_DAYS = 28
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SHOWN = {name: PERCENTILES.index(name) for name in (2.5, 10.0, 25.0, 75.0, 90.0, 97.5)}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What an outlook is made from: the channel's volume by day and by interval, and when the shop will be open.

    `last_day`: the last whole day known; the forecast begins the day after. `open_days`, `open_intervals`: aware
    starts of what follows it, as far as is looked ahead.
    """

    key: str
    by_day: Series
    by_interval: Series
    last_day: date
    closed_days: tuple[date, ...]
    open_days: tuple[datetime, ...]
    open_intervals: tuple[datetime, ...]
    horizon_days: int
    outside_hours: int
    contacts: int


def outlook(known: Known) -> ChannelOutlook:
    """Return the outlook of one channel.

    Days are forecast by the method that the backtest chooses; weeks are their sums, and the range of a week is as wide
    as past forecasts of whole weeks were wrong (`spread_from`; wide by default where there is no past to tell).
    Intervals share the day out by its profile where the channel is thin (under five contacts an interval), else by
    their own forecast.

    Raises:
        NotUnderstood: there is no day to learn from.
    """
    made = forecast(
        known.by_day,
        horizon_days=known.horizon_days,
        origin=known.last_day + _DAY,
        origins=0,
        closed_days=known.closed_days,
        open_intervals=known.open_days,
        explain=True,
    )
    past = _replayed(known)
    totals = known.by_day.day_totals()
    misses = _weekly(past, totals, set(known.by_day.unlearned)) if past else {}
    ahead = _weeks_ahead(known, made, totals, misses)
    month = made.chosen.get(Horizon.MONTH) or made.chosen[max(made.chosen, key=lambda each: each.days)]
    scored = past.scores.get(Horizon.MONTH) or past.scores.get(Horizon.WEEK) if past else None
    return ChannelOutlook(
        key=known.key,
        history=_weeks(totals, ahead[0].start),
        ahead=ahead,
        first_day=min(totals),
        history_days=(known.last_day - min(totals)).days + 1,
        method=month,
        mase=scored.scores.mase if scored else None,
        naive_mase=scored.seasonal_naive.mase if scored else None,
        floor_wape=scored.scores.floor_wape if scored else None,
        miss=_miss(misses),
        expected=_expected(known, made),
        is_thin=_is_thin(known.by_interval),
        outside_hours=known.outside_hours,
        contacts=known.contacts,
        missing_days=len(known.by_day.missing_days),
        day_cv=doubt((row.mean, row.p10, row.p90) for row in made.rows if (row.time - row.origin).days < _DOUBT_DAYS),
        day_miss=_day_miss(scored),
    )


def _replayed(known: Known) -> Forecast | None:
    """Past forecasts of whole weeks; none where the history is too short for any."""
    for days in (_MONTH_WEEKS * 7, 7):
        try:
            return rolling(known.by_day, horizon_days=days, origins=_ORIGINS, closed_days=known.closed_days)
        except OutOfRange:
            continue
    return None


# By how many weeks ahead: what came, what was forecast, what the naive guess said.
_Weekly = Mapping[int, tuple[Numbers, Numbers, Numbers]]


def _weekly(past: Forecast, totals: Mapping[date, float], unlearned: Collection[date]) -> _Weekly:
    """What came and was forecast in whole weeks; days not to be learned from are in neither."""
    sums: dict[tuple[date, int], list[float]] = {}
    for row in past.rows:
        came = totals.get(row.time.date())
        if came is not None and row.seasonal_naive is not None and row.time.date() not in unlearned:
            week = (row.time.date() - row.origin.date()).days // 7
            total = sums.setdefault((row.origin.date(), week), [0.0, 0.0, 0.0])
            for place, number in enumerate((came, row.mean, row.seasonal_naive)):
                total[place] += number
    weeks = sorted({week for _, week in sums})
    columns = {week: np.asarray([total for (_, each), total in sums.items() if each == week]) for week in weeks}
    return {week: (found[:, 0], found[:, 1], found[:, 2]) for week, found in columns.items()}


def _miss(misses: _Weekly) -> WeeklyMiss | None:
    if not misses:
        return None
    came, mean, naive = (np.concatenate([misses[week][place] for week in misses]) for place in range(3))
    total = float(came.sum())
    if not total:
        return None
    return WeeklyMiss(
        share=float(np.abs(came - mean).sum()) / total,
        naive_share=float(np.abs(came - naive).sum()) / total,
        weeks=len(came),
        origins=len(next(iter(misses.values()))[0]),
    )


def _day_miss(scored: HorizonScores | None) -> Miss | None:
    own, naive = (scored.scores.wape, scored.seasonal_naive.wape) if scored else (None, None)
    return None if own is None or naive is None else Miss(share=own, naive_share=naive)


def _weeks(totals: Mapping[date, float], until: date) -> tuple[Week, ...]:
    """The whole weeks of the past, Monday to Sunday, oldest first, each beside the same week a year before."""
    first = _monday(min(totals))
    first = first if first == min(totals) else first + _WEEK
    starts = [first + _WEEK * each for each in range((until - first).days // 7)]
    return tuple(
        Week(start=start, contacts=_sum(totals, start), last_year=_last_year(totals, start)) for start in starts
    )


def _weeks_ahead(known: Known, made: Forecast, totals: Mapping[date, float], misses: _Weekly) -> tuple[WeekAhead, ...]:
    expected: dict[date, float] = {}
    for row in made.rows:
        expected[row.time.date()] = expected.get(row.time.date(), 0.0) + row.mean
    # A week of which no open day is left is over, whether or not it is Sunday yet.
    first = _monday(min(expected, default=known.last_day + _DAY))
    count = (known.last_day + timedelta(days=known.horizon_days + 1) - first).days // 7
    weeks = (_week_ahead(first + _WEEK * each, each, expected, totals, misses) for each in range(count))
    # Nothing need have come for a week to have begun: a report of counts may end before its Monday.
    return tuple(_explained(replace(week, is_whole=week.start > known.last_day), made, known) for week in weeks)


def _explained(week: WeekAhead, made: Forecast, known: Known) -> WeekAhead:
    """The same week with what makes it up, and what won so far ahead."""
    days = {week.start + timedelta(days=each) for each in range(7)}
    rows = [row for row in made.rows if row.time.date() in days]
    if not rows:
        return week
    by_method: dict[Method, float] = {}
    for row in rows:
        by_method[row.method] = by_method.get(row.method, 0.0) + row.mean
    method = max(by_method, key=lambda each: by_method[each])
    horizon = [each for each, chosen in made.chosen.items() if chosen is method][-1]
    return replace(
        week,
        parts=summed(made.parts[day] for day in sorted(days) if day in made.parts),
        method=method,
        won=won(made.tried.get(horizon, {})),
        events=tuple(dict.fromkeys(event.name for event in known.by_day.events if days & set(event.days))),
    )


def _week_ahead(
    start: date, ahead: int, expected: Mapping[date, float], totals: Mapping[date, float], misses: _Weekly
) -> WeekAhead:
    mean, so_far = _sum(expected, start), _sum(totals, start)
    came, said, origins = _errors(ahead, misses)
    # Three dozen weeks tell how wide to be, not the shape of the tails: the percentiles are those of their names.
    spread = replace(spread_from(came, said, origins=origins), levels=LEVELS)
    around = spread.around(np.asarray([mean]))[0]
    return WeekAhead(
        start=start,
        contacts=mean + so_far,
        so_far=so_far,
        low95=so_far + float(around[_SHOWN[2.5]]),
        low80=so_far + float(around[_SHOWN[10.0]]),
        low50=so_far + float(around[_SHOWN[25.0]]),
        high50=so_far + float(around[_SHOWN[75.0]]),
        high80=so_far + float(around[_SHOWN[90.0]]),
        high95=so_far + float(around[_SHOWN[97.5]]),
        last_year=_last_year(totals, start),
    )


def _errors(ahead: int, misses: _Weekly) -> tuple[Numbers, Numbers, int]:
    """What came and what was forecast so far ahead, and at how many origins: the coming week apart from later ones."""
    if not misses:
        return np.zeros(0), np.zeros(0), 0
    alike = [week for week in misses if bool(week) == bool(ahead)] or list(misses)
    came, said = (np.concatenate([misses[week][place] for week in alike]) for place in (0, 1))
    return came, said, len(misses[alike[0]][0])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sum(totals: Mapping[date, float], start: date) -> float:
    return sum(totals.get(start + timedelta(days=each), 0.0) for each in range(7))


def _last_year(totals: Mapping[date, float], start: date) -> float | None:
    """The week 52 weeks before; None where the log did not reach that far."""
    before = start - 52 * _WEEK
    return _sum(totals, before) if min(totals) <= before and before + 6 * _DAY <= max(totals) else None


def _is_thin(series: Series) -> bool:
    """Whether an open interval of the last eight weeks held under five contacts in the mean."""
    if not len(series):
        return True
    since = series.starts_s[-1] - int(timedelta(weeks=8).total_seconds())
    recent = [count for start, count in zip(series.starts_s, series.offered, strict=True) if start > since]
    return sum(recent) / len(recent) < THIN_CONTACTS


def _expected(known: Known, made: Forecast) -> Mapping[datetime, float]:
    """Contacts per open interval ahead: the day's forecast, shared out."""
    by_day: dict[date, float] = {}
    for row in made.rows:
        by_day[row.time.date()] = by_day.get(row.time.date(), 0.0) + row.mean
    weights = _profile(known) if _is_thin(known.by_interval) else _own(known)
    days: dict[date, list[datetime]] = {}
    for start in known.open_intervals:
        days.setdefault(start.date(), []).append(start)
    return {
        start: share * by_day.get(day, 0.0)
        for day, starts in days.items()
        for start, share in zip(starts, _shares([weights.get(each, 0.0) for each in starts]), strict=True)
    }


def _shares(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [each / total for each in weights] if total else [1 / len(weights)] * len(weights)


def _profile(known: Known) -> dict[datetime, float]:
    """The usual share of the day, by weekday, shrunk to that of all weekdays."""
    if not len(known.by_interval):
        return {}
    slots = slots_from(known.by_interval)
    profile = Past(slots=slots, origins=np.asarray([slots.days], dtype=np.int64), horizon_days=1).profile[0]
    minutes = known.by_interval.every_minutes
    return {
        start: float(profile[start.weekday(), (start.hour * 60 + start.minute) // minutes])
        for start in known.open_intervals
    }


def _own(known: Known) -> dict[datetime, float]:
    made = forecast(
        known.by_interval,
        horizon_days=known.horizon_days,
        origin=known.last_day + _DAY,
        origins=0,
        closed_days=known.closed_days,
        open_intervals=known.open_intervals,
    )
    return {row.time: row.mean for row in made.rows}


def outlooks(known: Collection[Known]) -> tuple[ChannelOutlook, ...]:
    """Return the outlook of every channel that has a day to learn from."""
    return tuple(outlook(each) for each in known if len(each.by_day) or each.by_day.date_only)
