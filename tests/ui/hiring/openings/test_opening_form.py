"""The form of an opening: from a profile, from the forecast, changed, closed and opened again."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.openings import Opening, OpeningState
from csops.services.openings import get_opening, list_openings, save_opening
from csops.ui.desk import Desk
from csops.ui.hiring.openings.opening_form import OpeningForm
from csops.ui.hiring.openings.page import OpeningsPage
from tests.helpers.hiring import Hiring
from tests.helpers.records import MARA, ROSA

MARCH = date(2026, 4, 1)


def _form(page: OpeningsPage, qtbot: QtBot) -> OpeningForm:
    qtbot.waitUntil(lambda: page.door.form is not None)
    form = page.door.form
    assert form is not None
    return form


def _kept(desk: Desk) -> list[Opening]:
    return list_openings(desk.workspace)


def test_a_place_is_opened_from_a_profile_and_called_after_it(page: OpeningsPage, desk: Desk, qtbot: QtBot) -> None:
    page.top_actions()[0].trigger()
    form = _form(page, qtbot)
    form.profile.box.setCurrentText("Weekend help, version 1")
    form.profile.edited.emit()
    assert form.title_field.text() == "Weekend help"
    form.people.set_text("2")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(_kept(desk)) == 2)
    made = _kept(desk)[0]
    assert (made.title, made.positions, made.lead_id) == ("Weekend help", 2, MARA.id)
    qtbot.waitUntil(lambda: page.opening.line is not None and page.opening.line.id == made.id)
    assert page.door.form is None


def test_the_forecast_fills_in_how_many_and_by_when(page: OpeningsPage, qtbot: QtBot) -> None:
    page.ask({"new_opening": {"people": 3, "month": MARCH, "why": "3 people by April, from the forecast"}})
    form = _form(page, qtbot)
    assert (form.people.text(), form.needed_by.day()) == ("3", MARCH)
    assert form.note.text() == "3 people by April, from the forecast"


def test_what_cannot_be_is_said_below_its_field(page: OpeningsPage, desk: Desk, qtbot: QtBot) -> None:
    page.top_actions()[0].trigger()
    form = _form(page, qtbot)
    form.people.set_text("0")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.people.error() == "Not less than 1"
    assert len(_kept(desk)) == 1


def test_what_was_begun_is_there_when_the_form_opens_again(page: OpeningsPage, qtbot: QtBot) -> None:
    page.top_actions()[0].trigger()
    form = _form(page, qtbot)
    QTest.keyClicks(form.note.box, "Weekends only")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.door.form is None)
    page.top_actions()[0].trigger()
    assert _form(page, qtbot).note.text() == "Weekends only"


def test_a_profile_that_scores_candidates_is_not_changed_here(page: OpeningsPage, hiring: Hiring, qtbot: QtBot) -> None:
    page.show_opening(hiring.opening.id)
    QTest.mouseClick(page.opening.change, Qt.MouseButton.LeftButton)
    form = _form(page, qtbot)
    assert not form.profile.control.isEnabled()


def test_two_who_change_the_same_see_both(page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    page.show_opening(hiring.opening.id)
    QTest.mouseClick(page.opening.change, Qt.MouseButton.LeftButton)
    form = _form(page, qtbot)
    save_opening(desk.workspace, opening=replace(hiring.opening, positions=4))
    form.people.set_text("2")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form.conflict.isVisible)
    assert "People wanted. Yours: 2. Theirs: 4" in form.conflict.words()
    QTest.mouseClick(form.conflict.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: get_opening(desk.workspace, opening_id=hiring.opening.id).opening.positions == 2)


def test_an_opening_is_filled_and_opened_again(page: OpeningsPage, hiring: Hiring, desk: Desk, qtbot: QtBot) -> None:
    page.show_opening(hiring.opening.id)

    def choose(words: str) -> None:
        next(one for one in page.opening.menu().actions() if one.text() == words).trigger()

    def state() -> OpeningState:
        return get_opening(desk.workspace, opening_id=hiring.opening.id).opening.state

    choose("Mark as filled")
    qtbot.waitUntil(lambda: state() is OpeningState.FILLED)
    qtbot.waitUntil(lambda: page.opening.line is not None and page.opening.line.opening.state is OpeningState.FILLED)
    choose("Open again")
    qtbot.waitUntil(lambda: state() is OpeningState.OPEN)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AGENT])
def test_who_may_not_hire_is_offered_none_of_it(hiring: Hiring, desk: Desk, role: Role, qtbot: QtBot) -> None:
    desk.workspace.member = replace(ROSA, role=role)
    page = OpeningsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.show_opening(hiring.opening.id)
    assert not page.opening.change.isVisible()
    assert not page.opening.more.isVisible()
    page.show_list()
    assert not page.top_actions()
