"""What the options of the command line name: channels, topics, members, durations, days."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from csops.domain import wording
from csops.domain.channels import Channel
from csops.domain.due import due_moment
from csops.domain.errors import Missing, UnknownName
from csops.domain.topics import Topic

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.settings import Team


DUE = (
    "follow-up day, today or later: tomorrow, in 3 days, fri (the next one, never today), 14 dec or 17.11. (the next "
    "one), fri 14 (the next 14th, which must be a Friday), 2026-11-17; with a time behind it: fri 14:30"
)
"""What --due takes, for its help."""


def happened(text: str, *, now: datetime, zone: str) -> tuple[datetime, bool]:
    """Return when something happened, and whether a time of day was written: `fri` was last Friday."""
    return wording.moment(text, now=now, zone=zone, field="--at", past=True)


def due(text: str, *, now: datetime, zone: str) -> tuple[datetime, bool]:
    """Return until when something is promised, and whether a time of day was written."""
    at, is_known = wording.moment(text, now=now, zone=zone, field="--due")
    day = at.astimezone(ZoneInfo(zone)).date()
    return (at, True) if is_known else (due_moment(day, None, zone=zone), False)


def duration(text: str | None, field: str) -> timedelta | None:
    """Return the duration of an option, None where it was not given."""
    return wording.duration(text, field=field) if text else None


def member(name: str | None, team: "Team") -> int | None:
    """Return the id of the member who is named, None where nobody is."""
    from csops.services.people import member_named

    return member_named(list(team.members), name).id if name else None


def channel(name: str | None, team: "Team") -> Channel:
    """Return the channel that is named, or raise Missing or UnknownName."""
    if not name:
        raise Missing(field="--channel", right="Say how the customer reached us, such as --channel phone")
    wanted = name.strip().casefold()
    for one in team.channels:
        if wanted in {one.key, one.name.casefold(), one.key.replace("_", "-")}:
            return one
    raise UnknownName(field="channel", value=name, known=", ".join(one.key for one in team.channels))


def topic(name: str, team: "Team") -> Topic:
    """Return the topic that is named, in full or by a part that only one topic has, or raise UnknownName."""
    wanted = name.strip().casefold()
    for one in team.topics:
        if wanted in {one.key, one.name.casefold()}:
            return one
    beginning = [one for one in team.topics if wanted in one.name.casefold()]
    if len(beginning) == 1:
        return beginning[0]
    raise UnknownName(field="topic", value=name, known=", ".join(one.key for one in team.topics))
