"""A form that is begun, closed and opened again: what stands in it stays until it is saved or discarded."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class BegunForm(Dialog):
    """A dialog with *Save*, and with *Discard* once something was typed.

    Signals:
        save_wanted(object): the record as the form says it.
    """

    save_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget, *, title: str) -> None:
        super().__init__(themes, parent, title=title, width=1)
        self.is_touched = False
        """Whether something stands in it that is not saved."""
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.discard = Button(themes, self.tr("Discard"), role=Role.GHOST)
        self.discard.hide()
        self.discard.clicked.connect(self.finish)
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys="Ctrl+Return")

    def finish(self) -> None:
        """Close it; what stands in it is saved, or not wanted any more."""
        self.is_touched = False
        super().finish()

    def add_buttons(self) -> None:
        """Put the buttons at the foot, once what is above them stands."""
        self.save.setShortcut("Ctrl+Return")  # Qt forgets the keys of a button whose words change
        self.save.setAccessibleName(self.save.text())
        self.add_button(self.discard)
        self.add_button(self.save)

    def touch(self) -> None:
        """Something was typed or chosen."""
        self.is_touched = True
        self.discard.show()

    def complain(self, sentence: str) -> None:
        """Say what is wrong at the foot of the form."""
        self.trouble.say(sentence)
        self.trouble.show()


F = TypeVar("F", bound=BegunForm)


class BegunForms(Generic[F]):
    """Forms that were closed while something stood in them, by the number of what they are about."""

    def __init__(self) -> None:
        self._forms: dict[int, F] = {}

    def take(self, number: int, *, is_same: Callable[[F], bool]) -> F | None:
        """Return the form that was begun, unless what it is about was changed meanwhile: then it is of no more use."""
        form = self._forms.pop(number, None)
        if form is None or is_same(form):
            return form
        form.deleteLater()
        return None

    def keep(self, number: int, form: F) -> None:
        """Keep a form that was closed until it is opened again; without anything typed it goes."""
        if form.is_touched:
            self._forms[number] = form
        else:
            form.deleteLater()

    def drop(self, number: int, form: F) -> None:
        """Let a form go that was saved after it was closed."""
        if self._forms.get(number) is form:
            self._forms.pop(number).deleteLater()
