"""The skills tab: found, read, changed, kept while it is typed, retired; by clicks and by keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.access import Role
from csops.domain.changes import Kind
from csops.domain.skills import Skill
from csops.services import history, skills, views
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.skills.history import SkillHistory
from csops.ui.hiring.skills.page import SkillsPage
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.labels import Text
from tests.helpers.clock import Clock

OpenPage = Callable[[], SkillsPage]


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot) -> OpenPage:
    def opener() -> SkillsPage:
        page = SkillsPage(desk)
        desk.live.setParent(page)
        qtbot.addWidget(page)
        page.resize(1000, 800)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        qtbot.waitUntil(lambda: page.editor.skill_id > 0 or page.stack.currentIndex() == 2)
        return page

    return opener


@pytest.fixture
def page(open_page: OpenPage) -> SkillsPage:
    return open_page()


@pytest.fixture
def other(shop_file: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara at another computer."""
    opened = open_workspace(shop_file, clock=clock)
    yield opened
    opened.close()


def choose(page: SkillsPage, key: str, qtbot: QtBot) -> None:
    skill = skills.skill_named(page.desk.workspace, key=key)
    page.ask({"skill": key})
    qtbot.waitUntil(lambda: page.editor.skill_id == skill.id)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def kept(page: SkillsPage, key: str = "active_listening") -> Skill:
    return skills.skill_named(page.desk.workspace, key=key)


def test_skills_stand_under_their_kinds_with_how_many_profiles_ask_for_them(page: SkillsPage) -> None:
    rows = page.list.rows()
    assert [(row.title, row.note) for row in rows if not row.id] == [
        ("Hard skills", "14"),
        ("Soft skills", "18"),
        ("Our values", "4"),
    ]
    assert next(row for row in rows if row.title == "Active listening").note == "in 3 profiles"
    assert page.subtitle() == "36 skills"


def test_what_is_typed_finds_skills_by_all_their_words(page: SkillsPage) -> None:
    QTest.keyClicks(page.search, "hints mood")
    assert [row.title for row in page.list.rows() if row.id] == ["Active listening"]
    page.search.setText("telepathy")
    assert page.list.rows() == []
    assert page.none_found.isVisible()


