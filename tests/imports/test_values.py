"""Cells as days, moments, times and durations: what people write, and what is none."""

import contextlib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.imports.mapping import DateOrder, DurationUnit
from csops.imports.values import Days, Unreadable, Zone, read_clock, read_duration, read_number


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("17.11.2025 09:48", date(2025, 11, 17), time(9, 48)),
        ("5/3/16", date(2016, 3, 5), None),
        ("2025-11-17", date(2025, 11, 17), None),
        ("2024-04-16T03:03:15.000", date(2024, 4, 16), time(3, 3, 15)),
        ("1. März 2026", date(2026, 3, 1), None),
        ("Jul 4, 2026", date(2026, 7, 4), None),
        ("1 de enero de 2024", date(2024, 1, 1), None),
        ("Mo, 03.02.2025 14.30 Uhr".replace("14.30", "14:30"), date(2025, 2, 3), time(14, 30)),
        ("17.11.2025 9:05 PM", date(2025, 11, 17), time(21, 5)),
        ("12/10/2019 12:15 AM", date(2019, 10, 12), time(0, 15)),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: date, clock: time | None) -> None:
    assert Days(DateOrder.DAY_FIRST).parts(text)[:2] == (day, clock)


def test_the_month_comes_first_where_the_column_says_so() -> None:
    assert Days(DateOrder.MONTH_FIRST).day("10/21/2019 11:49:49 AM") == date(2019, 10, 21)


def test_a_zone_in_the_cell_is_kept() -> None:
    day, clock, zone = Days(None).parts("2024-01-01T10:00:00+13:00")
    assert clock is not None
    assert datetime.combine(day, clock, zone) == datetime(2023, 12, 31, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31.02.2025", "31.02.2025 is not a day. Write the date as day.month.year"),
        ("10/21/2019", "10/21/2019 is not a day. Write the date as day.month.year"),
        ("soon", "“soon” is not a date. Write the date as day.month.year, such as 17.11.2025"),
        ("01.01.0205", "01.01.0205 lies in the year 205. Check the year"),
    ],
)
def test_a_day_that_is_none_is_explained(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("(", "\\(")):
        Days(DateOrder.DAY_FIRST).day(text)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_is_read_back_in_each_order(day: date) -> None:
    written = {DateOrder.DAY_FIRST: "%d.%m.%Y", DateOrder.MONTH_FIRST: "%m/%d/%Y", DateOrder.YEAR_FIRST: "%Y-%m-%d"}
    assert [Days(order).day(day.strftime(pattern)) for order, pattern in written.items()] == [day] * 3


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_explained(text: str) -> None:
    # Whatever else it raised would end the import.
    with contextlib.suppress(Unreadable):
        assert isinstance(Days(DateOrder.DAY_FIRST).day(text), date)


@pytest.mark.parametrize(("text", "clock"), [("9:05", time(9, 5)), ("14h30", time(14, 30)), ("12:00 am", time(0))])
def test_times_of_day_are_read(text: str, clock: time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["25:00", "noon", "9", "9:75"])
def test_a_time_that_is_none_is_explained(text: str) -> None:
    with pytest.raises(Unreadable, match="not a time of day"):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "unit", "seconds"),
    [
        ("109", DurationUnit.SECONDS, 109),
        ("6", DurationUnit.MINUTES, 360),
        ("4:30", DurationUnit.MINUTES, 270),
        ("4:30", DurationUnit.HOURS_MINUTES, 16200),
        ("0:02:23", DurationUnit.MINUTES, 143),
        ("2,5", DurationUnit.MINUTES, 150),
        ("1h 20m", DurationUnit.SECONDS, 4800),
        ("2 Std. 5 Min", DurationUnit.SECONDS, 7500),
    ],
)
def test_durations_are_read_in_their_unit(text: str, unit: DurationUnit, seconds: int) -> None:
    assert read_duration(text, unit=unit, decimal=",") == timedelta(seconds=seconds)


@pytest.mark.parametrize(("text", "said"), [("-3", "less than nothing"), ("quick", "not a duration")])
def test_a_duration_that_is_none_is_explained(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_duration(text, unit=DurationUnit.MINUTES)


def test_thousands_are_not_taken_for_decimals() -> None:
    assert read_number("1.234,5", decimal=",") == 1234.5
    assert read_number("1,234.5") == 1234.5
    with pytest.raises(ValueError, match="1,5"):
        read_number("1,5")


def test_a_local_time_becomes_utc() -> None:
    assert Zone("Europe/Berlin").to_utc(date(2025, 7, 1), time(12)) == (datetime(2025, 7, 1, 10, tzinfo=UTC), "")


def test_a_time_that_the_clock_change_skipped_is_said() -> None:
    moment, doubt = Zone("Europe/Berlin").to_utc(date(2024, 3, 31), time(2, 30))
    assert moment == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
    assert doubt == "02:30 did not exist on 2024-03-31, when the clocks went forward. 03:30 was taken"


def test_a_time_that_came_twice_is_said() -> None:
    moment, doubt = Zone("Europe/Berlin").to_utc(date(2024, 10, 27), time(2, 50))
    assert moment == datetime(2024, 10, 27, 0, 50, tzinfo=UTC)
    assert "came twice" in doubt


def test_an_hour_beside_the_change_is_not_doubted() -> None:
    assert Zone("Europe/Berlin").to_utc(date(2024, 10, 27), time(12)) == (datetime(2024, 10, 27, 11, tzinfo=UTC), "")


@pytest.mark.parametrize(
    "text", ["12345678901234567890", "9" * 400, "9" * 5000, f"{'9' * 20}:30", "9" * 20 + " h", "1e308"]
)
def test_a_duration_longer_than_a_life_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"is not a duration|is longer than"):
        read_duration(text, unit=DurationUnit.MINUTES)
