"""The rules that every roster keeps, as a form."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.errors import CsopsError
from csops.domain.opening_hours import span_from
from csops.domain.roster_rules import RosterRules, checked_rules
from csops.domain.shifts import clock_text
from csops.ui.forecast.scenario_parts import pairs
from csops.ui.kit.controls import Button, Role, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class RulesForm(Dialog):
    """Rest, days in a row and hours.

    Signals:
        save_wanted(object): the RosterRules as the form says them.
    """

    save_wanted = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget, *, rules: RosterRules, formats: Formats) -> None:
        super().__init__(themes, parent, title=self.tr("Rules of rosters"), width=1)
        self.before, self._formats = rules, formats
        self._build()
        why = self.tr("No roster that is planned breaks these; what is set by hand against them is said")
        self.body.addWidget(Text(themes, why, colour="text.secondary", wrap=True))
        rows = [tuple(self.fields[at : at + 2]) for at in range(0, len(self.fields), 2)]
        self.body.addLayout(pairs(themes, rows))
        self.body.addWidget(self.fill)
        self._trouble = Text(themes, colour="danger.text", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self._trouble)
        self.save = Button(themes, self.tr("Save rules"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.add_button(self.save)

    def rules(self) -> RosterRules:
        """Return the rules as the form says them.

        Raises:
            CsopsError: what is said cannot be.
        """
        found: dict[str, Any] = {}
        for name, field in self.numbers.items():
            value = field.number()
            if value is not None:
                kind = type(getattr(self.before, name))
                found[name] = kind(value)
        share = self.unplanned.number()
        noon = span_from(f"00:00-{self.noon.text()}", field="noon").end_minute
        return checked_rules(
            replace(
                self.before,
                noon_minute=noon,
                fill_contracts=self.fill.isChecked(),
                unplanned_share=float(share or 0) / 100,
                **found,
            )
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong at the foot of the form."""
        self._trouble.say(words(error).sentence)
        self._trouble.show()

    def _save(self) -> None:
        self._trouble.hide()
        if first_problem(self.fields) is not None:
            return
        try:
            self.save_wanted.emit(self.rules())
        except CsopsError as error:
            self.explain(error)

    def _build(self) -> None:
        hour = self.tr("h")
        wanted = (
            ("rest_hours", self.tr("Rest between shifts, at least"), hour, 0, 24),
            ("days_in_a_row", self.tr("Days in a row, at most"), "", 1, 31),
            ("hours_per_day", self.tr("Hours a day, at most"), hour, 1, 16),
            ("hours_per_week", self.tr("Hours a week, at most"), hour, 1, 80),
            ("beyond_contract", self.tr("Beyond the contract a week"), hour, 0, 80),
            ("weekends_in_a_row", self.tr("Weekends in a row, at most"), "", 0, 52),
        )
        self.numbers = {name: self._number(name, label, unit, low, high) for name, label, unit, low, high in wanted}
        self.noon = LineField(self.themes, label=self.tr("Half days of absence meet at"), name="noon")
        self.noon.set_text(clock_text(self.before.noon_minute))
        self.noon.set_check(self._wrong_noon)
        self.unplanned = NumberField(
            self.themes, label=self.tr("Lost to sudden illness"), formats=self._formats, unit="%", low=0, high=50
        )
        self.unplanned.set_number(self.before.unplanned_share * 100)
        self.fill = Switch(self.themes, self.tr("Plan the hours of each contract even where nobody is needed"))
        self.fill.setChecked(self.before.fill_contracts)
        self.fields: list[Field] = [*self.numbers.values(), self.noon, self.unplanned]

    def _number(self, name: str, label: str, unit: str, low: float, high: float) -> NumberField:
        value = float(getattr(self.before, name))
        field = NumberField(
            self.themes, label=label, formats=self._formats, unit=unit, low=low, high=high, name=name,
            decimals=0 if value == round(value) else 1,
        )  # fmt: skip
        field.set_number(value)
        return field

    def _wrong_noon(self) -> str:
        try:
            span_from(f"00:00-{self.noon.text()}", field="noon")
        except CsopsError:
            return self.tr("“{text}” is no time. Say it as 13:00").format(text=self.noon.text())
        return ""
