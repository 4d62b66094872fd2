"""People, channels and topics: lists whose records change at once."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.domain.access import Permission, Role
from csops.domain.channels import ChannelKind
from csops.ui.desk import Desk, Said
from csops.ui.kit.fields import LineField
from csops.ui.kit.tasks import Lane
from csops.ui.settings.channels import ChannelForm, ChannelsTab
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.people import MemberForm, PeopleTab
from csops.ui.settings.topics import TopicForm, TopicsTab


@pytest.fixture
def people(page: SettingsPage) -> PeopleTab:
    page.show_tab("people")
    found = page.tab()
    assert isinstance(found, PeopleTab)
    return found


@pytest.fixture
def channels(page: SettingsPage) -> ChannelsTab:
    page.show_tab("channels")
    found = page.tab()
    assert isinstance(found, ChannelsTab)
    return found


@pytest.fixture
def topics(page: SettingsPage) -> TopicsTab:
    page.show_tab("topics")
    found = page.tab()
    assert isinstance(found, TopicsTab)
    return found


def _type(field: LineField, said: str) -> None:
    field.line.selectAll()
    QTest.keyClicks(field.line, said) if said else field.line.clear()
    QTest.keyClick(field.line, Qt.Key.Key_Return)


# ---- people


def _form(people: PeopleTab) -> MemberForm:
    assert isinstance(people.form, MemberForm)
    return people.form


def test_a_person_is_added_with_a_name_alone(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    people.add.click()
    _type(_form(people).name, "Ines Marchetti")
    with qtbot.waitSignal(desk.said) as heard:
        people.keep_new.click()
    assert heard.args == [Said(text="Added Ines Marchetti")]
    qtbot.waitUntil(lambda: len(people.list.ids()) == 3)
    assert {(one.name, one.initials, one.role) for one in desk.team.members} >= {("Ines Marchetti", "IM", Role.AGENT)}


def test_enter_in_the_name_adds_the_person_once(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    people.add.click()
    line = _form(people).name.line
    QTest.keyClicks(line, "Ines Marchetti")
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(line, Qt.Key.Key_Return)
        QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people.list.ids()) == 3)
    assert [one.name for one in desk.team.members].count("Ines Marchetti") == 1
    assert not people.keep_new.isVisible()


def test_a_person_without_a_name_is_not_added(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    people.add.click()
    people.keep_new.click()
    qtbot.waitUntil(lambda: bool(_form(people).name.error()))
    assert len(desk.team.members) == 2


def test_adding_can_be_left(people: PeopleTab) -> None:
    people.add.click()
    people.leave_new.click()
    assert people.record is not None
    assert people.record.name == "Mara Lindqvist"


def test_another_role_applies_at_once_and_its_rights_are_shown(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    QTest.keyClick(people.list, Qt.Key.Key_Down)
    assert people.record is not None
    assert people.record.name == "Rosa Okafor"
    role = _form(people).role
    role.choose(Role.MANAGER.value)
    role.box.activated.emit(role.box.currentIndex())
    qtbot.waitUntil(lambda: people.rights.allows(Permission.SETTINGS))
    assert not people.rights.allows(Permission.PEOPLE)
    rosa = next(one for one in desk.team.members if one.name == "Rosa Okafor")
    assert rosa.role is Role.MANAGER


def test_the_last_owner_is_told_why_they_stay_one(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    role = _form(people).role
    role.choose(Role.AGENT.value)
    role.box.activated.emit(role.box.currentIndex())
    qtbot.waitUntil(lambda: "owner" in role.error())


def test_what_an_hour_costs_is_kept(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    _type(_form(people).cost, "19.50")
    qtbot.waitUntil(lambda: str(people.desk.team.members[0].cost_per_hour) == "19.50")


def test_who_leaves_is_greyed_and_can_come_back(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    QTest.keyClick(people.list, Qt.Key.Key_Down)
    people.leave.click()
    qtbot.waitUntil(lambda: people.leave.text() == "Is back on the team")
    people.leave.click()
    qtbot.waitUntil(lambda: all(one.active for one in desk.team.members))


def test_two_quick_changes_of_one_person_both_stay(qtbot: QtBot, desk: Desk, people: PeopleTab) -> None:
    form = _form(people)
    _type(form.name, "Mara Lund")
    _type(form.initials, "MX")
    qtbot.waitUntil(lambda: {("Mara Lund", "MX")} <= {(one.name, one.initials) for one in desk.team.members})


# ---- channels


def _channel(channels: ChannelsTab) -> ChannelForm:
    assert isinstance(channels.form, ChannelForm)
    return channels.form


def test_a_target_applies_at_once(qtbot: QtBot, desk: Desk, channels: ChannelsTab) -> None:
    form = _channel(channels)
    _type(form.share, "90")
    _type(form.within, "45 s")
    qtbot.waitUntil(lambda: desk.team.channels[0].target == timedelta(seconds=45))
    qtbot.waitUntil(lambda: desk.team.channels[0].target_share == 0.9)


@pytest.mark.parametrize("said", ["0", "100", "120", "many"])
def test_a_service_level_that_cannot_be_is_said_and_not_kept(
    qtbot: QtBot, desk: Desk, channels: ChannelsTab, said: str
) -> None:
    form = _channel(channels)
    _type(form.share, said)
    assert form.share.error()
    assert desk.team.channels[0].target_share == 0.8


def test_a_channel_with_a_deadline_asks_for_no_number_at_once(qtbot: QtBot, desk: Desk, channels: ChannelsTab) -> None:
    form = _channel(channels)
    form.kind.button(ChannelKind.DEFERRED.value).click()
    qtbot.waitUntil(lambda: desk.team.channels[0].kind is ChannelKind.DEFERRED)
    assert (form.at_once.isVisible(), desk.team.channels[0].concurrency) == (False, None)


def test_a_channel_of_ones_own_is_added(qtbot: QtBot, desk: Desk, channels: ChannelsTab) -> None:
    channels.add.click()
    _type(_channel(channels).name, "Shop window")
    channels.keep_new.click()
    qtbot.waitUntil(lambda: desk.team.channels[-1].key == "shop_window")
    qtbot.waitUntil(lambda: channels.list.current_id() == desk.team.channels[-1].id)


def test_a_channel_moves_down_and_the_move_can_be_taken_back(qtbot: QtBot, desk: Desk, channels: ChannelsTab) -> None:
    before = [one.name for one in desk.team.channels]
    channels.down.click()
    qtbot.waitUntil(lambda: [one.name for one in desk.team.channels][:2] == [before[1], before[0]])
    desk.undo()
    qtbot.waitUntil(lambda: [one.name for one in desk.team.channels] == before)


def test_the_first_channel_moves_no_further_up(channels: ChannelsTab, desk: Desk) -> None:
    channels.up.click()
    assert not desk.tasks.is_busy(Lane.WRITES)


# ---- topics


def test_a_flag_of_a_topic_applies_at_once(qtbot: QtBot, desk: Desk, topics: TopicsTab) -> None:
    form = topics.form
    assert isinstance(form, TopicForm)
    before = desk.team.topics[0].recovery
    form.recovery.click()
    qtbot.waitUntil(lambda: desk.team.topics[0].recovery is not before)


def test_a_topic_that_is_no_longer_offered_stays_in_the_list(qtbot: QtBot, desk: Desk, topics: TopicsTab) -> None:
    form = topics.form
    assert isinstance(form, TopicForm)
    count = len(topics.list.ids())
    form.active.click()
    qtbot.waitUntil(lambda: not desk.team.topics[0].active)
    assert len(topics.list.ids()) == count


def test_a_topic_is_added(qtbot: QtBot, desk: Desk, topics: TopicsTab) -> None:
    topics.add.click()
    form = topics.form
    assert isinstance(form, TopicForm)
    _type(form.name, "Loan bikes")
    topics.keep_new.click()
    qtbot.waitUntil(lambda: desk.team.topics[-1].name == "Loan bikes")
