"""The profiles tab: weights, levels and versions; by clicks and by keys."""

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
from csops.domain.role_profiles import Evidence, ProfileKind, ProfileSkill, Requirement
from csops.services import history, profiles, skills, views
from csops.services.profiles import KeptProfile
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.profiles.page import ProfilesPage
from csops.ui.hiring.profiles.skill_row import SkillRow
from csops.ui.kit.labels import Text
from csops.ui.versions_dialog import VersionsDialog
from tests.helpers.clock import Clock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenPage = Callable[[], ProfilesPage]
SHOP = "shop_all_rounder"


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot) -> OpenPage:
    def opener() -> ProfilesPage:
        page = ProfilesPage(desk)
        desk.live.setParent(page)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        qtbot.waitUntil(lambda: page.editor.profile_id > 0)
        return page

    return opener


@pytest.fixture
def page(open_page: OpenPage) -> ProfilesPage:
    return open_page()


@pytest.fixture
def other(shop_file: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara at another computer."""
    opened = open_workspace(shop_file, clock=clock)
    yield opened
    opened.close()


def kept(page: ProfilesPage, key: str = SHOP) -> KeptProfile:
    return profiles.profile_named(page.desk.workspace, key=key)


def choose(page: ProfilesPage, key: str, qtbot: QtBot) -> None:
    wanted = kept(page, key).profile.id
    page.ask({"profile": key})
    qtbot.waitUntil(lambda: page.editor.profile_id == wanted)


def row(page: ProfilesPage, key: str = "active_listening") -> SkillRow:
    return next(each for each in page.editor.form.table.shown() if each.skill == key)


def write(row: SkillRow, weight: str) -> None:
    row.weight.setFocus()
    row.weight.selectAll()
    QTest.keyClicks(row.weight, weight)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_roles_and_values_stand_apart(page: ProfilesPage) -> None:
    rows = page.list.rows()
    assert [(each.title, each.note) for each in rows if not each.id] == [("Role profiles", "5"), ("Our values", "1")]
    assert page.subtitle() == "5 role profiles"


def test_a_profile_says_whether_its_skills_fit_the_time(page: ProfilesPage) -> None:
    form = page.editor.form
    assert form.time.words() == "7 skills to talk of take about 45 of 45 min"
    form.minutes.line.setFocus()
    form.minutes.line.selectAll()
    QTest.keyClicks(form.minutes.line, "30")
    assert form.time.words() == (
        "7 skills to talk of take about 45 of 30 min: there is room for 4. Ask for fewer, or plan more time"
    )


def test_the_sum_of_the_weights_runs_along_and_the_rest_is_shared_out(page: ProfilesPage, qtbot: QtBot) -> None:
    table = page.editor.form.table
    assert table.sum.words() == "Weights make 100 %"
    write(row(page), "40")
    assert table.sum.words() == "Weights: they make 120 %, not 100 %. Take away 20, or share out the rest"
    row(page).hold.click()
    QTest.mouseClick(table.sum.share, Qt.MouseButton.LeftButton)
    assert [each.weight for each in table.rows()] == [40, 15, 11, 11, 8, 8, 7]
    assert table.sum.words() == "Weights make 100 %"
    QTest.mouseClick(page.editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(page).version.number == 2)
    assert [each.weight for each in kept(page).version.skills] == [40, 15, 11, 11, 8, 8, 7]


def test_nothing_is_saved_while_the_weights_do_not_make_one_hundred(page: ProfilesPage, qtbot: QtBot) -> None:
    write(row(page), "30")
    page.editor.submit()
    QApplication.processEvents()
    assert kept(page).version.number == 1
    assert "110 %" in page.editor.form.table.sum.words()


def test_all_weights_held_leave_nothing_to_share(page: ProfilesPage) -> None:
    for each in page.editor.form.table.shown():
        each.hold.click()
    page.editor.form.table.sum.share.click()
    assert "are left for 0 skills" in page.editor.form.table.sum.words()


def test_a_target_below_the_minimum_is_said_at_its_row(page: ProfilesPage) -> None:
    first = row(page)
    first.target.setCurrentIndex(1)
    first.target.activated.emit(1)
    assert first.problem.isVisible()
    assert (
        first.problem.words()
        == "Target of Active listening: 2 is below the minimum of 3. Raise the target or lower the minimum"
    )


def test_a_weight_that_is_no_number_is_said_at_its_row(page: ProfilesPage) -> None:
    write(row(page), "x")
    assert "Weight of Active listening cannot be 0" in row(page).problem.words()


@pytest.mark.parametrize("typed", ["0", "2.5", "x", "999"])
def test_minutes_that_cannot_be_are_said_at_their_field(page: ProfilesPage, typed: str, qtbot: QtBot) -> None:
    form = page.editor.form
    form.minutes.line.setFocus()
    form.minutes.line.selectAll()
    QTest.keyClicks(form.minutes.line, typed)
    page.editor.submit()
    assert form.minutes.error()
    assert form.table.sum.words() == "Weights make 100 %"
    assert kept(page).version.minutes == 45
    form.minutes.line.selectAll()
    QTest.keyClicks(form.minutes.line, "50")
    assert not form.minutes.error()
    page.editor.submit()
    qtbot.waitUntil(lambda: kept(page).version.minutes == 50)


def test_arrows_change_a_weight_by_one(page: ProfilesPage) -> None:
    first = row(page)
    QTest.keyClick(first.weight, Qt.Key.Key_Up)
    QTest.keyClick(first.weight, Qt.Key.Key_Up)
    QTest.keyClick(first.weight, Qt.Key.Key_Down)
    assert first.asked().weight == 21
    assert page.editor.save.isVisible()


def test_a_version_is_made_by_keys_alone(page: ProfilesPage, qtbot: QtBot) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.editor.profile_id == kept(page, "customer_service_representative").profile.id)
    first = row(page)
    for _ in range(30):
        if first.weight.hasFocus():
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert first.weight.hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    second = row(page, "empathy_patience")
    for _ in range(30):
        if second.weight.hasFocus():
            break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: kept(page, "customer_service_representative").version.number == 2)
    assert [each.weight for each in kept(page, "customer_service_representative").version.skills[:2]] == [14, 12]


def test_a_version_is_saved_with_a_note_that_the_head_shows(page: ProfilesPage, qtbot: QtBot) -> None:
    form = page.editor.form
    assert not form.note.isVisible()
    write(row(page), "21")
    write(row(page, "empathy_patience"), "19")
    assert form.note.isVisible()
    assert page.editor.save.text() == "Save version 2"
    QTest.keyClicks(form.note.line, "Listening first")
    page.editor.submit()
    qtbot.waitUntil(lambda: page.editor.head.about.words() == "Version 2, 09:00, by Mara Lindqvist: Listening first")
    assert not form.note.text()
    assert not page.editor.save.isVisible()


def test_another_name_alone_is_no_version(page: ProfilesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.editor.form.name.line, "!")
    assert page.editor.save.text() == "Save"
    page.editor.submit()
    qtbot.waitUntil(lambda: kept(page).profile.name.endswith("!"))
    assert kept(page).version.number == 1


def test_a_name_that_another_profile_has_is_refused_at_the_name(page: ProfilesPage, qtbot: QtBot) -> None:
    page.editor.form.name.line.selectAll()
    QTest.keyClicks(page.editor.form.name.line, "Support manager")
    page.editor.submit()
    qtbot.waitUntil(lambda: "already" in page.editor.form.name.error())


def test_a_skill_is_added_with_what_is_left_and_taken_out_again(page: ProfilesPage) -> None:
    table = page.editor.form.table
    write(row(page), "15")
    table.add.control.setFocus()
    QTest.keyClicks(table.add.control, "negot")
    QTest.keyClick(table.add.control, Qt.Key.Key_Return)
    assert (row(page, "negotiation").asked().weight, row(page, "negotiation").asked().target_level) == (5, 3)
    assert row(page, "negotiation").weight.hasFocus()
    row(page, "negotiation").remove.click()
    assert len(table.rows()) == 7
    assert row(page, "self_motivation").weight.hasFocus()


def test_values_are_not_offered_among_the_skills_of_a_role(page: ProfilesPage) -> None:
    box = page.editor.form.table.add.box
    offered = [box.itemText(place) for place in range(box.count())]
    assert "Negotiation" in offered
    assert not any(text.startswith("Value") for text in offered)
    assert "Active listening" not in offered


def test_how_a_skill_is_looked_at_is_ticked_in_a_menu(page: ProfilesPage, qtbot: QtBot) -> None:
    first = row(page)
    menu = first.evidence_menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Interview"]
    next(action for action in menu.actions() if action.text() == "Work sample").trigger()
    assert first.asked().evidence == (Evidence.INTERVIEW, Evidence.WORK_SAMPLE)
    assert first.evidence.text() == "Interview +1"
    page.editor.submit()
    qtbot.waitUntil(lambda: kept(page).version.skills[0].evidence == (Evidence.INTERVIEW, Evidence.WORK_SAMPLE))


def test_requirement_and_minimum_are_chosen(page: ProfilesPage, qtbot: QtBot) -> None:
    last = row(page, "adaptability")
    last.requirement.setCurrentIndex(0)
    last.requirement.activated.emit(0)
    last.minimum.setCurrentIndex(2)
    last.minimum.activated.emit(2)
    page.editor.submit()
    qtbot.waitUntil(lambda: kept(page).version.number == 2)
    asked = kept(page).role.asked("adaptability")
    assert asked is not None
    assert (asked.requirement, asked.minimum_level) == (Requirement.REQUIRED, 2)


def test_values_have_neither_minimum_nor_requirement(page: ProfilesPage, qtbot: QtBot) -> None:
    choose(page, "value_fit", qtbot)
    form = page.editor.form
    first = form.table.shown()[0]
    assert not first.minimum.isVisible()
    assert not first.requirement.isVisible()
    assert not form.interviews.isVisible()
    assert form.time.words() == "4 values take about 12 of 15 min"
    for _ in range(2):
        form.table.shown()[-1].remove.click()
    assert "Choose 3 to 5" in form.table.sum.words()


def test_versions_are_shown_side_by_side(page: ProfilesPage, qtbot: QtBot) -> None:
    before = kept(page)
    asked = (
        replace(before.version.skills[0], weight=30),
        *before.version.skills[2:],
        ProfileSkill(skill="negotiation", weight=10, target_level=3),
    )
    profiles.save_profile(page.desk.workspace, profile=before.profile, version=replace(before.version, skills=asked))
    qtbot.waitUntil(page.editor.head.compare.isVisible)
    page.editor.head.show_versions()
    dialog = page.findChild(VersionsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.shown() is not None)
    assert dialog.about.words() == "1 skills added, 1 skills removed, 1 skills changed"

    def said() -> list[str]:
        return [text.words() for text in dialog.findChildren(Text) if text.isVisible()]

    qtbot.waitUntil(lambda: "required, 20 %, target 4, at least 3" in said())
    assert "required, 30 %, target 4, at least 3" in said()
    assert "Adaptability" not in said()
    dialog.only.setChecked(False)
    qtbot.waitUntil(lambda: "Adaptability" in said())


def test_a_copy_is_chosen_at_once(page: ProfilesPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.editor.head.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.form.name.text() == "All-rounder in a small shop (copy)")
    assert page.list.current_id() == page.editor.profile_id


def test_a_profile_is_retired_and_that_is_taken_back(page: ProfilesPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.editor.head.retire, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.editor.head.retire.text() == "Bring back")
    assert not kept(page).profile.active
    history.undo(page.desk.workspace)
    qtbot.waitUntil(lambda: page.editor.head.retire.text() == "Retire")


def test_a_new_profile_is_begun_empty_and_kept(page: ProfilesPage, qtbot: QtBot) -> None:
    page.begin_new()
    form = page.editor.form
    qtbot.waitUntil(lambda: page.editor.is_new and form.name.line.hasFocus())
    QTest.keyClicks(form.name.line, "Saturday help")
    form.table.add_skill("negotiation")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(row.title == "Saturday help" for row in page.list.rows()))
    assert kept(page, "saturday_help").version.skills == (
        ProfileSkill(skill="negotiation", weight=100, target_level=3),
    )


def test_what_is_typed_stays_while_another_profile_is_looked_at(page: ProfilesPage, qtbot: QtBot) -> None:
    write(row(page), "33")
    row(page).hold.click()
    choose(page, "support_manager", qtbot)
    assert not page.editor.save.isVisible()
    choose(page, SHOP, qtbot)
    assert row(page).asked().weight == 33
    assert row(page).is_held


def test_what_was_typed_is_there_in_the_next_window(open_page: OpenPage, qtbot: QtBot) -> None:
    first = open_page()
    write(row(first), "33")
    first.editor.keeper.keep()
    form = f"profile.{first.editor.profile_id}"
    qtbot.waitUntil(lambda: views.get_draft(first.desk.workspace, form=form) is not None)
    second = open_page()
    assert row(second).asked().weight == 33
    QTest.mouseClick(second.editor.discard, Qt.MouseButton.LeftButton)
    assert row(second).asked().weight == 20


def test_two_who_change_what_is_asked_see_both(page: ProfilesPage, other: Workspace, qtbot: QtBot) -> None:
    write(row(page), "30")
    write(row(page, "empathy_patience"), "10")
    theirs = profiles.profile_named(other, key=SHOP)
    some = (replace(theirs.version.skills[0], weight=25), replace(theirs.version.skills[1], weight=15))
    asked = replace(theirs.version, skills=(*some, *theirs.version.skills[2:]))
    profiles.save_profile(other, profile=theirs.profile, version=asked)
    page.editor.submit()
    qtbot.waitUntil(page.editor.conflict.isVisible)
    assert "Active listening: required, 30 %" in page.editor.conflict.words()
    QTest.mouseClick(page.editor.conflict.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(page).version.number == 3)
    assert [each.weight for each in kept(page).version.skills[:2]] == [30, 10]
    qtbot.waitUntil(lambda: not page.editor.conflict.isVisible())


def test_a_draft_from_before_somebody_saved_does_not_overwrite_them(
    open_page: OpenPage, other: Workspace, qtbot: QtBot
) -> None:
    first = open_page()
    write(row(first), "30")
    write(row(first, "empathy_patience"), "10")
    first.editor.keeper.keep()
    form = f"profile.{first.editor.profile_id}"
    qtbot.waitUntil(lambda: views.get_draft(first.desk.workspace, form=form) is not None)
    theirs = profiles.profile_named(other, key=SHOP)
    asked = replace(theirs.version, minutes=60)
    profiles.save_profile(other, profile=theirs.profile, version=asked)
    second = open_page()
    second.editor.submit()
    # Only they changed the minutes and only we the skills: both stand once it is decided.
    qtbot.waitUntil(second.editor.conflict.isVisible)
    QTest.mouseClick(second.editor.conflict.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kept(second).version.number == 3)
    assert (kept(second).version.minutes, kept(second).version.skills[0].weight) == (60, 30)


def test_an_agent_reads_and_changes_nothing(desk: Desk, open_page: OpenPage) -> None:
    desk.workspace.member = replace(desk.workspace.member, role=Role.AGENT)
    page = open_page()
    assert page.top_actions() == ()
    form = page.editor.form
    assert form.name.line.isReadOnly()
    assert row(page).weight.isReadOnly()
    assert not row(page).remove.isVisible()
    assert not form.table.sum.share.isVisible()
    assert not page.editor.head.copy.isVisible()


@pytest.mark.parametrize("width", [1200, 900, 640])
def test_rows_take_the_room_that_there_is(page: ProfilesPage, width: int, qtbot: QtBot) -> None:
    page.resize(width, 800)
    table = page.editor.form.table
    qtbot.waitUntil(lambda: table.width() < width)
    QApplication.processEvents()
    for each in table.shown():
        for widget in (each.requirement, each.weight, each.target, each.minimum, each.evidence, each.remove):
            assert widget.geometry().right() <= table.width()


def test_values_are_offered_where_there_are_none(desk: Desk, open_page: OpenPage, qtbot: QtBot) -> None:
    with desk.workspace.work("Without values") as work:
        (values,) = work.catalogue.profiles.where(key="value_fit")
        work.catalogue.profile_versions.remove_many(
            [one.id for one in work.catalogue.profile_versions.where(profile_id=values.id)]
        )
        work.catalogue.profiles.remove(values.id)
    page = open_page()
    qtbot.waitUntil(lambda: [action.text() for action in page.top_actions()] == ["New profile", "Our values"])
    page.top_actions()[1].trigger()
    qtbot.waitUntil(lambda: page.editor.is_new)
    assert page.editor.form.kind is ProfileKind.VALUES
    names = {skill.key: skill.name for skill in skills.list_skills(desk.workspace)}
    box = page.editor.form.table.add.box
    assert [box.itemText(place) for place in range(box.count())] == sorted(
        name for key, name in names.items() if key.startswith("value_")
    )


def test_tab_goes_from_the_times_through_the_skills_to_what_follows(page: ProfilesPage) -> None:
    form = page.editor.form
    rows = form.table.shown()
    form.table.add_skill("teamwork")  # rows that come later stand in their place as well
    added = form.table.shown()[-1]
    reached: list[QWidget] = []
    widget = form.minutes.control.nextInFocusChain()
    while widget is not None and widget is not form.table.sum.share and len(reached) < 500:
        reached.append(widget)
        widget = widget.nextInFocusChain()
    order = [reached.index(row.weight) for row in (*rows, added)]
    assert order == sorted(order)
    assert form.table.add.control not in reached
