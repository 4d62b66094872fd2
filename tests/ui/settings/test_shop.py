"""The shop's own tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.services.mail_addresses import own_addresses
from csops.services.settings import team
from csops.ui.desk import Desk, Said
from csops.ui.kit.field_kinds import ChoiceField
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.shop import ShopTab


@pytest.fixture
def tab(page: SettingsPage) -> ShopTab:
    page.show_tab("shop")
    found = page.tab()
    assert isinstance(found, ShopTab)
    return found


def _write(tab: ShopTab, name: str) -> None:
    tab.name.line.selectAll()
    QTest.keyClicks(tab.name.line, name)
    QTest.keyClick(tab.name.line, Qt.Key.Key_Return)


def _pick(field: ChoiceField, key: str) -> None:
    field.choose(key)
    field.box.activated.emit(field.box.currentIndex())


def test_a_new_name_applies_at_once_and_can_be_taken_back(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    with qtbot.waitSignal(desk.said) as heard:
        _write(tab, "Old Mill Cycles")
    assert heard.args == [Said(text="Changed the shop")]
    qtbot.waitUntil(lambda: desk.team.shop.name == "Old Mill Cycles")
    tab.name.line.clearFocus()
    desk.undo()
    qtbot.waitUntil(lambda: tab.name.text() == "Hollow Oak Cycles")


def test_country_and_currency_are_chosen_by_name(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    _pick(tab.country, "DE")
    qtbot.waitUntil(lambda: desk.team.shop.region == "DE")
    _pick(tab.currency, "EUR")
    qtbot.waitUntil(lambda: desk.team.shop.currency == "EUR")
    assert (tab.country.text(), tab.currency.text()) == ("Germany", "EUR €")


def test_the_opening_hours_follow_another_time_zone(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    _pick(tab.zone, "Europe/Berlin")
    qtbot.waitUntil(lambda: desk.team.calendar.zone == "Europe/Berlin")


def test_a_currency_that_is_none_is_said_below_its_field(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    tab.currency.set_text("euros")
    tab.currency.leave()
    qtbot.waitUntil(lambda: bool(tab.currency.error()))
    assert "three letters" in tab.currency.error()
    assert team(desk.workspace).shop.currency == "GBP"


def test_a_country_that_is_none_is_said_and_nothing_changes(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    tab.country.box.setEditText("Atlantis")
    tab.country.leave()
    assert "Atlantis" in tab.country.error()
    assert team(desk.workspace).shop.region == "GB"


def test_our_mail_addresses_are_kept_checked_and_taken_back(qtbot: QtBot, desk: Desk, tab: ShopTab) -> None:
    field = tab.mail.addresses
    qtbot.waitUntil(lambda: "counts as one that came in" in tab.mail.meaning.words())
    field.line.setFocus()
    QTest.keyClicks(field.line, "Info@Shop.example; @old-mill.example")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "went out" in tab.mail.meaning.words())
    assert own_addresses(desk.workspace) == ("info@shop.example", "@old-mill.example")
    QTest.keyClicks(field.line, ", nonsense")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "nonsense" in field.error())
    assert own_addresses(desk.workspace) == ("info@shop.example", "@old-mill.example")
    field.line.clearFocus()
    desk.undo()
    qtbot.waitUntil(lambda: own_addresses(desk.workspace) == ())
    tab.refresh()
    qtbot.waitUntil(lambda: "counts as one that came in" in tab.mail.meaning.words())
