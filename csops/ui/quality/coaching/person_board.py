"""One person: what costs points, what goes well, sessions, and what was agreed."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.coaching import CoachingAction, CoachingState, Point
from csops.domain.coaching_figures import Weakness
from csops.domain.people import Member
from csops.services.coaching_ideas import Ideas
from csops.services.seen_coaching import SeenCoaching
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Avatar
from csops.ui.kit.page import scrolling
from csops.ui.kit.said_lines import Deed, SaidLine, SaidLines
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.coaching.acts import CoachingActs
from csops.ui.quality.coaching.words import (
    action_words,
    effect_words,
    rests_words,
    state_pill,
    title_words,
    weak_pill,
    weak_words,
    with_words,
)
from csops.ui.quality.wording import tr

_MOST_WEAK = 4


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of somebody at one moment."""

    member: Member
    ideas: Ideas
    sessions: tuple[SeenCoaching, ...]
    now: datetime


class PersonBoard(QWidget):
    """The page of one person.

    Signals:
        session_wanted(int): a session shall be shown.
        review_wanted(int): a review shall be shown.
    """

    session_wanted = Signal(int)
    review_wanted = Signal(int)

    def __init__(self, desk: Desk, formats: Formats, acts: CoachingActs) -> None:
        super().__init__()
        self.desk, self._formats, self.acts = desk, formats, acts
        self.found: Person | None = None
        self._shows_all = False
        themes = desk.themes
        self.avatar = Avatar(themes, "", step=3)
        self.name = ElidedText(themes, font="title2")
        self.rests = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.plan = Button(themes, tr("Plan a session"), icon_name="calendar-plus")
        self.plan.clicked.connect(self.plan_session)
        self.weak, self.praise, self.sessions, self.agreed = (SaidLines(themes, is_wide=True) for _each in range(4))
        self._cards = [
            _card(desk, title, lines)
            for title, lines in (
                (tr("What costs most points"), self.weak),
                (tr("Sessions"), self.sessions),
                (tr("Agreed"), self.agreed),
                (tr("What goes well"), self.praise),
            )
        ]
        self.more = Button(themes, tr("Show %Ln more", 1), compact=True, role=Role.GHOST)
        self.more.clicked.connect(self._show_all)
        self._cards[0].body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._lay_out()

    def show_person(self, found: Person) -> None:
        """Show somebody."""
        if self.found is None or self.found.member.id != found.member.id:
            self._shows_all = False
        self.found = found
        is_own = found.member.id == self.desk.workspace.member.id
        self.avatar.show_name(found.member.name)
        self.name.say(found.member.name)
        self.rests.say(rests_words(found.ideas.reviews, found.ideas.picked))
        self.plan.setVisible(self.acts.may and found.member.active and not is_own)
        self._show_weak(found)
        self._show_praise(found)
        self._show_sessions(found)
        self._show_agreed(found)

    def plan_session(self) -> None:
        """Plan a session on what costs most points."""
        if self.found is not None and not self.plan.isHidden():
            enough = [each for each in self.found.ideas.weaknesses if each.is_enough]
            self.acts.plan(self.found.member, enough[0] if enough else None)

    def _show_weak(self, found: Person) -> None:
        ideas = found.ideas
        shown = ideas.weaknesses if self._shows_all else ideas.weaknesses[:_MOST_WEAK]
        lines = [self._weak_line(found, each) for each in shown]
        if lines:
            foot = ""
        elif ideas.picked and not ideas.reviews:
            foot = tr("A fair sample says what costs points: draw one in To review")
        elif not ideas.reviews:
            foot = tr("No review was sent yet: from the first on its criteria stand here")
        else:
            foot = tr("Every criterion was fully met")
        self.weak.show_lines(lines, foot=foot)
        left = len(ideas.weaknesses) - len(shown)
        self.more.setVisible(left > 0)
        self.more.setText(tr("Show %Ln more", left))
        self.more.setAccessibleName(self.more.text())

    def _show_all(self) -> None:
        """Show every criterion; the first of those that come has the focus."""
        if self.found is not None:
            self._shows_all = True
            self._show_weak(self.found)
            if not self.plan.isHidden():
                first = self.found.ideas.weaknesses[_MOST_WEAK]
                self.weak.button(tr("Plan a session") + f": {first.name}").setFocus()

    def _weak_line(self, found: Person, weak: Weakness) -> SaidLine:
        deeds: tuple[Deed, ...] = ()
        if not self.plan.isHidden():
            deeds = (Deed(words=tr("Plan a session"), run=partial(self.acts.plan, found.member, weak)),)
        return SaidLine(
            title=weak.name,
            said=weak_words(weak, found.ideas.enough, found.ideas.causes, self._formats),
            pill=weak_pill(weak, self._formats),
            deeds=deeds,
        )

    def _show_praise(self, found: Person) -> None:
        foot = tr("Praise in reviews, and criteria fully met with the words that show it, stand here")
        lines = [self._praise_line(each) for each in found.ideas.praise]
        self.praise.show_lines(lines, foot="" if lines else foot)

    def _praise_line(self, point: Point) -> SaidLine:
        said = (tr("“{words}”").format(words=point.quote),) if point.quote else ()
        deeds: tuple[Deed, ...] = ()
        if point.review_id is not None:
            deeds = (Deed(words=tr("Open the review"), run=partial(self.review_wanted.emit, point.review_id)),)
        return SaidLine(title=point.text, said=said, deeds=deeds)

    def _show_sessions(self, found: Person) -> None:
        lines = [self._session_line(found, each) for each in found.sessions]
        foot = tr("None yet: plan one from what costs points") if self.acts.may else tr("None yet")
        self.sessions.show_lines(lines, foot="" if lines else foot)

    def _session_line(self, found: Person, seen: SeenCoaching) -> SaidLine:
        said = [with_words(seen, self._formats, found.now), effect_words(seen, self._formats)]
        deeds = [Deed(words=tr("Open"), run=partial(self.session_wanted.emit, seen.session.id))]
        if self.acts.may and seen.session.state is CoachingState.PLANNED:
            deeds.append(Deed(words=tr("Hold it"), run=partial(self.acts.hold, seen)))
        return SaidLine(
            title=title_words(seen), said=tuple(filter(None, said)), pill=state_pill(seen), deeds=tuple(deeds)
        )

    def _show_agreed(self, found: Person) -> None:
        some = [(seen, action) for seen in found.sessions for action in seen.actions]
        some.sort(key=lambda pair: (pair[1].done_at is not None, pair[1].due_at))
        self.agreed.show_lines([self._action_line(found, seen, action) for seen, action in some])
        self._cards[2].setVisible(bool(some))

    def _action_line(self, found: Person, seen: SeenCoaching, action: CoachingAction) -> SaidLine:
        return agreed_line(self.desk, self.acts, self._formats, seen, action, now=found.now)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        row, column, names = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        Spacing(themes, row, gap=3)
        Spacing(themes, names, gap=0)
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        names.addWidget(self.name)
        names.addWidget(self.rests)
        row.addWidget(self.avatar)
        row.addLayout(names, 1)
        row.addWidget(self.plan)
        column.addLayout(row)
        for card in self._cards:
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(column))


def agreed_line(
    desk: Desk, acts: CoachingActs, formats: Formats, seen: SeenCoaching, action: CoachingAction, *, now: datetime
) -> SaidLine:
    """Return what was agreed as a line, with what can be done about it."""
    names = {each.id: each.name for each in desk.team.members}
    deeds: list[Deed] = []
    if acts.may_finish(action):
        deeds.append(Deed(words=tr("Done"), run=partial(acts.finish, action)))
    if acts.may and action.done_at is None:
        deeds.append(Deed(words=tr("Change"), run=partial(acts.agree, seen, action)))
        deeds.append(Deed(words=tr("Take back"), run=partial(acts.take_back, action)))
    training = seen.trainings.get(action.training_id or 0)
    today = now.astimezone(formats.zone).date()
    said = action_words(action, names, formats, today=today, training=training)
    return SaidLine(title=action.what, said=(said,), deeds=tuple(deeds))


def _card(desk: Desk, title: str, lines: SaidLines) -> Card:
    card = Card(desk.themes, title=title, padded=False)
    Spacing(desk.themes, card.body, margins=(5, 0, 5, 4), gap=2)
    card.body.addWidget(lines)
    return card
