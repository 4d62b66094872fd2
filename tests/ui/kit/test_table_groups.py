"""A table in groups: headings in the hand, folded, ticked past, painted over the whole row."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.ui.kit.table_cells import Heading, HeadingId, Order
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_model import TICKS
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import head_menu
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.ui.kit.table_rows import COLUMNS, Parcel, parcels

Key = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Shelves:
    """Ten parcels on two shelves; what is folded is its heading alone."""

    def __init__(self) -> None:
        self.folded: set[str] = set()

    def rows(self) -> list[Heading | Parcel]:
        found: list[Heading | Parcel] = []
        for name, some in (("upper", parcels(10)[:4]), ("lower", parcels(10)[4:])):
            is_open = name not in self.folded
            found.append(Heading(id=HeadingId(name), words=name.title(), number=str(len(some)), is_open=is_open))
            found += some if is_open else []
        return found

    def fetch(self, offset: int, limit: int, _order: Order) -> Sequence[Heading | Parcel]:
        return self.rows()[offset : offset + limit]

    def count(self) -> int:
        return len(self.rows())


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


@pytest.fixture
def shelves() -> Shelves:
    return Shelves()


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication, tasks: Tasks, shelves: Shelves) -> TablePane:
    themes = Themes(qapp)
    themes.choose("light")
    model = GroupedModel(COLUMNS, tasks)
    model.records = lambda: 10
    view = GroupedTable(themes, model, name="Parcels")
    model.setParent(view)
    made = TablePane(themes, view)
    qtbot.addWidget(made)
    made.resize(700, 500)
    model.show(fetch=shelves.fetch, count=shelves.count)
    with qtbot.waitSignal(model.arrived):
        made.show()
    view.setFocus()
    view.go_to(0)
    return made


@pytest.fixture
def view(pane: TablePane, shelves: Shelves) -> GroupedTable:
    """The table; what is to be folded is."""
    grid = pane.view
    assert isinstance(grid, GroupedTable)

    def fold(heading: Heading) -> None:
        shelves.folded ^= {str(heading.id)}
        grid.table.refresh()

    grid.fold_wanted.connect(fold)
    return grid


def rows(view: GroupedTable) -> int:
    return view.table.rowCount()


def test_a_heading_says_what_follows_and_how_many(view: GroupedTable) -> None:
    index = view.table.index(0, TICKS + 1)
    assert index.data() == index.data(Qt.ItemDataRole.AccessibleTextRole) == "Upper, 4"
    assert view.table.index(0, TICKS + 2).data() == ""
    assert view.table.index(1, TICKS + 1).data() == "Parcel 000000"


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Return, Key.Key_Space])
def test_keys_on_a_heading_fold_its_group(view: GroupedTable, qtbot: QtBot, key: Key) -> None:
    QTest.keyClick(view, key)
    qtbot.waitUntil(lambda: rows(view) == 8)
    heading = view.heading()
    assert heading is not None
    assert not heading.is_open
    QTest.keyClick(view, Key.Key_Right)
    qtbot.waitUntil(lambda: rows(view) == 12)


def test_left_on_what_is_folded_changes_nothing(view: GroupedTable, qtbot: QtBot) -> None:
    QTest.keyClick(view, Key.Key_Left)
    qtbot.waitUntil(lambda: rows(view) == 8)
    with qtbot.assertNotEmitted(view.fold_wanted):
        QTest.keyClick(view, Key.Key_Left)


def test_a_click_anywhere_on_a_heading_folds_it(view: GroupedTable, qtbot: QtBot) -> None:
    place = view.visualRect(view.table.index(5, 2)).center()
    with qtbot.waitSignal(view.fold_wanted) as wanted:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert wanted.args is not None
    assert wanted.args[0].words == "Lower"


def test_nothing_can_be_done_to_a_heading(view: GroupedTable, qtbot: QtBot) -> None:
    assert view.current_record() is None
    with qtbot.assertNotEmitted(view.opened), qtbot.assertNotEmitted(view.edit_wanted):
        QTest.keyClick(view, Key.Key_F2)
        QTest.keyClick(view, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)


def test_ticking_passes_over_headings(pane: TablePane, view: GroupedTable) -> None:
    view.table.tick_rows(3, 7)
    assert view.table.ticks.ids == {2, 3, 4, 5}
    assert pane.bar._number.words() == "4 selected"


def test_all_are_the_records_folded_away_or_not(pane: TablePane, view: GroupedTable, qtbot: QtBot) -> None:
    QTest.keyClick(view, Key.Key_Left)
    qtbot.waitUntil(lambda: rows(view) == 8)
    view.table.toggle_all()
    assert pane.bar._number.words() == "10 selected"
    assert view.table.head_state() == Qt.CheckState.Checked
    view.table.toggle_all()
    assert view.table.head_state() == Qt.CheckState.Unchecked


def test_a_heading_keeps_the_keys_while_its_group_folds(view: GroupedTable, qtbot: QtBot) -> None:
    view.go_to(5)
    QTest.keyClick(view, Key.Key_Left)
    qtbot.waitUntil(lambda: rows(view) == 6)
    heading = view.heading()
    assert heading is not None
    assert heading.words == "Lower"


def test_the_menu_of_a_heading_folds_one_or_all(view: GroupedTable, qtbot: QtBot) -> None:
    fold, fold_all, unfold_all = view.heading_menu().actions()
    with qtbot.waitSignal(view.fold_wanted):
        fold.trigger()
    for action, away in ((fold_all, True), (unfold_all, False)):
        with qtbot.waitSignal(view.fold_all_wanted) as wanted:
            action.trigger()
        assert wanted.args == [away]


def test_the_head_of_a_column_offers_to_group_by_it(view: GroupedTable, qtbot: QtBot) -> None:
    view.head.groupable = frozenset({"name"})
    action = next(one for one in head_menu(view, 1).actions() if one.text() == "Group by this")
    with qtbot.waitSignal(view.head.group_wanted) as wanted:
        action.trigger()
    assert wanted.args == ["name"]
    view.head.grouped_by = "name"
    assert "Ungroup" in [one.text() for one in head_menu(view, 1).actions()]
    assert "Group by this" not in [one.text() for one in head_menu(view, 2).actions()]


def test_a_heading_is_painted_over_the_whole_row(view: GroupedTable) -> None:
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    top = view.rowViewportPosition(5) + 3
    grounds = {picture.pixelColor(round(x * ratio), round(top * ratio)).name() for x in range(60, 690, 40)}
    assert len(grounds) == 1


def test_fitting_a_column_does_not_measure_headings(view: GroupedTable) -> None:
    heading = view.table.record(0)
    assert isinstance(heading, Heading)
    width = QFontMetrics(view.font()).horizontalAdvance("Parcel 000000") * 3
    long = replace(heading, words="A shelf whose name is much longer than any of the parcels that lie on it")
    view.table._pages.put(0, [long, *[view.table.record(row) for row in range(1, 12)]])
    view.resizeColumnToContents(1)
    assert view.columnWidth(1) < width
