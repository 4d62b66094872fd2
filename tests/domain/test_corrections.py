"""Two people correct one record: what both have made different of is told, the rest joins."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.cases import Case, State
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.corrections import contested, followed, settled, tidied
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import DELIVERY, EMAIL, PHONE, REFUND, a_case, a_contact

BASE = a_contact(id=7, version=3, text="Chian", topic_id=1)
MINE = a_contact(id=7, version=3, text="Chain", topic_id=1, handle_time=timedelta(minutes=4))
THEIRS = a_contact(id=7, version=4, text="China", topic_id=2)


def test_only_what_both_changed_is_contested() -> None:
    assert contested(MINE, THEIRS, BASE) == ("text",)


def test_without_a_base_all_that_differs_is_contested() -> None:
    assert contested(MINE, THEIRS, None) == ("topic_id", "text", "handle_time")


def test_mine_or_theirs_stands_and_the_rest_is_joined() -> None:
    kept = settled(MINE, THEIRS, BASE, keep={"text"})
    assert (kept.text, kept.topic_id, kept.handle_time, kept.version) == ("Chain", 2, timedelta(minutes=4), 4)
    assert settled(MINE, THEIRS, BASE, keep=()).text == "China"


# ---- what a case makes of it

HOUR = timedelta(hours=1)
FIRST = a_contact(id=1, case_id=5, customer_id=3, topic_id=REFUND, text="Chain guard cracked", result=Result.OPEN)
LATER = a_contact(id=2, case_id=5, happened_at=MONDAY_MORNING + HOUR, text="Asked again", result=Result.OPEN)
CASE = a_case(
    id=5, title="Chain guard cracked", customer_id=3, topic_id=REFUND, channel_id=PHONE, state=State.OPEN,
    last_contact_at=LATER.happened_at,
)  # fmt: skip


def corrected(before: Contact, case: Case = CASE, **values: object) -> Case:
    after = replace(before, **values)  # type: ignore[arg-type]  # the names are those of Contact
    contacts = [after if one.id == after.id else one for one in (FIRST, LATER)]
    return followed(case, before=before, after=after, contacts=contacts)


def test_what_a_case_took_from_its_contact_follows_it() -> None:
    case = corrected(FIRST, customer_id=9, topic_id=DELIVERY, channel_id=EMAIL, text="Saddle cracked. It creaks")
    assert (case.customer_id, case.topic_id, case.channel_id, case.title) == (9, DELIVERY, EMAIL, "Saddle cracked")


def test_what_was_decided_for_a_case_since_stays() -> None:
    decided = replace(CASE, title="Guarantee", topic_id=DELIVERY, customer_id=4, channel_id=EMAIL)
    assert corrected(FIRST, decided, customer_id=9, topic_id=None, channel_id=PHONE, text="Another") == decided


def test_the_channel_of_a_case_is_that_of_its_first_contact() -> None:
    assert corrected(LATER, channel_id=EMAIL).channel_id == PHONE


def test_a_case_opens_when_its_first_contact_is_said_to_have_come() -> None:
    case = corrected(FIRST, happened_at=MONDAY_MORNING - HOUR)
    assert (case.opened_at, case.last_contact_at) == (MONDAY_MORNING - HOUR, LATER.happened_at)


def test_a_contact_turned_outbound_is_the_first_answer() -> None:
    assert corrected(LATER, direction=Direction.OUT).first_response_at == LATER.happened_at
    assert corrected(LATER, text="Another").first_response_at is None


@pytest.mark.parametrize(
    ("contact", "state", "then"),
    [(LATER, State.OPEN, State.RESOLVED), (FIRST, State.OPEN, State.OPEN), (LATER, State.CLOSED, State.CLOSED)],
)
def test_only_the_last_contact_moves_a_case_that_stands_where_it_left_it(
    contact: Contact, state: State, then: State
) -> None:
    assert corrected(contact, replace(CASE, state=state), result=Result.RESOLVED).state is then


def test_nobody_has_handled_a_missed_contact() -> None:
    assert tidied(replace(FIRST, member_id=2, result=Result.MISSED)).member_id is None
    assert tidied(replace(FIRST, member_id=2)).member_id == 2
