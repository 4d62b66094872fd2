"""What is promised: a day in words with three near ones at hand, and who sees to it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.due import due_moment
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox, Chip
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats

FURTHER_DAYS = 2


class FollowUpBlock(QFrame):
    """Until when, and who; with `owned` false the owner stays as it is.

    With `by_silence` the day can be one that every contact puts off: due only when nobody was in touch for so long.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self, desk: Desk, *, label: str, owned: bool = True, by_silence: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("kind", "sunken")
        zone = ZoneInfo(desk.team.shop.zone)
        formats = Formats(zone=zone)
        self._formats = formats
        themes = desk.themes
        self.day = DayField(
            themes,
            label=label,
            name="follow-up day",
            required=True,
            today=self._today,
            formats=formats,
            ahead=True,
            parent=self,  # before the owner: a field stands in the order of Tab as well as the line within it
        )
        self.day.label.say(label)
        self.owner = ChoiceField(themes, label=self.tr("Owner"), name="owner", parent=self)
        self.chips = [Chip(themes, "", checkable=True) for _ in range(3)]
        self.silence = CheckBox(themes, self.tr("Every contact until then puts it off"))
        if not by_silence:
            self.silence.hide()  # shown before it has a parent it would be a window, and take the focus with it
        self.silence.clicked.connect(self._silence_chosen)
        self._lay_out(owned)
        self.owner.setHidden(not owned)
        self.show_team()
        self.day.edited.connect(self._changed)
        self.owner.edited.connect(self.edited)
        self._show_chips()

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are shown."""
        return (self.day,) if self.owner.isHidden() else (self.day, self.owner)

    def typed(self) -> tuple[DayField, ChoiceField, CheckBox]:
        """Return all that can be typed or chosen here."""
        return (self.day, self.owner, self.silence)

    def set_required(self, *, required: bool) -> None:
        """Let a day be needed, or not."""
        self.day.set_required(required)

    def due(self) -> tuple[datetime | None, bool]:
        """Return until when, and whether a time of day was said."""
        day, at = self.day.day(), self.day.time()
        if day is None:
            return None, False
        return due_moment(day, at, zone=self._desk.team.shop.zone), at is not None

    def silent_days(self) -> int | None:
        """Return after how many days without a contact it is due; None for a fixed day."""
        day = self.day.day()
        days = (day - self._today()).days if day is not None else 0
        return days if self.silence.isChecked() and days > 0 else None

    def owner_id(self) -> int | None:
        """Return who sees to it."""
        return int(self.owner.key()) if self.owner.key() else None

    def choose_owner(self, member_id: int | None) -> None:
        """Put an owner into the field."""
        self.owner.choose(str(member_id or ""))

    def show_team(self) -> None:
        """Offer the members there are now."""
        active = [member for member in self._desk.team.members if member.active]
        self.owner.set_choices([Choice(key=str(member.id), text=member.name) for member in active])

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.day.set_day(day)
        self.day.show_error("")
        self._show_chips()

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values; a day is kept as the day it means today."""
        day, at = self.day.day(), self.day.time()
        written = self.day.text() if day is None else f"{day.isoformat()} {at:%H:%M}" if at else day.isoformat()
        return {"day": written, "owner": self.owner.key(), "silence": self.silence.isChecked()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again."""
        self.day.set_text(str(values.get("day", "")))
        self.owner.choose(str(values.get("owner", "")))
        self.silence.setChecked(bool(values.get("silence")))
        self.day.show_error("")
        self._show_chips()

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._formats.zone).date()

    def _lay_out(self, owned: bool) -> None:
        theme = self._desk.themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(3))
        column.setSpacing(theme.space(2))
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        row.addWidget(self.day, 1)
        if owned:
            row.addWidget(self.owner, 1)
        chips = QHBoxLayout()
        chips.setSpacing(theme.space(2))
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _on=False, place=number: self._press(place))
            chips.addWidget(chip)
        chips.addStretch(1)
        column.addLayout(row)
        column.addLayout(chips)
        column.addWidget(self.silence)
        seen = [self.day.line, *([self.owner.box] if owned else []), *self.chips, self.silence]
        for one, other in pairwise(seen):
            self.setTabOrder(one, other)

    def _days(self) -> tuple[date, date, date]:
        today = self._today()
        return (today + timedelta(days=1), today + timedelta(days=FURTHER_DAYS), today + timedelta(weeks=1))

    def _press(self, place: int) -> None:
        self.set_day(self._days()[place])
        self.edited.emit()

    def _silence_chosen(self) -> None:
        if self.silence.isChecked() and self.day.day() is None:
            self.set_day(self._days()[-1])
        self._show_chips()
        self.edited.emit()

    def _changed(self) -> None:
        self._show_chips()
        self.edited.emit()

    def _show_chips(self) -> None:
        silent = self.silent_days()
        words = self.tr("Every contact until then puts it off")
        if silent is not None:
            words = self.tr("Only after %Ln days without a contact", "", silent)
        self.silence.setText(words)
        self.silence.setAccessibleName(words)
        self.silence.updateGeometry()
        days, chosen = self._days(), self.day.day()
        weekday = self._formats.locale.dayName(days[1].isoweekday(), self._formats.locale.FormatType.ShortFormat)
        for chip, day, words in zip(
            self.chips, days, (self.tr("Tomorrow"), weekday, self.tr("In 1 week")), strict=True
        ):
            chip.setText(words)
            chip.setAccessibleName(words)
            chip.setChecked(day == chosen)
            chip.theme_changed()
