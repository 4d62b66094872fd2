"""Cases passed on because they could not be solved: who, to whom, and why."""

from collections.abc import Sequence
from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.cases import State, StateChange, moved
from csops.domain.changes import Kind
from csops.domain.contacts import Contact
from csops.domain.escalations import DEFAULT_REASON, Escalation, EscalationReason, checked_escalation
from csops.services.case_numbers import current_ids
from csops.services.promises import give_promises
from csops.services.workspace import Workspace
from csops.storage.journal import touched_by
from csops.storage.unit_of_work import Work


def escalate(
    workspace: Workspace,
    *,
    case_ids: Sequence[int],
    reason: EscalationReason = DEFAULT_REASON,
    to_id: int | None = None,
    note: str = "",
) -> list[Escalation]:
    """Pass cases on to somebody (None: to nobody in particular) with what is due on them, as one act.

    A settled case opens again: what is passed on is not solved.

    Raises:
        Missing: the reason is another one, and no note says which.
        InputError: they are passed on to whoever does it.
        NotFound: there is no such case or member.
    """
    workspace.require(Permission.ASSIGN)
    now, member_id = workspace.now(), workspace.member.id
    with workspace.work("Pass on") as work:
        if to_id is not None:
            work.members.get(to_id)
        kept = []
        for case_id in current_ids(work, case_ids):
            escalation = Escalation(case_id=case_id, at=now, from_id=member_id, to_id=to_id, reason=reason, note=note)
            _open_for(work, escalation)
            kept.append(work.care.escalations.add(checked_escalation(escalation)))
        return kept


def _open_for(work: Work, escalation: Escalation) -> None:
    """Let the case be open and belong to whom it is passed on, and so what is due on it."""
    case = work.cases.get(escalation.case_id)
    opened = moved(case, State.OPEN, at=escalation.at) if case.state.is_settled else case
    kept = work.cases.update(replace(opened, owner_id=escalation.to_id))
    if kept.state is not case.state:
        change = StateChange(case_id=case.id, at=escalation.at, state=kept.state, member_id=escalation.from_id)
        work.state_changes.add(change)
    for follow_up_id in work.cases.pending_follow_ups(case.id):
        pending = work.follow_ups.get(follow_up_id)
        work.follow_ups.update(replace(pending, owner_id=escalation.to_id))
    give_promises(work, case_id=case.id, owner_id=escalation.to_id)


def note_passed(
    work: Work,
    *,
    contact: Contact,
    to_id: int | None,
    reason: EscalationReason | None = None,
    note: str = "",
) -> Escalation:
    """Note that a contact was passed on, within the act that logs it. Whoever handled it passed it on.

    Without a reason the usual one is meant. Raises as `escalate`, but for the same person, who means nobody else.
    """
    from_id = contact.member_id or contact.entered_by
    escalation = Escalation(
        case_id=contact.case_id,
        at=contact.entered_at,
        from_id=from_id,
        to_id=None if to_id == from_id else to_id,
        reason=reason or DEFAULT_REASON,
        note=note,
    )
    return work.care.escalations.add(checked_escalation(escalation))


def forget_passed(work: Work, *, contact: Contact) -> None:
    """Take back what `note_passed` noted of a contact: it was not passed on after all, or goes itself."""
    for one in passed_with(work, [contact]):
        work.care.escalations.remove(one.id)


def passed_with(work: Work, contacts: Sequence[Contact]) -> list[Escalation]:
    """Return what `note_passed` noted of contacts of one case.

    Such an escalation has the moment at which its contact was entered, and came by an act that logged or corrected
    that contact. The moment alone would take those of others: whoever logs two in a row, or passes the case on by hand.
    """
    found = work.care.escalations.where(case_id=contacts[0].case_id) if contacts else []
    brought = touched_by(work.connection, Kind.ESCALATION, [one.id for one in found])
    acts = touched_by(work.connection, Kind.CONTACT, [one.id for one in contacts])
    return [
        one
        for one in found
        if any(
            one.at == contact.entered_at and _came_with(brought.get(one.id, []), acts.get(contact.id, []))
            for contact in contacts
        )
    ]


def _came_with(escalation: Sequence[int], contact: Sequence[int]) -> bool:
    """Whether the act that brought an escalation touched the contact; True where no act tells."""
    return not escalation or not contact or escalation[0] in contact
