"""What is promised to the customer while a contact is logged: nothing, or something until a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contacts import PromiseDraft
from csops.domain.due import due_moment
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import DayField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class PromiseBlock(QWidget):
    """A tick, and once it is set what is promised and by when.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.tick = CheckBox(desk.themes, self.tr("Something is promised to the customer"))
        self.what = LineField(
            desk.themes,
            label=self.tr("What the customer may expect"),
            name="promise",
            required=True,
            helper=self.tr("Such as “Refund of €49”"),
        )
        self.day = DayField(
            desk.themes, label=self.tr("By when"), name="promised day", required=True, ahead=True,
            today=self._today, formats=self._formats,
        )  # fmt: skip
        self._frame = QFrame()
        self._frame.setProperty("kind", "sunken")
        inner, column = QHBoxLayout(self._frame), QVBoxLayout(self)
        Spacing(desk.themes, inner, margins=(3, 2, 3, 3), gap=3)
        Spacing(desk.themes, column, gap=1)
        inner.addWidget(self.what, 3)
        inner.addWidget(self.day, 2)
        column.addWidget(self.tick)
        column.addWidget(self._frame)
        self._frame.hide()
        self.tick.toggled.connect(self._frame.setVisible)
        self.tick.clicked.connect(self._ticked)
        self.what.edited.connect(self.edited)
        self.day.edited.connect(self.edited)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are shown."""
        return (self.what, self.day) if self.tick.isChecked() and not self.isHidden() else ()

    def promised(self) -> PromiseDraft | None:
        """Return what is promised."""
        if not self.fields():
            return None
        day, at = self.day.day(), self.day.time()
        due_at = None if day is None else due_moment(day, at, zone=self._desk.team.shop.zone)
        return PromiseDraft(what=self.what.text(), due_at=due_at, time_known=at is not None)

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values; a day is kept as the day it means today."""
        day, at = self.day.day(), self.day.time()
        written = self.day.text() if day is None else f"{day.isoformat()} {at:%H:%M}" if at else day.isoformat()
        return {"promises": self.tick.isChecked(), "what": self.what.text(), "day": written}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again."""
        self.tick.setChecked(bool(values.get("promises")))
        self.what.set_text(str(values.get("what", "")))
        self.day.set_text(str(values.get("day", "")))
        for field in (self.what, self.day):
            field.show_error("")

    def _ticked(self) -> None:
        if self.tick.isChecked():
            self.what.line.setFocus()
        self.edited.emit()

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._formats.zone).date()
