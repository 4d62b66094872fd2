"""A figure at the head of its page: value, what it rests on, its doubt, its change, and what stands beside it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.kpi_change import Change
from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Metric
from csops.ui.kit.cards import TREND_ICONS, VERDICT_ICONS, Card
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kpis.words import FigureWords, rule_words, tr


class Headline(Card):
    """The card on top."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent=parent)
        self.value = Text(themes, font="display", figures=True)
        self.unit = Text(themes, font="body", colour="text.secondary")
        self.basis = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self._trend = Picture(themes, "trending-up", size=16)
        self.change = Text(themes, font="bodyStrong", figures=True)
        self._mark = Picture(themes, "info", size=14)
        self.verdict = Text(themes, font="smallStrong", wrap=True)
        self._facts = QHBoxLayout()
        Spacing(themes, self._facts, gap=8)
        self._shown: list[QWidget] = []
        self._lay_out()

    def show_figure(self, figure: KpiFigure, metric: Metric, *, change: Change | None, words: FigureWords) -> None:
        """Show a figure."""
        said = words.headline(figure, metric)
        self.value.say(said.value)
        self.unit.say(said.unit)
        interval = words.interval(figure)
        sure = tr("true value likely {range}").format(range=interval) if interval else ""
        rules = rule_words(figure).splitlines()
        self.basis.say(" · ".join(part for part in (words.basis(figure, metric), sure, *rules) if part))
        amount = words.change(change, figure)
        self.change.say(amount)
        self.change.setVisible(bool(amount))
        self._trend.setVisible(bool(amount))
        if change is not None and amount:
            self._trend.show_icon(TREND_ICONS["up" if change.amount > 0 else "down"], colour="text.secondary")
        verdict, family = words.verdict(change, metric)
        verdict = verdict or (tr("Nothing to compare with") if figure.value is not None else "")
        self._mark.setVisible(bool(verdict))
        self._mark.show_icon(VERDICT_ICONS[family], colour=f"{family}.text")
        was = ""
        if change is not None:
            was = words.said(change.before, figure.unit).whole()
        self.verdict.say(f"{verdict} ({was})" if was else verdict, colour=f"{family}.text")
        self._show_facts(words.beside(figure, metric))
        self.setAccessibleName(" ".join(part for part in (metric.full_name, said.whole()) if part))

    def facts(self) -> list[str]:
        """Return what stands beside the figure, in words."""
        return [widget.accessibleName() for widget in self._shown]

    def _show_facts(self, facts: list[tuple[str, str]]) -> None:
        for widget in self._shown:
            self._facts.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for name, value in facts:
            fact = QWidget()
            fact.setAccessibleName(f"{name} {value}")
            column = QVBoxLayout(fact)
            Spacing(self.themes, column, gap=0.5)
            column.addWidget(Text(self.themes, value, font="title2", figures=True))
            column.addWidget(ElidedText(self.themes, name, font="small", colour="text.secondary", hugs=True))
            column.addStretch(1)
            self._facts.addWidget(fact)
            self._shown.append(fact)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=10)
        main = QVBoxLayout()
        Spacing(self.themes, main, gap=1)
        head = self._row(self.value, self.unit)
        main.addLayout(head)
        main.addWidget(self.basis)
        verdict = self._row(self._trend, self.change, self._mark)
        verdict.insertWidget(3, self.verdict, 1)
        main.addLayout(verdict)
        row.addLayout(main, 1)
        row.addLayout(self._facts)
        self.body.addLayout(row)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=2)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row
