"""What there is to say of how a contact ended: whether the customer confirmed, or why it was passed on."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.cases import Confirmation
from csops.domain.contacts import Result
from csops.domain.escalations import DEFAULT_REASON, EscalationReason
from csops.services.case_closing import StillOpen, still_open
from csops.ui.contacts.closing_words import open_words
from csops.ui.contacts.pass_on import note_field, reason_field
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing


class EndedBlock(QWidget):
    """Shows what the result asks for: nothing, an answer of the customer, or a reason.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk, *, asks_confirmed: bool) -> None:
        super().__init__()
        self._desk, self._asks_confirmed = desk, asks_confirmed
        self._case_id: int | None = None
        self._open, self._asks_open = "", False
        options = (
            Option(key=Confirmation.NOT_ASKED.value, text=self.tr("Not asked")),
            Option(key=Confirmation.CONFIRMED.value, text=self.tr("Confirmed")),
            Option(key=Confirmation.NO_ANSWER.value, text=self.tr("No answer")),
        )
        self.confirmed = Segmented(desk.themes, options, name=self.tr("Did the customer confirm that it is solved?"))
        self.reason, self.note = reason_field(desk), note_field(desk)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, gap=3)
        self._asked = Field(desk.themes, self.confirmed, label=self.tr("Did the customer confirm?"))
        self.still_open = Text(desk.themes, font="small", colour="warning.text", wrap=True)
        for part in (self._asked, self.still_open, self.reason, self.note):
            column.addWidget(part)
        self.confirmed.chosen.connect(lambda _key: self.edited.emit())
        self.reason.edited.connect(self.edited)
        self.note.edited.connect(self.edited)

    def show_result(self, result: str, *, passed_anew: bool) -> None:
        """Ask what belongs to this result."""
        asks_confirmed = self._asks_confirmed and result == Result.RESOLVED.value
        self._asked.setVisible(asks_confirmed)
        self._asks_open = asks_confirmed
        self._show_open()
        for field in (self.reason, self.note):
            field.setVisible(passed_anew)
        self.setVisible(asks_confirmed or passed_anew)

    def show_case(self, case_id: int | None) -> None:
        """Tell what would be left open on this case, were it resolved now; of none nothing."""
        if case_id == self._case_id:
            return
        self._case_id, self._open = case_id, ""
        self._show_open()
        workspace = self._desk.workspace
        if case_id is not None and self._asks_confirmed:
            self._desk.ask(
                lambda: (case_id, still_open(workspace, case_ids=[case_id])),
                then=self._found,
                failed=lambda _error: None,  # a case that is gone leaves nothing open
                key=("left open", id(self)),
            )

    def _found(self, answer: tuple[int, StillOpen]) -> None:
        case_id, found = answer
        if case_id == self._case_id and found:
            said = "; ".join(open_words(found))
            self._open = self.tr("Before it is resolved: {what}").format(what=Formats().amounts_in(said))
            self._show_open()

    def _show_open(self) -> None:
        self.still_open.say(self._open)
        self.still_open.setVisible(bool(self._open) and self._asks_open)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in which something can be wrong, where they are shown."""
        return () if self.note.isHidden() else (self.reason, self.note)

    def answer(self) -> Confirmation | None:
        """Return what the customer said; None where it is not asked here."""
        return None if self._asked.isHidden() else Confirmation(self.confirmed.key())

    def because(self) -> EscalationReason | None:
        """Return why it was passed on; None where it was not."""
        return None if self.note.isHidden() else EscalationReason(self.reason.key() or DEFAULT_REASON.value)

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values."""
        return {"confirmed": self.confirmed.key(), "reason": self.reason.key(), "note": self.note.text()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again."""
        self.confirmed.choose(str(values.get("confirmed") or Confirmation.NOT_ASKED.value))
        self.reason.choose(str(values.get("reason") or DEFAULT_REASON.value))
        self.note.set_text(str(values.get("note", "")))
        self.note.show_error("")
