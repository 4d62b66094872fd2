"""One step of a recovery: what it is for, what to say, what to write down; done, left out, or open again."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.recovery import Noted
from csops.services.recovery_view import StepView
from csops.ui.cases.recovery_words import step_look
from csops.ui.contacts.recovery_fields import StepFields
from csops.ui.contacts.recovery_phrase import Phrase
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_WHY = ""
"""Under this stands in a draft why the step is to be left out: no field of a step is called so."""


class StepCard(QFrame):
    """A step; folded it is one line. It is told what became of its step, and keeps focus and what is being written.

    Signals:
        opened(str): somebody wants to see the step with this key.
        edited: what is written down was changed.
        done(str), left_out(str, str), reopened(str): of the step with this key; with the reason why it is left out.
        copied: the phrase is on the clipboard.
    """

    opened = Signal(str)
    edited = Signal()
    done = Signal(str)
    left_out = Signal(str, str)
    reopened = Signal(str)
    copied = Signal()

    def __init__(self, themes: Themes, view: StepView, *, formats: Formats, now: datetime, may_change: bool) -> None:
        super().__init__()
        self.view, self._themes, self._formats, self._may_change = view, themes, formats, may_change
        self.setProperty("kind", "card")
        self.head = Button(themes, view.plan.name, role=Role.GHOST)
        self.head.setCheckable(True)
        self.pill = Pill(themes, PillLook(text=""))
        self.body = QWidget()
        self._goal = Text(themes, wrap=True)
        self._actions = Text(themes, font="small", colour="text.secondary", wrap=True)
        self._why_not = Text(themes, colour="text.secondary", wrap=True)
        self._done_when = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.phrase = Phrase(themes)
        self._noted = StepFields(themes, may_change=may_change)
        self._lay_out()
        self._connect()
        self.show_view(view, now=now)
        self.fold()

    @property
    def key(self) -> str:
        """The key of the step."""
        return self.view.step.key

    @property
    def fields(self) -> dict[str, LineField]:
        """The fields of what is written down, by what they are called in the record."""
        return self._noted.fields

    def show_view(self, view: StepView, *, now: datetime) -> None:
        """Show what became of the step; what is being written stays, and so does the focus."""
        self.view, plan, step = view, view.plan, view.step
        name = f"{step.number}. {plan.name}"
        self.head.setText(name)
        self.pill.show_look(step_look(view, self._formats, now=now))
        self.head.setAccessibleName(f"{name}, {self.pill.accessibleName()}")
        _say(self._goal, plan.goal)
        _say(self._actions, " · ".join(plan.actions))
        _say(self._why_not, self.tr("Left out: {reason}").format(reason=step.skipped) if step.skipped else "")
        _say(self._done_when, self.tr("Done when: {rule}").format(rule=plan.done_when) if plan.done_when else "")
        kept = {one.name: one.text for one in step.noted}
        self._noted.show_fields(dict.fromkeys((*view.missing, *plan.record, *kept)), kept, in_phrase=view.missing)
        self._say_phrase()
        self._show_deeds(is_open=step.done_at is None)

    def fold(self) -> None:
        """Show the line alone."""
        self.body.hide()
        self.head.setChecked(False)

    def unfold(self) -> None:
        """Show all of it."""
        self.body.show()
        self.head.setChecked(True)

    def noted(self) -> tuple[Noted, ...]:
        """Return what is written down."""
        return tuple(Noted(name=name, text=text) for name, text in self.values().items() if text)

    def values(self) -> dict[str, str]:
        """Return what is written down."""
        return self._noted.values()

    def changes(self) -> dict[str, str]:
        """Return what is written down and not kept, for a draft."""
        why = {_WHY: self.reason.text()} if self.reason.text() else {}
        return self._noted.changes() | why

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put what was written down into the fields; nobody is told."""
        self._noted.show_values(values)
        if values.get(_WHY) and self.view.step.done_at is None:
            self.reason.set_text(values[_WHY])
            self._ask_why()
        self._say_phrase()

    def is_written_in(self) -> bool:
        """Whether somebody is at work on it: with the cursor in one of its fields, or with something not kept."""
        return bool(self.changes()) or any(field.line.hasFocus() for field in (*self.fields.values(), self.reason))

    # ------------------------------------------------------------ what is done
    def _say_phrase(self) -> None:
        written = self.values()
        said = self._formats.amounts_in(self.view.said_with(written))
        blank = tuple(name for name in self.view.missing if not written.get(name))
        self.phrase.say_phrase(said, blanks=blank)

    def _written(self) -> None:
        self._say_phrase()
        self.edited.emit()

    def _copy(self) -> None:
        """Put the phrase on the clipboard; while something in it is blank, go there instead."""
        if self.phrase.blanks and self._may_change:
            field = self.fields[self.phrase.blanks[0]]
            field.show_error(self.tr("Fill this in first: the phrase has a blank here"))
            field.line.setFocus()
        else:
            self.phrase.copy()
            self.copied.emit()

    def _leave_out(self) -> None:
        """Ask why first; with a reason it is left out."""
        if self.reason.isHidden():
            self._ask_why()
            self.reason.line.setFocus()
        elif not self.reason.text():
            self.reason.show_error(self.tr("Say why this step is left out"))
            self.reason.line.setFocus()
        else:
            self.left_out.emit(self.key, self.reason.text())

    def _ask_why(self) -> None:
        self.reason.show()
        _name(self.skip, self.tr("Leave it out"))

    # ------------------------------------------------------------ inside
    def _show_deeds(self, *, is_open: bool) -> None:
        for button, shown in ((self.again, not is_open), (self.skip, is_open), (self.finish, True)):
            button.setVisible(shown and self._may_change)
        _name(self.finish, self.tr("Step done") if is_open else self.tr("Keep the notes"))
        self.finish.role = Role.PRIMARY if is_open else Role.PLAIN
        if not is_open and not self.reason.isHidden():
            self.reason.set_text("")
            self.reason.hide()
            _name(self.skip, self.tr("Leave out…"))

    def _lay_out(self) -> None:
        themes = self._themes
        row = QHBoxLayout()
        Spacing(themes, row, margins=(1, 1, 3, 1), gap=2)
        row.addWidget(self.head)
        row.addStretch(1)
        row.addWidget(self.pill)
        inner = QVBoxLayout(self.body)
        Spacing(themes, inner, margins=(5, 0, 5, 4), gap=3)
        self.reason = LineField(themes, label=self.tr("Why is it left out?"), name="reason")
        self.reason.hide()
        shown = (self._goal, self._actions, self.phrase, self._why_not, self._noted, self._done_when, self.reason)
        for widget in shown:
            inner.addWidget(widget)
        # With a parent from the first: shown without one a button would be a window, and take the focus with it.
        self.skip = Button(themes, self.tr("Leave out…"), role=Role.GHOST, parent=self)
        self.finish = Button(themes, self.tr("Step done"), role=Role.PRIMARY, parent=self)
        self.again = Button(themes, self.tr("Open it again"), role=Role.GHOST, parent=self)
        deeds = QHBoxLayout()
        Spacing(themes, deeds, gap=2)
        deeds.addWidget(self.again)
        deeds.addWidget(self.skip)
        deeds.addStretch(1)
        deeds.addWidget(self.finish)
        inner.addLayout(deeds)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(row)
        column.addWidget(self.body)

    def _connect(self) -> None:
        self.head.clicked.connect(lambda _on: self.opened.emit(self.key))
        self.finish.clicked.connect(lambda: self.done.emit(self.key))
        self.again.clicked.connect(lambda: self.reopened.emit(self.key))
        self.skip.clicked.connect(self._leave_out)
        self.reason.edited.connect(self.edited)
        self.reason.line.returnPressed.connect(self._leave_out)
        self.phrase.button.clicked.connect(self._copy)
        self._noted.edited.connect(self._written)


def _say(text: Text, words: str) -> None:
    text.say(words)
    text.setVisible(bool(words))


def _name(button: Button, words: str) -> None:
    button.setText(words)
    button.setAccessibleName(words)
    button.updateGeometry()
