"""Mapped rows: each becomes a contact, a customer, a row that a later one replaces, or a problem with its reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.imports.mapping import Column, DateOrder, DurationUnit, TableKind, Target
from csops.imports.rows import ContactRow, CustomerRow, Direction, Problem, Row, State, Superseded
from tests.imports.builders import a_mapping, a_reading, read_by

T = Target
PHONE = {T.CHANNEL: "phone"}
DAY_FIRST = Column(position=0, heading="Datum", target=T.STARTED_AT, date_order=DateOrder.DAY_FIRST)
STATUS = Column(
    position=1, heading="Erledigt", target=T.STATUS, words={"ja": "resolved", "verpasst": "missed", "test": ""}
)


def _contact(found: list[Row]) -> ContactRow:
    assert isinstance(found[0], ContactRow)
    return found[0]


def _problem(found: list[Row]) -> Problem:
    assert isinstance(found[0], Problem)
    return found[0]


def test_a_row_becomes_a_contact() -> None:
    took = Column(position=2, heading="Dauer", target=T.HANDLE_TIME, unit=DurationUnit.MINUTES)
    mapping = a_mapping(DAY_FIRST, STATUS, took, T.CUSTOMER, T.TOPIC, T.HANDLED_BY, constants=PHONE)
    assert _contact(read_by(mapping, ("17.11.2025 09:48", "ja", "4:30", " Salma ", "Brakes", "Tove"))) == ContactRow(
        row=1,
        number="",
        started_at=datetime(2025, 11, 17, 8, 48, tzinfo=UTC),
        time_known=True,
        channel="phone",
        customer="Salma",
        topic="Brakes",
        handle_time=timedelta(minutes=4, seconds=30),
        state=State.RESOLVED,
        handled_by="Tove",
    )


def test_a_day_without_time_is_kept_as_such() -> None:
    found = _contact(read_by(a_mapping(DAY_FIRST, constants=PHONE), ("17.11.2025",)))
    assert (found.started_at, found.time_known) == (datetime(2025, 11, 16, 23, tzinfo=UTC), False)


def test_date_time_and_answer_in_three_columns() -> None:
    mapping = a_mapping(T.STARTED_DATE, T.STARTED_TIME, T.ANSWERED_AT, constants=PHONE)
    found = _contact(read_by(mapping, ("2023-11-01 00:00:00", "13:56:45", "13:57:02")))
    assert found.started_at == datetime(2023, 11, 1, 12, 56, 45, tzinfo=UTC)
    assert found.answered_after == timedelta(seconds=17)


def test_an_answer_after_midnight_is_of_the_next_day() -> None:
    mapping = a_mapping(T.STARTED_DATE, T.STARTED_TIME, T.ANSWERED_AT, constants=PHONE)
    assert _contact(read_by(mapping, ("2023-11-01", "23:59:50", "0:00:10"))).answered_after == timedelta(seconds=20)


def test_a_time_with_its_own_zone_keeps_it() -> None:
    found = _contact(read_by(a_mapping(T.STARTED_AT, constants=PHONE), ("2024-01-01T10:00:00+13:00",)))
    assert found.started_at == datetime(2023, 12, 31, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (("31.02.2025", "ja"), "Datum", "31.02.2025 is not a day. Write the date as day.month.year"),
        (("", "ja"), "Datum", "The day is missing. Every contact needs the day on which it began"),
        (
            ("17.11.2025", "x"),
            "Erledigt",
            "“x” has no meaning yet. Choose what it stands for: resolved, open, missed ...",
        ),
        (("17.11.2025", "test"), "Erledigt", "Rows with “test” are left out, as chosen"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: tuple[str, str], column: str, reason: str) -> None:
    found = _problem(read_by(a_mapping(DAY_FIRST, STATUS, constants=PHONE), cells))
    assert (found.row, found.column, found.reason) == (1, column, reason)


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [
        (T.HANDLE_TIME, "-5", "less than nothing"),
        (T.ANSWERED_AFTER, "soon", "not a duration"),
        (T.PHONE, "4.91715E+11", "shortened"),
        (T.PHONE, "none given", "needs digits"),
        (T.EMAIL, "ada at home", "not an e-mail address"),
        (T.DUE, "2025-02-30", "not a day"),
        (T.ANSWERED, "maybe", "yes or no"),
        (T.DIRECTION, "sideways", "in or out"),
        (T.RESOLVED_AT, "later", "not a date"),
    ],
)
def test_every_kind_of_cell_is_checked(target: Target, text: str, said: str) -> None:
    found = _problem(read_by(a_mapping(T.STARTED_AT, target, constants=PHONE), ("2025-01-13", text)))
    assert (found.position, found.value, said in found.reason) == (1, text, True)


def test_a_contact_without_channel_is_a_problem() -> None:
    found = _problem(read_by(a_mapping(T.STARTED_AT, T.CHANNEL), ("2025-01-13", "")))
    assert found.reason == "The channel is missing. Write how the customer came: phone, e-mail, chat ..."


def test_missed_comes_from_the_status_or_from_the_answer() -> None:
    by_status = a_mapping(DAY_FIRST, STATUS, constants=PHONE)
    by_answer = a_mapping(T.STARTED_AT, T.ANSWERED, constants=PHONE)
    assert _contact(read_by(by_status, ("17.11.2025", "verpasst"))).missed
    assert [_contact(read_by(by_answer, ("2025-01-13", word))).missed for word in ("no", "yes", "")] == [
        True,
        False,
        False,
    ]


def test_an_unknown_channel_word_is_the_name_of_a_new_channel() -> None:
    assert _contact(read_by(a_mapping(T.STARTED_AT, T.CHANNEL), ("2025-01-13", "Kiosk"))).channel == "Kiosk"


def test_an_end_before_the_beginning_is_left_out_and_said() -> None:
    mapping = a_mapping(T.STARTED_AT, T.CLOSED_AT, constants=PHONE)
    found = _contact(read_by(mapping, ("2025-01-13 10:00", "2025-01-13 09:00")))
    assert (found.closed_at, found.state) == (None, None)
    assert found.remarks[0].reason == "“2025-01-13 09:00” lies before the contact began. It was left out"


def test_an_end_known_by_day_only_is_not_before_its_beginning() -> None:
    mapping = a_mapping(T.STARTED_AT, T.RESOLVED_AT, constants=PHONE)
    found = _contact(read_by(mapping, ("2025-01-13 10:00", "2025-01-13")))
    assert (found.resolved_at, found.state, found.remarks) == (found.started_at, State.RESOLVED, ())


def test_a_time_within_the_clock_change_is_taken_and_said() -> None:
    found = _contact(read_by(a_mapping(T.STARTED_AT, constants=PHONE), ("2024-03-31 02:30",)))
    assert found.started_at == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert "did not exist" in found.remarks[0].reason


MOMENTS = (
    "2025-03-29 01:30:00",
    "2025-03-29 23:30:00",
    "2025-03-30 01:59:59",
    "2025-03-30 02:30:00",
    "2025-10-26 02:30:00",
    "2025-10-26 12:00:00",
    "2025-10-27 24:00:00",
    "2025-10-27 12:00:60",
    "2025-10-27 9:05:00",
    "2025-10-27 09:05",
    "2025-10-27 9:05 PM",
    " 2025-10-27 09:05:00 ",
    "2025-10-27T09:05:00",
    "2025-10-27 09:05:00Z",
    "2025-10-27 09:05:00+05:30",
    "2025-10-27",
    "27.10.2025 09:05",
    "27.10.2025 23:59",
    "27. Oktober 2025 09:05",
    "1850-10-27 09:05:00",
)


@given(st.lists(st.sampled_from(MOMENTS), max_size=30))
def test_a_moment_is_the_same_whatever_was_read_before_it(moments: list[str]) -> None:
    mapping = a_mapping(DAY_FIRST, constants=PHONE)
    rows = read_by(mapping, *((moment,) for moment in moments))
    alone = [read_by(mapping, (moment,))[0] for moment in moments]
    assert [_begun(row) for row in rows] == [_begun(row) for row in alone]


def _begun(row: Row) -> object:
    if isinstance(row, ContactRow):
        return row.started_at, row.time_known, [remark.reason for remark in row.remarks]
    return row.reason if isinstance(row, Problem) else row


def test_a_cell_that_cannot_be_read_is_told_in_each_of_its_rows() -> None:
    found = read_by(a_mapping(DAY_FIRST, T.EMAIL, constants=PHONE), *[("17.11.2025 09:48", "nobody")] * 3)
    assert [row.row for row in found if isinstance(row, Problem)] == [1, 2, 3]


def test_of_rows_with_one_number_the_last_counts() -> None:
    mapping = a_mapping(T.NUMBER, T.STARTED_AT, constants=PHONE)
    found = read_by(mapping, ("7", "2025-01-13"), ("", "2025-01-13"), ("7", "2025-01-14"), ("", "2025-01-15"))
    assert found[0] == Superseded(row=1, by_row=3, number="7")
    assert [type(row) for row in found[1:]] == [ContactRow] * 3


def test_rows_are_numbered_as_in_the_file_and_none_vanishes() -> None:
    mapping = a_mapping(DAY_FIRST, constants=PHONE, heading_row=5)
    reading = a_reading(("Title",), ("Datum",), ("17.11.2025",), ("soon",), first_row=4)
    from csops.imports.records import records

    assert [(row.row, type(row)) for row in records(reading, mapping, timezone="UTC")] == [
        (6, ContactRow),
        (7, Problem),
    ]


def test_several_texts_are_joined_with_their_headings() -> None:
    text = [Column(position=place, heading=name, target=T.TEXT) for place, name in ((1, "Covers"), (2, ""))]
    mapping = a_mapping(T.STARTED_AT, *text, constants=PHONE)
    assert _contact(read_by(mapping, ("2025-01-13", "4", "window seat"))).text == "Covers: 4\nwindow seat"


def test_phones_and_addresses_are_taken_apart() -> None:
    mapping = a_mapping(T.STARTED_AT, T.PHONE, T.EMAIL, constants=PHONE)
    found = _contact(
        read_by(mapping, ("2025-01-13", "030/123456; +49 171 5550168", "Ada <ada@example.com>, li@example.com"))
    )
    assert found.phones == ("030/123456", "+49 171 5550168")
    assert found.emails == ("ada@example.com", "li@example.com")


def test_marks_for_nothing_are_nothing() -> None:
    mapping = a_mapping(T.STARTED_AT, T.TOPIC, T.HANDLE_TIME, constants=PHONE, missing=("?", "na"))
    found = _contact(read_by(mapping, ("2025-01-13", "NA", "?")))
    assert (found.topic, found.handle_time) == ("", None)


def test_direction_and_due_are_taken() -> None:
    way = Column(position=1, heading="Richtung", target=T.DIRECTION, words={"ausgehend": "out"})
    found = _contact(
        read_by(a_mapping(T.STARTED_AT, way, T.DUE, constants=PHONE), ("2025-01-13", "ausgehend", "2025-01-20"))
    )
    assert (found.direction, found.due) == (Direction.OUT, date(2025, 1, 20))


def test_a_row_that_is_too_short_has_empty_cells() -> None:
    mapping = a_mapping(T.STARTED_AT, T.TOPIC, T.CLOSED_AT, constants=PHONE)
    assert _contact(read_by(mapping, ("2025-01-13",))).topic == ""


def test_a_customer_is_read() -> None:
    mapping = a_mapping(T.FIRST_NAME, T.LAST_NAME, T.COMPANY, T.PHONE, T.PHONE, T.SINCE, kind=TableKind.CUSTOMERS)
    found = read_by(mapping, ("Ada", "Byron", "Acme", "1", "22", "2024-05-01"))
    company = {"company": "Acme", "phones": ("1", "22"), "since": date(2024, 5, 1)}
    assert found == [CustomerRow(row=1, number="", name="Ada Byron", **company)]  # type: ignore[arg-type]  # mixed values


def test_a_company_without_a_person_is_the_customer() -> None:
    mapping = a_mapping(T.NAME, T.COMPANY, kind=TableKind.CUSTOMERS)
    found = read_by(mapping, ("", "Acme"))[0]
    assert isinstance(found, CustomerRow)
    assert found.name == "Acme"


def test_a_customer_without_anything_is_a_problem() -> None:
    found = _problem(read_by(a_mapping(T.NAME, T.STAGE, kind=TableKind.CUSTOMERS), ("", "Lead")))
    assert found.reason.startswith("Nothing in this row tells who it is.")


def test_a_corrected_cell_makes_the_row_right() -> None:
    from csops.imports.records import records

    reading = a_reading(("31.02.2025",)).corrected({(1, 0): "28.02.2025"})
    found = list(records(reading, a_mapping(DAY_FIRST, constants=PHONE), timezone="UTC"))
    assert _contact(found).started_at == datetime(2025, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "taken"), [("24:00:00", timedelta(hours=24)), ("24:00:01", None), ("9000:00:00", None)]
)
def test_a_handle_time_of_more_than_a_day_is_left_out_and_said(cell: str, taken: timedelta | None) -> None:
    took = Column(position=1, heading="Talk", target=T.HANDLE_TIME, unit=DurationUnit.SECONDS)
    mapping = a_mapping(DAY_FIRST, took, constants=PHONE)
    rows = [_contact([row]) for row in read_by(mapping, *[("17.11.2025 09:48", cell)] * 2)]
    assert [row.handle_time for row in rows] == [taken, taken]
    said = [(remark.row, remark.column, remark.value) for row in rows for remark in row.remarks]
    assert said == ([] if taken else [(1, "Talk", cell), (2, "Talk", cell)])
