"""What is given while a contact is logged, and whether its case becomes a recovery: one row until somebody needs it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.fields import Field
from csops.ui.kit.spacing import Spacing

if TYPE_CHECKING:  # a call that is only logged does without them
    from csops.services.amends_in_log import Amends
    from csops.ui.cases.concession_fields import ConcessionFields


class AmendsBlock(QWidget):
    """A button that opens the fields of a concession, and a box to tick for a recovery.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case_id = 0
        self._customer_id: int | None = None
        self.concession: ConcessionFields | None = None
        self.give = Button(desk.themes, self.tr("Concession"), role=Role.GHOST, icon_name="plus", compact=True)
        self.give.setCheckable(True)
        self.recovers = CheckBox(desk.themes, self.tr("Counts as service recovery"))
        self._ground = QFrame()
        self._ground.setProperty("kind", "sunken")
        self._inner = QVBoxLayout(self._ground)
        Spacing(desk.themes, self._inner, margins=(3, 3, 3, 3))
        self._ground.hide()
        row = QHBoxLayout()
        Spacing(desk.themes, row, gap=2)
        row.addWidget(self.recovers)
        row.addStretch(1)
        row.addWidget(self.give)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, gap=2)
        column.addLayout(row)
        column.addWidget(self._ground)
        self.give.clicked.connect(self._opened)
        self.recovers.clicked.connect(lambda _on: self.edited.emit())

    # ------------------------------------------------------------ what it says
    def amends(self) -> "Amends | None":
        """Return what is given and put right; None of nothing."""
        given = self.concession is not None and self.give.isChecked() and bool(self.concession.kind.key())
        if not given and not self.recovers.isChecked():
            return None
        from csops.services.amends_in_log import Amends  # as above

        offer = self.concession.offer() if given and self.concession is not None else None
        return Amends(offer=offer, recovers=self.recovers.isChecked())

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are shown."""
        return self.concession.fields() if self.concession is not None and self.give.isChecked() else ()

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values, for a draft."""
        open_values = self.concession.values() if self.concession is not None and self.give.isChecked() else {}
        return {"recovers": self.recovers.isChecked(), "concession": open_values}

    # ------------------------------------------------------------ what it shows
    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again."""
        self.recovers.setChecked(bool(values.get("recovers")))
        given = dict(values.get("concession") or {})
        self.give.setChecked(bool(given))
        self._ground.setVisible(bool(given))
        if given:
            self._fields().show_values(given)
            self._fields().show_case(self._case_id, customer_id=self._customer_id)
        elif self.concession is not None:
            self.concession.start()

    def show_case(self, case_id: int | None, customer_id: int | None) -> None:
        """Weigh it on this case, of this customer."""
        if (case_id or 0, customer_id) == (self._case_id, self._customer_id):
            return
        self._case_id, self._customer_id = case_id or 0, customer_id
        if self.concession is not None and self.give.isChecked():
            self.concession.show_case(self._case_id, customer_id=customer_id)

    def suggest(self, *, is_usual: bool) -> None:
        """Say that the chosen topic usually is a recovery; ticking it stays the person's own."""
        words = self.tr("Counts as service recovery")
        self.recovers.setText(self.tr("Counts as service recovery, as this topic usually does") if is_usual else words)

    def _opened(self) -> None:
        is_open = self.give.isChecked()
        self._ground.setVisible(is_open)
        if is_open:
            self._fields().show_case(self._case_id, customer_id=self._customer_id)
            self._fields().kind.control.setFocus()
        self.edited.emit()

    def _fields(self) -> "ConcessionFields":
        if self.concession is None:
            from csops.ui.cases.concession_fields import ConcessionFields  # as above

            self.concession = ConcessionFields(self._desk)
            self.concession.edited.connect(self.edited)
            self._inner.addWidget(self.concession)
        return self.concession
