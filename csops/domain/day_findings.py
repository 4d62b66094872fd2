"""What looks wrong in the days of a history: gaps, outliers beyond chance, days against the calendar (numpy)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import numpy as np

from csops.domain.forecast_past import Past
from csops.domain.histories import Finding, Odd, stretches
from csops.domain.negative_binomial import cumulative
from csops.domain.slots import Numbers, Slots, slots_from
from csops.domain.usual_days import usual_days
from csops.domain.volume import Series

LEAST_DAYS = 28
# So many days of a hundred histories may be called odd by chance alone.
_FALSE_ALARMS = 0.02
# What is odd must also matter: half as many again, or less than six tenths.
_HIGH, _LOW = 1.5, 0.6
_LEAST_OUTSIDE, _OUTSIDE_SHARE = 3, 0.25
_LEAST_WEEKDAYS, _NEARLY_ALL, _OFTEN, _BUSY = 4, 0.8, 0.5, 3.0
_MEDIAN_OF_NORMAL = 0.6745
_CV2 = np.geomspace(0.05**2, 4.0, 60)


def usual_by_day(slots: Slots) -> Mapping[date, float]:
    """Return what each day of the history usually holds; empty where there are too few to tell."""
    past = _past(slots)
    if past.known[0].sum() < LEAST_DAYS:
        return {}
    usual = usual_days(past)
    told = np.flatnonzero(usual.seen[0] & (_came(slots) >= 0)).tolist()
    return {slots.day(day): float(usual.expected[0, day]) for day in told}


def findings(
    series: Series,
    *,
    closed: Collection[date],
    outside: Mapping[date, int],
    settled: Collection[date] = (),
    with_missing: bool = True,
) -> tuple[Finding, ...]:
    """Return what looks wrong in a series of days, oldest first.

    An outlier is a day whose count would come by chance in less than two of a hundred such histories, given its
    weekday, its season, the weeks around it and how ordinary days scatter (negative binomial: three contacts instead of
    one are none), and which is half as high again as usual or lower than six tenths.

    Args:
        series: by day, in one channel or more; with what is said of its days.
        closed: days on which the shop is closed by the calendar, weekdays included.
        outside: contacts that somebody waited with on such days.
        settled: days of which a person has said what they were.
        with_missing: whether days without anything on any channel are told (they are those of every channel alike).
    """
    idle = _idle_weekdays(series)
    found = [*_weekday_findings(series, idle, closed, outside), *_outside(series, closed, outside, settled)]
    if with_missing:
        missing = [day for day in series.missing_days if day not in settled and day.weekday() not in idle]
        found += [
            Finding(odd=Odd.MISSING, first_day=first, last_day=last, days=days, came=0.0)
            for first, last, days in stretches(missing, between=closed)
        ]
    if len(series):
        found += [each for each in _outliers(slots_from(series), settled) if each.first_day.weekday() not in idle]
    return tuple(sorted(found, key=lambda each: (each.first_day, each.odd.value)))


def _outliers(slots: Slots, settled: Collection[date]) -> Iterator[Finding]:
    past = _past(slots)
    known = past.known[0] & ~np.isnan(past.totals[0])
    if known.sum() < LEAST_DAYS:
        return
    expected, came = usual_days(past).expected[0], np.nan_to_num(past.totals[0])
    cv2 = _scatter(came[known], expected[known])
    below = np.full(slots.days, 0.5)
    below[known] = cumulative(came[known], expected[known], c2=cv2)
    rare = _FALSE_ALARMS / (2 * known.sum())
    high = known & (1 - below < rare) & (came > _HIGH * expected)
    low = known & (below < rare) & (came < _LOW * expected)
    for day in np.flatnonzero(high | low).tolist():
        at = slots.day(day)
        if at not in settled:
            odd = Odd.HIGH if high[day] else Odd.EMPTY if came[day] == 0 else Odd.LOW
            yield Finding(
                odd=odd, first_day=at, last_day=at, days=1, came=float(came[day]), expected=float(expected[day])
            )


def _scatter(came: Numbers, expected: Numbers) -> float:
    """How ordinary days scatter beyond chance: the least that explains the middle half of them; outliers do not count.

    By the median, so that one day in five may be wild.
    """
    miss = np.abs(came - expected)[None, :]
    size = np.median(miss / np.sqrt(expected + _CV2[:, None] * expected**2), axis=1)
    enough = np.flatnonzero(size <= _MEDIAN_OF_NORMAL)
    return float(_CV2[enough[0]] if len(enough) else _CV2[-1])


def _past(slots: Slots) -> Past:
    return Past(slots=slots, origins=np.asarray([slots.days], dtype=np.int64), horizon_days=1)


def _came(slots: Slots) -> Numbers:
    return np.where(np.isnan(slots.came).all(axis=1), -1.0, np.nansum(slots.came, axis=1))


def _by_weekday(days: Collection[date]) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = {}
    for day in sorted(days):
        found.setdefault(day.weekday(), []).append(day)
    return found


def _idle_weekdays(series: Series) -> Mapping[int, list[date]]:
    """Weekdays that are open by the calendar and nearly always empty, with the empty days; others must be busy."""
    totals = {**dict.fromkeys(series.missing_days, 0.0), **series.day_totals()}
    held = [count for count in totals.values() if count]
    if not held or sum(held) / len(held) < _BUSY:
        return {}
    found = {}
    for weekday, days in _by_weekday(totals).items():
        empty = [day for day in days if not totals[day]]
        if len(empty) >= max(_LEAST_WEEKDAYS, _NEARLY_ALL * len(days)):
            found[weekday] = empty
    return found if len(found) < len(_by_weekday(totals)) else {}


def _weekday_findings(
    series: Series, idle: Mapping[int, list[date]], closed: Collection[date], outside: Mapping[date, int]
) -> Iterator[Finding]:
    for days in idle.values():
        yield Finding(odd=Odd.IDLE_WEEKDAY, first_day=days[0], last_day=days[-1], days=len(days), came=0.0)
    for weekday, days in _busy_weekdays(series, closed, outside).items():
        first, last = min(days), max(days)
        came = float(sum(count for day, count in outside.items() if day.weekday() == weekday))
        yield Finding(odd=Odd.BUSY_WEEKDAY, first_day=first, last_day=last, days=len(days), came=came)


def _busy_weekdays(series: Series, closed: Collection[date], outside: Mapping[date, int]) -> Mapping[int, list[date]]:
    """Weekdays closed by the calendar on at least half of which people were answered, with these days."""
    least, closed_days = _least_outside(series), _by_weekday(closed)
    busy = _by_weekday([day for day, count in outside.items() if count >= least])
    return {
        weekday: days
        for weekday, days in busy.items()
        if len(days) >= max(_LEAST_WEEKDAYS, _OFTEN * len(closed_days.get(weekday, [])))
    }


def _outside(
    series: Series, closed: Collection[date], outside: Mapping[date, int], settled: Collection[date]
) -> Iterator[Finding]:
    least, busy = _least_outside(series), _busy_weekdays(series, closed, outside)
    for day, count in outside.items():
        if count >= least and day not in settled and day.weekday() not in busy:
            yield Finding(odd=Odd.OUTSIDE, first_day=day, last_day=day, days=1, came=float(count))


def _least_outside(series: Series) -> float:
    mean = sum(series.offered) / len(series) if len(series) else 0.0
    return max(_LEAST_OUTSIDE, _OUTSIDE_SHARE * mean)
