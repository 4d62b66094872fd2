"""The steps of a recovery as lines, one of them in full: the next, or the one that somebody opened."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.recovery_view import StepView
from csops.ui.contacts.recovery_step import StepCard
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class RecoverySteps(QWidget):
    """Shows the steps; what is being written on them stays when they are shown anew.

    Signals:
        edited: what is written down was changed.
        done(str), left_out(str, str), reopened(str): as StepCard says it.
    """

    edited = Signal()
    done = Signal(str)
    left_out = Signal(str, str)
    reopened = Signal(str)

    def __init__(self, desk: Desk, formats: Formats, *, may_change: bool) -> None:
        super().__init__()
        self._desk, self._formats, self._may_change = desk, formats, may_change
        self._open_key, self._next_key = "", ""
        self.cards: list[StepCard] = []
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column, gap=2)

    def show_steps(self, views: Sequence[StepView], typed: Mapping[str, Mapping[str, str]]) -> None:
        """Show these steps, with what is written on them and not kept. The next opens where the last next was open."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._made(view) for view in views]
        self.show_values(typed)
        following = next((view.step.key for view in views if view.is_next), "")
        follows = self._open_key in {"", self._next_key}
        wanted, self._open_key, self._next_key = following if follows else self._open_key, "", following
        self.open_step(wanted)

    def open_step(self, key: str) -> None:
        """Show one step in full and the others as lines; the same again folds it."""
        self._open_key = "" if self._open_key == key else key
        for card in self.cards:
            if card.key == self._open_key:
                card.unfold()
            else:
                card.fold()

    def fold_all(self) -> None:
        """Forget which one was open."""
        self._open_key = self._next_key = ""

    def card(self, key: str) -> StepCard:
        """Return the card of the step with this key."""
        return next(card for card in self.cards if card.key == key)

    def values(self) -> dict[str, dict[str, str]]:
        """Return what is written on the steps and not kept."""
        return {card.key: card.values() for card in self.cards if card.is_changed()}

    def show_values(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        """Put what was written into the fields; nobody is told."""
        for card in self.cards:
            card.show_values(typed.get(card.key, {}))

    def _made(self, view: StepView) -> StepCard:
        now = self._desk.workspace.now()
        card = StepCard(self._desk.themes, view, formats=self._formats, now=now, may_change=self._may_change)
        self._column.addWidget(card)
        card.opened.connect(self.open_step)
        card.edited.connect(self.edited)
        card.done.connect(self.done)
        card.left_out.connect(self.left_out)
        card.reopened.connect(self.reopened)
        card.copied.connect(self._copied)
        return card

    def _copied(self) -> None:
        self._desk.said.emit(Said(text=self.tr("Phrase copied"), can_undo=False))
