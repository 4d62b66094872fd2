"""Keeps a review while it is filled in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from csops.domain.people import Member
from csops.domain.review_drafts import FormFor, ReviewDraft, draft_from
from csops.services.review_drafts import drop_review_draft, keep_review_draft
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.joining_keeper import JoiningKeeper


def review_keeper(
    desk: Desk, *, draft: Callable[[], ReviewDraft], parent: QWidget
) -> JoiningKeeper[FormFor, ReviewDraft]:
    """Return what keeps the draft of a review."""
    keep = partial(_keep, desk.workspace)
    return JoiningKeeper(desk, draft=draft, keep=keep, read=draft_from, said=_said, parent=parent)


def drop_kept(workspace: Workspace, about: FormFor) -> None:
    """Throw away what is kept of a review."""
    drop_review_draft(
        workspace,
        contact_id=about.contact_id,
        purpose=about.purpose,
        session_id=about.session_id,
        checks_id=about.checks_id,
    )


def _keep(
    workspace: Workspace, about: FormFor, value: dict[str, Any], base: dict[str, Any], writer: Member
) -> dict[str, Any]:
    return keep_review_draft(
        workspace,
        contact_id=about.contact_id,
        purpose=about.purpose,
        session_id=about.session_id,
        checks_id=about.checks_id,
        value=value,
        base=base,
        writer=writer,
    )


def _said(draft: ReviewDraft) -> object:
    return draft.entries, draft.note, draft.praise
