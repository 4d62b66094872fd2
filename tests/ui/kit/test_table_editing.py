"""Cells of a table changed in place, by keys and by the pointer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from csops.ui.kit.table_cells import CellEdit
from csops.ui.kit.table_editing import CellList, EditableTable
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.ui.kit.table_rows import COLUMNS, Depot, parcels

Key = Qt.Key
NAME, WEIGHT, SENT = 1, 2, 3
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

EDITS = {
    "name": CellEdit(text=lambda parcel: parcel.name, wrong=lambda text: "" if text else "A parcel has a name"),
    "weight": CellEdit(
        text=lambda parcel: "" if parcel.weight_g is None else str(parcel.weight_g),
        choices=lambda: [("0", "Nothing"), ("1", "A gram"), ("", "Not weighed")],
        may=lambda parcel: parcel.id != 2,
    ),
}


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


@pytest.fixture
def depot() -> Depot:
    return Depot(parcels(250))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, tasks: Tasks, depot: Depot) -> EditableTable:
    themes = Themes(qapp)
    columns = [replace(column, edit=EDITS.get(column.key)) for column in COLUMNS]
    model = PagedTableModel(columns, tasks)
    made = EditableTable(themes, model, name="Parcels")
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 400)
    model.show(fetch=depot.fetch, count=depot.count)
    with qtbot.waitSignal(model.arrived), qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.go_to(0)
    return made


def stand(view: EditableTable, row: int, column: int) -> None:
    view.setCurrentIndex(view.table.index(row, column))


def line(view: EditableTable) -> QLineEdit:
    assert view.editor is not None
    assert isinstance(view.editor.widget, QLineEdit)
    return view.editor.widget


def cell_list(view: EditableTable) -> CellList:
    assert view.editor is not None
    assert isinstance(view.editor.widget, CellList)
    return view.editor.widget


def test_f2_opens_an_editor_and_enter_saves(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 1, NAME)
    QTest.keyClick(view, Key.Key_F2)
    assert line(view).text() == line(view).selectedText() == "Parcel 000001"
    QTest.keyClicks(line(view), "A chain")
    with qtbot.waitSignal(view.cell_edited) as told:
        QTest.keyClick(line(view), Key.Key_Return)
    assert told.args == [view.table.record(1), "name", "A chain"]
    assert view.editor is None
    assert view.hasFocus()


def test_esc_restores(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 0, NAME)
    QTest.keyClick(view, Key.Key_F2)
    QTest.keyClicks(line(view), "Nonsense")
    with qtbot.assertNotEmitted(view.cell_edited):
        QTest.keyClick(line(view), Key.Key_Escape)
    assert view.editor is None
    assert view.table.index(0, NAME).data() == "Parcel 000000"


def test_the_same_again_is_no_change(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 0, NAME)
    QTest.keyClick(view, Key.Key_F2)
    with qtbot.assertNotEmitted(view.cell_edited):
        QTest.keyClick(line(view), Key.Key_Return)


def test_tab_saves_and_goes_on_past_what_cannot_change(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 1, WEIGHT)
    QTest.keyClick(view, Key.Key_F2)
    cell_list(view).setCurrentIndex(0)
    with qtbot.waitSignal(view.cell_edited) as told:
        QTest.keyClick(cell_list(view), Key.Key_Tab)
    assert told.args is not None
    assert told.args[1:] == ["weight", "0"]
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, NAME)
    assert line(view).text() == "Parcel 000002"
    QTest.keyClick(line(view), Key.Key_Tab)
    assert line(view).text() == "Parcel 000003", "the weight of the parcel before may not change"


def test_shift_tab_goes_back(view: EditableTable) -> None:
    stand(view, 1, WEIGHT)
    QTest.keyClick(view, Key.Key_F2)
    QTest.keyClick(cell_list(view), Key.Key_Backtab)
    assert line(view).text() == "Parcel 000001"


def test_what_is_wrong_stays_until_it_is_right(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 0, NAME)
    QTest.keyClick(view, Key.Key_F2)
    line(view).clear()
    with qtbot.assertNotEmitted(view.cell_edited):
        QTest.keyClick(line(view), Key.Key_Return)
    assert line(view).property("state") == "error"
    assert line(view).accessibleDescription() == "A parcel has a name"


def test_going_elsewhere_saves(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 0, NAME)
    QTest.keyClick(view, Key.Key_F2)
    line(view).setText("A chain")
    with qtbot.waitSignal(view.cell_edited):
        view.setFocus()
    assert view.editor is None


def test_a_list_offers_what_there_is_and_a_pick_from_it_needs_no_further_key(view: EditableTable, qtbot: QtBot) -> None:
    stand(view, 1, WEIGHT)
    QTest.keyClick(view, Key.Key_F2)
    box = cell_list(view)
    assert box.currentText() == "A gram"
    box.showPopup()
    with qtbot.waitSignal(view.cell_edited) as told:
        box.setCurrentIndex(2)
        box.activated.emit(2)
    assert told.args is not None
    assert told.args[1:] == ["weight", ""]


def test_f2_where_no_cell_may_change_asks_for_the_form(view: EditableTable, qtbot: QtBot) -> None:
    for row, column in ((0, SENT), (2, WEIGHT)):
        stand(view, row, column)
        with qtbot.waitSignal(view.edit_wanted) as asked:
            QTest.keyClick(view, Key.Key_F2)
        assert asked.args == [view.table.record(row)]


@pytest.mark.parametrize("column", [NAME, SENT])
def test_enter_opens_the_record_and_a_letter_after_it_is_no_text(
    view: EditableTable, qtbot: QtBot, column: int
) -> None:
    stand(view, 0, column)
    with qtbot.waitSignal(view.opened), qtbot.assertNotEmitted(view.cell_edited):
        QTest.keyClick(view, Key.Key_Return)
        QTest.keyClick(view, Key.Key_E)
    assert view.editor is None


def test_the_editor_stays_with_its_record_when_rows_come_in_above(
    view: EditableTable, depot: Depot, qtbot: QtBot
) -> None:
    stand(view, 1, NAME)
    QTest.keyClick(view, Key.Key_F2)
    line(view).setText("A chain")
    depot.stored = [replace(depot.stored[0], id=9_999), *depot.stored]
    with qtbot.waitSignal(view.table.arrived):
        view.table.refresh()
    cell = view.visualRect(view.table.index(2, NAME))
    assert line(view).geometry().top() == cell.top()
    with qtbot.waitSignal(view.cell_edited) as told:
        QTest.keyClick(line(view), Key.Key_Return)
    assert told.args is not None
    assert told.args[0].id == 1


def test_the_editor_scrolls_with_its_cell(view: EditableTable) -> None:
    stand(view, 3, NAME)
    QTest.keyClick(view, Key.Key_F2)
    before = line(view).geometry().top()
    view.verticalScrollBar().setValue(2)
    assert line(view).geometry().top() < before


@pytest.mark.parametrize("reason", list(QContextMenuEvent.Reason)[:2])
def test_a_row_has_a_menu_by_pointer_and_by_key(
    view: EditableTable, qtbot: QtBot, reason: QContextMenuEvent.Reason
) -> None:
    stand(view, 3, NAME)
    place = view.visualRect(view.table.index(3, NAME)).center()
    with qtbot.waitSignal(view.row_menu_wanted) as asked:
        view.contextMenuEvent(QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place)))
    assert asked.args is not None
    assert asked.args[0] == view.table.record(3)
    assert isinstance(asked.args[1], QPoint)
