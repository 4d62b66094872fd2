"""Opening hours added up once, so that a hundred thousand times inside them are told quickly."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from csops.domain.calendar import Calendar, open_time

_MINUTE = timedelta(minutes=1)
_MARGIN = timedelta(days=14)


class OpenTime:
    """The open time of a calendar between two moments; between them it counts as `business_minutes` does."""

    def __init__(self, calendar: Calendar, *, first: datetime, last: datetime) -> None:
        pieces = open_time(calendar, first, last)
        self._begins = [begin for begin, _ in pieces]
        self._lengths = [close - begin for begin, close in pieces]
        self._before = [timedelta(), *accumulate(self._lengths)]

    def minutes(self, start: datetime, end: datetime) -> float:
        """Return the minutes of opening hours from `start` to `end`; 0 when `end` is not after `start`."""
        return self.between(start, end) / _MINUTE

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the opening hours from `start` to `end`; 0 when `end` is not after `start`."""
        return max(self._until(end) - self._until(start), timedelta())

    def pieces(self) -> tuple[list[datetime], list[timedelta], list[timedelta]]:
        """Return where each stretch begins, how long it is, and how much was open before each (and in all)."""
        return self._begins, self._lengths, self._before

    def _until(self, moment: datetime) -> timedelta:
        place = bisect_right(self._begins, moment) - 1
        if place < 0:
            return timedelta()
        return self._before[place] + min(moment - self._begins[place], self._lengths[place])


class Hours:
    """The open time of a calendar between any two moments; what was added up once is kept for the next ones."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._first = self._last = datetime.max.replace(tzinfo=UTC)
        self._known: OpenTime | None = None

    def cover(self, first: datetime, last: datetime) -> OpenTime:
        """Return the open time between two moments at least: many are told from it."""
        known = self._known
        if known is None or first < self._first or last > self._last:
            if known is not None:
                first, last = min(first, self._first), max(last, self._last)
            known = OpenTime(self.calendar, first=first - _MARGIN, last=last + _MARGIN)
            self._known, self._first, self._last = known, first - _MARGIN, last + _MARGIN
        return known

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the opening hours from `start` to `end`; 0 when `end` is not after `start`."""
        return self.cover(start, end).between(start, end) if end > start else timedelta()
