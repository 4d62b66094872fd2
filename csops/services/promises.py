"""Promises to customers: made, kept, broken, withdrawn, told of; each brings its follow-up."""

from datetime import datetime

from csops.domain.cases import FollowUpKind
from csops.domain.promises import Promise, checked_promise
from csops.services.follow_ups import follow_up_in
from csops.storage.unit_of_work import Work


def promise_in(
    work: Work,
    *,
    case_id: int,
    what: str,
    due_at: datetime,
    time_known: bool,
    owner_id: int | None,
    now: datetime,
    member_id: int | None,
) -> Promise:
    """Make a promise on a case within an operation, with the follow-up that reminds of it.

    Args:
        work: the operation, which the caller has permission for.
        case_id: on which case.
        what: what the customer may expect.
        due_at: until when; of a day without a time of day its last minute (domain/due.py).
        time_known: whether `due_at` names a time of day.
        owner_id: who keeps it; None: the owner of the case, else whoever made it.
        now: when it is made.
        member_id: who makes it.

    Raises:
        Missing: nothing is promised. NotFound: the case is gone.
    """
    case = work.cases.get(case_id)
    owner_id = owner_id or case.owner_id or member_id
    promise = work.care.promises.add(
        checked_promise(
            Promise(
                case_id=case_id,
                what=what,
                due_at=due_at,
                time_known=time_known,
                owner_id=owner_id,
                made_at=now,
                made_by=member_id,
            )
        )
    )
    follow_up_in(
        work,
        case_id=case_id,
        due_at=due_at,
        time_known=time_known,
        owner_id=owner_id,
        what=promise.what,
        now=now,
        kind=FollowUpKind.PROMISE,
        source_id=promise.id,
    )
    return promise
