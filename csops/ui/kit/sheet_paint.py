"""How a sheet of figures is painted: names and questions at the edge, values large, lines over time, changes."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

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


class SheetHeads(QHeaderView):
    """Names of figures at the leading edge, each with its question; titles of columns above."""

    def __init__(self, themes: Themes, orientation: Qt.Orientation, sheet: SheetModel, parent: QTableView) -> None:
        super().__init__(orientation, parent)
        self._themes, self._sheet, self._view = themes, sheet, parent
        self.hovered = -1
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Qt: paint a name."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        if self.orientation() == Qt.Orientation.Vertical:
            self._paint_row(painter, rect, self._themes.current, logicalIndex)
        else:
            self._paint_column(painter, rect, self._themes.current, logicalIndex)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, theme: Theme, number: int) -> None:
        row, current = self._sheet.rows[number], self._view.currentIndex().row()
        if not row.key:
            painter.fillRect(rect, theme.colour("bg.sunken"))
            _paint_words(painter, _inner(rect, theme), row.name, theme, font="smallStrong", colour="text.secondary")
            return
        paint_ground(painter, rect, theme, chosen=number == current, hovered=number == self.hovered)
        if number == current:
            bar = QRect(rect.left(), rect.top(), theme.stroke("focus"), rect.height())
            edge = theme.colour("accent.solid" if self._view.hasFocus() else "border.control")
            painter.fillRect(QStyle.visualRect(self._view.layoutDirection(), rect, bar), edge)
        inner = _inner(rect, theme).adjusted(0, theme.space(1), 0, -theme.space(1))
        if not row.note:
            _paint_words(painter, inner, row.name, theme, font="bodyStrong")
            return
        letters = QFontMetrics(theme.font("small"))
        lines = 2 if letters.horizontalAdvance(row.note) > room_for_names(self, theme) else 1
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() - lines * letters.lineSpacing())
        if lines == 1:
            upper.setHeight(inner.height() // 2)
        _paint_words(painter, upper, row.name, theme, font="bodyStrong")
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.bottom() - upper.bottom())
        if lines == 1:
            _paint_words(painter, lower, row.note, theme, font="small", colour="text.secondary")
        else:
            _paint_two_lines(painter, lower, row.note, theme)

    def _paint_column(self, painter: QPainter, rect: QRect, theme: Theme, number: int) -> None:
        column = self._sheet.columns[number]
        place = rect.adjusted(theme.space(2), 0, -theme.space(2), 0)
        side = _TRAILING if column.is_trailing else _LEADING
        _paint_words(painter, place, column.title, theme, font="smallStrong", colour="text.secondary", side=side)


def paint_ground(painter: QPainter, place: QRect, theme: Theme, *, chosen: bool, hovered: bool) -> None:
    """Paint the ground of a row, and the hairline below it."""
    if chosen or hovered:
        painter.fillRect(place, theme.colour("bg.selected" if chosen else "bg.hover"))
    width = theme.stroke("hairline")
    line = QRect(place.left(), place.bottom() - width + 1, place.width(), width)
    painter.fillRect(line, theme.colour("border.subtle"))


def room_for_names(heads: QHeaderView, theme: Theme) -> int:
    """Return how much room a name has beside the edge."""
    return heads.width() - theme.space(5) - theme.space(2)


def _paint_two_lines(painter: QPainter, place: QRect, words: str, theme: Theme) -> None:
    """Paint words on two lines; what does not fit on the second ends in dots."""
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text.secondary"))
    letters = painter.fontMetrics()
    first: list[str] = []
    rest = words.split()
    while rest and letters.horizontalAdvance(" ".join([*first, rest[0]])) <= place.width():
        first.append(rest.pop(0))
    height = letters.lineSpacing()
    for number, line in enumerate((" ".join(first), " ".join(rest))):
        shown = letters.elidedText(line, _ELIDE, place.width())
        painter.drawText(QRect(place.left(), place.top() + number * height, place.width(), height), _LEADING, shown)


def _inner(rect: QRect, theme: Theme) -> QRect:
    return rect.adjusted(theme.space(5), 0, -theme.space(2), 0)


def _paint_words(
    painter: QPainter,
    place: QRect,
    words: str,
    theme: Theme,
    *,
    font: str,
    colour: str = "text.primary",
    side: Qt.AlignmentFlag = _LEADING,
) -> None:
    painter.setFont(theme.font(font))
    painter.setPen(theme.colour(colour))
    painter.drawText(place, side, painter.fontMetrics().elidedText(words, _ELIDE, place.width()))


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
