"""Asks whether what was to be done on a matter is done with the contact that is logged."""

from PySide6.QtCore import Signal

from csops.domain.cases import FollowUp
from csops.services import follow_ups
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.formats import Formats


class DoneTick(CheckBox):
    """Seen only where something is to be done. One of ours does it, a customer's thanks do not: a person says else.

    Signals:
        edited: a person set or cleared it.
    """

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, "")
        self._desk = desk
        self._case_id: int | None = None
        self._is_ours = self._is_touched = False
        self.hide()
        self.clicked.connect(self._touched)

    def settles(self) -> bool | None:
        """Return what a person says; None where nothing is to be done."""
        return None if self.isHidden() else self.isChecked()

    def show_case(self, case_id: int | None) -> None:
        """Ask of another matter, or of none."""
        if case_id == self._case_id:
            return
        self._case_id, self._is_touched = case_id, False
        self.hide()
        workspace = self._desk.workspace
        if case_id is not None:
            self._desk.ask(
                lambda: (case_id, follow_ups.pending_on(workspace, case_id=case_id)),
                then=self._found,
                failed=lambda _error: None,  # a case that is gone has nothing to be done
                key=("done with it", id(self)),
            )

    def show_direction(self, *, is_ours: bool) -> None:
        """Follow who turned to whom, until a person says what they want."""
        self._is_ours = is_ours
        if not self._is_touched:
            self.setChecked(is_ours)

    def _found(self, answer: tuple[int, list[FollowUp]]) -> None:
        case_id, pending = answer
        if case_id != self._case_id or not pending:
            return
        what = (
            Formats().amounts_in(pending[0].what) if len(pending) == 1 else self.tr("%Ln follow-ups", "", len(pending))
        )
        self.setText(self.tr("Done with it: {what}").format(what=what))
        self.setAccessibleName(self.text())
        self.setChecked(self._is_ours)
        self.updateGeometry()
        self.show()

    def _touched(self) -> None:
        self._is_touched = True
        self.edited.emit()
