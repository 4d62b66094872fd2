"""Days and moments around the one for which the sample business is built."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from csops.domain.calendar import Calendar, is_open

_FIRST_HOUR, _HOURS = 9, 6


@dataclass(frozen=True, kw_only=True)
class Days:
    """Tells "so many days ago" as a day, or as a moment at which the shop was open."""

    calendar: Calendar
    until: datetime

    def ago(self, days: int) -> date:
        """Return the day so many days before; fewer than none are ahead."""
        return self.until.astimezone(self.calendar.tz).date() - timedelta(days=days)

    def moment(self, days: int, *, place: int = 0) -> datetime:
        """Return a moment on that day, or on the last open one before it; `place` tells apart what happens on a day."""
        day, clock = self.ago(days), time(_FIRST_HOUR + place % _HOURS, 10 + 7 * place % 50)
        for back in range(14):
            at = datetime.combine(day - timedelta(days=back), clock, tzinfo=self.calendar.tz).astimezone(UTC)
            if is_open(self.calendar, at) and at <= self.until:
                return at
        return datetime.combine(day, clock, tzinfo=self.calendar.tz).astimezone(UTC)


def ahead(one: Mapping[str, Any], days: Days) -> date:
    """Return the day of something that was (`ago`) or will be (`after`)."""
    return days.ago(one["ago"] if "ago" in one else -one["after"])
