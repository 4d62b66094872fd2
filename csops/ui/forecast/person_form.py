"""The form of one person as rosters know them: contract, times, channels, absences and wishes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.errors import CsopsError
from csops.domain.work_terms import MOST_HOURS, checked_terms
from csops.services.roster_person import Person
from csops.services.roster_team import RosterTeam
from csops.ui.begun_form import BegunForm
from csops.ui.forecast.person_parts import AbsencesPart, TimesPart, WishesPart
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.form_height import form_height
from csops.ui.kit.controls import CheckBox, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.formats import CURRENCY_SIGNS, Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

CHANNELS_IN_A_ROW = 3


class PersonForm(BegunForm):
    """What rosters know of one person.

    Signals:
        save_wanted(object): the Person as the form says it.
    """

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        person: Person,
        team: RosterTeam,
        formats: Formats,
        currency: str,
        today: Callable[[], date],
        may_change_cost: bool,
    ) -> None:
        super().__init__(themes, parent, title=person.member.name)
        self.before, self._formats = person, formats
        self._build(team, currency, today)
        self.cost.line.setEnabled(may_change_cost)
        self._lay_out()
        self._show(person)
        self.save.clicked.connect(self._save)
        self.add_buttons()
        for field in (*self._numbers, *self.absences.fields, *self.wishes.fields):
            field.edited.connect(self.touch)
        for part in (self.times, self.absences, self.wishes):
            part.edited.connect(self.touch)
        for box in (self.on_roster, *self.channels.values()):
            box.toggled.connect(self.touch)

    def person(self) -> Person:
        """Return the person as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        hours, days = self.hours.number(), self.days.number()
        most, cost = self.most.number(), self.cost.number()
        ticked = [key for key, box in self.channels.items() if box.isChecked()]
        terms = replace(
            self.before.terms,
            on_roster=self.on_roster.isChecked(),
            hours_per_week=float(hours) if hours is not None else 0.0,
            days_per_week=float(days) if days is not None else self.before.terms.days_per_week,
            most_hours_per_week=None if most is None else float(most),
            available=self.times.times(),
            channels=() if len(ticked) == len(self.channels) else tuple(sorted(ticked)),
        )
        return Person(
            member=replace(self.before.member, cost_per_hour=cost),
            terms=checked_terms(terms),
            absences=tuple(self.absences.kept),
            wishes=tuple(self.wishes.kept),
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong at the foot of the form."""
        self.complain(words(error).sentence)

    def _save(self) -> None:
        self.trouble.hide()
        wrong = first_problem([*self._numbers, *(self.times.fields if self.times.switch.isChecked() else ())])
        # What was typed and not added yet is meant as well.
        if wrong is not None or not (self.absences.take_begun() and self.wishes.take_begun()):
            return
        if not any(box.isChecked() for box in self.channels.values()) and self.channels:
            self.complain(self.tr("Tick a channel that this person takes, or say that no shifts are planned"))
            next(iter(self.channels.values())).setFocus()
            return
        try:
            self.save_wanted.emit(self.person())
        except CsopsError as error:
            self.explain(error)

    def _show(self, person: Person) -> None:
        terms = person.terms
        self.on_roster.setChecked(terms.on_roster)
        for field, value in ((self.hours, terms.hours_per_week), (self.days, terms.days_per_week)):
            self._put(field, value)
        self._put(self.most, terms.most_hours_per_week)
        self.cost.set_number(person.member.cost_per_hour)
        for key, box in self.channels.items():
            box.setChecked(not terms.channels or key in terms.channels)
        self.times.show_times(terms.available)
        self.absences.show_all(sorted(person.absences, key=lambda one: one.first_day))
        self.wishes.show_all(person.wishes)

    def _put(self, field: NumberField, value: float | None) -> None:
        """Show a number without decimals that say nothing, and with those that do."""
        digits = 0 if value is None or value == round(value) else 1 if round(value, 1) == value else 2
        field.set_text("" if value is None else self._formats.number(value, decimals=digits))

    def _build(self, team: RosterTeam, currency: str, today: Callable[[], date]) -> None:
        themes, formats, member = self.themes, self._formats, self.before.member
        self.on_roster = Switch(themes, self.tr("Shifts are planned for this person"))
        self.hours = NumberField(
            themes, label=self.tr("Hours a week"), formats=formats, unit=self.tr("h"), low=0,
            high=MOST_HOURS, name="hours a week", helper=self.tr("Of the contract"),
        )  # fmt: skip
        self.days = NumberField(
            themes, label=self.tr("Days a week"), formats=formats, decimals=1, low=0.5, high=7, name="days a week",
            helper=self.tr("A day of absence counts a day's share"),
        )  # fmt: skip
        self.most = NumberField(
            themes, label=self.tr("At most a week"), formats=formats, unit=self.tr("h"), low=0,
            high=MOST_HOURS, name="at most", helper=self.tr("Empty: what the rules allow"),
        )  # fmt: skip
        usual = formats.money(team.cost_per_hour, currency)
        self.cost = NumberField(
            themes, label=self.tr("Cost an hour"), formats=formats, unit=CURRENCY_SIGNS.get(currency, currency),
            decimals=2, low=0, name="cost_per_hour", helper=self.tr("Empty: {usual} as for all").format(usual=usual),
        )  # fmt: skip
        self.channels = {channel.key: CheckBox(themes, channel.name) for channel in team.channels}
        self.times = TimesPart(themes, formats)
        colleagues = {one.id: one.name for one in team.members if one.active and one.id != member.id}
        self.absences = AbsencesPart(themes, formats, member_id=member.id, today=today, colleagues=colleagues)
        self.wishes = WishesPart(themes, formats, member_id=member.id, today=today, templates=team.templates)
        self._numbers: list[Field] = [self.hours, self.days, self.most, self.cost]

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 0, 2, 0), gap=3)
        column.addWidget(self.on_roster)
        column.addLayout(pairs(self.themes, [(self.hours, self.days), (self.most, self.cost)]))
        column.addWidget(self._title(self.tr("Channels")))
        boxes = QGridLayout()
        Spacing(self.themes, boxes, gap=1)
        for place, box in enumerate(self.channels.values()):
            boxes.addWidget(box, place // CHANNELS_IN_A_ROW, place % CHANNELS_IN_A_ROW)
        column.addLayout(boxes)
        column.addWidget(self.times)
        for title, part in ((self.tr("Absences"), self.absences), (self.tr("Wishes"), self.wishes)):
            column.addWidget(self._title(title))
            column.addWidget(part)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(form_height(self.themes, self.window()))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.trouble)

    def _title(self, words: str) -> Text:
        return Text(self.themes, words, font="title3")
