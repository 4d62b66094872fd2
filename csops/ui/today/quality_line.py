"""What reviews of the last weeks come to, in one line: the score, where it likely lies, and how many it rests on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.metrics import Metric
from csops.services.today import TodayFigures
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.kpis.words import FigureWords, rule_words
from csops.ui.today.wait_rows import WaitRow

if TYPE_CHECKING:
    from csops.domain.kpi_figures import KpiFigure

KEY = "quality_score"


class QualityLine(Card):
    """The line, for who sees all reviews; made when first there are some.

    Signals:
        opened: the results behind it shall be shown.
    """

    opened = Signal()

    def __init__(self, desk: Desk, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._words = FigureWords(formats, currency=desk.team.shop.currency)
        self.row: WaitRow | None = None
        self.set_gap(0)

    def show_figures(self, figures: TodayFigures, metric: Metric) -> None:
        """Show what the reviews of these weeks come to; hidden while there are none."""
        found = figures.found.now.figures.get(KEY)
        has_focus = self.row is not None and self.row.isAncestorOf(self.window().focusWidget() or self)
        if self.row is not None:
            self.body.removeWidget(self.row)
            self.row.hide()
            self.row.deleteLater()
            self.row = None
        self.setVisible(found is not None and found.n > 0)
        if found is None or not found.n:
            return
        self.row = WaitRow(
            self.themes,
            icon="badge-check",
            title=self.tr("{name} {value}").format(name=metric.name, value=self._words.headline(found, metric).whole()),
            note=self._note(found, metric, figures.weeks),
            deeds=[(self.tr("Results"), self.opened.emit)],
        )
        self.body.addWidget(self.row)
        if has_focus:
            self.row.buttons[0].setFocus()

    def _note(self, found: "KpiFigure", metric: Metric, weeks: int) -> str:
        sure = self._words.interval(found)
        said = [self.tr("{range} likely").format(range=sure)] if sure else []
        said.append(self._words.basis(found, metric))
        said.append(self.tr("a year") if weeks > _YEAR_FROM else self.tr("{weeks} weeks").format(weeks=weeks))
        if any(name in ("hidden", "withheld") for name, _value in found.rule):
            said.append(rule_words(found).rpartition("\n")[2])
        return " · ".join(said)


_YEAR_FROM = 50
