"""Service recovery: a case is taken through its steps, each done or left out with a reason, to the lesson learnt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.cases import Case, State, StateChange, moved
from csops.domain.errors import AlreadyDone, ConflictError, Missing, NotFound, UnknownName
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.domain.recovery_steps import (
    checked_notes,
    checked_recovery,
    done,
    next_step,
    timed,
)
from csops.domain.texts import kept, says_something
from csops.services.case_numbers import current_id
from csops.services.recovery_plans import plans_in
from csops.services.recovery_reminders import forget_reminder, remind_of, settle_reminder
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

LEARNT = "preventive_action"
"""What the last step notes, and what a recovery has taught."""


def start_recovery(workspace: Workspace, *, case_id: int, complained_at: datetime | None = None) -> Recovery:
    """Make a recovery of a case, with its steps and the follow-up of the first.

    Args:
        workspace: where it is kept.
        case_id: which case; a settled one opens again.
        complained_at: when the complaint came; None: when the case was opened.

    Raises:
        AlreadyDone: it is one already. OutOfRange: the complaint is still to come.
    """
    workspace.require(Permission.LOG)
    now, member_id = workspace.now(), workspace.member.id
    with workspace.work("Start a recovery") as work:
        return start_in(work, case_id=case_id, complained_at=complained_at, now=now, member_id=member_id)


def start_in(work: Work, *, case_id: int, complained_at: datetime | None, now: datetime, member_id: int) -> Recovery:
    """Start it within an operation, which the caller has permission for."""
    case = _opened(work, current_id(work, case_id), at=now, member_id=member_id)
    there = work.care.recoveries.where(case_id=case.id)
    if there:
        starter = work.members.find(there[0].started_by or 0)
        raise AlreadyDone(what=f"The recovery of case {case.id}", who=starter.name if starter else "somebody")
    recovery = work.care.recoveries.add(
        checked_recovery(
            Recovery(
                case_id=case.id,
                started_at=now,
                started_by=member_id or None,
                complained_at=complained_at or case.opened_at,
            ),
            now=now,
        )
    )
    plans = [plan for plan in plans_in(work) if not plan.retired]
    steps = [RecoveryStep(recovery_id=recovery.id, key=plan.key, number=plan.number) for plan in plans]
    work.care.recovery_steps.add_many(steps)
    go_on(work, recovery, now=now)
    return recovery


def _opened(work: Work, case_id: int, *, at: datetime, member_id: int) -> Case:
    case = work.cases.get(case_id)
    if not case.state.is_settled:
        return case
    work.state_changes.add(StateChange(case_id=case_id, at=at, state=State.OPEN, member_id=member_id or None))
    return work.cases.update(moved(case, State.OPEN, at=at))


def go_on(work: Work, recovery: Recovery, *, now: datetime) -> None:
    """Tell every open step until when it is due, remind of the next, and close the recovery after the last."""
    plans = plans_in(work)
    stored = {step.id: step for step in work.care.recovery_steps.where(recovery_id=recovery.id)}
    calendar = calendar_from(work.settings.mapping("calendar"))
    steps = timed(list(stored.values()), plans=plans, recovery=recovery, calendar=calendar)
    following = next_step(steps)
    reminded = following if recovery.closed_at is None else None  # of one that is closed nobody is reminded
    for step in steps:
        if step.due_at != stored[step.id].due_at:
            work.care.recovery_steps.update(step)
        if reminded is None or step.id != reminded.id:
            forget_reminder(work, step)
    if reminded is not None:
        remind_of(work, recovery, reminded, steps=steps, was=stored[reminded.id], plans=plans, now=now)
    elif following is None and recovery.closed_at is None:
        work.care.recoveries.update(replace(recovery, closed_at=now))


def finish_step(
    workspace: Workspace,
    *,
    case_id: int,
    step: str,
    noted: Sequence[Noted] = (),
    skipped: str | None = None,
    seen_version: int | None = None,
) -> RecoveryStep:
    """Mark a step as done with what it asks to write down, or leave it out with a reason.

    Args:
        workspace: where it is kept.
        case_id: whose recovery.
        step: its key or number.
        noted: what was written down.
        skipped: why it is left out; None where it was done.
        seen_version: the version at which its notes were read; ConflictError where a colleague wrote others since.

    Raises:
        Missing: it is left out without a reason. AlreadyDone: somebody did it. NotFound: the case has no recovery.
        UnknownName: it has no such step.
    """
    workspace.require(Permission.LOG)
    if skipped is not None and not says_something(kept(skipped)):
        raise Missing(field="reason", right="Say why this step is left out")
    with workspace.work("Leave a step out" if skipped else "Finish a step") as work:
        recovery = recovery_of(work, case_id)
        stored = _step(work, recovery, step)
        if stored.done_at is not None:
            member = work.members.find(stored.done_by or 0)
            raise AlreadyDone(what=f"Step {stored.number}", who=member.name if member else "somebody")
        return step_done_in(
            work,
            _as_seen(stored, seen_version),
            at=workspace.now(),
            member_id=workspace.member.id,
            noted=noted,
            skipped=skipped or "",
        )


def step_done_in(
    work: Work,
    step: RecoveryStep,
    *,
    at: datetime,
    member_id: int | None,
    noted: Sequence[Noted] = (),
    skipped: str = "",
) -> RecoveryStep:
    """Mark a step as done within an operation: the next begins, and what it taught is kept."""
    finished = done(step, at=at, member_id=member_id, noted=noted or step.noted, skipped=skipped)
    finished = work.care.recovery_steps.update(finished)
    settle_reminder(work, step, at=at, member_id=member_id)
    recovery = work.care.recoveries.get(step.recovery_id)
    taught = next((one.text for one in finished.noted if one.name == LEARNT), "")
    if taught and not recovery.learnt:
        recovery = work.care.recoveries.update(replace(recovery, learnt=taught))
    go_on(work, recovery, now=at)
    return finished


def _as_seen(stored: RecoveryStep, version: int | None) -> RecoveryStep:
    return stored if version is None else replace(stored, version=version)


def note_step(
    workspace: Workspace, *, case_id: int, step: str, noted: Sequence[Noted], seen_version: int | None = None
) -> RecoveryStep:
    """Keep what was written down on a step, done or not; `seen_version` as in `finish_step`."""
    workspace.require(Permission.LOG)
    with workspace.work("Note on a step") as work:
        stored = _step(work, recovery_of(work, case_id), step)
        return work.care.recovery_steps.update(replace(_as_seen(stored, seen_version), noted=checked_notes(noted)))


def reopen_step(workspace: Workspace, *, case_id: int, step: str) -> RecoveryStep:
    """Take it back that a step was done or left out: it is open again, and so is its recovery."""
    workspace.require(Permission.LOG)
    with workspace.work("Open a step again") as work:
        recovery = recovery_of(work, case_id)
        stored = _step(work, recovery, step)
        opened = work.care.recovery_steps.update(replace(stored, done_at=None, done_by=None, skipped=""))
        recovery = work.care.recoveries.update(replace(recovery, closed_at=None))
        go_on(work, recovery, now=workspace.now())
        return opened


def note_delivery(workspace: Workspace, *, case_id: int, at: datetime | None) -> Recovery:
    """Note when the remedy reached the customer: the follow-up after delivery begins. None takes it back.

    Raises:
        OutOfRange: it is still to come, or lies before the complaint.
    """
    workspace.require(Permission.LOG)
    now = workspace.now()
    with workspace.work("Note the delivery of a remedy") as work:
        return delivered_in(work, recovery_of(work, case_id), at=at, now=now)


def delivered_in(work: Work, recovery: Recovery, *, at: datetime | None, now: datetime) -> Recovery:
    """Note within an operation when the remedy arrived. Raises as `note_delivery`."""
    changed = work.care.recoveries.update(checked_recovery(replace(recovery, delivered_at=at), now=now))
    go_on(work, changed, now=now)
    return changed


def keep_lesson(workspace: Workspace, *, case_id: int, learnt: str, seen: str | None = None) -> Recovery:
    """Keep what a recovery has taught.

    Args:
        workspace: where it is kept.
        case_id: whose recovery.
        learnt: the lesson.
        seen: the lesson that was there when it was written; None: whatever is there.

    Raises:
        ConflictError: a colleague kept another lesson since.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Note what was learnt") as work:
        recovery = recovery_of(work, case_id)
        if seen is not None and recovery.learnt not in {seen, learnt}:
            raise ConflictError(
                kind="recovery", id=recovery.id, who="somebody", mine=learnt, theirs=recovery.learnt, base=seen
            )
        return work.care.recoveries.update(checked_recovery(replace(recovery, learnt=learnt), now=workspace.now()))


def close_recovery(workspace: Workspace, *, case_id: int) -> Recovery:
    """Close a recovery, also while steps are open: they stay open to be seen, and nobody is reminded of them.

    Raises:
        AlreadyDone: it is closed.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Close a recovery") as work:
        recovery = recovery_of(work, case_id)
        if recovery.closed_at is not None:
            raise AlreadyDone(what=f"Closing the recovery of case {recovery.case_id}", who="somebody")
        for step in work.care.recovery_steps.where(recovery_id=recovery.id):
            forget_reminder(work, step)
        return work.care.recoveries.update(replace(recovery, closed_at=workspace.now()))


def recovery_of(work: Work, case_id: int) -> Recovery:
    """Return the recovery of a case, or raise NotFound."""
    found = work.care.recoveries.where(case_id=current_id(work, case_id))
    if not found:
        raise NotFound(kind="recovery of case", id=case_id)
    return found[0]


def _step(work: Work, recovery: Recovery, key: str) -> RecoveryStep:
    steps = work.care.recovery_steps.where(recovery_id=recovery.id)
    found = next((step for step in steps if key in {step.key, str(step.number)}), None)
    if found is None:
        raise UnknownName(field="step", value=key, known=", ".join(step.key for step in steps))
    return found
