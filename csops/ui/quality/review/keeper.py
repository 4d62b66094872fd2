"""Keeps a review while it is filled in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from csops.domain.people import Member
from csops.domain.review_drafts import ReviewDraft, draft_from
from csops.domain.reviews import Purpose
from csops.services.review_drafts import keep_review_draft
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.joining_keeper import JoiningKeeper

About = tuple[int, Purpose]
"""The contact that is reviewed, and why."""


def review_keeper(
    desk: Desk, *, draft: Callable[[], ReviewDraft], parent: QWidget
) -> JoiningKeeper[About, ReviewDraft]:
    """Return what keeps the draft of a review."""
    keep = partial(_keep, desk.workspace)
    return JoiningKeeper(desk, draft=draft, keep=keep, read=draft_from, said=_said, parent=parent)


def _keep(
    workspace: Workspace, about: About, value: dict[str, Any], base: dict[str, Any], writer: Member
) -> dict[str, Any]:
    contact_id, purpose = about
    return keep_review_draft(workspace, contact_id=contact_id, purpose=purpose, value=value, base=base, writer=writer)


def _said(draft: ReviewDraft) -> object:
    return draft.entries, draft.note, draft.praise
