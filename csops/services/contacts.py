"""Contacts: logged in seconds, taken out, listed; services/corrections.py corrects them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from csops.domain.access import Permission
from csops.domain.cases import Case, FollowUp, State, StateChange, title_from
from csops.domain.contacts import (
    Attachment,
    Contact,
    ContactDraft,
    Direction,
    Logged,
    PromiseDraft,
    Result,
    check_follow_up,
    check_promised_day,
    contact_from,
    with_contact,
    without_contact,
)
from csops.domain.customers import Customer
from csops.domain.draft_forms import ReviewForms, edit_form, review_form_name
from csops.domain.due import check_silence
from csops.domain.lines import ContactLine, Order
from csops.domain.people import Member
from csops.domain.questions import Question
from csops.domain.texts import kept
from csops.services.case_numbers import current_id
from csops.services.customers import customer_for
from csops.services.follow_ups import finish_of_case, follow_silence
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

if TYPE_CHECKING:  # not part of the start of the window
    from csops.domain.concessions import Concession
    from csops.domain.surveys import SurveyAnswer
    from csops.services.amends_in_log import Amends


def log_contact(
    workspace: Workspace,
    *,
    draft: ContactDraft,
    files: Sequence[Attachment] = (),
    form: str = "",
    asked: "SurveyAnswer | None" = None,
    amends: "Amends | None" = None,
) -> Logged:
    """Log one contact: find or add its customer, open or go on with its case, promise what was promised.

    Args:
        workspace: where to keep it.
        draft: what a person said of it.
        files: what services/attachments.py has kept for it.
        form: the form it was written in; its kept draft goes in the same transaction.
        asked: what the customer answered when it was over, or that they did not.
        amends: what is given with it, and whether its case becomes a recovery.

    Raises:
        InputError: the draft lacks its channel, or says what cannot be; `field` names where.
    """
    workspace.require(Permission.LOG)
    now = workspace.now()
    contact = contact_from(draft, now=now, member_id=workspace.member.id)
    _check_days(draft, now=now, zone=workspace.shop().zone)
    with workspace.work("Log contact") as work:
        work.channels.get(contact.channel_id)
        case = None if draft.case_id is None else work.cases.get(current_id(work, draft.case_id))
        customer = customer_for(work, draft=draft, case=case, now=now)
        case = _case_of(work, contact=contact, case=case, customer=customer, draft=draft)
        kept = work.contacts.add(
            replace(contact, case_id=case.id, customer_id=customer.id if customer else case.customer_id)
        )
        promise = promise_of(work, draft=draft, case=case, now=now, member_id=workspace.member.id)
        if draft.promised is not None:
            _promise(work, draft.promised, case=case, draft=draft, now=now, me=workspace.member.id)
        if kept.result is Result.PASSED:
            passed_on(work, contact=kept, draft=draft)
        for file in files:
            work.attachments.add(replace(file, id=0, contact_id=kept.id))
        low = None if asked is None else _note_answer(work, asked, contact=kept, now=now, me=workspace.member.id)
        given = None if amends is None else _make_amends(work, amends, contact=kept, now=now, member=workspace.member)
        if form:
            work.drafts.drop(member_id=workspace.member.id, form=form)
    return Logged(contact=kept, case=case, customer=customer, follow_up=promise, low_answer=low, given=given)


def _make_amends(
    work: Work, amends: "Amends", *, contact: Contact, now: datetime, member: Member
) -> "Concession | None":
    from csops.services.amends_in_log import make_amends_in  # the window starts without it

    case = work.cases.get(contact.case_id)
    return make_amends_in(work, amends, case=case, complained_at=contact.happened_at, now=now, member=member)


def _note_answer(work: Work, asked: "SurveyAnswer", *, contact: Contact, now: datetime, me: int) -> FollowUp | None:
    """Note what was answered, and return what is to be done about a low answer."""
    from csops.services.surveys import note_in  # the window starts without it

    return note_in(work, answer=replace(asked, contact_id=contact.id), now=now, member_id=me).follow_up


def _check_days(draft: ContactDraft, *, now: datetime, zone: str) -> None:
    if draft.promises:
        check_follow_up(draft.due_at, now=now, zone=zone)
    if draft.silent_days is not None:
        check_silence(draft.silent_days)
    if draft.promised is not None:
        check_promised_day(draft.promised.due_at, now=now, zone=zone)


def _promise(
    work: Work, promised: PromiseDraft, *, case: Case, draft: ContactDraft, now: datetime, me: int | None
) -> None:
    from csops.services.promises import promise_in  # not part of the start of the window

    promise_in(
        work,
        case_id=case.id,
        what=promised.what,
        due_at=promised.due_at or now,
        time_known=promised.time_known,
        owner_id=draft.owner_id,
        now=now,
        member_id=me,
    )


def _case_of(
    work: Work, *, contact: Contact, case: Case | None, customer: Customer | None, draft: ContactDraft
) -> Case:
    """Open the contact's case, or bring an existing one to where the contact leaves it."""
    before, was_of = (case.state, case.customer_id) if case else (None, None)
    if case is None:
        case = Case(
            customer_id=customer.id if customer else None,
            channel_id=contact.channel_id,
            title=title_from(contact.text, fallback="") or _fallback_title(work, contact),
            opened_at=contact.happened_at,
            owner_id=draft.owner_id or contact.member_id or contact.entered_by,
        )
    elif customer is not None and case.customer_id is None:
        case = replace(case, customer_id=customer.id)
    after = with_contact(replace(case, owner_id=draft.owner_id or case.owner_id), contact)
    if contact.result is Result.RESOLVED and draft.confirmed is not None:
        after = replace(after, confirmed=draft.confirmed)
    kept = work.cases.update(after) if after.id else work.cases.add(after)
    if kept.state is not before:
        change = StateChange(case_id=kept.id, at=contact.entered_at, state=kept.state, member_id=contact.entered_by)
        work.state_changes.add(change)
    if before is not None:
        follow_silence(work, kept)
        _tell_whose(work, kept, was_of=was_of)
    if before is not None and kept.state is State.RESOLVED and does_what_was_due(draft):
        finish_of_case(work, case_id=kept.id, at=contact.entered_at, member_id=contact.entered_by)
    return kept


