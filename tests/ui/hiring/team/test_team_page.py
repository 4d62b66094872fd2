"""The team's skills in the window: looked at, rated by keys, trained, and refreshed when others say something."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.skill_levels import AimKind, Attendance, LevelSource, TrainingState
from csops.services import history
from csops.services.team_matrix import member_skills
from csops.services.team_skills import Said, rate, set_role
from csops.services.training import list_trainings, note_attendance, save_training
from csops.services.views import get_draft
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.hiring.team.attendance_form import AttendanceForm
from csops.ui.hiring.team.member_sections import GapsSection, NextGapsSection
from csops.ui.hiring.team.page import TeamPage
from csops.ui.hiring.team.rate_form import RateForm
from csops.ui.hiring.team.role_form import RoleForm
from csops.ui.hiring.team.training_form import TrainingForm
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.team_skills import TODAY, a_training, asks, keep_catalogue


@pytest.fixture
def skills(workspace: Workspace) -> dict[str, int]:
    """Listening and calm, which agents need; Rosa is an agent: listening 4, calm 2."""
    with workspace.work("Empty") as work:  # begin without the starter content
        for version in work.catalogue.profile_versions.all():
            work.catalogue.profile_versions.remove(version.id)
        for profile in work.catalogue.profiles.all():
            work.catalogue.profiles.remove(profile.id)
        for skill in work.catalogue.skills.all():
            work.catalogue.skills.remove(skill.id)
    found = keep_catalogue(workspace, {"agent": (asks("listening"), asks("calm"))})
    set_role(workspace, member_id=ROSA.id, profile_id=found["agent"])
    said = [Said(skill_id=found["listening"], level=4), Said(skill_id=found["calm"], level=2, evidence="Cut in twice")]
    rate(workspace, member_id=ROSA.id, said=said)
    return found


@pytest.fixture
def page(desk: Desk, skills: dict[str, int], qtbot: QtBot) -> TeamPage:
    return shown(desk, qtbot)


def shown(desk: Desk, qtbot: QtBot) -> TeamPage:
    made = TeamPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def words_of(page: TeamPage) -> dict[tuple[str, str], str]:
    """What each cell of the matrix says, by skill and person."""
    grid = page.matrix.grid.grid
    return {
        (row.name, column.name): cell.words
        for row in grid.rows
        for column, cell in zip(grid.columns, row.cells, strict=bool(row.cells))
    }


def the_form(page: TeamPage, qtbot: QtBot) -> QWidget:
    qtbot.waitUntil(lambda: page.acts.form is not None and page.acts.form.isVisible())
    assert page.acts.form is not None
    return page.acts.form


def test_the_matrix_says_level_source_and_gap_of_each_cell(page: TeamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.grid.grid.rows))
    said = words_of(page)[("Calm", ROSA.name)]
    assert said.startswith("Rosa Okafor, Calm: 2 (Developing), manager, Mara Lindqvist, 2 Mar 2026")
    assert said.endswith("Agent asks for 4, at least 3: below the minimum of 3")
    assert page.matrix.legend.short.words() == "Below the minimum: 1"
    fits = words_of(page)[("Fit to the role", ROSA.name)]
    assert "Fit 75" in fits
    assert "below: Calm" in fits


def test_the_keys_begin_where_the_work_is(page: TeamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.matrix)
    page.setFocus()
    assert page.focusWidget() is page.matrix.grid
    page.ask({"way": "training"})
    page.setFocus()
    assert page.focusWidget() is page.ways.button("training")


def test_enter_on_a_cell_opens_the_member_at_that_skill(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.grid.grid.rows))
    page.matrix.grid.setFocus()
    page.matrix.grid.go_to(skills["calm"], ROSA.id)
    QTest.keyClick(page.matrix.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.member.found is not None and page.member.found.member.id == ROSA.id)
    assert page.stack.currentWidget() is page.member
    assert page.member.skills.grid.row_number() == skills["calm"]
    assert "Cut in twice" in page.member.skills.history.words()


def test_shift_enter_asks_for_the_skill_in_the_catalogue(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.grid.grid.rows))
    page.matrix.grid.go_to(skills["calm"], ROSA.id)
    with qtbot.waitSignal(page.wanted) as asked:
        QTest.keyClick(page.matrix.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert asked.args == ["hiring", {"tab": "skills", "skill_id": skills["calm"]}]


def test_arrow_keys_pass_over_headings(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.grid.grid.rows))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.matrix)
    rows = [row.number for row in page.matrix.grid.grid.rows if row.cells]
    QTest.keyClick(page.matrix.grid, Qt.Key.Key_Down)
    seen = [page.matrix.grid.row_number()]
    for _ in rows[1:]:
        QTest.keyClick(page.matrix.grid, Qt.Key.Key_Down)
        seen.append(page.matrix.grid.row_number())
    assert seen == rows


def test_everybody_is_held_against_a_chosen_role(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.matrix.found is not None)
    assert "no role yet" in words_of(page)[("Fit to the role", MARA.name)]
    with qtbot.waitSignal(page.matrix.read):
        page.matrix.choose_role(skills["agent"])
    assert "Agent asks for 4" in words_of(page)[("Calm", MARA.name)]
    assert page.matrix.role.currentText() == "Agent"


def test_the_table_is_copied_with_its_levels(page: TeamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.grid.grid.rows))
    QTest.keyClick(page.matrix.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Skill\tMara Lindqvist\tRosa Okafor"
    assert "Listening\t\t4" in lines


def test_what_hangs_on_one_person_is_said_and_opens_the_people(page: TeamPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(page.matrix.risks.lines))
    said = [line.button.words() for line in page.matrix.risks.lines]
    assert ("Nobody is known to reach 3 in Calm", "one person not there · one person not judged yet") in [
        (title, note.replace("1 people", "one person")) for title, note in said
    ]
    only = next(
        line for line in page.matrix.risks.lines if line.button.words()[0] == "Only Rosa reaches 3 in Listening"
    )
    assert not only.people.isVisible()
    only.button.setFocus()
    QTest.keyClick(only.button, Qt.Key.Key_Space)
    assert only.people.isVisible()
    with qtbot.waitSignal(page.member.read):
        only.member_wanted.emit(ROSA.id)
    assert page.stack.currentWidget() is page.member


# ---------------------------------------------------------------- rating


def test_skills_are_rated_by_keys_alone(page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot) -> None:
    page.acts.rate(ROSA.id, skills["calm"])
    form = the_form(page, qtbot)
    assert isinstance(form, RateForm)
    assert form.skill.key == "calm"
    QTest.keyClick(form.first_focus(), Qt.Key.Key_4)
    QTest.keyClick(form.first_focus(), Qt.Key.Key_0)
    QTest.keyClick(form.first_focus(), Qt.Key.Key_3)
    form.step(1)
    QTest.keyClick(form.first_focus(), Qt.Key.Key_5)
    with qtbot.waitSignal(desk.said) as told:
        form.save.click()
    assert "of Rosa Okafor" in told.args[0].text
    found = {each.skill.key: each.said[0].level for each in member_skills(desk.workspace, member_id=ROSA.id).skills}
    assert found == {"calm": 3, "listening": 5}


def test_nothing_rated_is_said_and_nothing_saved(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    page.acts.rate(ROSA.id)
    form = the_form(page, qtbot)
    assert isinstance(form, RateForm)
    form.submit()
    assert form.trouble.words() == "Choose a level from 1 to 5 for at least one skill"
    assert form.isVisible()


def test_what_was_rated_and_not_saved_comes_back(
    page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    page.acts.rate(ROSA.id, skills["calm"])
    form = the_form(page, qtbot)
    assert isinstance(form, RateForm)
    form.rate(5)
    form.close_layer()
    qtbot.waitUntil(lambda: get_draft(desk.workspace, form=f"rate.{ROSA.id}") is not None)
    page.acts.rate(ROSA.id, skills["calm"])
    again = the_form(page, qtbot)
    assert isinstance(again, RateForm)
    qtbot.waitUntil(lambda: again.levels.level() == 5)
    assert again.discard.isVisible()


# ---------------------------------------------------------------- roles and training


def test_a_role_is_set_and_taken_back(page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot) -> None:
    page.show_member(MARA.id)
    qtbot.waitUntil(lambda: page.member.found is not None and page.member.found.member.id == MARA.id)
    page.member.role_now.click()
    form = the_form(page, qtbot)
    assert isinstance(form, RoleForm)
    form.role.choose(str(skills["agent"]))
    with qtbot.waitSignal(desk.said):
        form.submit()
    qtbot.waitUntil(lambda: page.member.found is not None and page.member.found.now is not None)
    assert page.member.facts.words()[0] == "Agent since 2 Mar 2026"
    history.undo(desk.workspace)
    assert member_skills(desk.workspace, member_id=MARA.id).now is None


def test_a_training_is_planned_from_a_gap_in_one_click(page: TeamPage, desk: Desk, qtbot: QtBot) -> None:
    page.show_member(ROSA.id)
    lines = next(each for each in page.member.sections if isinstance(each, GapsSection)).lines
    qtbot.waitUntil(lambda: bool(lines.lines))
    assert lines.lines[0].title == "Calm"
    lines.button("Plan training: Calm").click()
    form = the_form(page, qtbot)
    assert isinstance(form, TrainingForm)
    assert form.name_field.text() == "Calm with Rosa"
    with qtbot.waitSignal(desk.said):
        form.submit()
    (seen,) = list_trainings(desk.workspace).trainings
    assert (seen.skill.key, [each.member_id for each in seen.training.people]) == ("calm", [ROSA.id])


def test_a_training_without_people_or_name_is_not_saved(page: TeamPage, skills: dict[str, int], qtbot: QtBot) -> None:
    page.acts.plan_training([ROSA.id], skills["calm"])
    form = the_form(page, qtbot)
    assert isinstance(form, TrainingForm)
    form.people[ROSA.id].setChecked(False)
    form.submit()
    assert form.no_people.words() == "Choose who takes part"
    form.people[ROSA.id].setChecked(True)
    form.name_field.set_text(" ")
    form.submit()
    assert form.name_field.error() == "Name is missing. Name it, such as Listening in on Friday's calls"


def test_who_was_there_is_noted_with_the_level_after(
    page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    planned = save_training(desk.workspace, training=a_training(skill_id=skills["calm"], on_day=TODAY))
    page.ask({"way": "training"})
    qtbot.waitUntil(lambda: page.training.found is not None and bool(page.training.found.trainings))
    page.training.trainings.button("Who was there: Listening in").click()
    form = the_form(page, qtbot)
    assert isinstance(form, AttendanceForm)
    form.submit()
    assert form.trouble.words() == "Say whether Rosa Okafor was there"
    form.there[ROSA.id].button("there").click()
    form.after[ROSA.id].setCurrentIndex(3)
    with qtbot.waitSignal(desk.said):
        form.submit()
    done = list_trainings(desk.workspace).trainings[0].training
    assert (done.id, done.state) == (planned.id, TrainingState.DONE)
    assert (done.people[0].level_before, done.people[0].level_after) == (2, 3)
    qtbot.waitUntil(lambda: bool(page.training.effects.lines))
    assert "too few to tell from chance" in page.training.effects.lines[0].said[1]


def test_two_who_change_the_same_training_see_both(
    page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    planned = save_training(desk.workspace, training=a_training(skill_id=skills["calm"]))
    page.acts.change_training(planned)
    form = the_form(page, qtbot)
    assert isinstance(form, TrainingForm)
    save_training(desk.workspace, training=replace(planned, name="Theirs"))
    form.name_field.set_text("Mine")
    form.submit()
    qtbot.waitUntil(form.conflict.isVisible)
    assert "Yours: Mine. Theirs: Theirs" in form.conflict.words()
    with qtbot.waitSignal(desk.said):
        form.conflict.keep.click()
    assert list_trainings(desk.workspace).trainings[0].training.name == "Mine"


def test_a_cancelled_training_is_planned_again(
    page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    save_training(desk.workspace, training=a_training(skill_id=skills["calm"]))
    page.ask({"way": "training"})
    qtbot.waitUntil(lambda: bool(page.training.trainings.lines))
    with qtbot.waitSignal(desk.said):
        page.training.trainings.button("Cancel it: Listening in").click()
    qtbot.waitUntil(lambda: page.training.trainings.lines[0].pill is not None
                    and page.training.trainings.lines[0].pill.text == "Cancelled")  # fmt: skip
    page.training.trainings.button("Plan again: Listening in").click()
    form = the_form(page, qtbot)
    assert isinstance(form, TrainingForm)
    with qtbot.waitSignal(desk.said):
        form.submit()
    assert list_trainings(desk.workspace).trainings[0].training.state is TrainingState.PLANNED


# ---------------------------------------------------------------- who sees what, and when


def test_what_others_say_comes_in_by_itself(page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.matrix.found is not None)
    with qtbot.waitSignal(page.matrix.read):
        rate(desk.workspace, member_id=ROSA.id, said=[Said(skill_id=skills["calm"], level=5)])
    assert "5 (Sets the example)" in words_of(page)[("Calm", ROSA.name)]


def test_an_agent_sees_oneself_alone(
    workspace: Workspace, skills: dict[str, int], desk: Desk, clock: Clock, qtbot: QtBot
) -> None:
    training = save_training(
        workspace,
        training=a_training(Attendance(member_id=ROSA.id), Attendance(member_id=MARA.id), skill_id=skills["calm"]),
    )
    clock.forward(timedelta(days=9))
    people = tuple(replace(each, attended=True) for each in training.people)
    note_attendance(workspace, training=replace(training, people=people))
    with workspace.work("Hire") as work:
        level = work.catalogue.levels.all()[0]
        work.catalogue.levels.add(replace(level, id=0, level=1, source=LevelSource.HIRING))
    workspace.member = replace(ROSA, role=Role.AGENT)
    page = shown(desk, qtbot)
    qtbot.waitUntil(lambda: page.member.found is not None)
    assert page.member.found is not None
    assert page.member.found.member.id == ROSA.id
    assert not page.member.who.isVisible()
    assert not page.member.role_now.isVisible()
    columns = [column.name for column in page.member.skills.grid.grid.columns]
    assert "Interview" not in columns
    page.ask({"way": "training"})
    qtbot.waitUntil(lambda: bool(page.training.trainings.lines))
    (line,) = page.training.trainings.lines
    assert MARA.name not in line.said[1]
    assert line.deeds == ()


def test_without_anything_known_the_page_says_what_to_do(workspace: Workspace, desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    page.setFocus()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert page.empty.button is not None
    assert page.focusWidget() is page.empty.button
    page.empty.button.click()
    qtbot.waitUntil(lambda: page.member.found is not None)
    assert "Nothing is said of Mara Lindqvist yet" in page.member.skills.none.words()
    page.ask({"way": "training"})
    qtbot.waitUntil(lambda: page.training.stack.currentWidget() is page.training.empty)


def test_a_role_that_is_aimed_at_stands_beside_the_one_now(
    page: TeamPage, skills: dict[str, int], desk: Desk, qtbot: QtBot
) -> None:
    page.show_member(ROSA.id)
    qtbot.waitUntil(lambda: page.member.found is not None and page.member.found.member.id == ROSA.id)
    beside = next(each for each in page.member.sections if isinstance(each, NextGapsSection))
    assert not beside.isVisible()
    set_role(desk.workspace, member_id=ROSA.id, profile_id=skills["agent"], kind=AimKind.NEXT)
    qtbot.waitUntil(beside.isVisible)
    assert [line.title for line in beside.lines.lines] == ["Calm"]
    assert "Next asks" in [column.name for column in page.member.skills.grid.grid.columns]
