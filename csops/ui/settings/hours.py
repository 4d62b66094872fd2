"""Opening hours: a week that holds from a day on, typed as words; public holidays; days with hours of their own."""

from dataclasses import replace
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from csops.domain.access import Permission
from csops.domain.calendar import Calendar, mapping_of
from csops.domain.errors import CsopsError
from csops.domain.opening_hours import ALWAYS, WEEKDAY_NAMES, Span, WeeklyHours, spans_from, text_of
from csops.services import settings
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.holidays import HolidaysCard
from csops.ui.settings.special_days import SpecialDaysCard
from csops.ui.settings.tab import Tab

DAYS_IN_A_ROW, FEW_IN_A_ROW = 4, 2
NARROW = 560  # pixels at 100 % under which four days side by side would cut what stands in them
CLOSED = ("closed", "-", "–", "0")


class HoursTab(Tab):
    """The versions of the week; which one is shown is chosen on top."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Opening hours"),
            why=self.tr("Answer times count in them, and forecast and staffing plan for them"),
            needs=Permission.SETTINGS,
        )
        self._formats = Formats()
        self.calendar: Calendar = desk.team.calendar
        self.version = ChoiceField(self.themes, label=self.tr("These hours hold"), typed=False)
        self.from_day = DayField(
            self.themes, label=self.tr("New hours from"), today=self._today, formats=self._formats, name="valid_from"
        )
        self.days = [
            LineField(self.themes, label=self.tr(name), placeholder=self.tr("closed")) for name in WEEKDAY_NAMES
        ]
        self.add_version = Button(self.themes, self.tr("Add a version"), icon_name="plus")
        self.remove_version = Button(self.themes, self.tr("Remove this version"), icon_name="trash-2")
        self.holidays = HolidaysCard(desk)
        self.special = SpecialDaysCard(desk, today=self._today)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the hours as they are now."""
        self.calendar = self.desk.team.calendar
        versions = self.calendar.versions
        choices = [Choice(key=one.valid_from.isoformat(), text=self._version_words(one)) for one in versions]
        self.version.set_choices(choices)
        if not self.version.key():
            self.version.choose(
                max((c.key for c in choices if c.key <= self._today().isoformat()), default=choices[0].key)
            )
        self.remove_version.setVisible(len(versions) > 1)
        self._show_version()
        self.special.show_days(self.calendar.special)

    def _show_version(self) -> None:
        shown = self._shown()
        for field, spans in zip(self.days, shown.weekly, strict=True):
            if not field.line.hasFocus():
                field.set_text(hours_words(spans))
                field.show_error("")
        self.holidays.show_rule(shown.holidays)

    def _shown(self) -> WeeklyHours:
        key = self.version.key()
        versions = self.calendar.versions
        return next((one for one in versions if one.valid_from.isoformat() == key), versions[-1])

    def _version_words(self, version: WeeklyHours) -> str:
        if version.valid_from <= ALWAYS:
            return self.tr("From the beginning")
        return self.tr("From {day}").format(day=self._formats.day(version.valid_from, year=True))

    def _today(self) -> date:
        return self.desk.workspace.now().astimezone(self.desk.team.calendar.tz).date()

    # ------------------------------------------------------------ changing
    def _commit_day(self, number: int) -> None:
        field, shown = self.days[number], self._shown()
        said = field.text()
        try:
            spans = hours_from(said, field=self.tr(WEEKDAY_NAMES[number]))
        except CsopsError as error:
            field.show_error(words(error).sentence)
            return
        field.show_error("")
        if spans != shown.weekly[number]:
            weekly = tuple(spans if place == number else day for place, day in enumerate(shown.weekly))
            self._keep_version(replace(shown, weekly=weekly))

    def _keep_version(self, version: WeeklyHours) -> None:
        versions = tuple(version if one.valid_from == version.valid_from else one for one in self.calendar.versions)
        self._keep(replace(self.calendar, versions=versions))

    def _add_version(self) -> None:
        day = self.from_day.day()
        if day is None:
            self.from_day.show_error(self.tr("Say from which day, such as “1.1.” or “next monday”"))
            self.from_day.line.setFocus()
            return
        if any(one.valid_from == day for one in self.calendar.versions):
            self.from_day.show_error(self.tr("Hours that begin on this day are there already"))
            return
        self.from_day.show_error("")
        versions = sorted(
            [*self.calendar.versions, replace(self._shown(), valid_from=day)], key=lambda one: one.valid_from
        )
        self._keep(replace(self.calendar, versions=tuple(versions)), show=day)
        self.from_day.set_day(None)

    def _remove_version(self) -> None:
        shown = self._shown()
        left = tuple(one for one in self.calendar.versions if one != shown)
        self._keep(replace(self.calendar, versions=left))

    def _keep(self, calendar: Calendar, *, show: date | None = None) -> None:
        hours, workspace = mapping_of(calendar), self.desk.workspace
        self.calendar = calendar
        if show is not None:
            choices = [
                Choice(key=one.valid_from.isoformat(), text=self._version_words(one)) for one in calendar.versions
            ]
            self.version.set_choices(choices)
            self.version.choose(show.isoformat())
        self.act(
            lambda: settings.save_opening_hours(workspace, hours=hours),
            said=self.tr("Changed the opening hours"),
            fields=[self.holidays.country, self.holidays.subdivision],
        )

    # ------------------------------------------------------------ laying out
    def _connect(self) -> None:
        for number, field in enumerate(self.days):
            field.line.editingFinished.connect(lambda one=number: self._commit_day(one))
        self.version.box.activated.connect(lambda _number: self._show_version())
        self.add_version.clicked.connect(self._add_version)
        self.remove_version.clicked.connect(self._remove_version)
        self.holidays.changed.connect(lambda rule: self._keep_version(replace(self._shown(), holidays=rule)))
        self.special.changed.connect(lambda days: self._keep(replace(self.calendar, special=tuple(days))))

    def _lay_out(self) -> None:
        card = Card(self.themes, title=self.tr("The week"))
        helper = self.tr("As “09:00-12:30, 14:00-18:00”; an empty day is closed; “22:00-02:00” goes over midnight")
        card.body.addWidget(Text(self.themes, helper, font="small", colour="text.secondary", wrap=True))
        card.body.addSpacing(self.themes.current.space(1))
        top = self._row(self.version, self.from_day)
        for button in (self.add_version, self.remove_version):
            column = QVBoxLayout()
            column.addSpacing(self.version.label.sizeHint().height() + self.themes.current.space(1))
            column.addWidget(button)
            column.addStretch(1)
            top.addLayout(column)
        card.body.addLayout(top)
        card.body.addSpacing(self.themes.current.space(1))
        self.stack_when_narrow(top)
        self._grid = QGridLayout()
        Spacing(self.themes, self._grid, gap=3)
        self._put_days(DAYS_IN_A_ROW)
        card.body.addLayout(self._grid)
        self.column.addWidget(card)
        self.side_by_side(self.holidays, self.special)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fewer days side by side where there is little room."""
        super().resizeEvent(event)
        self._put_days(FEW_IN_A_ROW if self.width() < self.themes.current.px(NARROW) else DAYS_IN_A_ROW)

    def _put_days(self, in_a_row: int) -> None:
        for number, field in enumerate(self.days):
            self._grid.addWidget(field, number // in_a_row, number % in_a_row)
        for column in range(DAYS_IN_A_ROW):
            self._grid.setColumnStretch(column, 1 if column < in_a_row else 0)

    def _row(self, *fields: LineField | ChoiceField) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        for field in fields:
            row.addWidget(field, 1)
        return row


def hours_words(spans: tuple[Span, ...]) -> str:
    """Return the hours of a day as they are typed: 09:00-12:30, 14:00-18:00; nothing for a closed day."""
    return ", ".join(text_of(span) for span in spans)


def hours_from(said: str, *, field: str) -> tuple[Span, ...]:
    """Read hours as people type them; nothing, "closed" and a dash are a closed day.

    Raises:
        NotUnderstood, OutOfRange: as the calendar reads them.
    """
    if not said.strip() or said.strip().casefold() in CLOSED:
        return ()
    parts = said.replace(";", ",").replace(" and ", ",").split(",")
    return spans_from([part.strip() for part in parts if part.strip()], field=field)
