"""Days by names and figures: which one is meant, and what contradicts itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.days import ENGLISH, DayNames, DaySaid, in_english, read_day

TODAY = date(2026, 11, 17)  # a Tuesday
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
MONTHS = ("jan", "feb", "march", "apr", "may", "june", "jul", "aug", "sept", "oct", "nov", "december")
WEEKDAYS = ("mon", "tues", "wed", "thurs", "fri", "saturday", "sun")


def _read(said: str, *, past: bool = False) -> date | None:
    found = read_day(said, names=ENGLISH, today=TODAY, past=past)
    assert found is None or not found.contradicts
    return found.day if found else None


@pytest.mark.parametrize(
    ("said", "next_one", "last_one"),
    [
        ("fri", date(2026, 11, 20), date(2026, 11, 13)),
        ("tuesday", date(2026, 11, 24), date(2026, 11, 10)),
        ("17.11.", TODAY, TODAY),
        ("17.11", TODAY, TODAY),
        ("16.11.", date(2027, 11, 16), date(2026, 11, 16)),
        ("14 dec", date(2026, 12, 14), date(2025, 12, 14)),
        ("dec 14th", date(2026, 12, 14), date(2025, 12, 14)),
        ("14", date(2026, 12, 14), date(2026, 11, 14)),
        ("31", date(2026, 12, 31), date(2026, 10, 31)),
        ("29.2.", date(2028, 2, 29), date(2024, 2, 29)),
    ],
)
def test_without_a_year_the_next_such_day_is_meant_or_the_last(said: str, next_one: date, last_one: date) -> None:
    assert (_read(said), _read(said, past=True)) == (next_one, last_one)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("next fri", date(2026, 11, 27)),
        ("next monday", date(2026, 11, 23)),
        ("on next tue", date(2026, 11, 24)),
        ("this fri", date(2026, 11, 20)),
        ("last fri", date(2026, 11, 13)),
    ],
)
def test_a_word_before_a_weekday_says_which_week(said: str, day: date) -> None:
    assert _read(said) == day
    assert _read("this fri", past=True) == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("thu 19", date(2026, 11, 19)),
        ("fri, 20 nov", date(2026, 11, 20)),
        ("mon 14.12.", date(2026, 12, 14)),
        ("17.11.25", date(2025, 11, 17)),
        ("3.4.2027", date(2027, 4, 3)),
        ("april 3, 2027", date(2027, 4, 3)),
        ("2026-2-3", date(2026, 2, 3)),
        ("wed 2026-11-18", date(2026, 11, 18)),
    ],
)
def test_parts_of_a_day_stand_in_any_order(said: str, day: date) -> None:
    assert _read(said) == day


def test_a_weekday_never_moves_the_date_beside_it() -> None:
    said = read_day("fri 14", names=ENGLISH, today=TODAY)
    assert said == DaySaid(day=date(2026, 12, 14), weekday=5)
    assert said.contradicts
    assert in_english(said.day) == "14 December 2026 is a Monday"


@pytest.mark.parametrize(
    "said",
    ["", "fr", "soon", "fri soon", "fri nov", "nov", "2026", "nov 2026", "14 2026", "32", "0", "30.2.", "31.2.2026",
     "14 15", "fri sat", "nov dec 3", "14.12. nov", "1.2.3", "3/4", "17-11", "2026-02-30", "123", "fri 14!", "ma 3",
     "next", "next 14", "next soon", "the fri soon"],
)  # fmt: skip
def test_what_is_no_day_is_not_guessed(said: str) -> None:
    assert read_day(said, names=ENGLISH, today=TODAY) is None


def test_slashes_are_read_where_it_is_known_which_is_the_month() -> None:
    def read(said: str, *, month_first: bool) -> date | None:
        names = DayNames(weekdays=ENGLISH.weekdays, months=ENGLISH.months, month_first=month_first)
        found = read_day(said, names=names, today=TODAY)
        return found.day if found else None

    assert read("12/3", month_first=True) == date(2026, 12, 3)
    assert read("12/3", month_first=False) == date(2027, 3, 12)
    assert read("17/11", month_first=True) == TODAY
    assert read("12.3.", month_first=True) == date(2027, 3, 12)


@given(today=DAYS, day=st.integers(1, 28), month=st.integers(1, 12), past=st.booleans())
def test_every_date_is_the_nearest_one_on_its_side_however_it_is_written(
    today: date, day: int, month: int, past: bool
) -> None:
    written = {f"{day}.{month}.", f"{day}.{month}", f"{day} {MONTHS[month - 1]}", f"{MONTHS[month - 1]} {day}"}
    found = {read_day(one, names=ENGLISH, today=today, past=past) for one in written}
    (said,) = found
    assert said is not None
    assert (said.day.day, said.day.month) == (day, month)
    away = today - said.day if past else said.day - today
    assert timedelta(0) <= away < timedelta(days=366)


@given(today=DAYS, number=st.integers(0, 6), past=st.booleans())
def test_a_bare_weekday_lies_within_a_week_and_is_never_today(today: date, number: int, past: bool) -> None:
    said = read_day(WEEKDAYS[number], names=ENGLISH, today=today, past=past)
    assert said is not None
    assert (said.day.weekday(), said.contradicts) == (number, False)
    away = today - said.day if past else said.day - today
    assert timedelta(days=1) <= away <= timedelta(days=7)


@given(today=DAYS, day=DAYS, number=st.integers(0, 6))
def test_a_weekday_beside_a_date_is_right_for_one_day_of_seven(today: date, day: date, number: int) -> None:
    said = read_day(f"{WEEKDAYS[number]} {day.day} {MONTHS[day.month - 1]} {day.year}", names=ENGLISH, today=today)
    assert said is not None
    assert (said.day, said.contradicts) == (day, number != day.weekday())


@given(st.text(max_size=20), DAYS)
def test_nothing_that_is_typed_breaks_the_reader(said: str, today: date) -> None:
    read_day(said.casefold(), names=ENGLISH, today=today)
