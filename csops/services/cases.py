"""Cases: resolved, reopened, given to somebody, noted on; their lists and timelines."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csops.domain.access import Permission
from csops.domain.cases import (
    Case,
    Confirmation,
    FollowUp,
    FollowUpKind,
    Note,
    State,
    StateChange,
    checked_case,
    checked_note,
    moved,
)
from csops.domain.contacts import Attachment
from csops.domain.customers import Customer
from csops.domain.lines import CaseCounts, CaseLine, ContactLine, Order
from csops.domain.questions import Question
from csops.services.case_numbers import current_id, current_ids
from csops.services.follow_ups import SETTLED_WITH_A_CASE, finish_of_case
from csops.services.workspace import Workspace
from csops.storage.store import Store
from csops.storage.unit_of_work import Work

if TYPE_CHECKING:  # none of them is part of the start of the window
    from csops.domain.case_merges import CaseMerge
    from csops.domain.concessions import Concession
    from csops.domain.escalations import Escalation
    from csops.domain.handovers import Handover
    from csops.domain.promises import CustomerRequest, Promise
    from csops.domain.recovery import Recovery, RecoveryStep
    from csops.domain.surveys import SurveyAnswer


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All that happened on one case, each list oldest first, and whose case it is.

    `record` is the case itself, `merges` the cases that were merged into it, `concession_names` what kinds of
    concessions are called.
    """

    case: CaseLine
    record: Case
    customer: Customer | None
    customer_since: datetime | None
    contacts: tuple[ContactLine, ...]
    states: tuple[StateChange, ...]
    notes: tuple[Note, ...]
    follow_ups: tuple[FollowUp, ...]
    attachments: tuple[Attachment, ...]
    promises: "tuple[Promise, ...]" = ()
    requests: "tuple[CustomerRequest, ...]" = ()
    escalations: "tuple[Escalation, ...]" = ()
    concessions: "tuple[Concession, ...]" = ()
    concession_names: Mapping[str, str] = field(default_factory=dict)
    recoveries: "tuple[Recovery, ...]" = ()
    recovery_steps: "tuple[RecoveryStep, ...]" = ()
    answers: "tuple[SurveyAnswer, ...]" = ()
    merges: "tuple[CaseMerge, ...]" = ()
    handovers: "tuple[Handover, ...]" = ()


def case_lines(
    workspace: Workspace, *, question: Question, order: Order = (), offset: int = 0, limit: int = 100
) -> list[CaseLine]:
    """Return one page of the list of cases."""
    with workspace.read() as work:
        return work.cases.lines(question, order=order, offset=offset, limit=limit)


def count_cases(workspace: Workspace, *, question: Question) -> int:
    """Return how many cases fit."""
    with workspace.read() as work:
        return work.cases.count(question)


def case_counts(workspace: Workspace) -> CaseCounts:
    """Return how many cases stand where, and the open ones by age."""
    with workspace.read() as work:
        return work.cases.counts(now=workspace.now(), me=workspace.member.id)


def timeline(workspace: Workspace, *, case_id: int) -> Timeline:
    """Return all that happened on a case, or raise NotFound. The number of a merged case leads to where it went."""
    with workspace.read() as work:
        case_id = current_id(work, case_id)
        case = work.cases.get(case_id)
        line = work.cases.line(case_id)
        if line is None:  # unreachable within one read: get() would have raised
            raise LookupError(case_id)
        customer = None if case.customer_id is None else work.customers.find(case.customer_id)
        return timelines(work, [line], customer=customer)[0]


