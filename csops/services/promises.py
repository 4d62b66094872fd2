"""Promises to customers: made, kept, given up, withdrawn, told of; each brings its follow-up, settled with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.cases import FollowUpKind
from csops.domain.contacts import check_follow_up
from csops.domain.errors import AlreadyDone
from csops.domain.promises import (
    Promise,
    PromisesKept,
    PromiseState,
    checked_promise,
    given_up,
    kept,
    promises_kept,
    told,
    withdrawn,
)
from csops.services.case_numbers import current_id
from csops.services.follow_ups import follow_up_in, pending_of_source, settle_source
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def make_promise(
    workspace: Workspace,
    *,
    case_id: int,
    what: str,
    due_at: datetime | None,
    time_known: bool = False,
    owner_id: int | None = None,
) -> Promise:
    """Make a promise to the customer of a case, with the follow-up that reminds of it.

    Raises:
        Missing: nothing is promised, or no day. OutOfRange: a day that is over. NotFound: the case is gone.
    """
    workspace.require(Permission.LOG)
    now = workspace.now()
    check_follow_up(due_at, now=now, zone=workspace.shop().zone)
    with workspace.work("Promise") as work:
        if owner_id is not None:
            work.members.get(owner_id)
        return promise_in(
            work,
            case_id=current_id(work, case_id),
            what=what,
            due_at=due_at or now,
            time_known=time_known,
            owner_id=owner_id,
            now=now,
            member_id=workspace.member.id,
        )


def keep_promise(workspace: Workspace, *, promise_id: int) -> Promise:
    """Mark a promise as done: kept on its date, or broken where it is done after it."""
    now, member_id = workspace.now(), workspace.member.id
    return _settle(workspace, promise_id, "Keep a promise", lambda one: kept(one, at=now, member_id=member_id))


def give_up_promise(workspace: Workspace, *, promise_id: int, reason: str) -> Promise:
    """Say that a promise will not be kept: broken. Raises Missing without a reason."""
    now, me = workspace.now(), workspace.member.id
    return _settle(
        workspace, promise_id, "Give up a promise", lambda one: given_up(one, at=now, member_id=me, reason=reason)
    )


def withdraw_promise(workspace: Workspace, *, promise_id: int, reason: str = "") -> Promise:
    """Take a promise back with the customer's consent: it counts neither as kept nor as broken."""
    now, me = workspace.now(), workspace.member.id
    return _settle(
        workspace, promise_id, "Withdraw a promise", lambda one: withdrawn(one, at=now, member_id=me, reason=reason)
    )


def _settle(workspace: Workspace, promise_id: int, what: str, change: Callable[[Promise], Promise]) -> Promise:
    workspace.require(Permission.LOG)
    with workspace.work(what) as work:
        settled = work.care.promises.update(change(_open_promise(work, promise_id)))
        settle_source(
            work,
            kind=FollowUpKind.PROMISE,
            source_id=promise_id,
            at=settled.settled_at or workspace.now(),
            member_id=workspace.member.id,
        )
        return settled


def tell_of_slip(
    workspace: Workspace, *, promise_id: int, next_at: datetime | None = None, time_known: bool = False
) -> Promise:
    """Note that the customer heard before its date that a promise slips. Its date stays the one that was named.

    Args:
        workspace: where it is kept.
        promise_id: which promise.
        next_at: the day that the customer was given instead: until then its follow-up waits.
        time_known: whether `next_at` names a time of day.

    Raises:
        OutOfRange: its date is over, or the day is. AlreadyDone: it is settled.
    """
    workspace.require(Permission.LOG)
    now = workspace.now()
    if next_at is not None:
        check_follow_up(next_at, now=now, zone=workspace.shop().zone)
    with workspace.work("Tell the customer that a promise slips") as work:
        promise = work.care.promises.update(told(_open_promise(work, promise_id), at=now))
        if next_at is not None:
            for reminder in pending_of_source(work, kind=FollowUpKind.PROMISE, source_id=promise_id):
                work.follow_ups.update(replace(reminder, due_at=next_at, time_known=time_known))
        return promise


def _open_promise(work: Work, promise_id: int) -> Promise:
    promise = work.care.promises.get(promise_id)
    if promise.state is not PromiseState.OPEN:
        member = work.members.find(promise.settled_by or 0)
        raise AlreadyDone(what=promise.what, who=member.name if member else "somebody")
    return promise


@dataclass(frozen=True, kw_only=True)
class CasePromises:
    """What is promised on a case, and whose the case is: the open ones first, the first due first."""

    case_id: int
    owner_id: int | None
    promises: tuple[Promise, ...]


def promises_of(workspace: Workspace, *, case_id: int) -> CasePromises:
    """Return what is or was promised on a case; of those settled the last comes first. Raises NotFound."""
    with workspace.read() as work:
        case = work.cases.get(current_id(work, case_id))
        found = work.care.promises.where(case_id=case.id)
    is_open = [one for one in found if one.state is PromiseState.OPEN]
    settled = [one for one in found if one.state is not PromiseState.OPEN]
    settled.sort(key=lambda one: one.settled_at or one.due_at, reverse=True)
    ordered = (*sorted(is_open, key=lambda one: one.due_at), *settled)
    return CasePromises(case_id=case.id, owner_id=case.owner_id, promises=ordered)


def open_promises(workspace: Workspace, *, case_ids: Sequence[int] | None = None) -> list[Promise]:
    """Return what is promised (on cases, None: on any) and neither kept nor given up, the first due first."""
    with workspace.read() as work:
        if case_ids is None:
            found = work.care.promises.where(state=PromiseState.OPEN)
        else:
            found = work.care.promises.where_any("case_id", case_ids)
    return sorted((one for one in found if one.state is PromiseState.OPEN), key=lambda one: one.due_at)


def how_promises_were_kept(workspace: Workspace, *, since: datetime, until: datetime) -> PromisesKept:
    """Return how many of the promises due in a stretch of time were kept on their date."""
    with workspace.read() as work:
        return promises_kept(work.care.promises.all(), since=since, until=until, now=workspace.now())


# ------------------------------------------------------------ inside an operation of another service


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


def give_promises(work: Work, *, case_id: int, owner_id: int | None) -> None:
    """Give the open promises of a case to somebody within an operation, as their follow-ups are given."""
    for promise in work.care.promises.where(case_id=case_id):
        if promise.state is PromiseState.OPEN and promise.owner_id != owner_id:
            work.care.promises.update(replace(promise, owner_id=owner_id))
