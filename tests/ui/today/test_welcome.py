"""The very first start: four ways, three steps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.services import contacts
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.today.page import TodayPage
from csops.ui.today.welcome import Welcome
from tests.ui.today.conftest import Heard, shown_page


@pytest.fixture
def page(desk: Desk, heard: Heard, qtbot: QtBot) -> TodayPage:
    made = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: made.welcome is not None)
    return made


def welcome_of(page: TodayPage) -> Welcome:
    assert page.welcome is not None
    return page.welcome


def test_an_empty_log_offers_four_ways_to_begin(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    assert page.title() == "Welcome"
    for card in welcome_of(page).ways.values():
        QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert heard.wanted == [("import", None), ("log", {}), ("sample", None), ("join", None)]


def test_the_steps_say_what_is_done_and_lead_to_the_settings(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    steps = welcome_of(page).steps
    assert steps.done.words() == "2 of 3 done"  # the shop has a name, and Rosa was added
    assert steps.rows["shop"].title.accessibleName() == "Name and opening hours, done"
    QTest.mouseClick(steps.rows["topics"].title, Qt.MouseButton.LeftButton)
    assert heard.wanted == [("settings", {"tab": "topics"})]


def test_a_step_can_be_left(page: TodayPage, qtbot: QtBot) -> None:
    steps = welcome_of(page).steps
    QTest.mouseClick(steps.rows["topics"].skip, Qt.MouseButton.LeftButton)
    assert page.preferences.get("setup_skipped") == ["topics"]
    assert steps.isHidden()


def test_the_first_contact_begins_the_day(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: page.day is not None)
    assert page.welcome is None
    assert page.title() == "Today"
    assert page.subtitle() == "Monday 2 March"
