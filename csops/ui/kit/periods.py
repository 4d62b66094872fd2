"""The stretches of time that a report or a figure can be about, as people name them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

N = QT_TRANSLATE_NOOP
Span = tuple[date, date]
OWN = "own"

_WORDS: Mapping[str, object] = {
    "this_week": N("Periods", "This week"),
    "last_week": N("Periods", "Last week"),
    "this_month": N("Periods", "This month"),
    "last_month": N("Periods", "Last month"),
    "4_weeks": N("Periods", "Last 4 weeks"),
    "12_weeks": N("Periods", "Last 12 weeks"),
    "52_weeks": N("Periods", "Last 52 weeks"),
    "this_year": N("Periods", "This year"),
    "last_year": N("Periods", "Last year"),
    "everything": N("Periods", "Everything"),
    OWN: N("Periods", "From a day to a day"),
}
_FIRST_EVER, _LAST_EVER = date(1900, 1, 1), date(2199, 12, 31)


def period_words() -> Mapping[str, str]:
    """Return every period with its words, the usual ones first."""
    return {key: QCoreApplication.translate("Periods", str(words)) for key, words in _WORDS.items()}


def span_of(key: str, *, today: date) -> Span:
    """Return the first and the last day of a period, seen from a day; weeks begin on Monday."""
    return _SPANS[key](today)


def weeks_back(weeks: int, *, today: date) -> Span:
    """Return the last so many times seven days, today included."""
    return today - timedelta(days=7 * weeks - 1), today


def _month(day: date) -> Span:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


_SPANS: Mapping[str, Callable[[date], Span]] = {
    "this_week": _week,
    "last_week": lambda today: _week(today - timedelta(days=7)),
    "this_month": _month,
    "last_month": lambda today: _month(today.replace(day=1) - timedelta(days=1)),
    "4_weeks": lambda today: weeks_back(4, today=today),
    "12_weeks": lambda today: weeks_back(12, today=today),
    "52_weeks": lambda today: weeks_back(52, today=today),
    "this_year": lambda today: _year(today.year),
    "last_year": lambda today: _year(today.year - 1),
    "everything": lambda _today: (_FIRST_EVER, _LAST_EVER),
}
