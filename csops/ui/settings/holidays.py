"""The public holidays on which the shop is closed: whose they are, and which come next."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from csops.domain.holidays_of import HolidayRule, holiday_name, known_countries
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.countries import country_name

DAYS_AHEAD = 366
MOST_SHOWN = 8
Coming = Sequence[tuple[date, str]]


class HolidaysCard(Card):
    """Country, part of it, and the holidays of the coming year.

    Signals:
        changed(object): another HolidayRule, or None.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, title=self.tr("Public holidays"))
        self._desk, self._formats = desk, Formats()
        self._known: Mapping[str, Sequence[str]] = {}
        self._rule: HolidayRule | None = None
        self.country = ChoiceField(desk.themes, label=self.tr("Closed on the holidays of"), name="country")
        self.subdivision = ChoiceField(desk.themes, label=self.tr("State or region"), name="subdivision", typed=False)
        self.coming = Text(desk.themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self._days = QGridLayout()
        Spacing(desk.themes, self._days, margins=(0, 1, 0, 0), gap=1)
        self._days.setHorizontalSpacing(desk.themes.current.space(4))
        self._days.setColumnStretch(1, 1)
        self._lines: list[Text] = []
        for widget in (self.country, self.subdivision, self.coming):
            self.body.addWidget(widget)
        self.body.addLayout(self._days)
        self.body.addStretch(1)
        self.country.box.activated.connect(lambda _number: self._country_chosen())
        self.country.left.connect(self._country_left)
        self.subdivision.box.activated.connect(lambda _number: self._chosen())
        # The library that knows them takes a tenth of a second to load: not in the window's thread.
        desk.ask(known_countries, then=self._take_known, key="holiday countries")

    def show_rule(self, rule: HolidayRule | None) -> None:
        """Show whose holidays close the shop."""
        self._rule = rule
        self._show_choices()
        self._ask_coming()

    def shown(self) -> list[str]:
        """Return what is listed as coming: days and names."""
        return [line.words() for line in self._lines]

    def _take_known(self, known: Mapping[str, Sequence[str]]) -> None:
        self._known = known
        self._show_choices()

    def _show_choices(self) -> None:
        rule = self._rule
        none = Choice(key="none", text=self.tr("Open on holidays"))
        own = self._desk.team.shop.region
        named = sorted(
            (Choice(key=code, text=country_name(code)) for code in self._known),
            key=lambda one: (one.key != own, one.text.casefold()),
        )
        self.country.set_choices([none, *named])
        self.country.choose(rule.country if rule else "none")
        parts = self._known.get(rule.country, ()) if rule else ()
        all_of_it = Choice(key="", text=self.tr("The whole country"))
        self.subdivision.set_choices([all_of_it, *(Choice(key=part, text=part) for part in parts)])
        self.subdivision.choose(rule.subdivision if rule else "")
        self.subdivision.setVisible(bool(parts))

    def _country_chosen(self) -> None:
        key = self.country.key()
        self.changed.emit(None if key in {"", "none"} else HolidayRule(country=key))

    def _country_left(self) -> None:
        """What was emptied and not chosen anew is as it was."""
        if not self.country.text():
            self.country.choose(self._rule.country if self._rule else "none")

    def _chosen(self) -> None:
        if self._rule is not None:
            self.changed.emit(HolidayRule(country=self._rule.country, subdivision=self.subdivision.key()))

    def _ask_coming(self) -> None:
        rule = self._rule
        if rule is None:
            self._show_days(())
            self.coming.say(self.tr("The shop is open on public holidays, unless a day is closed by itself"))
            return
        zone, now = self._desk.team.calendar.tz, self._desk.workspace.now()
        first = now.astimezone(zone).date()
        self._desk.ask(lambda: coming_holidays(rule, first), then=self._show_coming, key="holidays coming")

    def _show_coming(self, coming: Coming) -> None:
        self.coming.say(self.tr("Closed next"))
        self._show_days(coming[:MOST_SHOWN])

    def _show_days(self, coming: Coming) -> None:
        for line in self._lines:
            self._days.removeWidget(line)
            line.hide()  # it goes only when the event loop comes round
            line.deleteLater()
        self._lines = []
        for row, (day, name) in enumerate(coming):
            when = Text(self.themes, self._formats.day(day, weekday=True), font="small", figures=True)
            what = ElidedText(self.themes, name, font="small", colour="text.secondary")
            self._days.addWidget(when, row, 0)
            self._days.addWidget(what, row, 1)
            self._lines += [when, what]


def coming_holidays(rule: HolidayRule, first: date) -> Coming:
    """Return the holidays of the year that begins on this day, each with its name."""
    days = (first + timedelta(days=number) for number in range(DAYS_AHEAD))
    return [(day, name) for day in days if (name := holiday_name(rule, day))]