def timelines(work: Work, lines: Sequence[CaseLine], *, customer: Customer | None) -> list[Timeline]:
    """Return all that happened on these cases of one customer, in their order, with one question for each kind."""
    ids = [line.id for line in lines]
    records = work.cases.get_many(ids)
    contacts = _by_case(work.contacts.of_cases(ids))
    case_of = {contact.id: case_id for case_id, some in contacts.items() for contact in some}
    attachments = work.attachments.where_any("contact_id", list(case_of))
    states, notes = _on(work.state_changes, ids), _on(work.notes, ids)
    follow_ups, care = _on(work.follow_ups, ids), work.care
    promises, requests, escalations = _on(care.promises, ids), _on(care.requests, ids), _on(care.escalations, ids)
    concessions, answers, recoveries = _on(care.concessions, ids), _on(care.answers, ids), _on(care.recoveries, ids)
    recovered = {recovery.id: case_id for case_id, some in recoveries.items() for recovery in some}
    steps = care.recovery_steps.where_any("recovery_id", list(recovered))
    merges = care.case_merges.where_any("into_id", ids)
    numbers = {one: {one, *(merge.merged_id for merge in merges if merge.into_id == one)} for one in ids}
    handed = {one: _handovers(work, numbers[one], follow_ups[one], promises[one]) for one in ids}
    names = _concession_names(work) if any(concessions.values()) else {}
    since = None if customer is None else known_since(work, customer)
    return [
        Timeline(
            case=line,
            record=records[line.id],
            customer=customer,
            customer_since=since,
            contacts=tuple(contacts[line.id]),
            states=tuple(states[line.id]),
            notes=tuple(notes[line.id]),
            follow_ups=tuple(follow_ups[line.id]),
            attachments=tuple(one for one in attachments if case_of[one.contact_id] == line.id),
            promises=tuple(promises[line.id]),
            requests=tuple(requests[line.id]),
            escalations=tuple(escalations[line.id]),
            concessions=tuple(concessions[line.id]),
            concession_names=names,
            recoveries=tuple(recoveries[line.id]),
            recovery_steps=tuple(one for one in steps if recovered[one.recovery_id] == line.id),
            answers=tuple(answers[line.id]),
            merges=tuple(one for one in merges if one.into_id == line.id),
            handovers=handed[line.id],
        )
        for line in lines
    ]


def _handovers(
    work: Work, case_ids: Iterable[int], follow_ups: Sequence[FollowUp], promises: "Sequence[Promise]"
) -> "tuple[Handover, ...]":
    from csops.services.handovers import handovers_of  # not part of the start of the window

    return handovers_of(work, case_ids=case_ids, follow_ups=follow_ups, promises=promises)


def _concession_names(work: Work) -> dict[str, str]:
    """Return what the kinds of concessions are called."""
    from csops.services.concession_rules import rules_in  # only where something was given

    return {kind.key: kind.name for kind in rules_in(work).kinds}


