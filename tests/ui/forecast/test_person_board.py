"""One person over four weeks: hours, absences and wishes, reached by keyboard, exported and copied."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.work_terms import Absence, Wish
from csops.services.roster_team import save_absence, save_wish
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import PERSON, WEEK, ShiftsPage
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_page, a_plan, a_shift, a_team, act, go_to, show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    return a_team(shop)


@pytest.fixture
def planned(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    return a_plan(a_page(place, qtbot), qtbot)


@pytest.fixture
def mara(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> ShiftsPage:
    """Mara's weeks; she is away for two days of the second and wishes to be free on Wednesdays."""
    member_id = planned.week.hands.member(0)
    save_absence(team, absence=Absence(member_id=member_id, first_day=date(2026, 3, 9), last_day=date(2026, 3, 10)))
    save_wish(team, wish=Wish(member_id=member_id, weekday=2))
    show(planned, PERSON)
    qtbot.waitUntil(lambda: bool(planned.person.wishes.said), timeout=PATIENCE_MS)
    return planned


def _shown(page: ShiftsPage) -> str:
    found = page.person.found
    return "" if found is None else found.worker.name


def test_four_weeks_say_hours_absences_and_wishes(mara: ShiftsPage) -> None:
    board = mara.person
    assert board.who.currentText() == "Mara"
    names = [row.name for row in board.grid.shifts.rows]
    assert names == ["2 Mar, draft", "9 Mar, not planned", "16 Mar, not planned", "23 Mar, not planned"]
    week = mara.week.grid.shifts.rows[0]
    assert [cell.text for cell in board.grid.shifts.rows[0].cells] == [cell.text for cell in week.cells]
    assert [cell.text for cell in board.grid.shifts.rows[1].cells[:3]] == ["Leave", "Leave", ""]
    assert board.grid.shifts.rows[1].hours == "0 / 24 h"
    assert "2 days of absence" in board.figures.words()
    assert board.away.said == ["Mon 9 Mar to Tue 10 Mar: Leave"]
    is_free = not week.cells[2].text
    assert board.wishes.said == [f"Free: Wednesday \u00b7 {'granted' if is_free else 'not granted'}"]


def test_another_person_is_chosen_from_the_list(mara: ShiftsPage, qtbot: QtBot) -> None:
    mara.person.who.setFocus()
    QTest.keyClick(mara.person.who, Qt.Key.Key_Down)
    mara.person.who.activated.emit(mara.person.who.currentIndex())
    qtbot.waitUntil(lambda: _shown(mara) == "Rosa Okafor", timeout=PATIENCE_MS)


def test_enter_on_the_hours_of_a_row_opens_the_weeks_of_that_person(planned: ShiftsPage, qtbot: QtBot) -> None:
    go_to(planned, 1, 7)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    assert planned.ways.key() == PERSON
    qtbot.waitUntil(lambda: _shown(planned) == "Rosa Okafor", timeout=PATIENCE_MS)
    assert planned.person.who.currentText() == "Rosa Okafor"


def test_a_click_on_a_name_opens_the_weeks_of_that_person(planned: ShiftsPage, qtbot: QtBot) -> None:
    heads = planned.week.grid.verticalHeader()
    where = heads.sectionViewportPosition(2) + 4
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=heads.viewport().rect().topLeft() + _down(where))
    qtbot.waitUntil(lambda: _shown(planned) == "Tomasz Rudnicki", timeout=PATIENCE_MS)


def _down(pixels: int) -> QPoint:
    return QPoint(8, pixels)


def test_the_menu_of_a_cell_leads_to_the_weeks_and_the_contract_of_the_person(
    planned: ShiftsPage, qtbot: QtBot
) -> None:
    row, day = a_shift(planned)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    menu = planned.week.hands.menu
    assert menu is not None
    menu.change.trigger()
    menu.close()
    qtbot.waitUntil(lambda: planned.door.form is not None, timeout=PATIENCE_MS)
    assert planned.door.form is not None
    assert planned.door.form.before.member.name == planned.week.hands.name(row)
    planned.door.form.close_layer()
    menu.person.trigger()
    assert planned.ways.key() == PERSON


def test_the_weeks_are_exported_as_a_calendar(
    mara: ShiftsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "mara.ics"
    monkeypatch.setattr(mara.desk.files, "ask_save", lambda *_args, **_named: path)
    act(mara, "Export")
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    shifts = sum(1 for cell in mara.week.grid.shifts.rows[0].cells if cell.is_shift)
    assert path.read_text().count("BEGIN:VEVENT") == shifts > 0


def test_the_weeks_are_copied_as_a_table(mara: ShiftsPage) -> None:
    act(mara, "Copy")
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0] == "Day\tShift\tFrom\tTo\tPaid hours"
    assert lines[1].startswith("2026-03-0")
    assert len(lines) - 1 == sum(1 for cell in mara.week.grid.shifts.rows[0].cells if cell.is_shift)


def test_the_arrows_go_from_week_to_person_to_team(planned: ShiftsPage) -> None:
    planned.ways.button(WEEK).setFocus()
    QTest.keyClick(planned.ways.button(WEEK), Qt.Key.Key_Right)
    assert planned.ways.key() == PERSON
    assert planned.stack.currentWidget() is planned.person
    assert [action.text() for action in planned.top_actions()] == ["Copy", "Export"]


def test_a_later_week_is_the_first_of_four(mara: ShiftsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(mara.person.steps.later, Qt.MouseButton.LeftButton)
    rows = mara.person.grid.shifts
    qtbot.waitUntil(lambda: rows.rows[0].name == "9 Mar, not planned", timeout=PATIENCE_MS)
