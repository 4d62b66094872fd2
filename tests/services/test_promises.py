"""Promises bring their follow-up: on both databases."""

from datetime import timedelta

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.contacts import ContactDraft
from csops.domain.errors import Missing
from csops.domain.promises import Promise
from csops.services import cases, contacts, history
from csops.services.follow_ups import settle_source
from csops.services.promises import promise_in
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE

TOMORROW = MONDAY_MORNING + timedelta(days=1)


def a_promise(workspace: Workspace, *, what: str = "Refund of €49") -> Promise:
    case = contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="Late parcel")).case
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
    (line,) = cases.follow_up_lines(workspace)
    assert (line.what, line.due_at, line.owner_id) == ("Refund of €49", TOMORROW, promise.owner_id)
    history.undo(workspace)
    assert cases.follow_up_lines(workspace) == []


def test_what_was_done_elsewhere_settles_its_follow_up_and_no_other(workspace: Workspace) -> None:
    promise, other = a_promise(workspace), a_promise(workspace)
    with workspace.work("Settle") as work:
        settle_source(work, kind=FollowUpKind.PROMISE, source_id=promise.id, at=workspace.now(), member_id=MARA.id)
    assert [line.case_id for line in cases.follow_up_lines(workspace)] == [other.case_id]


def test_a_promise_of_nothing_is_none(workspace: Workspace) -> None:
    with pytest.raises(Missing, match="promise is missing"):
        a_promise(workspace, what="  ")
