"""When contacts come to the sample business: year, week and day of a bicycle shop, with doubt around them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from csops.domain.calendar import Calendar, spans_of

WEEKLY = {"phone": 42.0, "email": 35.0, "chat": 21.0, "social": 5.5, "walk_in": 5.7}
"""Inbound contacts in an ordinary week at the end of the two years."""

LIVE = ("phone", "chat", "walk_in")
GROWTH_PER_YEAR = 0.11
_MONTHS = (0.72, 0.82, 1.12, 1.32, 1.34, 1.2, 1.06, 1.0, 1.02, 0.86, 0.84, 0.8)
_WEEK = {
    "live": (0.215, 0.175, 0.155, 0.16, 0.175, 0.12, 0.0),
    "email": (0.20, 0.17, 0.15, 0.15, 0.15, 0.10, 0.08),
    "social": (0.15, 0.13, 0.12, 0.12, 0.14, 0.17, 0.17),
}
_WEEKDAY_HOURS = (5, 8, 12, 11, 7, 6, 8, 10, 9, 7, 5)
_SATURDAY_HOURS = (7, 11, 12, 10, 8, 6, 4)
_NIGHT = (1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.5, 3, 5, 7, 8, 7, 6, 6, 6.5, 6, 5, 4.5, 4, 4.5, 6, 6.5, 5, 2.5)
_WRITTEN_ON_CLOSED_DAYS = 0.55
_AFTER_CLOSED = 1.2


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A customer turns to the shop. `rush`: how busy this half hour usually is, 1 for an average one."""

    at: datetime
    channel: str
    rush: float


def arrivals(random: Random, *, calendar: Calendar, first: date, until: datetime) -> list[Arrival]:
    """Return every inbound contact from the first day until the moment, oldest first."""
    last = until.astimezone(calendar.tz).date()
    found: list[Arrival] = []
    weather = 1.0
    for day in (first + timedelta(days=place) for place in range((last - first).days + 1)):
        # What moves one day moves all channels, and a good part of it lasts into the next day.
        weather = 0.6 * weather + 0.4 * random.gammavariate(8, 1 / 8)
        grown = (1 + GROWTH_PER_YEAR) ** ((day - last).days / 365)
        for channel, weekly in WEEKLY.items():
            own = random.gammavariate(40, 1 / 40)
            expected = weekly * grown * season(day) * weather * own * _share_of_day(calendar, channel, day)
            count = _poisson(random, expected * special(day, channel))
            found += _moments(random, calendar=calendar, channel=channel, day=day, count=count)
    return sorted((one for one in found if one.at < until), key=lambda one: (one.at, one.channel))


def season(day: date) -> float:
    """Return the factor of the time of the year, joined from month to month."""
    place = day.month - 1 + (day.day - 15) / 30
    low = math.floor(place)
    share = place - low
    return _MONTHS[low % 12] * (1 - share) + _MONTHS[(low + 1) % 12] * share


def special(day: date, channel: str) -> float:
    """Return the factor of Black Friday (the fourth Friday of November) and of the weeks around Christmas."""
    friday = black_friday(day.year)
    if friday - timedelta(days=4) <= day <= friday + timedelta(days=3):
        return 1.35 + 0.3 * (day == friday)
    if day.month == 12 and 8 <= day.day <= 23:
        return 1.45 if channel == "email" else 1.3
    if day.month == 12 and day.day >= 27:
        return 0.75
    return 1.0


def black_friday(year: int) -> date:
    """Return the fourth Friday of November, as far as the shop is concerned."""
    first = date(year, 11, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 21)


def _share_of_day(calendar: Calendar, channel: str, day: date) -> float:
    """The day's share of its week: nobody rings a closed shop, and the day after has more to do."""
    weekday, is_open = day.weekday(), bool(spans_of(calendar, day))
    share = _WEEK["live" if channel in LIVE else channel][weekday]
    if not is_open:
        return 0.0 if channel in LIVE else share * (_WRITTEN_ON_CLOSED_DAYS if weekday < 6 else 1)
    before = day - timedelta(days=1)
    was_closed = before.weekday() < 6 and not spans_of(calendar, before)
    return share * (_AFTER_CLOSED if was_closed and channel != "social" else 1) * _open_part(calendar, channel, day)


def _open_part(calendar: Calendar, channel: str, day: date) -> float:
    """How much of an ordinary day of its weekday the shop is open, 0 to 1."""
    minutes = sum(span.end_minute - span.start_minute for span in spans_of(calendar, day))
    return min(1.0, minutes / (7 * 60 if day.weekday() == 5 else 11 * 60)) if channel in LIVE else 1.0


def _moments(random: Random, *, calendar: Calendar, channel: str, day: date, count: int) -> Iterator[Arrival]:
    if not count:
        return
    hours = _hours(calendar, day) if channel in LIVE else tuple(enumerate(_NIGHT))
    bounds = list(accumulate(weight for _, weight in hours))
    for _ in range(count):
        hour, weight = random.choices(hours, cum_weights=bounds)[0]
        clock = datetime.combine(day, time(hour), tzinfo=calendar.tz) + timedelta(seconds=random.randrange(3600))
        yield Arrival(at=clock.astimezone(UTC), channel=channel, rush=weight * len(hours) / bounds[-1])


@lru_cache(maxsize=7)
def _ordinary(weekday: int) -> tuple[tuple[int, float], ...]:
    first, weights = (9, _SATURDAY_HOURS) if weekday == 5 else (8, _WEEKDAY_HOURS)
    return tuple((first + place, float(weight)) for place, weight in enumerate(weights))


def _hours(calendar: Calendar, day: date) -> tuple[tuple[int, float], ...]:
    spans = spans_of(calendar, day)
    return tuple(
        (hour, weight)
        for hour, weight in _ordinary(day.weekday())
        if any(span.start_minute <= hour * 60 < span.end_minute for span in spans)
    )


def _poisson(random: Random, mean: float) -> int:
    """Draw a count (Knuth's method: fine for the few dozen of a day)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
