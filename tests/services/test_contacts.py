"""Contacts are logged, corrected and taken out: through the workspace, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csops.domain.cases import State
from csops.domain.contacts import Attachment, ContactDraft, Direction, Logged, PromiseDraft, Result
from csops.domain.errors import ConflictError, Missing, NotFound, OutOfRange
from csops.domain.questions import Question
from csops.services import cases, contacts, corrections, customers, follow_ups, history, views
from csops.services.contact_pages import ContactPages
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, REFUND, ROSA

TOMORROW = MONDAY_MORNING + timedelta(days=1)


def log(workspace: Workspace, **values: Any) -> Logged:
    return contacts.log_contact(workspace, draft=ContactDraft(**{"channel_id": PHONE, **values}))


def nothing_is_kept(workspace: Workspace) -> bool:
    with workspace.read() as work:
        return work.newest_act() == 1 and not work.customers.all()


# ---- what is required


def test_only_the_channel_is_required(workspace: Workspace) -> None:
    logged = log(workspace)
    assert logged.contact.happened_at == logged.contact.entered_at == MONDAY_MORNING
    assert (logged.case.state, logged.case.title, logged.customer) == (State.RESOLVED, "Phone", None)
    assert logged.contact.member_id == logged.case.owner_id == MARA.id


def test_a_contact_without_a_channel_is_refused_and_nothing_is_kept(workspace: Workspace) -> None:
    with pytest.raises(Missing, match="channel"):
        log(workspace, channel_id=None, customer_name="Ada Brandt")
    assert nothing_is_kept(workspace)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"result": Result.FOLLOW_UP}, "follow-up day"),
        ({"result": Result.FOLLOW_UP, "due_at": MONDAY_MORNING - timedelta(days=2)}, "follow-up day"),
        ({"result": Result.FOLLOW_UP, "due_at": datetime.min.replace(tzinfo=UTC)}, "follow-up day"),
        ({"promised": PromiseDraft(what="x", due_at=datetime.max.replace(tzinfo=UTC))}, "promised day"),
        ({"handle_time": timedelta(seconds=-1)}, "handle time"),
        ({"handle_time": timedelta(hours=25)}, "handle time"),
        ({"answered_after": timedelta(seconds=-1)}, "answered after"),
        ({"happened_at": MONDAY_MORNING + timedelta(days=2)}, "happened at"),
    ],
)
def test_what_cannot_be_names_its_field_and_nothing_is_kept(
    workspace: Workspace, values: dict[str, Any], field: str
) -> None:
    with pytest.raises((Missing, OutOfRange)) as caught:
        log(workspace, customer_name="Ada", **values)
    assert caught.value.field == field
    assert nothing_is_kept(workspace)


@pytest.mark.parametrize(
    "values", [{"channel_id": 99}, {"case_id": 99}, {"customer_id": 99}, {"topic_id": 99, "text": ""}]
)
def test_what_is_not_there_is_named_and_nothing_is_kept(workspace: Workspace, values: dict[str, int]) -> None:
    with pytest.raises(NotFound):
        log(workspace, **values)
    assert nothing_is_kept(workspace)


# ---- its case


def test_a_contact_settled_at_once_opens_and_resolves_its_case_in_one_act(workspace: Workspace) -> None:
    logged = log(workspace, text="Front wheel is out of true. Fixed it", topic_id=REFUND)
    assert (logged.case.title, logged.case.topic_id) == ("Front wheel is out of true", REFUND)
    assert logged.case.resolved_at == MONDAY_MORNING
    assert len(history.history(workspace)) == 2  # the set-up, and this
    assert [one.state for one in cases.timeline(workspace, case_id=logged.case.id).states] == [State.RESOLVED]


def test_a_case_without_words_is_called_by_its_topic(workspace: Workspace) -> None:
    assert log(workspace, topic_id=DELIVERY).case.title == "Delivery"
    assert log(workspace, result=Result.MISSED).case.title == "Missed: Phone"


@pytest.mark.parametrize(
    ("result", "state"),
    [(Result.RESOLVED, State.RESOLVED), (Result.FOLLOW_UP, State.OPEN), (Result.PASSED, State.OPEN)],
)
def test_the_result_decides_where_the_case_stands(workspace: Workspace, result: Result, state: State) -> None:
    assert log(workspace, result=result, due_at=TOMORROW).case.state is state


def test_a_missed_call_of_a_stranger_is_closed_and_of_a_customer_waits(workspace: Workspace) -> None:
    assert log(workspace, result=Result.MISSED).case.state is State.CLOSED
    waiting = log(workspace, result=Result.MISSED, customer_name="Ada", handle_time=timedelta(minutes=1))
    assert waiting.case.state is State.NEW
    assert (waiting.contact.handle_time, waiting.contact.member_id) == (None, None)


def test_a_contact_goes_on_with_a_case_and_reopens_it(workspace: Workspace, clock: Clock) -> None:
    first = log(workspace, customer_name="Ada", text="Brake squeaks")
    clock.forward(timedelta(days=2))
    second = log(workspace, case_id=first.case.id, result=Result.PASSED, channel_id=EMAIL)
    assert second.case.id == first.case.id
    assert (second.case.state, second.case.reopened, second.case.resolved_at) == (State.OPEN, 1, None)
    assert second.contact.customer_id == first.contact.customer_id
    assert second.case.first_resolved_at == MONDAY_MORNING


def test_a_contact_of_ours_that_resolves_a_case_does_what_was_to_be_done(workspace: Workspace, clock: Clock) -> None:
    first = log(workspace, result=Result.FOLLOW_UP, due_at=TOMORROW, text="Call back")
    assert first.follow_up is not None
    clock.forward(timedelta(hours=1))
    log(workspace, case_id=first.case.id, direction=Direction.OUT)
    assert follow_ups.follow_up_lines(workspace) == []
    (promised,) = cases.timeline(workspace, case_id=first.case.id).follow_ups
    assert (promised.done_at, promised.done_by) == (MONDAY_MORNING + timedelta(hours=1), MARA.id)


def test_the_thanks_of_a_customer_cancel_nothing_unless_somebody_says_so(workspace: Workspace) -> None:
    first = log(workspace, result=Result.FOLLOW_UP, due_at=TOMORROW, text="Call back")
    log(workspace, case_id=first.case.id, text="Thanks!", result=Result.RESOLVED)
    log(workspace, case_id=first.case.id, text="One more thing", result=Result.FOLLOW_UP, due_at=TOMORROW)
    assert len(follow_ups.follow_up_lines(workspace)) == 2
    log(workspace, case_id=first.case.id, text="All is well", settles=True)
    assert follow_ups.follow_up_lines(workspace) == []


def test_a_promise_bears_its_words_its_day_and_its_owner(workspace: Workspace) -> None:
    logged = log(workspace, result=Result.FOLLOW_UP, due_at=TOMORROW, owner_id=ROSA.id, promise=" Ring the courier ")
    assert logged.follow_up is not None
    assert (logged.follow_up.what, logged.follow_up.due_at, logged.follow_up.owner_id) == (
        "Ring the courier", TOMORROW, ROSA.id,
    )  # fmt: skip
    assert logged.case.owner_id == ROSA.id


def test_what_is_resolved_or_missed_promises_nothing(workspace: Workspace) -> None:
    assert log(workspace, due_at=TOMORROW).follow_up is None
    assert log(workspace, due_at=TOMORROW, result=Result.MISSED).follow_up is None


def test_an_outbound_answer_is_the_first_response(workspace: Workspace, clock: Clock) -> None:
    first = log(workspace, channel_id=EMAIL, result=Result.PASSED, text="Where is it?")
    assert first.case.first_response_at is None
    clock.forward(timedelta(hours=3))
    answer = log(workspace, channel_id=EMAIL, case_id=first.case.id, direction=Direction.OUT)
    assert answer.case.first_response_at == MONDAY_MORNING + timedelta(hours=3)


# ---- its customer


def test_a_customer_is_found_by_phone_in_any_spelling(workspace: Workspace) -> None:
    first = log(workspace, customer_name="Ada Brandt", phone="+44 20 7946 0018")
    second = log(workspace, phone="020 7946-0018")
    assert second.customer == first.customer


def test_two_people_who_share_a_phone_stay_two(workspace: Workspace) -> None:
    first = log(workspace, customer_name="Ada Brandt", phone="020 7946 0018")
    second = log(workspace, customer_name="Jo Sand", phone="020 7946 0018")
    assert first.contact.customer_id != second.contact.customer_id


def test_what_is_new_of_a_customer_is_added_to_them(workspace: Workspace) -> None:
    first = log(workspace, phone="020 7946 0018")
    log(workspace, customer_name="Ada Brandt", phone="020 7946 0018", email="ada@example.org")
    assert first.customer is not None
    kept = customers.get_customer(workspace, customer_id=first.customer.id)
    assert (kept.name, kept.phones, kept.emails) == ("Ada Brandt", ("020 7946 0018",), ("ada@example.org",))


def test_a_case_of_nobody_becomes_the_case_of_who_is_named_later(workspace: Workspace) -> None:
    first = log(workspace, result=Result.PASSED)
    second = log(workspace, case_id=first.case.id, customer_name="Ada Brandt")
    assert second.customer is not None
    assert cases.get_case(workspace, case_id=first.case.id).customer_id == second.customer.id


# ---- what comes with it


def test_files_are_kept_with_the_contact_and_the_draft_goes(workspace: Workspace) -> None:
    views.keep_draft(workspace, form="log", value={"text": "half a sen"})
    photo = Attachment(
        contact_id=0, name="a.png", media_type="image/png", size=3, sha256="0" * 64, added_at=MONDAY_MORNING
    )
    logged = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE), files=[photo], form="log")
    (kept,) = cases.timeline(workspace, case_id=logged.case.id).attachments
    assert (kept.name, kept.contact_id) == ("a.png", logged.contact.id)
    assert views.get_draft(workspace, form="log") is None


def test_a_contact_that_is_refused_leaves_the_draft_where_it_was(workspace: Workspace) -> None:
    views.keep_draft(workspace, form="log", value={"text": "half a sen"})
    with pytest.raises(Missing):
        contacts.log_contact(workspace, draft=ContactDraft(), form="log")
    assert views.get_draft(workspace, form="log") is not None


# ---- corrected, taken out


def test_a_correction_is_kept(workspace: Workspace) -> None:
    logged = log(workspace, text="Chian")
    kept = corrections.edit_contact(workspace, contact=replace(logged.contact, text=" Chain "))
    assert (kept.text, kept.version) == ("Chain", logged.contact.version + 1)
    assert contacts.get_contact(workspace, contact_id=kept.id) == kept


def test_two_who_correct_the_same_words_are_told(workspace: Workspace, rosa: Workspace) -> None:
    logged = log(workspace, text="Chian")
    corrections.edit_contact(rosa, contact=replace(logged.contact, text="Chain"))
    with pytest.raises(ConflictError) as caught:
        corrections.edit_contact(workspace, contact=replace(logged.contact, text="China"))
    assert getattr(caught.value.fields["theirs"], "text", None) == "Chain"
    assert contacts.get_contact(workspace, contact_id=logged.contact.id).text == "Chain"


def test_a_correction_that_cannot_be_changes_nothing(workspace: Workspace) -> None:
    logged = log(workspace)
    with pytest.raises(OutOfRange):
        corrections.edit_contact(workspace, contact=replace(logged.contact, handle_time=timedelta(days=2)))
    assert contacts.get_contact(workspace, contact_id=logged.contact.id) == logged.contact


def test_the_only_contact_takes_its_case_with_it_and_undo_brings_all_back(workspace: Workspace) -> None:
    logged = log(workspace, customer_name="Ada", result=Result.FOLLOW_UP, due_at=TOMORROW, text="Brake")
    cases.add_note(workspace, case_id=logged.case.id, text="Spokes are in the drawer")
    before = cases.timeline(workspace, case_id=logged.case.id)
    contacts.remove_contacts(workspace, contact_ids=[logged.contact.id])
    with pytest.raises(NotFound):
        cases.get_case(workspace, case_id=logged.case.id)
    history.undo(workspace)
    after = cases.timeline(workspace, case_id=logged.case.id)
    assert [one.text for one in after.notes] == ["Spokes are in the drawer"]
    assert (after.case.title, len(after.follow_ups)) == (before.case.title, 1)


def test_one_contact_of_several_leaves_the_case(workspace: Workspace) -> None:
    first = log(workspace, result=Result.PASSED)
    second = log(workspace, case_id=first.case.id)
    contacts.remove_contacts(workspace, contact_ids=[second.contact.id])
    assert cases.timeline(workspace, case_id=first.case.id).case.contacts == 1


def test_many_contacts_are_changed_as_one_act(workspace: Workspace) -> None:
    ids = [log(workspace).contact.id for _ in range(3)]
    assert corrections.change_contacts(workspace, contact_ids=ids, topic_id=REFUND, member_id=ROSA.id) == 3
    assert corrections.change_contacts(workspace, contact_ids=ids, topic_id=REFUND) == 0
    history.undo(workspace)
    assert {contacts.get_contact(workspace, contact_id=one).topic_id for one in ids} == {None}


def test_who_handled_many_contacts_is_changed_and_their_topic_stays(workspace: Workspace) -> None:
    logged = log(workspace, topic_id=REFUND)
    corrections.change_contacts(workspace, contact_ids=[logged.contact.id], member_id=ROSA.id)
    kept = contacts.get_contact(workspace, contact_id=logged.contact.id)
    assert (kept.topic_id, kept.member_id) == (REFUND, ROSA.id)


# ---- listed


def test_the_table_its_count_and_its_totals_agree(workspace: Workspace) -> None:
    log(workspace, handle_time=timedelta(minutes=4), answered_after=timedelta(seconds=20))
    log(workspace, handle_time=timedelta(minutes=2), channel_id=EMAIL)
    log(workspace, result=Result.MISSED)
    everything = Question()
    lines = contacts.contact_lines(workspace, question=everything)
    totals = ContactPages(workspace, question=everything).totals()
    assert len(lines) == contacts.count_contacts(workspace, question=everything) == totals.contacts == 3
    assert (totals.with_handle_time, totals.handle_time) == (2, timedelta(minutes=3))
    assert (totals.with_answer, totals.answered_after) == (1, timedelta(seconds=20))


def test_a_log_without_handle_times_has_no_mean(workspace: Workspace) -> None:
    assert ContactPages(workspace, question=Question()).totals().handle_time is None


def test_a_count_may_stop_early(workspace: Workspace) -> None:
    for _ in range(3):
        log(workspace)
    assert contacts.count_contacts(workspace, question=Question(), most=2) == 2
