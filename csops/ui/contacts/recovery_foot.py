"""Below the steps of a recovery: when the remedy arrived, what was learnt, and closing it."""

from datetime import UTC, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.recovery import Recovery
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import DayField
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class RecoveryFoot(QWidget):
    """Asks for what belongs to the recovery and to none of its steps.

    Signals:
        edited: the lesson was changed.
        delivered(object): when the remedy arrived, None takes it back.
        learnt(str, str): keep this lesson; with the one that it was written over.
        closed: close the recovery; while steps are open the button asks once more before.
    """

    edited = Signal()
    delivered = Signal(object)
    learnt = Signal(str, str)
    closed = Signal()

    def __init__(self, desk: Desk, formats: Formats, *, may_change: bool) -> None:
        super().__init__()
        self._desk, self._formats, self._may_change = desk, formats, may_change
        self._kept_lesson, self._shown_day, self._open_steps = "", "", 0
        themes = desk.themes
        self.day = DayField(
            themes,
            label=self.tr("The remedy reached the customer on"),
            today=desk.workspace.today,
            formats=formats,
            name="delivery",
            past=True,
        )
        self.note_day = Button(themes, self.tr("Note the delivery"))
        self._about_lesson = self.tr("Stands in the list of lessons, by cause")
        self.lesson = TextField(
            themes, label=self.tr("What was learnt"), name="learnt", rows=2, helper=self._about_lesson
        )
        self.keep = Button(themes, self.tr("Keep the lesson"))
        self.close_it = Button(themes, self.tr("Close recovery"), role=Role.GHOST)
        self._lay_out()
        self.note_day.clicked.connect(self._deliver)
        self.day.line.returnPressed.connect(self._deliver)
        self.lesson.edited.connect(self.edited)
        self.keep.clicked.connect(lambda: self.learnt.emit(self.lesson.text(), self._kept_lesson))
        self.close_it.clicked.connect(self._close)

    def show_recovery(self, kept: Recovery, *, open_steps: int, draft: str = "") -> None:
        """Show another recovery, or what became of this one; what is typed and not kept stays."""
        before, self._kept_lesson, self._open_steps = self._kept_lesson, kept.learnt, open_steps
        delivered = kept.delivered_at.astimezone(self._formats.zone).date() if kept.delivered_at else None
        if self.day.text() == self._shown_day or self.day.day() == delivered:
            if not self.day.line.hasFocus():
                self.day.set_day(delivered)
                self.day.show_error("")
            self._shown_day = self.day.text()
        if not self.lesson.box.hasFocus():
            self.lesson.set_text(draft or kept.learnt)
            if not draft:
                self.lesson.show_error("")  # why what is typed was refused stays beside it
        if not draft:
            self.lesson.set_helper(self._about_lesson)
        elif kept.learnt not in {before, draft}:
            self.lesson.set_helper(self.tr("Noted meanwhile by somebody else: {text}").format(text=kept.learnt))
        self.close_it.setVisible(self._may_change and kept.closed_at is None)
        self._name_close(self.tr("Close recovery"))

    def clear(self) -> None:
        """Forget what was typed: another case is shown."""
        for field in (self.day, self.lesson):
            field.set_text("")
            field.show_error("")
        self._kept_lesson, self._shown_day = "", ""
        self.lesson.set_helper(self._about_lesson)

    def typed_lesson(self) -> str:
        """Return the lesson where it is not kept as it stands, else nothing."""
        text = self.lesson.text()
        return "" if text == self._kept_lesson else text

    def explain(self, error: Exception) -> None:
        """Say below the day why it was not noted."""
        self.day.show_error(words(error).sentence)

    def explain_lesson(self, error: Exception) -> None:
        """Say below the lesson why it was not kept."""
        self.lesson.show_error(words(error).sentence)

    def _deliver(self) -> None:
        if self.day.problem():
            return
        day, at = self.day.day(), None
        if day is not None:
            noon = datetime.combine(day, time(12), tzinfo=self._formats.zone).astimezone(UTC)
            at = self._desk.workspace.now() if day == self._desk.today() else noon
        self.delivered.emit(at)

    def _close(self) -> None:
        sure = self.tr("Close with %Ln open steps", "", self._open_steps)
        if self._open_steps and self.close_it.text() != sure:
            self._name_close(sure)
        else:
            self.closed.emit()

    def _name_close(self, words: str) -> None:
        self.close_it.setText(words)
        self.close_it.setAccessibleName(words)
        self.close_it.updateGeometry()

    def _lay_out(self) -> None:
        themes = self._desk.themes
        column, foot = QVBoxLayout(self), QHBoxLayout()
        Spacing(themes, column, gap=2)
        Spacing(themes, foot, gap=2)
        column.addWidget(self.day)
        noted = QHBoxLayout()
        noted.addStretch(1)
        noted.addWidget(self.note_day)
        column.addLayout(noted)
        column.addWidget(self.lesson)
        foot.addWidget(self.close_it)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        column.addLayout(foot)
        for button in (self.note_day, self.keep):
            button.setVisible(self._may_change)
