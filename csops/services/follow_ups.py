"""What is to be done on a day: added and settled inside an operation of another service."""

from dataclasses import replace
from datetime import datetime

from csops.domain.cases import FollowUp, FollowUpKind
from csops.domain.texts import kept
from csops.storage.unit_of_work import Work


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
        )
    )


def pending_of_source(work: Work, *, kind: FollowUpKind, source_id: int) -> list[FollowUp]:
    """Return what is still to be done about a record: one follow-up, or none."""
    return list(work.follow_ups.get_many(work.cases.pending_of_source(kind, source_id)).values())


def settle_source(work: Work, *, kind: FollowUpKind, source_id: int, at: datetime, member_id: int | None) -> None:
    """Mark the pending follow-up of a record done: what it reminded of was done there."""
    for pending in pending_of_source(work, kind=kind, source_id=source_id):
        work.follow_ups.update(replace(pending, done_at=at, done_by=member_id))
