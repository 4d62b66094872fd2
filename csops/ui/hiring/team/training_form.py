"""Planning a training or coaching: what for, when, who sees to it, who takes part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import ConflictError, CsopsError
from csops.domain.people import Member
from csops.domain.skill_levels import Attendance, Training, TrainingKind, checked_training
from csops.domain.skills import Skill
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk
from csops.ui.hiring.team.training_words import field_of, kind_name
from csops.ui.hiring.wording import tr
from csops.ui.kept_form import KeptForm
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, TextField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing

_IN_A_ROW = 3


class TrainingForm(KeptForm):
    """One training.

    Signals:
        save_wanted(object): the Training as the form says it.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        training: Training,
        skills: Sequence[Skill],
        members: Sequence[Member],
        formats: Formats,
        today: Callable[[], date],
    ) -> None:
        """Begin with `training`; `skills` and `members` can be chosen."""
        is_new = not training.id
        title = tr("Plan training") if is_new else tr("Change training")
        super().__init__(desk, parent, title=title, verb=tr("Save"), form=f"training.{training.id}")
        self.before, self._skills, self._members, self._formats = training, tuple(skills), tuple(members), formats
        themes = desk.themes
        self.name_field = LineField(
            themes, label=tr("Name"), name="name", required=True, placeholder=tr("Listening in on Friday's calls")
        )
        kinds = [Option(key=kind.value, text=kind_name(kind)) for kind in TrainingKind]
        self.kind = Segmented(themes, kinds, name=tr("Kind of training"))
        self.skill = ChoiceField(
            themes, [Choice(key=str(each.id), text=each.name) for each in skills], label=tr("Skill"), name="skill"
        )
        self.day = DayField(themes, label=tr("Day"), today=today, formats=formats, name="day", required=True)
        self.owner = ChoiceField(
            themes,
            [Choice(key=str(each.id), text=each.name) for each in members],
            label=tr("Who sees to it"),
            name="owner",
        )
        self.people = {each.id: CheckBox(themes, each.name) for each in members}
        self.no_people = Text(themes, font="small", colour="danger.text", wrap=True)
        self.no_people.hide()
        self.note = TextField(themes, label=tr("Note"), name="note", rows=2)
        self.conflict = ConflictCard(desk)
        self._lay_out()
        self._show(training)
        self._connect()

    def training(self) -> Training:
        """Return the training as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        known = {each.member_id: each for each in self.before.people}
        ticked = [member for member, box in self.people.items() if box.isChecked()]
        gone = [member for member in known if member not in self.people]  # who left stays in what they took part in
        return checked_training(
            replace(
                self.before,
                name=self.name_field.text(),
                kind=TrainingKind(self.kind.key()),
                skill_id=int(self.skill.key() or self.before.skill_id),
                on_day=self.day.day() or self.before.on_day,
                owner_id=int(self.owner.key() or self.before.owner_id),
                note=self.note.text(),
                people=tuple(known.get(each, Attendance(member_id=each)) for each in (*ticked, *gone)),
            )
        )

    # ------------------------------------------------------------ the form
    def values(self) -> Mapping[str, Any]:
        """Return what stands there."""
        return {
            "name": self.name_field.text(),
            "kind": self.kind.key(),
            "skill": self.skill.key(),
            "day": self.day.text(),
            "owner": self.owner.key(),
            "note": self.note.text(),
            "people": [member for member, box in self.people.items() if box.isChecked()],
        }

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was typed before."""
        self.name_field.set_text(str(values.get("name", "")))
        self.kind.choose(str(values.get("kind", TrainingKind.TRAINING.value)))
        self.skill.choose(str(values.get("skill", "")))
        self.day.set_text(str(values.get("day", "")))
        self.owner.choose(str(values.get("owner", "")))
        self.note.set_text(str(values.get("note", "")))
        for member, box in self.people.items():
            box.setChecked(member in values.get("people", ()))

    def submit(self) -> None:
        """Save it, or say what is wrong where it is."""
        if first_problem(self.fields()) is not None:
            return
        try:
            self.save_wanted.emit(self.training())
        except CsopsError as error:
            self.explain(error)

    def explain(self, error: Exception) -> None:
        """Say what is wrong; two changes of the same side by side."""
        if isinstance(error, ConflictError) and is_told_apart(error):
            shown = lambda name, record: field_of(name, record, self._skills, self.desk.team.members, self._formats)  # noqa: E731 one line
            self.conflict.show_conflict(error, shown=shown)
            return
        if isinstance(error, CsopsError) and error.fields.get("field") == "people":
            self.no_people.say(tr("Choose who takes part"))
            self.no_people.show()
            next(iter(self.people.values())).setFocus()
            return
        super().explain(error)

    def fields(self) -> Sequence[Field]:
        """Return the fields that can be wrong."""
        return (self.name_field, self.skill, self.day, self.owner, self.note)

    def _show(self, training: Training) -> None:
        self.name_field.set_text(training.name)
        self.kind.choose(training.kind.value)
        self.skill.choose(str(training.skill_id))
        self.day.set_day(training.on_day)
        self.owner.choose(str(training.owner_id))
        self.note.set_text(training.note)
        for each in training.people:
            if each.member_id in self.people:
                self.people[each.member_id].setChecked(True)

    def _connect(self) -> None:
        for field in self.fields():
            field.edited.connect(self.touch)
        self.kind.chosen.connect(lambda _key: self.touch())
        for box in self.people.values():
            box.clicked.connect(self._ticked)
        self.conflict.decided.connect(self.save_wanted)

    def _ticked(self) -> None:
        self.no_people.hide()
        self.touch()

    def _lay_out(self) -> None:
        themes = self.desk.themes
        row = QHBoxLayout()
        Spacing(themes, row, gap=3)
        row.addWidget(self.day, 1)
        row.addWidget(self.owner, 1)
        boxes = QGridLayout()
        Spacing(themes, boxes, gap=1, across=3)
        for place, box in enumerate(self.people.values()):
            boxes.addWidget(box, place // _IN_A_ROW, place % _IN_A_ROW)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=4)
        column.addWidget(self.conflict)
        for part in (self.name_field, self.kind, self.skill):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(Text(themes, tr("Who takes part"), font="smallStrong", colour="text.secondary"))
        column.addLayout(boxes)
        column.addWidget(self.no_people)
        column.addWidget(self.note)
        column.addStretch(1)
        self.add_fields(column, usual=112 + 7 * (len(self.people) // _IN_A_ROW))
