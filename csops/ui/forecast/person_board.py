"""One person over some weeks: shifts, hours of the contract, absences, and wishes granted or not."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.roster_person import PersonWeeks, person_weeks
from csops.ui.desk import Desk, Said
from csops.ui.forecast import person_words
from csops.ui.forecast.said_lines import SaidLines
from csops.ui.forecast.shift_grid import ShiftGrid
from csops.ui.forecast.week_steps import WeekSteps
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_copy import rows_as_mime

WEEKS = 4
BOX_SPACES = 52


class PersonBoard(QWidget):
    """The weeks of whoever is chosen.

    Signals:
        change_wanted(int): a member whose contract, absences and wishes shall be changed.
        failed(object): the exception by which reading or writing ended.
    """

    change_wanted = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats, *, may_plan: bool) -> None:
        super().__init__()
        self.desk, self._formats = desk, formats
        self.found: PersonWeeks | None = None
        self.member_id: int | None = None
        self._week: date | None = None
        self._people: list[int] = []
        themes = desk.themes
        self.card = Card(themes, title=self.tr("Four weeks"), padded=False)
        assert self.card.heading is not None, "a card with a title has a heading"
        self.heading = self.card.heading
        self.who = ChoiceBox(themes, typed=False)
        self.who.setAccessibleName(self.tr("Person"))
        self.change = Button(themes, self.tr("Change"), icon_name="pencil", compact=True)
        self.change.setToolTip(self.tr("Contract, absences and wishes"))
        self.heading.add(self.who)
        self.heading.add(self.change)
        self.change.setVisible(may_plan)
        self.steps = WeekSteps(themes, self.heading)
        self.figures = Text(themes, colour="text.secondary", figures=True, wrap=True)
        self.grid = ShiftGrid(themes, name=self.tr("Weeks of one person"))
        self.away = SaidLines(themes, self.tr("Absences"))
        self.wishes = SaidLines(themes, self.tr("Wishes"))
        self._lay_out()
        self.who.activated.connect(lambda place: self.show_person(self._people[place]))
        self.change.clicked.connect(lambda: self.member_id and self.change_wanted.emit(self.member_id))
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Give the names room."""
        self.who.setFixedWidth(self.desk.themes.current.space(1) * BOX_SPACES)

    def show_week(self, week: date) -> None:
        """Show the weeks from this one on."""
        self._week = week
        members = sorted((one for one in self.desk.team.members if one.active), key=lambda one: one.name.casefold())
        self._people = [member.id for member in members]
        if self.member_id not in self._people:
            self.member_id = next(iter(self._people), None)
        self.who.clear()
        self.who.addItems([member.name for member in members])
        if self.member_id is not None:
            self.who.setCurrentIndex(self._people.index(self.member_id))
        self.read()

    def show_person(self, member_id: int) -> None:
        """Show another person."""
        self.member_id = member_id
        if member_id in self._people:
            self.who.setCurrentIndex(self._people.index(member_id))
        self.read()

    def read(self) -> None:
        """Read the weeks anew."""
        workspace, member_id, week = self.desk.workspace, self.member_id, self._week
        if member_id is None or week is None:
            return
        self.desk.ask(
            lambda: person_weeks(workspace, member_id=member_id, first_day=week, weeks=WEEKS),
            then=self._show,
            failed=self.failed.emit,
            key=("person weeks", id(self)),
        )

    def export(self) -> None:
        """Write the weeks as a calendar."""
        from csops.services.roster_files import export_person

        found, workspace = self.found, self.desk.workspace
        if found is None:
            return
        path = self.desk.files.ask_save(
            self.window(),
            self.tr("Export the shifts of {name}").format(name=found.worker.name),
            name=self.tr("Shifts of {name}").format(name=found.worker.name) + ".ics",
            kinds=self.tr("Calendar (*.ics)"),
            purpose=Purpose.EXPORT,
        )
        if path is None:
            return
        self.desk.export(
            lambda _progress: export_person(workspace, weeks=found, path=path),
            words=self.tr("Exporting"),
            then=lambda _done: self._told(path),
            failed=self.failed.emit,
        )

    def copy(self) -> None:
        """Put the shifts on the clipboard as a table."""
        if self.found is not None:
            heads, rows = person_words.copied_rows(self.found)
            QGuiApplication.clipboard().setMimeData(rows_as_mime(heads, rows))
            said = self.tr("Copied the shifts of {name}").format(name=self.found.worker.name)
            self.desk.said.emit(Said(text=said, can_undo=False))

    def _told(self, path: Path) -> None:
        said = self.tr("Exported the shifts to {file}").format(file=path.name)
        self.desk.said.emit(Said(text=said, can_undo=False))

    def _show(self, found: PersonWeeks) -> None:
        self.found = found
        formats, first = self._formats, found.weeks[0].first_day
        self.figures.say(person_words.weeks_figures(found, formats))
        days = [first + timedelta(days=ahead) for ahead in range(7)]
        heads = person_words.week_heads(first, formats)
        self.grid.show_week(person_words.week_rows(found, formats), days=days, heads=heads)
        shifts = person_words.shift_names(found.templates)
        self.away.show_lines(person_words.away_lines(found, formats))
        self.wishes.show_lines([person_words.wish_kept_words(one, shifts, formats) for one in found.wishes])

    def _lay_out(self) -> None:
        themes = self.desk.themes
        Spacing(themes, self.card.body, margins=(5, 0, 5, 4), gap=3)
        for part in (self.figures, self.grid):
            self.card.body.addWidget(part)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        for card in (self.card, self.away, self.wishes):
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))
