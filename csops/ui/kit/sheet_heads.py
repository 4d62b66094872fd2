"""The heads of a sheet of figures: names and questions at the edge, titles above, an arrow where rows are sorted."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QTableView

from csops.ui.kit.icons import pixmap
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import paint_focus, painter_on
from csops.ui.kit.sheet_model import SheetModel
from csops.ui.kit.sheet_order import NAMES, SheetOrder
from csops.ui.kit.sheet_paint import paint_ground
from csops.ui.kit.table_head import ARROW_SIZE
from csops.ui.kit.theme import Theme, Themes

_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_ELIDE = Qt.TextElideMode.ElideRight


class SheetHeads(QHeaderView):
    """Names of figures at the leading edge, each with its question; titles of columns above."""

    def __init__(
        self,
        themes: Themes,
        orientation: Qt.Orientation,
        sheet: SheetModel,
        parent: QTableView,
        sorting: SheetOrder,
    ) -> None:
        super().__init__(orientation, parent)
        self._themes, self._sheet, self._view, self._sorting = themes, sheet, parent, sorting
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
            has_keys = self._view.hasFocus() and self._sorting.head is None
            edge = theme.colour("accent.solid" if has_keys else "border.control")
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
        way = self._sorting.is_by(number)
        paint_head(painter, place, column.title, theme, is_descending=way, is_trailing=column.is_trailing)
        if self._view.hasFocus() and self._sorting.head == number:
            paint_focus(painter, rect.adjusted(0, 1, 0, -1), theme, radius=theme.radius("control"))


class SheetCorner(Text):
    """What stands over the names.

    Signals:
        pressed: it was clicked.
    """

    pressed = Signal()

    def __init__(self, themes: Themes, sorting: SheetOrder, *, parent: QTableView) -> None:
        super().__init__(themes, font="smallStrong", colour="text.secondary", parent=parent)
        self._view, self._sorting = parent, sorting
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint it as the other heads."""
        theme, painter = self.themes.current, painter_on(self)
        painter.setLayoutDirection(self.layoutDirection())
        edge = theme.space(2)
        place = self.rect().adjusted(edge, 0, -edge, 0)
        paint_head(painter, place, self.words(), theme, is_descending=self._sorting.is_by(NAMES))
        if self._view.hasFocus() and self._sorting.head == NAMES:
            paint_focus(painter, self.rect().adjusted(0, 1, 0, -1), theme, radius=theme.radius("control"))


def paint_head(
    painter: QPainter,
    place: QRect,
    words: str,
    theme: Theme,
    *,
    is_descending: bool | None,
    is_trailing: bool = False,
) -> None:
    """Paint a title; where rows are sorted by it, with an arrow behind, as the heads of tables do."""
    font, colour = theme.font("smallStrong"), "text.secondary" if is_descending is None else "text.primary"
    taken = 0 if is_descending is None else theme.px(ARROW_SIZE) + theme.space(1)
    painter.setFont(font)
    painter.setPen(theme.colour(colour))
    said = QFontMetrics(font).elidedText(words, _ELIDE, place.width() - taken)
    width = QFontMetrics(font).horizontalAdvance(said)
    left = place.right() - width - taken if is_trailing else place.left()
    way = painter.layoutDirection()
    text = QRect(left, place.top(), width + 2, place.height())
    painter.drawText(QStyle.visualRect(way, place, text), _LEADING, said)
    if is_descending is not None:
        side = theme.px(ARROW_SIZE)
        spot = QRect(left + width + theme.space(1), place.center().y() - side // 2, side, side)
        arrow = pixmap(theme, "arrow-down" if is_descending else "arrow-up", size=ARROW_SIZE, colour="accent.text")
        painter.drawPixmap(QStyle.visualRect(way, place, spot).topLeft(), arrow)


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
) -> None:
    painter.setFont(theme.font(font))
    painter.setPen(theme.colour(colour))
    painter.drawText(place, _LEADING, painter.fontMetrics().elidedText(words, _ELIDE, place.width()))
