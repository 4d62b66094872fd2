"""A file of counts is matched by itself: when, how many, on which channel; what it does not prove is asked."""

from datetime import UTC, datetime

import pytest

from csops.domain.count_rows import Period, VolumeRow
from csops.domain.errors import InputError
from csops.imports.guesses import About, Guess, KnownNames
from csops.imports.mapping import DateOrder, Mapping, TableKind, from_mapping, to_mapping
from csops.imports.records import records
from csops.imports.rows import Problem, Row
from csops.imports.volume_columns import completed, guess
from csops.imports.volume_times import Times, read_hours
from tests.imports.builders import CHANNELS, KNOWN, a_reading, targets_of

DAYS = [f"2025-03-{day:02}" for day in range(1, 29)]


def _guess(*rows: tuple[str, ...], known: KnownNames = KNOWN) -> Guess:
    return guess(a_reading(*rows), known=known)


def _read(*rows: tuple[str, ...]) -> list[Row]:
    found = _guess(*rows)
    assert found.is_enough
    return list(records(a_reading(*rows), found.mapping, timezone="Europe/Berlin"))


def _told(row: Row) -> list[tuple[str, float, float | None]]:
    assert isinstance(row, VolumeRow)
    return [(told.channel, told.offered, told.missed) for told in row.told]


def _channels(mapping: Mapping) -> list[str]:
    return [column.channel for column in mapping.columns]


def test_several_columns_are_each_a_channel() -> None:
    found = _guess(("Date", "Phone", "E-mails", "Chats"), *((day, "12", "7", "3") for day in DAYS))
    assert targets_of(found) == ["started_at", "offered", "offered", "offered"]
    assert _channels(found.mapping) == ["", "phone", "email", "chat"]
    assert found.is_enough


def test_one_column_counts_with_a_column_of_channels() -> None:
    rows = [(day, channel, "5") for day in DAYS for channel in ("Voice", "E-Mail")]
    found = _guess(("Day", "Queue", "Offered"), *rows)
    assert targets_of(found) == ["started_at", "channel", "offered"]
    assert _told(_read(("Day", "Queue", "Offered"), *rows)[1]) == [("email", 5, None)]


def test_answered_and_abandoned_make_what_was_offered() -> None:
    head = ("Interval start", "Calls answered", "Calls abandoned", "AHT (s)", "ASA")
    rows = _read(head, *((f"2025-03-03 {hour:02}:00", "8", "2", "240", "31") for hour in range(8, 18)))
    assert _told(rows[0]) == [("phone", 10, 2)]
    assert isinstance(rows[0], VolumeRow)
    assert rows[0].told[0].handle_s == 240


@pytest.mark.parametrize(("cell", "seconds"), [("300", 300), ("5:00", 300), ("0:05:00", 300), ("1:05:00", 3900)])
def test_handle_times_are_read_in_each_way(cell: str, seconds: float) -> None:
    row = _read(("Date", "Calls", "Average handle time"), *((day, "9", cell) for day in DAYS))[0]
    assert isinstance(row, VolumeRow)
    assert row.told[0].handle_s == seconds


def test_a_handle_time_is_of_the_channel_that_its_heading_names() -> None:
    row = _read(("Date", "Calls", "Chats", "Chat handle time"), *((day, "9", "4", "420") for day in DAYS))[0]
    assert isinstance(row, VolumeRow)
    assert {told.channel: told.handle_s for told in row.told} == {"phone": None, "chat": 420}


def test_a_day_and_its_hour_stand_in_two_columns() -> None:
    for hours in (["8", "9", "10"], ["08:00", "09:00", "10:00"], ["8:00 - 9:00", "9:00 - 10:00", "10:00 - 11:00"]):
        rows = _read(("Datum", "Stunde", "Anrufe"), *((day, hour, "4") for day in DAYS for hour in hours))
        assert isinstance(rows[1], VolumeRow)
        assert rows[1].local == datetime(2025, 3, 1, 9)  # noqa: DTZ001 the clock on the wall


def test_channels_are_known_by_their_words_in_several_languages() -> None:
    heads = {"Anrufe": "phone", "Appels reçus": "phone", "Mails": "email", "Besuche": "walk_in", "Live chats": "chat"}
    for heading, channel in heads.items():
        assert _channels(_guess(("Datum", heading), *((day, "4") for day in DAYS)).mapping) == ["", channel]


def test_a_column_of_ranges_is_known_under_any_heading() -> None:
    rows = [(day, f"{hour:02}:00 - {hour + 1:02}:00", "4") for day in DAYS for hour in range(8, 12)]
    assert targets_of(_guess(("Datum", "Intervall", "Anrufe"), *rows)) == ["started_date", "started_time", "offered"]
    # Bare numbers are hours only where the heading says so.
    plain = [(day, str(hour), "4") for day in DAYS for hour in range(8, 12)]
    assert targets_of(_guess(("Datum", "Platz", "Anrufe"), *plain)) == ["started_at", "leave_out", "offered"]


