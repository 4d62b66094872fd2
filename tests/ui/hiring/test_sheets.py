"""Interview sheets taken along: from the plan of an opening, and from one's own form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.hiring.scoring.page import ScorePage
from csops.ui.hiring.scoring.plan_part import PlanPart
from tests.helpers.hiring import Hiring, a_hiring
from tests.helpers.records import MARA, ROSA

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    return a_hiring(desk.workspace)


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that a person chooses."""
    chosen = tmp_path / "sheets.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    return chosen


@pytest.fixture
def part(desk: Desk, hiring: Hiring, qtbot: QtBot) -> Iterator[PlanPart]:
    made = PlanPart(desk)
    made.resize(1100, 760)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_opening(hiring.opening.id)
    qtbot.waitUntil(lambda: made.plan is not None)
    yield made
    made.close()
    made.deleteLater()


def test_the_sheets_of_a_plan_are_looked_at_among_the_reports(part: PlanPart, hiring: Hiring, qtbot: QtBot) -> None:
    with qtbot.waitSignal(part.wanted) as wanted:
        QTest.mouseClick(part.print, LEFT)
    assert wanted.args == ["reports", {"report": "hiring", "opening_id": hiring.opening.id, "sheets": True}]


def test_who_may_not_see_reports_saves_them_as_pages(part: PlanPart, desk: Desk, file: Path, qtbot: QtBot) -> None:
    desk.workspace.member = ROSA
    with qtbot.waitSignal(desk.said) as said:
        QTest.mouseClick(part.print, LEFT)
    assert said.args is not None
    assert said.args[0].text == "Written: sheets.pdf"
    assert file.read_bytes().startswith(b"%PDF")


def test_ones_own_form_is_taken_along_on_paper(desk: Desk, hiring: Hiring, file: Path, qtbot: QtBot) -> None:
    page = ScorePage(desk)
    qtbot.addWidget(page)
    page.show_card(hiring.card(desk.workspace, MARA).id)
    qtbot.waitUntil(lambda: page.is_ready)
    sheet = next(action for action in page.top_actions() if action.text() == "Print sheet")
    with qtbot.waitSignal(desk.said):
        sheet.trigger()
    assert file.read_bytes().startswith(b"%PDF")
    page.close_form()


def test_closing_the_question_for_a_file_writes_nothing(
    part: PlanPart, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    desk.workspace.member = ROSA
    running: list[object] = []
    desk.tasks.running.connect(running.append)
    QTest.mouseClick(part.print, LEFT)
    assert running == []
