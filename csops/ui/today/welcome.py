"""The very first start: four ways to begin, and the steps that set up the shop, each of which can wait."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card, Heading, IconGround
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.preferences import Preferences

_SKIPPED = "setup_skipped"
_STARTING_TOPICS = 12
_WIDEST = 1000
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


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the set-up, and the tab of the settings where it is done."""

    key: str
    title: str
    why: str
    minutes: int


class Welcome(QWidget):
    """What an empty database shows.

    Signals:
        wanted(str, object): one of the ways, or a tab of the settings.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        themes = desk.themes
        outer = QVBoxLayout(self)
        Spacing(themes, outer, margins=(6, 8, 6, 6), gap=2)
        outer.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        outer.addWidget(IconGround(themes, "messages-square"), 0, centre)
        outer.addSpacing(themes.current.space(2))
        outer.addWidget(Text(themes, self.tr("One place for every customer contact"), font="title1"), 0, centre)
        said = self.tr("Pick a way to start. You can do the others later from Import.")
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
        self.steps = StepsCard(desk, preferences=preferences)
        self.steps.wanted.connect(self.wanted)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.steps)
        outer.addLayout(_column(below, themes.current.px(_WIDEST)))
        outer.addStretch(2)

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
        self.body.addWidget(IconGround(themes, way.icon, accent=way.is_first), 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addSpacing(themes.current.space(2))
        self.body.addWidget(Text(themes, way.title, font="title3", wrap=True))
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


class StepsCard(Card):
    """The set-up, with how much of it is done.

    Signals:
        wanted(str, object): the settings shall be shown at a step.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._preferences = preferences
        self._team = desk.team
        self._heading = Heading(desk.themes, self.tr("Set up your shop"))
        self.done = Text(desk.themes, font="small", colour="text.secondary", figures=True)
        self._heading.add(self.done)
        self.body.addWidget(self._heading)
        grid = QGridLayout()
        Spacing(desk.themes, grid, margins=(3, 0, 3, 4), gap=2)
        self.rows: dict[str, StepRow] = {}
        for place, step in enumerate(self._steps()):
            row = StepRow(desk, step)
            row.wanted.connect(self.wanted)
            row.skipped.connect(self._skip)
            grid.addWidget(row, place // 2, place % 2)
            self.rows[step.key] = row
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.setAccessibleName(self.tr("Set up your shop"))
        self.show_team(desk.team)

    def show_team(self, team: Team) -> None:
        """Show what is done."""
        self._team = team
        state = done_steps(team)
        skipped = set(self._preferences.get(_SKIPPED, []))
        for key, row in self.rows.items():
            row.show_state(is_done=state[key], is_skipped=key in skipped)
        number = sum(state.values())
        self.done.say(self.tr("{n} of {all} done").format(n=number, all=len(state)))
        self.setHidden(all(state[key] or key in skipped for key in state))

    def _skip(self, key: str) -> None:
        self._preferences.set(_SKIPPED, sorted({*self._preferences.get(_SKIPPED, []), key}))
        self.show_team(self._team)

    def _steps(self) -> tuple[Step, ...]:
        return (
            Step(
                key="shop",
                title=self.tr("Name and opening hours"),
                why=self.tr("Used for reply times and staffing"),
                minutes=1,
            ),
            Step(
                key="people",
                title=self.tr("Who answers customers"),
                why=self.tr("Add your team, no e-mail needed"),
                minutes=2,
            ),
            Step(
                key="topics",
                title=self.tr("What people contact you about"),
                why=self.tr("Start from 12 common reasons"),
                minutes=1,
            ),
        )


class StepRow(QWidget):
    """One step: a ring or a tick, what it is for, and its two ways: do it, or leave it.

    Signals:
        wanted(str, object): the settings shall be shown at this step.
        skipped(str): the person leaves it.
    """

    wanted = Signal(str, object)
    skipped = Signal(str)

    def __init__(self, desk: Desk, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        themes = desk.themes
        self._step = step
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(2, 1, 2, 1), gap=3)
        self._mark = Picture(themes, "circle", size=20, colour="border.control")
        words = QVBoxLayout()
        Spacing(themes, words)
        self.title = Button(themes, step.title, role=Role.LINK, compact=True)
        self.title.clicked.connect(lambda: self.wanted.emit("settings", {"tab": step.key}))
        words.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(Text(themes, step.why, font="small", colour="text.secondary"))
        self._time = Text(
            themes, self.tr("{n} min").format(n=step.minutes), font="small", colour="text.secondary", figures=True
        )
        self.skip = Button(themes, self.tr("Skip"), role=Role.GHOST, compact=True)
        self.skip.setAccessibleName(self.tr("Skip: {step}").format(step=step.title))
        self.skip.clicked.connect(lambda: self.skipped.emit(step.key))
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._time)
        row.addWidget(self.skip)

    def show_state(self, *, is_done: bool, is_skipped: bool) -> None:
        """Show whether it is done or left."""
        if is_done:
            self._mark.show_icon("circle-check", colour="success.text")
        else:
            self._mark.show_icon("circle-minus" if is_skipped else "circle", colour="border.control")
        said = self.tr("{step}, done") if is_done else self.tr("{step}, left") if is_skipped else "{step}"
        self.title.setAccessibleName(said.format(step=self._step.title))
        self.skip.setVisible(not is_done and not is_skipped)
        self._time.setVisible(not is_done)


def done_steps(team: Team) -> Mapping[str, bool]:
    """Return which steps are done: the shop has a name, somebody was added, a topic was changed, added or left out."""
    changed = any(topic.version > 1 for topic in team.topics) or len(team.topics) != _STARTING_TOPICS
    return {"shop": bool(team.shop.name), "people": len(team.members) > 1, "topics": changed}


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
