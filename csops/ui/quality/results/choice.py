"""Which results: of what period, of which scorecard, and which reviews count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.reviews import Purpose
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats
from csops.ui.kit.periods import OWN, period_words, span_of
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences
from csops.ui.quality.wording import tr

EVERY_CARD = "all"
USUAL = "12_weeks"
_REMEMBERED = "quality_results"
_FIELD = 200  # pixels at 100 %


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What results are wanted: the days, both included, which reviews count, and the key of a card (empty: all)."""

    first_day: date
    last_day: date
    purposes: tuple[Purpose, ...] = (Purpose.FAIR,)
    card: str = ""


class ResultsChoice(QWidget):
    """The choices above the results. Which reviews count is never remembered: a fair sample is where one begins.

    Signals:
        changed: other results are wanted.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, preferences: Preferences, formats: Formats) -> None:
        super().__init__()
        self._desk, self._preferences = desk, preferences
        themes = desk.themes
        periods = [Choice(key=key, text=text) for key, text in period_words().items()]
        self.period = ChoiceField(themes, periods, label=tr("Period"), name="period", typed=False)
        self.first = DayField(themes, label=tr("From"), today=self._today, formats=formats, name="first day")
        self.last = DayField(themes, label=tr("To"), today=self._today, formats=formats, name="last day")
        self.card = ChoiceField(themes, _cards(()), label=tr("Scorecard"), name="card", typed=False)
        self.boxes = {
            Purpose.FAIR: CheckBox(themes, tr("Fair samples")),
            Purpose.RISK: CheckBox(themes, tr("Picked by risk")),
            Purpose.CHOSEN: CheckBox(themes, tr("Picked by hand")),
        }
        self.boxes[Purpose.FAIR].setChecked(True)
        kept = preferences.get(_REMEMBERED, {})
        before = str(kept.get("period", USUAL)) if isinstance(kept, dict) else USUAL
        self.period.choose(before if before in period_words() and before != OWN else USUAL)
        self.card.choose(EVERY_CARD)
        self._lay_out()
        self._connect()
        self._show_days()
        themes.changed.connect(self._measure)
        self._measure()

    def asked(self) -> Asked | None:
        """Return what is chosen; None while its days are not understood."""
        days = self._days()
        if days is None:
            return None
        card = self.card.key()
        return Asked(
            first_day=days[0],
            last_day=days[1],
            purposes=tuple(purpose for purpose, box in self.boxes.items() if box.isChecked()),
            card="" if card == EVERY_CARD else card,
        )

    def show_cards(self, cards: Sequence[tuple[str, str]]) -> None:
        """Offer these scorecards, by key and name."""
        self.card.set_choices(_cards(cards))
        if not self.card.key():
            self.card.choose(EVERY_CARD)

    def show_asked(self, asked: Asked) -> None:
        """Choose this; nobody is told."""
        days = (asked.first_day, asked.last_day)
        named = next((key for key in period_words() if key != OWN and self._span(key) == days), OWN)
        self.period.choose(named)
        if named == OWN:
            self.first.set_day(days[0])
            self.last.set_day(days[1])
        for purpose, box in self.boxes.items():
            box.setChecked(purpose in asked.purposes)
        self.card.choose(asked.card or EVERY_CARD)
        self._show_days()

    def explain(self, field: str, sentence: str) -> bool:
        """Show what is wrong below the field that it belongs to; return whether there is one."""
        wrong = next((one for one in (self.first, self.last) if one.name == field and one.isVisible()), None)
        if wrong is not None:
            wrong.show_error(sentence)
        return wrong is not None

    def _days(self) -> tuple[date, date] | None:
        if self.period.key() != OWN:
            return self._span(self.period.key()) if self.period.key() else None
        first, last = self.first.day(), self.last.day()
        return (first, last) if first is not None and last is not None else None

    def _span(self, key: str) -> tuple[date, date]:
        return span_of(key, today=self._today())

    # ------------------------------------------------------------ choosing
    def _connect(self) -> None:
        self.period.edited.connect(self._chosen)
        self.card.edited.connect(self.changed)
        for field in (self.first, self.last):
            field.left.connect(self._typed)
            field.line.returnPressed.connect(self._typed)
        for box in self.boxes.values():
            box.clicked.connect(self.changed)

    def _chosen(self) -> None:
        if self.period.key() == OWN and self.first.day() is None:
            first, last = self._span("last_month")
            self.first.set_day(first)
            self.last.set_day(last)
        self._preferences.set(_REMEMBERED, {"period": self.period.key()})
        self._show_days()
        self._typed()

    def _typed(self) -> None:
        for field in (self.first, self.last):
            if not field.problem():
                field.show_error("")
        if self.asked() is not None:
            self.changed.emit()

    def _show_days(self) -> None:
        for field in (self.first, self.last):
            field.setVisible(self.period.key() == OWN)
        self._arrange()

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._desk.team.calendar.tz).date()

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        themes = self._desk.themes
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=2)
        self._fields, self._below = QHBoxLayout(), QHBoxLayout()
        for row in (self._fields, self._below):
            Spacing(themes, row, gap=4)
            column.addLayout(row)
        for field in self._widgets():
            self._fields.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self._counts = QWidget()
        self._counts.setAccessibleName(tr("Which reviews count"))
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it can stand below
        boxes = QHBoxLayout(self._counts)
        Spacing(themes, boxes, gap=4)
        for box in self.boxes.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        self._fields.addWidget(self._counts, 1, Qt.AlignmentFlag.AlignBottom)
        self._fields.addStretch(0)  # what remains where they stand below

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: which reviews count stands beside the fields where there is room, else below them."""
        super().resizeEvent(event)
        self._arrange()

    def _widgets(self) -> tuple[Field, ...]:
        return (self.period, self.first, self.last, self.card)

    def _arrange(self) -> None:
        fields = [field for field in self._widgets() if not field.isHidden()]
        gap = self._desk.themes.current.space(4)
        taken = sum(max(field.minimumWidth(), field.sizeHint().width()) + gap for field in fields)
        is_beside = taken + self._counts.sizeHint().width() <= self.width()
        row, other = (self._fields, self._below) if is_beside else (self._below, self._fields)
        if row.indexOf(self._counts) < 0:
            other.removeWidget(self._counts)
            at = len(self._widgets()) if row is self._fields else 0
            row.insertWidget(at, self._counts, 1, Qt.AlignmentFlag.AlignBottom)

    def _measure(self) -> None:
        theme = self._desk.themes.current
        for field in (self.period, self.card):
            field.setFixedWidth(theme.px(_FIELD))
        self._arrange()


def _cards(cards: Sequence[tuple[str, str]]) -> list[Choice]:
    return [Choice(key=EVERY_CARD, text=tr("All scorecards")), *(Choice(key=key, text=name) for key, name in cards)]
