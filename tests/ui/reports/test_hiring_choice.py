"""Reports on hiring and skills: chosen, looked at, taken along."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.reports import Table
from csops.services.people import save_member
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.reports.page import Made, ReportsPage
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA
from tests.helpers.report_page import choose_report

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    made = a_hiring(workspace)
    submit(workspace, made, ROSA, 4, 3, 4)
    return made


@pytest.fixture
def page(desk: Desk, hiring: Hiring, qtbot: QtBot) -> ReportsPage:
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.made is not None)
    qtbot.waitUntil(lambda: made.choosing.hiring.opening.box.count() == 2)
    return made


def made_of(page: ReportsPage) -> Made:
    assert page.made is not None
    return page.made


def choose(page: ReportsPage, field: str, number: int) -> None:
    """Choose a line of one of the two lists, as a person does."""
    box = getattr(page.choosing.hiring, field).box
    box.setCurrentIndex(number)
    box.activated.emit(number)


def says(made: Made) -> list[str]:
    assert made.report is not None
    table = next(each for each in made.report.sections if isinstance(each, Table) and each.key == "results")
    return [str(row[table.column("says")]) for row in table.rows]


def test_hiring_begins_with_all_openings_of_the_year(page: ReportsPage, qtbot: QtBot) -> None:
    choose_report(page, "hiring")
    qtbot.waitUntil(lambda: made_of(page).title == "Hiring report")
    assert made_of(page).period == "1 January to 31 December 2026"
    assert page.choosing.period.isVisible()
    assert not page.choosing.hiring.about.isVisible()


def test_an_opening_is_compared_and_a_candidate_told_alone(page: ReportsPage, qtbot: QtBot) -> None:
    choose_report(page, "hiring")
    choose(page, "opening", 1)
    qtbot.waitUntil(lambda: made_of(page).title == "Candidates: Weekend help")
    assert not page.choosing.period.isVisible()
    about = page.choosing.hiring.about.box
    assert [about.itemText(number) for number in range(about.count())] == [
        "Comparison of all",
        "Interview sheets to print",
        "Ngozi Adeyemi (1)",
        "Tobias Kern (2)",
    ]
    choose(page, "about", 2)
    qtbot.waitUntil(lambda: made_of(page).title == "Candidate: Ngozi Adeyemi")


def test_what_is_submitted_meanwhile_is_in_the_report(
    page: ReportsPage, workspace: Workspace, hiring: Hiring, qtbot: QtBot
) -> None:
    page.ask({"report": "hiring", "opening_id": hiring.opening.id})
    qtbot.waitUntil(lambda: made_of(page).title == "Candidates: Weekend help")
    assert says(made_of(page)) == ["hidden", "hidden"]
    submit(workspace, hiring, MARA, 4, 3, 4)
    qtbot.waitUntil(lambda: says(made_of(page)) == ["meets", "hidden"])


def test_sheets_are_shown_and_saved_as_pages_alone(
    page: ReportsPage, hiring: Hiring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheets.pdf"), ""))
    page.ask({"report": "hiring", "opening_id": hiring.opening.id, "sheets": True})
    qtbot.waitUntil(lambda: bool(made_of(page).sheets))
    qtbot.waitUntil(lambda: page.preview.is_painted(0))
    assert not page.to_excel.isEnabled()
    assert not page.to_text.isEnabled()
    assert page.to_paper.isEnabled()
    assert page.choosing.hiring.about.key() == "sheets"
    with qtbot.waitSignal(page.exporting.written):
        QTest.mouseClick(page.to_pdf, LEFT)
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("which", ["seat_id", "card_id"])
def test_one_sheet_is_shown_by_itself(
    page: ReportsPage, workspace: Workspace, hiring: Hiring, which: str, qtbot: QtBot
) -> None:
    number = hiring.seats[0].id if which == "seat_id" else hiring.card(workspace, MARA).id
    page.ask({"report": "hiring", which: number})
    qtbot.waitUntil(lambda: bool(made_of(page).sheets))
    assert {each.interviewer for each in made_of(page).sheets} == {MARA.name}
    assert len(made_of(page).sheets) == (2 if which == "seat_id" else 1)


def test_skills_are_told_as_they_stand_now(page: ReportsPage, qtbot: QtBot) -> None:
    choose_report(page, "skills")
    qtbot.waitUntil(lambda: made_of(page).title == "Skill matrix")
    assert not page.choosing.period.isVisible()
    assert not page.choosing.hiring.isVisible()
