"""The small dot beside a title: something differs from what is kept."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent

from csops.ui.kit.marks import Mark, box, painter_on


class ChangedDot(Mark):
    """Six pixels of the accent."""

    def sizeHint(self) -> QSize:
        """Qt: the dot and the room before it."""
        return QSize(self.theme.space(3), self.theme.space(3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the dot in the middle."""
        side = self.theme.space(1) + self.theme.space(0.5)
        place = QRectF(0, 0, side, side)
        place.moveCenter(QRectF(self.rect()).center())
        box(painter_on(self), place, radius=side / 2, fill=self.theme.colour("accent.solid"), edge=None, width=0)
