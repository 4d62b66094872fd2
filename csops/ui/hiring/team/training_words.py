"""What is said of trainings: their kind and state, who is in them, and what they did."""

from collections.abc import Sequence

from csops.domain.people import Member
from csops.domain.skill_levels import Attendance, Training, TrainingKind, TrainingState
from csops.domain.skills import Skill
from csops.domain.training_effect import TrainingEffect
from csops.services.training import SeenTraining
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook


def kind_name(kind: TrainingKind) -> str:
    """Return what a training is."""
    return {TrainingKind.TRAINING: tr("Training"), TrainingKind.COACHING: tr("Coaching")}[kind]


def state_pill(state: TrainingState) -> PillLook:
    """Return whether it took place, as a pill."""
    return {
        TrainingState.PLANNED: PillLook(text=tr("Planned"), family="info"),
        TrainingState.DONE: PillLook(text=tr("Done"), family="success"),
        TrainingState.CANCELLED: PillLook(text=tr("Cancelled"), family="neutral"),
    }[state]


def head_words(seen: SeenTraining, formats: Formats) -> str:
    """Say what for, when, and who sees to it."""
    said = tr("{kind} in {skill}, {day}, {owner} sees to it")
    return said.format(
        kind=kind_name(seen.training.kind),
        skill=seen.skill.name,
        day=formats.day(seen.training.on_day, year=True),
        owner=seen.owner.name,
    )


def people_words(seen: SeenTraining) -> str:
    """Say who takes part, and who was there with which levels before and after."""
    return "; ".join(_person_words(each, seen.members[each.member_id].name) for each in seen.training.people)


def _person_words(each: Attendance, name: str) -> str:
    if each.attended is None:
        return name
    if not each.attended:
        return tr("{name} was not there").format(name=name)
    if each.level_before is None and each.level_after is None:
        return tr("{name} was there").format(name=name)
    before, after = (UNKNOWN if level is None else level for level in (each.level_before, each.level_after))
    return tr("{name} {before} → {after}").format(name=name, before=before, after=after)


def effect_words(effect: TrainingEffect, formats: Formats) -> str:
    """Say what a training did, with n, and how little a few people tell."""
    if not effect.people or effect.mean_change is None:
        return tr("No level before and after is known yet, of {attended} who were there").format(
            attended=formats.number(effect.attended)
        )
    said = tr("{rose} of {n} stand higher, {fell} lower; mean change {mean} levels (n {n})").format(
        rose=formats.number(effect.rose),
        fell=formats.number(effect.fell),
        n=formats.number(effect.people),
        mean=formats.number(effect.mean_change, decimals=1, signed=True),
    )
    chance = tr("chance alone does as much in {share} of cases").format(share=formats.share(effect.by_chance))
    verdict = tr("more than chance explains") if effect.is_clear else tr("too few to tell from chance")
    return f"{said}; {verdict}: {chance}"


def caution() -> str:
    """Say what no such figure can tell."""
    return tr(
        "Before and after, without a group that was not trained: who is chosen for standing low tends to stand higher "
        "later in any case"
    )


def field_of(
    name: str, training: Training, skills: Sequence[Skill], members: Sequence[Member], formats: Formats
) -> tuple[str, str]:
    """Return a field's label and what a training says there, for two who changed the same."""
    by_id = {each.id: each.name for each in members}
    said: dict[str, tuple[str, str]] = {
        "name": (tr("Name"), training.name),
        "kind": (tr("Kind of training"), kind_name(training.kind)),
        "skill_id": (tr("Skill"), next((each.name for each in skills if each.id == training.skill_id), UNKNOWN)),
        "on_day": (tr("Day"), formats.day(training.on_day, year=True)),
        "owner_id": (tr("Who sees to it"), by_id.get(training.owner_id, UNKNOWN)),
        "state": (tr("State"), state_pill(training.state).text),
        "note": (tr("Note"), training.note),
        "people": (
            tr("Who takes part"),
            "; ".join(_person_words(each, by_id.get(each.member_id, UNKNOWN)) for each in training.people),
        ),
    }
    return said.get(name, (name, UNKNOWN))
