"""What the history of a channel holds, as values: its days, what was found in them, what is said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark

_NEAR = timedelta(days=1)


class Odd(Enum):
    """What may be wrong with days of the history."""

    MISSING = "missing"
    """Open by the calendar, and nothing at all in a log that is usually busy."""
    HIGH = "high"
    """Far more than days like it, beyond what chance explains."""
    LOW = "low"
    """Far less than days like it."""
    EMPTY = "empty"
    """Open by the calendar, and nothing came: closed, or not logged."""
    OUTSIDE = "outside"
    """Closed by the calendar, and people were answered all the same."""
    IDLE_WEEKDAY = "idle-weekday"
    """A weekday that is open by the calendar, on which nearly never anything comes."""
    BUSY_WEEKDAY = "busy-weekday"
    """A weekday that is closed by the calendar, on which people are answered."""

    @property
    def is_weekday(self) -> bool:
        """Whether it is about the opening hours of a weekday, not about single days."""
        return self in {Odd.IDLE_WEEKDAY, Odd.BUSY_WEEKDAY}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Days to be looked at: `days` of them from first to last; `came` contacts, `expected` None where nothing tells."""

    odd: Odd
    first_day: date
    last_day: date
    days: int
    came: float
    expected: float | None = None


@dataclass(frozen=True, kw_only=True)
class MeasuredEffect:
    """What the earlier days of an event brought over what an ordinary day would have: a factor and its 95 % range.

    Shrunken towards no effect, the more so the fewer days and contacts it rests on. `days`: how many were measured;
    `came` and `expected` are contacts on them. `variance` is that of the factor's logarithm, for the next such day.
    """

    name: str
    days: int
    came: float
    expected: float
    factor: float
    low95: float
    high95: float
    variance: float


@dataclass(frozen=True, kw_only=True)
class ChannelHistory:
    """The history of one channel by day.

    `came`: contacts of every open day that is known; `usual`: what such a day usually holds, where that can be told.
    `outside`: contacts on days that are closed. `effects`: measured on events so far, by name in small letters.
    """

    channel: Channel
    came: Mapping[date, float]
    usual: Mapping[date, float]
    outside: Mapping[date, int]
    missing_days: tuple[date, ...]
    closed_days: Mapping[date, str]
    findings: tuple[Finding, ...]
    marks: tuple[DayMark, ...]
    effects: Mapping[str, MeasuredEffect]

    def effect(self, name: str) -> MeasuredEffect | None:
        """Return what was measured of an event, None where it never was."""
        return self.effects.get(name.strip().casefold())


def stretches(days: Iterable[date], *, between: Iterable[date] = ()) -> list[tuple[date, date, int]]:
    """Return runs of days (first, last, how many), joined over the days `between` that do not count themselves.

    A run over a week-end that is closed is one stretch.
    """
    bridging, found = set(between), list[tuple[date, date, int]]()
    for day in sorted(set(days)):
        if found:
            first, last, number = found[-1]
            gap = (last + _NEAR * step for step in range(1, (day - last).days))
            if all(each in bridging for each in gap):
                found[-1] = (first, day, number + 1)
                continue
        found.append((day, day, 1))
    return found
