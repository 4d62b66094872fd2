"""How the cells of a table are painted; what they say is decided by the columns."""

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csops.ui.kit import icons
from csops.ui.kit.marks import PillLook, paint_avatar, paint_check, paint_pill, pill_size
from csops.ui.kit.table_cells import PLAIN, UNKNOWN, CellLook
from csops.ui.kit.table_model import LOOK_ROLE, TICKS, WAITING_ROLE
from csops.ui.kit.theme import Theme, Themes

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ICON_SIZE = 14
SKELETON_SHARE = 0.6


class CellDelegate(QStyledItemDelegate):
    """Paints check boxes, text, pills, avatars, icons and the grey blocks of rows that are on their way.

    Attributes:
        hovered: the row under the pointer, -1 for none; set by the table.
        is_ticked: asked for each row whether it is selected; set by the table.
    """

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.hovered = -1
        self.current_row = -1
        self.has_focus = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override of Qt: as wide as what is painted, so that a double click on the head's edge fits."""
        theme = self._themes.current
        look = cast("CellLook", index.data(LOOK_ROLE) or PLAIN)
        text = str(index.data(Role.DisplayRole) or "")
        if index.column() == TICKS:
            return QSize(tick_width(theme), theme.size("row"))
        width = QFontMetrics(cell_font(theme, look)).horizontalAdvance(text) + 2 * theme.space(2) + 2
        if look.pill:
            width = pill_size(theme, PillLook(text=text, family=look.pill)).width() + 2 * theme.space(2)
        return QSize(width + _lead(theme, look), theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override of Qt."""
        painter.save()
        theme = self._themes.current
        place: QRect = option.rect
        self._paint_ground(painter, theme, place, index)
        if index.column() == TICKS:
            self._paint_tick(painter, theme, place, index)
        elif index.data(WAITING_ROLE):
            _paint_skeleton(painter, theme, place)
        else:
            self._paint_cell(painter, theme, place, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, place: QRect, index: Index) -> None:
        is_ticked = index.sibling(index.row(), TICKS).data(Role.CheckStateRole) == Qt.CheckState.Checked
        is_current = index.row() == self.current_row and self.has_focus
        ground = "bg.surface"
        if is_ticked:
            ground = "bg.selected"
        elif index.row() == self.hovered or is_current:
            ground = "bg.hover"
        painter.fillRect(place, theme.colour(ground))
        hairline = theme.stroke("hairline")
        line = QRect(place.left(), place.bottom() - hairline + 1, place.width(), hairline)
        painter.fillRect(line, theme.colour("border.subtle"))
        if is_current and is_ticked:
            _paint_focus(painter, theme, place)

    def _paint_tick(self, painter: QPainter, theme: Theme, place: QRect, index: Index) -> None:
        state = index.data(Role.CheckStateRole)
        if state is None:
            return
        if state == Qt.CheckState.Checked or (index.row() == self.current_row and self.has_focus):
            bar = QRect(place.left(), place.top(), theme.stroke("focus"), place.height() - theme.stroke("hairline"))
            painter.fillRect(bar, theme.colour("accent.solid"))
        is_checked = Qt.CheckState(state) == Qt.CheckState.Checked
        paint_check(painter, tick_box(theme, place), theme, checked=is_checked)

    def _paint_cell(self, painter: QPainter, theme: Theme, place: QRect, index: Index) -> None:
        look = cast("CellLook", index.data(LOOK_ROLE) or PLAIN)
        text = str(index.data(Role.DisplayRole) or "")
        place = place.adjusted(theme.space(2) + 1, 0, -theme.space(2), 0)
        if look.pill and text != UNKNOWN:
            pill = PillLook(text=text, family=look.pill)
            size = pill_size(theme, pill)
            top = place.top() + (place.height() - size.height()) // 2
            paint_pill(painter, QRect(place.left(), top, min(place.width(), size.width()), size.height()), theme, pill)
            return
        if look.icon:
            picture = icons.pixmap(theme, look.icon, size=ICON_SIZE, colour=look.icon_colour)
            painter.drawPixmap(place.left(), place.top() + (place.height() - theme.px(ICON_SIZE)) // 2, picture)
        elif look.avatar:
            side = theme.size("avatar")
            disc = QRect(place.left(), place.top() + (place.height() - side) // 2, side, side)
            paint_avatar(painter, disc, theme, look.avatar)
        _paint_text(painter, theme, place.adjusted(_lead(theme, look), 0, 0, 0), text=text, look=look, index=index)


def cell_font(theme: Theme, look: CellLook) -> QFont:
    """Return the font of a cell, its digits equally wide."""
    return theme.font("bodyStrong" if look.strong else "body", figures=True)


def tick_width(theme: Theme) -> int:
    """Return the width of the column of check boxes."""
    return theme.space(10)


def tick_box(theme: Theme, place: QRect) -> QRect:
    """Return where the check box stands in its cell."""
    side = theme.size("icon")
    return QRect(place.left() + theme.space(4), place.center().y() - side // 2 + 1, side, side)


def _lead(theme: Theme, look: CellLook) -> int:
    if look.avatar:
        return theme.size("avatar") + theme.px(6)
    return theme.px(ICON_SIZE) + theme.px(6) if look.icon else 0


def _paint_text(painter: QPainter, theme: Theme, place: QRect, *, text: str, look: CellLook, index: Index) -> None:
    font = cell_font(theme, look)
    painter.setFont(font)
    painter.setPen(theme.colour("text.disabled" if text == UNKNOWN else look.colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    alignment = index.data(Role.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, Qt.AlignmentFlag(alignment) | Qt.TextFlag.TextSingleLine, shown)


def _paint_skeleton(painter: QPainter, theme: Theme, place: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bg.pressed"))
    width = (place.width() - 2 * theme.space(2)) * SKELETON_SHARE
    height = theme.space(2)
    block = QRectF(place.left() + theme.space(2), place.center().y() - height / 2, width, height)
    painter.drawRoundedRect(block, theme.radius("chip") / 2, theme.radius("chip") / 2)


def _paint_focus(painter: QPainter, theme: Theme, place: QRect) -> None:
    painter.setPen(QPen(theme.colour("border.focus"), theme.stroke("hairline")))
    painter.drawLine(place.topLeft(), place.topRight())
    painter.drawLine(place.left(), place.bottom(), place.right(), place.bottom())
