"""The map of people needed, held against the roster of its week."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.plans import Plan, PlanState
from csops.domain.shifts import Shift
from csops.services.workspace import Workspace
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.people_card import ALL, GAP, PeopleCard
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.tabs import SHIFTS
from csops.ui.kit.charts import HeatCell, HeatTone
from csops.ui.preferences import Preferences
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.kept_plans import keep_plan
from tests.ui.forecast.conftest import PATIENCE_MS, MakePage

WEEK = MONDAY_MORNING.date()
CLICK = Qt.MouseButton.LeftButton


def shift(day: int, start: int, end: int) -> Shift:
    return Shift(member_id=1, day=WEEK + timedelta(days=day), start_minute=start * 60, end_minute=end * 60)


def keep(shop: Workspace, *shifts: Shift) -> None:
    keep_plan(shop, Plan(first_day=WEEK, weeks=1, state=PlanState.PUBLISHED, made_at=MONDAY_MORNING), shifts)


def shown(make_page: MakePage, qtbot: QtBot) -> PeopleCard:
    page = make_page(weeks=12)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    return page.board.people


def cell(card: PeopleCard, row: int, column: int) -> HeatCell:
    found = card.map.model.heat.cells[row][column]
    assert found is not None
    return found


@pytest.fixture
def planned(shop: Workspace, make_page: MakePage, qtbot: QtBot) -> PeopleCard:
    """Mara alone is there on Monday from nine to one."""
    keep(shop, shift(0, 9, 13))
    card = shown(make_page, qtbot)
    qtbot.waitUntil(lambda: bool(card.map.model.heat.short_words))
    return card


def test_too_few_are_marked_in_the_view_of_all_channels(planned: PeopleCard) -> None:
    needed = cell(planned, 0, 0).number
    assert cell(planned, 1, 0).is_short
    assert cell(planned, 0, 0).is_short == (needed > 1)
    assert planned.map.model.heat.short_words.startswith("Fewer on the roster than needed (")
    assert cell(planned, 1, 0).tone is None


def test_the_gap_says_who_is_missing_and_who_is_too_many(planned: PeopleCard, shop: Workspace, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.scope.button(GAP), CLICK)
    missing = cell(planned, 1, 0)
    assert (missing.number < 0, missing.tone, missing.is_short) == (True, HeatTone.SHORT, True)
    assert missing.text.startswith("−")
    planned.map.view.setFocus()
    planned.map.go_to(0, 0)
    QTest.keyClick(planned.map.view, Qt.Key.Key_Down)
    assert planned.map.said.words().startswith("Tuesday 9:00 to 9:30: ")
    assert planned.map.said.words().endswith("too few")
    tip = planned.tip(1, 0)
    assert tip is not None
    assert "On the roster" in tip.words()
    assert planned.heading is not None
    assert planned.heading.title.words() == "Roster gap, week of 2 Mar"
    assert planned.heading.note.words() == "published shifts"


def test_a_roster_that_changes_is_read_again(planned: PeopleCard, shop: Workspace, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.scope.button(GAP), CLICK)
    before = cell(planned, 1, 0).number
    with shop.work("Add shifts") as work:
        plan = work.plans.all()[0]
        work.shifts.add_many([_with_plan(shift(1, 9, 17), plan.id, member_id=1)])
    qtbot.waitUntil(lambda: cell(planned, 1, 0).number == before + 1, timeout=PATIENCE_MS)


def _with_plan(one: Shift, plan_id: int, *, member_id: int) -> Shift:
    return Shift(
        plan_id=plan_id,
        member_id=member_id,
        day=one.day,
        start_minute=one.start_minute,
        end_minute=one.end_minute,
    )


def test_one_channel_alone_is_held_against_nobody(planned: PeopleCard, qtbot: QtBot) -> None:
    QTest.mouseClick(planned.scope.button("one"), CLICK)
    qtbot.waitUntil(lambda: planned.map.model.heat.short_words == "")
    assert not cell(planned, 1, 0).is_short


def test_a_week_without_a_plan_says_so_and_leads_to_the_shifts(place: ForecastPlace, qtbot: QtBot) -> None:
    page = place.page("people")
    assert isinstance(page, ForecastPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.board, timeout=PATIENCE_MS)
    card = page.board.people
    QTest.mouseClick(card.scope.button(GAP), CLICK)
    qtbot.waitUntil(card.none.isVisible, timeout=PATIENCE_MS)
    assert card.none.words.words() == "No plan for this week yet"
    assert not card.map.isVisible()
    QTest.mouseClick(card.none.plan, CLICK)
    assert place.tabs.key() == SHIFTS
    QTest.mouseClick(card.scope.button(ALL), CLICK)
    assert not card.none.isVisible()


def test_the_view_that_was_chosen_is_shown_again(planned: PeopleCard, make_page: MakePage, qtbot: QtBot) -> None:
    preferences = Preferences(None)
    planned.remember(preferences)
    QTest.mouseClick(planned.scope.button(GAP), CLICK)
    assert preferences.get("people_needed_view") == GAP
    again = make_page(weeks=0)
    again.board.people.remember(preferences)
    qtbot.waitUntil(lambda: again.stack.currentWidget() is again.board, timeout=PATIENCE_MS)
    assert again.board.people.scope.key() == GAP
