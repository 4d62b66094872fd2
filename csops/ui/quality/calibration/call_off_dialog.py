"""Why a calibration is called off, with what that comes to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.quality.wording import tr


class CallOffDialog(Dialog):
    """Asks for the reason, which is kept until it is given.

    Signals:
        given(str): the reason.
    """

    given = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget, *, seen: SeenCalibration) -> None:
        themes, session = desk.themes, seen.session
        super().__init__(themes, parent, title=tr("Call off “{name}”?").format(name=session.name))
        self.why = Text(themes, _comes_to(seen), colour="text.secondary", wrap=True)
        self.reason = TextField(themes, label=tr("Reason"), name="reason", required=True, rows=2)
        self.reason.set_check(
            lambda: "" if self.reason.text().strip() else tr("Say why; who was asked to rate reads it")
        )
        self.save = Button(themes, tr("Call off"), role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.body.addWidget(self.why)
        self.body.addWidget(self.reason)
        self.add_button(self.save)
        self.save.clicked.connect(self._save)
        self.closed.connect(self.deleteLater)
        form = record_form(Kind.CALIBRATION, session.id, "call off")
        self.kept = KeptTyping(desk, self, (self.reason,), form=form)

    def explain(self, error: Exception) -> None:
        """Say below the field why it was not done."""
        self.reason.show_error(words(error).sentence)
        self.reason.control.setFocus()
        self.place()

    def _save(self) -> None:
        if not self.reason.problem():
            self.given.emit(self.reason.text())


def _comes_to(seen: SeenCalibration) -> str:
    if seen.session.is_blind:
        return tr(
            "Nobody is asked to rate it any more. What was rated stays with who rated, counts nowhere, and nobody else "
            "ever sees it. The session stays in the list with your reason."
        )
    return tr(
        "Nothing more is agreed on. The ratings can be read on and count nowhere. The session stays in the list with "
        "your reason."
    )
