"""The saved view that is open is marked; once it is changed that is said, and it can be saved again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.team import View
from csops.services import views
from csops.services.people import save_member
from csops.ui.contacts.page import ContactsPage
from csops.ui.contacts.table import REMEMBERED, ContactsTable
from csops.ui.contacts.table_save import SaveViewDialog
from csops.ui.desk import Desk
from csops.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
OpenPage = Callable[[], ContactsPage]


@pytest.fixture
def view(desk: Desk) -> View:
    return views.save_view(desk.workspace, view=View(name="Refunds", place="contacts", question={"words": "refund"}))


@pytest.fixture
def preferences() -> Preferences:
    return Preferences(None)


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot, preferences: Preferences) -> OpenPage:
    def opener() -> ContactsPage:
        page = ContactsPage(desk, preferences=preferences)
        qtbot.addWidget(page)
        page.resize(1228, 700)
        page.show()
        return page

    return opener


@pytest.fixture
def page(open_page: OpenPage, view: View) -> ContactsPage:
    """The table, with the view open."""
    page = open_page()
    page.ask({"view": dict(view.question), "name": view.name, "view_id": view.id})
    return page


def table_of(page: ContactsPage) -> ContactsTable:
    assert page.table is not None
    return page.table


def test_the_open_view_is_marked_and_named(page: ContactsPage, view: View) -> None:
    assert (page.view_key, page.view_note) == (f"view.{view.id}", "")
    assert page.subtitle().startswith("Refunds")
    assert not table_of(page).filters.keep.isVisible()


def test_another_file_does_not_begin_with_the_view_and_the_filters_of_this_one(
    page: ContactsPage, open_page: OpenPage, preferences: Preferences
) -> None:
    table_of(page).filters.choose("period", ["7"])
    kept = preferences.get(REMEMBERED)
    preferences.set(REMEMBERED, {**kept, "place": "elsewhere.csops"})
    again = open_page()
    again.show_mode("table")
    assert again.view_key == ""
    assert table_of(again).filters.chosen() == {"period": ("30",)}


def test_once_it_is_changed_that_is_said_and_saving_is_offered(page: ContactsPage) -> None:
    table = table_of(page)
    table.filters.choose("period", ["7"])
    assert page.view_note == "changed"
    assert page.subtitle().startswith("Refunds, changed")
    assert table.filters.keep.isVisible()
    assert (table.filters.keep.text(), table.filters.save.text()) == ("Save", "Save as")


def test_changed_back_it_is_the_view_again(page: ContactsPage) -> None:
    table = table_of(page)
    table.search.setText("refund late")
    assert page.view_note == "changed"
    table.search.setText("refund")
    assert page.view_note == ""
    assert not table.filters.keep.isVisible()


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.model.sort_by(table.model.section("customer"), add=False),
        lambda table: table.view.columns.hide("topic", hidden=True),
        lambda table: table.grouping.choose("channel"),
    ],
    ids=["order", "columns", "group"],
)
def test_order_columns_and_group_belong_to_it(page: ContactsPage, change: Callable[[ContactsTable], object]) -> None:
    change(table_of(page))
    assert page.view_note == "changed"


def test_saving_keeps_what_is_shown_under_the_same_name(
    page: ContactsPage, desk: Desk, view: View, qtbot: QtBot
) -> None:
    table = table_of(page)
    table.filters.choose("period", ["7"])
    with qtbot.waitSignal(desk.said):
        QTest.mouseClick(table.filters.keep, LEFT)
    (kept,) = views.list_views(desk.workspace)
    assert (kept.id, kept.name, kept.question["filters"]) == (view.id, "Refunds", {"period": ["7"]})
    assert page.view_note == ""


def test_undo_of_saving_leaves_it_changed(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    table = table_of(page)
    table.search.setText("")
    with qtbot.waitSignal(desk.said):
        QTest.mouseClick(table.filters.keep, LEFT)
    qtbot.waitUntil(lambda: page.view_note == "")
    desk.undo()
    qtbot.waitUntil(lambda: page.view_note == "changed")


def test_saved_under_another_name_that_one_is_open(page: ContactsPage, desk: Desk, view: View, qtbot: QtBot) -> None:
    table = table_of(page)
    table.search.setText("delivery")
    QTest.mouseClick(table.filters.save, LEFT)
    dialog = page.window().findChildren(SaveViewDialog)[0]
    dialog.view_name.set_text("Deliveries")
    with qtbot.waitSignal(dialog.saved):
        QTest.mouseClick(dialog.save, LEFT)
    new = next(one for one in views.list_views(desk.workspace) if one.name == "Deliveries")
    assert (page.view_key, page.view_note) == (f"view.{new.id}", "")


def test_it_is_still_open_after_a_restart(
    page: ContactsPage, open_page: OpenPage, view: View, preferences: Preferences
) -> None:
    table_of(page).filters.choose("period", ["7"])
    preferences.set("contacts.mode", "table")
    again = open_page()
    assert (again.view_key, again.view_note) == (f"view.{view.id}", "changed")


@pytest.mark.parametrize("leave", ["removed", "asked", "left", "split"])
def test_nothing_is_marked_once_it_is_gone(
    page: ContactsPage, desk: Desk, view: View, qtbot: QtBot, leave: str
) -> None:
    if leave == "removed":
        desk.act(lambda: views.remove_view(desk.workspace, view_id=view.id))
    elif leave == "asked":
        page.ask({"filters": {"period": ["30"]}})
    elif leave == "split":
        page.show_mode("cases")
    else:
        menu = table_of(page).views.menu([view])
        next(action for action in menu.actions() if action.text() == "Leave “Refunds”").trigger()
    qtbot.waitUntil(lambda: page.view_key == "")


def test_whoever_may_not_save_is_told_that_it_is_changed_only(desk: Desk, view: View, open_page: OpenPage) -> None:
    reader = save_member(desk.workspace, member=Member(name="Ida Berg", role=Role.READ_ONLY))
    desk.workspace.member = reader
    page = open_page()
    page.ask({"view": dict(view.question), "name": view.name, "view_id": view.id})
    table_of(page).filters.choose("period", ["7"])
    assert page.view_note == "changed"
    assert not table_of(page).filters.keep.isVisible()
