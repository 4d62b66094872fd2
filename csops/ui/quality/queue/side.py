"""Beside the queue: how far each person and reviewer is, how much was reviewed, how many an average takes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.review_draws import Coverage
from csops.domain.review_queue import Progress
from csops.services.review_queue import TeamQueue
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Avatar
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.words import coverage_words, precision_words, progress_words
from csops.ui.quality.wording import tr

_ALL_THERE_IS = 2**24 - 1
"""Qt's own word for no limit."""


class QueueSide(QWidget):
    """Three cards that scroll together; of what nobody asked for nothing is shown."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        themes = desk.themes
        self.people = _Named(desk, title=tr("By person"))
        self.reviewers = _Named(desk, title=tr("By reviewer"))
        self.coverage = _Named(desk, title=tr("Last 30 days"))
        left_out = tr("Your own contacts are left out here: of a review of yours you hear once it is sent to you")
        self.left_out = Text(themes, left_out, font="small", colour="text.secondary", wrap=True)
        self.reviewers.body.addWidget(self.left_out)
        self.needed = Text(themes, "", font="small", colour="text.secondary", wrap=True)
        self.coverage.body.addWidget(self.needed)
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(4, 1, 6, 4), gap=4)
        for card in (self.people, self.reviewers, self.coverage):
            inner.addWidget(card)
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        Spacing(themes, outer)
        outer.addWidget(scrolling(inner))
        self.setAccessibleName(tr("How far the reviews are"))

    def set_wide(self, is_wide: bool) -> None:
        """Take all the room there is, or that of a side panel."""
        theme = self._desk.themes.current
        least = theme.size("sidePanel", 1)
        self.setMinimumWidth(least)
        self.setMaximumWidth(_ALL_THERE_IS if is_wide else least)

    def show_team(self, team: TeamQueue) -> None:
        """Show how far everybody is."""
        self.people.show_rows([(one.member_id, self._progress(one)) for one in team.people])
        self.reviewers.show_rows([(one.member_id, self._progress(one)) for one in team.reviewers])

    def show_coverage(self, found: Coverage) -> None:
        """Show how much was reviewed, and how many it takes."""
        self.coverage.show_rows([(one.member_id, coverage_words(one, self._formats)) for one in found.people])
        said = tr("{reviewed} of {handled} reviewed").format(
            reviewed=self._formats.number(found.reviewed), handled=self._formats.number(found.standing.handled)
        )
        self.needed.say("\n".join([said, *precision_words(found.precision, self._formats)]))

    def _progress(self, one: Progress) -> str:
        said = progress_words(one, self._formats)
        if one.late:
            return f"{said} · " + tr("%Ln overdue", one.late)
        if one.next_due is None:
            return said
        day = one.next_due.astimezone(self._formats.zone).date()
        return f"{said} · " + tr("by {day}").format(day=self._formats.day(day, weekday=True))


class _Named(Card):
    """People with a line each; not there without any."""

    def __init__(self, desk: Desk, *, title: str) -> None:
        super().__init__(desk.themes, title=title)
        self._desk = desk
        self._rows = QGridLayout()
        Spacing(desk.themes, self._rows, gap=2)
        self._rows.setColumnStretch(1, 1)
        self.body.addLayout(self._rows)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[int, str]]) -> None:
        """Show a line for each of these members, in place of those before; of 0 it is nobody's."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        themes = self._desk.themes
        for number, (member_id, said) in enumerate(rows):
            member = self._desk.team.member(member_id)
            name = tr("Nobody yet") if member is None else member.name
            told = ElidedText(themes, said, font="small", colour="text.secondary", figures=True, hugs=True)
            told.setAccessibleName(f"{name}: {said}")
            self._rows.addWidget(Avatar(themes, name), number, 0)
            self._rows.addWidget(ElidedText(themes, name), number, 1)
            self._rows.addWidget(told, number, 2, Qt.AlignmentFlag.AlignTrailing)
        self.setVisible(bool(rows))
