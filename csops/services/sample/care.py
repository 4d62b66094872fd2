"""What the sample business promised, passed on, gave and put right, and where a matter came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from csops.domain.cases import Case, Cause, Confirmation, FollowUp, FollowUpKind
from csops.domain.contacts import Contact, Result
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.handovers import Handed, HandedKind, Handover
from csops.domain.promises import CustomerRequest, Promise, PromiseState, RequestState, overdue_from
from csops.services.sample.matters import Matter
from csops.storage.unit_of_work import Work

PROMISED = 0.3
"""The share of what is due that the customer was told."""
_KNOWN_CAUSE, _ASKED, _SAID_YES = 0.6, 0.55, 0.86
_TIMED, _HELD = 0.4, 0.16
_REASONS = (
    *(EscalationReason.KNOWLEDGE,) * 5,
    *(EscalationReason.AUTHORITY,) * 3,
    EscalationReason.CUSTOMER_ASKED,
    EscalationReason.COMPLAINT,
)
_ASKED_FOR = 0.35
_WISHES = ("Money back", "A new part at no charge", "A loan bike", "A call from the owner", "A date in writing")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A matter with the case that it is kept as."""

    matter: Matter
    case: Case


class Care:
    """Draws from a chance of its own, so that the log stays what it was."""

    def __init__(self, random: Random, content: Mapping[str, Any]) -> None:
        self._random, self._content = random, content

    def explain(self, matters: Iterable[Matter]) -> None:
        """Say of complaints what they came from, and of what was resolved whether the customer said so."""
        for matter in matters:
            causes = self._content["causes"].get(matter.topic)
            case = matter.case
            if causes and case.resolved_at and self._random.random() < _KNOWN_CAUSE:
                cause, department, really = self._random.choice(causes)
                case = replace(case, stated=case.title, matter=really, cause=Cause(cause), department=department)
            if case.resolved_at:
                matter.case = replace(case, confirmed=self._confirmed())
            matter.contacts = [self._timed(one) for one in matter.contacts]

    def _timed(self, contact: Contact) -> Contact:
        """Say of some how long they were on hold, and how long was written afterwards."""
        draw = self._random.random()
        if contact.handle_time is None or draw > _TIMED:
            return contact
        held = contact.handle_time * (draw / 2) if contact.answered_after and draw < _HELD else None
        return replace(contact, hold_time=held, after_time=contact.handle_time * (0.1 + draw / 2))

    def _confirmed(self) -> Confirmation | None:
        draw = self._random.random()
        if draw > _ASKED:
            return Confirmation.NOT_ASKED if draw > 1 - (1 - _ASKED) / 3 else None
        return Confirmation.CONFIRMED if draw < _ASKED * _SAID_YES else Confirmation.NO_ANSWER

    def promised(self, work: Work, told: Sequence[Told]) -> list[FollowUp]:
        """Keep what customers were promised, and return what is to be done, each with its promise."""
        due = [(one, follow_up) for one in told for follow_up in one.matter.follow_ups]
        marked = [(one, pending, self._was_promised(one, pending)) for one, pending in due]
        kept = iter(
            work.care.promises.add_many([_promise(one, pending) for one, pending, is_told in marked if is_told])
        )
        found = []
        for one, pending, is_told in marked:
            follow_up = replace(pending, case_id=one.case.id)
            if is_told:
                follow_up = replace(follow_up, kind=FollowUpKind.PROMISE, source_id=next(kept).id)
            found.append(follow_up)
        return found

    def _was_promised(self, told: Told, pending: FollowUp) -> bool:
        written: Any = told.matter.written.get("due")
        draw = self._random.random() < PROMISED
        if written is None:
            return draw and told.case.customer_id is not None and pending.done_at is not None
        return bool(written.get("promised"))

    def passed_on(self, work: Work, told: Iterable[Told]) -> None:
        """Keep who passed matters on, to whom, and why."""
        passed = [
            Escalation(
                case_id=one.case.id,
                at=contact.entered_at,
                from_id=contact.member_id,
                to_id=one.case.owner_id,
                reason=self._random.choice(_REASONS),
            )
            for one in told
            for contact in one.matter.contacts
            if contact.result is Result.PASSED and contact.member_id != one.case.owner_id
        ]
        work.care.escalations.add_many(passed)

    def asked_for(self, work: Work, told: Iterable[Told]) -> None:
        """Keep what customers who complained asked for, and what became of it."""
        wished = []
        for one in told:
            if one.matter.topic != "service_complaint" or self._random.random() > _ASKED_FOR:
                continue
            at = one.matter.contacts[0].entered_at
            said = self._random.choice((RequestState.ACCEPTED, RequestState.ACCEPTED, RequestState.DECLINED))
            is_open = not one.matter.is_settled
            wished.append(
                CustomerRequest(
                    case_id=one.case.id,
                    what=self._random.choice(_WISHES),
                    asked_at=at,
                    noted_by=one.case.owner_id,
                    state=RequestState.OPEN if is_open else said,
                    reason="" if is_open or said is RequestState.ACCEPTED else "Offered something else instead",
                    decided_at=None if is_open else at + timedelta(minutes=30),
                    decided_by=None if is_open else one.case.owner_id,
                )
            )
        work.care.requests.add_many(wished)


def hand_over(work: Work, told: Iterable[Told], *, members: Mapping[str, int]) -> None:
    """Keep that a case was handed over for an absence to come; whoever takes it has it already."""
    for one in told:
        handed: Any = one.matter.written.get("handed")
        if handed is None:
            continue
        from_id, to_id = members[handed["from"]], one.case.owner_id
        if to_id is None:
            continue
        theirs = [one for one in work.absences.where(member_id=from_id) if one.substitute_id == to_id]
        work.care.handovers.add(
            Handover(
                from_id=from_id,
                to_id=to_id,
                at=one.matter.last_at,
                by_id=from_id,
                absence_id=theirs[0].id if theirs else None,
                note=handed["note"],
                items=(Handed(kind=HandedKind.CASE, record_id=one.case.id),),
            )
        )


def _promise(told: Told, pending: FollowUp) -> Promise:
    promise = Promise(
        case_id=told.case.id,
        what=pending.what,
        due_at=pending.due_at,
        time_known=pending.time_known,
        owner_id=pending.owner_id,
        made_at=pending.created_at,
        made_by=pending.owner_id,
    )
    done = pending.done_at
    if done is None:
        return promise
    state = PromiseState.KEPT if done < overdue_from(promise) else PromiseState.BROKEN
    return replace(promise, state=state, settled_at=done, settled_by=pending.done_by)
