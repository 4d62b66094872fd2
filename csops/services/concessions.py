"""Concessions: given within the limits, asked for above them, approved, declined, withdrawn, sent or done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from csops.domain.access import Permission, Role
from csops.domain.calendar import calendar_from
from csops.domain.cases import Case, FollowUpKind
from csops.domain.concession_decisions import (
    agreed,
    answer_by,
    asked_cost,
    checked_concession,
    declined,
    with_less,
    withdrawn,
)
from csops.domain.concession_rules import check_currency, ranks_above
from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.errors import AlreadyDone, NotPermitted, OutOfRange
from csops.domain.people import Member
from csops.services.case_numbers import current_id
from csops.services.concession_standing import Standing, standing_in
from csops.services.follow_ups import follow_up_in, pending_of_source
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What somebody wants to give on a case.

    Attributes:
        kind: the key of a kind that the shop offers.
        terms: the values of its cost rule.
        value: what the customer sees; None where nobody says.
        currency: None is the shop's.
        is_exception: beyond the rules, with a reason; the owner decides.
    """

    case_id: int
    kind: str
    terms: tuple[Term, ...] = ()
    value: Decimal | None = None
    currency: str | None = None
    reason: str = ""
    is_exception: bool = False


def list_concessions(workspace: Workspace, *, case_id: int) -> list[Concession]:
    """Return what was given or asked for on a case, the oldest first."""
    with workspace.read() as work:
        return work.care.concessions.where(case_id=current_id(work, case_id))


