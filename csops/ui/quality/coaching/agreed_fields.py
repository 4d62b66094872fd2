"""What was agreed, while it is written down: what, by whom, until when, and whether it is a training."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.coaching import CoachingAction
from csops.domain.due import due_moment
from csops.domain.people import Member
from csops.domain.skill_levels import Training, TrainingKind
from csops.domain.skills import Skill
from csops.services.coaching import Agreement
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr

_NONE, _NEW = "none", "new."


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What can be chosen: owners, trainings that are planned, and skills for a new one, the likeliest first.

    `coach_id`: who sees to a new training.
    """

    owners: Sequence[Member]
    coach_id: int
    trainings: Sequence[Training]
    skills: Sequence[Skill]
    zone: str


class AgreedFields(QWidget):
    """One thing agreed.

    Signals:
        edited: something was typed or chosen.
        remove_wanted: it shall be taken off.
    """

    edited = Signal()
    remove_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        *,
        action: CoachingAction,
        offered: Offered,
        formats: Formats,
        today: Callable[[], date],
        may_remove: bool = False,
    ) -> None:
        super().__init__()
        self.before, self._offered, self._today = action, offered, today
        self.what = LineField(
            themes, label=tr("What"), name="what", required=True, placeholder=tr("Say the next step in own words")
        )
        self.what.set_check(
            lambda: "" if self.what.text() else tr("Write what was agreed, such as Say the next step in own words")
        )
        owners = [Choice(key=str(each.id), text=each.name) for each in offered.owners]
        self.owner = ChoiceField(themes, owners, label=tr("Who does it"), name="who", typed=False)
        self.day = DayField(
            themes, label=tr("Until"), today=today, formats=formats, name="until", required=True, ahead=not action.id
        )
        self.training = ChoiceField(themes, _trainings(offered, formats), label=tr("Training"), name="training")
        self.remove = IconButton(themes, "x", name=tr("Take this off"), role=Role.GHOST, compact=True)
        self._lay_out(themes)
        self.remove.setVisible(may_remove)  # before it stands here it would be a window of its own
        self._show(action)
        for field in self.fields():
            field.edited.connect(self.edited)
        self.remove.clicked.connect(self.remove_wanted)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields, in their order."""
        return (self.what, self.owner, self.day, self.training)

    def agreement(self) -> Agreement:
        """Return what was agreed as it stands; its training is made, or joined, when it is kept."""
        day = self.day.day() or self._today()
        owner_id = int(self.owner.key() or self.before.owner_id)
        is_same = day == self._was
        due_at = self.before.due_at if is_same else due_moment(day, self.day.time(), zone=self._offered.zone)
        training = self._training(day)
        action = replace(
            self.before,
            what=self.what.text(),
            owner_id=owner_id,
            due_at=due_at,
            training_id=None if training is None else training.id or None,
        )
        return Agreement(action=action, training=training)

    def values(self) -> dict[str, Any]:
        """Return what stands there, as plain values."""
        return {
            "what": self.what.text(),
            "owner": self.owner.key(),
            "day": self.day.text(),
            "training": self.training.key(),
        }

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        self.what.set_text(str(values.get("what", "")))
        self.owner.choose(str(values.get("owner", "")))
        self.day.set_text(str(values.get("day", "")))
        self.training.choose(str(values.get("training", "")))

    def _training(self, day: date) -> Training | None:
        key = self.training.key()
        if key.startswith(_NEW):
            skill_id = int(key.removeprefix(_NEW))
            return Training(
                name=self.what.text(),
                kind=TrainingKind.TRAINING,
                skill_id=skill_id,
                on_day=day,
                owner_id=self._offered.coach_id,
            )
        return next((each for each in self._offered.trainings if str(each.id) == key), None)

    def _show(self, action: CoachingAction) -> None:
        self.what.set_text(action.what)
        self.owner.choose(str(action.owner_id))
        self.day.set_day(action.due_at.astimezone(ZoneInfo(self._offered.zone)).date())
        self._was = self.day.day() if action.id else None
        self.training.choose(str(action.training_id) if action.training_id else _NONE)

    def _lay_out(self, themes: Themes) -> None:
        head, row, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for layout in (head, row):
            Spacing(themes, layout, gap=3)
        Spacing(themes, column, gap=2)
        column.addLayout(head)  # first, so that Tab goes in the order in which the parts come in
        column.addLayout(row)
        head.addWidget(self.what, 1)
        for field in (self.owner, self.day, self.training):
            row.addWidget(field, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)


def _trainings(offered: Offered, formats: Formats) -> list[Choice]:
    planned = tr("{name}, {day}")
    new = tr("New: training in {skill}")
    return [
        Choice(key=_NONE, text=tr("No training")),
        *(Choice(key=f"{_NEW}{each.id}", text=new.format(skill=each.name)) for each in offered.skills[:1]),
        *(
            Choice(key=str(each.id), text=planned.format(name=each.name, day=formats.day(each.on_day, weekday=True)))
            for each in offered.trainings
        ),
        *(Choice(key=f"{_NEW}{each.id}", text=new.format(skill=each.name)) for each in offered.skills[1:]),
    ]