def test_a_skill_is_read_with_its_behaviour_at_each_level(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    form = page.editor.form
    assert form.name.text() == "Active listening"
    assert form.anchors[0].text().startswith("Cuts in")
    assert form.anchors[4].text().startswith("Picks up hints")
    said = [button.text() for button in page.editor.used.findChildren(type(page.editor.save))]
    assert "Role profile: All-rounder in a small shop" in said


def test_a_word_is_changed_by_keys_alone(page: SkillsPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    QTest.keyClicks(page.list, "/")
    QTest.keyClicks(page.search, "picks up hints")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    if page.list.current_id() is None:
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.editor.form.name.text() == "Active listening")
    for _ in range(20):
        if page.editor.form.question.box.hasFocus():
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(page.editor.form.question.box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.editor.form.question.box, "How do you listen?")
    QTest.keyClick(page.editor.form.question.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: kept(page).question == "How do you listen?")
    qtbot.waitUntil(lambda: not page.editor.save.isVisible())


def test_nothing_can_be_saved_while_nothing_was_changed(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    assert not page.editor.save.isVisible()
    QTest.keyClicks(page.editor.form.name.line, "!")
    assert page.editor.save.isVisible()
    QTest.mouseClick(page.editor.discard, Qt.MouseButton.LeftButton)
    assert page.editor.form.name.text() == "Active listening"
    assert not page.editor.save.isVisible()


def test_what_is_wrong_is_said_at_its_field(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    page.editor.form.anchors[2].box.clear()
    page.editor.submit()
    qtbot.waitUntil(lambda: bool(page.editor.form.anchors[2].error()))
    assert "Describe what can be seen or heard at 1, 3 and 5" in page.editor.form.anchors[2].error()
    assert kept(page).anchor(3)


def test_a_name_that_another_skill_has_is_refused_at_the_name(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    page.editor.form.name.line.selectAll()
    QTest.keyClicks(page.editor.form.name.line, "Adaptability")
    page.editor.submit()
    qtbot.waitUntil(lambda: "already" in page.editor.form.name.error())


def test_a_new_skill_is_written_and_chosen(page: SkillsPage, qtbot: QtBot) -> None:
    page.begin_new()
    qtbot.waitUntil(lambda: page.editor.is_new)
    form = page.editor.form
    qtbot.waitUntil(form.name.line.hasFocus)
    QTest.keyClicks(form.name.line, "Sells without pressing")
    for anchor in (form.anchors[0], form.anchors[2], form.anchors[4]):
        QTest.keyClicks(anchor.box, "Behaves")
    QTest.keyClick(form.name.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    new = "sells_without_pressing"
    qtbot.waitUntil(lambda: any(one.key == new for one in skills.list_skills(page.desk.workspace)))
    qtbot.waitUntil(lambda: page.list.current_id() == kept(page, new).id == page.editor.skill_id)
    assert page.editor.head.remove.isVisible()


def test_a_new_skill_that_is_not_wanted_leaves_nothing(page: SkillsPage, qtbot: QtBot) -> None:
    page.begin_new()
    qtbot.waitUntil(lambda: page.editor.is_new)
    QTest.keyClicks(page.editor.form.name.line, "Hm")
    QTest.mouseClick(page.editor.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.skill_id > 0)
    assert len(skills.list_skills(page.desk.workspace)) == 36


def test_the_channel_that_a_skill_opens_is_told_in_a_sentence(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "written_communication", qtbot)
    form = page.editor.form
    assert not form.channel_level.isVisible()
    form.channel.choose("email")
    form.channel.edited.emit()
    assert form.about_channel.words() == "A level of 3 or more lets a member take E-mail"
    page.editor.submit()
    qtbot.waitUntil(lambda: kept(page, "written_communication").channel == "email")


def test_what_is_typed_stays_while_another_skill_is_looked_at(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    QTest.keyClicks(page.editor.form.description.box, " And more.")
    choose(page, "adaptability", qtbot)
    assert "And more" not in page.editor.form.description.text()
    choose(page, "active_listening", qtbot)
    assert page.editor.form.description.text().endswith("And more.")
    assert page.editor.save.isVisible()


def test_what_was_typed_is_there_in_the_next_window(open_page: OpenPage, qtbot: QtBot) -> None:
    first = open_page()
    choose(first, "active_listening", qtbot)
    QTest.keyClicks(first.editor.form.description.box, " And more.")
    first.editor.keeper.keep_if_due()
    form = f"skill.{first.editor.skill_id}"
    qtbot.waitUntil(lambda: views.get_draft(first.desk.workspace, form=form) is not None)
    second = open_page()
    choose(second, "active_listening", qtbot)
    assert second.editor.form.description.text().endswith("And more.")


def test_saving_drops_the_draft(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    QTest.keyClicks(page.editor.form.description.box, " And more.")
    page.editor.keeper.keep()
    page.editor.submit()
    form = f"skill.{page.editor.skill_id}"
    qtbot.waitUntil(lambda: kept(page).description.endswith("And more."))
    qtbot.waitUntil(lambda: views.get_draft(page.desk.workspace, form=form) is None)


def test_two_who_change_the_same_words_see_both(page: SkillsPage, other: Workspace, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    page.editor.form.question.box.setPlainText("Mine")
    theirs = skills.skill_named(other, key="active_listening")
    skills.save_skill(other, skill=replace(theirs, question="Theirs"))
    page.editor.submit()
    qtbot.waitUntil(page.editor.conflict.isVisible)
    assert "Yours: Mine" in page.editor.conflict.words()
    assert "Theirs: Theirs" in page.editor.conflict.words()
    QTest.mouseClick(page.editor.conflict.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(page).question == "Mine")
    qtbot.waitUntil(lambda: not page.editor.conflict.isVisible())


def test_what_a_colleague_changed_comes_in_where_nothing_is_typed(
    page: SkillsPage, other: Workspace, qtbot: QtBot
) -> None:
    choose(page, "active_listening", qtbot)
    theirs = skills.skill_named(other, key="active_listening")
    skills.save_skill(other, skill=replace(theirs, question="Theirs"))
    page.desk.live.tell([Kind.SKILL])
    qtbot.waitUntil(lambda: page.editor.form.question.text() == "Theirs")


def test_a_skill_is_retired_and_brought_back(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "active_listening", qtbot)
    assert not page.editor.head.remove.isVisible()
    QTest.mouseClick(page.editor.head.retire, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.head.retire.text() == "Bring back")
    qtbot.waitUntil(lambda: next(row for row in page.list.rows() if row.title == "Active listening").note == "retired")
    assert page.subtitle() == "35 skills"
    QTest.mouseClick(page.editor.head.retire, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.head.retire.text() == "Retire")


def test_a_skill_that_nothing_names_is_removed_and_taken_back(page: SkillsPage, qtbot: QtBot) -> None:
    choose(page, "phone_manner" if False else "adaptability", qtbot)
    workspace = page.desk.workspace
    new = skills.save_skill(
        workspace, skill=replace(kept(page, "adaptability"), id=0, version=1, key="", name="Whistles")
    )
    page.ask({"skill_id": new.id})
    qtbot.waitUntil(lambda: page.editor.skill_id == new.id)
    QTest.mouseClick(page.editor.head.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.skill_id not in {0, new.id})
    history.undo(workspace)
    qtbot.waitUntil(lambda: new.id in page.list.ids())


def test_the_history_shows_the_words_before_and_after(page: SkillsPage, qtbot: QtBot) -> None:
    workspace = page.desk.workspace
    skills.save_skill(workspace, skill=replace(kept(page), description="Hears"))
    choose(page, "active_listening", qtbot)
    page.editor.head.show_history()
    dialog = page.findChild(SkillHistory)
    assert dialog is not None
    qtbot.waitUntil(lambda: any("Since: Hears" in one.words() for one in dialog.findChildren(Text)))
    said = [one.words() for one in dialog.findChildren(Text)]
    assert "Change a skill, Mara Lindqvist, 09:00" in said
    assert any(one.startswith("Before: Takes in what a customer says") for one in said)


def test_an_agent_reads_and_changes_nothing(desk: Desk, open_page: OpenPage, qtbot: QtBot) -> None:
    desk.workspace.member = replace(desk.workspace.member, role=Role.AGENT)
    page = open_page()
    assert page.top_actions() == ()
    assert page.editor.form.name.line.isReadOnly()
    assert not page.editor.head.retire.isVisible()
    assert page.editor.head.history.isVisible()


def test_an_empty_catalogue_offers_to_begin_with_ours(desk: Desk, open_page: OpenPage, qtbot: QtBot) -> None:
    with desk.workspace.work("Empty") as work:
        for store in (work.catalogue.profile_versions, work.catalogue.profiles, work.catalogue.skills):
            store.remove_many([one.id for one in store.all()])
    page = open_page()
    empty = page.stack.currentWidget()
    assert isinstance(empty, EmptyState)
    button = empty.button
    assert button is not None
    assert button.text() == "Begin with our 36 skills and five role profiles"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.list.ids()) == 36)
    qtbot.waitUntil(lambda: page.editor.skill_id > 0)
