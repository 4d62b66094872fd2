"""Calibrations that wait for the rating of whoever works."""

from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.calibrations import Calibration
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_rows import WaitRow, WaitRows


class CalibrationRows(WaitRows):
    """A row for each; of ratings it tells nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=desk.team.calendar.tz)

    def row(self, one: Calibration) -> WaitRow:
        """Return the row of a session."""
        return WaitRow(
            self.desk.themes,
            icon="scale",
            title=self.tr("A calibration waits for you"),
            note=self._note(one),
            deeds=[(self.tr("Rate"), partial(self._go, one))],
        )

    def _note(self, one: Calibration) -> str:
        if one.due_at is None:
            return one.name
        day = one.due_at.astimezone(self._formats.zone).date()
        due = self.tr("was due {day}") if day < self.desk.today() else self.tr("due {day}")
        return " · ".join((one.name, due.format(day=self._formats.day(day, weekday=True))))

    def _go(self, one: Calibration) -> None:
        self.wanted.emit("quality", {"tab": "calibration", "session_id": one.id})
