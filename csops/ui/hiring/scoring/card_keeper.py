"""Keeps a scorecard while it is filled."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from csops.domain.people import Member
from csops.domain.score_drafts import CardDraft, draft_from
from csops.services.scorecards import keep_card_draft
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.joining_keeper import JoiningKeeper


def card_keeper(desk: Desk, *, draft: Callable[[], CardDraft], parent: QWidget) -> JoiningKeeper[int, CardDraft]:
    """Return what keeps the draft of a scorecard, by its number."""
    keep = partial(_keep, desk.workspace)
    return JoiningKeeper(desk, draft=draft, keep=keep, read=draft_from, said=_said, parent=parent)


def _keep(
    workspace: Workspace, card_id: int, value: dict[str, Any], base: dict[str, Any], writer: Member
) -> dict[str, Any]:
    return keep_card_draft(workspace, card_id=card_id, value=value, base=base, writer=writer)


def _said(draft: CardDraft) -> object:
    return draft.entries, draft.note
