"""The map of people needed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.ui.kit.charts import HeatCell, HeatData
from csops.ui.kit.heat_map import HeatMap, contrast, ink
from csops.ui.kit.heat_model import heat_step
from csops.ui.kit.theme import Theme, Themes

Key = Qt.Key
Role = Qt.ItemDataRole
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_cell(number: int, roster: int) -> HeatCell:
    return HeatCell(number=number, words=f"Monday, {number} needed, {roster} on roster", is_short=roster < number)


DATA = HeatData(
    title="People needed",
    row_names=("Mon", "Tue"),
    column_names=("8:00", "", "9:00"),
    cells=((None, a_cell(1, 1), a_cell(4, 3)), (a_cell(2, 2), None, a_cell(0, 0))),
    totals=("5", "2"),
    totals_name="Hours",
    short_words="Fewer on the roster than needed (1 half hour)",
)


@pytest.fixture
def heat(qtbot: QtBot, qapp: QApplication) -> HeatMap:
    themes = Themes(qapp)
    themes.choose("light")
    made = HeatMap(themes, DATA)
    qtbot.addWidget(made)
    made.resize(500, 160)
    made.show()
    return made


def test_it_holds_to_the_rules_of_qt(heat: HeatMap) -> None:
    QAbstractItemModelTester(heat.model, QAbstractItemModelTester.FailureReportingMode.Fatal, heat.model)
    assert (heat.model.rowCount(), heat.model.columnCount()) == (2, 4)


def test_the_number_is_always_printed_and_closed_is_blank(heat: HeatMap) -> None:
    shown = [[heat.model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert shown == [["", "1", "4", "5"], ["2", "", "0", "2"]]


def test_a_cell_is_read_out_in_words(heat: HeatMap) -> None:
    assert heat.model.index(0, 2).data(Role.AccessibleTextRole) == "Monday, 4 needed, 3 on roster"
    assert heat.model.index(0, 0).data(Role.AccessibleTextRole) == "Closed"


def test_arrow_keys_walk_the_cells_and_enter_explains_one(heat: HeatMap, qtbot: QtBot) -> None:
    heat.view.setFocus()
    qtbot.waitUntil(heat.view.hasFocus)
    assert heat.view.currentIndex().column() == 1, "the first open cell"
    QTest.keyClick(heat.view, Key.Key_Right)
    with qtbot.waitSignal(heat.picked) as picked:
        QTest.keyClick(heat.view, Key.Key_Return)
    assert picked.args == [0, 2]


def test_a_click_on_a_closed_interval_explains_nothing(heat: HeatMap, qtbot: QtBot) -> None:
    picked: list[tuple[int, int]] = []
    heat.picked.connect(lambda row, column: picked.append((row, column)))
    for column in (0, 2):
        place = heat.view.visualRect(heat.model.index(0, column)).center()
        QTest.mouseClick(heat.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == [(0, 2)]


def test_other_figures_keep_the_current_cell(heat: HeatMap) -> None:
    heat.go_to(1, 2)
    heat.show_data(DATA)
    assert (heat.view.currentIndex().row(), heat.view.currentIndex().column()) == (1, 2)


def test_the_steps_spread_over_what_the_map_holds() -> None:
    assert [heat_step(number, 1, 4) for number in (1, 2, 3, 4)] == [0, 2, 4, 6]
    assert heat_step(3, 3, 3) == 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_number_can_be_read_on_its_step(name: str, qtbot: QtBot) -> None:
    theme = Theme(name)
    assert min(contrast(ink(theme, ground), ground) for ground in theme.heat) >= 4.5


def test_a_shortage_is_marked_in_its_corner(heat: HeatMap) -> None:
    image = heat.view.grab().toImage()
    corner = heat.view.visualRect(heat.model.index(0, 2)).topRight() + heat.view.viewport().pos()
    assert image.pixelColor(corner.x() - 4, corner.y() + 3) == Theme("light").colour("danger.solid")


def test_the_map_is_copied_and_saved(heat: HeatMap, tmp_path: Path) -> None:
    heat.copy_data()
    assert QGuiApplication.clipboard().text().splitlines()[1] == "Mon\t\t1\t4\t5"
    heat.save_picture(tmp_path / "map.png")
    assert QImage(str(tmp_path / "map.png")).width() == 1000
    heat.save_picture(tmp_path / "map.svg")
    assert "<svg" in (tmp_path / "map.svg").read_text()
