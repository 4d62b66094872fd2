"""A number that is typed, marked and taken back when it differs from today's."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class ValueField(QWidget):
    """One assumption that is typed; empty means as today.

    Signals:
        turned: another number stands in it, right by its limits.
    """

    turned = Signal()

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        unit: str,
        formats: Formats,
        low: float,
        high: float,
        decimals: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.themes, self._formats, self._decimals = themes, formats, decimals
        self._today: Decimal | None = None
        self._words = ""
        self.field = NumberField(themes, label=label, formats=formats, unit=unit, decimals=decimals, low=low, high=high)
        self._unit = Text(themes, unit, font="small", colour="text.secondary")
        self.reset = IconButton(themes, "rotate-ccw", name="", role=Role.GHOST, compact=True)
        self._behind = QWidget()
        behind, column = QHBoxLayout(self._behind), QVBoxLayout(self)
        Spacing(themes, behind)
        Spacing(themes, column)
        behind.addWidget(self._unit)
        behind.addWidget(self.reset)
        self.field.line.set_trailing(self._behind)
        column.addWidget(self.field)
        column.addStretch(1)
        self.setFocusProxy(self.field)
        self.field.line.editingFinished.connect(self._typed)
        self.reset.clicked.connect(self.go_back)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take the size of the way back from the theme."""
        side = self.themes.current.size("minTarget")
        self.reset.setFixedSize(side, side)
        self._mark()

    def show_value(self, value: Decimal | None, *, today: Decimal | None, words: str = "") -> None:
        """Show what is assumed and today's value; without one, `words` say how it is ("by channel")."""
        self._today, self._words = today, words
        self.field.line.setPlaceholderText(words)
        self.field.set_number(value if value is not None else today)
        self._mark()

    def show_unit(self, unit: str) -> None:
        """Count in another unit."""
        self._unit.say(unit)
        self._mark()

    def name_it(self, name: str) -> None:
        """Call it by another name."""
        self.field.label.say(name)
        self.field.line.setAccessibleName(name)
        self._mark()

    def changed(self) -> Decimal | None:
        """Return the number where it is right and another than today's, else None."""
        number = self.field.number()
        if number is None or self.field.error() or self._is_today(number):
            return None
        return number

    def go_back(self) -> None:
        """Take today's value again."""
        self.field.set_number(self._today)
        self._typed()

    def _typed(self) -> None:
        if not self.field.text():
            self.field.set_number(self._today)
        wrong = self.field.problem()
        self._mark()
        if not wrong:
            self.turned.emit()

    def _mark(self) -> None:
        """Mark what differs; the way back stands where the unit stood, so that nothing moves."""
        changed = self.changed() is not None
        name = self.field.label.words()
        self.field.label.say(name, colour="accent.text" if changed else "text.secondary")
        self._unit.setHidden(changed)
        self.reset.setHidden(not changed)
        self._behind.adjustSize()
        self.field.line.theme_changed()
        today = self._words if self._today is None else self._formats.number(self._today, decimals=self._decimals)
        words = self.tr("Reset {name}, today {value}").format(name=name, value=today)
        self.reset.setAccessibleName(words)
        self.reset.setToolTip(words)

    def _is_today(self, number: Decimal) -> bool:
        return self._today is not None and abs(number - self._today) < Decimal(1).scaleb(-self._decimals) / 2
