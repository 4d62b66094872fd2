"""The small forms about one candidate's details: hold them back, keep them longer, enter the answer sheet."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.services.fairness import AnswerSheet
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import LineField, TextField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes

_SILENT = ""


class RecordDialog(Dialog):
    """A small form with one button, which Ctrl Enter presses too.

    Signals:
        save_wanted(object): what the form says.
    """

    save_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget, *, title: str, why: str, save: str) -> None:
        super().__init__(themes, parent, title=title)
        self.body.addWidget(Text(themes, why, colour="text.secondary", wrap=True))
        self.fields: list[LineField | TextField | ChoiceField] = []
        self.save = Button(themes, save, role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.closed.connect(self.deleteLater)

    def add_field(self, field: LineField | TextField | ChoiceField) -> None:
        """Put a field below those before."""
        self.fields.append(field)
        self.body.addWidget(field)

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else below the last."""
        say_at_field(words(error), self.fields, otherwise=self.fields[-1])
        self.place()

    def said(self) -> object:
        """Return what the form says: each form has its own."""
        return None

    def _save(self) -> None:
        if first_problem(self.fields) is None:
            self.save_wanted.emit(self.said())


class RemovedDialog(RecordDialog):
    """Whether candidates who were removed shall be gone from the history, too. `said` is nothing."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(
            themes,
            parent,
            title=tr("Erase removed candidates"),
            why=tr(
                "They were added and taken away again by undo, and the history still holds what was typed, so that the "
                "undo can itself be taken back. After this it cannot"
            ),
            save=tr("Erase for good"),
        )
        self.add_button(self.save)


class HoldDialog(RecordDialog):
    """Why details are held back. `said` is the reason."""

    def __init__(self, themes: Themes, parent: QWidget, *, name: str, reason: str) -> None:
        super().__init__(
            themes,
            parent,
            title=tr("Hold {name}").format(name=name),
            why=tr("A claim or a law may ask that details are kept. Until the hold is lifted nothing erases them"),
            save=tr("Hold"),
        )
        self.reason = TextField(
            themes, label=tr("Reason, with its date"), name="reason of the hold", required=True, rows=3
        )
        self.reason.set_text(reason)
        self.add_field(self.reason)
        self.add_button(self.save)

    def said(self) -> str:
        """Return the reason."""
        return self.reason.text()


class KeepDialog(RecordDialog):
    """Until when details are kept with consent. `said` is the day and how they agreed."""

    def __init__(
        self, themes: Themes, parent: QWidget, *, name: str, today: Callable[[], date], formats: Formats
    ) -> None:
        super().__init__(
            themes,
            parent,
            title=tr("Keep {name} longer").format(name=name),
            why=tr("Somebody who may suit another place can be kept in mind, if they agree. Ask them, and note how"),
            save=tr("Keep"),
        )
        self.day = DayField(
            themes, label=tr("Until"), today=today, formats=formats, name="keep until", required=True, ahead=True
        )
        self.consent = LineField(
            themes,
            label=tr("How they agreed"),
            name="consent",
            required=True,
            placeholder=tr("By e-mail on 3 March"),
        )
        self.add_field(self.day)
        self.add_field(self.consent)
        self.add_button(self.save)

    def said(self) -> tuple[date | None, str]:
        """Return the day and how they agreed."""
        return self.day.day(), self.consent.text()


class AnswersDialog(RecordDialog):
    """What a candidate chose to say of groups. `said` is {question: answer}, "" where they did not."""

    def __init__(self, themes: Themes, parent: QWidget, *, sheet: AnswerSheet) -> None:
        super().__init__(
            themes,
            parent,
            title=tr("Answer sheet"),
            why=tr(
                "What they wrote on their own sheet, if they did. It is shown as counts alone, never beside a "
                "scorecard, and whoever is still to rate them cannot open it"
            ),
            save=tr("Keep"),
        )
        silent = Choice(key=_SILENT, text=tr("Did not say"))
        self._by_question: dict[str, ChoiceField] = {}
        for one in sheet.questions:
            choices = [silent, *(Choice(key=answer, text=answer) for answer in one.answers)]
            field = ChoiceField(themes, choices, label=one.question, name=one.question, typed=False)
            field.choose(sheet.answers.get(one.question, _SILENT))
            self._by_question[one.question] = field
            self.add_field(field)
        self.add_button(self.save)

    def said(self) -> dict[str, str]:
        """Return the answers."""
        return {question: field.key() for question, field in self._by_question.items()}
