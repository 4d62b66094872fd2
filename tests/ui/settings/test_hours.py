"""Opening hours as they are typed."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.opening_hours import Span, SpecialDay
from csops.ui.desk import Desk
from csops.ui.kit.fields import LineField
from csops.ui.settings.countries import country_name
from csops.ui.settings.hours import HoursTab, hours_from, hours_words
from csops.ui.settings.page import SettingsPage

MORNING, AFTERNOON = Span(start_minute=540, end_minute=750), Span(start_minute=840, end_minute=1080)


@pytest.fixture
def tab(page: SettingsPage) -> HoursTab:
    page.show_tab("hours")
    found = page.tab()
    assert isinstance(found, HoursTab)
    return found


def _type(field: LineField, said: str) -> None:
    field.set_text(said)
    field.line.editingFinished.emit()


@pytest.mark.parametrize("said", ["09:00-12:30, 14:00-18:00", "14-18; 9:00-12:30", "9-12:30 and 14-18"])
def test_several_intervals_are_read_as_people_write_them(said: str) -> None:
    assert hours_from(said, field="Monday") == (MORNING, AFTERNOON)


@pytest.mark.parametrize("said", ["", "closed", "Closed", "-", "–"])
def test_an_empty_day_is_closed(said: str) -> None:
    assert hours_from(said, field="Monday") == ()


def test_what_is_shown_is_read_back(tab: HoursTab) -> None:
    assert hours_from(hours_words((MORNING, AFTERNOON)), field="Monday") == (MORNING, AFTERNOON)


@pytest.mark.parametrize("said", ["nine to five", "9:00", "25:00-26:00x"])
def test_what_reads_as_no_hours_is_refused(said: str) -> None:
    with pytest.raises(NotUnderstood):
        hours_from(said, field="Monday")


@pytest.mark.parametrize("said", ["09:00-09:00", "09:00-13:00, 12:00-18:00"])
def test_an_interval_of_zero_and_one_that_overlaps_are_refused(said: str) -> None:
    with pytest.raises(OutOfRange):
        hours_from(said, field="Monday")


def test_typed_hours_apply_at_once(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    with qtbot.waitSignal(desk.team_changed):
        _type(tab.days[0], "09:00-12:30, 14:00-18:00")
    assert desk.team.calendar.versions[0].weekly[0] == (MORNING, AFTERNOON)


def test_wrong_hours_are_said_below_the_day_and_change_nothing(desk: Desk, tab: HoursTab) -> None:
    before = desk.team.calendar
    _type(tab.days[2], "all day")
    assert tab.days[2].error().startswith("Wednesday “all day” is not understood")
    assert desk.team.calendar == before


def test_other_hours_hold_from_a_day_and_leave_the_old_ones(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    tab.from_day.set_text("1.6.2026")
    with qtbot.waitSignal(desk.team_changed):
        tab.add_version.click()
    with qtbot.waitSignal(desk.team_changed):
        _type(tab.days[5], "")
    old, new = desk.team.calendar.versions
    assert (new.valid_from, new.weekly[5], bool(old.weekly[5])) == (date(2026, 6, 1), (), True)


def test_a_version_is_removed_and_can_be_brought_back(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    tab.from_day.set_text("1.6.2026")
    with qtbot.waitSignal(desk.team_changed):
        tab.add_version.click()
    with qtbot.waitSignal(desk.team_changed):
        tab.remove_version.click()
    assert len(desk.team.calendar.versions) == 1
    desk.undo()
    qtbot.waitUntil(lambda: len(desk.team.calendar.versions) == 2)


def test_a_version_without_a_day_is_asked_for_it(tab: HoursTab) -> None:
    tab.add_version.click()
    assert tab.from_day.error().startswith("Say from which day")


def test_the_button_stays_in_its_place_when_a_day_is_understood(qtbot: QtBot, tab: HoursTab) -> None:
    special = tab.special
    place = special.add.mapTo(special, QPoint())
    QTest.keyClicks(special.day.line, "24.12.")
    assert special.day.helper()
    QApplication.processEvents()
    assert special.add.mapTo(special, QPoint()) == place


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_country_that_is_typed_in_part_is_taken_or_said(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    country = tab.holidays.country
    qtbot.waitUntil(lambda: country.box.count() > 50)
    assert country.box.itemText(1) == country_name(desk.team.shop.region)
    country.box.setFocus()
    country.set_text("")
    QTest.keyClicks(country.box, "Swed")
    with qtbot.waitSignal(desk.team_changed):
        country.leave()
    assert country.text() == "Sweden"
    country.set_text("Atlantis")
    country.leave()
    assert "not in the list" in country.error()
    country.set_text("")
    country.leave()
    assert (country.text(), country.error()) == ("Sweden", "")


def test_holidays_of_a_country_close_the_shop_and_the_next_are_listed(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    holidays = tab.holidays
    qtbot.waitUntil(lambda: holidays.country.box.count() > 50)
    holidays.country.choose("DE")
    holidays.country.box.activated.emit(holidays.country.box.currentIndex())
    qtbot.waitUntil(lambda: not {"Good Friday", "Karfreitag"}.isdisjoint(holidays.shown()))
    rule = desk.team.calendar.versions[0].holidays
    assert rule is not None
    assert rule.country == "DE"
    assert holidays.subdivision.isVisible()


def test_a_day_is_closed_by_itself(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    tab.special.day.set_text("24.12.2026")
    tab.special.reason.set_text("Stocktaking")
    with qtbot.waitSignal(desk.team_changed):
        tab.special.add.click()
    assert desk.team.calendar.special == (SpecialDay(day=date(2026, 12, 24), name="Stocktaking"),)


def test_a_day_gets_hours_of_its_own_or_says_what_is_wrong(qtbot: QtBot, desk: Desk, tab: HoursTab) -> None:
    tab.special.day.set_text("31.12.2026")
    tab.special.hours.set_text("morning")
    tab.special.add.click()
    assert "morning" in tab.special.hours.error()
    tab.special.hours.set_text("09:00-12:30")
    with qtbot.waitSignal(desk.team_changed):
        tab.special.add.click()
    assert desk.team.calendar.special[0].spans == (MORNING,)
