"""The place of team and hiring: its tabs, what it is asked, and who may open what."""

import pytest
from pytestqt.qtbot import QtBot

from csops.services import profiles, skills
from csops.ui.desk import Desk
from csops.ui.hiring.place import HiringPlace
from csops.ui.hiring.profiles.page import ProfilesPage
from csops.ui.hiring.skills.page import SkillsPage
from csops.ui.hiring.tab_keys import OPENINGS, PROFILES, SKILLS, TEAM
from csops.ui.hiring.tabs import TABS
from csops.ui.kit.controls import Button

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def place(desk: Desk, qtbot: QtBot) -> HiringPlace:
    made = HiringPlace(desk)
    desk.live.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_tabs_stand_in_their_order() -> None:
    assert [tab.key for tab in TABS] == [TEAM, SKILLS, PROFILES, OPENINGS]


def test_a_tab_is_made_when_it_is_first_shown_and_once(place: HiringPlace) -> None:
    assert place.findChild(SkillsPage) is None
    place.show_tab(SKILLS)
    first = place.page()
    place.show_tab(PROFILES)
    place.show_tab(SKILLS)
    assert place.page() is first
    assert place.stack.currentWidget() is first


def test_what_is_asked_leads_to_the_record_with_the_keys_in_its_list(place: HiringPlace, qtbot: QtBot) -> None:
    skill = skills.skill_named(place.desk.workspace, key="teamwork")
    place.ask({"tab": SKILLS, "skill_id": skill.id})
    page = place.page()
    assert isinstance(page, SkillsPage)
    qtbot.waitUntil(lambda: page.editor.skill_id == skill.id)
    assert page.list.hasFocus()
    assert page.list.current_id() == skill.id


def test_an_unknown_tab_leaves_what_is_shown(place: HiringPlace) -> None:
    place.show_tab(SKILLS)
    place.ask({"tab": "payroll"})
    place.ask(None)
    assert place.tabs.key() == SKILLS


def test_the_head_is_that_of_the_tab_in_front(place: HiringPlace, qtbot: QtBot) -> None:
    place.show_tab(SKILLS)
    qtbot.waitUntil(lambda: place.subtitle() == "36 skills")
    assert [action.text() for action in place.top_actions()] == ["New skill"]
    place.show_tab(PROFILES)
    qtbot.waitUntil(lambda: place.subtitle() == "5 role profiles")


def test_a_skill_leads_to_the_profile_that_asks_for_it(place: HiringPlace, qtbot: QtBot) -> None:
    manager = profiles.profile_named(place.desk.workspace, key="support_manager")
    place.wanted.connect(lambda _place, question: place.ask(question))
    place.ask({"tab": SKILLS, "skill": "budget_control"})
    page = place.page()
    assert isinstance(page, SkillsPage)

    def links() -> list[Button]:
        return [button for button in page.editor.used.findChildren(Button) if button.isVisible()]

    qtbot.waitUntil(lambda: [link.text() for link in links()] == ["Role profile: Support manager"])
    links()[0].click()
    shown = place.page()
    assert isinstance(shown, ProfilesPage)
    qtbot.waitUntil(lambda: shown.editor.profile_id == manager.profile.id)
