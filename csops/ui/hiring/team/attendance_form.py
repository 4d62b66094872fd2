"""Who was there, and at which level each stands after it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.errors import ConflictError
from csops.domain.skill_levels import Attendance, Training
from csops.domain.skills import HIGHEST, LOWEST
from csops.services.training import SeenTraining
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk
from csops.ui.hiring.team.training_words import field_of, head_words
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kept_form import KeptForm
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing

_THERE, _NOT_THERE, _LEVEL_SPACES = "there", "not", 44


class AttendanceForm(KeptForm):
    """One training that took place.

    Signals:
        save_wanted(object): the Training with its people as the form says it.
    """

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenTraining, formats: Formats) -> None:
        training = seen.training
        super().__init__(desk, parent, title=training.name, verb=tr("Save"), form=f"attendance.{training.id}")
        self.before, self._seen, self._formats = training, seen, formats
        themes = desk.themes
        there = [Option(key=_THERE, text=tr("Was there")), Option(key=_NOT_THERE, text=tr("Was not there"))]
        self.there: dict[int, Segmented] = {}
        self.after: dict[int, ChoiceBox] = {}
        for each in training.people:
            name = seen.members[each.member_id].name
            choice = Segmented(themes, there, name=tr("Was {name} there").format(name=name))
            box = ChoiceBox(themes, typed=False)
            box.setAccessibleName(tr("Level of {name} after it").format(name=name))
            box.setFixedWidth(themes.current.space(1) * _LEVEL_SPACES)
            box.addItems([tr("Not judged"), *(f"{level}  {level_words(level)}" for level in _LEVELS)])
            self.there[each.member_id], self.after[each.member_id] = choice, box
        self.note = TextField(themes, label=tr("Note"), name="note", rows=2)
        self.conflict = ConflictCard(desk)
        self._lay_out()
        self._show(training)
        for member in self.there:
            self.there[member].chosen.connect(lambda _key, one=member: self._chosen(one))
            self.after[member].activated.connect(lambda _place: self.touch())
        self.note.edited.connect(self.touch)
        self.conflict.decided.connect(self.save_wanted)

    def training(self) -> Training:
        """Return the training with what was said of each person."""
        people = tuple(self._person(each) for each in self.before.people)
        return replace(self.before, people=people, note=self.note.text())

    def _person(self, each: Attendance) -> Attendance:
        key, level = self.there[each.member_id].key(), self.after[each.member_id].currentIndex()
        was_there = None if not key else key == _THERE
        return replace(each, attended=was_there, level_after=level if was_there and level > 0 else None)

    # ------------------------------------------------------------ the form
    def values(self) -> Mapping[str, Any]:
        """Return what stands there."""
        people = {str(one): [self.there[one].key(), self.after[one].currentIndex()] for one in self.there}
        return {"people": people, "note": self.note.text()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was chosen before."""
        for member, (key, level) in dict(values.get("people", {})).items():
            if int(member) in self.there:
                self.there[int(member)].choose(key)
                self.after[int(member)].setCurrentIndex(level)
                self._allow(int(member))
        self.note.set_text(str(values.get("note", "")))

    def submit(self) -> None:
        """Save it, once of everybody it is said whether they were there."""
        open_ones = [one for one, choice in self.there.items() if not choice.key()]
        if open_ones:
            name = self._seen.members[open_ones[0]].name
            self.trouble.say(tr("Say whether {name} was there").format(name=name))
            self.trouble.show()
            self.there[open_ones[0]].button(_THERE).setFocus()
            return
        self.save_wanted.emit(self.training())

    def explain(self, error: Exception) -> None:
        """Say what is wrong; two changes of the same side by side."""
        if isinstance(error, ConflictError) and is_told_apart(error):
            some, members = [self._seen.skill], self.desk.team.members
            self.conflict.show_conflict(
                error, shown=lambda name, record: field_of(name, record, some, members, self._formats)
            )
            return
        super().explain(error)

    def fields(self) -> Sequence[TextField]:
        """Return the one field."""
        return (self.note,)

    def _show(self, training: Training) -> None:
        for each in training.people:
            key = "" if each.attended is None else _THERE if each.attended else _NOT_THERE
            self.there[each.member_id].choose(key)
            self.after[each.member_id].setCurrentIndex(each.level_after or 0)
            self._allow(each.member_id)
        self.note.set_text(training.note)

    def _chosen(self, member: int) -> None:
        self._allow(member)
        self.touch()

    def _allow(self, member: int) -> None:
        """Whoever was not there has no level after it."""
        self.after[member].setEnabled(self.there[member].key() == _THERE)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self.body.addWidget(self.conflict)
        self.body.addWidget(Text(themes, head_words(self._seen, self._formats), colour="text.secondary", wrap=True))
        rows = QGridLayout()
        Spacing(themes, rows, gap=2, across=3)
        for column, head in ((1, tr("On the day")), (2, tr("Level after it"))):
            rows.addWidget(Text(themes, head, font="small", colour="text.secondary"), 0, column)
        for place, each in enumerate(self.before.people, start=1):
            rows.addWidget(Text(themes, self._seen.members[each.member_id].name, font="bodyStrong"), place, 0)
            rows.addWidget(self.there[each.member_id], place, 1)
            rows.addWidget(self.after[each.member_id], place, 2)
        rows.setColumnStretch(0, 1)
        self.body.addLayout(rows)
        self.body.addWidget(
            Text(
                themes,
                tr("A level after it counts as your judgement of today; the level before is the one that counted then"),
                font="small",
                colour="text.secondary",
                wrap=True,
            )
        )
        self.body.addWidget(self.note)


_LEVELS = range(LOWEST, HIGHEST + 1)
