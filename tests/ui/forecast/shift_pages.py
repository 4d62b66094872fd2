"""What tests of the shifts page share: a team, a page, a planned week, and how one acts on them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.work_terms import Terms
from csops.services.people import save_member
from csops.services.roster_team import save_terms
from csops.services.workspace import Workspace
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.shifts_page import ShiftsPage
from csops.ui.forecast.tabs import SHIFTS
from tests.ui.forecast.conftest import PATIENCE_MS


def a_team(shop: Workspace) -> Workspace:
    """Mara, Rosa, and Tomasz who works two days a week."""
    for name, hours in (("Rosa Okafor", 40), ("Tomasz Rudnicki", 16)):
        member = save_member(shop, member=Member(name=name, role=Role.AGENT))
        save_terms(shop, terms=Terms(member_id=member.id, hours_per_week=hours, days_per_week=hours / 8))
    return shop


def a_page(place: ForecastPlace, qtbot: QtBot) -> ShiftsPage:
    """The page with what there is of plans."""
    QTest.mouseClick(place.tabs.button(SHIFTS), Qt.MouseButton.LeftButton)
    made = place.page()
    assert isinstance(made, ShiftsPage)
    qtbot.waitUntil(lambda: made.subtitle() != "", timeout=PATIENCE_MS)
    return made


def a_plan(page: ShiftsPage, qtbot: QtBot) -> ShiftsPage:
    """The page with a week that is planned."""
    act(page, "Plan shifts")
    qtbot.waitUntil(lambda: page.view is not None, timeout=PATIENCE_MS)
    return page


def act(page: ShiftsPage, words: str) -> None:
    """Trigger an action of the top bar."""
    next(action for action in page.top_actions() if action.text() == words).trigger()


def show(page: ShiftsPage, way: str) -> None:
    """Click one of the ways of seeing the shifts."""
    QTest.mouseClick(page.ways.button(way), Qt.MouseButton.LeftButton)


def texts(page: ShiftsPage, row: int) -> list[str]:
    """The words of a row."""
    return [cell.text for cell in page.week.grid.shifts.rows[row].cells]


def a_shift(page: ShiftsPage) -> tuple[int, int]:
    """The first cell with a shift."""
    return next(
        (row, day)
        for row, one in enumerate(page.week.grid.shifts.rows)
        for day, cell in enumerate(one.cells)
        if cell.is_shift
    )


def a_free_cell(page: ShiftsPage) -> tuple[int, int]:
    """The first cell without a shift."""
    return next(
        (row, day)
        for row, one in enumerate(page.week.grid.shifts.rows)
        for day, cell in enumerate(one.cells[:5])
        if not cell.is_shift
    )


def go_to(page: ShiftsPage, row: int, day: int) -> None:
    """Put the focus on a cell."""
    page.week.grid.setFocus()
    page.week.grid.setCurrentIndex(page.week.grid.shifts.index(row, day))
