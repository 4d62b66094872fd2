"""A training as a line, with what can be done about it."""

from dataclasses import replace
from functools import partial

from csops.domain.skill_levels import TrainingState
from csops.services.training import SeenTraining
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.training_words import effect_words, head_words, people_words, state_pill
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.said_lines import Deed, SaidLine


def training_line(seen: SeenTraining, acts: TeamActs, formats: Formats, *, of: int | None = None) -> SaidLine:
    """Return a training as a line; `of`: with what it did for this member alone."""
    training = seen.training
    shown = seen if of is None else _alone(seen, of)
    said = [head_words(seen, formats), people_words(shown)]
    if training.state is TrainingState.DONE and of is None:
        said.append(effect_words(seen.effect, formats))
    if training.note:
        said.append(training.note)
    return SaidLine(
        title=training.name,
        said=tuple(part for part in said if part),
        pill=state_pill(training.state),
        deeds=_deeds(seen, acts) if acts.may else (),
    )


def _alone(seen: SeenTraining, member_id: int) -> SeenTraining:
    own = tuple(each for each in seen.training.people if each.member_id == member_id)
    return replace(seen, training=replace(seen.training, people=own))


def _deeds(seen: SeenTraining, acts: TeamActs) -> tuple[Deed, ...]:
    training = seen.training
    if training.state is TrainingState.CANCELLED:
        again = replace(training, state=TrainingState.PLANNED)
        return (Deed(words=tr("Plan again"), run=partial(acts.change_training, again)),)
    attendance = Deed(words=tr("Who was there"), run=partial(acts.note_attendance, seen))
    change = Deed(words=tr("Change"), run=partial(acts.change_training, training))
    if training.state is TrainingState.DONE:
        return (attendance, change)
    cancel = Deed(words=tr("Cancel it"), run=partial(acts.cancel_training, seen))
    # Who was there can be said once the day has come.
    return (attendance, change, cancel) if training.on_day <= acts.today() else (change, cancel)
