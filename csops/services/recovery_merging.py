"""Two recoveries of cases that became one: one of them stays, and nothing that was done is lost."""

from dataclasses import replace
from datetime import datetime

from csops.domain.cases import FollowUpKind
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.texts import kept
from csops.services.recovery import go_on
from csops.storage.unit_of_work import Work


def join_recoveries(work: Work, *, into_id: int, merged_id: int, now: datetime) -> None:
    """Let a case have the recovery of the one that is merged into it.

    Where both have one, that of the case that stays goes on, unless only the other is not closed. What was done, left
    out or noted on the other counts for the step with the same key; a step that only the other has goes over. The
    complaint is the earlier, the delivery the later; both lessons stand together. Then it goes on with its next step.
    """
    recoveries = work.care.recoveries
    ours, theirs = recoveries.where(case_id=into_id), recoveries.where(case_id=merged_id)
    if not theirs:
        return
    if not ours:
        recoveries.update(replace(theirs[0], case_id=into_id))
        return
    stays, goes = ours[0], theirs[0]
    if stays.closed_at is not None and goes.closed_at is None:
        stays, goes = goes, stays
    _join_steps(work, stays, goes)
    recoveries.remove(goes.id)  # first: a case has one recovery
    learnt = "\n".join(dict.fromkeys(filter(None, (kept(stays.learnt), kept(goes.learnt)))))
    joined = recoveries.update(
        replace(
            stays,
            case_id=into_id,
            started_at=min(stays.started_at, goes.started_at),
            complained_at=min(stays.complained_at, goes.complained_at),
            delivered_at=max(filter(None, (stays.delivered_at, goes.delivered_at)), default=None),
            learnt=learnt,
        )
    )
    if joined.closed_at is None:
        go_on(work, joined, now=now)


def _join_steps(work: Work, stays: Recovery, goes: Recovery) -> None:
    steps = work.care.recovery_steps
    mine = {step.key: step for step in steps.where(recovery_id=stays.id)}
    for step in steps.where(recovery_id=goes.id):
        twin = mine.get(step.key)
        if twin is None:
            steps.update(replace(step, recovery_id=stays.id))
            continue
        steps.update(_joined(twin, step))
        _hand_over(work, twin, step)
        steps.remove(step.id)


def _joined(twin: RecoveryStep, step: RecoveryStep) -> RecoveryStep:
    """Return a step with what was done of either; what was noted on it stays before what was noted on the other.

    It is left out only where neither did it.
    """
    done = min((twin, step), key=lambda one: (one.done_at is None, bool(one.skipped)))
    names = {one.name for one in twin.noted}
    return replace(
        twin,
        done_at=done.done_at,
        done_by=done.done_by,
        skipped=done.skipped,
        noted=(*twin.noted, *(one for one in step.noted if one.name not in names)),
    )


def _hand_over(work: Work, twin: RecoveryStep, step: RecoveryStep) -> None:
    """Follow-ups of the step that goes are those of its twin; what waits twice waits once, what is done does not."""
    pending = {one.id: one for one in work.follow_ups.where(kind=FollowUpKind.STEP, source_id=twin.id)}
    for one in work.follow_ups.where(kind=FollowUpKind.STEP, source_id=step.id):
        if one.done_at is None and (pending or twin.done_at is not None):
            work.follow_ups.remove(one.id)
        else:
            work.follow_ups.update(replace(one, source_id=twin.id))
    if twin.done_at is None and step.done_at is not None:
        for one in pending.values():
            if one.done_at is None:
                work.follow_ups.update(replace(one, done_at=step.done_at, done_by=step.done_by))
