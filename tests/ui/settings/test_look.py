"""The look of this computer's window."""

import pytest
from pytestqt.qtbot import QtBot

from csops.ui.kit.labels import Text
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences
from csops.ui.settings.look import LookTab
from csops.ui.settings.page import SettingsPage


@pytest.fixture
def tab(page: SettingsPage) -> LookTab:
    page.show_tab("look")
    found = page.tab()
    assert isinstance(found, LookTab)
    return found


def test_dark_applies_at_once_and_is_remembered(tab: LookTab, themes: Themes, preferences: Preferences) -> None:
    tab.scheme.button("dark").click()
    assert (themes.current.is_dark, preferences.get("look")) == (True, "dark")


def test_another_look_chosen_elsewhere_is_shown(tab: LookTab, themes: Themes) -> None:
    themes.choose("dark")
    assert tab.scheme.key() == "dark"


def test_the_zoom_is_slid_and_remembered(tab: LookTab, themes: Themes, preferences: Preferences) -> None:
    tab.zoom.setValue(30)
    assert (preferences.get("zoom"), themes.current.px(100), tab.per_cent.text()) == (1.5, 150, "150")


def test_the_zoom_can_be_typed(tab: LookTab, themes: Themes) -> None:
    tab.per_cent.set_text("125")
    tab.per_cent.line.editingFinished.emit()
    assert (themes.current.px(100), tab.zoom.value()) == (125, 25)


def test_a_zoom_chosen_by_keys_is_shown(tab: LookTab) -> None:
    tab.look.step_zoom(1)
    assert (tab.per_cent.text(), tab.zoom.value()) == ("110", 22)


@pytest.mark.parametrize("said", ["79", "201", "large"])
def test_a_zoom_out_of_reach_is_said_and_not_taken(tab: LookTab, themes: Themes, said: str) -> None:
    tab.per_cent.set_text(said)
    tab.per_cent.line.editingFinished.emit()
    assert tab.per_cent.error()
    assert themes.current.px(100) == 100


def test_letters_are_switched_off(tab: LookTab, preferences: Preferences) -> None:
    tab.letters.click()
    assert preferences.get("letter_shortcuts") is False


def test_keys_of_what_is_not_there_yet_are_not_listed(tab: LookTab, qtbot: QtBot) -> None:
    shown = {text.words() for text in tab.findChildren(Text)}
    assert "Log a contact" in shown
    assert "Rate the skill" in shown
    assert "Go to Quality" in shown
