"""What starts the day: what is promised, how service goes, how many contacts came and are expected."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from csops.domain.access import Permission
from csops.domain.calendar import Calendar, calendar_from, next_open, open_time
from csops.domain.errors import NotUnderstood
from csops.domain.lines import CaseCounts, CaseLine, FollowUpLine
from csops.services.settings import team_of
from csops.services.workspace import Workspace
from csops.storage.figures import Figures

if TYPE_CHECKING:
    from csops.domain.predictions import ForecastRow
    from csops.domain.volume import Series
    from csops.services.forecast import Log
    from csops.services.kpi_overview import Compared, Lines

_WEEK = timedelta(days=7)
_HOUR = timedelta(hours=1)
_TICK = timedelta(seconds=1)
_LONGEST_GAP_DAYS = 28
TILES = (
    "first_response_time",
    "first_contact_resolution",
    "full_resolution_time",
    "csat",
    "answered_within_target",
)
"""The figures of the day, in their order."""
_SAID = ("missed_contacts",)
"""What the sentence of the day tells besides."""
_REVIEWED = ("quality_score",)
"""What a line tells whoever sees all reviews."""


class When(Enum):
    """When something promised is due."""

    LATE = "late"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Promises:
    """What is promised and not done, the first due first; `later` counts what is due after tomorrow."""

    late: tuple[FollowUpLine, ...]
    today: tuple[FollowUpLine, ...]
    tomorrow: tuple[FollowUpLine, ...]
    later: int


@dataclass(frozen=True, kw_only=True)
class OpenCases:
    """The unsettled cases by age, and the oldest of them."""

    counts: CaseCounts
    oldest: CaseLine | None


@dataclass(frozen=True, kw_only=True)
class TodayFigures:
    """The figures of the last weeks beside those of as many before, and their lines."""

    weeks: int
    found: "Compared"
    lines: "Lines"


@dataclass(frozen=True, kw_only=True)
class HourExpected:
    """One open hour of a day: contacts expected, and the ends of the range that holds 8 of 10 days.

    `opens_at`, `closes_at`: the part of the hour in which the shop is open.
    """

    starts_at: datetime
    opens_at: datetime
    closes_at: datetime
    expected: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Came:
    """Contacts counted in one hour of today."""

    starts_at: datetime
    count: int


@dataclass(frozen=True, kw_only=True)
class CameToday:
    """Contacts of today: by open hour, those of which only the day is known, and those that came while closed."""

    hours: tuple[Came, ...]
    time_unknown: int = 0
    outside: int = 0
    opens_at: datetime | None = None
    """When the shop opens today; None on a day on which it is closed."""
    since: datetime | None = None
    """When the shop closed last before today: written contacts since then count in the first hour."""

    @property
    def number(self) -> int:
        """How many in all."""
        return sum(each.count for each in self.hours) + self.time_unknown + self.outside


def promises(workspace: Workspace, *, owner_id: int | None = None) -> Promises:
    """Return what is promised, by whoever or by one person."""
    now = workspace.now()
    with workspace.read() as work:
        zone = calendar_from(work.settings.mapping("calendar")).tz
        today = now.astimezone(zone).date()
        later = datetime.combine(today + timedelta(days=2), time(), tzinfo=zone)
        lines = work.cases.follow_ups(until=later, owner_id=owner_id)
        due_later = work.cases.count_follow_ups(since=later, owner_id=owner_id)
    groups: dict[When, list[FollowUpLine]] = {when: [] for when in When}
    for line in lines:
        groups[_when(line, now=now, due_day=line.due_at.astimezone(zone).date(), today=today)].append(line)
    return Promises(
        late=tuple(groups[When.LATE]),
        today=tuple(groups[When.TODAY]),
        tomorrow=tuple(groups[When.TOMORROW]),
        later=due_later,
    )


def due_by_tonight(workspace: Workspace) -> int:
    """Return how many promises are late or due today: what waits for somebody on the team."""
    with workspace.read() as work:
        zone = calendar_from(work.settings.mapping("calendar")).tz
        tomorrow = workspace.now().astimezone(zone).date() + timedelta(days=1)
        return len(work.cases.follow_ups(until=datetime.combine(tomorrow, time(), tzinfo=zone)))


def _when(line: FollowUpLine, *, now: datetime, due_day: date, today: date) -> When:
    if line.due_at < now and (line.time_known or due_day < today):
        return When.LATE
    if due_day <= today:
        return When.TODAY
    return When.TOMORROW if due_day == today + timedelta(days=1) else When.LATER


def open_cases(workspace: Workspace) -> OpenCases:
    """Return the unsettled cases by age."""
    with workspace.read() as work:
        counts = work.cases.counts(now=workspace.now(), me=workspace.member.id)
        oldest = None if counts.oldest_id is None else work.cases.line(counts.oldest_id)
    return OpenCases(counts=counts, oldest=oldest)


def figures(workspace: Workspace, *, weeks: int) -> TodayFigures:
    """Return the figures of the last weeks, beside those of as many weeks before.

    Weeks end today, so that each holds every weekday once. Up to twelve weeks a line has a point for each, beyond that
    one for four. Whoever sees all reviews gets the quality score besides.
    """
    from csops.services.kpi_overview import compared, lines

    today = workspace.today()
    first = today - timedelta(days=7 * weeks - 1)
    reviewed = _REVIEWED if workspace.may(Permission.REVIEWS) else ()
    return TodayFigures(
        weeks=weeks,
        found=compared(workspace, first_day=first, last_day=today, keys=(*TILES, *_SAID, *reviewed)),
        lines=lines(workspace, first_day=first, last_day=today, keys=TILES),
    )


def expected_of(log: "Log") -> tuple[HourExpected, ...]:
    """Return what the forecast expects in each open hour of today, on all channels, from the log as it was read.

    Arithmetic alone, for a process of its own. Empty where the shop is closed today, where nothing was logged yet, and
    where the log ended over four weeks ago.
    """
    from csops.services import forecast

    today = log.now.astimezone(log.calendar.tz).date()
    if log.last_day is None or (gap := (today - log.last_day).days) > _LONGEST_GAP_DAYS:
        return ()
    every = [channel.id for channel in log.channels]
    series = forecast.series_of(log, channel_ids=every, every_minutes=60)
    try:
        made = forecast.forecast_of(log, series, horizon_days=gap)
    except NotUnderstood:
        return ()
    return tuple(_hour(log.calendar, row) for row in made.rows if row.time.date() == today)


def _hour(calendar: Calendar, row: "ForecastRow") -> HourExpected:
    opened = open_time(calendar, row.time, row.time + _HOUR)
    begin, end = (opened[0][0], opened[-1][1]) if opened else (row.time, row.time + _HOUR)
    return HourExpected(
        starts_at=row.time,
        opens_at=begin.astimezone(calendar.tz),
        closes_at=end.astimezone(calendar.tz),
        expected=row.mean,
        low=row.p10,
        high=row.p90,
    )


def came_today(workspace: Workspace) -> CameToday:
    """Return the inbound contacts of today: by open hour as the forecast counts, and those that no open hour holds.

    What comes on a deferred channel while the shop is closed counts when it opens.
    """
    from csops.domain.offered import Offered, offered_from, within_hours

    now = workspace.now()
    with workspace.read() as work:
        team = team_of(work, me=workspace.member)
        blocks = Figures(work.connection).moments(now - _WEEK, now + _TICK)
        contacts = offered_from([row for block in blocks for row in block])
    calendar = team.calendar
    today = now.astimezone(calendar.tz).date()

    def counted(part: Offered) -> "Series":
        return within_hours(
            part,
            calendar=calendar,
            deferred=[channel.id for channel in team.channels if not channel.is_immediate],
            every_minutes=60,
            # From a week back: what came while closed goes to the opening after it and not all to this one.
            first_day=today - _WEEK,
            last_day=today,
            until=now,
        )

    since_midnight = contacts.on(today, calendar.zone)
    hours = [each for each in counted(contacts).intervals() if each.start.date() == today]
    held = counted(since_midnight)
    return CameToday(
        hours=tuple(Came(starts_at=each.start, count=round(each.offered)) for each in hours),
        time_unknown=held.date_only.get(today, 0),
        outside=len(since_midnight) - round(held.contacts),
        opens_at=_opening(calendar, today),
        since=_last_close(calendar, today),
    )


def _opening(calendar: Calendar, day: date) -> datetime | None:
    """Return when the shop opens on a day, None when it does not."""
    opens = next_open(calendar, datetime.combine(day, time(), tzinfo=calendar.tz))
    return opens if opens is not None and opens.astimezone(calendar.tz).date() == day else None


def _last_close(calendar: Calendar, day: date) -> datetime:
    """Return when the shop closed last before a day; its midnight where it was not open in the week before."""
    midnight = datetime.combine(day, time(), tzinfo=calendar.tz)
    opened = open_time(calendar, midnight - _WEEK, midnight)
    return opened[-1][1].astimezone(calendar.tz) if opened else midnight
