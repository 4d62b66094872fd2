"""Shifts as an iCalendar file (RFC 5545), for the calendar of a phone: exact, small, and the same each time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from csops.domain.shifts import Shift, clock_text, moment_at, placed

_FOLD = 75
_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_OURS = UUID("6f1c8a52-93b4-4c57-9d0e-2b6a5c1f7e30")
"""The namespace of our events: a shift of a person and day is the same event when it is sent anew."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of a calendar, its times aware."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    description: str = ""
    location: str = ""


def events_of(shifts: Iterable[Shift], *, shop: str, zone: str) -> list[Event]:
    """Return the shifts as events, earliest first. One that is sent again is the same event, whatever plan it is of."""
    tz = ZoneInfo(zone)
    found: list[Event] = []
    for shift in sorted(shifts, key=lambda each: (each.day, each.start_minute)):
        at = placed(shift, shift.day, tz)
        pauses = ", ".join(f"{clock_text(each.start_minute)}-{clock_text(each.end_minute)}" for each in shift.breaks)
        parts = (f"Breaks: {pauses}" if pauses else "", shift.note)
        found.append(
            Event(
                uid=str(uuid5(_OURS, f"{shop}/{shift.member_id}/{shift.day.isoformat()}")),
                summary=shift.name or shift.clock,
                starts_at=moment_at(at.begin, tz),
                ends_at=moment_at(at.end, tz),
                description="\n".join(part for part in parts if part),
                location=shop,
            )
        )
    return found


def calendar_text(events: Iterable[Event], *, name: str, made_at: datetime) -> str:
    """Return the file: lines end in CR LF and are folded at 75 bytes, times are in UTC.

    Args:
        events: what happens.
        name: what the calendar is called.
        made_at: when the file is made, aware; a phone keeps of two files the events of the later one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//csops//Roster//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Event, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(made_at)}"
    # No count of changes: a plan made anew, or an undo, would begin again, and phones keep the greater number.
    yield f"SEQUENCE:{(made_at - _BEGAN) // timedelta(seconds=1)}"
    yield f"DTSTART:{_utc(event.starts_at)}"
    yield f"DTEND:{_utc(event.ends_at)}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.location:
        yield f"LOCATION:{_escaped(event.location)}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon and comma; a new line is n. Other control characters are left out."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in plain if letter >= " " and letter != "\x7f")


def _folded(line: str) -> Iterator[str]:
    """RFC 5545, 3.1: no line above 75 bytes; further ones begin with a blank. No letter is cut in two."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > _FOLD:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
