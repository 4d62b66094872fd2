"""What all parts of an opening have in common."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk


class Part(QWidget):
    """One part of an opening, such as its candidates. It is made once, and shown another opening as one goes on.

    Signals:
        wanted(str, object): something else shall be shown: "score" {"card_id"}, "candidate" {"application_id"},
            "part" {"part": key}, "compare" {"opening_id"}; any other word is a place of the window.
        head_changed(): its actions are others now.
    """

    wanted = Signal(str, object)
    head_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.opening_id = 0

    def show_opening(self, opening_id: int) -> None:
        """Show another opening. A part that shows records overrides `refresh`, which is called here."""
        self.opening_id = opening_id
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown anew."""

    def top_actions(self) -> Sequence[QAction]:
        """Return at most three actions for the top bar, the most used first."""
        return ()