def _on(store: Store[Any], case_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Return what a store holds of these cases, by case."""
    return _by_case(store.where_any("case_id", case_ids)) if case_ids else defaultdict(list)


def _by_case(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.case_id].append(record)
    return found


def known_since(work: Work, customer: Customer) -> datetime:
    """Return since when we know a customer: an import brings contacts from before the record was made."""
    oldest = work.contacts.lines(Question(customer_id=customer.id), order=(("happened_at", False),), limit=1)
    return min((customer.created_at, *(line.happened_at for line in oldest)))


Seen = Case | CaseLine | ContactLine
"""Where somebody read of a case what they change now."""


def change_state(
    workspace: Workspace,
    *,
    case_ids: Sequence[int],
    state: State,
    seen: Seen | None = None,
    confirmed: Confirmation | None = None,
    also_done: Collection[FollowUpKind] = SETTLED_WITH_A_CASE,
) -> list[Case]:
    """Bring cases into a state, as one act. Settling one settles the follow-ups on it; promises stay until kept.

    Args:
        workspace: where they are kept.
        case_ids: which cases.
        state: where they shall stand.
        seen: where the state of the one case was read. ConflictError when somebody changed it since.
        confirmed: what the customers said to the question whether it is solved; None where nobody asked.
        also_done: which kinds of follow-up are done as well where a case is settled.
    """
    workspace.require(Permission.EDIT)
    now, member = workspace.now(), workspace.member.id
    changed = []
    with workspace.work(_STATE_ACTS[state]) as work:
        for case_id in current_ids(work, case_ids):
            before = work.cases.get(case_id)
            if before.state is state:
                continue
            after = moved(before, state, at=now)
            if state.is_settled and confirmed is not None:
                after = replace(after, confirmed=confirmed)
            _check_seen(work, before, after, field="state", seen=seen)
            changed.append(work.cases.update(after))
            work.state_changes.add(StateChange(case_id=case_id, at=now, state=state, member_id=member))
            if state.is_settled:
                finish_of_case(work, case_id=case_id, at=now, member_id=member, kinds=also_done)
    return changed


_STATE_ACTS = {
    State.NEW: "Set to new",
    State.OPEN: "Open again",
    State.WAITING_FOR_CUSTOMER: "Wait for the customer",
    State.WAITING_FOR_THIRD_PARTY: "Wait for a third party",
    State.RESOLVED: "Resolve",
    State.CLOSED: "Close",
}


def _check_seen(work: Work, before: Case, after: Case, *, field: str, seen: Seen | None) -> None:
    """Raise ConflictError when the field is not as it was read, unless it is what it shall be."""
    was, now, wanted = getattr(seen or before, field), getattr(before, field), getattr(after, field)
    if now not in (was, wanted):
        mine, base = replace(before, **{field: wanted}), replace(before, **{field: was})
        raise work.cases.conflict(mine, before, base)


def assign(
    workspace: Workspace, *, case_ids: Sequence[int], owner_id: int | None, seen: Seen | None = None
) -> list[Case]:
    """Give cases and what is promised on them to somebody (None: to nobody), as one act.

    `seen` is where the owner of the one case was read: ConflictError when somebody changed it since.
    """
    workspace.require(Permission.ASSIGN)
    with workspace.work("Assign") as work:
        if owner_id is not None:
            work.members.get(owner_id)
        kept = []
        for case_id in current_ids(work, case_ids):
            before = work.cases.get(case_id)
            after = replace(before, owner_id=owner_id)
            _check_seen(work, before, after, field="owner_id", seen=seen)
            kept.append(work.cases.update(after))
            _change_pending(work, case_id, lambda pending: replace(pending, owner_id=owner_id))
            _give_promises(work, case_id, owner_id)
    return kept


def _give_promises(work: Work, case_id: int, owner_id: int | None) -> None:
    from csops.services.promises import give_promises  # not part of the start of the window

    give_promises(work, case_id=case_id, owner_id=owner_id)


def _change_pending(work: Work, case_id: int, change: Callable[[FollowUp], FollowUp]) -> None:
    for follow_up_id in work.cases.pending_follow_ups(case_id):
        work.follow_ups.update(change(work.follow_ups.get(follow_up_id)))


def edit_case(workspace: Workspace, *, case: Case) -> Case:
    """Keep a new title or topic of a case, with the version at which it was read; nothing else of it is taken.

    Raises:
        Missing: it has no title any more.
        ConflictError: somebody else changed the same field meanwhile.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Change a case") as work:
        if case.topic_id is not None:
            work.topics.get(case.topic_id)
        stored = work.cases.get(case.id)
        values = {"title": case.title, "topic_id": case.topic_id, "version": case.version}
        return work.cases.update(checked_case(replace(stored, **values)))  # type: ignore[arg-type]  # as Case has them


def retitle(workspace: Workspace, *, case_id: int, title: str, seen: Seen) -> Case:
    """Give a case another title than the one that was read.

    Raises:
        Missing: it has no title any more.
        ConflictError: somebody else gave it another one meanwhile.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Change a case") as work:
        before = work.cases.get(case_id)
        after = checked_case(replace(before, title=title))
        _check_seen(work, before, after, field="title", seen=seen)
        return work.cases.update(after)


def get_case(workspace: Workspace, *, case_id: int) -> Case:
    """Return one case, or raise NotFound. The number of a merged case leads to where it went."""
    with workspace.read() as work:
        return work.cases.get(current_id(work, case_id))


def add_note(workspace: Workspace, *, case_id: int, text: str) -> Note:
    """Write to colleagues on a case."""
    workspace.require(Permission.LOG)
    note = checked_note(Note(case_id=case_id, member_id=workspace.member.id, at=workspace.now(), text=text))
    with workspace.work("Note") as work:
        case = work.cases.get(current_id(work, case_id))
        return work.notes.add(replace(note, case_id=case.id))
