"""How the grid of skills is painted: levels as steps of one hue, the gap beside them, names that stay at the edges."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csops.domain.skills import HIGHEST, LOWEST
from csops.ui.hiring.team.skill_grid_model import GridCell, GridColumn, GridModel, GridRow, Index
from csops.ui.kit.heat_map import CORNER_SHARE, ink, paint_corner
from csops.ui.kit.heat_model import heat_step
from csops.ui.kit.marks import box, paint_avatar
from csops.ui.kit.theme import Theme, Themes

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


class GridDelegate(QStyledItemDelegate):
    """Paints one cell: step of the hue, level, gap, corner mark, focus."""

    def __init__(self, themes: Themes, grid: GridModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._themes, self._grid, self._view = themes, grid, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint it."""
        theme, place = self._themes.current, QRect(option.rect)
        row, cell = self._grid.rows[index.row()], self._grid.cell(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if cell is None:
            painter.fillRect(place, theme.colour("bg.sunken"))
        else:
            _underline(painter, place, theme)
            inner = place.adjusted(theme.space(1), theme.space(1), -theme.space(1), -theme.space(1))
            self._paint_cell(painter, theme, inner, cell, is_total=row.is_total)
            if index == self._view.currentIndex():
                self._paint_ring(painter, theme, inner)
        painter.restore()

    def _paint_cell(self, painter: QPainter, theme: Theme, place: QRect, cell: GridCell, *, is_total: bool) -> None:
        ground = _ground(theme, cell)
        radius = theme.radius("chip")
        if ground is not None:
            edge = theme.colour("border.control") if cell.is_soft else None
            box(painter, QRectF(place), radius=radius, fill=ground, edge=edge, width=theme.stroke("hairline"))
        font = theme.font("bodyStrong" if is_total or cell.level else "small", figures=True)
        small = theme.font("small", figures=True)
        text, beside = cell.text, cell.beside
        gap = theme.space(2) if beside else 0
        width = QFontMetrics(font).horizontalAdvance(text)
        room = place.width() - theme.space(2)
        both = width + gap + QFontMetrics(small).horizontalAdvance(beside)
        painter.setPen(ink(theme, ground) if ground is not None else theme.colour(_plain_ink(cell, is_total=is_total)))
        painter.setFont(font)
        if both > room:
            words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(place, _CENTRE, words)
        else:
            seen = QRect(place.left() + (place.width() - both) // 2, place.top(), both, place.height())
            painter.drawText(seen, _LEADING, text)
            if beside:
                painter.setFont(small)
                painter.drawText(seen, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, beside)
        if cell.is_short and ground is not None:
            paint_corner(painter, theme, place, round(place.height() * CORNER_SHARE))

    def _paint_ring(self, painter: QPainter, theme: Theme, place: QRect) -> None:
        edge = theme.colour("border.focus" if self._view.hasFocus() else "border.control")
        ring, radius = QRectF(place).adjusted(-2, -2, 2, 2), theme.radius("chip") + 2
        box(painter, ring, radius=radius, fill=None, edge=edge, width=theme.stroke("focus"))


class GridHeads(QHeaderView):
    """Skills at the leading edge, people above: an avatar, the name, and the role below it."""

    def __init__(self, themes: Themes, orientation: Qt.Orientation, grid: GridModel, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._themes, self._grid, self._view = themes, grid, parent
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Qt: paint a name."""
        theme, grid = self._themes.current, self._grid
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if self.orientation() == Qt.Orientation.Vertical:
            self._paint_row(painter, rect, theme, grid.rows[logicalIndex])
        else:
            self._paint_column(painter, rect, theme, grid.columns[logicalIndex])
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, theme: Theme, row: GridRow) -> None:
        if not row.cells:
            painter.fillRect(rect, theme.colour("bg.sunken"))
        else:
            _underline(painter, rect, theme)
        inner = rect.adjusted(theme.space(4), 0, -theme.space(3), 0)
        taken = 0
        if row.note:
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, row.note)
            taken = painter.fontMetrics().horizontalAdvance(row.note) + theme.space(2)
        painter.setFont(theme.font("bodyStrong" if row.is_total else "body" if row.cells else "smallStrong"))
        painter.setPen(theme.colour("text.primary" if row.cells else "text.secondary"))
        seen = QStyle.visualRect(self._view.layoutDirection(), inner, inner.adjusted(0, 0, -taken, 0))
        words = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, seen.width())
        painter.drawText(seen, _LEADING, words)

    def _paint_column(self, painter: QPainter, rect: QRect, theme: Theme, column: GridColumn) -> None:
        place = QRect(rect).adjusted(theme.space(1), theme.space(1), -theme.space(1), 0)
        if column.is_person:
            side = theme.size("avatar", 1)
            paint_avatar(painter, QRect(place.center().x() - side // 2, place.top(), side, side), theme, column.name)
            place.setTop(place.top() + side)
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text.primary" if column.is_person else "text.secondary"))
        upper = QRect(place.left(), place.top(), place.width(), theme.line("small")) if column.note else place
        words = column.name.split()[0] if column.is_person else column.name
        painter.drawText(upper, _CENTRE, _cut(painter, words, upper.width()))
        if column.note:
            painter.setFont(theme.font("micro"))
            painter.setPen(theme.colour("text.secondary"))
            lower = QRect(place.left(), upper.bottom(), place.width(), theme.line("micro"))
            painter.drawText(lower, _CENTRE, _cut(painter, column.note, lower.width()))


def _cut(painter: QPainter, words: str, room: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)


def _underline(painter: QPainter, place: QRect, theme: Theme) -> None:
    width = theme.stroke("hairline")
    line = QRect(place.left(), place.bottom() - width + 1, place.width(), width)
    painter.fillRect(line, theme.colour("border.subtle"))


def _ground(theme: Theme, cell: GridCell) -> QColor | None:
    if cell.level is None:
        return None
    return theme.colour("bg.surface") if cell.is_soft else theme.heat[heat_step(cell.level, LOWEST, HIGHEST)]


def _plain_ink(cell: GridCell, *, is_total: bool) -> str:
    if cell.is_short:
        return "danger.text"
    return "text.primary" if is_total else "text.secondary"
