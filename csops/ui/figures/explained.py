"""What a figure means: its definition in words, its formula with today's numbers, the rules and hours it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.kpi_figures import Clock, KpiFigure
from csops.domain.metrics import Metric
from csops.domain.opening_hours import ALWAYS
from csops.ui.figures.formula_words import filled, readable
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kpis.words import FigureWords, rule_words, tr


class Explained(QWidget):
    """The panel at the side.

    Signals:
        behind_wanted: the records behind the figure shall be shown.
        count_wanted(str, str): so shall those behind one of its counts, which is called so.
        counter_wanted: the figure to be read beside it shall be shown.
    """

    behind_wanted = Signal()
    count_wanted = Signal(str, str)
    counter_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._parts: dict[str, tuple[Text, Text]] = {}
        card = Card(themes)
        self._body = QVBoxLayout()
        Spacing(themes, self._body, gap=3)
        self.question = Text(themes, font="title3", wrap=True)
        self._body.addWidget(self.question)
        self.behind = Button(themes, "", icon_name="list", role=Role.PRIMARY)
        self._body.addWidget(self.behind)
        self.counts: dict[str, Button] = {}
        self._counts = QVBoxLayout()
        Spacing(themes, self._counts, gap=1)
        self._body.addLayout(self._counts)
        self.who = Text(themes, wrap=True)
        self.who.hide()
        self._body.addWidget(self.who)
        for key, title in (
            ("count", self.tr("What counts")),
            ("left_out", self.tr("Left out")),
            ("formula", self.tr("Formula")),
            ("filled", self.tr("With these numbers")),
            ("terms", self.tr("Where")),
            ("rule", self.tr("Rule")),
            ("hours", self.tr("Opening hours")),
            ("coverage", self.tr("Coverage")),
            ("caution", self.tr("Beware")),
            ("counter", self.tr("Look also at")),
        ):
            self._add(key, title)
        self.counter = Button(themes, self.tr("Open that figure"), role=Role.LINK, compact=True)
        self.counter.clicked.connect(self.counter_wanted)
        self.behind.clicked.connect(self.behind_wanted)
        self._body.addWidget(self.counter, 0, Qt.AlignmentFlag.AlignLeading)
        self._body.addStretch(1)
        card.body.addLayout(self._body)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(card)
        self._area = scrolling(holder)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def words(self) -> dict[str, str]:
        """Return what is said, by part."""
        return {key: text.words() for key, (_title, text) in self._parts.items() if not text.isHidden()}

    def show_figure(
        self,
        figure: KpiFigure,
        metric: Metric,
        *,
        counter: str,
        versions: Sequence[date],
        words: FigureWords,
        clock: Clock,
        last_day: date,
    ) -> None:
        """Explain a figure; `counter` is what the one beside it is called and how it stands."""
        self.question.say(metric.question)
        left_out = "; ".join(metric.leave_out)
        said = {
            "count": metric.count,
            "left_out": left_out[:1].upper() + left_out[1:],
            "formula": readable(metric.formula),
            "filled": filled(metric, figure, words),
            "terms": "\n".join(f"{name.replace('_', ' ')}: {term}" for name, term in metric.terms.items()),
            "rule": rule_words(figure),
            "hours": hours_words(metric, versions, words, clock=clock, last_day=last_day),
            "coverage": words.coverage(figure),
            "caution": metric.caution,
            "counter": counter,
        }
        for key, text in said.items():
            title, shown = self._parts[key]
            shown.say(text)
            for part in (title, shown):
                part.setVisible(bool(text))

    def show_behind(self, said: str, counts: Mapping[str, str]) -> None:
        """Say what the button leads to, nothing where nothing is behind the figure; and which counts can be opened."""
        self.behind.setVisible(bool(said))
        self.behind.setText(said)
        self.behind.updateGeometry()
        self.who.hide()
        if list(counts) != list(self.counts):
            self._make_counts(counts)
        for key, words in counts.items():
            self.counts[key].setText(words)

    def show_who(self, names: Sequence[str]) -> None:
        """Name the members behind a figure: they have no list of their own."""
        self.who.say(", ".join(names))
        self.who.setVisible(bool(names))

    def _make_counts(self, counts: Mapping[str, str]) -> None:
        for button in self.counts.values():
            self._counts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.counts = {}
        for key in counts:
            button = Button(self._themes, "", role=Role.LINK, compact=True)
            button.clicked.connect(lambda _checked=False, key=key: self.count_wanted.emit(key, self.counts[key].text()))
            self._counts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            self.counts[key] = button

    def _add(self, key: str, title: str) -> None:
        part = QVBoxLayout()
        Spacing(self._themes, part, gap=0.5)
        heading = Text(self._themes, title, font="smallStrong", colour="text.secondary")
        text = Text(self._themes, wrap=True, figures=True)
        part.addWidget(heading)
        part.addWidget(text)
        self._parts[key] = (heading, text)
        self._body.addLayout(part)


def hours_words(metric: Metric, versions: Sequence[date], words: FigureWords, *, clock: Clock, last_day: date) -> str:
    """Return which opening hours times were counted by; empty for what counts no time in them."""
    if metric.clock not in {"business", "by_channel"}:
        return ""
    if clock is Clock.ELAPSED and metric.clock == "business":
        return tr("Not counted by: round the clock")
    used = [day for day in versions if day <= last_day] or list(versions[:1])
    from_day = [
        tr("from the beginning") if day <= ALWAYS else tr("from {day}").format(day=_day(day, words)) for day in used
    ]
    return tr("Valid {days}; each minute by those in force").format(days=", ".join(from_day))


def _day(day: date, words: FigureWords) -> str:
    return words.formats.day(day, year=True)
