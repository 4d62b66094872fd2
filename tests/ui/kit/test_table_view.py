"""The table in the hand: keys, clicks, ticks, columns, totals, and what it remembers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.ui.kit.controls import Action
from csops.ui.kit.table_cells import Column
from csops.ui.kit.table_columns import KEY_ROLE, ColumnsPanel
from csops.ui.kit.table_model import TICKS, PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import DataTable, head_menu, plain_tip
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.ui.kit.table_rows import Depot, Parcel, a_model, parcels

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
# The platform without a screen says so when a window is shown; that is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


@pytest.fixture
def assigned() -> list[str]:
    return []


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication, tasks: Tasks, assigned: list[str]) -> TablePane:
    themes = Themes(qapp)
    themes.choose("light")
    model = a_model(tasks, Depot(parcels(250)))
    view = DataTable(themes, model, name="Parcels")
    assign = Action("Assign", icon_name="user-round-plus", keys="A", run=lambda: assigned.append("assigned"))
    made = TablePane(themes, view, actions=[assign])
    model.setParent(view)
    qtbot.addWidget(made)
    made.resize(700, 400)
    with qtbot.waitSignal(model.arrived):
        made.show()
    view.setFocus()
    view.go_to(0)
    return made


def click(qtbot: QtBot, view: DataTable, row: int, column: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    place = view.visualRect(view.table.index(row, column)).center()
    QTest.mouseClick(view.viewport(), LEFT, modifier or Qt.KeyboardModifier.NoModifier, place)


def head_click(qtbot: QtBot, view: DataTable, section: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    place = QPoint(view.columnViewportPosition(section) + 20, 10)
    QTest.mouseClick(view.head.viewport(), LEFT, modifier or Qt.KeyboardModifier.NoModifier, place)


def test_j_and_k_walk_the_rows(pane: TablePane, qtbot: QtBot) -> None:
    for key in (Key.Key_J, Key.Key_J, Key.Key_Down, Key.Key_K):
        QTest.keyClick(pane.view, key)
    assert pane.view.currentIndex().row() == 2


def test_single_letters_can_be_switched_off(pane: TablePane, qtbot: QtBot) -> None:
    pane.view.single_keys = False
    QTest.keyClick(pane.view, Key.Key_J)
    assert pane.view.currentIndex().row() == 0


def test_space_ticks_and_the_bar_says_how_many(pane: TablePane, qtbot: QtBot) -> None:
    assert not pane.bar.isVisible()
    QTest.keyClick(pane.view, Key.Key_Space)
    QTest.keyClick(pane.view, Key.Key_J)
    QTest.keyClick(pane.view, Key.Key_Space)
    assert pane.view.table.ticks.ids == frozenset({0, 1})
    assert pane.bar.isVisible()
    assert pane.bar.accessibleName().startswith("2 ")


def test_shift_with_an_arrow_extends(pane: TablePane, qtbot: QtBot) -> None:
    for _ in range(3):
        QTest.keyClick(pane.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.table.ticks.ids == frozenset({0, 1, 2, 3})


def test_a_click_on_a_box_ticks_and_shift_click_ticks_up_to_there(pane: TablePane, qtbot: QtBot) -> None:
    click(qtbot, pane.view, 1, TICKS)
    click(qtbot, pane.view, 4, TICKS, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.table.ticks.ids == frozenset({1, 2, 3, 4})
    click(qtbot, pane.view, 2, TICKS)
    assert pane.view.table.ticks.ids == frozenset({1, 3, 4})


def test_the_box_in_the_head_ticks_all(pane: TablePane, qtbot: QtBot) -> None:
    head_click(qtbot, pane.view, TICKS)
    assert pane.view.table.ticks.number(250) == 250


def test_a_click_on_a_head_sorts_and_shift_adds(pane: TablePane, qtbot: QtBot) -> None:
    head_click(qtbot, pane.view, 1)
    head_click(qtbot, pane.view, 2, Qt.KeyboardModifier.ShiftModifier)
    assert pane.view.table.order == (("name", False), ("weight", False))


def test_enter_opens_and_shift_enter_opens_beside(pane: TablePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.view.opened) as opened:
        QTest.keyClick(pane.view, Key.Key_Return)
    with qtbot.waitSignal(pane.view.opened_beside):
        QTest.keyClick(pane.view, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert opened.args == [Parcel(id=0, name="Parcel 000000", weight_g=0)]


def test_a_letter_does_its_deed_while_the_table_has_the_focus(
    pane: TablePane, qtbot: QtBot, assigned: list[str]
) -> None:
    QTest.keyClick(pane.view, Key.Key_Space)
    QTest.mouseClick(pane.bar.buttons[0], LEFT)
    assert assigned == ["assigned"]
    assert pane.view.actions()[0].shortcutContext() == Qt.ShortcutContext.WidgetShortcut


def test_ctrl_c_copies_what_is_ticked_with_headings(pane: TablePane, qtbot: QtBot) -> None:
    QTest.keyClick(pane.view, Key.Key_Space)
    with qtbot.waitSignal(pane.view.copied) as copied:
        QTest.keyClick(pane.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [1]
    assert QGuiApplication.clipboard().text() == "Name\tWeight\tSent\r\nParcel 000000\t0\t"


def test_the_current_record_stays_current_when_rows_move(pane: TablePane, qtbot: QtBot) -> None:
    pane.view.go_to(3)
    with qtbot.waitSignal(pane.view.table.arrived):
        pane.view.table.set_order((("name", True),))
        pane.view.viewport().repaint()
    pane.view.table.set_order((("name", False),))
    with qtbot.waitSignal(pane.view.table.arrived):
        pane.view.viewport().repaint()
    assert pane.view.current_record() == Parcel(id=3, name="Parcel 000003", weight_g=3)


def test_text_that_is_cut_shows_whole(pane: TablePane) -> None:
    index = pane.view.table.index(0, 1)
    assert pane.view.cut_text(index) == ""
    pane.view.setColumnWidth(1, 50)
    assert pane.view.cut_text(index) == "Parcel 000000"


def test_the_arrangement_is_remembered_as_plain_values(pane: TablePane) -> None:
    view = pane.view
    view.columns.move("sent", 0)
    view.columns.hide("weight", hidden=True)
    view.columns.pin("sent", pinned=True)
    view.columns.set_density("compact")
    view.setColumnWidth(view.table.section("name"), 200)
    view.table.set_order((("name", True),))
    state = view.layout_state()
    view.columns.reset()
    assert view.columns.order() == ["name", "weight", "sent"]
    view.restore_layout(state | {"order": ["gone", *state["order"]]})
    assert view.layout_state() == state
    assert (state["order"][0], state["hidden"], state["pinned"]) == ("sent", ["weight"], ["sent"])
    assert (state["widths"]["name"], state["sort"], state["density"]) == (200, [["name", True]], "compact")


def test_the_last_column_cannot_be_hidden(pane: TablePane) -> None:
    for key in ("name", "weight", "sent"):
        pane.view.columns.hide(key, hidden=True)
    assert [column.key for column in pane.view.columns.shown()] == ["sent"]


def test_the_boxes_stay_at_the_leading_edge_when_columns_are_dragged(pane: TablePane) -> None:
    pane.view.head.moveSection(2, 0)
    assert pane.view.head.visualIndex(TICKS) == 0


def test_the_head_menu_hides_and_pins(pane: TablePane) -> None:
    actions = {action.text(): action for action in head_menu(pane.view, 2).actions()}
    actions["Pin"].trigger()
    assert pane.view.columns.order()[0] == "weight"
    actions["Hide"].trigger()
    assert pane.view.columns.is_hidden("weight")


def test_totals_are_read_out_with_their_columns(pane: TablePane) -> None:
    pane.totals.show_totals("250 parcels", {"weight": "74 g avg"})
    assert pane.totals.accessibleName() == "250 parcels, Weight 74 g avg"


def test_the_columns_panel_finds_hides_pins_and_moves(pane: TablePane, qtbot: QtBot, qapp: QApplication) -> None:
    panel = ColumnsPanel(Themes(qapp), pane.view)
    qtbot.addWidget(panel)
    panel.show()
    QTest.keyClicks(panel.search, "wei")
    assert [panel.list.item(row).isHidden() for row in range(3)] == [True, False, True]
    panel.search.clear()
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Key.Key_Space)
    qtbot.waitUntil(lambda: pane.view.columns.is_hidden("weight"))
    QTest.keyClick(panel.list, Key.Key_P)
    qtbot.waitUntil(lambda: pane.view.columns.order() == ["weight", "name", "sent"])
    panel.list.setCurrentRow(2)
    QTest.keyClick(panel.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: pane.view.columns.order() == ["weight", "sent", "name"])
    assert panel.list.item(1).data(KEY_ROLE) == "sent"


def test_a_click_in_the_columns_panel_shows_and_pins(pane: TablePane, qtbot: QtBot, qapp: QApplication) -> None:
    panel = ColumnsPanel(Themes(qapp), pane.view)
    qtbot.addWidget(panel)
    panel.show()
    place = panel.list.visualItemRect(panel.list.item(0))
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=QPoint(30, place.center().y()))
    qtbot.waitUntil(lambda: pane.view.columns.is_hidden("name"))
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=QPoint(place.right() - 12, place.center().y()))
    qtbot.waitUntil(lambda: pane.view.columns.is_pinned("name"))


def test_density_changes_the_height_of_rows(pane: TablePane, qtbot: QtBot, qapp: QApplication) -> None:
    panel = ColumnsPanel(Themes(qapp), pane.view)
    qtbot.addWidget(panel)
    panel.density.button("compact").click()
    assert pane.view.rowHeight(0) == 30


def test_columns_shrink_to_their_least_where_the_window_is_narrow(
    qtbot: QtBot, qapp: QApplication, tasks: Tasks
) -> None:
    columns = [
        Column(key="name", title="Name", value=lambda parcel: parcel.name, width=300, least=200, grows=True),
        Column(key="weight", title="Weight", value=lambda parcel: parcel.weight_g, width=200, least=100),
        Column(key="sent", title="Sent", value=lambda parcel: parcel.sent, width=100),
    ]
    view = DataTable(Themes(qapp), PagedTableModel(columns, tasks), name="Parcels")
    qtbot.addWidget(view)
    view.show()

    def widths(room: int) -> list[int]:
        view.resize(room + view.columnWidth(TICKS), 300)
        return [view.columnWidth(section) for section in (1, 2, 3)]

    assert widths(700) == [400, 200, 100]
    assert widths(500) == [250, 150, 100]
    assert widths(300) == [200, 100, 100]
    assert widths(700) == [400, 200, 100]
    view.head.resizeSection(2, 180)
    assert widths(300) == [200, 180, 100], "a width that somebody has drawn stays"


def test_a_tooltip_shows_tags_as_they_were_written() -> None:
    assert plain_tip("Two lines\nas they are, a < b") == "Two lines\nas they are, a < b"
    told = plain_tip("<b>Late</b> & lost\n<img src=x>")
    assert told == "<qt>&lt;b&gt;Late&lt;/b&gt; &amp; lost<br>&lt;img src=x&gt;</qt>"
