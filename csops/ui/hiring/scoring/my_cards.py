"""The scorecards that wait for whoever works here, each one press away from its form."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.services.score_forms import WaitingCard, my_waiting
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.words import candidate_words, evidence_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Picture, Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane

_MOST = 4
_KINDS = frozenset({Kind.SCORECARD, Kind.SEAT, Kind.OPENING, Kind.APPLICATION, Kind.CANDIDATE, Kind.TIE, Kind.MEMBER})


class MyCards(QWidget):
    """One's own scorecards that are still to be submitted; not there while none is.

    Signals:
        wanted(str, object): ("score", {"card_id": n}): this one shall be filled.
        shown: what waits was read.
    """

    wanted = Signal(str, object)
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._all = False
        self.cards: list[WaitingCard] = []
        self.buttons: list[Button] = []
        self.card = Card(desk.themes, title=tr("Waits for you"), padded=False)
        self._rows = QVBoxLayout()
        Spacing(desk.themes, self._rows, margins=(5, 0, 5, 3), gap=1)
        self.more = Button(desk.themes, "", role=Role.LINK, compact=True)
        self.more.clicked.connect(self._show_more)
        self.card.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        Spacing(desk.themes, column, margins=(6, 4, 6, 4))
        column.addWidget(self.card)
        self.hide()
        desk.live.changed.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what waits, after what is just being kept."""
        workspace, key = self._desk.workspace, ("my cards", id(self))
        self._desk.ask(lambda: my_waiting(workspace), then=self._show, key=key, lane=Lane.WRITES)

    def _heard(self, kinds: frozenset[Kind]) -> None:
        if kinds & _KINDS:  # hidden while nothing waits, so that it cannot wait until it is shown
            self.refresh()

    def _show(self, cards: list[WaitingCard]) -> None:
        self.cards = cards
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.more:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for one in cards if self._all else cards[:_MOST]:
            self._rows.addWidget(self._row(one))
        self._rows.addWidget(self.more)
        hidden = len(cards) - len(self.buttons)
        self.more.setText(tr("Show %Ln more", hidden))
        self.more.setVisible(hidden > 0)
        if self.card.heading is not None:
            self.card.heading.note.say(tr("%Ln scorecards", len(cards)))
        self.setVisible(bool(cards))
        self.shown.emit()

    def _show_more(self) -> None:
        self._all = True
        self._show(self.cards)

    def _row(self, one: WaitingCard) -> QWidget:
        themes, row = self._desk.themes, QWidget()
        line = QHBoxLayout(row)
        Spacing(themes, line, gap=3)
        who = candidate_words(one.who, one.number)
        line.addWidget(Picture(themes, "clipboard-pen"))
        line.addWidget(ElidedText(themes, who, font="bodyStrong", hugs=True))
        parts = [one.opening.title, evidence_words(one.card.evidence), tr("%Ln skills", len(one.card.skills))]
        if one.minutes is not None:
            parts.append(tr("{minutes} min").format(minutes=self._formats.number(one.minutes)))
        if one.opening.needed_by is not None:
            parts.append(tr("needed by {day}").format(day=self._formats.day(one.opening.needed_by)))
        line.addWidget(ElidedText(themes, " · ".join(parts), font="small", colour="text.secondary"), 1)
        if one.begun:
            line.addWidget(Pill(themes, PillLook(text=tr("begun"), family="info")))
        fill = Button(themes, tr("Go on") if one.begun else tr("Fill it"), compact=True)
        fill.setAccessibleName(f"{fill.text()}: {who}, {one.opening.title}")
        fill.clicked.connect(lambda: self.wanted.emit("score", {"card_id": one.card.id}))
        self.buttons.append(fill)
        line.addWidget(fill)
        return row
