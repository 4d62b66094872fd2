"""Weeks of contacts for tests that look ahead: the same every week, so that what comes out can be reckoned."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from csops.domain.cases import State
from csops.domain.contacts import Contact, Result
from csops.services.settings import save_opening_hours
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE, a_case, a_contact

OPEN_WEEK = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")}
"""Eight hours on five days; the week before Monday 2 March 2026 ends on Friday 27 February."""
HANDLE_TIME = timedelta(minutes=5)


def open_shop(workspace: Workspace) -> None:
    save_opening_hours(workspace, hours=OPEN_WEEK)


def log_weeks(
    workspace: Workspace, *, weeks: int, a_day: Mapping[int, int], handle_time: timedelta | None = HANDLE_TIME
) -> int:
    """Log so many contacts a day by channel id, evenly over the open hours; return how many there are."""
    contacts = [
        a_contact(channel_id=channel, happened_at=at, entered_at=at, text="", handle_time=handle_time)
        for day in _days(workspace, weeks)
        for channel, number in a_day.items()
        for at in _moments(day, number)
    ]
    keep(workspace, contacts)
    return len(contacts)


def keep(workspace: Workspace, contacts: list[Contact]) -> None:
    """Keep contacts, each in a closed case of its own."""
    cases = [a_case(channel_id=each.channel_id, opened_at=each.happened_at, state=State.CLOSED) for each in contacts]
    with workspace.work("Log weeks") as work:
        kept = work.cases.add_many(cases)
        work.contacts.add_many([replace(each, case_id=case.id) for each, case in zip(contacts, kept, strict=True)])


def missed_call(at: datetime) -> Contact:
    return a_contact(channel_id=PHONE, happened_at=at, entered_at=at, text="", result=Result.MISSED)


def _days(workspace: Workspace, weeks: int) -> Iterator[datetime]:
    today = datetime.combine(workspace.now().date(), time(), tzinfo=UTC)
    for back in range(weeks * 7, 0, -1):
        day = today - timedelta(days=back)
        if day.weekday() < 5:
            yield day


def _moments(day: datetime, number: int) -> Iterator[datetime]:
    opens = day.replace(hour=9)
    yield from (opens + timedelta(hours=8) * each / number for each in range(number))
