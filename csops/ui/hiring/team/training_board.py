"""Training and coaching of the team: what is planned and what was, and what it did by skill."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.services.training import SkillEffect, Trainings, list_trainings
from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.training_lines import training_line
from csops.ui.hiring.team.training_words import caution, effect_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.said_lines import SaidLine, SaidLines
from csops.ui.kit.spacing import Spacing


class TrainingBoard(QWidget):
    """Two cards: the trainings, and what they did.

    Signals:
        failed(object): the exception by which reading ended.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__()
        self.desk, self._formats, self.acts = desk, formats, acts
        self.found: Trainings | None = None
        themes = desk.themes
        self.trainings, self.effects = SaidLines(themes), SaidLines(themes)
        self.card = Card(themes, title=tr("Training and coaching"), padded=False)
        self.effect_card = Card(themes, title=tr("What it did"), padded=False)
        self.stack = QStackedWidget()
        for card, lines in ((self.card, self.trainings), (self.effect_card, self.effects)):
            Spacing(themes, card.body, margins=(5, 0, 5, 4))
            card.body.addWidget(lines)
        column = QVBoxLayout()
        Spacing(themes, column, margins=(6, 4, 6, 6), gap=4)
        column.addWidget(self.card)
        column.addWidget(self.effect_card)
        column.addStretch(1)
        self._content = scrolling(column)
        self.empty = EmptyState(
            themes,
            icon="graduation-cap",
            title=tr("No training yet"),
            why=tr(
                "Training and coaching with its day, who sees to it, who was there, and the levels before and after: "
                "so that one sees what helps"
            ),
            action=tr("Plan training") if acts.may else "",
            run=acts.plan_training,
        )
        self.stack.addWidget(self._content)
        self.stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def refresh(self) -> None:
        """Read the trainings anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: list_trainings(workspace), then=self._show, failed=self.failed.emit, key=("trainings", id(self))
        )

    def _show(self, found: Trainings) -> None:
        self.found = found
        self.stack.setCurrentWidget(self._content if found.trainings else self.empty)
        self.trainings.show_lines([training_line(each, self.acts, self._formats) for each in found.trainings])
        self.effects.show_lines([self._effect_line(each) for each in found.effects], foot=caution())
        self.effect_card.setVisible(bool(found.effects))

    def _effect_line(self, each: SkillEffect) -> SaidLine:
        done = tr("%Ln trainings done", each.trainings)
        return SaidLine(title=each.skill.name, said=(done, effect_words(each.effect, self._formats)))
