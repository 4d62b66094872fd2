"""What is typed in the form of a review before it is finished: kept for whoever types it, and for nobody else."""

from collections.abc import Mapping
from typing import Any

from csops.domain.access import Permission
from csops.domain.people import Member
from csops.domain.review_drafts import FormFor, ReviewDraft, draft_from, joined
from csops.domain.reviews import Purpose
from csops.domain.texts import kept_within
from csops.services.begun_reviews import begun_in, drop_begun
from csops.services.review_subjects import subject_of
from csops.services.workspace import Workspace


def keep_review_draft(
    workspace: Workspace,
    *,
    contact_id: int,
    purpose: Purpose,
    value: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    writer: Member | None = None,
    session_id: int | None = None,
    checks_id: int | None = None,
) -> dict[str, Any]:
    """Keep what stands in the form of a review now; nobody else can ask for it, and the journal does not hear of it.

    Args:
        workspace: of whoever fills it in.
        contact_id: the contact that is reviewed.
        purpose: why.
        value: what stands there (`ReviewDraft.plain`).
        base: what was kept when the form last looked. What another window of the same member kept since is joined.
        writer: who typed it, where somebody else works here by now.
        session_id: the calibration in which it is rated.
        checks_id: the review that is rated again.

    Returns:
        What is kept: with the words of the other window, if there is one.

    Raises:
        NotFound, Erased: the contact was removed, or its customer erased. NotPermitted: the role may not write.
    """
    typist = writer or workspace.member
    if typist.id == workspace.member.id:
        workspace.require(Permission.LOG)  # whoever typed while they worked here was let in then
    of, mine = _form_for(contact_id, purpose, session_id, checks_id), draft_from(value)
    with workspace.work("Draft") as work:
        subject_of(work, contact_id)
        there = begun_in(work, member_id=typist.id, of=of)
        known = ReviewDraft() if base is None else draft_from(base)
        ready = mine if there is None or base is None else joined(mine, draft_from(there[0]), known)
        kept_value: dict[str, Any] = kept_within(ready.plain())
        drop_begun(work, member_id=typist.id, of=of)
        work.drafts.keep(member_id=typist.id, form=of.name, value=kept_value, at=workspace.now())
    return kept_value if typist.id == workspace.member.id else dict(value)


def drop_review_draft(
    workspace: Workspace,
    *,
    contact_id: int,
    purpose: Purpose,
    session_id: int | None = None,
    checks_id: int | None = None,
) -> None:
    """Throw away what stands in one's own form and was not finished."""
    workspace.require(Permission.LOG)
    with workspace.work("Draft") as work:
        of = _form_for(contact_id, purpose, session_id, checks_id)
        drop_begun(work, member_id=workspace.member.id, of=of)


def _form_for(contact_id: int, purpose: Purpose, session_id: int | None, checks_id: int | None) -> FormFor:
    return FormFor(contact_id=contact_id, purpose=purpose, session_id=session_id, checks_id=checks_id)
