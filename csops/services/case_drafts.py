"""What is being typed on a case that is merged, or goes."""

from csops.domain.changes import Kind
from csops.domain.draft_forms import CaseForm, about, case_form, moved, record_forms
from csops.services.case_numbers import current_id
from csops.storage.journal import was_erased
from csops.storage.unit_of_work import Work


def move_drafts(work: Work, *, merged_id: int, into_id: int) -> None:
    """Let what is typed on a case that is merged stand on the other.

    Of two notes that one person has begun comes one; of two other forms the one on the case that stays is kept.
    """
    for form in CaseForm:
        old, new = case_form(form, merged_id), case_form(form, into_id)
        if form is CaseForm.NOTE:
            _join_notes(work, old, new)
        work.drafts.move_all(form=old, to=new)
        work.drafts.drop_all(form=old)
    for small in {draft.form for draft in work.drafts.beginning(record_forms(Kind.CASE, merged_id))}:
        work.drafts.move_all(form=small, to=moved(small, into_id))
        work.drafts.drop_all(form=small)


def _join_notes(work: Work, old: str, new: str) -> None:
    begun = {draft.member_id: draft for draft in work.drafts.of_form(new)}
    for draft in work.drafts.of_form(old):
        there = begun.get(draft.member_id)
        if there is not None:
            texts = [str(one.value.get("text", "")).strip() for one in (there, draft)]
            value = {**there.value, "text": "\n\n".join(text for text in texts if text)}
            work.drafts.keep(member_id=draft.member_id, form=new, value=value, at=max(there.at, draft.at))


def drop_drafts(work: Work, case_id: int) -> None:
    """Throw away what anybody typed on a case that goes."""
    for form in CaseForm:
        work.drafts.drop_all(form=case_form(form, case_id))
    for draft in work.drafts.beginning(record_forms(Kind.CASE, case_id)):
        work.drafts.drop_all(form=draft.form)


def standing_form(work: Work, form: str) -> str | None:
    """Return the form under which a draft is kept: on a case that was merged, that of the other.

    None where what it is about is gone or was erased: a form that is still open somewhere must not bring it back.
    """
    told = about(form)
    if told is None:
        return form
    kind, record_id = told
    number = current_id(work, record_id) if kind is Kind.CASE else record_id
    if work.store_of(kind).find(number) is None or was_erased(work.connection, kind, number):
        return None
    return moved(form, number)
