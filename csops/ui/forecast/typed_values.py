"""The assumptions that are typed as numbers: what is promised, what an hour costs, who is there at least."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.ui.forecast.value_field import ValueField
from csops.ui.kit.formats import CURRENCY_SIGNS, Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_HOUR_S = 3600


class TypedValues(QWidget):
    """Numbers in two rows, each beside what it is today.

    Signals:
        turned: another number stands in one of them, right by its limits.
    """

    turned = Signal()

    def __init__(self, themes: Themes, formats: Formats, *, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._formats = themes, formats
        sign = CURRENCY_SIGNS.get(currency, currency)
        self.level = self._field(self.tr("Service level"), "%", 1, 99)
        self.within = self._field(self.tr("within"), self.tr("s"), 0, 3600)
        self.deferred = self._field(self.tr("Written within"), self.tr("h"), 0.5, 240, decimals=1)
        self.cost = self._field(self.tr("Cost an hour"), sign, 0, 1000, decimals=2)
        self.people = self._field(self.tr("People at least"), "", 0, 50)
        grid = QGridLayout(self)
        Spacing(themes, grid, gap=2)
        # What is promised stands in one row, what it takes in the next: three parts above, two halves below.
        for number, field in enumerate((self.level, self.within, self.deferred)):
            grid.addWidget(field, 0, 2 * number, 1, 2)
        for number, field in enumerate((self.cost, self.people)):
            grid.addWidget(field, 1, 3 * number, 1, 3)
        for field in (self.level, self.within, self.deferred, self.cost, self.people):
            field.turned.connect(self.turned)
        for column in range(6):
            grid.setColumnStretch(column, 1)

    def _field(self, label: str, unit: str, low: float, high: float, *, decimals: int = 0) -> ValueField:
        return ValueField(
            self._themes, label=label, unit=unit, formats=self._formats, low=low, high=high, decimals=decimals
        )

    def show_currency(self, currency: str) -> None:
        """Write money in another currency from now on."""
        self.cost.show_unit(CURRENCY_SIGNS.get(currency, currency))

    def show_values(self, asked: Assumptions, *, usual: Assumptions, channels: Sequence[Channel]) -> None:
        """Show what is assumed beside today's values; where the channels differ, today is said in words."""
        waiting = [channel for channel in channels if channel.is_immediate]
        written = [channel for channel in channels if not channel.is_immediate]
        by = self.tr("varies")
        level = _same({_percent(each.target_share) for each in waiting})
        self.level.show_value(_percent(asked.service_level), today=level, words=by)
        within = _same({_span_s(each) for each in waiting})
        self.within.show_value(_seconds(asked.target_s), today=within, words=by)
        if len(written) == 1:
            self.deferred.name_it(self.tr("{channel} within").format(channel=written[0].name))
        deferred = _same({_hours(each.target.total_seconds()) for each in written})
        self.deferred.show_value(_hours(asked.deferred_within_s), today=deferred, words=by)
        self.cost.show_value(asked.cost_per_hour, today=usual.cost_per_hour)
        self.people.show_value(Decimal(asked.minimum_people), today=Decimal(usual.minimum_people))

    def onto(self, usual: Assumptions) -> Assumptions:
        """Return what is usual with the numbers that differ from today's."""
        level, within, deferred = (each.changed() for each in (self.level, self.within, self.deferred))
        cost, people = self.cost.changed(), self.people.changed()
        return replace(
            usual,
            service_level=None if level is None else float(level) / 100,
            target_s=None if within is None else float(within),
            deferred_within_s=None if deferred is None else float(deferred) * _HOUR_S,
            cost_per_hour=usual.cost_per_hour if cost is None else cost,
            minimum_people=usual.minimum_people if people is None else int(people),
        )


def _same(values: set[Decimal | None]) -> Decimal | None:
    """The value that all have, None where they differ."""
    return next(iter(values)) if len(values) == 1 else None


def _percent(share: float | None) -> Decimal | None:
    return None if share is None else Decimal(str(round(share * 100, 4)))


def _seconds(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _span_s(channel: Channel) -> Decimal | None:
    return Decimal(channel.target // timedelta(seconds=1))


def _hours(seconds: float | None) -> Decimal | None:
    return None if seconds is None else Decimal(str(round(seconds / _HOUR_S, 4)))
