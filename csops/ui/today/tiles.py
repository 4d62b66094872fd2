"""The figures of the day as tiles, each with its line over the last weeks and the way to what it counts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.services.today import TILES, TodayFigures
from csops.ui.desk import Desk
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.charts import SparkData
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.sparkline import Sparkline
from csops.ui.kit.waiting import Waiting, figure

if TYPE_CHECKING:
    from csops.domain.kpi_figures import KpiFigure
    from csops.ui.kpis.words import FigureWords

# Pixels at 100 %: from the first on a tile has room for name and change side by side, under the second for nothing.
_WIDE, _LEAST = 204, 136
_BELOW_NAME = 32
_FEW = 3  # in the upper of two rows
_COLOURS = {"success": "success.solid", "warning": "warning.solid", "danger": "danger.solid"}


class Tiles(QWidget):
    """The five tiles.

    Signals:
        opened(str, str): what is behind the figure with this key shall be shown, under this name.
    """

    opened = Signal(str, str)

    def __init__(self, desk: Desk, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, TileWords(desk, formats=formats)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, gap=4)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            Spacing(desk.themes, row, gap=4)
            column.addLayout(row)
        self._in_a_row = 0
        self.tiles: dict[str, KpiTile] = {}
        self._lines: dict[str, Sparkline] = {}
        self.waiting: dict[str, Waiting] = {}
        for key in TILES:
            tile = KpiTile(desk.themes, Figure(name=self._words.names()[key], value=formats.number(None)))
            line = Sparkline(desk.themes, SparkData(values=(), words=""))
            tile.set_sparkline(line)
            tile.opened.connect(lambda key=key: self.opened.emit(key, self._words.names()[key]))
            tile.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )  # equally wide, whatever they say
            self.tiles[key], self._lines[key] = tile, line
            self.waiting[key] = Waiting(desk.themes, tile, shape=figure, top=_BELOW_NAME)
        self._arrange(len(TILES))

    def begin_waiting(self) -> None:
        """Other figures are asked for."""
        for each in self.waiting.values():
            each.begin()

    def end_waiting(self) -> None:
        """They are there, or will not come."""
        for each in self.waiting.values():
            each.end()

    def show_figures(self, figures: TodayFigures) -> None:
        """Show other figures."""
        self.end_waiting()
        goal = goal_of(self._desk.team.channels)
        for key in TILES:
            found = figures.found.now.figures.get(key)
            if found is not None:
                self._show(key, self._words.shown(figures, found, goal), figures, goal)

    def _show(self, key: str, shown: Figure, figures: TodayFigures, goal: float | None) -> None:
        self.tiles[key].show_figure(shown)
        self._lines[key].show_data(
            SparkData(
                values=figures.lines.values(key),
                words=self.tr("{name} over time").format(name=shown.name),
                goal=goal if key == "answered_within_target" else None,
                colour=_COLOURS.get(shown.verdict_family, "accent.solid"),
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: narrow tiles say less, and where five do not fit they stand in two rows."""
        super().resizeEvent(event)
        px, width = self._desk.themes.current.px, event.size().width()
        self._arrange(len(TILES) if width >= px(_LEAST) * len(TILES) else _FEW)
        for tile in self.tiles.values():
            tile.set_narrow(width < px(_WIDE) * self._in_a_row)

    def _arrange(self, in_a_row: int) -> None:
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        for place, tile in enumerate(self.tiles.values()):
            self._rows[place // in_a_row].addWidget(tile, 1)


class TileWords:
    """Puts the figures into words."""

    def __init__(self, desk: Desk, *, formats: Formats) -> None:
        self._desk, self._formats = desk, formats

    def names(self) -> Mapping[str, str]:
        """Return what the tiles are called."""
        return {
            "first_response_time": tr("First response"),
            "first_contact_resolution": tr("First contact resolution"),
            "full_resolution_time": tr("Resolution time"),
            "csat": tr("Satisfaction (CSAT)"),
            "answered_within_target": tr("Answered in time"),
        }

    def brief_names(self) -> Mapping[str, str]:
        """Return what they are called where the change would not fit beside the name."""
        return {
            "first_response_time": tr("First reply"),
            "first_contact_resolution": tr("FCR"),
            "full_resolution_time": tr("Resolution"),
            "csat": tr("CSAT"),
            "answered_within_target": tr("In time"),
        }

    def _of_figures(self) -> "FigureWords":
        from csops.ui.kpis.words import FigureWords  # with the figures, which come once the window can be used

        return FigureWords(self._formats, currency=self._desk.team.shop.currency)

    def shown(self, figures: TodayFigures, found: "KpiFigure", goal: float | None) -> Figure:
        """Return a tile: too few as counts without change or verdict; beside a goal how it stands to that."""
        from csops.services.metrics import metrics

        words, key, metric = self._of_figures(), found.key, metrics()[found.key]
        said, basis = words.headline(found, metric), words.basis(found, metric)
        if found.too_few or found.value is None:
            brief = tr("Too few to judge") if found.n else basis
            return Figure(
                name=self.names()[key],
                value=said.value,
                unit=said.unit,
                verdict=basis,
                brief=brief,
                brief_unit=said.unit.partition(" ")[0],
                brief_name=self.brief_names()[key],
            )
        change = figures.found.change(key)
        verdict, brief, family = self._verdict(words, figures, found, goal)
        return Figure(
            name=self.names()[key],
            value=said.value,
            unit=said.unit,
            change=words.change(change, found),
            trend="" if change is None or change.is_chance or not change.amount else _trend(change.amount),
            verdict=verdict or basis,
            verdict_family=family,
            brief=brief or basis,
            brief_unit=said.unit.partition(" ")[0],
            brief_name=self.brief_names()[key],
        )

    def _verdict(
        self, words: "FigureWords", figures: TodayFigures, found: "KpiFigure", goal: float | None
    ) -> tuple[str, str, str]:
        """Return how a figure stands, the same in brief, and the family of its colour."""
        from csops.services.metrics import metrics

        if found.key == "answered_within_target" and goal is not None and found.value is not None:
            number = words.said(goal, "percent").whole()
            if found.value >= goal:
                return tr("Within the goal of {goal}").format(goal=number), tr("Within goal"), "success"
            return tr("Below the goal of {goal}").format(goal=number), tr("Below goal"), "warning"
        metric, change = metrics()[found.key], figures.found.change(found.key)
        verdict, family = words.verdict(change, metric)
        if family == "neutral" and verdict:
            basis = words.basis(found, metric)
            return tr("{verdict}, {basis}").format(verdict=verdict, basis=basis), verdict, family
        brief = {"success": tr("Better"), "warning": tr("Worse")}.get(family, "")
        return verdict, brief, family


def goal_of(channels: tuple[Channel, ...]) -> float | None:
    """Return the goal for what is answered in time, in per cent; None where channels have different ones."""
    goals = {channel.target_share for channel in channels if channel.active}
    return 100 * goals.pop() if len(goals) == 1 else None


def tr(text: str) -> str:
    """Translate the words of a tile."""
    return QCoreApplication.translate("Tiles", text)


def _trend(change: float) -> str:
    return "up" if change > 0 else "down"
