"""The place of the figures: its tabs, and what it is asked."""

import pytest
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.figures.page import FiguresPage
from csops.ui.figures.place import FiguresPlace
from csops.ui.figures.tab_keys import BOARD, FIGURES, RISK
from csops.ui.figures.tabs import TABS
from csops.ui.preferences import Preferences

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def place(desk: Desk, qtbot: QtBot) -> FiguresPlace:
    made = FiguresPlace(desk, preferences=Preferences(None))
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_tabs_stand_in_their_order() -> None:
    assert [tab.key for tab in TABS] == [FIGURES, RISK, BOARD]


def test_an_empty_log_says_what_will_be_here_and_leads_to_the_first_contact(place: FiguresPlace, qtbot: QtBot) -> None:
    page = place.page()
    assert isinstance(page, FiguresPage)
    qtbot.waitUntil(page.empty.isVisible)
    with qtbot.waitSignal(place.wanted) as heard:
        assert page.empty.button is not None
        page.empty.button.click()
    assert heard.args == ["log", {}]
