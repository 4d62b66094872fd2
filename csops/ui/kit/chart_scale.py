"""Where values lie on a chart's axes, and which of them are printed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale

MOST_TICKS = 6
MOST_NAMES, MOST_DAYS = 12, 8
MONTHS_FROM_DAYS = 75  # shorter charts print days


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps values from `low` to `high` onto pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value; a scale without extent puts everything at its middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, *, most: int = MOST_TICKS) -> list[float]:
    """Return at most `most` round values, evenly spaced, the first at or below `low`, the last at or above `high`.

    Where all is equal (or nothing is known) the ticks still span something, so that the chart has a height.
    """
    if high <= low:
        high = low + 1
    for exponent in range(math.floor(math.log10((high - low) / most)) - 1, 16):
        for mantissa in (1, 2, 4, 5) if exponent == 0 else (1, 2, 2.5, 5):
            step = mantissa * 10.0**exponent
            first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
            if last - first < most:
                return [round(index * step, 10) for index in range(first, last + 1)]
    return [low, high]


def whole_ticks(high: float, *, most: int = 5) -> list[float]:
    """Return ticks from zero for something that is counted: never a half contact."""
    if high <= 4:
        return [float(number) for number in range(max(2, math.ceil(high) + 1))]
    return ticks(0, high, most=most)


def time_ticks(starts: Sequence[date]) -> list[tuple[int, str]]:
    """Return the steps that are printed below a chart of time: the first of every month, or days if it is short.

    A month that began before the first step has no name there: the next would stand too near.
    """
    if not starts:
        return []
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    if (starts[-1] - starts[0]).days >= MONTHS_FROM_DAYS:
        before = (starts[0] - timedelta(days=7), *starts)
        firsts = [i for i, day in enumerate(starts) if day.month != before[i].month]
        every = math.ceil(len(firsts) / MOST_NAMES)
        return [(i, locale.standaloneMonthName(starts[i].month, short)) for i in firsts[::every]]
    every = math.ceil(len(starts) / MOST_DAYS)
    days = [(i, QDate(starts[i].year, starts[i].month, starts[i].day)) for i in range(0, len(starts), every)]
    return [(i, locale.toString(day, "d MMM")) for i, day in days]
