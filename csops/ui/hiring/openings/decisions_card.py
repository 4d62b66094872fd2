"""What people decided on an application, the newest first, with the reason and the figures of that moment."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.openings import Move, Outcome
from csops.ui.hiring.openings.words import outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class DecisionsCard(Card):
    """Decisions on one application."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__(themes, title=tr("Decisions"), padded=False)
        self._formats = formats
        self._rows: QWidget | None = None
        self.said: list[str] = []
        """What is shown, a decision each."""

    def show_moves(self, moves: Sequence[Move], *, name_of: Callable[[int | None], str]) -> None:
        """Show these, which come with the oldest first."""
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.said = QWidget(), []
        column = QVBoxLayout(self._rows)
        Spacing(self.themes, column, margins=(5, 0, 5, 4), gap=2)
        for move in reversed(moves):
            column.addLayout(self._row(move, name_of(move.member_id)))
        if not moves:
            none = tr("None yet. A person decides, with a reason; nobody is declined by the program")
            column.addWidget(Text(self.themes, none, colour="text.secondary", wrap=True))
        self.body.addWidget(self._rows)

    def _row(self, move: Move, name: str) -> QVBoxLayout:
        row = QVBoxLayout()
        Spacing(self.themes, row)
        zone = self._formats.zone
        when = self._formats.day(move.at.astimezone(zone).date(), year=True)
        lines = [tr("{what}, by {name} on {day}").format(what=move_words(move), name=name, day=when)]
        row.addWidget(Text(self.themes, lines[0], font="bodyStrong", wrap=True))
        if move.reason:
            lines.append(move.reason)
            row.addWidget(Text(self.themes, move.reason, wrap=True))
        figures = figure_words(move, self._formats)
        if figures:
            lines.append(figures)
            row.addWidget(Text(self.themes, figures, font="small", colour="text.secondary", wrap=True))
        self.said.append(". ".join(lines))
        return row


def move_words(move: Move) -> str:
    """Say from where to where an application went."""
    if move.to_outcome is not Outcome.OPEN:
        return outcome_words(move.to_outcome)
    if move.from_stage is move.to_stage and move.from_outcome is Outcome.OPEN:
        return tr("{stage} again").format(stage=stage_words(move.to_stage))
    return tr("{before} to {after}").format(
        before=stage_words(move.from_stage) if move.from_outcome is Outcome.OPEN else outcome_words(move.from_outcome),
        after=stage_words(move.to_stage),
    )


def figure_words(move: Move, formats: Formats) -> str:
    """Say what the figures said then, and whether the decision went against them."""
    said = []
    if move.fit is not None and move.coverage is not None:
        figures = tr("Fit {fit}, coverage {coverage} at that moment")
        said.append(figures.format(fit=formats.share(move.fit / 100), coverage=formats.share(move.coverage / 100)))
    if move.against:
        said.append(tr("Against what the figures said"))
    return ". ".join(said)
