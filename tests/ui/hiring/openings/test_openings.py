"""The list of openings, an opening, and its candidates by stage."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.openings import Stage
from csops.ui.desk import Desk
from csops.ui.hiring.openings.candidates_part import CandidatesPart
from csops.ui.hiring.openings.opening_list import OpeningList
from csops.ui.hiring.openings.page import OpeningsPage
from csops.ui.kit.table_cells import Heading
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA


def _cell(view: OpeningList, key: str, row: int = 0) -> str:
    return str(view.model.data(view.model.index(row, view.model.section(key))))


def _part(page: OpeningsPage, hiring: Hiring, qtbot: QtBot) -> CandidatesPart:
    page.show_opening(hiring.opening.id)
    part = page.opening.part()
    assert isinstance(part, CandidatesPart)
    qtbot.waitUntil(lambda: part.model.rowCount() > 0 and part.model.record(part.model.rowCount() - 1) is not None)
    return part


def _rows(part: CandidatesPart) -> list[str]:
    found = [part.model.record(row) for row in range(part.model.rowCount())]
    return [f"# {row.sentence()}" if isinstance(row, Heading) else row.name for row in found if row is not None]


def test_the_list_says_what_is_asked_for_and_what_waits_for_me(page: OpeningsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    said = {key: _cell(page.list, key) for key in ("title", "role", "people", "applied", "waiting")}
    assert said == {
        "title": "Weekend help",
        "role": "Weekend help",
        "people": "0 of 1",
        "applied": "2",
        "waiting": "2 scorecards",
    }


def test_enter_opens_an_opening_and_esc_leads_back(page: OpeningsPage, qtbot: QtBot) -> None:
    page.list.focus_list()
    QTest.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.opening
    assert page.opening.title.words() == "Weekend help"
    QTest.keyClick(page.opening, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.list)
    assert page.list.view.hasFocus()


def test_candidates_stand_by_how_far_they_came(page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    part = _part(page, hiring, qtbot)
    assert _rows(part) == ["# Applied, 2", "Ngozi Adeyemi", "Tobias Kern"]
    with desk.workspace.work("Move") as work:
        work.hiring.applications.update(replace(hiring.applications[0], stage=Stage.OFFER))
    qtbot.waitUntil(lambda: _rows(part) == ["# Applied, 1", "Tobias Kern", "# Offer, 1", "Ngozi Adeyemi"])


def test_what_others_have_finished_is_said_and_not_what_they_rated(
    page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot
) -> None:
    submit(desk.workspace, hiring, MARA, 4, 3, 5)
    part = _part(page, hiring, qtbot)
    cells = {key: [part.model.section(key)] for key in ("cards", "mine")}
    said = [str(part.model.data(part.model.index(1, section))) for [section] in cells.values()]
    assert said == ["1 of 2 finished", "Finished"]


def test_hidden_names_are_numbers(desk: Desk, qtbot: QtBot) -> None:
    hidden = a_hiring(desk.workspace, names_hidden=True)
    page = OpeningsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    part = _part(page, hidden, qtbot)
    name = part.model.data(part.model.index(1, part.model.section("name")))
    assert name == "Candidate 1"


def test_who_is_on_no_panel_is_told_when_an_opening_would_appear(desk: Desk, qtbot: QtBot) -> None:
    page = OpeningsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.list.empty.isVisible)
    assert page.list.empty.accessibleName() == "No place to fill yet"


def test_an_opening_that_is_not_there_leads_to_the_list(page: OpeningsPage) -> None:
    page.show_opening(999)
    assert page.stack.currentWidget() is page.list


def test_whoever_comes_back_to_the_place_has_the_keys_in_the_list(page: OpeningsPage) -> None:
    page.setFocus()
    assert page.focusWidget() is page.list.view
