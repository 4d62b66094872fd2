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
        self._open_key, self._followed, self._follows, self._goes_on = "", "", True, False
        self.cards: list[StepCard] = []
        self._column = QVBoxLayout(self)
        Spacing(desk.themes, self._column, gap=2)

    def show_steps(self, views: Sequence[StepView], typed: Mapping[str, Mapping[str, str]]) -> None:
        """Show these steps, with what is written on them and not kept. Cards stay, and with them the focus.

        The next step opens where the last next one was open, unless somebody is writing there.
        """
        self._keep_cards(views)
        self.show_values(typed)
        following = next((view.step.key for view in views if view.is_next), "")
        before = next((card for card in self.cards if card.key == self._open_key), None)
        stays = before is not None and before.is_written_in() and not self._goes_on
        if not self._follows or following == self._followed or stays:
            return
        focused = self.window().focusWidget()
        had_focus = before is not None and focused is not None and before.isAncestorOf(focused)
        self._followed, self._open_key, self._goes_on = following, "", False
        self.open_step(following)
        if had_focus and following:
            self.card(following).head.setFocus()  # what had it folds away

    def go_on(self) -> None:
        """The step in front is done with: the next opens, wherever the cursor is."""
        self._goes_on = True

    def _keep_cards(self, views: Sequence[StepView]) -> None:
        """Tell each card what became of its step; make those that are missing, and take away those too many."""
        there, now = {card.key: card for card in self.cards}, self._desk.workspace.now()
        wanted = {view.step.key for view in views}
        for key in [key for key in there if key not in wanted]:
            gone = there.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.cards = []
        for place, view in enumerate(views):
            card = there.get(view.step.key)
            if card is None:
                card = self._made(view)
            else:
                card.show_view(view, now=now)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            self.cards.append(card)

    def open_step(self, key: str) -> None:
        """Show one step in full and the others as lines; the same again folds it."""
        self._open_key = "" if self._open_key == key else key
        self._follows = self._open_key in {"", self._followed}
        for card in self.cards:
            if card.key == self._open_key:
                card.unfold()
            else:
                card.fold()

    def clear(self) -> None:
        """Take all steps away, and forget which one was open: another case is shown."""
        self._open_key, self._followed, self._follows, self._goes_on = "", "", True, False
        self._keep_cards(())

    def card(self, key: str) -> StepCard:
        """Return the card of the step with this key."""
        return next(card for card in self.cards if card.key == key)

    def values(self) -> dict[str, dict[str, str]]:
        """Return what is written on the steps and not kept."""
        return {card.key: changes for card in self.cards if (changes := card.changes())}

    def show_values(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        """Put what was written into the fields; nobody is told."""
        for card in self.cards:
            card.show_values(typed.get(card.key, {}))

    def _made(self, view: StepView) -> StepCard:
        now = self._desk.workspace.now()
        card = StepCard(self._desk.themes, view, formats=self._formats, now=now, may_change=self._may_change)
        card.opened.connect(self.open_step)
        card.edited.connect(self.edited)
        card.done.connect(self.done)
        card.left_out.connect(self.left_out)
        card.reopened.connect(self.reopened)
        card.copied.connect(self._copied)
        return card

    def _copied(self) -> None:
        self._desk.said.emit(Said(text=self.tr("Phrase copied"), can_undo=False))
