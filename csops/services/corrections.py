"""Contacts corrected, one at a time or many at once; their cases follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from csops.domain.access import Permission
from csops.domain.cases import Case, State, StateChange
from csops.domain.contacts import Attachment, Contact, ContactDraft, Direction, Result, check_follow_up, checked
from csops.domain.corrections import followed, tidied
from csops.domain.team import Shop
from csops.services.contacts import passed_on, promise_of
from csops.services.customers import customer_for
from csops.services.follow_ups import finish_of_case, follow_silence
from csops.services.workspace import Workspace
from csops.storage.store import Store
from csops.storage.unit_of_work import Work


def edit_contact(
    workspace: Workspace,
    *,
    contact: Contact,
    draft: ContactDraft | None = None,
    files: Sequence[Attachment] = (),
    promises_anew: bool = False,
) -> Contact:
    """Keep corrected values of a contact; its case follows, and what else hangs on that.

    A case has one customer: where it had the one that is corrected, or like the contact none, the case gets the right
    one, and so do all its contacts that had the same.

    Args:
        workspace: where it is kept.
        contact: its new values, with the version at which it was read.
        draft: says who it was where that is somebody new, and what is promised where it is followed up now.
        files: what services/attachments.py has kept for it, besides what it has already.
        promises_anew: whether what the draft promises takes the place of the old promise though the result stays.

    Raises:
        InputError: a value that cannot be; `field` names where.
        ConflictError: somebody else changed the same field meanwhile.
    """
    workspace.require(Permission.EDIT)
    now = workspace.now()
    contact = tidied(checked(contact, now=now))
    with workspace.work("Change a contact") as work:
        before = work.contacts.get(contact.id)
        if promises_anew and draft is not None:
            check_follow_up(draft.due_at, now=now, zone=work.settings.get(Shop).zone)
        _check_promise(work, before=before, after=contact, draft=draft, now=now)
        if draft is not None and draft.names_somebody:
            customer = customer_for(work, draft=draft, case=None, now=now)
            contact = replace(contact, customer_id=customer.id if customer else None)
        _check_names(work, vars(contact))
        kept = work.contacts.update(contact)
        for file in files:
            work.attachments.add(replace(file, id=0, contact_id=kept.id))
        case = _case_follows(work, workspace, before=before, after=kept)
        if draft is not None and (promises_anew or before.result is not kept.result):
            promise_of(work, draft=draft, case=case, now=now, member_id=workspace.member.id, contact=kept)
        _passing_follows(work, before=before, after=kept, draft=draft)
        _reviews_follow(work, before={before.id: before}, after=[kept], now=now)
    return kept


def _reviews_follow(work: Work, *, before: Mapping[int, Contact], after: Iterable[Contact], now: datetime) -> None:
    moved = [one for one in after if one.member_id != before[one.id].member_id]
    if moved:
        from csops.services.review_moves import reviews_follow  # not part of the start of the window

        reviews_follow(work, moved, at=now)


def _passing_follows(work: Work, *, before: Contact, after: Contact, draft: ContactDraft | None) -> None:
    """Note or forget that the contact was passed on, where its result says so now, or no longer."""
    if before.result is after.result or Result.PASSED not in (before.result, after.result):
        return
    from csops.services.escalations import forget_passed  # not part of the start of the window

    if after.result is Result.PASSED:
        passed_on(work, contact=after, draft=draft or ContactDraft())
    else:
        forget_passed(work, contact=after)


def change_contacts(
    workspace: Workspace,
    *,
    contact_ids: Sequence[int],
    topic_id: int | None = None,
    member_id: int | None = None,
    channel_id: int | None = None,
) -> int:
    """Give many contacts a topic, a person who handled them or a channel, as one act. Returns how many were changed."""
    workspace.require(Permission.EDIT)
    wanted = {"topic_id": topic_id, "member_id": member_id, "channel_id": channel_id}
    values = {name: value for name, value in wanted.items() if value is not None}
    with workspace.work("Change contacts") as work:
        _check_names(work, values)
        chosen = work.contacts.get_many(contact_ids)
        changed = [new for old in chosen.values() if (new := _changed(old, values)) != old]
        kept = work.contacts.update_many(changed)
        _cases_follow(work, before=chosen, after=kept)
        _reviews_follow(work, before=chosen, after=kept, now=workspace.now())
    return len(changed)


def _changed(contact: Contact, values: dict[str, int]) -> Contact:
    """Return the contact with these values; nobody has handled a missed one."""
    is_missed = contact.result is Result.MISSED
    fitting = {name: value for name, value in values.items() if not (is_missed and name == "member_id")}
    return replace(contact, **fitting)  # type: ignore[arg-type]  # the names are those of change_contacts


def _check_promise(work: Work, *, before: Contact, after: Contact, draft: ContactDraft | None, now: datetime) -> None:
    """Raise Missing where a contact shall be followed up from now on and nobody says until when."""
    if after.result is Result.FOLLOW_UP and before.result is not Result.FOLLOW_UP:
        due = draft.due_at if draft else None
        if due is not None or not work.cases.pending_follow_ups(before.case_id):
            check_follow_up(due, now=now, zone=work.settings.get(Shop).zone)


def _check_names(work: Work, values: Mapping[str, Any]) -> None:
    """Raise NotFound for a channel, topic or person that is not there; the database would say it in its own words."""
    for field, store in (("channel_id", work.channels), ("topic_id", work.topics), ("member_id", work.members)):
        if values.get(field) is not None:
            store.get(values[field])


def _case_follows(work: Work, workspace: Workspace, *, before: Contact, after: Contact) -> Case:
    case = work.cases.get(after.case_id)
    if before.customer_id != after.customer_id and case.customer_id == before.customer_id:
        # One matter has one customer: whoever it was taken for, or nobody, stands on its other contacts as well.
        others = [one for one in work.contacts.where(case_id=case.id) if one.id != after.id]
        mistaken = [one for one in others if one.customer_id == before.customer_id]
        work.contacts.update_many([replace(one, customer_id=after.customer_id) for one in mistaken])
        # So do what they answered on it, and what they were given.
        stores: tuple[Store[Any], ...] = (work.care.answers, work.care.concessions)
        for store in stores:
            told = [one for one in store.where(case_id=case.id) if one.customer_id == before.customer_id]
            store.update_many([replace(one, customer_id=after.customer_id) for one in told])
    contacts = work.contacts.where(case_id=case.id)
    kept = work.cases.update(followed(case, before=before, after=after, contacts=contacts))
    if kept.state is not case.state:
        now, member_id = workspace.now(), workspace.member.id
        work.state_changes.add(StateChange(case_id=case.id, at=now, state=kept.state, member_id=member_id))
        if kept.state is State.RESOLVED:
            # Of a contact that came in, what it was followed up with is done; what others meant to do is not.
            added_at = None if after.direction is Direction.OUT else after.entered_at
            finish_of_case(work, case_id=case.id, at=now, member_id=member_id, added_at=added_at)
    follow_silence(work, kept)
    return kept


def _cases_follow(work: Work, *, before: dict[int, Contact], after: Sequence[Contact]) -> None:
    """Let the cases take over topic and channel. Of each case the first contact that was changed counts."""
    first = {one.case_id: one for one in reversed(after)}
    cases = work.cases.get_many(first)
    followed_up = [
        new
        for case_id, case in cases.items()
        if (new := _followed(work, case, before[first[case_id].id], first[case_id])) != case
    ]
    work.cases.update_many(followed_up)


def _followed(work: Work, case: Case, before: Contact, after: Contact) -> Case:
    return followed(case, before=before, after=after, contacts=work.contacts.where(case_id=case.id))
