"""Saved views and drafts: on both databases."""

from dataclasses import replace

import pytest

from csops.domain.errors import ConflictError, Missing, NothingToUndo
from csops.domain.team import View
from csops.services import history, views
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING

OVERDUE = View(name="Overdue refunds", place="contacts", question={"text": "refund", "overdue": True})


def test_a_view_is_kept_as_it_was_asked(workspace: Workspace) -> None:
    kept = views.save_view(workspace, view=OVERDUE)
    assert views.list_views(workspace) == [kept]
    assert kept.question == OVERDUE.question


def test_views_stand_in_their_order_and_at_their_place(workspace: Workspace) -> None:
    for position, (name, place) in enumerate((("b", "contacts"), ("a", "customers"), ("c", "contacts"))):
        views.save_view(workspace, view=View(name=name, place=place, position=2 - position))
    assert [view.name for view in views.list_views(workspace)] == ["c", "a", "b"]
    assert [view.name for view in views.list_views(workspace, place="contacts")] == ["c", "b"]


def test_a_view_without_a_name_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Missing):
        views.save_view(workspace, view=replace(OVERDUE, name="  "))
    assert views.list_views(workspace) == []


def test_two_who_rename_a_view_are_told(workspace: Workspace, rosa: Workspace) -> None:
    kept = views.save_view(workspace, view=OVERDUE)
    views.save_view(rosa, view=replace(kept, name="Late"))
    with pytest.raises(ConflictError):
        views.save_view(workspace, view=replace(kept, name="Overdue"))


def test_a_view_taken_away_comes_back_by_undo(workspace: Workspace) -> None:
    kept = views.save_view(workspace, view=OVERDUE)
    views.remove_view(workspace, view_id=kept.id)
    assert views.list_views(workspace) == []
    history.undo(workspace)
    assert [view.name for view in views.list_views(workspace)] == [OVERDUE.name]


def test_a_draft_comes_back_with_its_moment(workspace: Workspace) -> None:
    views.keep_draft(workspace, form="log", value={"text": "half"})
    views.keep_draft(workspace, form="log", value={"text": "half a sen"})
    assert views.get_draft(workspace, form="log") == ({"text": "half a sen"}, MONDAY_MORNING)


def test_everybody_has_drafts_of_their_own(workspace: Workspace, rosa: Workspace) -> None:
    views.keep_draft(workspace, form="log", value={"text": "of Mara"})
    assert views.get_draft(rosa, form="log") is None
    views.drop_draft(rosa, form="log")
    assert views.get_draft(workspace, form="log") is not None


def test_a_draft_is_nobodys_act(rosa: Workspace) -> None:
    views.keep_draft(rosa, form="log", value={"text": "half"})
    views.drop_draft(rosa, form="log")
    assert views.get_draft(rosa, form="log") is None
    with pytest.raises(NothingToUndo):
        history.undo(rosa)


def test_a_view_moved_before_itself_stays_where_it_is(workspace: Workspace) -> None:
    kept = [views.save_view(workspace, view=View(name=name, place="contacts")) for name in "ab"]
    views.move_view(workspace, view_id=kept[1].id, before_id=kept[1].id)
    assert views.list_views(workspace) == kept
