"""When in its week and day a contact comes to the sample business: Monday morning, Saturday noon, mail at night."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from csops.domain.calendar import Calendar, spans_of
from csops.domain.opening_hours import Span

LIVE = ("phone", "chat", "walk_in")
_WEEK = {
    "phone": (0.27, 0.155, 0.135, 0.14, 0.17, 0.13, 0.0),
    "chat": (0.25, 0.16, 0.145, 0.15, 0.175, 0.12, 0.0),
    "walk_in": (0.17, 0.13, 0.13, 0.14, 0.18, 0.25, 0.0),
    "email": (0.205, 0.175, 0.155, 0.15, 0.15, 0.09, 0.075),
    "social": (0.15, 0.13, 0.12, 0.12, 0.14, 0.17, 0.17),
}
# By half hours: Monday to Friday from 8:00 to 19:00, Saturday from 9:00 to 16:00.
_WEEKDAY = {
    "phone": (10, 20, 42, 74, 104, 105, 90, 62, 36, 23, 20, 25, 39, 54, 58, 46, 37, 32, 28, 22, 13, 6),
    "chat": (7, 15, 34, 58, 84, 88, 78, 56, 40, 32, 30, 36, 48, 58, 60, 52, 44, 39, 34, 28, 18, 10),
    "walk_in": (8, 14, 26, 44, 58, 62, 58, 52, 50, 38, 28, 28, 34, 44, 48, 48, 52, 56, 56, 44, 22, 9),
}  # fmt: skip
_SATURDAY = {
    "phone": (16, 36, 60, 80, 98, 106, 104, 88, 64, 44, 32, 24, 15, 7),
    "chat": (16, 36, 60, 80, 98, 106, 104, 88, 64, 44, 32, 24, 15, 7),
    "walk_in": (16, 34, 52, 70, 90, 102, 104, 92, 76, 60, 48, 38, 26, 12),
}
# By hours from midnight on: those who write do so at any time, but few by night.
_WRITTEN = {
    "email": (4, 2, 1, 1, 1, 3, 12, 35, 60, 80, 85, 75, 65, 60, 65, 65, 55, 50, 45, 50, 60, 55, 35, 12),
    "social": (6, 3, 1, 1, 1, 2, 8, 25, 40, 45, 50, 50, 55, 50, 45, 45, 50, 60, 65, 75, 90, 90, 60, 20),
}  # fmt: skip
_WRITTEN_ON_CLOSED_DAYS = 0.55
_AFTER_CLOSED = 1.2
_OUTSIDE = {"phone": 0.02, "chat": 0.015, "walk_in": 0.0}
"""Share of those who try shortly before opening or after closing, and find nobody."""
_OUTSIDE_S = 2100
_HALF_HOUR_S = 1800


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A customer turns to the shop. `rush`: how busy the half hour usually is, 1 for an average one; 0 when closed."""

    at: datetime
    channel: str
    rush: float


def share_of_day(calendar: Calendar, channel: str, day: date) -> float:
    """Return the day's share of its week: nobody rings a closed shop, and the day after has more to do."""
    share, spans = _WEEK[channel][day.weekday()], spans_of(calendar, day)
    if not spans:
        return 0.0 if channel in LIVE else share * (_WRITTEN_ON_CLOSED_DAYS if day.weekday() < 6 else 1)
    before = day - timedelta(days=1)
    was_closed = before.weekday() < 6 and not spans_of(calendar, before)
    return share * (_AFTER_CLOSED if was_closed and channel != "social" else 1) * _open_part(channel, day, spans)


def moments(
    random: Random, *, calendar: Calendar, channel: str, day: date, count: int, busy: float
) -> Iterator[Arrival]:
    """Draw when on a day its contacts come. `busy`: of the whole day, 1 for an average one."""
    if not count:
        return
    midnight = datetime.combine(day, time(), tzinfo=calendar.tz).astimezone(UTC)
    if channel not in LIVE:
        weights = _WRITTEN[channel]
        for hour in random.choices(range(24), weights=weights, k=count):
            yield Arrival(
                at=midnight + timedelta(seconds=3600 * hour + random.randrange(3600)), channel=channel, rush=1
            )
        return
    spans = spans_of(calendar, day)
    halves, bounds = _halves(channel, day.weekday() == 5, spans)
    factor = busy * len(halves) / bounds[-1]
    for begin, weight in random.choices(halves, cum_weights=bounds, k=count):
        if random.random() < _OUTSIDE[channel]:
            yield Arrival(at=midnight + timedelta(seconds=_outside(random, spans)), channel=channel, rush=0)
        else:
            seconds = begin + random.randrange(_HALF_HOUR_S)
            yield Arrival(at=midnight + timedelta(seconds=seconds), channel=channel, rush=weight * factor)


def _open_part(channel: str, day: date, spans: tuple[Span, ...]) -> float:
    """How much of what an ordinary day of its weekday brings comes while the shop is open, 0 to 1."""
    if channel not in LIVE:
        return 1.0
    _, bounds = _halves(channel, day.weekday() == 5, spans)
    return bounds[-1] / sum((_SATURDAY if day.weekday() == 5 else _WEEKDAY)[channel])


def _outside(random: Random, spans: tuple[Span, ...]) -> int:
    """Draw a second of the day shortly before opening or, more often, after closing."""
    away = int(_OUTSIDE_S * random.random() ** 2) + 1
    return spans[0].start_minute * 60 - away if random.random() < 0.4 else spans[-1].end_minute * 60 + away


@lru_cache(maxsize=64)
def _halves(channel: str, is_saturday: bool, spans: tuple[Span, ...]) -> tuple[list[tuple[int, int]], list[int]]:
    """The half hours that are open, by the second at which they begin, with their weights, and the weights' sums."""
    first, weights = (540, _SATURDAY[channel]) if is_saturday else (480, _WEEKDAY[channel])
    halves = [
        (minute * 60, weight)
        for minute, weight in zip(range(first, first + 30 * len(weights), 30), weights, strict=True)
        if any(span.start_minute <= minute < span.end_minute for span in spans)
    ]
    return halves, list(accumulate(weight for _, weight in halves))
