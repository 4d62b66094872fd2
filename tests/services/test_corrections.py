"""A logged contact is corrected: its case follows, two who correct it are joined, one undo takes all of it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.cases import State
from csops.domain.contacts import ContactDraft, Direction, Logged, Result
from csops.domain.errors import Missing, NotFound
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import cases, contacts, corrections, history, surveys
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import DELIVERY, EMAIL, PHONE, REFUND, ROSA

TOMORROW = MONDAY_MORNING + timedelta(days=1)


def log(workspace: Workspace, **values: Any) -> Logged:
    return contacts.log_contact(workspace, draft=ContactDraft(**{"channel_id": PHONE, **values}))


def edit(workspace: Workspace, logged: Logged, *, draft: ContactDraft | None = None, **values: Any) -> None:
    corrections.edit_contact(workspace, contact=replace(logged.contact, **values), draft=draft)


# ---- the case follows


def test_a_case_follows_in_what_it_took_from_its_contact(workspace: Workspace) -> None:
    logged = log(workspace, text="Chian slips. He waits", topic_id=REFUND)
    earlier = MONDAY_MORNING - timedelta(hours=3)
    edit(workspace, logged, text="Chain slips. He waits", topic_id=DELIVERY, channel_id=EMAIL, happened_at=earlier)
    case = cases.get_case(workspace, case_id=logged.case.id)
    assert (case.title, case.topic_id, case.channel_id) == ("Chain slips", DELIVERY, EMAIL)
    assert case.opened_at == case.last_contact_at == earlier


def test_what_was_decided_for_the_case_since_stays(workspace: Workspace) -> None:
    logged = log(workspace, text="Chian slips", topic_id=REFUND, result=Result.PASSED)
    cases.edit_case(workspace, case=replace(logged.case, title="Chain", topic_id=DELIVERY))
    cases.change_state(workspace, case_ids=[logged.case.id], state=State.WAITING_FOR_CUSTOMER)
    edit(workspace, logged, text="Chain slips", topic_id=None, result=Result.RESOLVED)
    case = cases.get_case(workspace, case_id=logged.case.id)
    assert (case.title, case.topic_id, case.state) == ("Chain", DELIVERY, State.WAITING_FOR_CUSTOMER)


def test_another_customer_gets_the_whole_matter(workspace: Workspace) -> None:
    wrong, right = log(workspace, customer_name="Ada Brandt"), log(workspace, customer_name="Ada Brand")
    second = log(workspace, case_id=wrong.case.id)
    assert right.customer is not None
    scale = {"value": 4, "low": 1, "high": 5, "answered_at": MONDAY_MORNING}
    answer = SurveyAnswer(kind=AnswerKind.CSAT, case_id=wrong.case.id, asked_at=MONDAY_MORNING, **scale)  # type: ignore[arg-type]
    surveys.record_answer(workspace, answer=answer)
    edit(workspace, second, customer_id=right.customer.id)
    found = cases.timeline(workspace, case_id=wrong.case.id)
    assert found.customer == right.customer
    assert {one.customer_id for one in found.contacts} == {right.customer.id}
    assert [one.customer_id for one in found.answers] == [right.customer.id]
    history.undo(workspace)
    assert cases.timeline(workspace, case_id=wrong.case.id).customer == wrong.customer


def test_the_caller_of_a_case_who_becomes_known_is_so_on_all_contacts_without_a_customer(workspace: Workspace) -> None:
    first, known = log(workspace), log(workspace, customer_name="Ada Brandt")
    second = log(workspace, case_id=first.case.id)
    assert known.customer is not None
    said = SurveyAnswer(kind=AnswerKind.COMMENT, contact_id=second.contact.id, asked_at=MONDAY_MORNING)
    surveys.record_answer(workspace, answer=said)
    edit(workspace, first, customer_id=known.customer.id)
    found = cases.timeline(workspace, case_id=first.case.id)
    assert found.customer == known.customer
    assert {one.id: one.customer_id for one in found.contacts} == dict.fromkeys(
        (first.contact.id, second.contact.id), known.customer.id
    )
    assert [one.customer_id for one in found.answers] == [known.customer.id]
    history.undo(workspace)
    assert contacts.get_contact(workspace, contact_id=second.contact.id).customer_id is None


def test_somebody_new_is_added_and_taken_back_with_the_correction(workspace: Workspace) -> None:
    logged = log(workspace)
    edit(workspace, logged, draft=ContactDraft(customer_name="Jo Sand", phone="0171 5550142"))
    customer = cases.timeline(workspace, case_id=logged.case.id).customer
    assert customer is not None
    assert customer.phones == ("0171 5550142",)
    history.undo(workspace)
    assert cases.timeline(workspace, case_id=logged.case.id).customer is None


def test_the_first_answer_moves_with_the_contact_that_gave_it(workspace: Workspace) -> None:
    first = log(workspace, channel_id=EMAIL, result=Result.PASSED)
    reply = log(workspace, channel_id=EMAIL, case_id=first.case.id, result=Result.PASSED)
    assert cases.get_case(workspace, case_id=first.case.id).first_response_at is None
    edit(workspace, reply, direction=Direction.OUT, happened_at=MONDAY_MORNING + timedelta(hours=1))
    case = cases.get_case(workspace, case_id=first.case.id)
    assert case.first_response_at == case.last_contact_at == MONDAY_MORNING + timedelta(hours=1)


# ---- how it ended


def test_a_contact_that_was_not_resolved_opens_its_case_again(workspace: Workspace) -> None:
    logged = log(workspace)
    edit(workspace, logged, result=Result.PASSED)
    timeline = cases.timeline(workspace, case_id=logged.case.id)
    assert timeline.case.state is State.OPEN
    assert timeline.states[-1].state is State.OPEN


def test_following_up_needs_a_day_and_makes_the_promise(workspace: Workspace) -> None:
    logged = log(workspace)
    with pytest.raises(Missing, match="follow-up day"):
        edit(workspace, logged, result=Result.FOLLOW_UP)
    draft = ContactDraft(result=Result.FOLLOW_UP, due_at=TOMORROW, owner_id=ROSA.id)
    edit(workspace, logged, draft=draft, result=Result.FOLLOW_UP)
    (promise,) = cases.timeline(workspace, case_id=logged.case.id).follow_ups
    assert (promise.due_at, promise.owner_id) == (TOMORROW, ROSA.id)


def test_what_was_promised_already_needs_no_second_day(workspace: Workspace) -> None:
    logged = log(workspace, result=Result.PASSED, due_at=TOMORROW)
    edit(workspace, logged, result=Result.FOLLOW_UP)
    assert len(cases.timeline(workspace, case_id=logged.case.id).follow_ups) == 1


def test_resolving_settles_what_was_promised(workspace: Workspace) -> None:
    logged = log(workspace, result=Result.FOLLOW_UP, due_at=TOMORROW)
    edit(workspace, logged, result=Result.RESOLVED)
    timeline = cases.timeline(workspace, case_id=logged.case.id)
    assert timeline.case.state is State.RESOLVED
    assert timeline.follow_ups[0].done_at is not None


def test_an_earlier_contact_does_not_decide_where_the_case_stands(workspace: Workspace, clock: Clock) -> None:
    first = log(workspace, result=Result.PASSED)
    clock.forward(timedelta(hours=1))
    log(workspace, case_id=first.case.id, result=Result.PASSED)
    edit(workspace, first, result=Result.RESOLVED)
    assert cases.get_case(workspace, case_id=first.case.id).state is State.OPEN


def test_nobody_has_handled_a_missed_contact(workspace: Workspace) -> None:
    logged = log(workspace, handle_time=timedelta(minutes=4))
    edit(workspace, logged, result=Result.MISSED)
    kept = contacts.get_contact(workspace, contact_id=logged.contact.id)
    assert (kept.member_id, kept.handle_time) == (None, None)


# ---- two people, what cannot be, many at once


def test_different_fields_of_one_contact_are_joined(workspace: Workspace, rosa: Workspace) -> None:
    logged = log(workspace, text="Chian")
    edit(rosa, logged, topic_id=REFUND)
    edit(workspace, logged, text="Chain")
    kept = contacts.get_contact(workspace, contact_id=logged.contact.id)
    assert (kept.text, kept.topic_id) == ("Chain", REFUND)


@pytest.mark.parametrize("name", ["channel_id", "topic_id", "member_id"])
def test_what_is_not_there_is_named_and_nothing_is_changed(workspace: Workspace, name: str) -> None:
    logged = log(workspace)
    values: dict[str, Any] = {name: 99}
    with pytest.raises(NotFound, match="99"):
        edit(workspace, logged, **values)
    assert contacts.get_contact(workspace, contact_id=logged.contact.id) == logged.contact


def test_a_case_keeps_a_title(workspace: Workspace) -> None:
    logged = log(workspace, text="Chain")
    with pytest.raises(Missing, match="title"):
        cases.edit_case(workspace, case=replace(logged.case, title="  "))
    kept = cases.edit_case(workspace, case=replace(logged.case, title=" Chain\nguard "))
    assert kept.title == "Chain guard"


def test_many_contacts_get_a_channel_and_their_cases_follow(workspace: Workspace) -> None:
    logged = [log(workspace) for _ in range(3)]
    ids = [one.contact.id for one in logged]
    assert corrections.change_contacts(workspace, contact_ids=ids, channel_id=EMAIL, topic_id=REFUND) == 3
    case = cases.get_case(workspace, case_id=logged[2].case.id)
    assert (case.channel_id, case.topic_id) == (EMAIL, REFUND)
    history.undo(workspace)
    assert cases.get_case(workspace, case_id=logged[2].case.id).channel_id == PHONE
    assert contacts.get_contact(workspace, contact_id=ids[0]).channel_id == PHONE


@pytest.mark.parametrize("wrong", ["topic_id", "member_id", "channel_id"])
def test_many_contacts_get_nothing_that_is_not_there(workspace: Workspace, wrong: str) -> None:
    logged = [log(workspace, result=result) for result in (Result.MISSED, Result.PASSED)]
    wanted = {"topic_id": REFUND, "channel_id": EMAIL, wrong: 999}
    with pytest.raises(NotFound):
        corrections.change_contacts(workspace, contact_ids=[one.contact.id for one in logged], **wanted)
    for one in logged:
        assert contacts.get_contact(workspace, contact_id=one.contact.id) == one.contact


def test_a_missed_contact_among_many_stays_handled_by_nobody(workspace: Workspace) -> None:
    logged = log(workspace, result=Result.MISSED)
    assert corrections.change_contacts(workspace, contact_ids=[logged.contact.id], member_id=ROSA.id) == 0
