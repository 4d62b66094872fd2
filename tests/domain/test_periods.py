"""Stretches of days, and contacts counted by day and hour in them."""

from datetime import UTC, date, datetime

import pytest

from csops.domain.day_counts import day_counts
from csops.domain.errors import OutOfRange
from csops.domain.periods import Period


def a_period(first: date, last: date, zone: str = "Europe/Berlin") -> Period:
    return Period(first_day=first, last_day=last, zone=zone)


def test_a_period_reaches_from_midnight_to_midnight_of_its_zone() -> None:
    period = a_period(date(2026, 3, 28), date(2026, 3, 29))
    assert period.since == datetime(2026, 3, 27, 23, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert period.days == 2


def test_a_period_that_ends_before_it_begins_is_refused_with_what_is_right() -> None:
    with pytest.raises(OutOfRange, match="2026-03-02 or a later day") as refused:
        a_period(date(2026, 3, 2), date(2026, 3, 1))
    assert refused.value.field == "last day"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_beyond_all_logs_is_refused(day: date) -> None:
    with pytest.raises(OutOfRange):
        a_period(day, day)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "1 to 31 October 2026"),
        (date(2026, 9, 28), date(2026, 10, 4), "28 September to 4 October 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 December 2025 to 4 January 2026"),
        (date(2026, 10, 1), date(2026, 10, 1), "1 October 2026"),
    ],
)
def test_a_period_in_words(first: date, last: date, words: str) -> None:
    assert a_period(first, last).words() == words


def test_the_common_part_of_a_period_with_other_days() -> None:
    period = a_period(date(2000, 1, 1), date(2100, 1, 1))
    assert period.within(date(2026, 3, 1), date(2026, 3, 5)) == a_period(date(2026, 3, 1), date(2026, 3, 5))
    assert period.within(date(2101, 1, 1), date(2101, 2, 1)) is None


def moment(*parts: int, known: bool = True, missed: bool = False) -> tuple[int, int, bool, bool]:
    year, month, day, hour = parts
    at = datetime(year, month, day, hour, 30, tzinfo=UTC)
    return 1, round(at.timestamp() * 1_000_000), known, missed


def test_contacts_are_counted_by_local_day_and_hour_of_the_week() -> None:
    late_evening = moment(2026, 3, 2, 23, missed=True)  # half past midnight on Tuesday in Berlin
    counts = day_counts([[late_evening, moment(2026, 3, 2, 9)], []], zone="Europe/Berlin")
    assert dict(counts.offered) == {(date(2026, 3, 3), 1): 1, (date(2026, 3, 2), 1): 1}
    assert counts.missed[date(2026, 3, 3)] == 1
    assert (counts.hours[1, 0], counts.hours[0, 10], counts.missed_hours[1, 0]) == (1, 1, 1)


def test_contacts_known_by_day_only_are_in_no_hour() -> None:
    counts = day_counts([[moment(2026, 3, 2, 0, known=False)]], zone="UTC")
    assert counts.offered[date(2026, 3, 2), 1] == 1
    assert sum(counts.hours.values()) == 0
