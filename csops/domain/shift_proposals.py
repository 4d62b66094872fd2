"""Shifts for a team that has set up none: proposed from the opening hours."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from csops.domain.calendar import Calendar, spans_of, version_on
from csops.domain.opening_hours import WEEKDAYS, Span
from csops.domain.shifts import LONGEST_MINUTES, ShiftTemplate, clock_text

WHOLE = 8 * 60 + 30
"""The longest that is proposed as one shift: eight hours and half an hour's break."""
SHORT = 5 * 60
_STEP = 30
_BREAK = 30
_BREAK_FROM = 6 * 60


def proposed_templates(calendar: Calendar, days: Iterable[date]) -> tuple[ShiftTemplate, ...]:
    """Return shifts that cover the opening hours of these days: whole, early, middle and late ones, and short ones.

    Longer ones than six hours have half an hour's break, at two different times to choose from.
    """
    return _covering((WEEKDAYS[day.weekday()], spans_of(calendar, day)) for day in days)


def usual_templates(calendar: Calendar, day: date) -> tuple[ShiftTemplate, ...]:
    """Return shifts that cover the weekly hours in force on this day, no two of one name; holidays left out of account.

    Two that differ by their break alone have its begin behind their hours: 08:00-16:30 (12:00).
    """
    found = _covering(zip(WEEKDAYS, version_on(calendar, day).weekly, strict=True))
    often = Counter(template.name for template in found)
    return tuple(
        replace(each, name=f"{each.name} ({clock_text(each.breaks[0].start_minute)})")
        if often[each.name] > 1 and each.breaks
        else each
        for each in found
    )


def _covering(open_hours: Iterable[tuple[str, Sequence[Span]]]) -> tuple[ShiftTemplate, ...]:
    """Return shifts for the hours of some days, each given with its weekday."""
    weekdays: dict[tuple[int, int], set[str]] = {}
    for weekday, spans in open_hours:
        if spans:
            begin = min(span.start_minute for span in spans)
            end = max(span.end_minute for span in spans)
            weekdays.setdefault((begin, end), set()).add(weekday)
    found: dict[tuple[int, int, tuple[Span, ...]], set[str]] = {}
    for (begin, end), names in sorted(weekdays.items()):
        for start, finish in _stretches(begin, end):
            for pauses in _breaks(start, finish):
                found.setdefault((start, finish, pauses), set()).update(names)
    return tuple(
        ShiftTemplate(
            name=f"{clock_text(start)}-{clock_text(finish)}",
            start_minute=start,
            end_minute=finish,
            breaks=pauses,
            weekdays=tuple(each for each in WEEKDAYS if each in names),
            position=place,
        )
        for place, ((start, finish, pauses), names) in enumerate(sorted(found.items()))
    )


def _stretches(begin: int, end: int) -> Iterable[tuple[int, int]]:
    """Working hours inside a stretch of opening hours."""
    length = min(end - begin, LONGEST_MINUTES)
    if length <= SHORT:
        return {(begin, begin + length)}
    middle = begin + (end - begin - SHORT) // 2 // _STEP * _STEP
    found = {(begin, begin + SHORT), (end - SHORT, end), (middle, middle + SHORT)}
    if length <= WHOLE:
        return found | {(begin, begin + length)}
    latest = end - WHOLE
    starts = {begin, latest, *range(begin, latest, 120)}
    return found | {(start, start + WHOLE) for start in starts}


def _breaks(start: int, finish: int) -> Iterable[tuple[Span, ...]]:
    if finish - start <= _BREAK_FROM:
        return [()]
    middle = start + (finish - start) // 2 // _STEP * _STEP
    return [(Span(start_minute=at, end_minute=at + _BREAK),) for at in (middle - _STEP, middle)]
