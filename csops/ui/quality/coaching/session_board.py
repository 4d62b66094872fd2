"""One session: its agenda with the evidence, the note, what was agreed, and what it did."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.coaching import CoachingState, Point
from csops.services.seen_coaching import SeenCoaching
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.page import scrolling
from csops.ui.kit.said_lines import Deed, SaidLine, SaidLines
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.coaching.acts import CoachingActs
from csops.ui.quality.coaching.person_board import agreed_line
from csops.ui.quality.coaching.words import (
    caution,
    effect_words,
    kind_pill,
    sides_words,
    state_pill,
    title_words,
    with_words,
    withdrawn_pill,
    withdrawn_words,
)
from csops.ui.quality.wording import tr


class SessionBoard(QWidget):
    """A session, to read and to act on.

    Signals:
        closed: back to the person.
        review_wanted(int): the review behind a point shall be shown.
    """

    closed = Signal()
    review_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats, acts: CoachingActs) -> None:
        super().__init__()
        self.desk, self._formats, self.acts = desk, formats, acts
        self.seen: SeenCoaching | None = None
        themes = desk.themes
        self.back = IconButton(themes, "arrow-left", name=tr("Back to the person"), keys="Esc", role=Role.GHOST)
        self.title = ElidedText(themes, font="title2")
        self.when = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.state = Pill(themes, PillLook(text="", family="neutral"))
        self.change = Button(themes, tr("Change"), icon_name="pencil")
        self.cancel = Button(themes, tr("Cancel it"))
        self.hold = Button(themes, tr("Hold it"), role=Role.PRIMARY)
        self.agree = Button(themes, tr("Add what was agreed"), icon_name="plus", compact=True, role=Role.GHOST)
        self.agenda, self.agreed = (SaidLines(themes, is_wide=True) for _each in range(2))
        self.effect = Text(themes, font="bodyStrong", figures=True, wrap=True)
        self.sides = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.caution = Text(themes, caution(), font="small", colour="text.secondary", wrap=True)
        self.note = Text(themes, wrap=True)
        self._lay_out()
        self._connect()

    def show_session(self, seen: SeenCoaching, *, now: datetime) -> None:
        """Show a session."""
        self.seen = seen
        session, may = seen.session, self.acts.may
        is_planned = session.state is CoachingState.PLANNED
        self.title.say(tr("{title}: {name}").format(title=title_words(seen), name=seen.member.name))
        self.when.say(with_words(seen, self._formats, now))
        self.state.show_look(state_pill(seen))
        self.change.setVisible(may and session.state is not CoachingState.CANCELLED)
        self.cancel.setVisible(may and is_planned)
        self.hold.setVisible(may and is_planned)
        self.agree.setVisible(may and session.state is not CoachingState.CANCELLED)
        none = tr("No points") if not may else tr("No points yet: change the session to add some")
        points = [self._point_line(number, each) for number, each in enumerate(session.agenda, start=1)]
        self.agenda.show_lines(points, foot="" if points else none)
        self.note.say(session.note)
        self._note_card.setVisible(bool(session.note))
        lines = [agreed_line(self.desk, self.acts, self._formats, seen, each, now=now) for each in seen.actions]
        self.agreed.show_lines(lines, foot="" if lines else tr("Nothing was agreed yet"))
        self._show_effect(seen)

    def _show_effect(self, seen: SeenCoaching) -> None:
        said = effect_words(seen, self._formats)
        self._effect_card.setVisible(bool(said))
        self.effect.say(said)
        sides = sides_words(seen, self._formats)
        self.sides.say(sides)
        self.sides.setVisible(bool(sides))

    def _point_line(self, number: int, point: Point) -> SaidLine:
        said = [tr("“{words}”").format(words=point.quote)] if point.quote else []
        deeds: tuple[Deed, ...] = ()
        if point.review_id is not None:
            deeds = (Deed(words=tr("Open the review"), run=partial(self.review_wanted.emit, point.review_id)),)
        pill = kind_pill(point.kind)
        if self.seen is not None and point.review_id in self.seen.withdrawn:
            was_held = self.seen.session.state is CoachingState.HELD
            said, pill = [withdrawn_words(was_held=was_held)], withdrawn_pill()
        return SaidLine(title=f"{number}. {point.text}", said=tuple(said), pill=pill, deeds=deeds)

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)
        for button, act in (
            (self.change, self.acts.change),
            (self.cancel, self.acts.cancel),
            (self.hold, self.acts.hold),
            (self.agree, self.acts.agree),
        ):
            button.clicked.connect(partial(self._act, act))

    def _act(self, act: Callable[[SeenCoaching], None]) -> None:
        if self.seen is not None:
            act(self.seen)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        row, column, names = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        Spacing(themes, row, gap=2)
        Spacing(themes, names, gap=0)
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        names.addWidget(self.title)
        names.addWidget(self.when)
        row.addWidget(self.back)
        row.addLayout(names, 1)
        for part in (self.state, self.cancel, self.change, self.hold):
            row.addWidget(part)
        column.addLayout(row)
        self._effect_card = _card(self.desk, tr("What it did"), self.effect, self.sides, self.caution)
        self._note_card = _card(self.desk, tr("Note, for both"), self.note)
        agenda = _card(self.desk, tr("Agenda"), self.agenda)
        agreed = _card(self.desk, tr("Agreed"), self.agreed)
        if agreed.heading is not None:
            agreed.heading.add(self.agree)
        for card in (self._effect_card, agenda, self._note_card, agreed):
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))


def _card(desk: Desk, title: str, *parts: QWidget) -> Card:
    card = Card(desk.themes, title=title, padded=False)
    Spacing(desk.themes, card.body, margins=(5, 0, 5, 4), gap=2)
    for part in parts:
        card.body.addWidget(part)
    return card
