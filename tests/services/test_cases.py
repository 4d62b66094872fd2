"""Cases are resolved, reopened, given to somebody, noted on and promised: on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.access import Role
from csops.domain.cases import Case, State
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import AlreadyDone, ConflictError, Missing, NotFound, OutOfRange
from csops.domain.questions import Question
from csops.services import cases, contacts, follow_ups, history
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import DELIVERY, MARA, PHONE, ROSA

TOMORROW = MONDAY_MORNING + timedelta(days=1)


def a_kept_case(workspace: Workspace, *, text: str = "Brake squeaks", result: Result = Result.PASSED) -> Case:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text=text, result=result)
    return contacts.log_contact(workspace, draft=draft).case


# ---- states


def test_resolving_keeps_the_first_and_the_last_time(workspace: Workspace, clock: Clock) -> None:
    case = a_kept_case(workspace)
    cases.change_state(workspace, case_ids=[case.id], state=State.RESOLVED)
    clock.forward(timedelta(days=1))
    cases.change_state(workspace, case_ids=[case.id], state=State.OPEN)
    clock.forward(timedelta(days=1))
    (kept,) = cases.change_state(workspace, case_ids=[case.id], state=State.RESOLVED)
    assert (kept.first_resolved_at, kept.resolved_at) == (MONDAY_MORNING, MONDAY_MORNING + timedelta(days=2))
    assert kept.reopened == 1


def test_every_state_is_written_into_the_timeline(workspace: Workspace, clock: Clock) -> None:
    case = a_kept_case(workspace)
    for state in (State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY, State.NEW, State.CLOSED):
        clock.forward(timedelta(hours=1))
        cases.change_state(workspace, case_ids=[case.id], state=state)
    found = [change.state for change in cases.timeline(workspace, case_id=case.id).states]
    assert found == [
        State.OPEN, State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY, State.NEW, State.CLOSED,
    ]  # fmt: skip


def test_a_case_that_stands_there_already_is_no_act(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    before = len(history.history(workspace))
    assert cases.change_state(workspace, case_ids=[case.id], state=State.OPEN) == []
    assert len(history.history(workspace)) == before


def test_many_cases_are_resolved_as_one_act_and_come_back_as_one(workspace: Workspace) -> None:
    ids = [a_kept_case(workspace).id for _ in range(3)]
    assert len(cases.change_state(workspace, case_ids=ids, state=State.RESOLVED)) == 3
    assert history.undo(workspace).what == "Resolve"
    assert {cases.get_case(workspace, case_id=one).state for one in ids} == {State.OPEN}


def test_one_case_that_is_not_there_keeps_the_others_as_they_were(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    with pytest.raises(NotFound):
        cases.change_state(workspace, case_ids=[case.id, 99], state=State.RESOLVED)
    assert cases.get_case(workspace, case_id=case.id).state is State.OPEN


def test_settling_a_case_settles_its_promises(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW)
    cases.change_state(workspace, case_ids=[case.id], state=State.CLOSED)
    assert follow_ups.follow_up_lines(workspace) == []
    history.undo(workspace)
    assert len(follow_ups.follow_up_lines(workspace)) == 1


# ---- owners


def test_a_case_given_to_somebody_takes_its_promises_along(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW)
    (kept,) = cases.assign(workspace, case_ids=[case.id], owner_id=ROSA.id)
    assert kept.owner_id == ROSA.id
    assert [line.owner_id for line in follow_ups.follow_up_lines(workspace)] == [ROSA.id]
    assert follow_ups.follow_up_lines(workspace, owner_id=MARA.id) == []


def test_a_case_may_be_given_to_nobody_but_not_to_a_stranger(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    assert cases.assign(workspace, case_ids=[case.id], owner_id=None)[0].owner_id is None
    with pytest.raises(NotFound):
        cases.assign(workspace, case_ids=[case.id], owner_id=99)


def test_two_who_give_the_same_case_another_title_are_told(workspace: Workspace, rosa: Workspace) -> None:
    case = a_kept_case(workspace)
    cases.edit_case(rosa, case=replace(case, title="Brake pads"))
    with pytest.raises(ConflictError):
        cases.edit_case(workspace, case=replace(case, title="Brakes"))
    assert cases.get_case(workspace, case_id=case.id).title == "Brake pads"


def test_correcting_a_case_gives_it_title_and_topic_and_nothing_else(workspace: Workspace, rosa: Workspace) -> None:
    case = a_kept_case(workspace)
    wanted = replace(case, title="Brakes", topic_id=DELIVERY, owner_id=ROSA.id, state=State.CLOSED)
    kept = cases.edit_case(rosa, case=wanted)
    assert kept == replace(case, title="Brakes", topic_id=DELIVERY, version=case.version + 1)


def test_a_title_and_a_state_changed_by_two_are_joined(workspace: Workspace, rosa: Workspace) -> None:
    case = a_kept_case(workspace)
    (theirs,) = cases.change_state(rosa, case_ids=[case.id], state=State.WAITING_FOR_CUSTOMER)
    kept = cases.edit_case(workspace, case=replace(case, title="Brakes"))
    assert (kept.title, kept.state) == ("Brakes", theirs.state)


CHANGES: dict[str, tuple[Callable[[Workspace, Case], object], Callable[[Workspace, Case], object]]] = {
    "state": (
        lambda theirs, seen: cases.change_state(theirs, case_ids=[seen.id], state=State.RESOLVED),
        lambda mine, seen: cases.change_state(
            mine, case_ids=[seen.id], state=State.WAITING_FOR_CUSTOMER, seen=seen),
    ),
    "owner_id": (
        lambda theirs, seen: cases.assign(theirs, case_ids=[seen.id], owner_id=None),
        lambda mine, seen: cases.assign(mine, case_ids=[seen.id], owner_id=ROSA.id, seen=seen),
    ),
    "title": (
        lambda theirs, seen: cases.retitle(theirs, case_id=seen.id, title="Theirs", seen=seen),
        lambda mine, seen: cases.retitle(mine, case_id=seen.id, title="Mine", seen=seen),
    ),
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
def test_what_a_colleague_changed_since_it_was_read_is_told_not_overwritten(
    workspace: Workspace, open_workspace: OpenWorkspace, field: str
) -> None:
    theirs, mine = CHANGES[field]
    seen = a_kept_case(workspace)
    theirs(open_workspace(member=replace(ROSA, role=Role.OWNER)), seen)
    stands = cases.get_case(workspace, case_id=seen.id)
    with pytest.raises(ConflictError) as told:
        mine(workspace, seen)
    assert cases.get_case(workspace, case_id=seen.id) == stands
    assert (told.value.fields["who"], told.value.fields["theirs"]) == ("Rosa Okafor", stands)
    assert getattr(told.value.fields["base"], field) == getattr(seen, field)


@pytest.mark.parametrize("field", CHANGES)
def test_what_a_colleague_changed_likewise_is_no_conflict(workspace: Workspace, rosa: Workspace, field: str) -> None:
    _, change = CHANGES[field]
    seen = a_kept_case(workspace)
    change(workspace, seen)
    rosa.member = replace(ROSA, role=Role.OWNER)
    change(rosa, seen)
    assert getattr(cases.get_case(rosa, case_id=seen.id), field) != getattr(seen, field)


# ---- notes


def test_a_note_bears_who_and_when_and_is_no_contact(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    note = cases.add_note(workspace, case_id=case.id, text=" Spokes are in the drawer ")
    assert (note.text, note.member_id, note.at) == ("Spokes are in the drawer", MARA.id, MONDAY_MORNING)
    assert len(cases.timeline(workspace, case_id=case.id).contacts) == 1


def test_an_empty_note_and_a_note_on_nothing_are_refused(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    with pytest.raises(Missing):
        cases.add_note(workspace, case_id=case.id, text=" \n ")
    with pytest.raises(NotFound):
        cases.add_note(workspace, case_id=99, text="Hello")
    assert cases.timeline(workspace, case_id=case.id).notes == ()


# ---- promises


def test_a_promise_without_a_day_is_refused_and_nothing_is_promised(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    with pytest.raises(Missing, match="follow-up day"):
        follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=None)
    with pytest.raises(OutOfRange):
        follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=MONDAY_MORNING - timedelta(days=3))
    assert follow_ups.follow_up_lines(workspace) == []


def test_a_promise_opens_a_settled_case_again(workspace: Workspace) -> None:
    case = a_kept_case(workspace, result=Result.RESOLVED)
    (promise,) = follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW)
    assert (promise.what, promise.owner_id) == ("Brake squeaks", MARA.id)
    assert cases.get_case(workspace, case_id=case.id).state is State.OPEN
    assert cases.timeline(workspace, case_id=case.id).states[-1].state is State.OPEN


def test_promises_come_in_the_order_in_which_they_are_due(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    for days in (3, 1, 2):
        follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=MONDAY_MORNING + timedelta(days=days))
    due = [line.due_at for line in follow_ups.follow_up_lines(workspace)]
    assert due == sorted(due)
    assert len(follow_ups.follow_up_lines(workspace, until=TOMORROW + timedelta(hours=1))) == 1


def test_what_is_promised_keeps_no_half_character(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    due = workspace.now() + timedelta(days=1)
    kept = follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=due, what="\0Call \ud800back ")
    assert kept[0].what == "Call back"


def test_what_is_done_is_promised_no_longer(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    (promise,) = follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW)
    done = follow_ups.finish_follow_up(workspace, follow_up_id=promise.id)
    assert (done.done_at, done.done_by) == (MONDAY_MORNING, MARA.id)
    assert follow_ups.follow_up_lines(workspace) == []


def test_what_somebody_has_done_stays_done_by_them(workspace: Workspace, rosa: Workspace, clock: Clock) -> None:
    case = a_kept_case(workspace)
    (promise,) = follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW, what="Call Ada")
    done = follow_ups.finish_follow_up(rosa, follow_up_id=promise.id)
    clock.forward(timedelta(minutes=1))
    with pytest.raises(AlreadyDone, match="Call Ada was done by Rosa Okafor already"):
        follow_ups.finish_follow_up(workspace, follow_up_id=promise.id)
    with pytest.raises(AlreadyDone):
        follow_ups.postpone(workspace, follow_up_id=promise.id, due_at=TOMORROW)
    assert follow_ups.finish_follow_up(rosa, follow_up_id=promise.id) == done


def test_a_promise_is_moved_to_a_day_and_to_nothing_else(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    (promise,) = follow_ups.add_follow_up(workspace, case_ids=[case.id], due_at=TOMORROW, time_known=True)
    later = TOMORROW + timedelta(days=6)
    moved = follow_ups.postpone(workspace, follow_up_id=promise.id, due_at=later)
    assert (moved.due_at, moved.time_known) == (later, False)
    with pytest.raises(Missing):
        follow_ups.postpone(workspace, follow_up_id=promise.id, due_at=None)


# ---- lists


def test_the_list_its_count_and_its_numbers_agree(workspace: Workspace, clock: Clock) -> None:
    a_kept_case(workspace)
    a_kept_case(workspace, result=Result.RESOLVED)
    clock.forward(timedelta(days=2))
    everything = Question()
    assert (
        len(cases.case_lines(workspace, question=everything)) == cases.count_cases(workspace, question=everything) == 2
    )
    counts = cases.case_counts(workspace)
    assert sum(counts.by_age) == counts.open == 1


def test_a_timeline_knows_its_customer(workspace: Workspace) -> None:
    case = a_kept_case(workspace)
    a_kept_case(workspace)
    found = cases.timeline(workspace, case_id=case.id)
    assert found.customer is not None
    assert (found.customer.name, found.customer_since) == ("Ada Brandt", case.opened_at)


def test_the_case_of_a_stranger_has_a_timeline_too(workspace: Workspace) -> None:
    logged = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE))
    found = cases.timeline(workspace, case_id=logged.case.id)
    assert (found.customer, found.customer_since, len(found.contacts)) == (None, None, 1)


def test_a_timeline_of_nothing_is_refused(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        cases.timeline(workspace, case_id=99)
