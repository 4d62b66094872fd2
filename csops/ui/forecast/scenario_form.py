"""The form of one scenario: what differs, field by field; what stays empty is as things are."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.assumptions import MOST_MORE
from csops.domain.errors import CsopsError
from csops.domain.scenarios import Scenario, checked_scenario
from csops.services.staffing import Outlook
from csops.ui.begun_form import BegunForm
from csops.ui.forecast.scenario_parts import ChannelPart, EventPart, HoursPart, factor, pairs, percent
from csops.ui.forecast.scenario_today import Today, today
from csops.ui.forecast.wording import tr
from csops.ui.form_height import form_height
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import DurationField, NumberField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class ScenarioForm(BegunForm):
    """What one scenario changes.

    Signals:
        save_wanted(object): the Scenario as the form says it.
    """

    def __init__(
        self,
        themes: Themes,
        parent: QWidget,
        *,
        scenario: Scenario,
        outlook: Outlook,
        formats: Formats,
        people: int | None = None,
    ) -> None:
        title = tr("Change the scenario") if scenario.id else tr("New scenario")
        super().__init__(themes, parent, title=title)
        self.before, self._formats = scenario, formats
        self._build(outlook)
        self._say_today(today(outlook, formats, people=people))
        self._lay_out()
        self._show(scenario)
        self.save.setText(self.tr("Save scenario"))
        self.save.clicked.connect(self._save)
        self.add_buttons()
        for field in self._fields:
            field.edited.connect(self.touch)
        for part in (self.event_part, self.channel_part, self.hours_part):
            part.switch.toggled.connect(self.touch)

    def scenario(self) -> Scenario:
        """Return the scenario as the form says it.

        Raises:
            CsopsError: what is said cannot be.
        """
        shrinkage, level, within = self.shrinkage.number(), self.level.number(), self.within.duration()
        found = replace(
            self.before,
            name=self.name_field.text(),
            volume_factor=factor(self.volume.number()),
            handle_time_factor=factor(self.handle_time.number()),
            people=int(self.people.number() or 0),
            shrinkage=None if shrinkage is None else float(shrinkage) / 100,
            service_level=None if level is None else float(level) / 100,
            target_s=None if within is None else within.total_seconds(),
            cost_per_hour=self.cost.number(),
            events=self.event_part.parts(),
            new_channels=self.channel_part.parts(),
            hours=self.hours_part.parts(),
        )
        return checked_scenario(found)

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else at the foot of the form."""
        told = words(error)
        if not say_at_field(told, self._fields):
            self.complain(told.sentence)

    def _save(self) -> None:
        self.trouble.hide()
        if first_problem([field for field in self._fields if field.isVisible()]) is not None:
            return
        try:
            self.save_wanted.emit(self.scenario())
        except CsopsError as error:
            self.explain(error)

    def _show(self, scenario: Scenario) -> None:
        self.name_field.set_text(scenario.name)
        self._put(self.volume, percent(scenario.volume_factor))
        self._put(self.handle_time, percent(scenario.handle_time_factor))
        self._put(self.people, scenario.people or None)
        self._put(self.shrinkage, None if scenario.shrinkage is None else scenario.shrinkage * 100)
        self._put(self.level, None if scenario.service_level is None else scenario.service_level * 100)
        self.within.set_text("" if scenario.target_s is None else f"{scenario.target_s:g} s")
        self.cost.set_number(scenario.cost_per_hour)
        self.event_part.show_parts(scenario.events)
        self.channel_part.show_parts(scenario.new_channels)
        self.hours_part.show_parts(scenario.hours)

    def _put(self, field: NumberField, value: float | None) -> None:
        """Show a number as exactly as it was turned: a tenth is not rounded away by looking at it."""
        is_whole = value is None or abs(value - round(value)) < 1e-6
        field.set_number(value) if is_whole else field.set_text(self._formats.number(value, decimals=2))

    def _build(self, outlook: Outlook) -> None:
        themes, formats = self.themes, self._formats
        self.name_field = LineField(
            themes, label=self.tr("Name"), name="name", required=True, placeholder=self.tr("Sale in March")
        )
        self.name_field.set_check(lambda: "" if self.name_field.text() else self.tr("Give it a name"))
        self.volume = NumberField(
            themes, label=self.tr("Contacts, more or fewer"), formats=formats, unit="%", low=-100, high=900
        )
        self.handle_time = NumberField(
            themes, label=self.tr("Handle time, longer or shorter"), formats=formats, unit="%", low=-90, high=900
        )
        self.people = NumberField(
            themes,
            label=self.tr("People, more or fewer"),
            formats=formats,
            low=-MOST_MORE,
            high=MOST_MORE,
        )
        self.shrinkage = NumberField(
            themes, label=self.tr("Shrinkage"), formats=formats, unit="%", low=0, high=90, name="shrinkage"
        )
        self.level = NumberField(
            themes, label=self.tr("Service level"), formats=formats, unit="%", low=1, high=99, name="service level"
        )
        self.within = DurationField(themes, label=self.tr("Answered within"), formats=formats, name="target")
        currency = outlook.shop.currency
        self.cost = NumberField(
            themes, label=self.tr("Wage cost an hour"), formats=formats, unit=currency, decimals=2, low=0
        )
        self.event_part = EventPart(themes, outlook, formats)
        self.channel_part = ChannelPart(themes, outlook, formats)
        self.hours_part = HoursPart(themes, outlook, formats)

    def _say_today(self, now: Today) -> None:
        """Put today's values below the fields, which stay empty where nothing differs."""
        for field, said, note in (
            (self.volume, now.volume, ""),
            (self.handle_time, now.handle_time, ""),
            (self.people, now.people, self.tr("In all opening hours, not one contract")),
            (self.shrinkage, now.shrinkage, self.tr("Breaks, training, illness")),
            (self.level, now.level, ""),
            (self.within, now.within, ""),
            (self.cost, now.cost, ""),
        ):
            field.set_helper(". ".join(filter(None, (said, note))))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 0, 2, 0), gap=3)
        why = self.tr("What stays empty is as things are, also when these change later")
        column.addWidget(Text(self.themes, why, colour="text.secondary", wrap=True))
        column.addWidget(self.name_field)
        rows = ((self.volume, self.handle_time), (self.people, self.shrinkage), (self.level, self.within), (self.cost,))
        column.addLayout(pairs(self.themes, rows))
        for part in (self.event_part, self.channel_part, self.hours_part):
            column.addWidget(part)
        column.addWidget(self.trouble)
        column.addStretch(1)
        self._fields: list[Field] = [self.name_field, *(field for row in rows for field in row)]
        self._fields += [*self.event_part.fields, *self.channel_part.fields, *self.hours_part.fields]
        area = scrolling(column)
        area.setMinimumHeight(form_height(self.themes, self.window()))
        self.body.addWidget(area)
