"""The very first start: four ways, four steps, and what is left of them once the day has begun."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft
from csops.domain.topics import Topic
from csops.services import contacts, settings
from csops.services.settings import save_topic
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.today.page import TodayPage
from csops.ui.today.set_up import FinishStrip
from csops.ui.today.steps import done_steps
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
    assert steps.done.words() == "1 of 4 done"  # Rosa was added
    assert steps.rows["people"].accessibleName() == "Who answers customers, done"
    QTest.mouseClick(steps.rows["topics"], LEFT)
    QTest.keyClick(steps.rows["channels"], Qt.Key.Key_Return)
    assert heard.wanted == [("settings", {"tab": "topics"}), ("settings", {"tab": "channels"})]


def test_once_the_shop_has_a_name_its_step_leads_to_the_hours(
    page: TodayPage, desk: Desk, heard: Heard, workspace: Workspace, qtbot: QtBot
) -> None:
    row = welcome_of(page).steps.rows["shop"]
    assert row.accessibleName() == "Opening hours"
    QTest.mouseClick(row, LEFT)
    settings.save_shop(workspace, shop=replace(desk.team.shop, name=""))
    qtbot.waitUntil(lambda: row.accessibleName() == "Name and opening hours")
    QTest.mouseClick(row, LEFT)
    assert heard.wanted == [("settings", {"tab": "hours"}), ("settings", {"tab": "shop"})]


def test_hours_of_ones_own_finish_the_step(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    assert not done_steps(desk.team)["shop"]
    settings.save_opening_hours(workspace, hours={"zone": "UTC", "weekly": {"mon": ["10:00-12:00"]}})
    assert done_steps(settings.team(workspace))["shop"]


def test_each_step_can_be_left_until_none_is_open(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    steps = welcome_of(page).steps
    QTest.mouseClick(steps.rows["topics"].skip, LEFT)
    qtbot.waitUntil(lambda: steps.rows["topics"].accessibleName() == "What people contact you about, left")
    assert not steps.isHidden()
    QTest.mouseClick(steps.rows["channels"].skip, LEFT)
    QTest.mouseClick(steps.rows["shop"].skip, LEFT)
    qtbot.waitUntil(steps.isHidden)
    assert settings.team(workspace).set_up.left == ("channels", "shop", "topics")


def test_who_may_not_set_up_the_shop_is_not_shown_the_steps(
    desk: Desk, heard: Heard, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.member = replace(workspace.member, role=Role.AGENT)
    made = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: made.welcome is not None)
    assert welcome_of(made).steps.isHidden()


def begun(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> FinishStrip:
    """Log the first contact and return the strip that is then shown."""
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=1))
    qtbot.waitUntil(lambda: page.strip is not None)
    assert page.strip is not None
    return page.strip


def shown_steps(page: TodayPage) -> list[str]:
    return list(page.strip.steps) if page.strip is not None else []


def test_the_open_steps_stay_within_reach_when_the_day_has_begun(
    page: TodayPage, workspace: Workspace, heard: Heard, qtbot: QtBot
) -> None:
    strip = begun(page, workspace, qtbot)
    assert strip.text.words() == "Finish setting up your shop: 1 of 4 done"
    assert list(strip.steps) == ["shop", "topics", "channels"]
    QTest.mouseClick(strip.steps["shop"].button, LEFT)
    assert heard.wanted == [("settings", {"tab": "hours"})]


def test_a_step_that_is_done_leaves_the_strip(page: TodayPage, desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    begun(page, workspace, qtbot)
    desk.act(lambda: save_topic(workspace, topic=Topic(key="fitting", name="Bike fitting")), said=Said(text="Saved"))
    qtbot.waitUntil(lambda: shown_steps(page) == ["shop", "channels"])


def test_the_strip_keeps_its_words_where_there_is_little_room(
    page: TodayPage, workspace: Workspace, qtbot: QtBot
) -> None:
    strip = begun(page, workspace, qtbot)
    assert all(offer.isVisible() for offer in strip.steps.values())
    page.resize(600, 600)
    qtbot.waitUntil(lambda: not strip.steps["channels"].isVisible())
    assert strip.steps["shop"].isVisible()
    qtbot.waitUntil(lambda: strip.text.width() >= strip.text.sizeHint().width())


def test_a_step_is_ticked_off_as_it_is_and_that_can_be_taken_back(
    page: TodayPage, desk: Desk, workspace: Workspace, heard: Heard, qtbot: QtBot
) -> None:
    strip = begun(page, workspace, qtbot)
    assert strip.steps["topics"].ring.toolTip() == "Topics: fine as it is"
    QTest.mouseClick(strip.steps["topics"].ring, LEFT)
    qtbot.waitUntil(lambda: shown_steps(page) == ["shop", "channels"])
    assert page.strip is not None
    assert page.strip.text.words() == "Finish setting up your shop: 2 of 4 done"
    assert heard.said == ["Ticked off: What people contact you about"]
    assert settings.team(workspace).set_up.fine == ("topics",)  # kept in the file, for everybody
    desk.undo()
    qtbot.waitUntil(lambda: shown_steps(page) == ["shop", "topics", "channels"])


def test_ticking_off_by_key_leaves_the_focus_on_the_page(page: TodayPage, workspace: Workspace, qtbot: QtBot) -> None:
    ring = begun(page, workspace, qtbot).steps["topics"].ring
    ring.setFocus()
    QTest.keyClick(ring, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown_steps(page) == ["shop", "channels"])
    assert page.window().focusWidget() is page


def test_the_rest_of_the_set_up_can_be_left_and_comes_back_by_undo(
    page: TodayPage, desk: Desk, workspace: Workspace, qtbot: QtBot
) -> None:
    strip = begun(page, workspace, qtbot)
    QTest.mouseClick(strip.close_button, LEFT)
    qtbot.waitUntil(lambda: page.strip is None)
    desk.undo()
    qtbot.waitUntil(lambda: shown_steps(page) == ["shop", "topics", "channels"])


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
