"""Promises bring their follow-up: on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.cases import FollowUpKind, State
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import AlreadyDone, Missing, OutOfRange
from csops.domain.promises import Promise, PromiseState
from csops.services import cases, contacts, corrections, follow_ups, history, promises
from csops.services.case_merges import merge_cases, split_case
from csops.services.follow_ups import settle_source
from csops.services.promises import promise_in
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, PHONE, ROSA

TOMORROW = MONDAY_MORNING + timedelta(days=1)


def a_promise(workspace: Workspace, *, what: str = "Refund of €49") -> Promise:
    case = contacts.log_contact(
        workspace, draft=ContactDraft(channel_id=PHONE, text="Late parcel", result=Result.OPEN)
    ).case
    with workspace.work("Promise") as work:
        return promise_in(
            work,
            case_id=case.id,
            what=what,
            due_at=TOMORROW,
            time_known=True,
            owner_id=None,
            now=workspace.now(),
            member_id=MARA.id,
        )


def test_a_promise_brings_its_follow_up_and_both_go_with_one_undo(workspace: Workspace) -> None:
    promise = a_promise(workspace, what=" Refund of  €49 ")
    (line,) = follow_ups.follow_up_lines(workspace)
    assert (line.what, line.due_at, line.owner_id) == ("Refund of €49", TOMORROW, promise.owner_id)
    history.undo(workspace)
    assert follow_ups.follow_up_lines(workspace) == []


def test_what_was_done_elsewhere_settles_its_follow_up_and_no_other(workspace: Workspace) -> None:
    promise, other = a_promise(workspace), a_promise(workspace)
    with workspace.work("Settle") as work:
        settle_source(work, kind=FollowUpKind.PROMISE, source_id=promise.id, at=workspace.now(), member_id=MARA.id)
    assert [line.case_id for line in follow_ups.follow_up_lines(workspace)] == [other.case_id]


def test_a_promise_of_nothing_is_none(workspace: Workspace) -> None:
    with pytest.raises(Missing, match="promise is missing"):
        a_promise(workspace, what="  ")


# ---- kept, broken, withdrawn


def the_promise(workspace: Workspace) -> Promise:
    with workspace.read() as work:
        return work.care.promises.all()[-1]


def test_finishing_its_follow_up_keeps_a_promise_and_an_undo_takes_both_back(workspace: Workspace) -> None:
    a_promise(workspace)
    (line,) = follow_ups.follow_up_lines(workspace)
    assert line.kind is FollowUpKind.PROMISE
    follow_ups.finish_follow_up(workspace, follow_up_id=line.id)
    kept = the_promise(workspace)
    assert (kept.state, kept.settled_by) == (PromiseState.KEPT, MARA.id)
    history.undo(workspace)
    assert the_promise(workspace).state is PromiseState.OPEN
    assert len(follow_ups.follow_up_lines(workspace)) == 1


def test_keeping_a_promise_finishes_its_follow_up_and_an_undo_takes_both_back(
    workspace: Workspace, clock: Clock
) -> None:
    promise = a_promise(workspace)
    clock.forward(timedelta(days=2))
    assert promises.keep_promise(workspace, promise_id=promise.id).state is PromiseState.BROKEN
    assert follow_ups.follow_up_lines(workspace) == []
    with pytest.raises(AlreadyDone, match="Refund of €49 was done by Mara"):
        promises.withdraw_promise(workspace, promise_id=promise.id)
    history.undo(workspace)
    assert len(follow_ups.follow_up_lines(workspace)) == 1
    withdrawn = promises.withdraw_promise(workspace, promise_id=promise.id, reason="Took a voucher")
    assert (withdrawn.state, withdrawn.note) == (PromiseState.WITHDRAWN, "Took a voucher")
    assert follow_ups.follow_up_lines(workspace) == []


def test_a_reminder_comes_before_the_date_until_the_customer_was_told(workspace: Workspace, clock: Clock) -> None:
    promise = a_promise(workspace)
    (line,) = follow_ups.follow_up_lines(workspace)
    after = TOMORROW + timedelta(days=2)
    with pytest.raises(OutOfRange, match="Tell the customer first"):
        follow_ups.postpone(workspace, follow_up_id=line.id, due_at=after)
    follow_ups.postpone(workspace, follow_up_id=line.id, due_at=TOMORROW - timedelta(hours=1), time_known=True)
    told = promises.tell_of_slip(workspace, promise_id=promise.id, next_at=after)
    assert (told.told_at, told.due_at) == (MONDAY_MORNING, TOMORROW)
    assert [one.due_at for one in follow_ups.follow_up_lines(workspace)] == [after]
    clock.forward(timedelta(days=3))
    assert promises.keep_promise(workspace, promise_id=promise.id).state is PromiseState.BROKEN
    found = promises.how_promises_were_kept(workspace, since=MONDAY_MORNING, until=after)
    assert (found.due, found.kept, found.told) == (1, 0, 1)


def test_resolving_a_case_leaves_its_promises_unless_they_were_kept(workspace: Workspace) -> None:
    promise = a_promise(workspace)
    follow_ups.add_follow_up(workspace, case_ids=[promise.case_id], due_at=TOMORROW, what="Ring the courier")
    cases.change_state(workspace, case_ids=[promise.case_id], state=State.RESOLVED)
    assert [line.what for line in follow_ups.follow_up_lines(workspace)] == ["Refund of €49"]
    assert promises.open_promises(workspace, case_ids=[promise.case_id]) == [promise]
    history.undo(workspace)
    both = (FollowUpKind.OWN, FollowUpKind.PROMISE)
    cases.change_state(workspace, case_ids=[promise.case_id], state=State.RESOLVED, also_done=both)
    assert follow_ups.follow_up_lines(workspace) == []
    assert the_promise(workspace).state is PromiseState.KEPT


def test_a_promise_goes_with_its_case_to_whoever_has_it_and_away(workspace: Workspace) -> None:
    promise = a_promise(workspace)
    cases.assign(workspace, case_ids=[promise.case_id], owner_id=ROSA.id)
    assert the_promise(workspace).owner_id == ROSA.id
    contacts.remove_contacts(workspace, contact_ids=[1])
    with workspace.read() as work:
        assert work.care.promises.all() == []
    history.undo(workspace)
    assert the_promise(workspace).what == "Refund of €49"


# ---- silence


def due_days(workspace: Workspace) -> list[int]:
    return [(line.due_at.date() - MONDAY_MORNING.date()).days for line in follow_ups.follow_up_lines(workspace)]


def test_every_contact_of_the_case_puts_silence_off_and_taking_it_out_brings_it_back(
    workspace: Workspace, clock: Clock
) -> None:
    case = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="Fork", result=Result.OPEN)).case
    follow_ups.add_follow_up(workspace, case_ids=[case.id], silent_days=7, what="Ask again")
    assert due_days(workspace) == [7]
    clock.forward(timedelta(days=3))
    logged = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, case_id=case.id, result=Result.OPEN))
    assert due_days(workspace) == [10]
    earlier = replace(logged.contact, happened_at=MONDAY_MORNING + timedelta(days=1))
    corrections.edit_contact(workspace, contact=earlier)
    assert due_days(workspace) == [8]
    history.undo(workspace)
    assert due_days(workspace) == [10]
    contacts.remove_contacts(workspace, contact_ids=[logged.contact.id])
    assert due_days(workspace) == [7]
    history.undo(workspace)
    history.undo(workspace)
    assert due_days(workspace) == [7]


def test_silence_goes_with_the_contacts_of_a_case_that_is_merged_and_split(workspace: Workspace, clock: Clock) -> None:
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada", text="Fork", result=Result.OPEN)
    quiet = contacts.log_contact(workspace, draft=draft)
    follow_ups.add_follow_up(workspace, case_ids=[quiet.case.id], silent_days=7)
    clock.forward(timedelta(days=2))
    later = contacts.log_contact(workspace, draft=draft)
    merge_cases(workspace, into_id=quiet.case.id, case_ids=[later.case.id])
    assert due_days(workspace) == [9]
    split_case(workspace, case_id=quiet.case.id, contact_ids=[later.contact.id])
    assert due_days(workspace) == [7]


def test_what_waits_for_silence_and_is_postponed_has_a_day_of_its_own(workspace: Workspace, clock: Clock) -> None:
    case = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="Fork", result=Result.OPEN)).case
    (kept,) = follow_ups.add_follow_up(workspace, case_ids=[case.id], silent_days=7)
    follow_ups.postpone(workspace, follow_up_id=kept.id, due_at=MONDAY_MORNING + timedelta(days=2))
    clock.forward(timedelta(days=1))
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, case_id=case.id, result=Result.OPEN))
    assert due_days(workspace) == [2]
    with pytest.raises(OutOfRange, match="1 to 365"):
        follow_ups.add_follow_up(workspace, case_ids=[case.id], silent_days=0)
