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
    CaseTimes,
    Share,
    Times,
    Volume,
    differ,
    first_response,
    full_resolution,
    missed_share,
    one_contact,
    percentile,
    speed_of_answer,
    times_of,
    unanswered,
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


def a_case(**values: Any) -> CaseTimes:
    plain = {"case_id": 1, "channel_id": EMAIL, "is_deferred": True, "opened_at": at(10), "asked_at": at(10)}
    return CaseTimes(**{**plain, **values})


def test_a_reply_at_eight_to_what_came_at_six_in_the_evening_took_sixty_minutes_of_opening_hours() -> None:
    case = a_case(opened_at=at(18), asked_at=at(18), replied_at=at(8, day=1))
    assert first_response([case], hours=hours_open("07:00-17:00")).median == 60


def test_a_reply_while_closed_took_no_time() -> None:
    case = a_case(opened_at=at(20), asked_at=at(20), replied_at=at(22))
    assert first_response([case], hours=hours_open("09:00-17:00")).median == 0


def test_time_before_opening_does_not_count() -> None:
    case = a_case(opened_at=at(8.5), asked_at=at(8.5), replied_at=at(9.25))
    assert first_response([case], hours=hours_open("09:00-17:00")).median == 15


def test_a_case_opened_at_nine_and_resolved_at_two_took_five_hours_waiting_included() -> None:
    case = a_case(opened_at=at(9), resolved_at=at(14))
    assert full_resolution([case], hours=hours_open("09:00-17:00")).median == 300


def test_a_case_that_began_live_is_not_in_first_response() -> None:
    live = a_case(is_deferred=False, channel_id=PHONE, replied_at=at(10))
    assert first_response([live], hours=hours_open("09:00-17:00")) == Times(n=0)


def test_a_case_that_we_opened_is_left_out_until_the_customer_gets_in_touch() -> None:
    ours = a_case(asked_at=None, replied_at=at(10))
    answered = a_case(asked_at=at(12), replied_at=at(12.5))
    assert first_response([ours, answered], hours=hours_open("09:00-17:00")).median == 30


def test_a_case_without_a_reply_is_counted_beside_and_not_inside() -> None:
    waiting = a_case()
    assert first_response([waiting], hours=hours_open("09:00-17:00")).n == 0
    assert unanswered([waiting, a_case(replied_at=at(11)), a_case(is_deferred=False)]) == 1


def test_missed_is_of_the_channels_on_which_somebody_waits() -> None:
    volumes = {
        PHONE: Volume(offered=200, missed=12),
        CHAT: Volume(offered=40, missed=0),
        EMAIL: Volume(offered=90, missed=9),
    }
    share = missed_share(volumes, immediate={PHONE, CHAT})
    assert (share.part, share.whole, share.value) == (12, 240, 0.05)


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


def test_one_contact_counts_mature_cases_without_transfer_or_reopening() -> None:
    now = at(0, day=30)
    settled = a_case(resolved_at=at(11))
    others = [a_case(resolved_at=at(11), **one) for one in ({"inbound": 2}, {"passed": 1}, {"reopened": 1})]
    fresh = a_case(resolved_at=now - timedelta(days=6))
    assert one_contact([settled, *others, fresh, a_case()], now=now) == Share(part=1, whole=4)


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


def test_only_what_is_more_than_chance_is_a_difference() -> None:
    assert differ(Share(part=10, whole=100), Share(part=40, whole=100))
    assert not differ(Share(part=10, whole=100), Share(part=12, whole=100))
    assert not differ(Share(part=0, whole=10), Share(part=19, whole=19))
    assert differ(times_of(range(100)), times_of(range(200, 300)))
    assert not differ(times_of(range(100)), times_of(range(3, 103)))


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
