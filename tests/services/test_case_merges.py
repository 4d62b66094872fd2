"""Cases of one matter are made one, and split again; undo takes either back whole."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from csops.domain.cases import Case, FollowUp, FollowUpKind, Note, State
from csops.domain.changes import Kind
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.contacts import Attachment, ContactDraft, Direction, Logged, Result
from csops.domain.draft_forms import record_form
from csops.domain.errors import InputError, MergedAlready, Missing, NotFound
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.promises import CustomerRequest, Promise
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import cases, contacts, follow_ups, history, maintenance, search, settings, surveys, views
from csops.services.case_matters import keep_matter
from csops.services.case_merges import merge_cases, preview_merge, split_case
from csops.services.promises import make_promise, promises_of
from csops.services.recovery import finish_step, start_recovery
from csops.services.workspace import Workspace
from csops.storage.store import Store
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import EMAIL, MARA, PHONE

HOUR = timedelta(hours=1)


def logged(workspace: Workspace, **values: Any) -> Logged:
    draft = ContactDraft(**{"channel_id": PHONE, "customer_name": "Ada Brandt", "result": Result.OPEN, **values})
    return contacts.log_contact(workspace, draft=draft)


def two_cases(workspace: Workspace, clock: Clock) -> tuple[Case, Case]:
    """Ada called, was answered and the case resolved; next day she wrote again and waits."""
    one = logged(workspace, text="Brakes squeal.").case
    clock.forward(HOUR)
    logged(workspace, case_id=one.id, direction=Direction.OUT, result=Result.RESOLVED)
    clock.forward(timedelta(days=1))
    other = logged(workspace, channel_id=EMAIL, text="They squeal again.").case
    return cases.get_case(workspace, case_id=one.id), other


def hang(workspace: Workspace, case: Case) -> None:
    """Hang a record of each kind on a case."""
    at, case_id = MONDAY_MORNING, case.id
    with workspace.work("Hang on") as work:
        contact = work.contacts.where(case_id=case_id)[0]
        file = {"media_type": "text/plain", "size": 1, "sha256": "0" * 64, "added_at": at}
        work.attachments.add(Attachment(contact_id=contact.id, name="a.txt", **file))  # type: ignore[arg-type]
        work.notes.add(Note(case_id=case_id, at=at, text="Pads are ordered"))
        work.follow_ups.add(FollowUp(case_id=case_id, due_at=at + HOUR, what="Call", created_at=at))
        care = work.care
        care.promises.add(Promise(case_id=case_id, what="Refund", due_at=at + HOUR, made_at=at))
        care.requests.add(CustomerRequest(case_id=case_id, what="A loan bike", asked_at=at))
        care.escalations.add(Escalation(case_id=case_id, at=at, reason=EscalationReason.AUTHORITY))
        cost = {"cost": Decimal("9.00"), "currency": "EUR", "given_by": MARA.id, "given_at": at}
        cost["state"] = ConcessionState.WAITING  # with what was given a case does not go
        care.concessions.add(Concession(case_id=case_id, kind="refund", **cost))  # type: ignore[arg-type]
        care.answers.add(SurveyAnswer(kind=AnswerKind.CSAT, case_id=case_id, contact_id=contact.id, asked_at=at))
        recovery = care.recoveries.add(Recovery(case_id=case_id, started_at=at, complained_at=at))
        care.recovery_steps.add(RecoveryStep(recovery_id=recovery.id, key="listen", number=1))


def counts(work: Work, case_id: int) -> dict[str, int]:
    care = work.care
    stores = {
        "contacts": work.contacts,
        "notes": work.notes,
        "follow_ups": work.follow_ups,
        "promises": care.promises,
        "requests": care.requests,
        "escalations": care.escalations,
        "concessions": care.concessions,
        "answers": care.answers,
        "recoveries": care.recoveries,
    }
    return {name: len(store.where(case_id=case_id)) for name, store in stores.items()}  # type: ignore[attr-defined]


def everything(workspace: Workspace) -> dict[str, list[Any]]:
    """All records of cases without their versions, which only ever grow."""
    with workspace.read() as work:
        stores: tuple[Store[Any], ...] = (
            *(work.cases, work.contacts, work.notes, work.follow_ups, work.state_changes, work.attachments),
            *work.care.by_kind().values(),
        )
        return {store._table.name: [replace(one, version=0) for one in store.all()] for store in stores}


def test_a_merged_case_brings_all_that_hangs_on_it_and_its_number_leads_on(workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(workspace, clock)
    hang(workspace, other)
    views.keep_draft(workspace, form=f"note.{other.id}", value={"text": "Begun"})
    before = everything(workspace)
    preview = preview_merge(workspace, into_id=one.id, case_ids=[other.id])
    kept = merge_cases(workspace, into_id=one.id, case_ids=[other.id])
    assert replace(preview.after, version=0) == replace(kept, version=0)
    assert (kept.opened_at, kept.state, kept.reopened) == (MONDAY_MORNING, State.OPEN, 1)
    assert kept.first_response_at == MONDAY_MORNING + HOUR
    with workspace.read() as work:
        found = counts(work, one.id)
    assert found == {**dict.fromkeys(found, 1), "contacts": 3}
    assert (preview.contacts, preview.notes, preview.follow_ups, preview.others) == (3, 1, 1, 5)
    told = cases.timeline(workspace, case_id=other.id)
    assert (told.case.id, [merge.merged_id for merge in told.merges]) == (one.id, [other.id])
    assert search.find(workspace, text=f"#{other.id}").total == 3
    assert search.find(workspace, text=f"#{other.id}", kind="cases").hits[0].id == one.id
    assert logged(workspace, case_id=other.id).case.id == one.id
    draft = views.get_draft(workspace, form=f"note.{one.id}")
    assert draft is not None
    assert draft[0] == {"text": "Begun"}
    history.undo(workspace)
    history.undo(workspace)
    assert everything(workspace) == before


def test_the_states_of_merged_cases_are_told_as_those_of_one(sqlite_workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    merge_cases(sqlite_workspace, into_id=other.id, case_ids=[one.id])
    clock.forward(HOUR)
    cases.change_state(sqlite_workspace, case_ids=[one.id, other.id][1:], state=State.RESOLVED)
    told = cases.timeline(sqlite_workspace, case_id=other.id)
    assert [change.state for change in told.states] == [State.OPEN, State.RESOLVED, State.OPEN, State.RESOLVED]
    assert (told.record.reopened, told.record.resolved_at) == (1, sqlite_workspace.now())


def test_what_cannot_be_one_case_is_said_and_nothing_is_half_done(sqlite_workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    stranger = logged(sqlite_workspace, customer_name="Oliver Feld").case
    before = everything(sqlite_workspace)
    with pytest.raises(InputError, match="with itself"):
        merge_cases(sqlite_workspace, into_id=one.id, case_ids=[one.id])
    with pytest.raises(InputError, match="two customers"):
        merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id, stranger.id])
    with pytest.raises(Missing):
        merge_cases(sqlite_workspace, into_id=one.id, case_ids=[])
    with pytest.raises(NotFound):
        merge_cases(sqlite_workspace, into_id=one.id, case_ids=[99])
    assert everything(sqlite_workspace) == before
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    with pytest.raises(MergedAlready, match=rf"Case {other.id} is part of case {one.id} already"):
        merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])


def test_a_list_older_than_a_merge_still_leads_to_the_case(sqlite_workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    note = cases.add_note(sqlite_workspace, case_id=other.id, text="Pads are here")
    (kept,) = cases.change_state(sqlite_workspace, case_ids=[other.id, one.id], state=State.RESOLVED)
    promise = make_promise(sqlite_workspace, case_id=other.id, what="New pads", due_at=clock() + HOUR)
    assert promises_of(sqlite_workspace, case_id=other.id).promises == (promise,)
    assert note.case_id == kept.id == promise.case_id == one.id


def test_what_is_typed_on_a_merged_case_stands_on_the_other_and_goes_with_it(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    one, other = two_cases(sqlite_workspace, clock)

    def kept() -> dict[str, Any]:
        with sqlite_workspace.read() as work:
            return {draft.form: draft.value["text"] for draft in work.drafts.all()}

    for form, case, text in (("note", one, "Here"), ("note", other, "There"), ("matter", one, "Brakes"),
                             ("matter", other, "Pads"), ("answer", other, "Fine")):  # fmt: skip
        views.keep_draft(sqlite_workspace, form=f"{form}.{case.id}", value={"text": text})
    promise = record_form(Kind.CASE, one.id, "promise")
    views.keep_draft(sqlite_workspace, form=record_form(Kind.CASE, other.id, "promise"), value={"text": "New pads"})
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    note = f"note.{one.id}"
    here = {f"matter.{one.id}": "Brakes", f"answer.{one.id}": "Fine", promise: "New pads"}
    assert kept() == {note: "Here\n\nThere", **here}
    views.keep_draft(sqlite_workspace, form=f"note.{other.id}", value={"text": "Typed on"})  # by a list that is older
    assert kept()[note] == "Typed on"
    views.drop_draft(sqlite_workspace, form=f"note.{other.id}")
    assert note not in kept()
    ids = [contact.id for contact in cases.timeline(sqlite_workspace, case_id=one.id).contacts]
    contacts.remove_contacts(sqlite_workspace, contact_ids=ids)
    views.keep_draft(sqlite_workspace, form=note, value={"text": "Too late"})
    assert kept() == {}


def test_numbers_of_cases_merged_one_after_the_other_lead_to_the_last(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    last = logged(sqlite_workspace, customer_name="").case
    merge_cases(sqlite_workspace, into_id=other.id, case_ids=[one.id])
    kept = merge_cases(sqlite_workspace, into_id=last.id, case_ids=[other.id])
    assert kept.customer_id == one.customer_id
    assert {cases.get_case(sqlite_workspace, case_id=case.id).id for case in (one, other, last)} == {last.id}


def test_of_two_recoveries_one_goes_on_with_all_that_was_done(sqlite_workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(sqlite_workspace, hours={"zone": "UTC", "weekly": {"mon": "09:00-17:00"}})
    one, other = two_cases(sqlite_workspace, clock)
    for case in (one, other):
        hang(sqlite_workspace, case)
    with sqlite_workspace.work("Do a step") as work:
        (mine,) = work.care.recoveries.where(case_id=one.id)
        (theirs,) = work.care.recoveries.where(case_id=other.id)
        (step,) = work.care.recovery_steps.where(recovery_id=theirs.id)
        done = replace(step, done_at=MONDAY_MORNING, done_by=MARA.id, noted=(Noted(name="said", text="Sorry"),))
        work.care.recovery_steps.update(done)
        work.care.recovery_steps.add(RecoveryStep(recovery_id=theirs.id, key="learn", number=8))
        work.care.recoveries.update(replace(theirs, complained_at=MONDAY_MORNING - HOUR, learnt="Order pads in time"))
        (waits,) = work.care.recovery_steps.where(recovery_id=mine.id)
        due = {"due_at": MONDAY_MORNING, "created_at": MONDAY_MORNING, "kind": FollowUpKind.STEP}
        work.follow_ups.add(FollowUp(case_id=one.id, source_id=waits.id, **due))  # type: ignore[arg-type]
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    with sqlite_workspace.read() as work:
        (kept,) = work.care.recoveries.all()
        steps = work.care.recovery_steps.where(recovery_id=kept.id)
        follow_up, following = work.follow_ups.where(kind=FollowUpKind.STEP)
    assert (kept.id, kept.complained_at, kept.learnt) == (mine.id, MONDAY_MORNING - HOUR, "Order pads in time")
    assert [(one.key, one.done_by) for one in steps] == [("listen", MARA.id), ("learn", None)]
    assert steps[0].noted == done.noted
    assert (follow_up.source_id, follow_up.done_at) == (steps[0].id, MONDAY_MORNING)
    assert (following.source_id, following.done_at) == (steps[1].id, None)


def test_a_step_that_one_of_two_recoveries_did_is_not_left_out(sqlite_workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(sqlite_workspace, hours={"zone": "UTC", "weekly": {"mon": "09:00-17:00"}})
    for did_first in (True, False):
        did, left = (logged(sqlite_workspace, text=text).case.id for text in ("It broke.", "It broke again."))
        for case_id, why in ((did, None), (left, "Nobody was there")):
            start_recovery(sqlite_workspace, case_id=case_id)
            finish_step(sqlite_workspace, case_id=case_id, step="listen", skipped=why)
        into, merged = (did, left) if did_first else (left, did)
        merge_cases(sqlite_workspace, into_id=into, case_ids=[merged])
        with sqlite_workspace.read() as work:
            (recovery,) = work.care.recoveries.where(case_id=into)
            step = work.care.recovery_steps.where(recovery_id=recovery.id)[0]
        assert (step.key, step.done_at, step.skipped) == ("listen", clock.now, "")


def test_a_low_answer_that_is_split_off_takes_its_follow_up_along(sqlite_workspace: Workspace, clock: Clock) -> None:
    settings.save_opening_hours(sqlite_workspace, hours={"zone": "UTC", "weekly": {"mon": "09:00-17:00"}})
    one, other = two_cases(sqlite_workspace, clock)
    asked = {"asked_at": clock.now, "answered_at": clock.now, "value": 1, "low": 1, "high": 5}
    wrote = cases.timeline(sqlite_workspace, case_id=other.id).contacts[0]
    answer = SurveyAnswer(kind=AnswerKind.CSAT, contact_id=wrote.id, **asked)  # type: ignore[arg-type]
    asks = surveys.record_answer(sqlite_workspace, answer=answer).follow_up
    assert asks is not None
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    made = split_case(sqlite_workspace, case_id=one.id, contact_ids=[wrote.id])
    with sqlite_workspace.read() as work:
        assert work.follow_ups.get(asks.id).case_id == work.care.answers.all()[0].case_id == made.id


def test_an_answer_that_is_split_off_is_of_the_customer_of_its_new_case(sqlite_workspace: Workspace) -> None:
    ada = logged(sqlite_workspace)
    bo = logged(sqlite_workspace, customer_name="Bo Lund")
    assert ada.customer is not None
    assert bo.customer is not None
    called = logged(sqlite_workspace, case_id=ada.case.id, customer_id=bo.customer.id, customer_name="")
    answer = SurveyAnswer(kind=AnswerKind.COMMENT, contact_id=called.contact.id, asked_at=MONDAY_MORNING)
    surveys.record_answer(sqlite_workspace, answer=answer)
    made = split_case(sqlite_workspace, case_id=ada.case.id, contact_ids=[called.contact.id])
    with sqlite_workspace.read() as work:
        assert work.care.answers.all()[0].customer_id == made.customer_id == bo.customer.id


def test_what_nobody_said_who_it_was_of_is_of_the_customer_who_is_named_later(sqlite_workspace: Workspace) -> None:
    def of_nobody() -> int:
        unknown = logged(sqlite_workspace, customer_name="")
        answer = SurveyAnswer(kind=AnswerKind.COMMENT, contact_id=unknown.contact.id, asked_at=MONDAY_MORNING)
        surveys.record_answer(sqlite_workspace, answer=answer)
        return unknown.case.id

    first, second, third = of_nobody(), of_nobody(), of_nobody()
    ada = logged(sqlite_workspace, case_id=first).customer
    assert ada is not None
    merge_cases(sqlite_workspace, into_id=first, case_ids=[second])
    merge_cases(sqlite_workspace, into_id=third, case_ids=[first])
    with sqlite_workspace.read() as work:
        assert {one.customer_id for one in work.contacts.all()} == {ada.id}
        assert {one.customer_id for one in work.care.answers.all()} == {ada.id}


def test_contacts_of_another_matter_are_split_off_with_what_came_with_them(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    hang(sqlite_workspace, other)
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    before = everything(sqlite_workspace)
    wrote = cases.timeline(sqlite_workspace, case_id=one.id).contacts[-1]
    made = split_case(sqlite_workspace, case_id=one.id, contact_ids=[wrote.id])
    rest = cases.timeline(sqlite_workspace, case_id=one.id)
    assert (rest.record.state, rest.record.reopened, len(rest.contacts)) == (State.RESOLVED, 0, 2)
    new = cases.timeline(sqlite_workspace, case_id=made.id)
    assert (made.title, made.opened_at, made.state) == ("They squeal again", other.opened_at, State.OPEN)
    assert (len(new.contacts), len(new.attachments), len(new.answers), len(rest.notes)) == (1, 1, 1, 1)
    with pytest.raises(InputError, match="All contacts"):
        split_case(sqlite_workspace, case_id=made.id, contact_ids=[wrote.id])
    with pytest.raises(InputError, match="No contact"):
        split_case(sqlite_workspace, case_id=one.id, contact_ids=[wrote.id])
    with pytest.raises(NotFound):
        split_case(sqlite_workspace, case_id=one.id, contact_ids=[999])
    history.undo(sqlite_workspace)
    assert everything(sqlite_workspace) == before


def test_what_waits_for_silence_waits_for_that_of_the_whole_matter(sqlite_workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    (waits,) = follow_ups.add_follow_up(sqlite_workspace, case_ids=[one.id], silent_days=3)
    clock.forward(timedelta(days=2))
    logged(sqlite_workspace, case_id=other.id)
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    (moved,) = cases.timeline(sqlite_workspace, case_id=one.id).follow_ups
    assert moved.due_at - waits.due_at == timedelta(days=2)


def test_the_times_of_cases_follow_a_merge_a_split_and_their_undo(sqlite_workspace: Workspace, clock: Clock) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    merge_cases(sqlite_workspace, into_id=one.id, case_ids=[other.id])
    assert maintenance.check(sqlite_workspace).problems == ()
    wrote = cases.timeline(sqlite_workspace, case_id=one.id).contacts[-1]
    split_case(sqlite_workspace, case_id=one.id, contact_ids=[wrote.id])
    assert maintenance.check(sqlite_workspace).problems == ()
    history.undo(sqlite_workspace)
    history.undo(sqlite_workspace)
    assert maintenance.check(sqlite_workspace).problems == ()


def test_a_reply_from_before_its_case_answers_nothing(sqlite_workspace: Workspace, clock: Clock) -> None:
    case = logged(sqlite_workspace).case
    early = logged(sqlite_workspace, case_id=case.id, direction=Direction.OUT, happened_at=MONDAY_MORNING - HOUR)
    assert early.case.first_response_at is None
    assert early.case.opened_at == MONDAY_MORNING
    clock.forward(HOUR)
    assert logged(sqlite_workspace, case_id=case.id, direction=Direction.OUT).case.first_response_at is not None


def test_a_contact_logged_ahead_of_its_time_is_resolved_when_it_opens(sqlite_workspace: Workspace) -> None:
    ahead = MONDAY_MORNING + HOUR
    case = logged(sqlite_workspace, happened_at=ahead, result=Result.RESOLVED).case
    assert (case.opened_at, case.resolved_at) == (ahead, ahead)


def test_the_matter_of_a_case_is_kept_without_touching_the_rest(sqlite_workspace: Workspace, clock: Clock) -> None:
    case = logged(sqlite_workspace, text="Squeals").case
    said = replace(case, stated=" Squeals ", department="The \n workshop", title="Another title")
    kept = keep_matter(sqlite_workspace, case=said)
    assert (kept.stated, kept.department, kept.title) == ("Squeals", "The workshop", "Squeals")
    with pytest.raises(InputError, match="department"):
        keep_matter(sqlite_workspace, case=replace(kept, department="x" * 201))


def test_a_case_goes_with_its_last_contact_and_all_that_hangs_on_it_and_comes_back_whole(
    sqlite_workspace: Workspace, clock: Clock
) -> None:
    one, other = two_cases(sqlite_workspace, clock)
    hang(sqlite_workspace, other)
    merge_cases(sqlite_workspace, into_id=other.id, case_ids=[one.id])
    before = everything(sqlite_workspace)
    ids = [contact.id for contact in cases.timeline(sqlite_workspace, case_id=other.id).contacts]
    contacts.remove_contacts(sqlite_workspace, contact_ids=ids)
    with sqlite_workspace.read() as work:
        assert not work.cases.all()
        assert not work.care.promises.all()
        assert [(answer.case_id, answer.contact_id) for answer in work.care.answers.all()] == [(None, None)]
    history.undo(sqlite_workspace)
    assert everything(sqlite_workspace) == before
