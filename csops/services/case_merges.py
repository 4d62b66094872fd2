"""Cases that are one matter made one, and contacts of another matter split off: one act each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.access import Permission
from csops.domain.case_merges import CaseMerge
from csops.domain.case_merging import check_mergeable, check_splittable, join, opened_by, split
from csops.domain.cases import Case, FollowUpKind, StateChange
from csops.domain.contacts import Contact
from csops.domain.errors import MergedAlready, Missing
from csops.domain.lines import CaseLine
from csops.domain.texts import one_line
from csops.services.case_customers import give_to_customer
from csops.services.case_drafts import move_drafts
from csops.services.case_numbers import current_id
from csops.services.escalations import passed_with
from csops.services.follow_ups import follow_silence
from csops.services.recovery_merging import join_recoveries
from csops.services.workspace import Workspace
from csops.storage.store import Store
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """What a merge would make: the cases as they stand, the one that stays first, and the one that comes of them.

    Attributes:
        cases: as lists show them.
        after: the case as it would stand.
        contacts, notes, follow_ups, others: how many records it would have; others are promises, requests,
            escalations, concessions and answers.
        recoveries: how many of the cases are in recovery; of several one stays, with the steps done on the others.
    """

    cases: tuple[CaseLine, ...]
    after: Case
    contacts: int
    notes: int
    follow_ups: int
    others: int
    recoveries: int


def preview_merge(workspace: Workspace, *, into_id: int, case_ids: Sequence[int]) -> MergePreview:
    """Return what merging these cases into one would make of it. Raises as `merge_cases`."""
    workspace.require(Permission.EDIT)
    with workspace.read() as work:
        into, merged = _chosen(work, into_id, case_ids)
        ids = [into.id, *(case.id for case in merged)]
        after, changes = into, work.state_changes.where(case_id=into.id)
        contacts = work.contacts.where(case_id=into.id)
        for case in merged:
            check_mergeable(after, case)
            contacts = [*contacts, *work.contacts.where(case_id=case.id)]
            more = work.state_changes.where(case_id=case.id)
            after, changes = join(after, case, into_changes=changes, merged_changes=more, contacts=contacts)
        care = work.care
        others = (care.promises, care.requests, care.escalations, care.concessions, care.answers)
        lines = {line.id: line for one in ids if (line := work.cases.line(one)) is not None}
        return MergePreview(
            cases=tuple(lines[one] for one in ids),
            after=after,
            contacts=len(contacts),
            notes=len(work.notes.where_any("case_id", ids)),
            follow_ups=len(work.follow_ups.where_any("case_id", ids)),
            others=sum(len(store.where_any("case_id", ids)) for store in others),
            recoveries=len(care.recoveries.where_any("case_id", ids)),
        )


def merge_cases(workspace: Workspace, *, into_id: int, case_ids: Sequence[int]) -> Case:
    """Make these cases part of another, as one act. Their numbers lead to it from then on.

    Contacts with their files, notes, follow-ups, changes of state, promises, requests, escalations, concessions,
    answers and reviews go over; of two recoveries one stays (services/recovery_merging.py). Times, first response and
    reopenings are those of the matter as one.

    Raises:
        InputError: a case is merged with itself or with that of another customer.
        MergedAlready: one of them is part of a case already.
        Missing: no case is given.
        NotFound: there is no such case.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Merge cases") as work:
        into, merged = _chosen(work, into_id, case_ids)
        for case in merged:
            into = _merge(work, into, case, workspace=workspace)
        return into


