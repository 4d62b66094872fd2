"""The card of people missing by month."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.hiring_need import Given, Hours, MonthNeed
from csops.services.hiring_need import HiringNeed, MonthlyDoubt
from csops.ui.forecast.hiring_card import asked_place, ground, lesson, line
from csops.ui.forecast.place import ForecastPlace
from csops.ui.forecast.scenarios_page import ScenariosPage
from csops.ui.forecast.tabs import PEOPLE, SCENARIOS
from csops.ui.kit.formats import Formats
from tests.ui.forecast.conftest import PATIENCE_MS


def month(number: int, needed: float, *, low: float, high: float) -> MonthNeed:
    return MonthNeed(
        first_day=date(2026, number, 1),
        contacts=1000,
        needed=Hours(mean=needed, low=low, high=high),
        given=Given(contracts=400, lost=0.25, known_away=0, full_timer=120),
    )


def need(*months: MonthNeed, doubt: MonthlyDoubt | None = None, season: bool = True) -> HiringNeed:
    return HiringNeed(
        months=months,
        doubt=doubt or MonthlyDoubt(cv=0.1, months=24),
        history_days=800,
        season_known=season,
        people=5,
        with_terms=3,
        full_time_hours=40,
    )


def test_the_worst_month_is_named() -> None:
    found = need(month(4, 320, low=280, high=360), month(5, 420, low=360, high=480))
    assert lesson(found, Formats()).endswith("1.0 people at full time (8 of 10 times 0.5 to 1.5)")
    assert "May" in lesson(found, Formats())


def test_enough_is_said_with_its_doubt() -> None:
    assert lesson(need(month(4, 200, low=150, high=250)), Formats()) == "The team is enough in each month"
    may = lesson(need(month(4, 290, low=250, high=340)), Formats())
    assert may.startswith("The team is enough in each month; in Apr")
    assert may.endswith("up to 0.3 people may be missing all the same")


def test_a_month_with_more_than_needed_is_below_zero() -> None:
    assert line(month(4, 180, low=150, high=250), Formats())[4:] == ("−1.0", "−1.3 to −0.4")


def test_what_is_not_known_is_said() -> None:
    said = ground(need(doubt=MonthlyDoubt(cv=0.25, months=0), season=False), Formats())
    assert "no season is known" in said
    assert "is assumed" in said
    assert "2 of 5 people have no contract entered" in said


def test_the_card_stands_below_the_scenarios_and_reaches_a_year(place: ForecastPlace, qtbot: QtBot) -> None:
    QTest.mouseClick(place.tabs.button(SCENARIOS), Qt.MouseButton.LeftButton)
    page = place.page(SCENARIOS)
    assert isinstance(page, ScenariosPage)
    qtbot.waitUntil(lambda: len(page.hiring.grid.said) == 6, timeout=PATIENCE_MS)
    assert page.hiring.grid.isVisible()
    QTest.mouseClick(page.hiring.months.button("12"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.hiring.grid.said) >= 11, timeout=PATIENCE_MS)


def test_months_wait_until_somebody_sees_them(place: ForecastPlace, qtbot: QtBot) -> None:
    place.show_tab(SCENARIOS)
    page = place.page(SCENARIOS)
    assert isinstance(page, ScenariosPage)
    qtbot.waitUntil(lambda: len(page.hiring.grid.said) == 6, timeout=PATIENCE_MS)
    place.show_tab(PEOPLE)
    with qtbot.waitSignal(place.looking.found, timeout=PATIENCE_MS):
        place.refresh()
    assert page.hiring.refresher.is_due
    place.show_tab(SCENARIOS)
    assert not page.hiring.refresher.is_due


def test_people_missing_make_a_place_to_open() -> None:
    found = need(month(4, 320, low=280, high=360), month(5, 550, low=500, high=600))
    place = asked_place(found, Formats())
    assert (place["people"], place["month"]) == (2, date(2026, 5, 1))
    assert "2 people by May 2026, from the forecast: 2.1 at full time" in str(place["why"])


def test_half_a_person_missing_is_no_place_to_open() -> None:
    assert asked_place(need(month(4, 340, low=300, high=400)), Formats()) == {}
    assert asked_place(need(), Formats()) == {}
