"""The follow-up that reminds of the next step of a recovery.

It is told here and not by services/follow_ups.py, which in its turn lets a step be done with its reminder.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.cases import FollowUp, FollowUpKind
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.recovery_steps import StepPlan, reminder_at
from csops.storage.unit_of_work import Work


def remind_of(
    work: Work,
    recovery: Recovery,
    following: RecoveryStep,
    *,
    steps: Sequence[RecoveryStep],
    was: RecoveryStep,
    plans: Sequence[StepPlan],
    now: datetime,
) -> None:
    """Remind of the step whose turn it is.

    Args:
        work: the operation.
        recovery: whose step it is.
        following: the step, with the time until which it is due now.
        steps: all of the recovery, in their order.
        was: the step as it was before; where its time is the same, a day to which somebody postponed it stays.
        plans: the steps as the shop has them.
        now: the present moment.
    """
    before = next((step for step in reversed(steps) if step.number < following.number), None)
    plan = next((plan for plan in plans if plan.key == following.key), None)
    at = reminder_at(following, plan=plan, before=before, now=now)
    name = plan.name if plan else following.key
    what = f"Recovery {following.number}: {name}"
    if following.due_at is None:
        what = f"Has the remedy reached the customer? Then {name.lower()}"
    waiting = _pending(work, following)
    if following.due_at != was.due_at:
        for pending in waiting:
            work.follow_ups.update(replace(pending, due_at=at, what=what))
    if not waiting:
        _add(work, recovery, following, what=what, at=at, now=now)


def forget_reminder(work: Work, step: RecoveryStep) -> None:
    """Take out what would remind of a step whose turn it is not."""
    for pending in _pending(work, step):
        work.follow_ups.remove(pending.id)


def settle_reminder(work: Work, step: RecoveryStep, *, at: datetime, member_id: int | None) -> None:
    """Mark what reminds of a step as done with it."""
    for pending in _pending(work, step):
        work.follow_ups.update(replace(pending, done_at=at, done_by=member_id))


def _pending(work: Work, step: RecoveryStep) -> list[FollowUp]:
    return list(work.follow_ups.get_many(work.cases.pending_of_source(FollowUpKind.STEP, step.id)).values())


def _add(work: Work, recovery: Recovery, step: RecoveryStep, *, what: str, at: datetime, now: datetime) -> None:
    case = work.cases.get(recovery.case_id)
    work.follow_ups.add(
        FollowUp(
            case_id=case.id,
            owner_id=case.owner_id or recovery.started_by,
            due_at=at,
            time_known=True,
            what=what,
            created_at=now,
            kind=FollowUpKind.STEP,
            source_id=step.id,
        )
    )
