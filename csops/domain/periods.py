"""A stretch of days that a report or a figure is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csops.domain.errors import OutOfRange
from csops.domain.questions import day_start

FIRST_YEAR, LAST_YEAR = 1900, 2199


def check_year(day: date, *, field: str) -> None:
    """Raise OutOfRange for a day of another age than ours."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        right = f"Choose a day from {FIRST_YEAR} to {LAST_YEAR}"
        raise OutOfRange(field=field, value=day.isoformat(), right=right)


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first day to the last one, both included, in the time of a zone."""

    first_day: date
    last_day: date
    zone: str

    def __post_init__(self) -> None:
        for field, day in (("first day", self.first_day), ("last day", self.last_day)):
            check_year(day, field=field)
        if self.last_day < self.first_day:
            right = f"Choose {self.first_day.isoformat()} or a later day"
            raise OutOfRange(field="last day", value=self.last_day.isoformat(), right=right)

    @property
    def since(self) -> datetime:
        """The moment at which the first day begins, in UTC."""
        return day_start(self.first_day, zone=self.zone)

    @property
    def until(self) -> datetime:
        """The moment at which the day after the last one begins, in UTC."""
        return day_start(self.last_day + timedelta(days=1), zone=self.zone)

    @property
    def days(self) -> int:
        """How many days there are; one at least."""
        return (self.last_day - self.first_day).days + 1

    def words(self) -> str:
        """Return the period as it stands on a cover: "1 to 31 October 2026"."""
        first, last = self.first_day, self.last_day
        end = f"{last.day} {last:%B %Y}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {end}"
        return f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {end}"

    def within(self, first_day: date, last_day: date) -> "Period | None":
        """Return the part of the period that lies between two days; None where they do not meet."""
        first, last = max(self.first_day, first_day), min(self.last_day, last_day)
        return Period(first_day=first, last_day=last, zone=self.zone) if first <= last else None
