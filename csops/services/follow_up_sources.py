"""What follow-ups follow from: settled when they are done, and in the way where they would come too late.

One rule for every kind: whoever marks a reminder done says that what it asks for was done. A promise is kept, a step of
a recovery is done, the remedy has arrived where that was the question. A low answer was asked about and a decision on a
concession was told: that is all that is asked for, and neither answer nor concession changes by it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum

from csops.domain.cases import FollowUp, FollowUpKind
from csops.domain.errors import OutOfRange
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


class Outcome(Enum):
    """What came of a follow-up that was marked done."""

    DONE = "done"
    PROMISE_KEPT = "promise_kept"
    PROMISE_LATE = "promise_late"
    STEP_DONE = "step_done"
    DELIVERED = "delivered"


def outcome_of(workspace: Workspace, *, follow_up: FollowUp) -> Outcome:
    """Return what a follow-up that was done has done to what it follows from."""
    from csops.domain.promises import PromiseState  # not part of the start of the window

    source_id = follow_up.source_id or 0
    with workspace.read() as work:
        if follow_up.kind is FollowUpKind.PROMISE:
            promise = work.care.promises.find(source_id)
            is_late = promise is not None and promise.state is PromiseState.BROKEN
            return Outcome.PROMISE_LATE if is_late else Outcome.PROMISE_KEPT
        if follow_up.kind is FollowUpKind.STEP:
            step = work.care.recovery_steps.find(source_id)
            return Outcome.DELIVERED if step is not None and step.done_at is None else Outcome.STEP_DONE
    return Outcome.DONE


def settle_what_it_reminds_of(work: Work, done: FollowUp, *, at: datetime, member_id: int | None) -> None:
    """Settle the record from which a follow-up came, within the operation in which it was done."""
    if done.source_id is not None:
        _SETTLES[done.kind](work, done.source_id, at, member_id)


def check_reminder(work: Work, reminder: FollowUp, *, due_at: datetime, now: datetime) -> None:
    """Raise OutOfRange when a reminder would come after the date of a promise of which the customer expects no slip.

    Once the date is over, or the customer was told, a later day hides nothing.
    """
    from csops.domain.promises import overdue_from  # not part of the start of the window

    if reminder.kind is not FollowUpKind.PROMISE:
        return
    promise = work.care.promises.find(reminder.source_id or 0)
    if promise is None or promise.told_at is not None or now >= overdue_from(promise):
        return
    if due_at >= overdue_from(promise):
        right = "The customer was promised this before that day. Tell the customer first that it slips"
        raise OutOfRange(field="follow-up day", value="after the date of a promise", right=right)


def _keep_promise(work: Work, promise_id: int, at: datetime, member_id: int | None) -> None:
    from csops.domain.promises import PromiseState, kept  # not part of the start of the window

    promise = work.care.promises.find(promise_id)
    if promise is not None and promise.state is PromiseState.OPEN:
        work.care.promises.update(kept(promise, at=at, member_id=member_id))


def _go_on_with_recovery(work: Work, step_id: int, at: datetime, member_id: int | None) -> None:
    """Do the step; one that waits for the delivery asks whether the remedy arrived: it did, and the step begins."""
    from csops.services.recovery import delivered_in, step_done_in  # not part of the start of the window

    step = work.care.recovery_steps.find(step_id)
    if step is None or step.done_at is not None:
        return
    recovery = work.care.recoveries.get(step.recovery_id)
    if step.due_at is None and recovery.delivered_at is None:
        delivered_in(work, recovery, at=at, now=at)
    else:
        step_done_in(work, step, at=at, member_id=member_id)


def _nothing(_work: Work, _source_id: int, _at: datetime, _member_id: int | None) -> None:
    """Nothing more was asked for."""


_SETTLES: Mapping[FollowUpKind, Callable[[Work, int, datetime, int | None], object]] = {
    FollowUpKind.OWN: _nothing,
    FollowUpKind.PROMISE: _keep_promise,
    FollowUpKind.STEP: _go_on_with_recovery,
    FollowUpKind.ANSWER: _nothing,
    FollowUpKind.CONCESSION: _nothing,
}
"""By every kind of a follow-up what is done to its source: the operation, the source, when, and by whom."""
