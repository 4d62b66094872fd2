"""What follow-ups follow from: settled when they are done, and in the way where they would come too late."""

from collections.abc import Callable, Mapping
from datetime import datetime

from csops.domain.cases import FollowUp, FollowUpKind
from csops.domain.errors import OutOfRange
from csops.storage.unit_of_work import Work


def settle_what_it_reminds_of(work: Work, done: FollowUp, *, at: datetime, member_id: int | None) -> None:
    """Settle the record from which a follow-up came, within the operation in which it was done."""
    if done.kind in _SETTLES and done.source_id is not None:
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


def _finish_step(work: Work, step_id: int, at: datetime, member_id: int | None) -> None:
    from csops.services.recovery import step_done_in  # not part of the start of the window

    step = work.care.recovery_steps.find(step_id)
    if step is not None and step.done_at is None:
        step_done_in(work, step, at=at, member_id=member_id)


_SETTLES: Mapping[FollowUpKind, Callable[[Work, int, datetime, int | None], object]] = {
    FollowUpKind.PROMISE: _keep_promise,
    FollowUpKind.STEP: _finish_step,
}
"""By the kind of a follow-up what is done to its source: the operation, the source, when, and by whom."""
