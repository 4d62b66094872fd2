"""One figure: its value and doubt, its line, its split, what it means, and the way to what is behind it."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.kpi_figures import BacklogDay, By, KpiFigure, KpiGroup, is_split
from csops.domain.metrics import Metric
from csops.services.kpi_overview import Compared, Lines
from csops.ui.desk import Desk
from csops.ui.figures.backlog_card import BacklogCard, daily
from csops.ui.figures.choice import Asked
from csops.ui.figures.explained import Explained
from csops.ui.figures.headline import Headline
from csops.ui.figures.plain import ends_of, value_heads, values_of
from csops.ui.figures.rows import FigureRows, change_between, doubt_column, of_clock
from csops.ui.figures.trend_chart import trend_data
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.charts import FanData
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.sheet import FigureSheet
from csops.ui.kit.sheet_model import SheetCell, SheetColumn, SheetRow
from csops.ui.kit.spacing import Spacing
from csops.ui.kpis.part_words import part_words, split_words, why_not_split
from csops.ui.kpis.words import FigureWords, tr

BACKLOG = "backlog"
_CHART_HEIGHT = 232
_BESIDE_FROM = 820  # pixels at 100 % from which on the explanation stands beside the figure
_NOTHING = FanData(title="", starts=(), names=(), history=())


class MetricView(QWidget):
    """The page of a figure.

    Signals:
        figure_wanted(str): another figure, by its key.
        behind_wanted(object): a group (KpiGroup), or None for all that is behind the figure.
        part_wanted(object, object): what is behind it from one day to another.
        count_wanted(str, str): what is behind one of its counts, and what that is called.
        band_wanted(int): the open cases of a band of age.
    """

    figure_wanted = Signal(str)
    behind_wanted = Signal(object)
    part_wanted = Signal(object, object)
    count_wanted = Signal(str, str)
    band_wanted = Signal(int)

    def __init__(self, desk: Desk, words: FigureWords, known: Mapping[str, Metric]) -> None:
        super().__init__()
        themes = desk.themes
        self.desk, self._words, self._known = desk, words, known
        self.key = ""
        self._groups: dict[str, KpiGroup] = {}
        self._days: list[tuple[date, date]] = []
        self.headline = Headline(themes)
        self.chart = FanChart(themes, _NOTHING)
        self.split = FigureSheet(themes, name=self.tr("Split"), heading=self.tr("Of"), fits=True)
        self.split.set_heading(self.tr("Of"), tr("Unit"))
        self.split_card = Card(themes, title=self.tr("Split"), padded=False)
        self.split_note = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.explained = Explained(themes)
        self.ages = BacklogCard(themes)
        self._lay_out()
        self.chart.files = desk.files
        self.chart.save_failed.connect(desk.failed)
        self.chart.picked.connect(self._pick_part)
        self.ages.band_wanted.connect(self.band_wanted)
        self.split.picked.connect(lambda key, _column: self.behind_wanted.emit(self._groups[key]))
        self.explained.behind_wanted.connect(lambda: self.behind_wanted.emit(None))
        self.explained.count_wanted.connect(self.count_wanted)
        self.explained.counter_wanted.connect(self._go_to_counter)
        themes.changed.connect(self._measure)
        self._measure()

    # ------------------------------------------------------------ showing
    def show_figure(self, key: str, found: Compared, asked: Asked) -> None:
        """Show a figure of a period."""
        if key != self.key:
            self.chart.show_data(_NOTHING)
            self._days = []
            self._main.verticalScrollBar().setValue(0)
        self.key = key
        metric = self._known[key]
        figure = of_clock(found.now.figures[key], asked.clock)
        change = change_between(found.now.figures[key], found.before.figures.get(key), asked.clock)
        self.headline.show_figure(figure, metric, change=change, words=self._words)
        self.explained.show_figure(
            figure,
            metric,
            counter=self._counter(found, metric, asked),
            versions=found.now.versions,
            words=self._words,
            clock=asked.clock,
            last_day=found.now.last_day,
        )
        self.explained.show_behind(self._behind(figure, metric), part_words(figure))
        self.ages.setVisible(key == BACKLOG)
        if key == BACKLOG:
            self.ages.show_figure(figure)
        self._show_split(key, found, asked)

    def show_days(self, days: Sequence[BacklogDay]) -> None:
        """Show the backlog at the end of each day."""
        if self.key == BACKLOG:
            self._days = [(each.day, each.day) for each in days]
            self.chart.show_data(daily(days, self._words.formats))
            self.chart_card.show()

    def show_lines(self, lines: Lines, asked: Asked) -> None:
        """Show the line of the figure."""
        if self.key and self.key != BACKLOG:
            self._days = [(part.first_day, part.last_day) for part in lines.parts.get(self.key, ())]
            data = trend_data(lines, self._known[self.key], self._words, clock=asked.clock)
            self.chart.show_data(data)
            self.chart_card.setVisible(sum(value is not None for value in data.history) > 1)

    def _counter(self, found: Compared, metric: Metric, asked: Asked) -> str:
        counter = self._known[metric.counter]
        figure = found.now.figures.get(metric.counter)
        value = self._words.headline(of_clock(figure, asked.clock), counter).whole() if figure is not None else ""
        return f"{counter.name}: {value}" if value else counter.name

    def _behind(self, figure: KpiFigure, metric: Metric) -> str:
        if not figure.n:
            return ""
        return tr("Show the {n}").format(n=self._words.behind(figure, metric))

    def _show_split(self, key: str, found: Compared, asked: Asked) -> None:
        by, metric = found.now.by or By.CHANNEL, self._known[key]
        title = {By.CHANNEL: tr("By channel"), By.TOPIC: tr("By topic"), By.PERSON: tr("By person")}[by]
        assert self.split_card.heading is not None, "a card with a title has a heading"
        self.split_card.heading.title.say(title)
        self._groups = {
            str(number): group
            for number, group in enumerate(FigureRows.groups(found))
            if key in group.figures and (group.figures[key].n or group.figures[key].value is not None)
        }
        rows = [
            SheetRow(
                key=number,
                name=group.name or tr("Without one"),
                cells=self._cells(group.figures[key], metric, asked),
                values=(self._words.unit(metric.unit),),
            )
            for number, group in self._groups.items()
        ]
        now = tr("Now")
        columns = (
            SheetColumn(key="now", title=now, share=3, least=36, copied=value_heads(now)),
            doubt_column(),
            SheetColumn(key="beside", title=tr("In detail"), share=4, least=40, rank=1),
        )
        self.split.show_rows(columns, rows)
        self.split.setVisible(bool(rows))
        said = split_words(key, by) if rows else tr("Nothing to split") if is_split(key, by) else why_not_split(key, by)
        self.split_note.say(said)
        self._no_split.setVisible(bool(said))

    def _cells(self, figure: KpiFigure, metric: Metric, asked: Asked) -> tuple[SheetCell, ...]:
        shown = of_clock(figure, asked.clock)
        said = self._words.headline(shown, metric)
        beside = [] if shown.too_few else [f"{name} {value}" for name, value in self._words.beside(shown, metric)]
        return (
            SheetCell(
                text=said.value,
                unit=said.unit,
                note=self._words.basis(shown, metric),
                values=values_of(shown, metric, self._words),
            ),
            SheetCell(text=self._words.interval(shown), values=ends_of(shown)),
            SheetCell(text=beside[0] if beside else "", note=", ".join(beside[1:])),
        )

    # ------------------------------------------------------------ leading on
    def _pick_part(self, mark: int) -> None:
        if mark < len(self._days):
            self.part_wanted.emit(*self._days[mark])

    def _go_to_counter(self) -> None:
        self.figure_wanted.emit(self._known[self.key].counter)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys begin at the chart, or where there is none at what is behind the figure."""
        super().focusInEvent(event)
        first = self.explained.behind if self.chart_card.isHidden() else self.chart
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        themes = self.desk.themes
        column = QVBoxLayout()
        Spacing(themes, column, gap=4)
        column.addWidget(self.headline)
        self.chart_card = Card(themes)
        self.chart_card.body.addWidget(self.chart)
        column.addWidget(self.chart_card)
        column.addWidget(self.ages)
        self._no_split = QWidget()
        note = QVBoxLayout(self._no_split)
        Spacing(themes, note, margins=(5, 0, 5, 4))
        note.addWidget(self.split_note)
        self.split_card.set_gap(0)
        self.split_card.body.addWidget(self._no_split)
        self.split_card.body.addWidget(self.split)
        column.addWidget(self.split_card)
        column.addStretch(1)
        self._main = scrolling(column)
        self._row: QBoxLayout = QHBoxLayout(self)
        Spacing(themes, self._row, gap=4)
        self._row.addWidget(self._main, 1)
        self._row.addWidget(self.explained)

    def _measure(self) -> None:
        theme = self.desk.themes.current
        self.chart.setFixedHeight(theme.px(_CHART_HEIGHT))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the explanation stands beside the figure where there is room, else it gets half of the height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.desk.themes.current
        beside = self.width() >= theme.px(_BESIDE_FROM)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if beside:
            self.explained.setFixedWidth(theme.size("sidePanel"))
        else:
            self.explained.setMinimumWidth(0)
            self.explained.setMaximumWidth(self.width() or theme.px(_BESIDE_FROM))
