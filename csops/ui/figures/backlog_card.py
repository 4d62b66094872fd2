"""The backlog by age, and at the end of each day."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.kpi_figures import BacklogDay, KpiFigure
from csops.ui.kit.cards import Card
from csops.ui.kit.chart_ages import AgeBarsChart
from csops.ui.kit.charts import AgeBar, AgeBars, FanData
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes
from csops.ui.kpis.words import tr

TERMS = ("under_4_h", "from_4_to_24_h", "from_1_to_3_d", "from_3_to_7_d", "over_7_d")
_COLOURS = ("accent.solid", "accent.solid", "accent.solid", "warning.solid", "danger.solid")


def band_names() -> tuple[str, ...]:
    """Return what the bands of age are called, the youngest first."""
    return (
        tr("Under 4 hours"),
        tr("4 to 24 hours"),
        tr("1 to 3 days"),
        tr("3 to 7 days"),
        tr("Over 7 days"),
    )


class BacklogCard(Card):
    """Bars by age.

    Signals:
        band_wanted(int): the cases of a band of age shall be shown.
    """

    band_wanted = Signal(int)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=tr("By age, at the end of the period"), parent=parent)
        self.chart = AgeBarsChart(themes, AgeBars(title=tr("Backlog by age"), bars=()))
        self.body.addWidget(self.chart)
        self.chart.picked.connect(self.band_wanted)

    def show_figure(self, figure: KpiFigure) -> None:
        """Show the bands of a backlog."""
        bars = tuple(
            AgeBar(key=term, name=name, number=round(figure.counts.get(term, 0)), colour=colour)
            for term, name, colour in zip(TERMS, band_names(), _COLOURS, strict=True)
        )
        self.chart.show_data(AgeBars(title=tr("Backlog by age"), bars=bars))


def daily(days: Sequence[BacklogDay], formats: Formats) -> FanData:
    """Return the chart of the backlog at the end of each day, with what is over 7 days old as a faint line."""
    return FanData(
        title=tr("Backlog at the end of each day"),
        lesson=tr("cases not resolved; dotted: over 7 days old"),
        starts=tuple(each.day for each in days),
        names=tuple(formats.day(each.day, weekday=True) for each in days),
        history=tuple(float(each.total) for each in days),
        last_year=tuple(float(each.bands[-1]) for each in days),
        beside=tr("Over 7 days"),
        unit=tr("cases"),
        colour="accent.solid",
        from_zero=True,
    )
