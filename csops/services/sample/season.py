"""How many contacts each day brings to the sample business: growth, season, weather, Black Friday, Christmas."""

import math
from datetime import date, datetime, timedelta
from random import Random

from csops.domain.calendar import Calendar
from csops.services.sample.rhythm import Arrival, moments, share_of_day

WEEKLY = {"phone": 214.0, "email": 128.0, "chat": 96.0, "social": 24.0, "walk_in": 46.0}
"""Inbound contacts in an average week at the end of the two years."""

GROWTH_PER_YEAR = 0.19
_MONTHS = (0.8, 0.83, 0.98, 1.13, 1.17, 1.1, 1.01, 0.95, 0.99, 1.02, 1.04, 0.98)
_WORKING_DAYS = 6


def arrivals(random: Random, *, calendar: Calendar, first: date, until: datetime) -> list[Arrival]:
    """Return every inbound contact from the first day until the moment, oldest first."""
    last = until.astimezone(calendar.tz).date()
    found: list[Arrival] = []
    week = 1.0
    for day in (first + timedelta(days=place) for place in range((last - first).days + 1)):
        # What moves a day or a week moves all channels: rain, a story in the paper, a sale elsewhere.
        if not day.weekday():
            week = random.gammavariate(280, 1 / 280)
        weather = week * random.gammavariate(120, 1 / 120)
        level = weather * season(day) * (1 + GROWTH_PER_YEAR) ** ((day - last).days / 365)
        for channel, weekly in WEEKLY.items():
            busy = level * special(day, channel) * share_of_day(calendar, channel, day)
            count = _poisson(random, weekly * busy * random.gammavariate(150, 1 / 150))
            found += moments(
                random, calendar=calendar, channel=channel, day=day, count=count, busy=busy * _WORKING_DAYS
            )
    return sorted((one for one in found if one.at < until), key=lambda one: (one.at, one.channel))


def season(day: date) -> float:
    """Return the factor of the time of the year, joined from month to month."""
    place = day.month - 1 + (day.day - 15) / 30
    low = math.floor(place)
    share = place - low
    return _MONTHS[low % 12] * (1 - share) + _MONTHS[(low + 1) % 12] * share


def special(day: date, channel: str) -> float:
    """Return the factor of Black Friday and its week, and of the weeks around Christmas."""
    friday = black_friday(day.year)
    if friday - timedelta(days=4) <= day <= friday + timedelta(days=3):
        return 1.3 + 0.4 * (day == friday)
    if day.month == 12 and 8 <= day.day <= 23:
        return 1.35 if channel == "email" else 1.22
    if day.month == 12 and day.day >= 27:
        return 0.75
    return 1.0


def black_friday(year: int) -> date:
    """Return the day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


def _poisson(random: Random, mean: float) -> int:
    """Draw a count (Knuth's method: fine for the hundred of a day)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
