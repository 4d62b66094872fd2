"""The card of what waits for whoever works: seen only while something does."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.stops import Stops
from csops.ui.today.waits import WAITS, Wait

if TYPE_CHECKING:  # each is made when first something of its kind waits
    from csops.ui.today.wait_rows import WaitRows

WAITING_KINDS: frozenset[Kind] = frozenset[Kind]().union(*(wait.kinds for wait in WAITS))


class WaitCard(Card):
    """What waits, one kind below the other.

    Signals:
        wanted(str, object): another place shall be shown.
        changed: something else waits than before.
    """

    wanted = Signal(str, object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, padded=False, parent=parent)
        self._desk = desk
        self._found: dict[str, Sequence[Any]] = {}
        self.parts: dict[str, WaitRows] = {}
        self._stops = Stops(self)
        self.setAccessibleName(self.tr("Waiting for you"))
        self.hide()

    def refresh(self) -> None:
        """Ask anew what waits."""
        workspace = self._desk.workspace
        for wait in WAITS:
            self._desk.ask(partial(wait.ask, workspace), then=partial(self._show, wait), key=("today.waits", wait.key))

    def said(self) -> list[str]:
        """Return what the sentence at the top of the day says of what waits."""
        told = [wait.say(self._found.get(wait.key, ())) for wait in WAITS]
        return [words for words in told if words]

    def _show(self, wait: Wait, found: Sequence[Any]) -> None:
        if list(found) == list(self._found.get(wait.key, ())):
            return
        self._found[wait.key] = found
        if wait.key not in self.parts:
            self.parts[wait.key] = part = wait.make(self._desk)
            part.wanted.connect(self.wanted)
            order = [one.key for one in WAITS if one.key in self.parts]
            self.body.insertWidget(order.index(wait.key), part)
        self.parts[wait.key].show_waiting(found)
        self.parts[wait.key].setVisible(bool(found))
        self._stops.order(self.parts[one.key] for one in WAITS if one.key in self.parts)
        self.setVisible(any(self._found.values()))
        self.changed.emit()
