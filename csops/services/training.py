"""Training and coaching: planned with people, owner and day, who was there, and what it did."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from csops.domain.access import Permission
from csops.domain.errors import InputError
from csops.domain.people import Member
from csops.domain.skill_levels import (
    Attendance,
    LevelSource,
    SkillLevel,
    Training,
    TrainingState,
    checked_training,
    leading,
)
from csops.domain.skills import Skill
from csops.domain.training_effect import TrainingEffect, effect
from csops.services.team_skills import in_use, keep_level, there
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class SeenTraining:
    """A training with the names in it; `members` by their numbers, also who left."""

    training: Training
    skill: Skill
    members: Mapping[int, Member]
    effect: TrainingEffect

    @property
    def owner(self) -> Member:
        """Who sees to it."""
        return self.members[self.training.owner_id]


@dataclass(frozen=True, kw_only=True)
class SkillEffect:
    """What all trainings of one skill did, taken together."""

    skill: Skill
    trainings: int
    effect: TrainingEffect


@dataclass(frozen=True, kw_only=True)
class Trainings:
    """Trainings, what is planned first in the order of days, then what was, newest first; and what they did."""

    trainings: tuple[SeenTraining, ...]
    effects: tuple[SkillEffect, ...]


def list_trainings(workspace: Workspace) -> Trainings:
    """Return every training that whoever asks may see: supervisors and up all, others those that they take part in.

    Of those alone they see themselves, and who owns it.
    """
    with workspace.read() as work:
        seen = seen_trainings(work, seen_by=workspace)
    by_skill: dict[int, list[SeenTraining]] = {}
    for each in seen:
        if each.training.state is TrainingState.DONE:
            by_skill.setdefault(each.skill.id, []).append(each)
    effects = [
        SkillEffect(skill=some[0].skill, trainings=len(some), effect=effect(each.training for each in some))
        for some in by_skill.values()
    ]
    return Trainings(trainings=seen, effects=tuple(sorted(effects, key=lambda each: each.skill.name.casefold())))


def seen_trainings(work: Work, *, seen_by: Workspace, member_id: int | None = None) -> tuple[SeenTraining, ...]:
    """Return trainings as one operation sees them, those of one member when asked."""
    members = {each.id: each for each in work.members.all()}
    skills = {each.id: each for each in work.catalogue.skills.all()}
    found = []
    for training in work.catalogue.trainings.all("on_day"):
        shown = _shown(training, seen_by)
        if shown is not None and (member_id is None or any(each.member_id == member_id for each in shown.people)):
            found.append(
                SeenTraining(training=shown, skill=skills[shown.skill_id], members=members, effect=effect([shown]))
            )
    ahead = [each for each in found if each.training.state is TrainingState.PLANNED]
    gone = [each for each in reversed(found) if each.training.state is not TrainingState.PLANNED]
    return (*ahead, *gone)


def _shown(training: Training, seen_by: Workspace) -> Training | None:
    if seen_by.may(Permission.TEAM_SKILLS):
        return training
    own = tuple(each for each in training.people if each.member_id == seen_by.member.id)
    return replace(training, people=own, note="") if own else None


# ---------------------------------------------------------------- acts


def save_training(workspace: Workspace, *, training: Training) -> Training:
    """Plan a training (id 0), or keep new values of one.

    Raises:
        NotPermitted: it takes supervisors and up. Missing, OutOfRange, InputError: see `checked_training`.
        InputError: the owner or somebody newly named has left, or the skill is retired.
        ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.TEAM_SKILLS)
    kept = checked_training(training)
    with workspace.work("Change a training" if kept.id else "Plan a training") as work:
        _check_people(work, kept)
        return work.catalogue.trainings.update(kept) if kept.id else work.catalogue.trainings.add(kept)


def _check_people(work: Work, training: Training) -> None:
    old = work.catalogue.trainings.get(training.id) if training.id else None
    known = set() if old is None else {old.owner_id, *(each.member_id for each in old.people)}
    for member_id in (training.owner_id, *(each.member_id for each in training.people)):
        if member_id not in known:
            there(work, member_id)
    if old is None or old.skill_id != training.skill_id:
        in_use(work, training.skill_id)


def note_attendance(workspace: Workspace, *, training: Training) -> Training:
    """Note who was there and the levels after it: the training is done then.

    Where no level before is said, it is the one that counted on that day. A level after is a judgement by whoever notes
    it, today, with the name of the training as evidence: as one act with the attendance.

    Raises:
        NotPermitted, Missing, OutOfRange, ConflictError: as `save_training`.
        InputError: of somebody it is not said whether they were there; the training is on a day to come.
    """
    workspace.require(Permission.TEAM_SKILLS)
    today = workspace.today()
    if training.on_day > today:
        raise InputError(
            field="day", problem=f"{training.on_day} is still to come", right="Note it on the day, or change the day"
        )
    checked_training(replace(training, state=TrainingState.DONE))
    with workspace.work("Note who was there") as work:
        old = work.catalogue.trainings.get(training.id)
        people = tuple(_with_before(work, training, each) for each in training.people)
        kept = work.catalogue.trainings.update(
            checked_training(replace(training, people=people, state=TrainingState.DONE))
        )
        _note_levels(workspace, work, kept, old)
        return kept


def _with_before(work: Work, training: Training, person: Attendance) -> Attendance:
    if not person.attended:  # whoever was not there has no before and after
        return replace(person, level_before=None, level_after=None)
    if person.level_before is not None:
        return person
    levels = work.catalogue.levels.where(member_id=person.member_id, skill_id=training.skill_id)
    # What the panel said of somebody as a candidate is not for them to see, and this is.
    seen = (each for each in levels if each.source is not LevelSource.HIRING)
    said = leading(each for each in seen if each.on_day <= training.on_day)
    return replace(person, level_before=None if said is None else said.level)


def _note_levels(workspace: Workspace, work: Work, kept: Training, old: Training) -> None:
    noted = {each.member_id: each.level_after for each in old.people}
    for person in kept.people:
        if person.level_after is None or person.level_after == noted.get(person.member_id):
            continue
        is_own = person.member_id == workspace.member.id
        keep_level(
            work,
            SkillLevel(
                member_id=person.member_id,
                skill_id=kept.skill_id,
                level=person.level_after,
                source=LevelSource.SELF if is_own else LevelSource.MANAGER,
                on_day=workspace.today(),
                said_by=workspace.member.id or None,
                evidence=kept.name,
            ),
        )


def cancel_training(workspace: Workspace, *, training_id: int) -> Training:
    """Say that a training does not take place.

    Raises:
        NotPermitted: as `save_training`. NotFound: there is none. InputError: it is done.
    """
    workspace.require(Permission.TEAM_SKILLS)
    with workspace.work("Cancel a training") as work:
        training = work.catalogue.trainings.get(training_id)
        if training.state is TrainingState.DONE:
            raise InputError(field="training", problem="it took place", right="Change who was there instead")
        return work.catalogue.trainings.update(replace(training, state=TrainingState.CANCELLED))
