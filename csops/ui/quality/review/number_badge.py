"""The number of a criterion in a ring: on the card, and beside the words that show it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.theme import Themes

_SIDE = 24  # the least that one can click


class NumberBadge(QAbstractButton):
    """A number to press. `is_faint`: not applicable; `is_critical`: a critical error, shown by its sign."""

    def __init__(self, themes: Themes, number: int, *, name: str, is_critical: bool = False) -> None:
        super().__init__()
        self._themes, self.number = themes, number
        self.is_faint, self.is_critical = False, is_critical
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def set_look(self, *, is_faint: bool, is_critical: bool) -> None:
        """Show it as that of a criterion that is not applicable, or of a critical error."""
        if (is_faint, is_critical) != (self.is_faint, self.is_critical):
            self.is_faint, self.is_critical = is_faint, is_critical
            self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square that one can hit."""
        side = self._themes.current.px(_SIDE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint ring and number."""
        theme, painter = self._themes.current, painter_on(self)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius, width = place.height() / 2, theme.stroke("hairline")
        if self.is_critical:
            box(painter, place, radius=radius, fill=theme.colour("danger.solid"), edge=None, width=0)
            side = theme.size("iconSmall")
            picture = pixmap(theme, "circle-alert", size=14, colour="text.onAccent")
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)
        else:
            edge = theme.colour("border.default" if self.is_faint else "accent.solid")
            fill = theme.colour("bg.surface" if not self.underMouse() else "accent.soft")
            box(painter, place, radius=radius, fill=fill, edge=edge, width=width)
            painter.setFont(theme.font("smallStrong", figures=True))
            painter.setPen(theme.colour("text.tertiary" if self.is_faint else "accent.text"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.number))
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)
