"""The order of a sheet's rows, and the sheet as it is copied."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kit.sheet_order import NAME, ordered
from csops.ui.kit.theme import Themes

COLUMNS = (
    SheetColumn(key="score", title="Score", copied=("Score, %",)),
    SheetColumn(key="cause", title="Cause", rank=1),
)


def row(name: str, score: float | None, *, tier: int = 0, cause: str = "") -> SheetRow:
    cells = (SheetCell(text=f"{score} %", values=(score,)), SheetCell(text=cause))
    return SheetRow(key=name, name=name, cells=cells, tier=tier, note=f"{name}, seen", values=(3,))


ROWS = (
    row("Dan", 9.5, cause="habit"),
    row("aisha", 100, cause="Tools"),
    row("Unknown", None),
    row("Few", 99, tier=1),
    row("Fewer", 20, tier=1),
    row("Zoe hidden", None, tier=2),
    row("Bo hidden", None, tier=2),
)


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ((), ["Dan", "aisha", "Unknown", "Few", "Fewer", "Zoe hidden", "Bo hidden"]),
        ((("score", False),), ["Dan", "aisha", "Unknown", "Fewer", "Few", "Zoe hidden", "Bo hidden"]),
        ((("score", True),), ["aisha", "Dan", "Unknown", "Few", "Fewer", "Zoe hidden", "Bo hidden"]),
        ((("cause", True),), ["aisha", "Dan", "Unknown", "Few", "Fewer", "Zoe hidden", "Bo hidden"]),
        (((NAME, False),), ["aisha", "Dan", "Unknown", "Few", "Fewer", "Bo hidden", "Zoe hidden"]),
    ],
)
def test_numbers_sort_by_value_and_what_cannot_be_compared_stays_last(
    order: tuple[tuple[str, bool], ...], names: list[str]
) -> None:
    assert [one.name for one in ordered(COLUMNS, ROWS, order)] == names


def test_a_click_on_a_head_and_the_keys_sort_and_what_is_copied_are_numbers(
    qtbot: QtBot, themes: Themes, window: QWidget
) -> None:
    sheet = FigureSheet(themes, name="Scores", heading="Person", sorts=True)
    sheet.setParent(window)
    sheet.resize(900, 500)
    sheet.set_heading("Person", "Reviews")
    sheet.show_rows(COLUMNS, ROWS)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)

    def names() -> list[str]:
        return [one.name for one in sheet.sheet.rows]

    heads = sheet.horizontalHeader()
    middle = QPoint(heads.sectionViewportPosition(0) + 10, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert names()[:2] == ["Dan", "aisha"]
    sheet.setFocus()
    sheet.choose("aisha", 0)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):  # to the first row, the heads, and descending
        QTest.keyClick(sheet, key)
    assert (names()[:2], sheet.sorting.said(0)) == (["aisha", "Dan"], "Score, sorted descending")
    with qtbot.assertNotEmitted(sheet.picked):
        QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert names() == [one.name for one in ROWS], "the third press brings back the order in which they came"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(sheet, key)
    assert (names()[:2], sheet.sorting.said(-1)) == (["aisha", "Dan"], "Person, sorted ascending")
    QTest.keyClick(sheet, Qt.Key.Key_Down)
    assert (sheet.current_key(), sheet.sorting.head) == ("aisha", None)
    QTest.mouseClick(sheet.corner, Qt.MouseButton.LeftButton)
    assert names()[:2] == ["Unknown", "Dan"]
    QTest.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:3] == ["Person\tReviews\tScore, %\tCause", "Unknown\t3\t\t", "Dan\t3\t9.5\thabit"]
    assert "<td>9.5</td>" in QGuiApplication.clipboard().mimeData().html()


def test_a_sheet_that_does_not_sort_has_no_way_into_its_heads(qtbot: QtBot, themes: Themes) -> None:
    sheet = FigureSheet(themes, name="Scores", heading="Person")
    qtbot.addWidget(sheet)
    sheet.show_rows(COLUMNS, ROWS)
    sheet.choose("Dan", 0)
    QTest.keyClick(sheet, Qt.Key.Key_Up)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert (sheet.sorting.head, sheet.sorting.order) == (None, ())


def test_heads_say_nothing_of_what_is_gone(qtbot: QtBot, themes: Themes) -> None:
    """While others are taken over one edge asks for what the other no longer has: an error there ended the process."""
    sheet = FigureSheet(themes, name="Scores", heading="Person")
    qtbot.addWidget(sheet)
    sheet.show_rows(COLUMNS, ROWS)
    for orientation, there in ((Qt.Orientation.Horizontal, 2), (Qt.Orientation.Vertical, 7)):
        assert sheet.sheet.headerData(there - 1, orientation)
        assert sheet.sheet.headerData(there, orientation) is None
