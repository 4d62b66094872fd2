"""A published plan that was changed: marked, explained person by person, and published again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.services.history import undo
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import ShiftsPage
from tests.ui.forecast.conftest import PATIENCE_MS
from tests.ui.forecast.shift_pages import a_page, a_plan, a_shift, a_team, act, go_to, texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def team(shop: Workspace) -> Workspace:
    return a_team(shop)


@pytest.fixture
def published(team: Workspace, place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    page = a_plan(a_page(place, qtbot), qtbot)
    act(page, "Publish")
    qtbot.waitUntil(lambda: "published" in page.week.heading.title.words(), timeout=PATIENCE_MS)
    return page


@pytest.fixture
def changed(published: ShiftsPage, qtbot: QtBot) -> ShiftsPage:
    """The first shift was taken away."""
    row, day = a_shift(published)
    go_to(published, row, day)
    QTest.keyClick(published.week.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(published.week.told.isVisible, timeout=PATIENCE_MS)
    return published


def test_a_plan_as_it_was_published_is_not_marked(published: ShiftsPage) -> None:
    assert not published.week.told.isVisible()
    assert not any(cell.is_changed for row in published.week.grid.shifts.rows for cell in row.cells)


def test_a_change_is_marked_and_counted(changed: ShiftsPage) -> None:
    told = changed.week.told
    assert told.banner is not None
    assert told.banner.text.words().startswith("Changed since it was published: 1 shift")
    marked = [
        (row.name, place)
        for row in changed.week.grid.shifts.rows
        for place, cell in enumerate(row.cells)
        if cell.is_changed
    ]
    index = changed.week.grid.currentIndex()
    assert marked == [(changed.week.hands.name(index.row()), index.column())]
    cell = changed.week.grid.shifts.rows[index.row()].cells[index.column()]
    assert cell.words.endswith("changed since it was published")


def test_what_changed_is_shown_for_each_person_beside_what_they_were_told(changed: ShiftsPage) -> None:
    told, index = changed.week.told, changed.week.grid.currentIndex()
    assert told.more is not None
    assert not told.lines.isVisible()
    told.more.setFocus()
    QTest.keyClick(told.more, Qt.Key.Key_Space)
    assert told.lines.isVisible()
    assert told.card.isVisible()
    name = changed.week.hands.name(index.row())
    clock = told.grid.shifts.rows[index.row()].cells[index.column()].text
    assert clock
    assert told.lines.said == [f"{name}: Mon 2 Mar no shift instead of {clock}"]
    assert told.more.text() == "Hide what changed"
    QTest.keyClick(told.more, Qt.Key.Key_Space)
    assert not told.card.isVisible()


def test_publishing_again_tells_of_the_changes(changed: ShiftsPage, qtbot: QtBot) -> None:
    told = changed.week.told
    assert told.again is not None
    with qtbot.waitSignal(changed.desk.said, timeout=PATIENCE_MS) as said:
        QTest.mouseClick(told.again, Qt.MouseButton.LeftButton)
    assert said.args is not None
    assert said.args[0].text == "Published the changes"
    changed.refresh()
    qtbot.waitUntil(lambda: not told.isVisible(), timeout=PATIENCE_MS)


def test_undo_of_the_change_takes_the_mark_away(changed: ShiftsPage, team: Workspace, qtbot: QtBot) -> None:
    index = changed.week.grid.currentIndex()
    undo(team)
    changed.refresh()
    qtbot.waitUntil(lambda: texts(changed, index.row())[index.column()] != "", timeout=PATIENCE_MS)
    assert not changed.week.told.isVisible()
