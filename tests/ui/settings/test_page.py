"""Settings: tabs, and who may change what."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.ui.preferences import Preferences
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.people import PeopleTab
from csops.ui.settings.shop import ShopTab
from csops.ui.settings.tabs import TABS
from tests.ui.settings.conftest import OpenDesk, shown


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_each_tab_can_be_asked_for(page: SettingsPage, key: str) -> None:
    page.ask({"tab": key})
    title = next(tab.words() for tab in TABS if tab.key == key)
    assert (page.tab().accessibleName(), page.subtitle()) == (title, title)


def test_whoever_comes_to_name_the_shop_can_type_its_name_at_once(page: SettingsPage, qtbot: QtBot) -> None:
    page.window().activateWindow()
    page.ask({"tab": "shop"})
    tab = page.tab()
    assert isinstance(tab, ShopTab)
    qtbot.waitUntil(tab.name.line.hasFocus)


def test_a_tab_is_chosen_at_the_left(page: SettingsPage) -> None:
    page.item("people").click()
    assert isinstance(page.tab(), PeopleTab)


def test_the_tab_is_remembered(open_desk: OpenDesk, preferences: Preferences, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_tab("people")
    again = shown(SettingsPage(page.desk, preferences=preferences), qtbot)
    assert isinstance(again.tab(), PeopleTab)


def test_an_unknown_tab_is_the_first(page: SettingsPage) -> None:
    page.ask({"tab": "nothing"})
    assert isinstance(page.tab(), ShopTab)


def test_an_agent_may_look_and_is_told_who_may_change(
    open_desk: OpenDesk, preferences: Preferences, qtbot: QtBot
) -> None:
    page = shown(SettingsPage(open_desk("Rosa Okafor"), preferences=preferences), qtbot)
    for key, roles in (("shop", "Manager, Owner"), ("people", "Owner"), ("hours", "Manager, Owner")):
        page.show_tab(key)
        tab = page.tab()
        assert not tab.ground.isEnabled()
        assert tab.ground.toolTip() == f"You may look, not change. It takes one of: {roles}"


def test_an_agent_changes_the_look_and_backs_up(open_desk: OpenDesk, preferences: Preferences, qtbot: QtBot) -> None:
    page = shown(SettingsPage(open_desk("Rosa Okafor"), preferences=preferences), qtbot)
    for key in ("look", "file"):
        page.show_tab(key)
        assert page.tab().ground.isEnabled()


def test_everything_that_takes_the_focus_has_a_name(page: SettingsPage) -> None:
    nameless = []
    for tab in TABS:
        page.show_tab(tab.key)
        for widget in page.tab().findChildren(QWidget):
            takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if takes and widget.isVisible() and not widget.accessibleName():
                nameless.append((tab.key, type(widget).__name__))
    assert nameless == []
