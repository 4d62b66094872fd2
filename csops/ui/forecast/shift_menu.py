"""The shifts that somebody can be given on a day, and to take away the one that is there."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.shifts import ShiftTemplate
from csops.ui.forecast.shift_words import clock_of


class ShiftMenu(QMenu):
    """One line for each shift, by name and hours; `take` takes away what is there."""

    def __init__(
        self,
        parent: QWidget,
        shifts: Sequence[ShiftTemplate],
        *,
        give: Callable[[ShiftTemplate], object],
        take: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        for shift in shifts:
            action = self.addAction(f"{shift.name}  {clock_of(shift)}")
            action.triggered.connect(lambda _checked=False, shift=shift: give(shift))
        self.addSeparator()
        self.take = QAction(self.tr("Take the shift away"), self)
        self.take.triggered.connect(lambda _checked=False: take())
        self.addAction(self.take)
