"""The times of a case by the worked cases of the metric dictionary, and by its rules."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.calendar import calendar_from
from csops.domain.case_clock import Came, CaseClock, CaseFacts, Spent, Touch, clock_of
from csops.domain.cases import State
from csops.domain.open_time import Hours

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
PHONE, EMAIL = 1, 2
MARA, ROSA = 1, 2
_WEEK = ("mon", "tue", "wed", "thu", "fri")


def at(hour: float, *, day: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


def hours(span: str = "09:00-17:00", *, days: tuple[str, ...] = _WEEK, zone: str = "UTC") -> Hours:
    return Hours(calendar_from({"zone": zone, "weekly": dict.fromkeys(days, span)}))


def message(when: datetime, **values: Any) -> Touch:
    return Touch(when, **{"channel_id": EMAIL, **values})


def reply(when: datetime, **values: Any) -> Touch:
    return Touch(when, is_inbound=False, **{"channel_id": EMAIL, "member_id": MARA, **values})


def call(when: datetime, **values: Any) -> Touch:
    return Touch(when, is_live=True, **{"channel_id": PHONE, "member_id": MARA, **values})


def clock(*touches: Touch, states: tuple[Came, ...] = (), opened: Hours | None = None, **facts: Any) -> CaseClock:
    last = states[-1].state if states else State.OPEN
    resolved = [came.at for came in states if came.state is State.RESOLVED]
    known = {"resolved_at": resolved[-1] if resolved and last.is_settled else None, "state": last}
    case = CaseFacts(**{"opened_at": touches[0].at, **known, **facts})
    return clock_of(case, touches, states, open_time=(opened or hours()).between)


def minutes(spent: Spent | None) -> tuple[float, float]:
    assert spent is not None
    return spent.business / timedelta(minutes=1), spent.elapsed / timedelta(minutes=1)


# ---- worked cases of the metric dictionary


def test_arrives_1800_hours_from_0700_reply_0800_next_day_took_60_business_minutes_and_14_hours() -> None:
    found = clock(message(at(18)), reply(at(8, day=1)), opened=hours("07:00-17:00"))
    assert minutes(found.response) == (60, 14 * 60)


def test_a_reply_while_closed_took_0_business_minutes() -> None:
    assert minutes(clock(message(at(20)), reply(at(22))).response) == (0, 120)


def test_hours_09_to_17_arrives_0830_reply_0915_took_15_business_minutes() -> None:
    assert minutes(clock(message(at(8.5)), reply(at(9.25))).response) == (15, 45)


def test_resolved_by_an_automatic_rule_and_reopened_friday_the_next_response_took_10_minutes_not_days() -> None:
    touches = (message(at(9)), message(at(14, day=4)), reply(at(14, day=4) + timedelta(minutes=10)))
    states = (Came(at(9) + timedelta(minutes=5), State.RESOLVED), Came(at(14, day=4), State.OPEN))
    found = clock(*touches, states=states)
    assert [turn.replied for turn in found.turns] == [False, True]
    assert minutes(found.turns[1].spent) == (10, 10)
    assert minutes(found.response)[1] > 4 * 24 * 60


def test_open_waiting_open_resolved_makes_3_hours_of_requester_wait_and_5_of_full_resolution() -> None:
    states = (
        Came(at(9), State.OPEN),
        Came(at(10), State.WAITING_FOR_CUSTOMER),
        Came(at(12), State.OPEN),
        Came(at(14), State.RESOLVED),
    )
    found = clock(message(at(9)), states=states)
    assert minutes(found.wait) == (180, 180)
    assert minutes(found.full) == (300, 300)


def test_a_calendar_without_monday_and_thursday_still_counts_the_other_days() -> None:
    found = clock(message(at(10)), reply(at(10, day=4)), opened=hours(days=("tue", "wed", "fri")))
    assert minutes(found.response)[0] == 8 * 60 + 8 * 60 + 60


# ---- who replied, and when it was our turn


def test_automatic_replies_and_calls_that_nobody_took_answer_nobody() -> None:
    found = clock(message(at(9)), reply(at(10), automatic=True), reply(at(11), missed=True))
    assert (found.replied_at, found.waits_since) == (None, at(9))
    assert [turn.ended_at for turn in found.turns] == [None]


def test_a_call_that_we_made_and_somebody_took_is_a_reply() -> None:
    found = clock(message(at(9)), reply(at(10), channel_id=PHONE, is_live=True, member_id=ROSA))
    assert (found.replied_at, found.replied_by) == (at(10), ROSA)


def test_what_was_answered_live_has_no_first_response() -> None:
    assert clock(call(at(9)), message(at(10)), reply(at(11))).waits_since is None


def test_what_we_opened_waits_only_since_the_customer_came() -> None:
    found = clock(reply(at(9)), message(at(11)), reply(at(11.5)))
    assert found.waits_since == at(11)
    assert minutes(found.response) == (30, 30)
    assert clock(reply(at(9))).waits_since is None


def test_a_reply_dated_before_its_message_answers_nothing() -> None:
    found = clock(message(at(10)), reply(at(9)), opened_at=at(10))
    assert found.replied_at is None


def test_the_oldest_message_counts_until_the_next_reply_and_each_turn_by_itself() -> None:
    found = clock(message(at(9)), message(at(9.5)), reply(at(10)), message(at(11)), reply(at(11.25)))
    assert [minutes(turn.spent)[0] for turn in found.turns] == [60, 15]


def test_a_message_that_was_settled_without_a_reply_waited_until_then() -> None:
    found = clock(message(at(9)), states=(Came(at(11), State.RESOLVED),))
    assert [(turn.replied, turn.ended_at, minutes(turn.spent)) for turn in found.turns] == [(False, at(11), (120, 120))]
    unsure = clock(message(at(0), time_known=False), states=(Came(at(11), State.RESOLVED),))
    assert unsure.turns[0].spent is None


def test_a_first_reply_of_which_only_an_import_told_answers_the_first_message_too() -> None:
    told = clock(message(at(9)), message(at(13)), states=(Came(at(15), State.RESOLVED),), first_response_at=at(10))
    assert [(turn.replied, minutes(turn.spent)[0]) for turn in told.turns] == [(True, 60), (False, 120)]
    noted = clock(message(at(9)), reply(at(11)), first_response_at=at(10))
    assert [minutes(turn.spent)[0] for turn in noted.turns] == [120]


def test_nothing_is_timed_that_is_known_by_its_day_only() -> None:
    states = (Came(at(15), State.RESOLVED),)
    found = clock(message(at(0), time_known=False), reply(at(12)), states=states)
    assert (found.response, found.full, found.turns[0].spent) == (None, None, None)
    assert (found.replied_at, found.turns[0].replied, found.resolved_at) == (at(12), True, at(15))


def test_a_resolution_dated_before_the_opening_took_no_time() -> None:
    found = clock(message(at(12)), states=(Came(at(10), State.RESOLVED),))
    assert minutes(found.full) == (0, 0)


def test_a_shop_that_never_opens_counts_no_business_time() -> None:
    assert minutes(clock(message(at(9)), reply(at(12)), opened=hours(days=())).response) == (0, 180)


@pytest.mark.parametrize(
    ("day", "elapsed"),
    [(datetime(2026, 3, 29, tzinfo=UTC), 23 * 60), (datetime(2026, 10, 25, tzinfo=UTC), 25 * 60)],
)
def test_a_night_of_daylight_saving_change_is_an_hour_shorter_or_longer(day: datetime, elapsed: int) -> None:
    always = hours("00:00-24:00", days=(*_WEEK, "sat", "sun"), zone="Europe/Berlin")
    midnight = always.calendar.tz
    start = day.replace(tzinfo=midnight).astimezone(UTC)
    end = (day + timedelta(days=1)).replace(tzinfo=midnight).astimezone(UTC)
    assert minutes(clock(message(start), reply(end), opened=always).response) == (elapsed, elapsed)


# ---- resolutions, reopenings


def test_each_resolution_is_the_last_one_or_was_undone() -> None:
    states = (
        Came(at(10), State.RESOLVED),
        Came(at(12), State.OPEN),
        Came(at(14), State.RESOLVED),
        Came(at(15), State.CLOSED),
    )
    found = clock(message(at(9)), states=states)
    assert (found.first_resolved_at, found.resolved_at, found.ended_at) == (at(10), at(14), at(14))
    assert [(one.at, one.resolved_at) for one in found.reopenings] == [(at(12), at(10))]
    assert (minutes(found.first)[0], minutes(found.full)[0]) == (60, 300)
    assert found.stretches == ((at(9), at(10)), (at(12), at(14)))


def test_a_case_of_an_import_that_tells_only_how_it_ended_was_open_until_then() -> None:
    case = CaseFacts(at(9), State.CLOSED, at(11), at(11), at(9))
    found = clock_of(case, [message(at(9))], [], open_time=hours().between)
    assert (found.resolved_at, found.ended_at, found.stretches) == (at(11), at(11), ((at(9), at(11)),))


def test_escalations_are_transfers_and_so_is_a_contact_that_was_passed_on() -> None:
    assert clock(call(at(9), passed=True)).passed == 1
    case = CaseFacts(at(9), State.OPEN)
    assert clock_of(case, [call(at(9))], [], escalations=2, open_time=hours().between).passed == 2


_MOMENTS = st.integers(0, 20_000).map(lambda minute: MONDAY + timedelta(minutes=minute))
_TOUCHES = st.lists(
    st.builds(
        Touch,
        _MOMENTS,
        is_inbound=st.booleans(),
        is_live=st.booleans(),
        missed=st.booleans(),
        automatic=st.booleans(),
        channel_id=st.sampled_from([PHONE, EMAIL]),
        member_id=st.sampled_from([None, MARA]),
        answered_after=st.none() | st.integers(0, 5_000).map(lambda minutes: timedelta(minutes=minutes)),
    ),
    min_size=1,
    max_size=6,
).map(lambda touches: sorted(touches, key=lambda touch: touch.at))
_STATES = st.lists(st.builds(Came, _MOMENTS, st.sampled_from(State)), max_size=6).map(
    lambda states: sorted(states, key=lambda came: came.at)
)


@settings(max_examples=80)
@given(touches=_TOUCHES, states=_STATES)
def test_opening_hours_never_exceed_all_time_and_nothing_is_negative(touches: list[Touch], states: list[Came]) -> None:
    found = clock(*touches, states=tuple(states))
    turns = [turn.spent for turn in found.turns]
    for spent in (found.response, found.first, found.full, found.wait, *turns):
        assert spent is None or timedelta() <= spent.business <= spent.elapsed
    if found.wait is not None and found.full is not None:
        assert found.wait.elapsed <= found.full.elapsed


@settings(max_examples=80)
@given(touches=_TOUCHES, states=_STATES)
def test_a_case_is_open_in_one_stretch_more_than_it_was_reopened(touches: list[Touch], states: list[Came]) -> None:
    found = clock(*touches, states=tuple(states))
    assert len(found.stretches) == len(found.reopenings) + 1
    assert (found.stretches[-1][1] is None) == (not _is_settled(states))


def _is_settled(states: list[Came]) -> bool:
    return bool(states) and states[-1].state.is_settled
