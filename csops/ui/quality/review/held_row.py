"""Keeps a criterion where it is under the mouse while what is written of others opens and closes around it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from csops.ui.quality.review.criterion_row import CriterionRow

SETTLES_MS = 300
"""So long nothing moves any more once everything stands: a text grows after its lines are broken."""


class HeldRow(QObject):
    """The row that was pressed last, until what follows from it has settled."""

    def __init__(self, pane: QWidget, area: QScrollArea) -> None:
        super().__init__(pane)
        self._pane, self._area = pane, area
        self._row: CriterionRow | None = None
        self._watched: list[QWidget] = []
        self._at, self._is_new = 0, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_MS)
        self._timer.timeout.connect(self.let_go)
        area.verticalScrollBar().rangeChanged.connect(self._keep)
        area.verticalScrollBar().actionTriggered.connect(self.let_go)  # somebody scrolls

    @property
    def is_holding(self) -> bool:
        """Whether a row is held now."""
        return self._row is not None

    def take(self, row: CriterionRow) -> None:
        """Hold a row that is pressed now."""
        self.let_go()
        self._row, self._is_new, self._at = row, True, self._place(row)
        one: QWidget | None = row
        while one is not None and one is not self._area.widget():
            self._watched.append(one)
            one.installEventFilter(self)
            one = one.parentWidget()
        QTimer.singleShot(0, self, self._wait)  # what was pressed is worked out first, be it slow

    def kept_open(self, rows: Iterable[CriterionRow]) -> list[CriterionRow]:
        """Return the rows above it that stay open: so high on the card no scrolling makes up for closing them.

        Where another comes to the front without a press none is held any more.
        """
        if not self._is_new:
            self.let_go()
        self._is_new = False
        above = list[CriterionRow]()
        for one in rows if self._row is not None else ():
            if one is self._row:
                break
            if one.open_height():
                above.append(one)
        return above if sum(one.open_height() for one in above) > self._area.verticalScrollBar().value() else []

    def let_go(self) -> None:
        """Hold nothing."""
        self._timer.stop()
        for one in self._watched:
            one.removeEventFilter(self)
        self._row, self._watched = None, []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: what stands above it has another height."""
        if event.type() == QEvent.Type.Move:
            self._keep()
        return False

    def _wait(self) -> None:
        if self._row is not None:
            self._timer.start()

    def _keep(self) -> None:
        self._wait()
        if self._row is not None and (off := self._place(self._row) - self._at):
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + off)

    def _place(self, row: CriterionRow) -> int:
        return row.mapTo(self._pane, QPoint(0, 0)).y()
