"""The very first start: four ways, four steps, and what is left of them once the day has begun."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft
from csops.domain.topics import Topic
from csops.services import contacts
from csops.services.settings import save_topic
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.preferences import Preferences
from csops.ui.today.page import TodayPage
from csops.ui.today.set_up import FinishStrip
from csops.ui.today.steps import leave_steps, left_steps, open_steps
from csops.ui.today.welcome import Welcome
from tests.ui.today.conftest import Heard, shown_page

LEFT = Qt.MouseButton.LeftButton


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
        QTest.mouseClick(card.button, LEFT)
    assert heard.wanted == [("import", {"choose": True}), ("log", {}), ("sample", None), ("join", None)]


def test_the_steps_say_what_is_done_and_lead_to_the_settings(page: TodayPage, heard: Heard, qtbot: QtBot) -> None:
    steps = welcome_of(page).steps
    assert steps.done.words() == "2 of 4 done"  # the shop has a name, and Rosa was added
    assert steps.rows["shop"].accessibleName() == "Name and opening hours, done"
    QTest.mouseClick(steps.rows["topics"], LEFT)
    QTest.keyClick(steps.rows["channels"], Qt.Key.Key_Return)
    assert heard.wanted == [("settings", {"tab": "topics"}), ("settings", {"tab": "channels"})]


def test_each_step_can_be_left_until_none_is_open(page: TodayPage, desk: Desk, qtbot: QtBot) -> None:
    steps = welcome_of(page).steps
    QTest.mouseClick(steps.rows["topics"].skip, LEFT)
    assert steps.rows["topics"].accessibleName() == "What people contact you about, left"
    assert not steps.isHidden()
    QTest.mouseClick(steps.rows["channels"].skip, LEFT)
    assert steps.isHidden()
    assert left_steps(page.preferences, desk.workspace.place) == {"topics", "channels"}


def test_what_is_left_of_one_shop_is_not_left_of_another(desk: Desk) -> None:
    preferences = Preferences(None)
    leave_steps(preferences, "one.csops", ["topics"])
    assert [step.key for step in open_steps(desk.team, preferences, "one.csops")] == ["channels"]
    assert [step.key for step in open_steps(desk.team, preferences, "other.csops")] == ["topics", "channels"]


def begun(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> FinishStrip:
    """Log the first contact and return the strip that is then shown."""
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: page.strip is not None)
    assert page.strip is not None
    return page.strip


def test_the_open_steps_stay_within_reach_when_the_day_has_begun(
    page: TodayPage, workspace: Workspace, heard: Heard, qtbot: QtBot
) -> None:
    strip = begun(page, workspace, qtbot)
    assert strip.text.words() == "Finish setting up your shop: 2 of 4 done"
    assert list(strip.steps) == ["topics", "channels"]
    QTest.mouseClick(strip.steps["channels"], LEFT)
    assert heard.wanted == [("settings", {"tab": "channels"})]


def test_a_step_that_is_done_leaves_the_strip(page: TodayPage, desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    begun(page, workspace, qtbot)
    desk.act(lambda: save_topic(workspace, topic=Topic(key="fitting", name="Bike fitting")), said=Said(text="Saved"))
    qtbot.waitUntil(lambda: page.strip is not None and list(page.strip.steps) == ["channels"])


def test_the_rest_of_the_set_up_can_be_left(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    strip = begun(page, workspace, qtbot)
    QTest.mouseClick(strip.close_button, LEFT)
    assert page.strip is None
    page.refresh()
    assert page.strip is None


def test_who_may_not_change_the_settings_is_not_asked_to(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.member = replace(workspace.member, role=Role.AGENT)
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: page.day is not None)
    assert page.strip is None


def test_the_first_contact_begins_the_day(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: page.day is not None)
    assert page.welcome is None
    assert page.title() == "Today"
    assert page.subtitle() == "Monday 2 March"
