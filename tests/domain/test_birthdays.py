"""Birthdays as people write them, with and without a year, and whose fall into some days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.birthday_text import birthday_from
from csops.domain.birthdays import checked_birthday, in_words, kept_within
from csops.domain.errors import NotUnderstood, OutOfRange

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("17 May", "--05-17"), ("May 17", "--05-17"), ("17.5.", "--05-17"), ("17th of may", "--05-17"),
        ("--05-17", "--05-17"), ("29 feb", "--02-29"), ("17 May 1980", "1980-05-17"), ("17.5.1980", "1980-05-17"),
        ("1980-05-17", "1980-05-17"), ("17.5.80", "1980-05-17"), ("1.2.05", "2005-02-01"), ("17/5/1980", "1980-05-17"),
        ("5/17/1980", "1980-05-17"), ("29.2.2000", "2000-02-29"), ("", ""), ("   ", ""),
    ],
)  # fmt: skip
def test_a_birthday_is_read_as_people_write_it(written: str, kept: str) -> None:
    assert birthday_from(written, today=TODAY) == kept


@pytest.mark.parametrize(
    "written", ["fri", "17", "May 1980", "31.2.", "29.2.1999", "4/5/1980", "soon", "--13-01", "--05"]
)
def test_what_is_no_day_of_a_year_is_said_to_be_none(written: str) -> None:
    with pytest.raises(NotUnderstood, match="Write it like 17 May 1980"):
        birthday_from(written, today=TODAY)


@pytest.mark.parametrize(("written", "said"), [("2030-01-01", "still to come"), ("1.1.1850", "lives that long")])
def test_a_birthday_is_of_somebody_who_lives(written: str, said: str) -> None:
    with pytest.raises(OutOfRange, match=said):
        birthday_from(written, today=TODAY)
    with pytest.raises(OutOfRange, match=said):
        checked_birthday(date(2030, 1, 1).isoformat() if "2030" in written else "1850-01-01", today=TODAY)


@pytest.mark.parametrize("kept", ["1980-13-01", "--1-1", "yesterday"])
def test_what_is_kept_has_one_of_two_forms(kept: str) -> None:
    with pytest.raises(NotUnderstood):
        checked_birthday(kept)


def test_in_words_the_year_stands_where_it_is_known() -> None:
    assert [in_words(kept) for kept in ("1980-05-17", "--02-29", "")] == ["17 May 1980", "29 February", ""]


def test_a_week_over_the_turn_of_the_year_holds_both() -> None:
    assert kept_within(date(2026, 12, 30), date(2027, 1, 1)) == ("12-30", "12-31", "01-01")


@pytest.mark.parametrize(("year", "is_there"), [(2026, True), (2028, False)])
def test_who_was_born_on_the_29th_of_february_has_it_on_the_28th_in_other_years(year: int, is_there: bool) -> None:
    assert ("02-29" in kept_within(date(year, 2, 27), date(year, 2, 28))) is is_there


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
@settings(max_examples=50)
def test_what_is_written_in_words_is_read_again(day: date) -> None:
    assert birthday_from(in_words(day.isoformat()), today=TODAY) == day.isoformat()
    ends = kept_within(day - timedelta(days=1), day)
    assert day.isoformat()[5:] in ends
