"""Saved views and drafts: questions worth keeping, and what is being typed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from csops.domain.access import Permission
from csops.domain.draft_forms import APPLICATION_FORM, BLIND_FORMS
from csops.domain.errors import NotPermitted
from csops.domain.people import Member
from csops.domain.team import View, checked_view
from csops.domain.texts import kept_within
from csops.services.case_drafts import standing_form
from csops.services.workspace import Workspace


def list_views(workspace: Workspace, *, place: str | None = None) -> list[View]:
    """Return the saved views, of one place when asked."""
    with workspace.read() as work:
        views = work.views.all("position")
    return [view for view in views if place in {None, view.place}]


def save_view(workspace: Workspace, *, view: View) -> View:
    """Add a view (id 0) or keep new values of one."""
    workspace.require(Permission.EDIT)
    kept = checked_view(view)
    with workspace.work("Save a view") as work:
        return work.views.update(kept) if kept.id else work.views.add(kept)


def remove_view(workspace: Workspace, *, view_id: int) -> None:
    """Forget a view."""
    workspace.require(Permission.EDIT)
    with workspace.work("Remove a view") as work:
        work.views.remove(view_id)


def move_view(workspace: Workspace, *, view_id: int, before_id: int) -> None:
    """Let a view stand before another one, for everybody."""
    workspace.require(Permission.EDIT)
    with workspace.work("Move a view") as work:
        moved, other = work.views.get(view_id), work.views.get(before_id)
        if moved.id == other.id:
            return
        rest = [one for one in work.views.all("position") if one.id != moved.id]
        place = next(number for number, one in enumerate(rest) if one.id == other.id)
        for position, one in enumerate([*rest[:place], moved, *rest[place:]]):
            work.views.update(replace(one, position=position))


def keep_draft(workspace: Workspace, *, form: str, value: Mapping[str, Any], writer: Member | None = None) -> None:
    """Keep what stands in a form now. Drafts are nobody's act: they are not journalled.

    Nothing is kept of a form on a case or a contact that is gone by now. `writer` is who wrote it, where somebody else
    may work by now. Raises Erased for a form on somebody who is.
    """
    _check_own(workspace, form, writer)
    writer_id = _writer_id(workspace, writer)
    about = APPLICATION_FORM.match(form)
    with workspace.work("Draft") as work:
        if about is not None:
            work.hiring.applications.get(int(about[1]))  # a form still open must not bring an erased person back
        stands = standing_form(work, form)
        if stands is not None:
            work.drafts.keep(member_id=writer_id, form=stands, value=kept_within(dict(value)), at=workspace.now())


def get_draft(
    workspace: Workspace, *, form: str, writer: Member | None = None
) -> tuple[dict[str, Any], datetime] | None:
    """Return what stood in a form and since when, None when there is no draft."""
    if APPLICATION_FORM.match(form):
        _check_writer(workspace, writer)  # what is noted on a candidate may be hidden from whoever asks
    _check_own(workspace, form, writer)
    with workspace.read() as work:
        return work.drafts.get(member_id=(writer or workspace.member).id, form=form)


def drop_draft(workspace: Workspace, *, form: str, writer: Member | None = None) -> None:
    """Throw a draft away."""
    _check_own(workspace, form, writer)
    writer_id = _writer_id(workspace, writer)
    with workspace.work("Draft") as work:
        work.drafts.drop(member_id=writer_id, form=standing_form(work, form) or form)


def _writer_id(workspace: Workspace, writer: Member | None) -> int:
    if writer is None:
        writer = workspace.member
        workspace.require(Permission.LOG)  # whoever wrote while they worked here was let in then
    return writer.id


def _check_own(workspace: Workspace, form: str, writer: Member | None) -> None:
    if form.startswith(BLIND_FORMS):
        _check_writer(workspace, writer)


def _check_writer(workspace: Workspace, writer: Member | None) -> None:
    me = workspace.member
    if writer is not None and writer.id != me.id:
        raise NotPermitted(member=me.name, permission="see the draft of somebody else", roles="its interviewer")
