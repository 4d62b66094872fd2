"""Reads days, durations and numbers as people write them: `tomorrow`, `fri 14`, `17.11.`, `4:30`, `10,00 €`."""

import re
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, time, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QLocale

from csops.domain.days import DayNames, DaySaid, read_day
from csops.domain.near_days import near_day
from csops.domain.wording import UNITS_S, clock_behind


class DayReader:
    """Reads a day in English and in the language of the locale. `past` means contacts: then `fri` was last Friday."""

    def __init__(self, locale: QLocale, *, words: Mapping[str, int] | None = None, past: bool = False) -> None:
        self._past = past
        self._near = dict(words or {})
        self._names = day_names(locale)

    def day(self, text: str, *, today: date) -> date | None:
        """Return the day that is meant, or None where it does not read as a day or contradicts itself."""
        found = self.said(text, today=today)
        return None if found is None or found.contradicts else found.day

    def said(self, text: str, *, today: date) -> DaySaid | None:
        """Return what is written by the rules of csops/domain/days.py, also where it contradicts itself."""
        words = " ".join(text.casefold().split())
        near = today + timedelta(days=self._near[words]) if words in self._near else near_day(words, today=today)
        if near is not None:
            return DaySaid(day=near)
        found = read_day(words, names=self._names, today=today, past=self._past)
        # At the ends of the calendar a moment lies in no year at all for somebody further east or west.
        return found if found is not None and MINYEAR < found.day.year < MAXYEAR else None

    def moment(self, text: str, *, today: date) -> tuple[date, time | None] | None:
        """Return the day and, where one is written behind it (`fri 14:30`), the time."""
        words, clock = clock_behind(text)
        day = today if clock and not words else self.day(words, today=today)
        return None if day is None else (day, clock)


def day_names(locale: QLocale) -> DayNames:
    """Return how weekdays and months are called, in English and in the language of the locale."""
    english = QLocale(QLocale.Language.English)
    short = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
    return DayNames(
        weekdays=_names((english, locale), "dayName", 7),
        months=_names((english, locale), "monthName", 12),
        month_first=short.find("m") < short.find("d") and not short.startswith("y"),
    )


def read_duration(text: str) -> timedelta | None:
    """Read `4`, `4 min` (minutes), `4:30` (minutes and seconds), `1:05:00`, `1 h 20`, `90 s`; None otherwise."""
    try:
        return _duration(text)
    except (OverflowError, ValueError):  # more figures than any time has
        return None


def _duration(text: str) -> timedelta | None:
    said = text.casefold().strip()
    if clock := re.fullmatch(r"(?:(\d+):)?(\d+):([0-5]\d)", said):
        return timedelta(hours=int(clock[1] or 0), minutes=int(clock[2]), seconds=int(clock[3]))
    parts = re.findall(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)", said)
    if not parts or re.sub(r"[\d.,\sa-z]", "", said):
        return None
    seconds, unit = 0.0, ""
    for amount, name in parts:
        unit = name or ("min" if unit in {"", "h"} else "s")
        if unit not in UNITS_S:
            return None
        seconds += float(amount.replace(",", ".")) * UNITS_S[unit]
    return timedelta(seconds=seconds)


def read_number(text: str, locale: QLocale) -> Decimal | None:
    """Read a number with separators, currency or unit around it: `10,00 €`, `1.234,5`, `−3`, `12 %`; None otherwise."""
    found = re.fullmatch(r"[^\d.,+-]*([+-]?[\d.,'’\s]*\d)[^\d]*", text.replace("−", "-"))
    if not found:
        return None
    bare = re.sub(r"[^\d.,+-]", "", found[1])
    try:
        return Decimal(_plain(bare, locale.decimalPoint()))
    except InvalidOperation:
        return None


def _plain(bare: str, decimal_sign: str) -> str:
    """Return the number with a full stop as its only sign: the last sign counts, unless three digits follow it."""
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return bare
    sign, after = bare[last], len(bare) - last - 1
    both, several = "." in bare and "," in bare, bare.count(sign) > 1
    if several or (after == 3 and not both and sign != decimal_sign):
        return bare.replace(".", "").replace(",", "")
    return bare[:last].replace(".", "").replace(",", "") + "." + bare[last + 1 :]


def _names(locales: Iterable[QLocale], method: str, count: int) -> dict[str, int]:
    """Names of weekdays or months, long and short, without the full stop of the short ones."""
    forms = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    return {
        str(getattr(locale, method)(number, form)).casefold().rstrip("."): number
        for locale in locales
        for form in forms
        for number in range(1, count + 1)
    }
