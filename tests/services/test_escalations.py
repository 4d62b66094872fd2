"""Cases passed on, requests decided, resolutions confirmed: the records that come of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.cases import Case, Cause, Confirmation, State
from csops.domain.contacts import ContactDraft, Logged, Result
from csops.domain.errors import InputError, Missing
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.promises import RequestState
from csops.domain.reports import Table
from csops.services import cases, contacts, history, settings
from csops.services.case_matters import confirm, departments, set_cause, set_topic
from csops.services.case_merges import split_case
from csops.services.corrections import edit_contact
from csops.services.customer_requests import (
    decide_request,
    list_requests,
    note_request,
    remove_request,
    reword_request,
)
from csops.services.escalations import escalate
from csops.services.promises import make_promise
from csops.services.reports import report
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, REFUND, ROSA


def logged(workspace: Workspace, **values: Any) -> Logged:
    draft = ContactDraft(**{"channel_id": PHONE, "customer_name": "Ada Brandt", "result": Result.OPEN, **values})
    return contacts.log_contact(workspace, draft=draft)


def passed(workspace: Workspace, case: Case) -> list[Escalation]:
    return list(cases.timeline(workspace, case_id=case.id).escalations)


def now_of(workspace: Workspace, case: Case) -> Case:
    return cases.get_case(workspace, case_id=case.id)


# ---- passed on


def test_a_case_that_is_passed_on_changes_hands_with_what_is_due_on_it(sqlite_workspace: Workspace) -> None:
    one = logged(sqlite_workspace, result=Result.RESOLVED).case
    other = logged(sqlite_workspace, due_at=MONDAY_MORNING + timedelta(days=1), result=Result.FOLLOW_UP).case
    make_promise(sqlite_workspace, case_id=other.id, what="A refund", due_at=MONDAY_MORNING + timedelta(days=2))
    kept = escalate(sqlite_workspace, case_ids=[one.id, other.id], reason=EscalationReason.AUTHORITY, to_id=ROSA.id)
    assert [(e.from_id, e.to_id, e.reason) for e in kept] == 2 * [(MARA.id, ROSA.id, EscalationReason.AUTHORITY)]
    assert [now_of(sqlite_workspace, case).owner_id for case in (one, other)] == [ROSA.id, ROSA.id]
    assert (now_of(sqlite_workspace, one).state, now_of(sqlite_workspace, one).reopened) == (State.OPEN, 1)
    told = cases.timeline(sqlite_workspace, case_id=other.id)
    assert [follow_up.owner_id for follow_up in told.follow_ups] == 2 * [ROSA.id]
    assert [promise.owner_id for promise in told.promises] == [ROSA.id]
    history.undo(sqlite_workspace)
    assert passed(sqlite_workspace, one) == passed(sqlite_workspace, other) == []
    assert now_of(sqlite_workspace, one).state is State.RESOLVED


def test_passing_on_needs_somebody_else_and_another_reason_its_words(sqlite_workspace: Workspace) -> None:
    case = logged(sqlite_workspace).case
    with pytest.raises(InputError, match="same person"):
        escalate(sqlite_workspace, case_ids=[case.id], to_id=MARA.id)
    with pytest.raises(Missing, match="Say in a few words why"):
        escalate(sqlite_workspace, case_ids=[case.id], reason=EscalationReason.OTHER, note="  ")
    assert passed(sqlite_workspace, case) == []
    (kept,) = escalate(sqlite_workspace, case_ids=[case.id])
    assert (kept.to_id, now_of(sqlite_workspace, case).owner_id) == (None, None)


def test_a_contact_that_is_passed_on_is_an_escalation_and_a_slip_of_the_keys_is_none(
    sqlite_workspace: Workspace,
) -> None:
    made = logged(sqlite_workspace, result=Result.PASSED, owner_id=ROSA.id, passed_because=EscalationReason.COMPLAINT)
    (kept,) = passed(sqlite_workspace, made.case)
    assert (kept.from_id, kept.to_id, kept.reason) == (MARA.id, ROSA.id, EscalationReason.COMPLAINT)
    back = edit_contact(sqlite_workspace, contact=replace(made.contact, result=Result.RESOLVED))
    assert passed(sqlite_workspace, made.case) == []
    edit_contact(sqlite_workspace, contact=replace(back, result=Result.PASSED))
    (again,) = passed(sqlite_workspace, made.case)
    assert again.reason is EscalationReason.KNOWLEDGE


def test_of_two_contacts_passed_on_at_one_moment_each_keeps_its_own_escalation(sqlite_workspace: Workspace) -> None:
    case = logged(sqlite_workspace).case
    values = {"case_id": case.id, "result": Result.PASSED}
    one = logged(sqlite_workspace, **values, passed_because=EscalationReason.COMPLAINT).contact
    other = logged(sqlite_workspace, **values, passed_because=EscalationReason.AUTHORITY).contact
    escalate(sqlite_workspace, case_ids=[case.id], reason=EscalationReason.CUSTOMER_ASKED)
    reasons = [kept.reason for kept in passed(sqlite_workspace, case)]
    assert (len({one.entered_at, other.entered_at}), len(reasons)) == (1, 3)
    made = split_case(sqlite_workspace, case_id=case.id, contact_ids=[one.id])
    assert [kept.reason for kept in passed(sqlite_workspace, made)] == [EscalationReason.COMPLAINT]
    history.undo(sqlite_workspace)
    edit_contact(
        sqlite_workspace,
        contact=replace(contacts.get_contact(sqlite_workspace, contact_id=other.id), result=Result.OPEN),
    )
    assert [kept.reason for kept in passed(sqlite_workspace, case)] == [reasons[0], reasons[2]]
    contacts.remove_contacts(sqlite_workspace, contact_ids=[one.id])
    assert [kept.reason for kept in passed(sqlite_workspace, case)] == [EscalationReason.CUSTOMER_ASKED]


# ---- confirmed


def test_what_the_customer_said_stands_on_the_case_until_it_opens_again(sqlite_workspace: Workspace) -> None:
    case = logged(sqlite_workspace, result=Result.RESOLVED, confirmed=Confirmation.CONFIRMED).case
    assert case.confirmed is Confirmation.CONFIRMED
    (opened,) = cases.change_state(sqlite_workspace, case_ids=[case.id], state=State.OPEN)
    assert opened.confirmed is None
    with pytest.raises(InputError, match="not resolved"):
        confirm(sqlite_workspace, case_id=case.id, confirmed=Confirmation.CONFIRMED)
    answer = {"state": State.RESOLVED, "confirmed": Confirmation.NO_ANSWER}
    (again,) = cases.change_state(sqlite_workspace, case_ids=[case.id], **answer)  # type: ignore[arg-type]
    assert again.confirmed is Confirmation.NO_ANSWER
    assert confirm(sqlite_workspace, case_id=case.id, confirmed=Confirmation.NOT_ASKED).confirmed is not None


# ---- topic and cause of several


def test_several_cases_get_a_topic_or_a_cause_in_one_act(sqlite_workspace: Workspace) -> None:
    made = [logged(sqlite_workspace).case for _ in range(3)]
    ids = [case.id for case in made]
    assert set_topic(sqlite_workspace, case_ids=ids, topic_id=REFUND) == 3
    assert set_cause(sqlite_workspace, case_ids=ids, cause=Cause.POLICY, department="Office") == 3
    assert set_cause(sqlite_workspace, case_ids=ids, cause=Cause.POLICY) == 0
    assert {(case.topic_id, case.cause) for case in (now_of(sqlite_workspace, one) for one in made)} == {
        (REFUND, Cause.POLICY)
    }
    assert departments(sqlite_workspace) == ["Office"]
    history.undo(sqlite_workspace)
    assert {now_of(sqlite_workspace, one).cause for one in made} == {None}


# ---- requests


def test_a_request_is_declined_with_a_reason_or_accepted_and_can_be_opened_again(sqlite_workspace: Workspace) -> None:
    case = logged(sqlite_workspace).case
    with pytest.raises(Missing, match="Write what the customer asked for"):
        note_request(sqlite_workspace, case_id=case.id, what=" ")
    noted = note_request(sqlite_workspace, case_id=case.id, what=" A loan bike ")
    assert [one.what for one in list_requests(sqlite_workspace)] == ["A loan bike"]
    with pytest.raises(Missing, match="Say why it is declined"):
        decide_request(sqlite_workspace, request_id=noted.id, state=RequestState.DECLINED)
    declined = decide_request(sqlite_workspace, request_id=noted.id, state=RequestState.DECLINED, reason="None left")
    assert (declined.reason, declined.decided_by, declined.decided_at) == ("None left", MARA.id, MONDAY_MORNING)
    assert list_requests(sqlite_workspace) == []
    opened = decide_request(sqlite_workspace, request_id=noted.id, state=RequestState.OPEN)
    assert (opened.reason, opened.decided_at) == ("", None)
    reworded = reword_request(sqlite_workspace, request=replace(opened, what="A loan e-bike", reason="x"))
    assert (reworded.what, reworded.reason) == ("A loan e-bike", "")
    remove_request(sqlite_workspace, request_id=noted.id)
    assert list_requests(sqlite_workspace, case_id=case.id) == []


# ---- the report


def test_the_service_report_tells_causes_reasons_and_requests_where_somebody_noted_any(
    sqlite_workspace: Workspace,
) -> None:
    settings.save_opening_hours(sqlite_workspace, hours={"zone": "UTC", "weekly": {"mon": ["08:00-18:00"]}})
    day = {"first_day": MONDAY_MORNING.date(), "last_day": MONDAY_MORNING.date()}
    made = [logged(sqlite_workspace).case for _ in range(4)]
    keys = {
        section.key
        for section in report(sqlite_workspace, name="service", **day).sections
        if isinstance(section, Table)
    }
    assert not keys & {"causes", "passed", "requests"}
    ids = [case.id for case in made]
    set_cause(sqlite_workspace, case_ids=ids[:3], cause=Cause.PROCESS, department="Workshop")
    set_cause(sqlite_workspace, case_ids=ids[:1], cause=Cause.PEOPLE)
    escalate(sqlite_workspace, case_ids=ids[:2], reason=EscalationReason.AUTHORITY)
    note_request(sqlite_workspace, case_id=ids[0], what="A loan bike")
    found = report(sqlite_workspace, name="service", **day)
    assert found.table("causes").rows == (
        ("Process", "Workshop", 2, 2 / 3),
        ("People", "Workshop", 1, 1 / 3),
    )
    assert found.table("causes").note.startswith("Cases opened in the period of which a cause is noted: 3 of 4.")
    assert found.table("passed").rows == (("Authority was missing", 2, 2, 1.0),)
    assert found.table("requests").rows == (("Not decided", 1, 1.0),)
