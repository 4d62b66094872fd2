"""Reading what people write."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from csops.ui.kit.reading import DayReader, read_duration, read_number

TODAY = date(2026, 11, 17)  # a Tuesday
ENGLISH, GERMAN, AMERICAN = QLocale("en_GB"), QLocale("de_DE"), QLocale("en_US")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 18)),
        ("fri", date(2026, 11, 20)),
        ("tuesday", date(2026, 11, 24)),
        ("mon 14", date(2026, 12, 14)),
        ("Tue, 17.11.", TODAY),
        ("thu 19", date(2026, 11, 19)),
        ("17.11.", TODAY),
        ("16.11.", date(2027, 11, 16)),
        ("17.11.2025", date(2025, 11, 17)),
        ("3/12", date(2026, 12, 3)),
        ("19 nov", date(2026, 11, 19)),
        ("Dec 1 2026", date(2026, 12, 1)),
        ("in 1 week", date(2026, 11, 24)),
        ("2026-11-30", date(2026, 11, 30)),
        ("29.2.", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert DayReader(ENGLISH).day(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "32.1.", "31.2.2026", "fri soon", "2026", "nov", "fri 14", "fri nov", "14 15", "fri sat"]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert DayReader(ENGLISH).day(text, today=TODAY) is None


def test_the_language_of_the_locale_is_read_as_well_as_english() -> None:
    assert DayReader(GERMAN).day("Freitag", today=TODAY) == DayReader(GERMAN).day("friday", today=TODAY)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de_DE", "nächsten Freitag"), ("de_DE", "am nächsten Fr."), ("fr_FR", "vendredi prochain"),
        ("es_ES", "el próximo viernes"), ("it_IT", "venerdì prossimo"), ("nl_NL", "volgende vrijdag"),
        ("de_DE", "next fri"),
    ],
)  # fmt: skip
def test_the_weekday_of_next_week_is_read_in_the_language_of_the_locale(locale: str, text: str) -> None:
    assert DayReader(QLocale(locale)).day(text, today=TODAY) == date(2026, 11, 27)


def test_a_name_of_two_things_is_the_month_beside_a_day_and_else_the_weekday() -> None:
    spanish = DayReader(QLocale("es_ES"))
    assert spanish.day("14 mar", today=TODAY) == date(2027, 3, 14)
    assert spanish.day("mar", today=TODAY) == date(2026, 11, 24)


def test_slashes_follow_the_order_of_the_locale() -> None:
    assert DayReader(AMERICAN).day("12/3", today=TODAY) == date(2026, 12, 3)


def test_a_contact_was_on_the_last_such_day() -> None:
    assert DayReader(ENGLISH, past=True).day("fri", today=TODAY) == date(2026, 11, 13)
    assert DayReader(ENGLISH, past=True).day("18.11.", today=TODAY) == date(2025, 11, 18)


def test_a_time_may_stand_behind_the_day() -> None:
    reader = DayReader(ENGLISH)
    assert reader.moment("fri 14:30", today=TODAY) == (date(2026, 11, 20), time(14, 30))
    assert reader.moment("9:05", today=TODAY) == (TODAY, time(9, 5))
    assert reader.moment("tomorrow", today=TODAY) == (date(2026, 11, 18), None)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4", 240),
        ("4 min", 240),
        ("4m", 240),
        ("4:30", 270),
        ("90 s", 90),
        ("1 h 20", 4800),
        ("1,5 h", 5400),
        ("1:05:00", 3900),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, seconds: int) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "soon", "4 apples", "4:75", "-4", "min"])
def test_what_is_no_duration_is_not_guessed(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("10,00 €", GERMAN, "10.00"),
        ("10,00 €", ENGLISH, "10.00"),
        ("1.234,5", GERMAN, "1234.5"),
        ("1,234", ENGLISH, "1234"),
        ("1,234", GERMAN, "1.234"),
        ("−3", ENGLISH, "-3"),
        ("12 %", ENGLISH, "12"),
        ("1,234,567", GERMAN, "1234567"),
    ],
)
def test_a_number_is_read_with_its_signs(text: str, locale: QLocale, number: str) -> None:
    assert read_number(text, locale) == Decimal(number)


@pytest.mark.parametrize("text", ["", "ten", "3 for 2", "--3", "€"])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert read_number(text, ENGLISH) is None


@pytest.mark.parametrize("text", ["9999-12-31", "1.1.0001", "31 dec 9999"])
def test_a_day_at_the_ends_of_the_calendar_is_none(text: str) -> None:
    assert DayReader(ENGLISH).day(text, today=TODAY) is None


@pytest.mark.parametrize("figures", [20, 400, 5000])
def test_more_figures_than_any_time_has_are_no_duration(figures: int) -> None:
    for unit in ("", " h", ":00"):
        assert read_duration("9" * figures + unit) is None
