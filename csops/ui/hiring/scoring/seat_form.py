"""The form of one part of the plan: who rates, how, in which round, how long, and with which questions."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.openings import Seat, checked_seat
from csops.domain.people import Member
from csops.domain.role_profiles import Evidence
from csops.services.interview_plan import PlannedSkill
from csops.ui.begun_form import BegunForm
from csops.ui.form_height import form_height
from csops.ui.hiring.scoring.words import evidence_words
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import Typed
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, NumberField
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class SeatForm(BegunForm):
    """One interviewer's part.

    Signals:
        save_wanted(object): the Seat as the form says it.
        retire_wanted(object): the Seat shall be taken out of the plan.
    """

    retire_wanted = Signal(object)

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        seat: Seat,
        rows: Sequence[PlannedSkill],
        members: Sequence[Member],
        formats: Formats,
    ) -> None:
        title = tr("Change a part of the plan") if seat.id else tr("Add an interviewer")
        super().__init__(themes, parent, title=title)
        self.before, self._rows, self._formats = seat, tuple(rows), formats
        people = [Choice(key=str(member.id), text=member.name) for member in members]
        self.who = ChoiceField(themes, people, label=tr("Interviewer"), name="interviewer", required=True)
        ways = [Choice(key=way.value, text=evidence_words(way)) for way in Evidence]
        self.way = ChoiceField(
            themes, ways, label=tr("How"), typed=False, helper=tr("A work sample or a reference is rated alike")
        )
        self.round = NumberField(themes, label=tr("Round"), formats=formats, low=1, high=10, name="round")
        self.minutes = NumberField(
            themes, label=tr("Minutes"), formats=formats, low=5, high=480, name="minutes", unit=tr("min")
        )
        self.skills: dict[str, CheckBox] = {}
        self.questions: dict[str, LineField] = {}
        self.retire = Button(themes, tr("Take out of the plan"), role=Role.GHOST)
        self.retire.clicked.connect(lambda: self.retire_wanted.emit(self.before))
        self.save.clicked.connect(self._save)
        self._lay_out()
        self._show(seat)
        fields = (self.who, self.way, self.round, self.minutes, *self.questions.values())
        for field in fields:
            field.edited.connect(self.touch)

    def seat(self) -> Seat:
        """Return the part as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        chosen = tuple(key for key, box in self.skills.items() if box.isChecked())
        made = replace(
            self.before,
            member_id=int(self.who.key() or 0),
            evidence=Evidence(self.way.key()),
            round=int(self.round.number() or 1),
            minutes=int(self.minutes.number() or 0),
            skills=chosen,
            questions={key: field.text() for key, field in self.questions.items() if field.text()},
        )
        return checked_seat(made, asked=[row.key for row in self._rows])

    def typed(self) -> dict[str, Typed]:
        """Return all that can be typed or chosen, by names."""
        boxes = {f"skill.{key}": box for key, box in self.skills.items()}
        questions = {f"question.{key}": field for key, field in self.questions.items()}
        asked: dict[str, Typed] = {"who": self.who, "way": self.way, "round": self.round, "minutes": self.minutes}
        return asked | boxes | questions

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else at the foot."""
        told = words(error)
        if not say_at_field(told, (self.who, self.round, self.minutes)):
            self.complain(told.sentence)

    def _save(self) -> None:
        if not self.who.key():
            self.who.show_error(tr("Choose who rates"))
            self.who.control.setFocus()
            return
        if first_problem([self.round, self.minutes]) is not None:
            return
        try:
            self.save_wanted.emit(self.seat())
        except CsopsError as error:
            self.explain(error)

    def _show(self, seat: Seat) -> None:
        self.who.choose(str(seat.member_id) if seat.member_id else "")
        self.way.choose(seat.evidence.value)
        self.round.set_number(seat.round)
        self.minutes.set_number(seat.minutes)
        for key, box in self.skills.items():
            box.setChecked(key in seat.skills)
            self.questions[key].set_text(seat.questions.get(key, ""))
            self.questions[key].setVisible(key in seat.skills)
        self.retire.setVisible(bool(seat.id))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, fields in ((first, (self.who, self.way)), (second, (self.round, self.minutes))):
            Spacing(self.themes, row, gap=3)
            for field in fields:
                row.addWidget(field, 1)
        form = QVBoxLayout()
        Spacing(self.themes, form, margins=(0, 0, 3, 0), gap=3)
        form.addLayout(first)
        form.addLayout(second)
        heading = tr("Skills, and a question of this plan where it is another")
        form.addWidget(Text(self.themes, heading, font="bodyStrong"))
        for planned in self._rows:
            form.addLayout(self._skill(planned))
        area = scrolling(form)
        area.setMinimumHeight(form_height(self.themes, self.window()))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.trouble)
        self.add_button(self.retire)
        self.add_buttons()

    def _skill(self, row: PlannedSkill) -> QVBoxLayout:
        box = CheckBox(self.themes, row.skill.name)
        question = LineField(self.themes, label=tr("Question"), placeholder=row.skill.question)
        question.control.setAccessibleName(tr("Question on {skill}").format(skill=row.skill.name))
        question.label.hide()
        box.toggled.connect(question.setVisible)
        box.clicked.connect(self.touch)
        self.skills[row.key], self.questions[row.key] = box, question
        column = QVBoxLayout()
        Spacing(self.themes, column, gap=1)
        column.addWidget(box)
        column.addWidget(question)
        return column
