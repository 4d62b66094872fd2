"""What is to be done on a day: added, done, postponed; what it follows from is settled with it, and it with that."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.cases import Case, FollowUp, FollowUpKind, State, StateChange, moved
from csops.domain.contacts import check_follow_up
from csops.domain.due import check_silence, silent_until
from csops.domain.errors import AlreadyDone
from csops.domain.lines import FollowUpLine
from csops.domain.team import Shop
from csops.domain.texts import kept
from csops.services.case_numbers import current_ids
from csops.services.follow_up_sources import check_reminder, settle_what_it_reminds_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTLED_WITH_A_CASE = frozenset({FollowUpKind.OWN})
"""What is done when a person settles a case and says nothing of it: promises and the like stay until somebody did them.
"""


def add_follow_up(
    workspace: Workspace,
    *,
    case_ids: Sequence[int],
    due_at: datetime | None = None,
    time_known: bool = False,
    owner_id: int | None = None,
    what: str = "",
    silent_days: int | None = None,
) -> list[FollowUp]:
    """Mean to do something on cases, as one act. Settled cases open again.

    Args:
        workspace: where it is kept.
        case_ids: on which cases.
        due_at: until when.
        time_known: whether `due_at` names a time of day.
        owner_id: who does it; None: the owner of the case, else whoever adds it.
        what: in a few words; without any the title of the case.
        silent_days: instead of a day: due when there was no contact on the case for so many days.

    Raises:
        Missing: no day. OutOfRange: a day that is over, or no number of days. NotFound: a case is gone.
    """
    workspace.require(Permission.LOG)
    now, zone, member_id = workspace.now(), workspace.shop().zone, workspace.member.id
    if silent_days is not None:
        check_silence(silent_days)
        due_at, time_known = silent_until(silent_days, last_contact_at=None, created_at=now, zone=zone), False
    check_follow_up(due_at, now=now, zone=zone)
    added = []
    with workspace.work("Follow up") as work:
        for case_id in current_ids(work, case_ids):
            case = _opened(work, case_id, at=now, member_id=member_id)
            added.append(
                follow_up_in(
                    work,
                    case_id=case_id,
                    due_at=due_at or now,
                    time_known=time_known,
                    owner_id=owner_id or case.owner_id or member_id,
                    what=what,
                    now=now,
                    silent_days=silent_days,
                )
            )
    return added


def _opened(work: Work, case_id: int, *, at: datetime, member_id: int | None) -> Case:
    """Return a case, open again where it was settled: something is to be done on it."""
    case = work.cases.get(case_id)
    if not case.state.is_settled:
        return case
    work.state_changes.add(StateChange(case_id=case_id, at=at, state=State.OPEN, member_id=member_id))
    return work.cases.update(moved(case, State.OPEN, at=at))


def finish_follow_up(workspace: Workspace, *, follow_up_id: int) -> FollowUp:
    """Mark something as done, with the promise it reminds of, or raise AlreadyDone when somebody else did it."""
    workspace.require(Permission.LOG)
    with workspace.work("Mark done") as work:
        pending = work.follow_ups.get(follow_up_id)
        if pending.done_at is not None and pending.done_by == workspace.member.id:
            return pending
        _check_pending(work, pending)
        return finish_in(work, pending, at=workspace.now(), member_id=workspace.member.id)


def postpone(workspace: Workspace, *, follow_up_id: int, due_at: datetime | None, time_known: bool = False) -> FollowUp:
    """Move something to another day, or raise AlreadyDone when it was done.

    What waited for silence has a fixed day from then on. Who is reminded of a promise is reminded until its date.

    Raises:
        OutOfRange: a day that is over, or after the date of a promise of which the customer was not told that it slips.
    """
    workspace.require(Permission.LOG)
    check_follow_up(due_at, now=workspace.now(), zone=workspace.shop().zone)
    with workspace.work("Postpone") as work:
        pending = work.follow_ups.get(follow_up_id)
        _check_pending(work, pending)
        due_at = due_at or pending.due_at
        check_reminder(work, pending, due_at=due_at, now=workspace.now())
        return work.follow_ups.update(replace(pending, due_at=due_at, time_known=time_known, silent_days=None))


def _check_pending(work: Work, pending: FollowUp) -> None:
    """Raise AlreadyDone when somebody did it: who did it, and when, stays."""
    if pending.done_at is not None:
        member = work.members.find(pending.done_by or 0)
        raise AlreadyDone(what=pending.what, who=member.name if member else "somebody")


def follow_up_lines(
    workspace: Workspace, *, until: datetime | None = None, owner_id: int | None = None
) -> list[FollowUpLine]:
    """Return what is to be done and not done, the first due first."""
    with workspace.read() as work:
        return work.cases.follow_ups(until=until, owner_id=owner_id)


def pending_on(workspace: Workspace, *, case_id: int) -> list[FollowUp]:
    """Return what somebody meant to do on a case and has not done, the first due first; promises are not among it."""
    with workspace.read() as work:
        found = work.follow_ups.get_many(work.cases.pending_follow_ups(case_id)).values()
    return sorted((one for one in found if one.kind in SETTLED_WITH_A_CASE), key=lambda one: one.due_at)


# ------------------------------------------------------------ inside an operation of another service
def follow_up_in(
    work: Work,
    *,
    case_id: int,
    due_at: datetime,
    time_known: bool,
    owner_id: int | None,
    what: str,
    now: datetime,
    kind: FollowUpKind = FollowUpKind.OWN,
    source_id: int | None = None,
    silent_days: int | None = None,
) -> FollowUp:
    """Add a follow-up to a case within an operation; without an owner it is of the case's.

    Args:
        work: the operation, which the caller has permission for.
        case_id: on which case.
        due_at: until when; of a day without a time of day its last minute (domain/due.py).
        time_known: whether `due_at` names a time of day.
        owner_id: who does it.
        what: in a few words; without any the title of the case.
        now: when it is added.
        kind: what it follows from.
        source_id: the record of that kind.
        silent_days: see `FollowUp`.

    Raises:
        NotFound: the case is gone.
    """
    case = work.cases.get(case_id)
    return work.follow_ups.add(
        FollowUp(
            case_id=case_id,
            owner_id=owner_id or case.owner_id,
            due_at=due_at,
            time_known=time_known,
            what=kept(what) or case.title,
            created_at=now,
            kind=kind,
            source_id=source_id,
            silent_days=silent_days,
        )
    )


def finish_in(work: Work, pending: FollowUp, *, at: datetime, member_id: int | None) -> FollowUp:
    """Mark a follow-up done within an operation, and settle what it reminds of."""
    done = work.follow_ups.update(replace(pending, done_at=at, done_by=member_id))
    settle_what_it_reminds_of(work, done, at=at, member_id=member_id)
    return done


def pending_of_source(work: Work, *, kind: FollowUpKind, source_id: int) -> list[FollowUp]:
    """Return what is still to be done about a record: one follow-up, or none."""
    return list(work.follow_ups.get_many(work.cases.pending_of_source(kind, source_id)).values())


def settle_source(work: Work, *, kind: FollowUpKind, source_id: int, at: datetime, member_id: int | None) -> None:
    """Mark the pending follow-up of a record done: what it reminded of was done there."""
    for pending in pending_of_source(work, kind=kind, source_id=source_id):
        work.follow_ups.update(replace(pending, done_at=at, done_by=member_id))


def finish_of_case(
    work: Work,
    *,
    case_id: int,
    at: datetime,
    member_id: int | None,
    kinds: Collection[FollowUpKind] = SETTLED_WITH_A_CASE,
    added_at: datetime | None = None,
) -> None:
    """Mark what is to be done on a case as done, of these kinds: a person settled the matter on purpose.

    `added_at`: only what was added at that moment, by the contact that was entered then.
    """
    pending = work.follow_ups.get_many(work.cases.pending_follow_ups(case_id))
    for one in pending.values():
        if one.kind in kinds and added_at in (None, one.created_at):
            finish_in(work, one, at=at, member_id=member_id)


def follow_silence(work: Work, case: Case) -> None:
    """Move what waits for silence on a case to where its last contact puts it. Call it when that is another one."""
    for pending in work.follow_ups.get_many(work.cases.waiting_for_silence(case.id)).values():
        due_at = silent_until(
            pending.silent_days or 1,
            last_contact_at=case.last_contact_at,
            created_at=pending.created_at,
            zone=work.settings.get(Shop).zone,
        )
        if due_at != pending.due_at:
            work.follow_ups.update(replace(pending, due_at=due_at))
