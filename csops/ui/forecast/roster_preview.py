"""What was understood of a roster in a file, before anything of it is kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.roster_grid import Grid
from csops.domain.shifts import Shift
from csops.ui.forecast import shift_words, wording
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.forecast.shift_model import ShiftCell, ShiftRow
from csops.ui.forecast.wording import tr
from csops.ui.form_height import form_height
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST_SAID = 12


class RosterPreview(Dialog):
    """The shifts of a file by people and days, and each cell that was not understood.

    Signals:
        keep_wanted(): it shall be read in as a draft.
    """

    keep_wanted = Signal()

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        grid: Grid,
        path: Path,
        names: Mapping[int, str],
        formats: Formats,
        published: bool,
    ) -> None:
        super().__init__(themes, parent, title=self.tr("Read in {file}").format(file=path.name), width=2)
        self.grid, self.path, self._names, self._formats = grid, path, names, formats
        self.weeks = weeks_of(grid)
        self._place = 0
        self.lesson = Text(themes, lesson(grid, formats), figures=True, wrap=True)
        self.shown = ShiftGrid(themes, name=self.tr("Shifts of the file"))
        self.week = Text(themes, font="bodyStrong", figures=True)
        self.earlier = IconButton(themes, "chevron-left", name=self.tr("Earlier week"), role=Role.GHOST, compact=True)
        self.later = IconButton(themes, "chevron-right", name=self.tr("Later week"), role=Role.GHOST, compact=True)
        self.problems = [Text(themes, line, wrap=True) for line in problem_lines(grid)]
        self._trouble = Text(themes, colour="danger.text", wrap=True)
        self.keep = Button(themes, self.tr("Read in as a draft"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.keep.setShortcut("Ctrl+Return")
        self.keep.clicked.connect(self.keep_wanted)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        self._lay_out(published=published)
        self.add_button(self.keep)
        self.keep.setVisible(bool(grid.shifts))
        self._step(0)

    def explain(self, error: Exception) -> None:
        """Say why it was not read in."""
        self._trouble.say(words(error).sentence)
        self._trouble.show()

    def _step(self, by: int) -> None:
        self._place = max(0, min(self._place + by, len(self.weeks) - 1))
        for widget in (self.shown, self.week, self.earlier, self.later):
            widget.setVisible(bool(self.weeks))
        if not self.weeks:
            return
        monday = self.weeks[self._place]
        days = [monday + timedelta(days=ahead) for ahead in range(7)]
        self.week.say(wording.week_of(monday, self._formats))
        for button, step in ((self.earlier, -1), (self.later, 1)):
            button.setVisible(len(self.weeks) > 1)
            button.setEnabled(0 <= self._place + step < len(self.weeks))
        rows = grid_rows(self.grid, days, self._names, self._formats)
        self.shown.show_week(rows, days=days, heads=shift_words.heads(days, self._formats))

    def _lay_out(self, *, published: bool) -> None:
        themes = self.themes
        column = QVBoxLayout()
        Spacing(themes, column, margins=(0, 0, 2, 0), gap=3)
        column.addWidget(self.lesson)
        if published:
            said = self.tr("Another plan is published for these days: it stays, and what is read in stands beside it")
            column.addWidget(Text(themes, said, colour="warning.text", wrap=True))
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(self.week)
        head.addStretch(1)
        head.addWidget(self.earlier)
        head.addWidget(self.later)
        column.addLayout(head)
        column.addWidget(self.shown)
        if self.problems:
            column.addWidget(Text(themes, self.tr("Not understood, and left out"), font="title3"))
        for line in self.problems:
            column.addWidget(line)
        self._trouble.hide()
        column.addWidget(self._trouble)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(form_height(themes, self.window()))
        self.body.addWidget(area, 1)


def weeks_of(grid: Grid) -> list[date]:
    """Return the Mondays of the weeks in which somebody works."""
    return sorted({shift.day - timedelta(days=shift.day.weekday()) for shift in grid.shifts})


def lesson(grid: Grid, formats: Formats) -> str:
    """Say how much was understood, and what becomes of the rest."""
    if not grid.shifts:
        return tr("No shift was understood: nothing can be read in")
    days = [shift.day for shift in grid.shifts]
    people = tr("%Ln people", len({shift.member_id for shift in grid.shifts}))
    parts = [
        tr("%Ln shifts of {people}, {first} to {last}", len(grid.shifts)).format(
            people=people,
            first=formats.day(min(days), weekday=True, year=True),
            last=formats.day(max(days), weekday=True, year=True),
        )
    ]
    if grid.problems:
        parts.append(tr("%Ln cells were not understood and are left out", len(grid.problems)))
    if grid.away:
        parts.append(tr("%Ln cells say that somebody is absent: enter those with the person", grid.away))
    return ". ".join(parts)


def problem_lines(grid: Grid) -> list[str]:
    """Return a sentence for each cell that was not understood."""
    said = tr("Row {row}, {column}: {reason}")
    lines = [said.format(row=one.row, column=one.column, reason=one.reason) for one in grid.problems]
    more = len(lines) - MOST_SAID
    return lines if more <= 0 else [*lines[:MOST_SAID], tr("and %Ln more", more)]


def grid_rows(grid: Grid, days: list[date], names: Mapping[int, str], formats: Formats) -> list[ShiftRow]:
    """Return a row for everybody of the file, with the shifts of these days."""
    work = {(shift.member_id, shift.day): shift for shift in grid.shifts}
    people = sorted({shift.member_id for shift in grid.shifts}, key=lambda one: names.get(one, "").casefold())
    return [_row(one, names.get(one, ""), [work.get((one, day)) for day in days], days, formats) for one in people]


def _row(member_id: int, name: str, own: list[Shift | None], days: list[date], formats: Formats) -> ShiftRow:
    hours = sum(shift.paid_minutes for shift in own if shift is not None) / 60
    said = tr("{hours} h").format(hours=shift_words.hours_of(hours, formats))
    cells = tuple(_cell(name, shift, day, formats) for shift, day in zip(own, days, strict=True))
    return ShiftRow(member_id=member_id, name=name, cells=cells, hours=said)


def _cell(name: str, shift: Shift | None, day: date, formats: Formats) -> ShiftCell:
    clock = "" if shift is None else shift_words.clock_of(shift)
    what = clock or tr("no shift")
    words = tr("{name}, {day}: {what}").format(name=name, day=formats.long_day(day), what=what)
    return ShiftCell(text=clock, words=words, is_shift=shift is not None)