def _tell_whose(work: Work, case: Case, *, was_of: int | None) -> None:
    if case.customer_id != was_of:
        from csops.services.case_customers import give_to_customer  # not part of the start of the window

        give_to_customer(work, case)


def _fallback_title(work: Work, contact: Contact) -> str:
    if contact.topic_id is not None:
        return work.topics.get(contact.topic_id).name
    channel = work.channels.get(contact.channel_id)
    return f"Missed: {channel.name}" if contact.result is Result.MISSED else channel.name


def does_what_was_due(draft: ContactDraft) -> bool:
    """Whether a contact does what was to be done on its case until now: where nothing is said, one of ours does.

    A customer who says thanks cancels nothing.
    """
    return draft.direction is Direction.OUT if draft.settles is None else draft.settles


def promise_of(
    work: Work,
    *,
    draft: ContactDraft,
    case: Case,
    now: datetime,
    member_id: int | None,
    contact: Contact | None = None,
) -> FollowUp | None:
    """Keep what a draft means to do on its case; one of ours has done what was to be done until then.

    `contact`: one that is corrected; what it was followed up with before is overtaken.
    """
    if draft.due_at is None or not draft.promises:
        return None
    is_done = does_what_was_due(draft)
    if is_done or contact is not None:
        added_at = None if is_done or contact is None else contact.entered_at
        finish_of_case(work, case_id=case.id, at=now, member_id=member_id, added_at=added_at)
    return work.follow_ups.add(
        FollowUp(
            case_id=case.id,
            owner_id=draft.owner_id or case.owner_id,
            due_at=draft.due_at,
            time_known=draft.due_time_known,
            what=kept(draft.promise) or case.title,
            created_at=now,
            silent_days=draft.silent_days,
        )
    )


def passed_on(work: Work, *, contact: Contact, draft: ContactDraft) -> None:
    """Note that a contact was passed on, to whom its draft gives it, and why."""
    from csops.services.escalations import note_passed  # not part of the start of the window

    to_id, reason, note = draft.owner_id, draft.passed_because, draft.passed_note
    note_passed(work, contact=contact, to_id=to_id, reason=reason, note=note)


def remove_contacts(workspace: Workspace, *, contact_ids: Sequence[int]) -> int:
    """Take contacts out, as one act, with the cases of which nothing is left. Returns how many contacts went.

    Raises:
        GivenThere: a case of which nothing would be left holds concessions that were given.
    """
    from csops.services.case_removal import check_nothing_given  # not part of the start of the window

    workspace.require(Permission.DELETE)
    with workspace.work("Remove contacts" if len(contact_ids) > 1 else "Remove a contact") as work:
        check_nothing_given(work, contact_ids)
        for contact_id in contact_ids:
            _remove(work, contact_id)
    return len(contact_ids)


def _remove(work: Work, contact_id: int) -> None:
    from csops.services.case_removal import let_go, remove_case  # not part of the start of the window

    contact = work.contacts.get(contact_id)
    let_go(work, contact)
    for attachment in work.attachments.where(contact_id=contact_id):
        work.attachments.remove(attachment.id)
    work.contacts.remove(contact_id)
    forms = [edit_form(contact_id), *(review_form_name(one, contact_id) for one in ReviewForms)]
    several = [draft.form for form in forms for draft in work.drafts.beginning(f"{form}.")]
    for form in (*forms, *several):
        work.drafts.drop_all(form=form)
    left = work.contacts.where(case_id=contact.case_id)
    if left:
        follow_silence(work, work.cases.update(without_contact(work.cases.get(contact.case_id), left)))
    else:
        remove_case(work, contact.case_id)


def get_contact(workspace: Workspace, *, contact_id: int) -> Contact:
    """Return one contact, or raise NotFound."""
    with workspace.read() as work:
        return work.contacts.get(contact_id)


def contact_lines(
    workspace: Workspace, *, question: Question, order: Order = (), offset: int = 0, limit: int = 100
) -> list[ContactLine]:
    """Return one page of the table of contacts."""
    with workspace.read() as work:
        return work.contacts.lines(question, order=order, offset=offset, limit=limit)


def count_contacts(workspace: Workspace, *, question: Question, most: int | None = None) -> int:
    """Return how many contacts fit, at most `most`."""
    with workspace.read() as work:
        return work.contacts.count(question, most=most)
