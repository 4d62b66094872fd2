"""Open cases by age, each bar a way into its list, and the oldest of them with its owner."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.lines import CaseLine
from csops.services.today import OpenCases
from csops.ui.cases.words import age_words
from csops.ui.kit.cards import Card, Heading
from csops.ui.kit.chart_ages import AgeBarsChart
from csops.ui.kit.charts import AgeBar, AgeBars
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line
from csops.ui.kit.marks import Avatar
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.waiting import Waiting, lying_bars

_COLOURS = ("accent.solid", "accent.solid", "accent.solid", "warning.solid", "danger.solid")


class AgeCard(Card):
    """The card at the right, above.

    Signals:
        wanted(str, object): another place shall be shown.
    """

    wanted = Signal(str, object)

    def __init__(
        self, themes: Themes, *, formats: Formats, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._formats, self._now = formats, now
        self._oldest: CaseLine | None = None
        self.head = Heading(themes, self.tr("Open cases by age"))
        self.open_list = Button(themes, self.tr("Open list"), role=Role.LINK)
        self.open_list.clicked.connect(lambda: self.wanted.emit("contacts", {"state": "open"}))
        self.head.add(self.open_list)
        self.chart = AgeBarsChart(themes, AgeBars(title=self.tr("Open cases by age"), bars=self._bars((0,) * 5)))
        self.chart.picked.connect(lambda band: self.wanted.emit("contacts", {"age_band": band}))
        self.waiting = Waiting(themes, self.chart, shape=lying_bars)
        self.oldest = ElidedText(themes, font="body", colour="text.secondary")
        self.owner = Avatar(themes, "", step=1)
        self.open_oldest = Button(themes, self.tr("Open"), role=Role.LINK)
        self.open_oldest.clicked.connect(self._open_oldest)
        self._lay_out(themes)
        self.setAccessibleName(self.tr("Open cases by age"))

    def show_cases(self, found: OpenCases) -> None:
        """Show other cases."""
        self.waiting.end()
        self.head.note.say(self._formats.number(found.counts.open))
        self.chart.show_data(AgeBars(title=self.tr("Open cases by age"), bars=self._bars(found.counts.by_age)))
        self._oldest = found.oldest
        self.oldest.say(self._oldest_words(found.oldest))
        self.foot.setVisible(True)
        self.open_oldest.setVisible(found.oldest is not None)
        owner = found.oldest.owner if found.oldest else ""
        self.owner.setVisible(bool(owner))
        self.owner.show_name(owner or " ")

    def _lay_out(self, themes: Themes) -> None:
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 0, 5, 3))
        inner.addWidget(self.chart)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        Spacing(themes, row, margins=(5, 2, 5, 2), gap=2)
        row.addWidget(self.oldest, 1)
        row.addWidget(self.open_oldest)
        row.addWidget(self.owner)
        self.set_gap(0)
        self.body.addWidget(self.head)
        self.body.addLayout(inner)
        self.body.addWidget(Line(themes))
        self.body.addWidget(self.foot)
        self.foot.hide()

    def _bars(self, by_age: tuple[int, ...]) -> tuple[AgeBar, ...]:
        names = (
            self.tr("Under 4 hours"),
            self.tr("4 to 24 hours"),
            self.tr("1 to 3 days"),
            self.tr("3 to 7 days"),
            self.tr("Over 7 days"),
        )
        return tuple(
            AgeBar(key=str(band), name=name, number=number, colour=colour)
            for band, (name, number, colour) in enumerate(zip(names, by_age, _COLOURS, strict=True))
        )

    def _oldest_words(self, case: CaseLine | None) -> str:
        if case is None:
            return self.tr("Nobody waits for an answer")
        age = age_words(case, now=self._now(), formats=self._formats)
        name = case.customer or self.tr("Unknown customer")
        if not case.owner:
            return self.tr("Oldest: {name}, {age}, without owner").format(name=name, age=age)
        owner = case.owner.split(" ")[0]
        return self.tr("Oldest: {name}, {age}, {owner}").format(name=name, age=age, owner=owner)

    def _open_oldest(self) -> None:
        if self._oldest is not None:
            self.wanted.emit("contacts", {"case_id": self._oldest.id})
