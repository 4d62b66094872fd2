"""How long a contact took, who handled it, and (under *More times*) when it was answered and happened."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.due import due_moment
from csops.domain.questions import day_start
from csops.ui.contacts.handle_time import HandleTimeField
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField, DurationField
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats

# What the clock says changes by itself: it does not make a form a draft.
RUNS_BY_ITSELF = "handle"


class TimesBlock(QWidget):
    """Times and the person.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        themes = desk.themes
        self.formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.handle = HandleTimeField(themes, formats=self.formats)
        self.handled_by = ChoiceField(themes, label=self.tr("Handled by"), name="member")
        self.answered = DurationField(
            themes, label=self.tr("Answered after"), name="answered after", formats=self.formats
        )
        name = self.tr("Happened at")
        self.happened = DayField(
            themes, label=name, name="happened at", today=self._today, formats=self.formats, past=True
        )
        self.happened.line.setPlaceholderText(self.tr("Now, or “yesterday 14:30”"))
        self.more = Button(themes, self.tr("More times"), role=Role.LINK, icon_name="chevron-down")
        self.more.setToolTip(self.tr("When it happened, and how long they waited"))
        self.more.clicked.connect(self._show_more_now)
        self._lay_out()
        for field in (self.handle, self.handled_by, self.answered, self.happened):
            field.edited.connect(self.edited)

    # ------------------------------------------------------------ what it says
    def member_id(self) -> int | None:
        """Return who handled it."""
        return int(self.handled_by.key()) if self.handled_by.key() else None

    def moment(self) -> tuple[datetime | None, bool]:
        """Return when it happened, None for now, and whether the time of day is known."""
        day, at, zone = self.happened.day(), self.happened.time(), self._desk.team.shop.zone
        if day is None:
            return None, True
        return (day_start(day, zone=zone), False) if at is None else (due_moment(day, at, zone=zone), True)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are shown."""
        every = (self.handle, self.handled_by, self.answered, self.happened)
        return tuple(field for field in every if not field.isHidden())

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values."""
        handled = self.handle.duration()
        return {
            RUNS_BY_ITSELF: self.handle.text() if handled is None else handled.total_seconds(),
            "handled_by": self.handled_by.key(),
            "answered": self.answered.text(),
            "happened": day_text(self.happened.day(), self.happened.time()) or self.happened.text(),
        }

    # ------------------------------------------------------------ what it shows
    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again. The clock of a kept call stands still."""
        handled = values.get(RUNS_BY_ITSELF)
        self.handle.reset()
        self.handle.forget_begin()
        self.handle.set_text(_clock(handled) if isinstance(handled, int | float) else str(handled or ""))
        self.handled_by.choose(str(values.get("handled_by", "")))
        self.answered.set_text(str(values.get("answered", "")))
        self.happened.set_text(str(values.get("happened", "")))
        for field in (self.answered, self.happened):
            field.show_error("")
        self.show_more(shown=bool(self.answered.text() or self.happened.text()))

    def show_moment(self, at: datetime) -> None:
        """Show when it happened, where nobody said so yet."""
        if not self.happened.text():
            here = at.astimezone(self.formats.zone)
            self.happened.set_text(day_text(here.date(), here.time()))
            self.show_more(shown=True)

    def show_team(self, *, keeps: int | None = None) -> None:
        """Offer the members there are now, and `keeps` though they may have left."""
        active = [member for member in self._desk.team.members if member.active or member.id == keeps]
        self.handled_by.set_choices([Choice(key=str(member.id), text=member.name) for member in active])

    def show_missed(self, *, missed: bool) -> None:
        """Ask for no time and no person where nobody answered."""
        self.handle.setHidden(missed)
        self.handled_by.setHidden(missed)
        if missed:
            self.handle.reset()

    def show_more(self, *, shown: bool) -> None:
        """Show or hide the fields that are rarely needed."""
        self.answered.setVisible(shown)
        self.happened.setVisible(shown)
        self.more.setVisible(not shown)

    def run_clock(self, *, is_call: bool) -> None:
        """Let the clock run during a call of this moment; what was typed stays."""
        is_now = not self.happened.text() and not self.handle.isHidden()
        if is_call and is_now and not self.handle.text():
            self.handle.run_from_begin()
        elif not is_call and self.handle.is_running:
            self.handle.reset()

    def next_member(self) -> None:
        """Let the next person be the one who handled it."""
        keys = [str(member.id) for member in self._desk.team.members if member.active]
        here = keys.index(self.handled_by.key()) if self.handled_by.key() in keys else -1
        self.handled_by.choose(keys[(here + 1) % len(keys)])
        self.edited.emit()

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self.formats.zone).date()

    def _show_more_now(self) -> None:
        self.show_more(shown=True)
        self.answered.line.setFocus()

    def _lay_out(self) -> None:
        theme = self._desk.themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        for one, other in ((self.handle, self.handled_by), (self.answered, self.happened)):
            row = QHBoxLayout()
            row.setSpacing(theme.space(3))
            row.addWidget(one, 1)
            row.addWidget(other, 1)
            column.addLayout(row)
        column.addWidget(self.more)


def day_text(day: date | None, at: time | None) -> str:
    """Return a day and time as a field of days reads them again whenever that is."""
    if day is None:
        return ""
    return day.isoformat() if at is None else f"{day.isoformat()} {at:%H:%M}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
