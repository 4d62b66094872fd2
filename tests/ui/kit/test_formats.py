"""How values are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from csops.ui.kit.formats import Formats

ENGLISH = Formats(locale=QLocale("en_GB"), zone=UTC)
GERMAN = Formats(locale=QLocale("de_DE"), zone=UTC)
DAY = date(2026, 11, 17)
MOMENT = datetime(2026, 11, 8, 10, 12, tzinfo=UTC)


def test_what_is_not_known_is_an_en_dash() -> None:
    said = (ENGLISH.number(None), ENGLISH.share(None), ENGLISH.money(None), ENGLISH.duration(None), ENGLISH.day(None))
    assert set(said) == {"–"}
    assert ENGLISH.number(float("nan")) == "–"


def test_nought_is_nought_and_has_no_sign() -> None:
    assert ENGLISH.number(0) == "0"
    assert ENGLISH.number(-0.001, decimals=1) == "0.0"
    assert ENGLISH.number(0, signed=True) == "0"


def test_a_negative_number_has_a_real_minus_sign() -> None:
    assert ENGLISH.number(-3.1, decimals=1) == "−3.1"
    assert ENGLISH.money(Decimal("-84.90")) == "−€84.90"


def test_the_locale_decides_separators_and_where_the_currency_stands() -> None:
    assert ENGLISH.number(12486) == "12,486"
    assert GERMAN.number(1234.5, decimals=1) == "1.234,5"
    assert GERMAN.money(Decimal("84.9")) == "84,90\u00a0€"


def test_a_share_is_shown_as_per_cent() -> None:
    assert ENGLISH.share(0.713) == "71\u00a0%"
    assert ENGLISH.share(0.12, signed=True) == "+12\u00a0%"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(12, "12 s"), (41 * 60, "41 min"), (9.4 * 3600, "9.4 h"), (18 * 3600, "18 h"), (9 * 86_400, "9 d")],
)
def test_a_duration_has_the_unit_that_people_would_use(seconds: float, said: str) -> None:
    assert ENGLISH.duration(timedelta(seconds=seconds)).replace("\u00a0", " ") == said


def test_clocks_show_minutes_and_seconds_or_hours_and_minutes() -> None:
    assert ENGLISH.clock(timedelta(minutes=5, seconds=40)) == "5:40"
    assert ENGLISH.clock(timedelta(hours=1, seconds=5)) == "1:00:05"
    assert ENGLISH.hours(timedelta(hours=26, minutes=10)) == "26:10"
    assert ENGLISH.hours(timedelta(minutes=-41)) == "−0:41"


def test_days_follow_the_order_of_the_language() -> None:
    assert ENGLISH.long_day(DAY) == "Tuesday 17 November"
    assert GERMAN.day(DAY) == "17. Nov."
    assert Formats(locale=QLocale("en_US")).day(DAY) == "Nov 17"


def test_near_days_are_said_in_words() -> None:
    assert ENGLISH.day_in_words(DAY, today=DAY) == "Today"
    assert ENGLISH.day_in_words(DAY + timedelta(days=1), today=DAY) == "Tomorrow"
    assert ENGLISH.day_in_words(DAY + timedelta(days=2), today=DAY) == "Thu 19 Nov"


def test_a_moment_of_today_is_its_time_and_another_year_is_named() -> None:
    assert ENGLISH.moment(MOMENT, now=MOMENT) == "10:12"
    assert ENGLISH.moment(MOMENT, now=MOMENT + timedelta(days=3)) == "8 Nov 10:12"
    assert ENGLISH.moment(MOMENT, now=MOMENT + timedelta(days=300)) == "8 Nov 2026 10:12"


def test_amounts_in_kept_sentences_are_written_as_all_others() -> None:
    said = "No answer yet on 142.35 EUR: you may offer up to 50 EUR now"
    assert Formats(locale=QLocale("en_GB")).amounts_in(said) == (
        "No answer yet on €142.35: you may offer up to €50.00 now"
    )
    german = (
        Formats(locale=QLocale("de_DE")).amounts_in("12.50 CHF approved, 3 PDF, case 1.2.3 EUR").replace("\xa0", " ")
    )
    assert german == "12,50 CHF approved, 3 PDF, case 1.2.3 EUR"
