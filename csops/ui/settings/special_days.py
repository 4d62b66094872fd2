"""Days that the week does not decide: closed, or with hours of their own."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import SpecialDay, spans_from, text_of
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import DayField
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing

MOST_SHOWN = 8


class SpecialDaysCard(Card):
    """The coming ones as a list, and a line to add another.

    Signals:
        changed(object): the SpecialDays as they shall be, in order.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, *, today: Callable[[], date]) -> None:
        super().__init__(desk.themes, title=self.tr("Closed days and short days"))
        self._today, self._formats = today, Formats()
        self._days: tuple[SpecialDay, ...] = ()
        themes = desk.themes
        self.day = DayField(themes, label=self.tr("Day"), today=today, formats=self._formats)
        self.day.keep_room()  # what was understood comes in while one goes on to the button
        self.hours = LineField(themes, label=self.tr("Open"), placeholder=self.tr("closed"))
        self.reason = LineField(themes, label=self.tr("Why"), placeholder=self.tr("Stocktaking"))
        self.add = Button(themes, self.tr("Add day"), icon_name="plus")
        self.add.clicked.connect(self._add)
        self.reason.line.returnPressed.connect(self._add)
        self._list = QVBoxLayout()
        Spacing(themes, self._list, gap=1)
        self.body.addLayout(self._list)
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        for field in (self.day, self.hours):
            row.addWidget(field, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.add)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def show_days(self, days: Sequence[SpecialDay]) -> None:
        """Show the days that come, the next first."""
        self._days = tuple(days)
        while (taken := self._list.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        coming = [one for one in self._days if one.day >= self._today()]
        for one in coming[:MOST_SHOWN]:
            self._list.addWidget(self._line(one))
        more = len(coming) - MOST_SHOWN
        said = self.tr("{n} more after these").format(n=more) if more > 0 else ""
        said = said or ("" if coming else self.tr("None is coming"))
        if said:
            self._list.addWidget(Text(self.themes, said, font="small", colour="text.secondary"))

    def _line(self, special: SpecialDay) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        Spacing(self.themes, row, gap=2)
        day = self._formats.day(special.day, weekday=True, year=special.day.year != self._today().year)
        hours = ", ".join(text_of(span) for span in special.spans) or self.tr("closed")
        row.addWidget(Text(self.themes, day, font="bodyStrong", figures=True))
        row.addWidget(ElidedText(self.themes, " · ".join(filter(None, (hours, special.name)))), 1)
        name = self.tr("Remove {day}").format(day=day)
        remove = IconButton(self.themes, "x", name=name, role=Role.GHOST, compact=True)
        remove.clicked.connect(lambda: self.changed.emit([one for one in self._days if one != special]))
        row.addWidget(remove)
        return line

    def _add(self) -> None:
        day = self.day.day()
        if day is None:
            self.day.show_error(self.tr("Say a day, such as “24.12.” or “fri”"))
            self.day.line.setFocus()
            return
        said = self.hours.text()
        try:
            spans = spans_from([part for part in said.split(",") if part.strip()], field=self.tr("Open"))
        except CsopsError as error:
            self.hours.show_error(words(error).sentence)
            self.hours.line.setFocus()
            return
        self.day.show_error("")
        self.hours.show_error("")
        others = [one for one in self._days if one.day != day]
        self.changed.emit(sorted([*others, SpecialDay(day=day, name=self.reason.text(), spans=spans)]))
        self.day.set_day(None)
        for field in (self.hours, self.reason):
            field.set_text("")
