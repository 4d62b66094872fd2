"""What the marks of the grid of skills mean."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.ui.hiring.wording import tr
from csops.ui.kit.heat_map import paint_corner
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Mark, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class GridLegend(QWidget):
    """The corner mark and the outline, each with its words; the corner with how many there are."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.short = Text(themes, font="small", colour="text.secondary", figures=True)
        self.soft = Text(themes, tr("Outlined: own word only"), font="small", colour="text.secondary")
        rows = QGridLayout(self)
        Spacing(themes, rows, gap=1, across=2)
        rows.addWidget(_CornerMark(themes), 0, 0)
        rows.addWidget(self.short, 0, 1)
        rows.addWidget(_OutlineMark(themes), 1, 0)
        rows.addWidget(self.soft, 1, 1)
        self.show_short(0)

    def show_short(self, number: int) -> None:
        """Say how many are below the least that is asked."""
        self.short.say(tr("Below the minimum: {number}").format(number=number))


class _CornerMark(Mark):
    def sizeHint(self) -> QSize:
        """Qt: as in the grid."""
        return QSize(self.theme.space(3), self.theme.space(3))

    def paintEvent(self, _event: QEvent) -> None:
        """Qt: paint it."""
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_corner(painter, self.theme, self.rect(), self.theme.px(10))


class _OutlineMark(Mark):
    def sizeHint(self) -> QSize:
        """Qt: as in the grid."""
        return QSize(self.theme.space(3), self.theme.space(3))

    def paintEvent(self, _event: QEvent) -> None:
        """Qt: paint it."""
        theme = self.theme
        place, edge = QRectF(self.rect()), theme.colour("border.control")
        box(painter_on(self), place, radius=2, fill=None, edge=edge, width=theme.stroke("hairline"))
