"""How the cells of a sheet of figures are painted: values large, notes below, lines over time, changes."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csops.ui.kit.chart_scale import Scale
from csops.ui.kit.icons import pixmap
from csops.ui.kit.sheet_model import Index, SheetCell, SheetModel
from csops.ui.kit.theme import Theme, Themes

_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
_ELIDE = Qt.TextElideMode.ElideRight
_LINE_HEIGHT = 24  # pixels at 100 %
_TWO_LINES = 44  # a value and its note


class SheetDelegate(QStyledItemDelegate):
    """Paints one cell."""

    def __init__(self, themes: Themes, sheet: SheetModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._themes, self._sheet, self._view = themes, sheet, parent
        self.hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint it."""
        theme, place = self._themes.current, QRect(option.rect)
        cell = self._sheet.cell(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if cell is None:
            painter.fillRect(place, theme.colour("bg.sunken"))
        else:
            paint_ground(painter, place, theme, chosen=index.row() == self._view.currentIndex().row(),
                         hovered=index.row() == self.hovered)  # fmt: skip
            inner = place.adjusted(theme.space(2), theme.space(1), -theme.space(2), -theme.space(1))
            self._paint_cell(painter, inner, theme, cell, is_trailing=self._sheet.columns[index.column()].is_trailing)
        painter.restore()

    def _paint_cell(self, painter: QPainter, place: QRect, theme: Theme, cell: SheetCell, *, is_trailing: bool) -> None:
        if any(value is not None for value in cell.line):
            _paint_line(painter, place, theme, cell)
            return
        if cell.note:  # in a row that is higher than usual both stand together in the middle
            spare = max(0, place.height() - theme.px(_TWO_LINES)) // 2
            place = place.adjusted(0, spare, 0, -spare)
        half = place.height() // 2
        upper = QRect(place.left(), place.top(), place.width(), half) if cell.note else place
        self._paint_value(painter, upper, theme, cell, is_trailing=is_trailing)
        if cell.note:
            painter.setFont(theme.font("small", figures=True))
            painter.setPen(theme.colour("text.secondary"))
            lower = QRect(place.left(), place.top() + half, place.width(), place.height() - half)
            words = painter.fontMetrics().elidedText(cell.note, _ELIDE, lower.width())
            painter.drawText(lower, _TRAILING if is_trailing else _LEADING, words)

    def _paint_value(
        self, painter: QPainter, place: QRect, theme: Theme, cell: SheetCell, *, is_trailing: bool
    ) -> None:
        way = self._view.layoutDirection()
        font = theme.font("title2" if cell.is_large else "body", figures=True)
        small = theme.font("small", figures=True)
        gap, side = theme.space(1), theme.px(14) if cell.icon else 0
        taken = side + gap if side else 0
        value = QFontMetrics(font).elidedText(cell.text, _ELIDE, place.width() - taken)
        width = QFontMetrics(font).horizontalAdvance(value)
        room = place.width() - taken - width - gap
        unit = QFontMetrics(small).elidedText(cell.unit, _ELIDE, max(0, room)) if cell.unit and room > 0 else ""
        whole = taken + width + (gap + QFontMetrics(small).horizontalAdvance(unit) if unit else 0)
        left = place.right() - whole if is_trailing else place.left()
        colour = f"{cell.family}.text" if cell.family != "neutral" else "text.primary"
        if side:
            spot = QStyle.visualRect(way, place, QRect(left, place.center().y() - side // 2 + 1, side, side))
            painter.drawPixmap(spot.topLeft(), pixmap(theme, cell.icon, size=14, colour=colour))
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        number = QRect(left + taken, place.top(), width + 1, place.height())
        painter.drawText(QStyle.visualRect(way, place, number), _LEADING, value)
        if unit:
            painter.setFont(small)
            painter.setPen(theme.colour("text.secondary"))
            # Both stand on one line: the smaller letters go down by half of what they are lower.
            drop = max(0, (QFontMetrics(font).ascent() - QFontMetrics(small).ascent()) // 2)
            beside = QRect(left + taken + width + gap, place.top() + drop, place.width(), place.height())
            painter.drawText(QStyle.visualRect(way, place, beside), _LEADING, unit)


def paint_ground(painter: QPainter, place: QRect, theme: Theme, *, chosen: bool, hovered: bool) -> None:
    """Paint the ground of a row, and the hairline below it."""
    if chosen or hovered:
        painter.fillRect(place, theme.colour("bg.selected" if chosen else "bg.hover"))
    width = theme.stroke("hairline")
    line = QRect(place.left(), place.bottom() - width + 1, place.width(), width)
    painter.fillRect(line, theme.colour("border.subtle"))


def _paint_line(painter: QPainter, place: QRect, theme: Theme, cell: SheetCell) -> None:
    """Paint a small line over time with a dot at its end; time runs from left to right everywhere."""
    known = [value for value in cell.line if value is not None]
    height = theme.px(_LINE_HEIGHT)
    top = place.center().y() - height / 2
    x = Scale(low=0, high=max(1, len(cell.line) - 1), start=place.left() + 2, end=place.right() - theme.space(1))
    y = Scale(low=min(known), high=max(known), start=top + height, end=top)
    colour = theme.colour(f"{cell.family}.solid" if cell.family != "neutral" else "accent.solid")
    painter.setPen(QPen(colour, theme.stroke("chartLine") * 0.75))
    run: list[QPointF] = []
    for step, value in [*enumerate(cell.line), (len(cell.line), None)]:
        if value is not None:
            run.append(QPointF(x.at(step), y.at(value)))
            continue
        if len(run) == 1:
            painter.drawPoint(run[0])
        painter.drawPolyline(QPolygonF(run))
        run = []
    if cell.line[-1] is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        end = QPointF(x.at(len(cell.line) - 1), y.at(cell.line[-1]))
        side = theme.px(2.5)
        painter.drawEllipse(QRectF(end.x() - side, end.y() - side, 2 * side, 2 * side))
