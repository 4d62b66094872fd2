"""The very first start: four ways to begin, and the steps that set up the shop, each of which can wait."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.cards import Card, IconGround
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.today.set_up import StepsCard

_WIDEST = 1080
_LOW = 640  # pixels at 100 % under which the picture above goes, so that the steps are seen
_WIDE = 100  # against the stretches beside it: the blanks get only what is left over
_NARROWEST_CARD = 190


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to begin: what it is, its button, what stands below, and what the window is asked for."""

    place: str
    icon: str
    title: str
    why: str
    verb: str
    note: str
    question: object = None
    is_first: bool = False


class Welcome(QWidget):
    """What an empty database shows.

    Signals:
        wanted(str, object): one of the ways, or a tab of the settings.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        themes = desk.themes
        outer = QVBoxLayout(self)
        Spacing(themes, outer, margins=(6, 4, 6, 4), gap=2)
        outer.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._picture = IconGround(themes, "messages-square")
        outer.addWidget(self._picture, 0, centre)
        outer.addWidget(Text(themes, self.tr("One place for every customer contact"), font="display"), 0, centre)
        said = self.tr("Pick a way to start. The others stay within reach: from Import and from the name of your shop.")
        outer.addWidget(Text(themes, said, font="body", colour="text.secondary"), 0, centre)
        outer.addSpacing(themes.current.space(5))
        self.ways = {way.place: WayCard(desk, way) for way in self._ways()}
        row = QHBoxLayout()
        Spacing(themes, row, gap=4)
        for card in self.ways.values():
            card.wanted.connect(self.wanted)
            row.addWidget(card, 1)
        outer.addLayout(_column(row, themes.current.px(_WIDEST)))
        outer.addSpacing(themes.current.space(4))
        self.steps = StepsCard(desk)
        self.steps.wanted.connect(self.wanted)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.steps)
        outer.addLayout(_column(below, themes.current.px(_WIDEST)))
        outer.addStretch(2)

    def fit(self, room: QSize) -> None:
        """Make the best of so much room."""
        self._picture.setVisible(room.height() >= self._desk.themes.current.px(_LOW))

    def refresh(self) -> None:
        """Show what is done by now."""
        self.steps.show_team(self._desk.team)

    def _ways(self) -> tuple[Way, ...]:
        return (
            Way(
                place="import",
                icon="upload",
                title=self.tr("Bring your spreadsheet"),
                why=self.tr("Excel or CSV. You match the columns, then see every row before it is saved."),
                verb=self.tr("Choose a file"),
                note=self.tr("or drop it in this window"),
                question={"choose": True},
                is_first=True,
            ),
            Way(
                place="log",
                icon="plus",
                title=self.tr("Log your first contact"),
                why=self.tr("Name, what happened, what is next. About 20 seconds, keyboard only if you like."),
                verb=self.tr("Log contact"),
                note=self.tr("Ctrl N"),
                question={},
            ),
            Way(
                place="sample",
                icon="flask-conical",
                title=self.tr("Look around with examples"),
                why=self.tr("A made-up bike shop with two years of contacts. Your own file stays empty."),
                verb=self.tr("Open examples"),
                note=self.tr("leave them with one click"),
            ),
            Way(
                place="join",
                icon="users",
                title=self.tr("Join our shop's log"),
                why=self.tr("A colleague has set up a team server: its address, your name and password."),
                verb=self.tr("Join"),
                note=self.tr("on a PostgreSQL server"),
            ),
        )


class WayCard(Card):
    """One way to begin.

    Signals:
        wanted(str, object): this way was chosen.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, parent=parent)
        themes = desk.themes
        self.setProperty("chosen", way.is_first)
        self.body.addWidget(
            IconGround(themes, way.icon, accent=way.is_first, small=True), 0, Qt.AlignmentFlag.AlignLeading
        )
        self.body.addSpacing(themes.current.space(2))
        self.body.addWidget(Text(themes, way.title, font="title2", wrap=True))
        why = Text(themes, way.why, colour="text.secondary", wrap=True)
        why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(why, 1)
        self.button = Button(themes, way.verb, role=Role.PRIMARY if way.is_first else Role.PLAIN)
        self.button.setAccessibleDescription(way.why)
        self.button.clicked.connect(lambda: self.wanted.emit(way.place, way.question))
        self.body.addSpacing(themes.current.space(1))
        self.body.addWidget(self.button)
        note = Text(themes, way.note, font="small", colour="text.secondary", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(note)
        self.setMinimumWidth(themes.current.px(_NARROWEST_CARD))
        self.setAccessibleName(way.title)


def _column(layout: QHBoxLayout, widest: int) -> QHBoxLayout:
    """Return the layout in the middle, as wide as there is room and no wider than that."""
    layout.setContentsMargins(0, 0, 0, 0)
    holder = QWidget()
    holder.setLayout(layout)
    holder.setMaximumWidth(widest)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(holder, _WIDE)
    row.addStretch(1)
    return row
