"""Contacts are corrected in the table: cell by cell, many at once, and from the menu of a row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.cases import State
from csops.domain.contacts import Contact, ContactDraft, Direction, Logged, Result
from csops.domain.lines import ContactLine
from csops.services import cases, contacts, corrections, history
from csops.ui.conflict_card import ConflictDialog
from csops.ui.contacts.table import ContactsTable
from csops.ui.desk import Desk
from csops.ui.kit.table_editing import CellList
from csops.ui.kit.table_ticks import Ticks
from csops.ui.preferences import Preferences
from tests.helpers.records import PHONE

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def logged(desk: Desk) -> list[Logged]:
    """Three contacts, the last one first in the table."""
    now = desk.workspace.now()
    made = []
    for number, (name, text) in enumerate(
        [("Oliver Brandt", "Frame\nscratched"), ("Salma Haddad", "Brake noise"), ("Jonas Feld", "Refund not recieved")]
    ):
        draft = ContactDraft(
            channel_id=PHONE,
            customer_name=name,
            text=text,
            happened_at=now - timedelta(hours=3 - number),
            handle_time=timedelta(minutes=4),
            result=Result.PASSED,
        )
        made.append(contacts.log_contact(desk.workspace, draft=draft))
    return made


Open = Callable[[], ContactsTable]


@pytest.fixture
def open_table(desk: Desk, logged: list[Logged], qtbot: QtBot) -> Open:
    def opener() -> ContactsTable:
        table = ContactsTable(desk, Preferences(None))
        qtbot.addWidget(table)
        table.resize(1228, 700)
        with qtbot.waitActive(table):
            table.show()
            table.activateWindow()
        qtbot.waitUntil(lambda: table.model.rowCount() == 3 and table.model.record(2) is not None)
        table.view.setFocus()
        table.view.go_to(0)
        return table

    return opener


@pytest.fixture
def table(open_table: Open) -> ContactsTable:
    return open_table()


def edit(table: ContactsTable, row: int, key: str) -> None:
    table.view.setCurrentIndex(table.model.index(row, table.model.section(key)))
    QTest.keyClick(table.view, Key.Key_F2)


def write(table: ContactsTable, words: str) -> None:
    """Write into the editor that is open, or choose there, and press Enter."""
    editor = table.view.editor
    assert editor is not None
    if isinstance(editor.widget, CellList):
        editor.widget.setCurrentText(words)
    else:
        assert isinstance(editor.widget, QLineEdit)
        editor.widget.setText(words)
    QTest.keyClick(editor.widget, Key.Key_Return)


def line(table: ContactsTable, row: int) -> ContactLine:
    record = table.model.record(row)
    assert isinstance(record, ContactLine)
    return record


def kept(desk: Desk, logged: Logged) -> Contact:
    return contacts.get_contact(desk.workspace, contact_id=logged.contact.id)


CELLS: list[tuple[str, str, object]] = [
    ("topic", "Lost order", "Lost order"),
    ("channel", "E-mail", "E-mail"),
    ("title", "Refund not received", "Refund not received"),
    ("text", "Refund not received", "Refund not received"),
    ("state", "Resolved", State.RESOLVED),
    ("owner", "Rosa Okafor", "Rosa Okafor"),
    ("owner", "Nobody", ""),
    ("member", "Rosa Okafor", "Rosa Okafor"),
    ("direction", "Outgoing", Direction.OUT),
    ("handle_time", "6", timedelta(minutes=6)),
    ("answered_after", "20 s", timedelta(seconds=20)),
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_changed_in_place_and_one_undo_takes_it_back(
    table: ContactsTable, desk: Desk, qtbot: QtBot, cell: tuple[str, str, object]
) -> None:
    key, words, value = cell
    table.view.columns.hide(key, hidden=False)
    before = getattr(line(table, 0), key)
    edit(table, 0, key)
    with qtbot.waitSignal(desk.said):
        write(table, words)
    qtbot.waitUntil(lambda: getattr(line(table, 0), key) == value)
    history.undo(desk.workspace)
    table.refresh()
    qtbot.waitUntil(lambda: getattr(line(table, 0), key) == before)


def test_a_duration_that_does_not_read_is_told_and_stays(table: ContactsTable) -> None:
    edit(table, 0, "handle_time")
    write(table, "soon")
    assert table.view.editor is not None
    assert "“soon” does not read as a duration" in table.view.editor.widget.accessibleDescription()


def test_a_text_of_several_lines_is_corrected_in_its_form(
    table: ContactsTable, logged: list[Logged], qtbot: QtBot
) -> None:
    table.view.columns.hide("text", hidden=False)
    with qtbot.waitSignal(table.edit_wanted) as asked:
        edit(table, 2, "text")
    assert asked.args == [logged[0].contact.id]


def test_f2_beside_the_cells_that_may_change_asks_for_the_form(
    table: ContactsTable, logged: list[Logged], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.edit_wanted) as asked:
        QTest.keyClick(table.view, Key.Key_F2)
    assert asked.args == [logged[2].contact.id]


def test_who_may_only_read_edits_nothing(desk: Desk, open_table: Open) -> None:
    desk.workspace.member = replace(desk.workspace.member, role=Role.READ_ONLY)
    table = open_table()
    assert all(column.edit is None for column in table.model.columns)
    assert not table.deeds.change.isEnabled()


def test_different_fields_of_one_row_are_joined(
    table: ContactsTable, desk: Desk, logged: list[Logged], qtbot: QtBot
) -> None:
    edit(table, 0, "topic")
    contact = kept(desk, logged[2])
    corrections.edit_contact(desk.workspace, contact=replace(contact, text="Theirs"))
    with qtbot.waitSignal(desk.said):
        write(table, "Lost order")
    assert kept(desk, logged[2]).text == "Theirs"
    assert kept(desk, logged[2]).topic_id is not None


@pytest.mark.parametrize("key", ["title", "handle_time"])
def test_the_same_cell_changed_twice_shows_both_and_asks(
    table: ContactsTable, desk: Desk, logged: list[Logged], qtbot: QtBot, key: str
) -> None:
    edit(table, 0, key)
    contact, case = kept(desk, logged[2]), logged[2].case
    corrections.edit_contact(desk.workspace, contact=replace(contact, handle_time=timedelta(minutes=9)))
    cases.edit_case(desk.workspace, case=replace(case, title="Theirs"))
    write(table, {"title": "Mine", "handle_time": "6"}[key])
    qtbot.waitUntil(lambda: bool(table.window().findChildren(ConflictDialog)))
    dialog = table.window().findChildren(ConflictDialog)[0]
    said = {"title": "Yours: Mine. Theirs: Theirs", "handle_time": "Yours: 6:00. Theirs: 9:00"}
    assert said[key] in dialog.card.words()
    with qtbot.waitSignal(desk.said):
        dialog.card.keep.click()
    after = cases.get_case(desk.workspace, case_id=case.id).title, kept(desk, logged[2]).handle_time
    assert after == {"title": ("Mine", timedelta(minutes=9)), "handle_time": ("Theirs", timedelta(minutes=6))}[key]


OVERTAKEN = {
    "state": ("Resolved", "Status. Yours: Resolved. Theirs: Waiting for the customer", State.RESOLVED),
    "owner": ("Rosa Okafor", "Owner. Yours: Rosa Okafor. Theirs: –", "Rosa Okafor"),
}


@pytest.mark.parametrize("key", OVERTAKEN)
def test_the_status_and_owner_that_a_colleague_changed_are_shown_beside_ours(
    table: ContactsTable, desk: Desk, logged: list[Logged], qtbot: QtBot, key: str
) -> None:
    words, said, value = OVERTAKEN[key]
    case_id = logged[2].case.id
    edit(table, 0, key)
    cases.change_state(desk.workspace, case_ids=[case_id], state=State.WAITING_FOR_CUSTOMER)
    cases.assign(desk.workspace, case_ids=[case_id], owner_id=None)
    write(table, words)
    qtbot.waitUntil(lambda: bool(table.window().findChildren(ConflictDialog)))
    dialog = table.window().findChildren(ConflictDialog)[0]
    assert said in dialog.card.words()
    with qtbot.waitSignal(desk.said):
        dialog.card.keep.click()
    table.refresh()
    qtbot.waitUntil(lambda: getattr(line(table, 0), key) == value)


# ---- many at once


def open_menu(table: ContactsTable, qtbot: QtBot) -> QMenu:
    table.deeds.change.trigger()
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in table.findChildren(QMenu)))
    return next(menu for menu in table.findChildren(QMenu) if menu.isVisible() and menu.title() == "")


def choose(menu: QMenu, *path: str) -> None:
    for words in path[:-1]:
        part = next(action for action in menu.actions() if action.text() == words).menu()
        assert isinstance(part, QMenu)
        menu.close()
        menu = part
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()
    menu.close()


BULK = {
    "topic_id": ("Topic", "Lost order"),
    "member_id": ("Handled by", "Rosa Okafor"),
    "channel_id": ("Channel", "E-mail"),
}


@pytest.mark.parametrize("field", BULK)
def test_all_that_are_ticked_are_changed_with_one_undo(
    table: ContactsTable, desk: Desk, logged: list[Logged], qtbot: QtBot, field: str
) -> None:
    path = BULK[field]
    before = [getattr(kept(desk, one), field) for one in logged]
    table.model.set_ticks(Ticks(everything=True))
    with qtbot.waitSignal(desk.said) as said:
        choose(open_menu(table, qtbot), *path)
    assert said.args is not None
    assert said.args[0].text == f"3 contacts changed. {path[0]}: {path[1]}"
    assert len({getattr(kept(desk, one), field) for one in logged}) == 1
    assert getattr(kept(desk, logged[0]), field) != before[0]
    history.undo(desk.workspace)
    assert [getattr(kept(desk, one), field) for one in logged] == before


def test_a_single_row_can_be_corrected_as_a_whole_from_there(
    table: ContactsTable, logged: list[Logged], qtbot: QtBot
) -> None:
    QTest.keyClick(table.view, Key.Key_Space)
    with qtbot.waitSignal(table.edit_wanted) as asked:
        choose(open_menu(table, qtbot), "Edit contact")
    assert asked.args == [logged[2].contact.id]


# ---- the menu of a row


def words_of(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]


def test_the_menu_of_a_row_offers_all_that_can_be_done(
    table: ContactsTable, logged: list[Logged], qtbot: QtBot
) -> None:
    table.view.setCurrentIndex(table.model.index(0, table.model.section("topic")))
    menu = table.deeds.menu(line(table, 0))
    deeds = [
        "Review this contact",
        "Put into your queue of reviews",
        "Calibrate this contact",
        "Assign",
        "Status",
        "Follow up",
        "Pass on",
        "Merge cases",
        "Change",
        "Copy for Excel",
        "Paste rows",
        "Remove",
    ]
    assert words_of(menu) == ["Open", "Edit topic here", "Edit contact", *deeds]
    menu.actions()[1].trigger()
    assert isinstance(table.view.editor and table.view.editor.widget, CellList)
    with qtbot.waitSignal(table.edit_wanted) as asked:
        menu.actions()[2].trigger()
    assert asked.args == [logged[2].contact.id]


def test_the_menu_is_about_what_is_ticked_only_where_its_row_is(table: ContactsTable) -> None:
    table.model.tick_rows(0, 1)
    table.deeds.menu(line(table, 1))
    assert table.model.ticks.number(3) == 2
    table.deeds.menu(line(table, 2))
    assert table.model.ticks.number(3) == 0
