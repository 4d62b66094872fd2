"""Values as a reader of this country reads them on paper."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from csops.domain.reports import Assumption, Cell, Column, ColumnKind, Fact, known

UNKNOWN = "–"
# The month in letters: 5 Oct cannot be read as 10 May.
_DAY = "d MMM yyyy"
_DECIMALS = {ColumnKind.INTEGER: 0, ColumnKind.NUMBER: 1, ColumnKind.SHARE: 1, ColumnKind.MONEY: 2}


def text_of(value: Cell, described: Column | Fact | Assumption, *, locale: QLocale) -> str:
    """The value as its kind, decimals and currency say; an en dash where it is unknown."""
    value = known(value)
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        moment = QDateTime(_date(value), QTime(value.hour, value.minute))
        return locale.toString(moment, f"{_DAY} HH:mm")
    if isinstance(value, date):
        return locale.toString(_date(value), _DAY)
    if isinstance(value, timedelta):
        return duration(value)
    return _number(value, described, locale)


def number(value: float, *, decimals: int, locale: QLocale) -> str:
    """A number with the separators of the country and a real minus sign."""
    return locale.toString(float(value), "f", decimals).replace("-", "−")


def duration(value: timedelta) -> str:
    """Hours, minutes and seconds, hours beyond a day too."""
    seconds = round(abs(value).total_seconds())
    sign = "−" if value < timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def span(value: timedelta) -> str:
    """A duration as one says it: its two largest parts, such as 40 min 43 s or 2 h 45 min."""
    seconds = round(abs(value).total_seconds())
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = ((hours, "h"), (minutes, "min")) if hours else ((minutes, "min"), (rest, "s"))
    said = " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"
    return f"−{said}" if value < timedelta(0) else said


def _number(value: float | Decimal, described: Column | Fact | Assumption, locale: QLocale) -> str:
    kind = described.kind
    whole = isinstance(value, int) and kind in {ColumnKind.INTEGER, ColumnKind.TEXT}
    default = 0 if whole else _DECIMALS.get(kind, 1)
    decimals = default if described.decimals is None else described.decimals
    if kind is ColumnKind.SHARE:
        return f"{number(float(value) * 100, decimals=decimals, locale=locale)} %"
    shown = number(float(value), decimals=decimals, locale=locale)
    return f"{shown} {described.currency}".strip() if kind is ColumnKind.MONEY else shown


def _date(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)
