"""Scenarios line by line beside how things are: what each takes, and how far that is from today."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.scenarios import Gone, Scenario
from csops.services.scenarios import ScenarioFigures
from csops.services.staffing import Outlook
from csops.ui.forecast.scenario_words import differs, lost
from csops.ui.forecast.wording import tr
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

FIGURES = 7
_RISK = 6


class ScenarioTable(QWidget):
    """One line for how things are, and one for each scenario.

    Signals:
        try_wanted(object), edit_wanted(object), remove_wanted(object): the Scenario of the line.
    """

    try_wanted = Signal(object)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, themes: Themes, formats: Formats, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes, self._formats, self._may_change = themes, formats, may_change
        self.setAccessibleName(self.tr("Scenarios beside today"))
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._lines: QWidget | None = None
        self._keys: list[list[Button]] = []
        self._gone: Mapping[int, Gone] = {}
        self.said: list[tuple[str, ...]] = []
        """The words of each line, as they are shown."""

    def show_figures(
        self, found: Sequence[ScenarioFigures], outlook: Outlook, gone: Mapping[int, Gone] | None = None
    ) -> None:
        """Show what was found, today first; `gone`: what scenarios speak of that is not there any more."""
        self._gone = gone or {}
        focused = self._focused()
        if self._lines is not None:
            self._outer.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines, self.said, self._keys = QWidget(), [], []
        grid = QGridLayout(self._lines)
        Spacing(self.themes, grid, gap=2, across=3)
        grid.setColumnStretch(0, 1)
        self._add_head(grid)
        names = {channel.key: channel.name for channel in outlook.channels}
        for number, figures in enumerate(found, start=1):
            grid.addWidget(Line(self.themes), 2 * number - 1, 0, 1, FIGURES + 2)
            self._add_line(grid, 2 * number, figures, today=found[0], names=names, currency=outlook.shop.currency)
        self._outer.addWidget(self._lines)
        if focused is not None and self._keys:
            line, from_end = focused
            keys = self._keys[min(line, len(self._keys) - 1)]
            keys[max(from_end, -len(keys))].setFocus()

    def _focused(self) -> tuple[int, int] | None:
        """The line whose button has the focus, and that button, from the end: not every line can be tried out."""
        # Of the window, which may lie behind another just now.
        focused = self.window().focusWidget()
        for line, keys in enumerate(self._keys):
            for place, button in enumerate(keys):
                if button is focused:
                    return line, place - len(keys)
        return None

    def button(self, name: str) -> Button:
        """Return a button of the table by its accessible name, such as “Remove Sale”."""
        return next(one for one in self.buttons() if one.accessibleName() == name)

    def buttons(self) -> list[Button]:
        """Return the buttons of the lines that are shown."""
        return [one for one in self.findChildren(Button) if one.isVisible()]

    def _add_head(self, grid: QGridLayout) -> None:
        heads = (
            self.tr("Peak"),
            self.tr("Full-timers"),
            self.tr("Paid hours"),
            self.tr("Cost"),
            self.tr("In time"),
            self.tr("Goal missed"),
            self.tr("One more"),
        )
        risk = self.tr("In so many half hours like these more will come than the people can answer in time")
        for column, words in enumerate(heads, start=1):
            head = Text(self.themes, words, font="smallStrong", colour="text.secondary")
            head.setToolTip(risk if column == _RISK else "")
            grid.addWidget(head, 0, column, _TRAILING)

    def _add_line(
        self,
        grid: QGridLayout,
        row: int,
        figures: ScenarioFigures,
        *,
        today: ScenarioFigures,
        names: dict[str, str],
        currency: str,
    ) -> None:
        scenario = figures.scenario
        title = self.tr("As things are") if scenario is None else scenario.name
        note = (
            self.tr("Measured and promised now")
            if scenario is None
            else differs(scenario, names, self._formats, currency=currency)
        )
        away = "" if scenario is None else lost(self._gone.get(scenario.id, Gone()))
        grid.addLayout(self._title(title, note, away), row, 0)
        cells = self._cells(figures, today, currency)
        for column, (value, change) in enumerate(cells, start=1):
            grid.addLayout(self._figure(value, change), row, column)
        if scenario is not None:
            grid.addLayout(self._buttons(scenario), row, FIGURES + 1)
        self.said.append((title, ". ".join(filter(None, (note, away))), *(value for value, _ in cells)))

    def _cells(self, figures: ScenarioFigures, today: ScenarioFigures, currency: str) -> list[tuple[str, str]]:
        """Each figure, and how far it is from today's; empty where it is the same."""
        formats, needed, usual = self._formats, figures.needed, today.needed
        level, usual_level = needed.service_level, usual.service_level
        more = formats.money(figures.cost_of_one_more - needed.cost, currency, decimals=0)
        return [
            (
                formats.number(needed.people_at_peak),
                _change(needed.people_at_peak - usual.people_at_peak, formats.number),
            ),
            (
                formats.number(figures.full_time, decimals=1),
                _change(figures.full_time - today.full_time, _one(formats)),
            ),
            (formats.number(needed.paid_hours), _change(float(needed.paid_hours - usual.paid_hours), formats.number)),
            (
                formats.money(needed.cost, currency, decimals=0),
                _money(float(needed.cost - usual.cost), formats, currency),
            ),
            (formats.share(level), points(level, usual_level, formats)),
            (
                formats.share(figures.chance_of_missing),
                points(figures.chance_of_missing, today.chance_of_missing, formats),
            ),
            (formats.share(figures.level_of_one_more), self.tr("for {cost}").format(cost=more)),
        ]

    def _title(self, title: str, note: str, warning: str) -> QVBoxLayout:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 1, 0, 1))
        column.addWidget(Text(self.themes, title, font="bodyStrong"))
        column.addWidget(Text(self.themes, note, font="small", colour="text.secondary", wrap=True))
        if warning:
            column.addWidget(Text(self.themes, warning, font="small", colour="warning.text", wrap=True))
        return column

    def _figure(self, value: str, change: str) -> QVBoxLayout:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(0, 1, 0, 1))
        column.addWidget(Text(self.themes, value, font="bodyStrong", figures=True), 0, _TRAILING)
        below = Text(self.themes, change or " ", font="small", colour="accent.text", figures=True)
        column.addWidget(below, 0, _TRAILING)
        return column

    def _buttons(self, scenario: Scenario) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, margins=(2, 0, 0, 0), gap=0.5)
        row.addStretch(1)
        wanted: list[tuple[str, str, Callable[[], object]]] = []
        if scenario.is_turned_only:
            wanted.append(("sliders-horizontal", self.tr("Try out {name}"), lambda: self.try_wanted.emit(scenario)))
        if self._may_change:
            wanted.append(("pencil", self.tr("Change {name}"), lambda: self.edit_wanted.emit(scenario)))
            wanted.append(("trash-2", self.tr("Remove {name}"), lambda: self.remove_wanted.emit(scenario)))
        keys: list[Button] = []
        for icon, words, run in wanted:
            button = IconButton(self.themes, icon, name=words.format(name=scenario.name), role=Role.GHOST, compact=True)
            button.clicked.connect(run)
            row.addWidget(button)
            keys.append(button)
        if keys:
            self._keys.append(keys)
        return row


_TRAILING = Qt.AlignmentFlag.AlignTrailing


def _one(formats: Formats) -> Callable[..., str]:
    return lambda value, *, signed: formats.number(value, decimals=1, signed=signed)


def points(level: float | None, usual: float | None, formats: Formats) -> str:
    """Say how far a share is from another, of the figures that stand there: 89 % under 91 % is two points."""
    if level is None or usual is None or round(level * 100) == round(usual * 100):
        return ""
    far = round(level * 100) - round(usual * 100)
    said = tr("{points} point") if abs(far) == 1 else tr("{points} points")
    return said.format(points=formats.number(far, signed=True))


def _change(value: float, written: Callable[..., str]) -> str:
    """The difference with its sign; nothing where it would be written as zero."""
    said = written(value, signed=True)
    return said if any(figure in said for figure in "123456789") else ""


def _money(value: float, formats: Formats, currency: str) -> str:
    if round(value) == 0:
        return ""
    said = formats.money(abs(value), currency, decimals=0)
    return f"+{said}" if value > 0 else f"\u2212{said}"