def give_concession(workspace: Workspace, *, offer: Offer, form: str = "") -> Concession:
    """Give something, or ask for it where it is above the limits: it then waits for whoever may decide.

    Args:
        workspace: where to keep it.
        offer: what it is.
        form: the form it was written in; its kept draft goes in the same transaction.

    Raises:
        InputError: it cannot be: a value is missing or below zero, the kind is unknown or not offered any more, the
            currency is not the shop's, an exception has no reason.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Give a concession") as work:
        kept = give_in(work, offer=offer, member=workspace.member, now=workspace.now())
        if form:
            work.drafts.drop(member_id=workspace.member.id, form=form)
    return kept


def give_in(work: Work, *, offer: Offer, member: Member, now: datetime) -> Concession:
    """Give it within an operation, which the caller has permission for."""
    case = work.cases.get(current_id(work, offer.case_id))
    standing = standing_in(work, case=case, giver=member, now=now)
    concession = worked_out(standing, offer=offer, case=case, now=now)
    if standing.decider(concession.cost, exception=offer.is_exception) is member.role:
        kind = standing.rules.kind(offer.kind)
        return work.care.concessions.add(agreed(concession, kind=kind, member_id=member.id, at=now))
    return _ask(work, concession, standing=standing, now=now)


def worked_out(standing: Standing, *, offer: Offer, case: Case, now: datetime) -> Concession:
    """Return what a offer would be as a record, with its cost; see `give_concession` for what is raised."""
    rules, kind = standing.rules, standing.rules.kind(offer.kind)
    check_currency(rules, currency=standing.currency)
    if not kind.offered:
        raise OutOfRange(field="kind", value=kind.name, right="It is not offered any more; choose another kind")
    if offer.currency not in (None, rules.currency):
        right = f"The shop reckons in {rules.currency}: give the amounts in {rules.currency}"
        raise OutOfRange(field="currency", value=offer.currency, right=right)
    return checked_concession(
        Concession(
            case_id=case.id,
            customer_id=case.customer_id,
            kind=offer.kind,
            terms=offer.terms,
            cost=Decimal(0),
            value=offer.value,
            currency=rules.currency,
            reason=offer.reason,
            is_exception=offer.is_exception,
            given_by=standing.giver.id,
            given_at=now,
        ),
        kind=kind,
    )


def _ask(work: Work, concession: Concession, *, standing: Standing, now: datetime) -> Concession:
    """Keep it as a request, with the follow-up that tells the giver when nobody answers in time."""
    calendar = calendar_from(work.settings.mapping("calendar"))
    until = answer_by(calendar, now=now, hours=standing.rules.answer_within_hours)
    kept = work.care.concessions.add(replace(concession, state=ConcessionState.WAITING, answer_by=until))
    left, currency = standing.own_left, concession.currency
    allowed = f"you may offer up to {left} {currency} now, " if left else ""
    follow_up_in(
        work,
        case_id=kept.case_id,
        due_at=until,
        time_known=True,
        owner_id=kept.given_by,
        what=f"No answer yet on {kept.cost} {currency}: {allowed}say when the rest will be decided",
        now=now,
        kind=FollowUpKind.CONCESSION,
        source_id=kept.id,
    )
    return kept


def approve_concession(
    workspace: Workspace, *, concession_id: int, cost: Decimal | None = None, note: str = ""
) -> Concession:
    """Approve what somebody asked for, or less of it. It counts in the month of whoever approves.

    Args:
        workspace: where it is kept.
        concession_id: which request.
        cost: what is granted, where that is less than what was asked for.
        note: what whoever asked should know.

    Raises:
        NotPermitted: it is their own, or above the limits that they have at this moment.
        AlreadyDone: somebody decided before. OutOfRange: the amount is not below what was asked for.
    """
    workspace.require(Permission.LOG)
    now, member = workspace.now(), workspace.member
    with workspace.work("Approve a concession") as work:
        waiting = _waiting(work, concession_id)
        wanted = with_less(waiting, cost)
        standing = _check_decider(work, wanted, member=member, now=now)
        granted = agreed(wanted, kind=standing.rules.kind(wanted.kind), member_id=member.id, at=now, note=note)
        kept = work.care.concessions.update(granted)
        told = f"{kept.cost} {kept.currency} approved"
        if asked_cost(kept) != kept.cost:
            told = f"{kept.cost} of {asked_cost(kept)} {kept.currency} approved"
        _tell_giver(work, kept, told=told, now=now)
    return kept


def decline_concession(workspace: Workspace, *, concession_id: int, reason: str) -> Concession:
    """Decline what somebody asked for.

    Raises:
        Missing: there is no reason. NotPermitted: it is their own, or no owner or higher role than the giver's.
        AlreadyDone: somebody decided before.
    """
    workspace.require(Permission.LOG)
    now, member = workspace.now(), workspace.member
    with workspace.work("Decline a concession") as work:
        waiting = _waiting(work, concession_id)
        _check_above(work, waiting, member=member)
        kept = work.care.concessions.update(declined(waiting, member_id=member.id, at=now, reason=reason))
        _tell_giver(work, kept, told=f"{kept.cost} {kept.currency} declined", now=now)
    return kept


def withdraw_concession(workspace: Workspace, *, concession_id: int) -> Concession:
    """Take back a request, or something agreed that was not given after all: it counts nowhere any more.

    Raises:
        NotPermitted: it is somebody else's and the role is not above theirs. AlreadyDone: it was declined or withdrawn.
    """
    workspace.require(Permission.LOG)
    now, member = workspace.now(), workspace.member
    with workspace.work("Withdraw a concession") as work:
        stored = work.care.concessions.get(concession_id)
        if stored.state not in {ConcessionState.WAITING, ConcessionState.AGREED}:
            raise _decided_already(work, stored)
        if member.id not in {stored.given_by, stored.decided_by}:
            _check_above(work, stored, member=member)
        for pending in pending_of_source(work, kind=FollowUpKind.CONCESSION, source_id=stored.id):
            work.follow_ups.remove(pending.id)  # there is nothing to wait for or to tell any more
        return work.care.concessions.update(withdrawn(stored, member_id=member.id, at=now))


def count_concession(workspace: Workspace, *, concession_id: int) -> Concession:
    """Note that something agreed was sent, handed over or done: from now on it counts, in this month.

    Raises:
        AlreadyDone: it counts already. OutOfRange: it is not agreed.
    """
    workspace.require(Permission.LOG)
    with workspace.work("Note a concession as given") as work:
        stored = work.care.concessions.get(concession_id)
        if stored.state is not ConcessionState.AGREED:
            raise OutOfRange(field="concession", value=stored.state.value, right="Only what is agreed is given")
        if stored.counted_at is not None:
            raise AlreadyDone(what=f"Giving concession {stored.id}", who=_name(work, stored.decided_by))
        return work.care.concessions.update(replace(stored, counted_at=workspace.now()))


def _waiting(work: Work, concession_id: int) -> Concession:
    stored = work.care.concessions.get(concession_id)
    if stored.state is not ConcessionState.WAITING:
        raise _decided_already(work, stored)
    return stored


def _decided_already(work: Work, stored: Concession) -> AlreadyDone:
    return AlreadyDone(what=f"The decision on concession {stored.id}", who=_name(work, stored.decided_by))


def _name(work: Work, member_id: int | None) -> str:
    member = None if member_id is None else work.members.find(member_id)
    return member.name if member else "somebody"


def _check_decider(work: Work, wanted: Concession, *, member: Member, now: datetime) -> Standing:
    """Return the standing at this moment, or raise NotPermitted where the member may not decide on the cost."""
    case, giver = work.cases.get(wanted.case_id), work.members.get(wanted.given_by)
    standing = standing_in(work, case=case, giver=giver, now=now)
    if not standing.may_decide(member, wanted.cost, exception=wanted.is_exception):
        own = "approve what they asked for themselves"
        above = f"approve {wanted.cost} {wanted.currency} now"
        role = standing.decider(wanted.cost, exception=wanted.is_exception)
        raise _refusal(member, own if member.id == giver.id else above, above=(role, *ranks_above(role)))
    return standing


def _check_above(work: Work, wanted: Concession, *, member: Member) -> None:
    """Raise NotPermitted where a member does not stand above whoever gave it; on an exception the owner decides."""
    giver = work.members.get(wanted.given_by)
    above = (Role.OWNER,) if wanted.is_exception else ranks_above(giver.role) or (Role.OWNER,)
    if member.id == giver.id or member.role not in above:
        raise _refusal(member, "decide on what a colleague asked for", above=above)


def _refusal(member: Member, what: str, *, above: Sequence[Role]) -> NotPermitted:
    return NotPermitted(member=member.name, permission=what, roles=", ".join(role.value for role in above))


def _tell_giver(work: Work, decided: Concession, *, told: str, now: datetime) -> None:
    """Waiting for an answer is over; what comes next is to tell the customer, at once."""
    what = f"Tell the customer: {told}"
    waiting = pending_of_source(work, kind=FollowUpKind.CONCESSION, source_id=decided.id)
    for pending in waiting:
        work.follow_ups.update(replace(pending, what=what, due_at=now))
    if not waiting:  # whoever asked has ticked it off meanwhile
        follow_up_in(
            work,
            case_id=decided.case_id,
            due_at=now,
            time_known=True,
            owner_id=decided.given_by,
            what=what,
            now=now,
            kind=FollowUpKind.CONCESSION,
            source_id=decided.id,
        )
