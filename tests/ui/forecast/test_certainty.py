"""How certain the people of a week are, beside the assumptions."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.ui.forecast.page import ForecastPage
from tests.ui.forecast.conftest import PATIENCE_MS

CLICK = Qt.MouseButton.LeftButton


def test_what_more_certainty_takes_is_one_click_away(page: ForecastPage, qtbot: QtBot) -> None:
    link = page.board.panel.certain
    qtbot.waitUntil(link.isEnabled, timeout=PATIENCE_MS)
    assert link.text().endswith("to miss a goal")
    assert link.accessibleName() == f"How certain: {link.text()}"
    QTest.mouseClick(link, CLICK)
    dialog = page.certain.dialog
    assert dialog is not None
    lines = [[words.replace("\u00a0", " ") for words in line] for line in dialog.grid.said]
    assert [line[0] for line in lines] == ["As shown", "50 %", "80 %", "95 %"]
    chances = [int(line[4].split(" ")[0]) for line in lines[1:]]
    hours = [int(line[2].replace(",", "")) for line in lines[1:]]
    assert chances == sorted(chances, reverse=True)
    assert chances[2] <= 5
    assert hours == sorted(hours)
    assert "Phone" in dialog.why.words()


def test_what_is_turned_is_judged_too(page: ForecastPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.certain.found is not None, timeout=PATIENCE_MS)
    before = page.certain.found
    page.board.panel.volume.slider.setFocus()
    for _ in range(30):
        QTest.keyClick(page.board.panel.volume.slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.certain.found != before, timeout=PATIENCE_MS)
    assert before is not None
    assert page.certain.found is not None
    assert page.certain.found.shown.paid_hours >= before.shown.paid_hours
