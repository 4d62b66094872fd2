"""Reads days, durations and numbers as people write them: `tomorrow`, `fri 14`, `17.11.`, `4:30`, `10,00 €`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QLocale

from csops.domain.wording import UNITS_S, clock_behind, days_ahead, iso_day

DAYS_TO_LOOK = 366 * 8  # 29 February comes after eight years at the latest


class DayReader:
    """Reads a day in English and in the language of the locale. `past` means contacts: then `fri` was last Friday."""

    def __init__(self, locale: QLocale, *, words: Mapping[str, int] | None = None, past: bool = False) -> None:
        self._past = past
        self._near = dict(words or {})
        english = QLocale(QLocale.Language.English)
        self._weekdays = _names((english, locale), "dayName", 7)
        self._months = _names((english, locale), "monthName", 12)
        short = locale.dateFormat(QLocale.FormatType.ShortFormat).lower()
        self._month_first = short.find("m") < short.find("d") and not short.startswith("y")

    def day(self, text: str, *, today: date) -> date | None:
        """Return the day that is meant, or None where it does not read as a day."""
        said = " ".join(text.casefold().replace(",", " ").split())
        ahead = self._near.get(said, days_ahead(said))
        if ahead is not None:
            return today + timedelta(days=ahead)
        return iso_day(said) or self._by_figures(said, today) or self._by_names(said, today)

    def moment(self, text: str, *, today: date) -> tuple[date, time | None] | None:
        """Return the day and, where one is written behind it (`fri 14:30`), the time."""
        words, clock = clock_behind(text)
        day = today if clock and not words else self.day(words, today=today)
        return None if day is None else (day, clock)

    def _by_figures(self, said: str, today: date) -> date | None:
        found = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4})?)?", said)
        if not found:
            return None
        first, second = int(found[1]), int(found[2])
        month_first = self._month_first and "." not in said
        day, month = (second, first) if month_first and first <= 12 else (first, second)
        if found[3]:
            year = int(found[3])
            return _date(year + 2000 if year < 100 else year, month, day)
        return self._nearest(today, day=day, month=month)

    def _by_names(self, said: str, today: date) -> date | None:
        """`fri`, `fri 14`, `17 nov`, `nov 17 2025`, `fri 14 nov`: names in any order, each known."""
        weekday = month = day = year = None
        for word in re.findall(r"[^\W\d_]+|\d+", said):
            if word in self._weekdays:
                weekday = self._weekdays[word]
            elif word in self._months:
                month = self._months[word]
            elif word.isdigit() and len(word) == 4:
                year = int(word)
            elif word.isdigit() and int(word) <= 31:
                day = int(word)
            else:
                return None
        if year is not None:
            return _date(year, month, day) if month and day else None
        if weekday is None and day is None:
            return None
        return self._nearest(today, weekday=weekday, day=day, month=month)

    def _nearest(
        self, today: date, *, weekday: int | None = None, day: int | None = None, month: int | None = None
    ) -> date | None:
        """The next such day (the last one for what is past); a bare weekday never means today."""
        step = timedelta(days=-1 if self._past else 1)
        here = today if day is not None else today + step
        for _attempt in range(DAYS_TO_LOOK):
            fits_day = (day is None or here.day == day) and (month is None or here.month == month)
            if fits_day and (weekday is None or here.isoweekday() == weekday):
                return here
            here += step
        return None


def read_duration(text: str) -> timedelta | None:
    """Read `4`, `4 min` (minutes), `4:30` (minutes and seconds), `1:05:00`, `1 h 20`, `90 s`; None otherwise."""
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


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
