"""Shifts by the keyboard alone: moved by a step, people absent from the grid, and weeks that do not lose the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.work_terms import Away, Part
from csops.services.history import undo
from csops.services.roster_team import roster_team
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import ShiftsPage
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_free_cell, a_page, a_plan, a_shift, a_team, go_to, texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    return a_team(shop)


@pytest.fixture
def planned(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    return a_plan(a_page(place, qtbot), qtbot)


def test_ctrl_and_an_arrow_move_a_shift_to_the_next_person(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    rows = planned.week.grid.shifts.rows
    row, day = next(
        (row, day) for row in (0, 1) for day in range(5) if rows[row].cells[day].text != rows[row + 1].cells[day].text
    )
    here, there = texts(planned, row)[day], texts(planned, row + 1)[day]
    down = Qt.Key.Key_Down
    if not here:  # the shift lies below: it goes up
        row, here, there, down = row + 1, there, here, Qt.Key.Key_Up
    goal = row + (1 if down == Qt.Key.Key_Down else -1)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, down, CTRL)
    qtbot.waitUntil(lambda: texts(planned, goal)[day] == here, timeout=PATIENCE_MS)
    assert texts(planned, row)[day] == there
    assert planned.week.grid.currentIndex().row() == goal
    undo(team)
    planned.refresh()
    qtbot.waitUntil(lambda: texts(planned, row)[day] == here, timeout=PATIENCE_MS)


def test_ctrl_and_an_arrow_move_a_shift_to_the_next_day(planned: ShiftsPage, qtbot: QtBot) -> None:
    row = 0
    day = next(day for day in range(6) if texts(planned, row)[day] and not texts(planned, row)[day + 1])
    clock = texts(planned, row)[day]
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: texts(planned, row)[day + 1] == clock, timeout=PATIENCE_MS)
    assert texts(planned, row)[day] == ""


def test_a_shift_at_the_edge_stays_where_it_is(planned: ShiftsPage) -> None:
    row, day = a_shift(planned)
    assert row == 0
    before = texts(planned, row)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Up, CTRL)
    assert texts(planned, row) == before
    assert planned.week.grid.currentIndex().row() == 0


def test_the_menu_offers_the_same_steps(planned: ShiftsPage, qtbot: QtBot) -> None:
    row, day = a_shift(planned)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    menu = planned.week.hands.menu
    assert menu is not None
    assert not menu.moves[-1, 0].isVisible()  # it is the first person
    clock = texts(planned, row)[day]
    menu.moves[1, 0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: texts(planned, row + 1)[day] == clock, timeout=PATIENCE_MS)


def _absences(team: Workspace) -> list[tuple[Part, Away]]:
    return [(one.part, one.reason) for one in roster_team(team).absences]


def test_somebody_is_absent_from_the_menu_of_a_cell_and_undo_takes_it_back(
    planned: ShiftsPage, team: Workspace, qtbot: QtBot
) -> None:
    row, day = a_free_cell(planned)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    menu = planned.week.hands.menu
    assert menu is not None
    assert not menu.back.isVisible()
    morning = menu.away[1]
    assert morning.title() == "Absent in the morning"
    with qtbot.waitSignal(planned.desk.said, timeout=PATIENCE_MS) as told:
        next(action for action in morning.actions() if action.text() == "Training").trigger()
    menu.close()
    assert told.args is not None
    assert told.args[0].text.startswith(f"{planned.week.grid.shifts.rows[row].name} is absent on ")
    assert told.args[0].can_undo
    planned.refresh()
    qtbot.waitUntil(lambda: texts(planned, row)[day] == "Training, a.m.", timeout=PATIENCE_MS)
    assert _absences(team) == [(Part.MORNING, Away.TRAINING)]
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    again = planned.week.hands.menu
    assert again is not None
    assert again.back.isVisible()
    assert again.stand_ins is not None
    offered = again.stand_ins.actions()
    assert [one.text() for one in offered if one.isChecked()] == ["Nobody"]
    with qtbot.waitSignal(planned.desk.said, timeout=PATIENCE_MS) as told:
        offered[1].trigger()
    again.close()
    assert told.args is not None
    assert told.args[0].text.startswith(f"{offered[1].text()} looks after the work of ")
    (absence,) = roster_team(team).absences
    assert planned.desk.team.member(absence.substitute_id) is not None
    undo(team)
    undo(team)
    planned.refresh()
    qtbot.waitUntil(lambda: texts(planned, row)[day] == "", timeout=PATIENCE_MS)


def test_an_absence_on_a_day_of_work_is_said_to_be_against_a_rule(planned: ShiftsPage, qtbot: QtBot) -> None:
    row, day = a_shift(planned)
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    menu = planned.week.hands.menu
    assert menu is not None
    menu.away[0].actions()[0].trigger()
    menu.close()
    planned.refresh()
    qtbot.waitUntil(lambda: planned.week.grid.shifts.rows[row].cells[day].is_wrong, timeout=PATIENCE_MS)
    assert "although absent: Leave" in planned.week.grid.shifts.rows[row].cells[day].words
    assert any(" has a shift on " in said and "although absent (leave" in said for said in planned.week.broken.said)


def test_a_day_of_leave_is_taken_off_the_hours_of_the_contract_in_the_week(planned: ShiftsPage, qtbot: QtBot) -> None:
    row, day = a_shift(planned)
    before = float(planned.week.grid.shifts.rows[row].hours.split(" / ")[1].removesuffix(" h"))
    go_to(planned, row, day)
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    menu = planned.week.hands.menu
    assert menu is not None
    menu.away[0].actions()[0].trigger()
    menu.close()
    planned.refresh()
    after = f" / {before - 8:g} h"
    qtbot.waitUntil(lambda: planned.week.grid.shifts.rows[row].hours.endswith(after), timeout=PATIENCE_MS)


def test_the_last_week_gives_the_focus_to_the_way_back(planned: ShiftsPage, qtbot: QtBot) -> None:
    steps = planned.week.steps
    qtbot.waitUntil(planned.window().isActiveWindow, timeout=PATIENCE_MS)
    steps.later.setFocus()
    while steps.later.isEnabled():
        week = planned.weeks.week
        QTest.keyClick(steps.later, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda week=week: planned.weeks.week != week, timeout=PATIENCE_MS)  # type: ignore[misc]
        title = planned.week.heading.title
        day = planned.weeks.week
        assert day is not None
        qtbot.waitUntil(lambda title=title, day=day: str(day.day) in title.words(), timeout=PATIENCE_MS)  # type: ignore[misc]
    assert steps.earlier.hasFocus()
