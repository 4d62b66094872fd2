"""A small form over the window about a review, with one deed: an answer, a dispute, a withdrawal."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import Field
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog


class SayDialog(Dialog):
    """A form over the window with one deed, which Ctrl Enter does; what is wrong is said below its field."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, why: str, deed: str) -> None:
        super().__init__(desk.themes, parent, title=title, width=1)
        self.desk = desk
        self.body.addWidget(Text(desk.themes, why, colour="text.secondary", wrap=True))
        self.send = Button(desk.themes, deed, role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.send.setShortcut("Ctrl+Return")
        self.add_button(self.send)
        self.fields: dict[str, Field] = {}
        self.closed.connect(self.deleteLater)

    def add_field(self, field: Field) -> None:
        """Put a field into the form; an error that names it stands below it."""
        self.fields[field.name] = field
        self.body.addWidget(field)

    def do(self, act: Callable[[], object], said: str) -> None:
        """Do it, and close once it is done."""
        if any(field.problem() for field in self.fields.values()):
            return
        self.send.setEnabled(False)
        self.desk.act(act, then=self._done, failed=self._explain, said=Said(text=said))

    def _done(self, _kept: object) -> None:  # a method: nothing is called of a dialog that was closed meanwhile
        self.finish()

    def _explain(self, error: Exception) -> None:
        self.send.setEnabled(True)
        told = words(error)
        field = self.fields.get(told.field) or list(self.fields.values())[-1]
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
