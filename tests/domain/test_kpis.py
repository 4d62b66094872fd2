"""The figures of the metric dictionary, by its definitions and its worked cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.agreement import wilson
from csops.domain.calendar import Calendar, business_minutes, calendar_from
from csops.domain.errors import OutOfRange
from csops.domain.kpis import (
    Share,
    Volume,
    percentile,
    speed_of_answer,
    times_of,
)
from csops.domain.open_time import OpenTime

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
PHONE, CHAT, EMAIL = 1, 2, 3


def at(hour: float, *, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def hours_open(span: str, **further: Any) -> OpenTime:
    days = ("mon", "tue", "wed", "thu", "fri")
    calendar = calendar_from({"zone": "UTC", "weekly": dict.fromkeys(days, span), **further})
    return OpenTime(calendar, first=MONDAY - timedelta(days=7), last=MONDAY + timedelta(days=60))


def test_offered_is_answered_and_missed() -> None:
    assert Volume(offered=200, missed=10).answered == 190


def test_the_example_of_the_dictionary_for_speed_of_answer_comes_out() -> None:
    waits = [3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 12, 13, 15, 17, 19, 22, 26, 40, 75, 105]
    speed = speed_of_answer(waits, missed=4, target_s=30)
    assert (speed.seconds.mean, speed.seconds.p90, speed.within_target.value) == (20, 40, 18 / 25)


def test_the_example_of_the_dictionary_for_first_response_comes_out() -> None:
    minutes = [4, 6, 9, 12, 15, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 60, 75, 90, 120, 200, 480]
    times = times_of(minutes)
    assert (times.median, times.p90, times.n) == (30, 120, 21)


def test_below_twenty_there_is_too_little_to_judge() -> None:
    assert Share(part=3, whole=19).is_too_few
    assert not Share(part=3, whole=20).is_too_few
    assert times_of(range(19)).is_too_few


def test_a_share_of_nothing_is_unknown() -> None:
    assert Share(part=0, whole=0).value is None
    assert times_of([]).median is None


def test_percentiles_lie_between_two_values() -> None:
    assert percentile([10.0, 20.0], 0.9) == 19
    assert percentile([7.0], 0.9) == 7


def test_the_interval_of_a_share_is_that_of_newcombe() -> None:
    interval = wilson(81, 263)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)
    assert round(wilson(0, 20).high, 4) == 0.1611
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


@pytest.mark.parametrize(("successes", "trials"), [(-1, 5), (6, 5)])
def test_an_interval_of_counts_that_cannot_be_is_refused(successes: int, trials: int) -> None:
    with pytest.raises(OutOfRange):
        wilson(successes, trials)


def test_an_interval_needs_a_confidence_between_none_and_all() -> None:
    with pytest.raises(OutOfRange):
        wilson(1, 2, confidence=1)


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share(successes: int, trials: int) -> None:
    part = min(successes, trials)
    interval = wilson(part, trials)
    assert 0 <= interval.low <= part / trials <= interval.high <= 1


LONDON: Calendar = calendar_from(
    {"zone": "Europe/London", "weekly": {key: ["08:00-12:30", "14:00-23:00"] for key in ("mon", "wed", "sat")}}
)
_MINUTES = st.integers(0, 60 * 24 * 60)


@given(_MINUTES, _MINUTES)
def test_open_time_added_up_counts_as_business_minutes_do(first: int, second: int) -> None:
    start, end = MONDAY + timedelta(minutes=first), MONDAY + timedelta(minutes=second)
    hours = OpenTime(LONDON, first=MONDAY, last=MONDAY + timedelta(days=61))
    assert hours.minutes(start, end) == pytest.approx(business_minutes(LONDON, start, end))