def test_from_and_to_tell_the_length() -> None:
    head = ("From", "To", "Contacts phone")
    rows = _read(head, *((f"03/04/2025 {h:02}:00", f"03/04/2025 {h:02}:59", "4") for h in range(8, 18)), _day(13))
    assert isinstance(rows[0], VolumeRow)
    assert rows[0].end == datetime(2025, 3, 4, 7, 59, tzinfo=UTC)


def _day(day: int) -> tuple[str, ...]:
    return (f"03/{day}/2025 08:00", f"03/{day}/2025 08:59", "1")


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("Apr 2024", datetime(2024, 4, 1), Period.MONTH),  # noqa: DTZ001
        ("April 2024", datetime(2024, 4, 1), Period.MONTH),  # noqa: DTZ001
        ("März 2024", datetime(2024, 3, 1), Period.MONTH),  # noqa: DTZ001
        ("Apr-24", datetime(2024, 4, 1), Period.MONTH),  # noqa: DTZ001
        ("2024-04", datetime(2024, 4, 1), Period.MONTH),  # noqa: DTZ001
        ("04/2024", datetime(2024, 4, 1), Period.MONTH),  # noqa: DTZ001
        ("2024-W15", datetime(2024, 4, 8), Period.WEEK),  # noqa: DTZ001
        ("KW 15 2024", datetime(2024, 4, 8), Period.WEEK),  # noqa: DTZ001
        ("2024-04-08", datetime(2024, 4, 8), Period.DAY),  # noqa: DTZ001
        ("2024-04-08T09:30", datetime(2024, 4, 8, 9, 30), Period.MOMENT),  # noqa: DTZ001
    ],
)
def test_times_are_read_as_they_are_written(text: str, day: datetime, period: Period) -> None:
    found = Times(DateOrder.DAY_FIRST).read(text)
    assert (found.local, found.period) == (day, period)


@pytest.mark.parametrize("text", ["", "Smarch 2024", "13/2024", "2024-W60", "17", "x - y"])
def test_what_is_no_time_is_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        Times(None).read(text)


def test_an_hour_is_none_beyond_the_day() -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        read_hours("24")


def test_counts_that_are_none_are_named_and_the_rest_of_the_row_is_taken() -> None:
    odd = [("2025-04-01", "-3", "4"), ("2025-04-02", "many", "4"), ("2025-04-03", "", ""), ("soon", "1", "1")]
    rows = _read(("Date", "Phone", "E-mail"), *((day, "12", "7") for day in DAYS), *odd)[-4:]
    assert isinstance(rows[0], VolumeRow)
    assert _told(rows[0]) == [("email", 4, None)]
    assert "less than nothing" in str(rows[0].remarks[0])
    assert isinstance(rows[1], VolumeRow)
    assert "not a number" in str(rows[1].remarks[0])
    assert [type(row) for row in rows[2:]] == [Problem, Problem]


def test_more_missed_than_offered_cannot_be() -> None:
    rows = _read(("Date", "Calls", "Missed calls"), *((day, "12", "3") for day in DAYS), ("2025-04-01", "2", "3"))
    assert isinstance(rows[-1], Problem)
    assert (rows[-1].column, "cannot be" in rows[-1].reason) == ("Missed calls", True)


def test_thousands_are_read_with_points_and_commas() -> None:
    for cell in ("1.250", "1,250", "1250", "1 250"):
        assert _told(_read(("Date", "Calls"), *((day, cell) for day in DAYS))[0]) == [("phone", 1250, None)]


def test_a_file_without_days_cannot_be_taken() -> None:
    found = _guess(("Index", "Incoming Calls"), *((str(place), "12") for place in range(1, 40)))
    needed = [question for question in found.questions if question.needed]
    assert [question.about for question in needed] == [About.STARTED]
    assert "“Index” is a number and no day" in needed[0].sentence


def test_a_channel_that_is_not_told_is_asked() -> None:
    found = _guess(("Date", "Arrivals"), *((day, "12") for day in DAYS))
    assert [(one.about, one.choices, one.needed) for one in found.questions] == [(About.CHANNEL, tuple(CHANNELS), True)]


def test_rows_of_single_contacts_are_refused() -> None:
    found = _guess(("Time", "Calls"), *((f"2025-03-03 08:{minute:02}", "1") for minute in range(0, 50, 1)))
    assert [question.about for question in found.questions if question.needed] == [About.INTERVAL]


def test_a_mapping_can_be_written_down_and_read_back() -> None:
    rows = (("Date", "Phone", "E-mail"), *((day, "12", "7") for day in DAYS))
    found = _guess(*rows)
    read = from_mapping(to_mapping(found.mapping))
    assert read.kind is TableKind.VOLUME
    assert completed(a_reading(*rows), read, known=KNOWN) == found
    with pytest.raises(InputError):
        completed(a_reading(("Day", "Calls"), *rows[1:]), read, known=KNOWN)
