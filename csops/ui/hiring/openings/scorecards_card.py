"""The scorecards of one application: whose, how far, and what they say where this viewer may see it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.scorecards import CardState, Scorecard
from csops.services.candidate_view import CandidateView
from csops.services.scorecards import Hidden
from csops.ui.hiring.openings.words import card_words
from csops.ui.hiring.scoring.words import evidence_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Avatar, Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

FAMILIES = {CardState.PLANNED: "warning", CardState.SUBMITTED: "success", CardState.LAPSED: "neutral"}


class ScorecardsCard(Card):
    """One row for each interviewer's form.

    Signals:
        score_wanted(int): one's own scorecard with this id shall be filled, or looked at.
    """

    score_wanted = Signal(int)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__(themes, title=tr("Scorecards"), padded=False)
        self._formats = formats
        self._rows: QWidget | None = None
        self.said: list[str] = []
        """The words of each row, as they are shown."""

    def show_view(self, view: CandidateView, *, me: int, name_of: Callable[[int | None], str]) -> None:
        """Show the scorecards of an application."""
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.said = QWidget(), []
        column = QVBoxLayout(self._rows)
        Spacing(self.themes, column, margins=(5, 0, 5, 4), gap=4)
        for card in sorted(view.applied.seen.cards, key=lambda each: (each.round, each.id)):
            column.addLayout(self._row(card, view, is_mine=card.member_id == me, name=name_of(card.member_id)))
        told = _note(view)
        if told:
            column.addWidget(Text(self.themes, told, colour="text.secondary", wrap=True))
        self.body.addWidget(self._rows)

    def _row(self, card: Scorecard, view: CandidateView, *, is_mine: bool, name: str) -> QVBoxLayout:
        row = QVBoxLayout()
        Spacing(self.themes, row, gap=1)
        head = QHBoxLayout()
        Spacing(self.themes, head, gap=2)
        head.addWidget(Avatar(self.themes, name, step=0))
        who = tr("{name} (you)").format(name=name) if is_mine else name
        head.addWidget(Text(self.themes, who, font="bodyStrong"))
        how = tr("{how}, round {round}").format(
            how=evidence_words(card.evidence), round=self._formats.number(card.round)
        )
        head.addWidget(Text(self.themes, how, font="small", colour="text.secondary"))
        head.addStretch(1)
        state = card_words(card.state)
        if is_mine and card.state is not CardState.LAPSED:
            waits = card.state is CardState.PLANNED
            fill = Button(self.themes, tr("Fill it") if waits else tr("Look at it"), role=Role.LINK, compact=True)
            fill.setAccessibleName(tr("Your scorecard: {what}").format(what=fill.text()))
            fill.clicked.connect(lambda: self.score_wanted.emit(card.id))
            head.addWidget(fill)
        head.addWidget(Pill(self.themes, PillLook(text=state, family=FAMILIES[card.state])))
        row.addLayout(head)
        lines = card_lines(card, view.skills, self._formats) if view.applied.seen.hidden is None or is_mine else []
        for line in lines:
            row.addWidget(Text(self.themes, line, wrap=True))
        self.said.append(". ".join([f"{who}, {how}, {state}", *lines]))
        return row


def card_lines(card: Scorecard, skills: Mapping[str, str], formats: Formats) -> list[str]:
    """Return what a submitted card says: levels by skill, its note, and what is to be known of how it was filled."""
    if not card.is_submitted:
        return []
    levels = [
        f"{skills.get(rating.skill, rating.skill)}\u00a0{formats.number(rating.level)}"
        if rating.level is not None
        else tr("{skill} not asked").format(skill=skills.get(rating.skill, rating.skill))
        for rating in card.ratings
    ]
    said = [", ".join(levels)]
    if card.note:
        said.append(tr("“{note}”").format(note=card.note))
    if card.was_changed:
        said.append(tr("Changed after it was first submitted; the first ratings are kept"))
    if card.saw_others:
        said.append(tr("Filled by somebody who could see ratings of others before"))
    return said


def _note(view: CandidateView) -> str:
    if view.applied.seen.hidden is Hidden.TIED:
        return tr("You are close to this candidate and see no scorecard")
    if not view.applied.seen.cards:
        return tr("Nobody is planned to rate yet. Whoever runs the opening plans it under Plan")
    if view.applied.seen.hidden is Hidden.BLIND:
        return tr("What others say is shown once you have submitted your own")
    return ""