def split_case(workspace: Workspace, *, case_id: int, contact_ids: Sequence[int], title: str = "") -> Case:
    """Take contacts out of a case into a new one, as one act, and return the new case.

    What came with these contacts goes with them: files, answers with what is to be done about them, changes of state,
    having been passed on, reviews. Notes, other follow-ups, promises and amends stay.

    Args:
        workspace: where they are kept.
        case_id: the case that holds them.
        contact_ids: those of the other matter.
        title: what the new case is about; else the first of these contacts tells.

    Raises:
        InputError: none or all of its contacts are chosen.
        NotFound: there is no such case, or a contact is not one of its.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Split a case") as work:
        case = work.cases.get(current_id(work, case_id))
        contacts = work.contacts.where(case_id=case.id)
        wanted = set(contact_ids)
        for contact_id in sorted(wanted - {contact.id for contact in contacts}):
            work.contacts.get(contact_id)  # raises where there is none; of another case it is
            wanted.discard(contact_id)
        chosen = [contact for contact in contacts if contact.id in wanted]
        check_splittable(chosen, contacts)
        return _split(work, case, chosen, [one for one in contacts if one.id not in wanted], title=one_line(title))


# ------------------------------------------------------------ merging
def _chosen(work: Work, into_id: int, case_ids: Sequence[int]) -> tuple[Case, list[Case]]:
    into = work.cases.get(current_id(work, into_id))
    if not case_ids:
        raise Missing(field="case", right="Say which case is part of this one")
    merged: list[Case] = []
    for case_id in dict.fromkeys(case_ids):
        kept_id = current_id(work, case_id)
        if kept_id != case_id:
            raise MergedAlready(id=case_id, into=kept_id)
        case = work.cases.get(case_id)
        check_mergeable(into, case)
        merged.append(case)
    return into, merged


def _merge(work: Work, into: Case, merged: Case, *, workspace: Workspace) -> Case:
    check_mergeable(into, merged)
    moved, care = work.contacts.where(case_id=merged.id), work.care
    ours, theirs = (work.state_changes.where(case_id=case.id) for case in (into, merged))
    contacts = [*work.contacts.where(case_id=into.id), *moved]
    after, history = join(into, merged, into_changes=ours, merged_changes=theirs, contacts=contacts)
    kept = work.cases.update(after)
    work.contacts.update_many([replace(one, case_id=into.id) for one in moved])
    stores: tuple[Store[Any], ...] = (
        *(work.notes, work.follow_ups, care.promises, care.requests),
        *(care.escalations, care.concessions, care.answers, work.quality.reviews),
    )
    for store in stores:
        store.update_many([replace(one, case_id=into.id) for one in store.where(case_id=merged.id)])
    give_to_customer(work, kept)
    join_recoveries(work, into_id=into.id, merged_id=merged.id, now=workspace.now())
    care.case_merges.update_many([replace(one, into_id=into.id) for one in care.case_merges.where(into_id=merged.id)])
    follow_silence(work, kept)
    _keep_history(work, history, case_id=into.id, before=[*ours, *theirs])
    work.cases.remove(merged.id)
    move_drafts(work, merged_id=merged.id, into_id=into.id)
    now, member_id = workspace.now(), workspace.member.id
    care.case_merges.add(
        CaseMerge(merged_id=merged.id, into_id=into.id, title=merged.title, at=now, member_id=member_id)
    )
    follow_silence(work, kept)
    return kept


def _keep_history(work: Work, history: Sequence[StateChange], *, case_id: int, before: Sequence[StateChange]) -> None:
    """Let these be the changes of state of a case, in place of those before."""
    told = [replace(one, case_id=case_id) for one in history]
    was = {one.id: one for one in before}
    gone = was.keys() - {one.id for one in told}
    work.state_changes.remove_many(sorted(gone))
    work.state_changes.update_many([one for one in told if one.id in was and was[one.id] != one])
    for one in told:
        if one.id not in was:
            work.state_changes.add(replace(one, id=0, version=1))


# ------------------------------------------------------------ splitting
def _split(work: Work, case: Case, chosen: Sequence[Contact], left: Sequence[Contact], *, title: str) -> Case:
    changes = work.state_changes.where(case_id=case.id)
    rest, staying = split(case, chosen=chosen, left=left, changes=changes)
    follow_silence(work, work.cases.update(rest))
    _keep_history(work, staying, case_id=case.id, before=changes)
    opened, brought = opened_by(chosen, of=case)
    made = work.cases.add(replace(opened, title=title or opened.title))
    for change in brought:
        work.state_changes.add(replace(change, case_id=made.id))
    work.contacts.update_many([replace(one, case_id=made.id) for one in chosen])
    ids = {one.id for one in chosen}
    answers = [one for one in work.care.answers.where(case_id=case.id) if one.contact_id in ids]
    work.care.answers.update_many([replace(one, case_id=made.id, customer_id=made.customer_id) for one in answers])
    for answer in answers:
        asks = work.follow_ups.where(kind=FollowUpKind.ANSWER, source_id=answer.id)
        work.follow_ups.update_many([replace(one, case_id=made.id) for one in asks])
    passed = passed_with(work, chosen)
    work.care.escalations.update_many([replace(one, case_id=made.id) for one in passed])
    work.quality.reviews.move(contact_ids=sorted(ids), case_id=made.id)
    return made
