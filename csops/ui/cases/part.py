"""A part of a case that has a page of its own beside what happened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.ui.desk import Desk


class Part(QWidget):
    """Shows one side of a case: its matter, its promises ... Made when it is first asked for.

    Signals:
        wanted(str, object): another place and what it is asked, as a page says it.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.case_id = 0

    def show_case(self, case_id: int) -> None:
        """Show this side of another case."""
        self.case_id = case_id
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""
