"""Results over time: one of three lines between its limits; a point opens the reviews behind it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from csops.domain.review_behind import Part, Which
from csops.services.review_results import Results
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_control import ControlData, LimitsChart
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.results.trend import Line, days_of, line_words, trend_data
from csops.ui.quality.results.words import ResultNames, withheld_words
from csops.ui.quality.wording import tr

_HEIGHT = 232
_PARTS = {Line.SCORE: Part.RATED, Line.FAILED: Part.FAILED, Line.LOW: Part.LOW}


class TrendCard(Card):
    """The card.

    Signals:
        opened(object, str, object): the reviews behind a point (Which), what they are called, and its days.
    """

    opened = Signal(object, str, object)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        themes = desk.themes
        super().__init__(themes)
        self._formats, self._names = formats, ResultNames()
        self._found: Results | None = None
        options = [Option(key=line.value, text=line_words(line)) for line in Line]
        self.line = Segmented(themes, options, name=tr("What is drawn"))
        self.chart = LimitsChart(themes, ControlData(title=""))
        self.chart.files = desk.files
        self.chart.save_failed.connect(desk.failed)
        head = QHBoxLayout()
        Spacing(themes, head, gap=4)
        self.note = Text(themes, font="small", colour="text.secondary", wrap=True)
        head.addWidget(self.line)
        head.addWidget(self.note, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.chart)
        self.line.chosen.connect(lambda _key: self._draw())
        self.chart.picked.connect(self._open)
        themes.changed.connect(self._measure)
        self._measure()

    def show_results(self, found: Results, names: ResultNames) -> None:
        """Show results over time."""
        self._found, self._names = found, names
        self.setVisible(bool(found.trend.points))
        self.note.say(withheld_words(found.withheld.trend))
        self._draw()

    def _draw(self) -> None:
        if self._found is not None:
            self.chart.show_data(trend_data(self._found, self._chosen(), names=self._names, formats=self._formats))

    def _chosen(self) -> Line:
        return Line(self.line.key())

    def _open(self, step: int) -> None:
        data = self.chart.data
        if self._found is not None and step < len(data.starts):
            days = days_of(data.starts[step], self._found)
            self.opened.emit(Which(part=_PARTS[self._chosen()]), data.names[step], days)

    def _measure(self) -> None:
        self.chart.setFixedHeight(self.themes.current.px(_HEIGHT))
