"""Training and coaching: planned, attended, with levels before and after; who may see which; taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.errors import ConflictError, InputError, Missing, NotFound, NotPermitted, OutOfRange
from csops.domain.skill_levels import Attendance, LevelSource, Training, TrainingState
from csops.services import history
from csops.services.team_matrix import member_skills
from csops.services.team_skills import Said, rate
from csops.services.training import cancel_training, list_trainings, note_attendance, save_training
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.team_skills import CALM, LISTENING, TODAY, a_catalogue, a_level, a_training


@pytest.fixture
def team(workspace: Workspace) -> Workspace:
    """Three skills and two roles."""
    a_catalogue(workspace)
    return workspace


@pytest.fixture
def planned(team: Workspace) -> Training:
    """Rosa and Mara listen in on Friday; Rosa stands at 2."""
    rate(team, member_id=ROSA.id, said=[Said(skill_id=LISTENING, level=2)])
    return save_training(team, training=a_training(Attendance(member_id=ROSA.id), Attendance(member_id=MARA.id)))


def was_there(training: Training, after: int | None = None) -> Training:
    people = (
        Attendance(member_id=ROSA.id, attended=True, level_after=after),
        Attendance(member_id=MARA.id, attended=False, level_before=3, level_after=5),
    )
    return replace(training, people=people)


def listening(workspace: Workspace) -> list[tuple[int, str]]:
    page = member_skills(workspace, member_id=ROSA.id)
    return [(each.level, each.evidence) for one in page.skills if one.skill.id == LISTENING for each in one.history]


def test_a_training_is_planned_changed_and_taken_back(team: Workspace, planned: Training) -> None:
    (seen,) = list_trainings(team).trainings
    assert (seen.training, seen.skill.name, seen.owner.name) == (planned, "Listening", MARA.name)
    save_training(team, training=replace(planned, name=" With\nRosa "))
    assert list_trainings(team).trainings[0].training.name == "With Rosa"
    history.undo(team)
    history.undo(team)
    assert list_trainings(team).trainings == ()


def test_attendance_fills_the_level_before_and_notes_the_one_after(
    team: Workspace, planned: Training, clock: Clock
) -> None:
    clock.forward(timedelta(days=5))
    done = note_attendance(team, training=was_there(planned, after=4))
    rosa, mara = done.people
    assert (done.state, rosa.level_before, rosa.level_after) == (TrainingState.DONE, 2, 4)
    assert (mara.attended, mara.level_before, mara.level_after) == (False, None, None)
    assert listening(team) == [(4, "Listening in"), (2, "")]
    found = list_trainings(team).effects[0]
    assert (found.skill.id, found.trainings, found.effect.people, found.effect.mean_change) == (LISTENING, 1, 1, 2)
    assert not found.effect.is_clear
    history.undo(team)
    assert listening(team) == [(2, "")]
    assert replace(list_trainings(team).trainings[0].training, version=1) == planned


def test_the_level_before_is_none_that_the_panel_said_of_a_candidate(team: Workspace, clock: Clock) -> None:
    with team.work("Join") as work:
        work.catalogue.levels.add(a_level(2, source=LevelSource.HIRING))
    planned = save_training(team, training=a_training(Attendance(member_id=ROSA.id), Attendance(member_id=MARA.id)))
    clock.forward(timedelta(days=5))
    assert note_attendance(team, training=was_there(planned)).people[0].level_before is None


def test_the_level_before_is_the_one_that_counted_on_that_day(team: Workspace, planned: Training, clock: Clock) -> None:
    clock.forward(timedelta(days=9))
    rate(team, member_id=ROSA.id, said=[Said(skill_id=LISTENING, level=5)])
    assert note_attendance(team, training=was_there(planned)).people[0].level_before == 2


def test_attendance_corrected_later_does_not_say_the_same_level_twice(
    team: Workspace, planned: Training, clock: Clock
) -> None:
    clock.forward(timedelta(days=5))
    done = note_attendance(team, training=was_there(planned, after=4))
    clock.forward(timedelta(days=1))
    note_attendance(team, training=replace(done, note="Went well"))
    assert len(listening(team)) == 2


def test_attendance_of_a_day_to_come_or_of_half_the_people_is_refused(team: Workspace, planned: Training) -> None:
    with pytest.raises(InputError, match="still to come"):
        note_attendance(team, training=was_there(planned))
    today = replace(planned, on_day=TODAY)
    with pytest.raises(InputError, match="whether they were there"):
        note_attendance(team, training=today)
    with pytest.raises(OutOfRange, match="1 to 5"):
        note_attendance(team, training=was_there(today, after=6))
    assert list_trainings(team).trainings[0].training == planned


def test_a_training_without_people_or_with_somebody_who_left_is_refused(team: Workspace, planned: Training) -> None:
    with pytest.raises(Missing, match="Choose who takes part"):
        save_training(team, training=replace(a_training(), people=()))
    with pytest.raises(NotFound):
        save_training(team, training=a_training(Attendance(member_id=99)))
    with team.work("Leave") as work:
        work.members.update(replace(work.members.get(ROSA.id), active=False))
    with pytest.raises(InputError, match="has left the team"):
        save_training(team, training=a_training())
    assert save_training(team, training=replace(planned, note="Without Rosa")).note == "Without Rosa"


def test_a_retired_skill_is_not_trained_anew(team: Workspace) -> None:
    with team.work("Retire") as work:
        work.catalogue.skills.update(replace(work.catalogue.skills.get(CALM), active=False))
    with pytest.raises(InputError, match="is retired"):
        save_training(team, training=a_training(skill_id=CALM))


def test_what_is_cancelled_stays_and_what_is_done_cannot_be(team: Workspace, planned: Training, clock: Clock) -> None:
    assert cancel_training(team, training_id=planned.id).state is TrainingState.CANCELLED
    history.undo(team)
    clock.forward(timedelta(days=5))
    note_attendance(team, training=was_there(planned))
    with pytest.raises(InputError, match="it took place"):
        cancel_training(team, training_id=planned.id)


def test_what_comes_stands_before_what_was(team: Workspace, clock: Clock) -> None:
    days = {name: save_training(team, training=a_training(name=name, on_day=TODAY + timedelta(days=ahead)))
            for name, ahead in (("old", -9), ("newer", -2), ("soon", 1), ("later", 8))}  # fmt: skip
    for name in ("old", "newer"):
        person = Attendance(member_id=ROSA.id, attended=True)
        note_attendance(team, training=replace(days[name], people=(person,)))
    assert [each.training.name for each in list_trainings(team).trainings] == ["soon", "later", "newer", "old"]


def test_a_member_sees_own_trainings_and_oneself_in_them_alone(
    team: Workspace, planned: Training, rosa: Workspace
) -> None:
    save_training(team, training=a_training(Attendance(member_id=MARA.id), name="Without Rosa"))
    (seen,) = list_trainings(rosa).trainings
    assert (seen.training.name, [each.member_id for each in seen.training.people]) == ("Listening in", [ROSA.id])
    with pytest.raises(NotPermitted):
        save_training(rosa, training=planned)
    with pytest.raises(NotPermitted):
        note_attendance(rosa, training=planned)
    with pytest.raises(NotPermitted):
        cancel_training(rosa, training_id=planned.id)


def test_two_who_change_the_same_see_the_conflict(team: Workspace, planned: Training) -> None:
    save_training(team, training=replace(planned, name="Mine"))
    with pytest.raises(ConflictError):
        save_training(team, training=replace(planned, name="Theirs"))
