"""Until when something is promised."""

from datetime import UTC, date, datetime, time

from csops.domain.due import due_moment


def test_a_day_alone_is_promised_until_its_last_minute() -> None:
    assert due_moment(date(2026, 3, 3), None, zone="Europe/Berlin") == datetime(2026, 3, 3, 22, 59, tzinfo=UTC)


def test_a_time_is_one_of_the_shops_zone() -> None:
    assert due_moment(date(2026, 7, 3), time(14, 30), zone="Europe/Berlin") == datetime(2026, 7, 3, 12, 30, tzinfo=UTC)


def test_a_time_that_a_clock_change_skips_is_still_a_moment() -> None:
    assert due_moment(date(2026, 3, 29), time(2, 30), zone="Europe/Berlin").tzinfo is UTC
