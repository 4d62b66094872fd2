"""One step of a recovery: what it is for, what to say, what to write down; done, left out, or open again."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.recovery import Noted
from csops.services.recovery_view import StepView
from csops.ui.cases.recovery_words import record_words, step_look
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class StepCard(QFrame):
    """A step; folded it is one line.

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
        self.view, self._themes, self._may_change = view, themes, may_change
        self.setProperty("kind", "card")
        name = f"{view.step.number}. {view.plan.name}"
        self.head = Button(themes, name, role=Role.GHOST)
        self.head.setCheckable(True)
        self.pill = Pill(themes, step_look(view, formats, now=now))
        self.head.setAccessibleName(f"{name}, {self.pill.accessibleName()}")
        self.head.clicked.connect(lambda _on: self.opened.emit(view.step.key))
        row = QHBoxLayout()
        Spacing(themes, row, margins=(1, 1, 3, 1), gap=2)
        row.addWidget(self.head)
        row.addStretch(1)
        row.addWidget(self.pill)
        self.fields: dict[str, LineField] = {}
        self.body = QWidget()
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(row)
        column.addWidget(self.body)
        self._fill()
        self.fold()

    @property
    def key(self) -> str:
        """The key of the step."""
        return self.view.step.key

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
        return tuple(Noted(name=name, text=field.text()) for name, field in self.fields.items() if field.text())

    def values(self) -> dict[str, str]:
        """Return what is written down, for a draft."""
        return {name: field.text() for name, field in self.fields.items()}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Put what was written down into the fields; nobody is told."""
        for name, field in self.fields.items():
            if name in values:
                field.set_text(str(values[name]))

    def is_changed(self) -> bool:
        """Whether something is written down that is not kept."""
        kept = {one.name: one.text for one in self.view.step.noted}
        return any(field.text() != kept.get(name, "") for name, field in self.fields.items())

    def _fill(self) -> None:
        themes, plan, step = self._themes, self.view.plan, self.view.step
        column = QVBoxLayout(self.body)
        Spacing(themes, column, margins=(5, 0, 5, 4), gap=3)
        if plan.goal:
            column.addWidget(Text(themes, plan.goal, wrap=True))
        if plan.actions:
            said = " · ".join(plan.actions)
            column.addWidget(Text(themes, said, font="small", colour="text.secondary", wrap=True))
        if self.view.say:
            column.addWidget(self._phrase())
        if step.skipped:
            said = self.tr("Left out: {reason}").format(reason=step.skipped)
            column.addWidget(Text(themes, said, colour="text.secondary", wrap=True))
        kept = {one.name: one.text for one in step.noted}
        for name in dict.fromkeys((*plan.record, *kept)):
            field = LineField(themes, label=record_words(name), name=name.replace("_", " "))
            field.set_text(kept.get(name, ""))
            field.line.setReadOnly(not self._may_change)
            field.edited.connect(self.edited)
            self.fields[name] = field
            column.addWidget(field)
        if plan.done_when:
            said = self.tr("Done when: {rule}").format(rule=plan.done_when)
            column.addWidget(Text(themes, said, font="small", colour="text.secondary", wrap=True))
        self._add_deeds(column)

    def _phrase(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "sunken")
        row = QHBoxLayout(frame)
        Spacing(self._themes, row, margins=(3, 2, 2, 2), gap=2)
        self.say = Text(self._themes, f"“{self.view.say}”", wrap=True)
        row.addWidget(self.say, 1)
        copy = Button(self._themes, self.tr("Copy"), role=Role.LINK, compact=True)
        copy.setAccessibleDescription(self.view.say)
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        return frame

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.say)
        self.copied.emit()

    def _add_deeds(self, column: QVBoxLayout) -> None:
        themes, is_open = self._themes, self.view.step.done_at is None
        self.reason = LineField(themes, label=self.tr("Why is it left out?"), name="reason")
        self.reason.hide()
        column.addWidget(self.reason)
        # With a parent from the first: shown without one a button would be a window, and take the focus with it.
        self.skip = Button(themes, self.tr("Leave out …"), role=Role.GHOST, parent=self)
        self.finish = Button(themes, self.tr("Step done"), role=Role.PRIMARY, parent=self)
        self.again = Button(themes, self.tr("Open it again"), role=Role.GHOST, parent=self)
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        for button, shown in ((self.again, not is_open), (self.skip, is_open)):
            button.setVisible(shown and self._may_change)
            row.addWidget(button)
        row.addStretch(1)
        self.finish.setVisible(self._may_change)
        if not is_open:
            self.finish.setText(self.tr("Keep the notes"))
            self.finish.setAccessibleName(self.finish.text())
            self.finish.role = Role.PLAIN
        row.addWidget(self.finish)
        column.addLayout(row)
        self.finish.clicked.connect(lambda: self.done.emit(self.key))
        self.again.clicked.connect(lambda: self.reopened.emit(self.key))
        self.skip.clicked.connect(self._leave_out)
        self.reason.line.returnPressed.connect(self._leave_out)

    def _leave_out(self) -> None:
        """Ask why first; with a reason it is left out."""
        if self.reason.isHidden():
            self.reason.show()
            self.reason.line.setFocus()
            self.skip.setText(self.tr("Leave it out"))
            self.skip.setAccessibleName(self.skip.text())
        elif not self.reason.text():
            self.reason.show_error(self.tr("Say why this step is left out"))
            self.reason.line.setFocus()
        else:
            self.left_out.emit(self.key, self.reason.text())
