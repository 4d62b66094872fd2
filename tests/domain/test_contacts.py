"""Contacts: what may be logged, and what it does to the case."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csops.domain.cases import State
from csops.domain.contacts import (
    ContactDraft,
    Direction,
    Result,
    check_follow_up,
    checked,
    contact_from,
    first_response,
    state_after,
    with_contact,
    without_contact,
)
from csops.domain.errors import Missing, OutOfRange
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, REFUND, a_case, a_contact

NOW = MONDAY_MORNING + timedelta(minutes=10)
MINUTE = timedelta(minutes=1)


# ---- what may be logged


def test_only_the_channel_is_required() -> None:
    contact = contact_from(ContactDraft(channel_id=PHONE), now=NOW, member_id=MARA.id)
    assert (contact.channel_id, contact.happened_at, contact.entered_at) == (PHONE, NOW, NOW)


def test_a_contact_without_a_channel_is_refused() -> None:
    with pytest.raises(Missing) as caught:
        contact_from(ContactDraft(text="Called"), now=NOW, member_id=MARA.id)
    assert caught.value.field == "channel"


def test_a_promise_without_a_day_is_refused() -> None:
    with pytest.raises(Missing, match="Say until when"):
        check_follow_up(None, now=NOW, zone="Europe/Berlin")


MIDNIGHT_IN_BERLIN = datetime(2026, 3, 2, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "now", "zone"),
    [
        (NOW - timedelta(days=2), NOW, "Europe/Berlin"),
        (MIDNIGHT_IN_BERLIN - MINUTE, MIDNIGHT_IN_BERLIN, "Europe/Berlin"),
        (MIDNIGHT_IN_BERLIN - timedelta(hours=24), MIDNIGHT_IN_BERLIN, "Asia/Tokyo"),
    ],
)
def test_a_promise_for_a_day_that_is_over_is_refused(due: datetime, now: datetime, zone: str) -> None:
    with pytest.raises(OutOfRange, match="That day is over"):
        check_follow_up(due, now=now, zone=zone)


@pytest.mark.parametrize(
    ("due", "now", "zone"),
    [
        (NOW - MINUTE, NOW, "Europe/Berlin"),
        (NOW + timedelta(days=400), NOW, "Europe/Berlin"),
        (MIDNIGHT_IN_BERLIN - MINUTE, MIDNIGHT_IN_BERLIN, "Asia/Tokyo"),
    ],
)
def test_a_promise_for_today_or_later_is_taken(due: datetime, now: datetime, zone: str) -> None:
    check_follow_up(due, now=now, zone=zone)


@pytest.mark.parametrize("field", ["handle_time", "answered_after"])
@pytest.mark.parametrize("span", [-MINUTE, timedelta(days=1000)])
def test_times_that_cannot_be_are_refused(field: str, span: timedelta) -> None:
    with pytest.raises(OutOfRange) as caught:
        checked(a_contact(**{field: span}), now=NOW)
    assert caught.value.field == field.replace("_", " ")


def test_a_contact_of_the_day_after_tomorrow_has_not_happened() -> None:
    with pytest.raises(OutOfRange, match="A contact has happened already"):
        checked(a_contact(happened_at=NOW + timedelta(days=2)), now=NOW)


def test_a_missed_contact_took_no_time_and_has_no_answer() -> None:
    contact = checked(a_contact(result=Result.MISSED, handle_time=MINUTE, answered_after=MINUTE), now=NOW)
    assert (contact.handle_time, contact.answered_after) == (None, None)


def test_the_text_is_trimmed() -> None:
    assert checked(a_contact(text="  called \n"), now=NOW).text == "called"


@pytest.mark.parametrize(
    ("values", "named"), [({}, False), ({"customer_id": 3}, True), ({"phone": " "}, False), ({"email": "a@b.de"}, True)]
)
def test_a_draft_may_name_somebody(values: dict[str, Any], named: bool) -> None:
    assert ContactDraft(**values).names_somebody is named


# ---- what it does to its case


@pytest.mark.parametrize(
    ("result", "known", "state"),
    [
        (Result.RESOLVED, False, State.RESOLVED),
        (Result.FOLLOW_UP, True, State.OPEN),
        (Result.PASSED, True, State.OPEN),
        (Result.OPEN, False, State.OPEN),
        (Result.MISSED, True, State.NEW),
        (Result.MISSED, False, State.CLOSED),
    ],
)
def test_a_result_leads_to_a_state(result: Result, known: bool, state: State) -> None:
    assert state_after(a_contact(result=result), known_customer=known) is state


def test_a_contact_brings_its_case_forward() -> None:
    case = with_contact(a_case(), a_contact(topic_id=REFUND, direction=Direction.OUT))
    assert (case.state, case.topic_id) == (State.RESOLVED, REFUND)
    assert (case.last_contact_at, case.first_response_at) == (MONDAY_MORNING, MONDAY_MORNING)


def test_a_case_keeps_its_topic_its_latest_contact_and_its_first_response() -> None:
    before = a_case(topic_id=9, last_contact_at=NOW, first_response_at=NOW)
    case = with_contact(before, a_contact(topic_id=REFUND, direction=Direction.OUT))
    assert (case.topic_id, case.last_contact_at, case.first_response_at) == (9, NOW, NOW)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"direction": Direction.OUT}, MONDAY_MORNING),
        ({"direction": Direction.OUT, "happened_at": MONDAY_MORNING - MINUTE}, None),
        ({"answered_after": MINUTE}, MONDAY_MORNING + MINUTE),
        ({}, None),
    ],
)
def test_a_case_is_first_answered_by(values: dict[str, Any], answer: Any) -> None:
    assert first_response(a_case(), a_contact(**values)) == answer


@pytest.mark.parametrize(
    ("result", "due", "promises"),
    [
        (Result.FOLLOW_UP, None, True),
        (Result.PASSED, NOW, True),
        (Result.PASSED, None, False),
        (Result.RESOLVED, NOW, False),
        (Result.MISSED, NOW, False),
    ],
)
def test_a_draft_promises_what_is_left_to_do(result: Result, due: datetime | None, promises: bool) -> None:
    assert ContactDraft(channel_id=PHONE, result=result, due_at=due).promises is promises


def test_a_case_that_loses_a_contact_goes_by_those_that_are_left() -> None:
    left = a_contact(direction=Direction.OUT, happened_at=NOW + MINUTE)
    case = without_contact(a_case(last_contact_at=NOW + 2 * MINUTE), [left])
    assert (case.last_contact_at, case.first_response_at) == (NOW + MINUTE, NOW + MINUTE)
    assert without_contact(case, []).last_contact_at is None
