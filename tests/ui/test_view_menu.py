"""Saved views: renamed, coloured, pinned, moved and removed from the left bar, each with undo."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.team import View
from csops.services import history, views
from csops.ui.main_window import MainWindow
from csops.ui.view_menu import RenameDialog, ViewMenu
from tests.helpers.windows import page_of

OpenMenu = Callable[..., QMenu]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def saved(window: MainWindow, qtbot: QtBot) -> list[View]:
    """Three views, the last of them not in the left bar."""
    made = [
        views.save_view(
            window.desk.workspace,
            view=View(name=name, place="contacts", question={"words": name}, position=place, pinned=place < 2),
        )
        for place, name in enumerate(("Refunds", "Parcels", "Old"))
    ]
    qtbot.waitUntil(lambda: len(window.session.words.views()) == 3)
    return made


@pytest.fixture
def menu_of(window: MainWindow, saved: list[View]) -> OpenMenu:
    """Open the menu of a view, as a right click in the left bar does."""
    menus = ViewMenu(window.desk, show=window.session.show_view, over=window.session)

    def opened(name: str) -> QMenu:
        known = window.session.words.views()
        return menus.of(next(one for one in known if one.name == name), known)

    return opened


def choose(menu: QMenu, *path: str) -> None:
    for words in path[:-1]:
        part = next(action for action in menu.actions() if action.text() == words).menu()
        assert isinstance(part, QMenu)
        menu = part
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def names(window: MainWindow) -> list[str]:
    return [view.name for view in views.list_views(window.desk.workspace)]


def shown(window: MainWindow, view: View) -> bool:
    return f"view.{view.id}" in window.frame.sidebar._items


def test_a_right_click_on_a_view_opens_its_menu(window: MainWindow, saved: list[View], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shown(window, saved[0]))
    item = window.frame.sidebar.item(f"view.{saved[0].id}")
    item.customContextMenuRequested.emit(QPoint(3, 3))
    menu = next(one for one in window.session.findChildren(QMenu) if one.isVisible())
    assert "Rename" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_place_has_no_such_menu(window: MainWindow, saved: list[View]) -> None:
    window.frame.sidebar.item("contacts").customContextMenuRequested.emit(QPoint(3, 3))
    assert not [one for one in window.session.findChildren(QMenu) if one.isVisible()]


def test_show_shows_it(window: MainWindow, menu_of: OpenMenu) -> None:
    choose(menu_of("Refunds"), "Show")
    assert page_of(window).key == "contacts"


def test_a_view_is_renamed_and_undo_brings_the_name_back(window: MainWindow, menu_of: OpenMenu, qtbot: QtBot) -> None:
    choose(menu_of("Refunds"), "Rename")
    dialog = window.findChildren(RenameDialog)[0]
    for wrong in ("", "parcels"):
        dialog.view_name.set_text(wrong)
        dialog.submit()
        assert dialog.view_name.error()
    dialog.view_name.set_text("Late refunds")
    with qtbot.waitSignal(dialog.closed):
        dialog.submit()
    assert names(window) == ["Late refunds", "Parcels", "Old"]
    history.undo(window.desk.workspace)
    assert names(window) == ["Refunds", "Parcels", "Old"]


def test_a_view_is_removed_and_undo_brings_it_back(
    window: MainWindow, menu_of: OpenMenu, saved: list[View], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.desk.said):
        choose(menu_of("Refunds"), "Remove")
    qtbot.waitUntil(lambda: not shown(window, saved[0]))
    window.desk.undo()
    qtbot.waitUntil(lambda: shown(window, saved[0]))
    assert names(window) == ["Refunds", "Parcels", "Old"]


def test_a_view_leaves_the_left_bar_and_comes_back(
    window: MainWindow, menu_of: OpenMenu, saved: list[View], qtbot: QtBot
) -> None:
    choose(menu_of("Refunds"), "Take out of the left bar")
    qtbot.waitUntil(lambda: not shown(window, saved[0]))
    assert len(window.session.words.views()) == 3
    choose(menu_of("Refunds"), "Pin to the left bar")
    qtbot.waitUntil(lambda: shown(window, saved[0]))


def test_a_view_gets_a_colour(window: MainWindow, menu_of: OpenMenu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desk.said):
        choose(menu_of("Refunds"), "Colour", "Red")
    assert views.list_views(window.desk.workspace)[0].colour == "danger.text"


def test_a_view_moves_up_and_one_undo_takes_it_back(window: MainWindow, menu_of: OpenMenu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desk.said):
        choose(menu_of("Parcels"), "Move up")
    assert names(window) == ["Parcels", "Refunds", "Old"]
    window.desk.undo()
    qtbot.waitUntil(lambda: names(window) == ["Refunds", "Parcels", "Old"])
    qtbot.waitUntil(lambda: window.session.words.views()[0].name == "Refunds")
    first = next(action for action in menu_of("Refunds").actions() if action.text() == "Move up")
    assert not first.isEnabled()


def test_who_may_only_read_is_only_shown_views(window: MainWindow, menu_of: OpenMenu) -> None:
    window.desk.workspace.member = replace(window.desk.workspace.member, role=Role.READ_ONLY)
    assert [action.text() for action in menu_of("Refunds").actions()] == ["Show"]


def test_all_views_are_listed_those_outside_the_left_bar_too(window: MainWindow, saved: list[View]) -> None:
    menus = ViewMenu(window.desk, show=window.session.show_view, over=window.session)
    menu = menus.of_all(saved, parent=window.session)
    assert [action.text() for action in menu.actions()] == ["Refunds", "Parcels", "Old (not in the left bar)"]
