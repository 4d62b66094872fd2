"""The head of a table: sorts, moves, resizes; its first section ticks all."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QWidget

from csops.ui.kit import icons
from csops.ui.kit.delegates import tick_box
from csops.ui.kit.marks import paint_check
from csops.ui.kit.table_cells import Align
from csops.ui.kit.table_model import TICKS, PagedTableModel
from csops.ui.kit.theme import Theme, Themes

ARROW_SIZE = 14


class TableHead(QHeaderView):
    """Paints titles, arrows and the check box for all.

    Signals:
        menu_wanted(int, QPoint): a section was right-clicked, at a place on the screen.
        group_wanted(str): the rows shall be grouped by the column with this key.
    """

    menu_wanted = Signal(int, QPoint)
    group_wanted = Signal(str)
    groupable: frozenset[str] = frozenset()
    grouped_by = ""

    def __init__(self, themes: Themes, model: PagedTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        self._model = model
        self._pressed_at = QPoint()
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        model.ordered.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        return QSize(super().sizeHint().width(), self._themes.current.size("tableHeader"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: remembers where, to tell a click from a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a click sorts, with Shift as a further key; on the check box it ticks all."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        is_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if event.button() != Qt.MouseButton.LeftButton or is_edge or (place - self._pressed_at).manhattanLength() > 4:
            return
        section = self.logicalIndexAt(place)
        if section == TICKS:
            self._model.toggle_all()
        elif section > TICKS:
            self._model.sort_by(section, add=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Override of Qt."""
        theme = self._themes.current
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, theme.colour("bg.sunken"))
        hairline = theme.stroke("hairline")
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), hairline), theme.colour("border.default"))
        if logicalIndex == TICKS:
            self._paint_tick(painter, theme, tick_box(theme, rect))
        else:
            self._paint_title(painter, theme, rect, logicalIndex)
        inset = theme.space(2)
        if self.visualIndex(logicalIndex) < self.count() - 1:
            line = QRect(rect.right(), rect.top() + inset, hairline, rect.height() - 2 * inset)
            painter.fillRect(self._seen(rect, line), theme.colour("border.default"))
        painter.restore()

    def _seen(self, section: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), section, place)

    def _paint_tick(self, painter: QPainter, theme: Theme, box: QRect) -> None:
        state = self._model.head_state()
        if state != Qt.CheckState.PartiallyChecked:
            paint_check(painter, box, theme, checked=state == Qt.CheckState.Checked)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent.solid"))
        painter.drawRoundedRect(box, theme.radius("chip"), theme.radius("chip"))
        picture = icons.pixmap(theme, "minus", size=12, colour="text.onAccent")
        painter.drawPixmap(box.left() + theme.space(0.5), box.top() + theme.space(0.5), picture)

    def _paint_title(self, painter: QPainter, theme: Theme, rect: QRect, section: int) -> None:
        column = self._model.columns[section - 1]
        keys = [key for key, _ in self._model.order]
        is_sorted = column.key in keys
        place = rect.adjusted(theme.space(2) + 1, 0, -theme.space(2), 0)
        font = theme.font("smallStrong")
        painter.setFont(font)
        painter.setPen(theme.colour("text.primary" if is_sorted else "text.secondary"))
        room = place.width() - (theme.space(5) if is_sorted else 0)
        text = QFontMetrics(font).elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        width = QFontMetrics(font).horizontalAdvance(text)
        is_trailing = column.align is Align.TRAILING
        left = place.right() - width - (theme.space(5) if is_sorted else 0) if is_trailing else place.left()
        words = self._seen(rect, QRect(left, place.top(), width + 2, place.height()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        if is_sorted:
            arrow = QRect(left + width + theme.space(1), rect.center().y(), theme.px(ARROW_SIZE), 1)
            self._paint_arrow(painter, theme, self._seen(rect, arrow).topLeft(), keys, column.key)

    def _paint_arrow(self, painter: QPainter, theme: Theme, at: QPoint, keys: list[str], key: str) -> None:
        name = "arrow-down" if dict(self._model.order)[key] else "arrow-up"
        picture = icons.pixmap(theme, name, size=ARROW_SIZE, colour="accent.text")
        painter.drawPixmap(at.x(), at.y() - theme.px(ARROW_SIZE) // 2, picture)
        if len(keys) > 1:
            font = theme.font("micro")
            painter.setFont(font)
            place = QRectF(at.x() + theme.px(ARROW_SIZE), at.y() - theme.space(2), theme.space(3), theme.space(4))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(keys.index(key) + 1))

    def _ask_menu(self, place: QPoint) -> None:
        section = self.logicalIndexAt(place)
        if section > TICKS:
            self.menu_wanted.emit(section, self.mapToGlobal(place))
