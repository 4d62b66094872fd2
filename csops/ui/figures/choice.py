"""Which figures: of what period, split by what, and which clock counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.kpi_figures import By, Clock
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.formats import Formats
from csops.ui.kit.periods import OWN, period_words, span_of
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

QUICK = ("4_weeks", "12_weeks", "52_weeks")
OTHER, WHOLE = "other", "all"
_REMEMBERED = "figures_choice"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What figures are wanted: the days, both included; `by` None: not split."""

    first_day: date
    last_day: date
    by: By | None = None
    clock: Clock = Clock.BUSINESS


class FigureChoice(QWidget):
    """The choices above the figures.

    Signals:
        changed: other figures are wanted.
    """

    changed = Signal()

    def __init__(self, desk: Desk, *, preferences: Preferences, formats: Formats, splits: bool = True) -> None:
        """`splits`: whether one can choose by what figures are split."""
        super().__init__()
        self._desk, self._preferences = desk, preferences
        themes = desk.themes
        quick = {"4_weeks": self.tr("4 weeks"), "12_weeks": self.tr("12 weeks"), "52_weeks": self.tr("Year")}
        options = [Option(key=key, text=text) for key, text in quick.items()]
        options.append(Option(key=OTHER, text=self.tr("Other")))
        self.quick = Segmented(themes, options, name=self.tr("Period"), key="12_weeks")
        periods = [Choice(key=key, text=text) for key, text in period_words().items() if key not in QUICK]
        self.period = ChoiceField(themes, periods, label=self.tr("Period"), name="period", typed=False)
        self.period.choose("last_week")
        self.first = DayField(themes, label=self.tr("From"), today=self._today, formats=formats, name="first day")
        self.last = DayField(themes, label=self.tr("To"), today=self._today, formats=formats, name="last day")
        splitting = [
            Option(key=WHOLE, text=self.tr("All")),
            Option(key=By.CHANNEL.value, text=self.tr("By channel")),
            Option(key=By.TOPIC.value, text=self.tr("By topic")),
            Option(key=By.PERSON.value, text=self.tr("By person")),
        ]
        self.split = Segmented(themes, splitting, name=self.tr("Split"))
        if not splits:
            self.split.hide()
        clocks = [
            Option(key=Clock.BUSINESS.value, text=self.tr("Opening hours")),
            Option(key=Clock.ELAPSED.value, text=self.tr("Round the clock")),
        ]
        self.clock = Segmented(themes, clocks, name=self.tr("Which time counts"))
        self._lay_out()
        self._restore(preferences)
        self._connect()
        self._show_days()

    def asked(self) -> Asked | None:
        """Return what is chosen; None while its days are not understood."""
        days = self._days()
        if days is None:
            return None
        by = By(self.split.key()) if self.split.key() != WHOLE else None
        return Asked(first_day=days[0], last_day=days[1], by=by, clock=Clock(self.clock.key()))

    def show_asked(self, asked: Asked) -> None:
        """Choose this."""
        self.quick.choose(OTHER)
        for key in QUICK:
            if span_of(key, today=self._today()) == (asked.first_day, asked.last_day):
                self.quick.choose(key)
        if self.quick.key() == OTHER:
            self.period.choose(OWN)
            self.first.set_day(asked.first_day)
            self.last.set_day(asked.last_day)
        self.split.choose(asked.by.value if asked.by else WHOLE)
        self.clock.choose(asked.clock.value)
        self._show_days()

    def explain(self, field: str, sentence: str) -> bool:
        """Show what is wrong below the field that it belongs to; return whether there is one."""
        wrong = next((one for one in (self.first, self.last) if one.name == field and one.isVisible()), None)
        if wrong is not None:
            wrong.show_error(sentence)
        return wrong is not None

    def _days(self) -> tuple[date, date] | None:
        if self.quick.key() != OTHER:
            return span_of(self.quick.key(), today=self._today())
        if self.period.key() != OWN:
            return span_of(self.period.key(), today=self._today()) if self.period.key() else None
        first, last = self.first.day(), self.last.day()
        return (first, last) if first is not None and last is not None else None

    # ------------------------------------------------------------ choosing
    def _connect(self) -> None:
        self.quick.chosen.connect(lambda _key: self._chosen())
        self.period.edited.connect(self._chosen)
        for field in (self.first, self.last):
            field.left.connect(self._typed)
            field.line.returnPressed.connect(self._typed)
        self.split.chosen.connect(lambda _key: self._chosen())
        self.clock.chosen.connect(lambda _key: self._chosen())

    def _chosen(self) -> None:
        if self.quick.key() == OTHER and self.period.key() == OWN and self.first.day() is None:
            first, last = span_of("last_month", today=self._today())
            self.first.set_day(first)
            self.last.set_day(last)
        self._show_days()
        self._typed()

    def _typed(self) -> None:
        for field in (self.first, self.last):
            if not field.problem():
                field.show_error("")
        if self.asked() is None:
            return
        chosen = {"quick": self.quick.key(), "period": self.period.key(), "split": self.split.key()}
        self._preferences.set(_REMEMBERED, {**chosen, "clock": self.clock.key()})
        self.changed.emit()

    def _restore(self, preferences: Preferences) -> None:
        kept = preferences.get(_REMEMBERED, {})
        if not isinstance(kept, dict):
            return
        if kept.get("period") == OWN and kept.get("quick") == OTHER:
            kept = {**kept, "quick": "12_weeks"}  # days of last time are not what is looked for today
        for name, box in (("quick", self.quick), ("split", self.split), ("clock", self.clock)):
            if kept.get(name):
                box.choose(str(kept[name]))
        if kept.get("period"):
            self.period.choose(str(kept["period"]))

    def _show_days(self) -> None:
        is_other = self.quick.key() == OTHER
        self._further.setVisible(is_other)
        for field in (self.first, self.last):
            field.setVisible(is_other and self.period.key() == OWN)

    def _today(self) -> date:
        return self._desk.workspace.now().astimezone(self._desk.team.calendar.tz).date()

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        themes = self._desk.themes
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        self._rows = [QHBoxLayout() for _ in range(3)]
        for row in self._rows:
            Spacing(themes, row, gap=3)
            column.addLayout(row)
        self._in_rows = 0
        self._arrange(1)
        self._further = QWidget()
        further = QHBoxLayout(self._further)
        Spacing(themes, further, gap=3)
        for field in (self.period, self.first, self.last):
            further.addWidget(field, 1)
        further.addStretch(1)
        column.addWidget(self._further)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what does not fit side by side stands one below the other."""
        super().resizeEvent(event)
        width, gap = event.size().width(), self._desk.themes.current.space(3)
        quick, split, clock = (
            0 if box.isHidden() else box.sizeHint().width() + gap for box in (self.quick, self.split, self.clock)
        )
        self._arrange(1 if quick + split + clock <= width else 2 if max(quick + clock, split) <= width else 3)

    def _arrange(self, in_rows: int) -> None:
        """Put the boxes into one row, or two, or three."""
        if in_rows == self._in_rows:
            return
        self._in_rows = in_rows
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        places: Mapping[int, Sequence[Sequence[QWidget]]] = {
            1: ((self.quick, self.split, self.clock), (), ()),
            2: ((self.quick, self.clock), (self.split,), ()),
            3: ((self.quick,), (self.split,), (self.clock,)),
        }
        for row, boxes in zip(self._rows, places[in_rows], strict=True):
            for number, box in enumerate(boxes):
                row.addWidget(box)
                if not number:
                    row.addStretch(1)
