"""The small forms about a contact in the queue: why it is replaced or dropped, who reviews it instead."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.people import Member
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import Field, TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class _OneField(Dialog):
    """A sentence, a field, and a button that Ctrl Enter presses too."""

    def __init__(self, themes: Themes, parent: QWidget, *, title: str, why: str, save: str, field: Field) -> None:
        super().__init__(themes, parent, title=title)
        self.field = field
        self.body.addWidget(Text(themes, why, colour="text.secondary", wrap=True))
        self.body.addWidget(field)
        self.save = Button(themes, save, role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)

    def explain(self, error: Exception) -> None:
        """Say below the field why it was not done."""
        self.field.show_error(words(error).sentence)
        self.field.control.setFocus()
        self.place()

    def _save(self) -> None:
        if not self.field.problem():
            self._tell()

    @abstractmethod
    def _tell(self) -> None:
        """Send what the field says."""


class ReasonDialog(_OneField):
    """Asks for the reason.

    Signals:
        given(str): the reason.
    """

    given = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, why: str, save: str, form: str) -> None:
        """Ask for the reason, which is kept as the draft of `form` until it is given."""
        themes = desk.themes
        self.reason = TextField(themes, label=tr("Reason"), name="reason", required=True, rows=2)
        super().__init__(themes, parent, title=title, why=why, save=save, field=self.reason)
        self.reason.set_check(lambda: "" if self.reason.text() else tr("Say why; whoever looks at the sample reads it"))
        self.kept = KeptTyping(desk, self, (self.reason,), form=form)

    def _tell(self) -> None:
        self.given.emit(self.reason.text())


class GiveDialog(_OneField):
    """Asks who reviews instead.

    Signals:
        given(int): the id of that member.
    """

    given = Signal(int)

    def __init__(self, themes: Themes, parent: QWidget, *, title: str, members: Sequence[Member]) -> None:
        choices = [Choice(key=str(one.id), text=one.name) for one in members]
        self.who = ChoiceField(themes, choices, label=tr("Reviewer"), name="reviewer", required=True, typed=False)
        why = tr("Nobody reviews their own contacts, so the person themselves is not in the list")
        super().__init__(themes, parent, title=title, why=why, save=tr("Give"), field=self.who)
        self.who.set_check(lambda: "" if self.who.key() else tr("Choose who reviews it"))
        if choices:
            self.who.choose(choices[0].key)

    def _tell(self) -> None:
        self.given.emit(int(self.who.key()))
