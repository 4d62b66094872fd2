"""Shifts in the window: planned, moved by dragging and by keys, given, taken away, published and taken back."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.plans import PlanState
from csops.domain.work_terms import Terms
from csops.services.history import undo
from csops.services.people import save_member
from csops.services.roster_team import save_terms
from csops.services.rosters import plans
from csops.services.settings import opening_hours, save_opening_hours
from csops.services.snapshots import tracks
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shift_model import MIME
from csops.ui.forecast.shifts_page import ShiftsPage
from csops.ui.forecast.tabs import SHIFTS
from csops.ui.kit.cards import Banner
from tests.ui.forecast.conftest import PATIENCE_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MONDAY = date(2026, 3, 2)


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    """Mara, Rosa, and Tomasz who works two days a week."""
    for name, hours in (("Rosa Okafor", 40), ("Tomasz Rudnicki", 16)):
        member = save_member(shop, member=Member(name=name, role=Role.AGENT))
        save_terms(shop, terms=Terms(member_id=member.id, hours_per_week=hours, days_per_week=hours / 8))
    return shop


@pytest.fixture
def page(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    QTest.mouseClick(place.tabs.button(SHIFTS), Qt.MouseButton.LeftButton)
    made = place.page()
    assert isinstance(made, ShiftsPage)
    qtbot.waitUntil(lambda: made.subtitle() != "", timeout=PATIENCE_MS)
    return made


@pytest.fixture
def planned(page: ShiftsPage, qtbot: QtBot) -> ShiftsPage:
    _act(page, "Plan shifts")
    qtbot.waitUntil(lambda: page.view is not None, timeout=PATIENCE_MS)
    return page


def _act(page: ShiftsPage, words: str) -> None:
    next(action for action in page.top_actions() if action.text() == words).trigger()


def _texts(page: ShiftsPage, row: int) -> list[str]:
    return [cell.text for cell in page.week.grid.shifts.rows[row].cells]


def _a_shift(page: ShiftsPage) -> tuple[int, int]:
    return next(
        (row, day)
        for row, one in enumerate(page.week.grid.shifts.rows)
        for day, cell in enumerate(one.cells)
        if cell.is_shift
    )


def _free(page: ShiftsPage) -> tuple[int, int]:
    return next(
        (row, day)
        for row, one in enumerate(page.week.grid.shifts.rows)
        for day, cell in enumerate(one.cells[:5])
        if not cell.is_shift
    )


def _is_free(page: ShiftsPage, row: int, day: int) -> bool:
    return _texts(page, row)[day] == ""


def test_a_week_without_a_plan_says_what_planning_does(page: ShiftsPage) -> None:
    assert page.subtitle() == "No shifts are planned for this week yet"
    assert page.week.none_yet.isVisible()
    assert not page.week.grid.isVisible()
    assert [action.text() for action in page.top_actions()] == ["Plan shifts"]


def test_a_plan_shows_who_works_when_and_what_it_takes(planned: ShiftsPage) -> None:
    model = planned.week.grid.shifts
    assert [row.name for row in model.rows] == ["Mara", "Rosa Okafor", "Tomasz Rudnicki"]
    assert model.days[0] == MONDAY
    assert any(cell.is_shift for row in model.rows for cell in row.cells)
    assert "paid hours" in planned.week.figures.words()
    assert planned.week.grid.isVisible()


def test_a_shift_that_is_dragged_to_another_person_moves_there(planned: ShiftsPage, qtbot: QtBot) -> None:
    (row, day), (to_row, to_day) = _a_shift(planned), _free(planned)
    clock = _texts(planned, row)[day]
    model = planned.week.grid.shifts
    dragged: QMimeData = model.mimeData([model.index(row, day)])
    assert dragged.hasFormat(MIME)
    with qtbot.waitSignal(planned.desk.said, timeout=PATIENCE_MS) as told:
        model.dropMimeData(dragged, Qt.DropAction.MoveAction, -1, -1, model.index(to_row, to_day))
    giver, taker = model.rows[row].name, model.rows[to_row].name
    assert giver != taker
    assert told.args is not None
    assert told.args[0].text == f"Moved the shift of {giver} to {taker}"
    qtbot.waitUntil(lambda: _texts(planned, to_row)[to_day] == clock, timeout=PATIENCE_MS)
    assert _texts(planned, row)[day] == ""
    assert model.rows[to_row].cells[to_day].is_fixed
    assert (planned.week.grid.currentIndex().row(), planned.week.grid.currentIndex().column()) == (to_row, to_day)


def test_delete_takes_a_shift_away_and_undo_brings_it_back(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    row, day = _a_shift(planned)
    clock = _texts(planned, row)[day]
    planned.week.grid.setFocus()
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _texts(planned, row)[day] == "", timeout=PATIENCE_MS)
    assert (planned.week.grid.currentIndex().row(), planned.week.grid.currentIndex().column()) == (row, day)
    undo(team)
    planned.refresh()
    qtbot.waitUntil(lambda: _texts(planned, row)[day] == clock, timeout=PATIENCE_MS)


def test_enter_offers_the_shifts_of_the_day(planned: ShiftsPage, qtbot: QtBot) -> None:
    row, day = _free(planned)
    planned.week.grid.setFocus()
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    assert planned.week.hands.menu is not None
    assert not planned.week.hands.menu.take.isVisible()
    planned.week.hands.menu.actions()[0].trigger()
    planned.week.hands.menu.close()
    qtbot.waitUntil(lambda: _texts(planned, row)[day] != "", timeout=PATIENCE_MS)


def test_a_plan_is_published_and_withdrawn(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    assert planned.week.card.heading is not None
    title = planned.week.card.heading.title
    assert title.words() == "Week of 2 Mar, draft"
    _act(planned, "Publish")
    qtbot.waitUntil(lambda: title.words() == "Week of 2 Mar, published", timeout=PATIENCE_MS)
    assert [plan.state for plan in plans(team)] == [PlanState.PUBLISHED]
    assert [each.snapshots for each in tracks(team)] == [1, 1]
    _act(planned, "Withdraw")
    qtbot.waitUntil(lambda: title.words() == "Week of 2 Mar, draft", timeout=PATIENCE_MS)


def test_planning_anew_keeps_what_was_set_by_hand(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    row, day = _free(planned)
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    assert planned.week.hands.menu is not None
    planned.week.hands.menu.actions()[0].trigger()
    planned.week.hands.menu.close()
    qtbot.waitUntil(lambda: _texts(planned, row)[day] != "", timeout=PATIENCE_MS)
    clock, made = _texts(planned, row)[day], planned.view
    _act(planned, "Plan anew")
    qtbot.waitUntil(lambda: planned.view is not made, timeout=PATIENCE_MS)
    assert _texts(planned, row)[day] == clock
    assert len(plans(team)) == 1


def test_a_plan_is_exported_where_one_says(
    planned: ShiftsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "shifts.ics"
    monkeypatch.setattr(planned.desk.files, "ask_save", lambda *_args, **_named: path)
    _act(planned, "Export")
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    assert path.read_text().startswith("BEGIN:VCALENDAR")


def test_the_week_after_is_planned_by_itself(planned: ShiftsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.week.steps.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: planned.view is None, timeout=PATIENCE_MS)
    assert planned.week.card.heading is not None
    assert planned.week.card.heading.title.words() == "Week of 9 Mar"
    QTest.mouseClick(planned.week.steps.earlier, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: planned.view is not None, timeout=PATIENCE_MS)


def test_what_is_missing_is_said_with_its_reasons(planned: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    row, day = _a_shift(planned)
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    for person in range(len(planned.week.grid.shifts.rows)):
        if planned.week.grid.shifts.rows[person].cells[day].is_shift:
            planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(person, day))
            QTest.keyClick(planned.week.grid, Qt.Key.Key_Delete)
            qtbot.waitUntil(partial(_is_free, planned, person, day), timeout=PATIENCE_MS)
    assert planned.week.gaps.said
    assert "missing" in planned.week.gaps.said[0]
    assert planned.week.gaps.isVisible()


def test_a_failure_is_said_above_the_plan(planned: ShiftsPage, qtbot: QtBot) -> None:
    planned.acts.failed.emit(OSError("the disk is gone"))
    assert isinstance(planned._banner, Banner)


def test_one_click_plays_the_plan_and_says_what_comes_of_it(planned: ShiftsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.week.played.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(planned.week.played.grid.said), timeout=PATIENCE_MS)
    assert [line[0] for line in planned.week.played.grid.said] == ["Phone", "E-mail"]
    assert planned.week.played.grid.said[0][2].endswith("%")
    assert planned.week.played.start.isEnabled()


def test_what_is_played_says_how_often_shifts_fell_out(planned: ShiftsPage, qtbot: QtBot) -> None:
    assert planned.view is not None
    task = planned.view.task
    often = replace(task, rules=replace(task.rules, unplanned_share=0.05))
    card = planned.week.played
    card._view = replace(planned.view, task=often)
    QTest.mouseClick(card.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(card.grid.said), timeout=PATIENCE_MS)
    said = card.lesson.words().replace("\u00a0", " ")
    assert said.endswith("Shifts fell out at random in 5 % of the cases, as the rules have it for sudden illness")


def test_playing_the_plan_keeps_the_focus_and_brings_what_came_into_view(planned: ShiftsPage, qtbot: QtBot) -> None:
    planned.week.played.start.setFocus()
    with qtbot.waitSignal(planned.week.played.shown, timeout=PATIENCE_MS):
        QTest.keyClick(planned.week.played.start, Qt.Key.Key_Space)
        assert planned.week.played.start.hasFocus()
    assert planned.week.played.start.hasFocus()
    foot = planned.week.played.grid.mapTo(planned, planned.week.played.grid.rect().bottomLeft())
    assert planned.rect().contains(foot)


def test_what_was_played_of_a_plan_that_changed_meanwhile_is_not_shown(planned: ShiftsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.week.played.start, Qt.MouseButton.LeftButton)
    assert planned.view is not None
    planned.week.played.show_plan(replace(planned.view, shifts=planned.view.shifts[1:]))
    planned.week.played._show([])
    assert not planned.week.played.grid.isVisible()


def test_another_plan_forgets_what_was_played(planned: ShiftsPage, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.week.played.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(planned.week.played.grid.isVisible, timeout=PATIENCE_MS)
    row, day = _a_shift(planned)
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not planned.week.played.grid.isVisible(), timeout=PATIENCE_MS)


def test_what_is_more_than_needed_is_said_with_its_cost_and_whose_contract(planned: ShiftsPage, qtbot: QtBot) -> None:
    row, day = _free(planned)
    planned.week.grid.setCurrentIndex(planned.week.grid.shifts.index(row, day))
    QTest.keyClick(planned.week.grid, Qt.Key.Key_Return)
    assert planned.week.hands.menu is not None
    planned.week.hands.menu.actions()[0].trigger()
    planned.week.hands.menu.close()
    spare = planned.week.spare
    qtbot.waitUntil(lambda: any("up to 1 more than needed" in line for line in spare.said), timeout=PATIENCE_MS)
    assert "h more than needed in this week, " in spare.said[0]
    assert any(line.startswith("Below the contract: ") for line in spare.said)


def test_a_day_on_which_nobody_works_because_it_is_closed_is_named(
    page: ShiftsPage, place: ForecastPlace, team: Workspace, qtbot: QtBot
) -> None:
    hours = opening_hours(team)
    save_opening_hours(team, hours={**hours, "special": {"2026-03-04": [], "2026-03-05": []}})
    place.refresh()
    qtbot.waitUntil(lambda: len(getattr(page.looking.outlook, "closed", ())) == 2, timeout=PATIENCE_MS)
    _act(page, "Plan shifts")
    qtbot.waitUntil(lambda: page.view is not None, timeout=PATIENCE_MS)
    said = page.week.figures.words()
    assert "closed on Wed 4 Mar" in said
    assert "closed on Thu 5 Mar" in said
