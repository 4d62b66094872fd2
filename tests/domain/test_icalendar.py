from dataclasses import replace
from datetime import UTC, datetime

from csops.domain.icalendar import Event, calendar_text, events_of
from csops.domain.opening_hours import Span
from tests.helpers.rosters import ZONE, a_shift

MADE = datetime(2026, 5, 20, 8, 30, tzinfo=UTC)
LATER = MADE.replace(second=1)
BREAK = (Span(start_minute=720, end_minute=750),)


def test_a_shift_is_an_event_in_utc_with_its_breaks() -> None:
    (event,) = events_of([a_shift("08:00-16:30", name="Early", breaks=BREAK)], shop="Oak, Elm & Co", zone=ZONE)
    text = calendar_text([event], name="Oak", made_at=MADE)
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//csops//Roster//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Oak",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        "DTSTAMP:20260520T083000Z",
        "SEQUENCE:201429000",
        "DTSTART:20260601T060000Z",
        "DTEND:20260601T143000Z",
        "SUMMARY:Early",
        "DESCRIPTION:Breaks: 12:00-12:30",
        "LOCATION:Oak\\, Elm & Co",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_shift_that_is_changed_takes_the_place_of_the_old_in_the_calendar() -> None:
    first, changed = a_shift("08:00-14:00", version=7), a_shift("10:00-16:00")
    (one,), (two,) = (events_of([each], shop="Oak", zone=ZONE) for each in (first, changed))
    assert one.uid == two.uid
    files = [calendar_text([two], name="", made_at=at) for at in (MADE, LATER)]
    old, new = (int(text.partition("SEQUENCE:")[2].split()[0]) for text in files)
    assert new > old
    (other,) = events_of([replace(first, member_id=2)], shop="Oak", zone=ZONE)
    assert other.uid != one.uid


def test_a_night_shift_ends_on_the_next_day() -> None:
    (event,) = events_of([a_shift("22:00-06:00")], shop="Oak", zone=ZONE)
    assert event.ends_at.isoformat() == "2026-06-02T06:00:00+02:00"


def test_no_line_is_above_75_bytes_and_no_letter_is_cut() -> None:
    long = "Grüße; „Frühdienst“, \\ 早番 " * 12 + "\r\nnext\x00 line"
    event = Event(uid="1", summary=long, starts_at=MADE, ends_at=MADE)
    text = calendar_text([event], name=long, made_at=MADE)
    lines = text.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    unfolded = text.replace("\r\n ", "")
    assert "\\; „Frühdienst“\\, \\\\ 早番" in unfolded
    assert "\\nnext line" in unfolded
    assert "\n" not in text.replace("\r\n", "")
