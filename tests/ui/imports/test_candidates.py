"""A list of applications in the wizard: what the rows are, for which opening, saved and taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.services.candidates import list_applied
from csops.ui.desk import Desk
from csops.ui.imports.page import CHECK, COLUMNS, ImportPage
from tests.helpers.hiring import Hiring, a_hiring
from tests.helpers.records import ROSA
from tests.ui.imports.conftest import looked_at

LIST = """Name;E-Mail;Quelle;Beworben am;Datenschutz
Elena Vasquez;elena@example.org;Aushang;28.02.2026;ja
Rafael Lima;rafael@example.org;Freundin von Priya;27.02.2026;nein
"""


@pytest.fixture
def hiring(desk: Desk) -> Hiring:
    return a_hiring(desk.workspace)


@pytest.fixture
def applications(tmp_path: Path) -> Path:
    path = tmp_path / "Bewerbungen.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def names(desk: Desk, hiring: Hiring) -> list[str]:
    return [one.name for one in list_applied(desk.workspace, opening_id=hiring.opening.id)]


def test_a_list_for_an_opening_is_imported_and_taken_back(
    page: ImportPage, hiring: Hiring, applications: Path, desk: Desk, qtbot: QtBot
) -> None:
    page.ask({"opening_id": hiring.opening.id})
    assert page.title() == "Import candidates"
    page.open(applications)
    looked_at(page, qtbot)
    assert (page.title(), page.steps.current) == ("Import candidates", COLUMNS)
    assert page.steps.notes[COLUMNS].words() == "5 of 5 matched"
    model = page.columns.preview.view.model()
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    shown = [model.index(1, column).data() for column in range(model.columnCount())]
    assert shown == ["3", "Rafael Lima", "rafael@example.org", "Freundin von Priya", "27 Feb 2026", "Not agreed"]
    QTest.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.steps.current == CHECK)
    QTest.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.run.undo_button.isVisible)
    assert names(desk, hiring) == ["Ngozi Adeyemi", "Tobias Kern", "Elena Vasquez", "Rafael Lima"]
    with qtbot.waitSignal(page.wanted) as wanted:
        QTest.mouseClick(page.run.show_button, Qt.MouseButton.LeftButton)
    asked = {"tab": "openings", "opening_id": hiring.opening.id, "part": "candidates"}
    assert wanted.args == ["hiring", asked]
    QTest.mouseClick(page.run.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(desk, hiring) == ["Ngozi Adeyemi", "Tobias Kern"])


def test_the_opening_is_asked_where_nobody_said_it(
    page: ImportPage, hiring: Hiring, applications: Path, qtbot: QtBot
) -> None:
    page.ask({"path": str(applications)})
    qtbot.waitUntil(lambda: page.session.draft is not None and page.steps.current == COLUMNS)
    page.columns.columns.kind.pick("candidates")
    qtbot.waitUntil(lambda: page.columns.channel is not None)
    QTest.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    assert page.steps.current == COLUMNS, "nothing can be checked before it is known for what they applied"
    assert page.columns.channel is not None
    page.columns.channel.pick(str(hiring.opening.id))
    looked_at(page, qtbot)
    QTest.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.steps.current == CHECK)


def test_who_may_not_hire_is_not_offered_candidates(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.member = replace(ROSA, role=Role.SUPERVISOR)
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.columns.columns.kind.field.choose("candidates")
    assert made.columns.columns.kind.key() == ""
