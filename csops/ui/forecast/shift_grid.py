"""The week of a plan on screen: cells one can reach, drag, fill and empty."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csops.ui.forecast.shift_model import Index, ShiftModel, ShiftRow
from csops.ui.kit.marks import box, paint_focus
from csops.ui.kit.theme import Themes

ROW_SPACES = 10
NAME_SPACES, NAMES_SHARE = 56, 4
"""How wide names may be: in steps of the grid, and as a part of the width. The tooltip shows longer ones whole."""
_CHOOSE = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_PUSH = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ShiftGrid(QTableView):
    """People by days.

    Signals:
        choose_wanted(int, int): Enter, Space or a double click on a person and day.
        clear_wanted(int, int): Delete or Backspace on a shift.
        moved(int, int, int, int): a shift was dragged: row and day before, row and day now.
        push_wanted(int, int, int, int): Ctrl and an arrow on a shift: row and day, so many rows down, so many days on.
        person_wanted(int): a name was clicked, or Enter pressed on the hours at its end.
    """

    choose_wanted = Signal(int, int)
    clear_wanted = Signal(int, int)
    moved = Signal(int, int, int, int)
    push_wanted = Signal(int, int, int, int)
    person_wanted = Signal(int)

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.shifts = ShiftModel(self)
        self.setModel(self.shifts)
        self.setItemDelegate(_Delegate(themes, self.shifts, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(True)
        self.setDropIndicatorShown(True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)
        self.shifts.modelReset.connect(self.theme_changed)
        self.shifts.moved.connect(self.moved)
        self.doubleClicked.connect(self._choose)
        self.verticalHeader().sectionClicked.connect(self.person_wanted)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take sizes and type from the theme; the grid is as high as its rows."""
        theme = self.themes.current
        self.setFont(theme.font("small", figures=True))
        self.shifts.head_font, self.shifts.name_font = theme.font("smallStrong"), theme.font("bodyStrong")
        self.verticalHeader().setDefaultSectionSize(theme.space(1) * ROW_SPACES)
        self._fit_heads()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: names leave most of the width to the days."""
        super().resizeEvent(event)
        self._fit_heads()

    def _fit_heads(self) -> None:
        """Cut names that would take too much, and break the days into two lines where a column is narrow."""
        theme = self.themes.current
        widest = min(theme.space(1) * NAME_SPACES, max(1, self.width() // NAMES_SHARE))
        self.verticalHeader().setMaximumWidth(widest)
        head = self.horizontalHeader()
        measure, column = QFontMetrics(self.shifts.head_font), self.viewport().width() // max(1, len(self.shifts.heads))
        wanted = max((measure.horizontalAdvance(one) for one in self.shifts.heads), default=0) + 2 * theme.space(1)
        self.shifts.break_heads(wanted > column)
        height = theme.size("tableHeader")
        head.setFixedHeight(max(height, 2 * measure.height() + theme.space(1)) if wanted > column else height)
        rows = max(1, self.shifts.rowCount())
        self.setFixedHeight(head.height() + rows * theme.space(1) * ROW_SPACES + 2)

    def show_week(self, rows: Sequence[ShiftRow], *, days: Sequence[date], heads: Sequence[str]) -> None:
        """Show a week; the same cell stays current."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        self.shifts.show_rows(rows, days=days, heads=heads)
        if row >= 0 and rows:
            self.setCurrentIndex(self.shifts.index(min(row, len(rows) - 1), column))

    def go_to(self, row: int, column: int) -> None:
        """Make a person and day current: the focus goes with a shift that moves."""
        self.setCurrentIndex(self.shifts.index(row, column))

    def below(self, row: int, column: int) -> QPoint:
        """Return where a menu for a cell opens."""
        place = self.visualRect(self.shifts.index(row, column))
        return self.viewport().mapToGlobal(place.bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space choose a shift, Delete takes it away, Ctrl and an arrow move it."""
        index = self.currentIndex()
        cell = self.shifts.cell(index)
        if index.isValid() and event.key() in _CHOOSE:
            self._choose(index)
        elif cell is not None and cell.is_shift and self.shifts.may_change and self._is_deed(event):
            self._do(event, index)
        else:
            super().keyPressEvent(event)

    def _is_deed(self, event: QKeyEvent) -> bool:
        is_move = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _PUSH
        return is_move or event.key() in _CLEAR

    def _do(self, event: QKeyEvent, index: QModelIndex) -> None:
        if event.key() in _CLEAR:
            self.clear_wanted.emit(index.row(), index.column())
            return
        down, later = _PUSH[Qt.Key(event.key())]
        later = -later if self.isRightToLeft() else later
        self.push_wanted.emit(index.row(), index.column(), down, later)

    def _choose(self, index: QModelIndex) -> None:
        if self.shifts.cell(index) is None:
            self.person_wanted.emit(index.row())
        elif self.shifts.may_change:
            self.choose_wanted.emit(index.row(), index.column())


class _Delegate(QStyledItemDelegate):
    def __init__(self, themes: Themes, model: ShiftModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._model = themes, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = self._themes.current
        return QSize(theme.space(12), theme.space(1) * ROW_SPACES)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, cell = self._themes.current, self._model.cell(index)
        place: QRect = option.rect
        painter.save()
        inner = place.adjusted(theme.space(0.5), theme.space(0.5), -theme.space(0.5), -theme.space(0.5))
        colour = "text.secondary"
        if cell is None or not cell.is_shift:  # the tint of what is chosen would look like a shift
            painter.fillRect(place, theme.colour("bg.surface"))
        if cell is None:
            painter.setFont(theme.font("bodyStrong", figures=True))
            colour = "text.primary"
        elif cell.is_shift:
            fill = "danger.soft" if cell.is_wrong else "accent.soft"
            edge = theme.colour("danger.text" if cell.is_wrong else "accent.solid") if cell.is_fixed else None
            width = theme.stroke("hairline") if cell.is_fixed else 0
            box(painter, QRectF(inner), radius=theme.radius("chip"), fill=theme.colour(fill), edge=edge, width=width)
            painter.setFont(theme.font("smallStrong", figures=True))
            colour = "danger.text" if cell.is_wrong else "accent.text"
        else:
            painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colour))
        room = inner.adjusted(theme.space(1), 0, -theme.space(1), 0)
        self._paint_words(painter, room, str(index.data() or ""))
        if cell is not None and cell.is_changed:
            self._paint_changed(painter, inner)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, inner, theme, radius=theme.radius("chip"))
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, words: str) -> None:
        """In two lines where there is no room for one: 10:30 to 19:30 in a narrow column."""
        measure = painter.fontMetrics()
        if measure.horizontalAdvance(words) > room.width():
            parts = words.replace("\N{EN DASH}", "\N{EN DASH}\n").replace(" / ", " /\n").replace(", ", ",\n")
            cut = (measure.elidedText(one, Qt.TextElideMode.ElideRight, room.width()) for one in parts.split("\n")[:2])
            words = "\n".join(cut)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter.value, words)

    def _paint_changed(self, painter: QPainter, inner: QRect) -> None:
        """A dot at the end of the cell; the words say what it means."""
        theme = self._themes.current
        side = theme.space(1) + theme.space(0.5)
        dot = QRect(inner.right() - side - theme.space(0.5), inner.top() + theme.space(0.5), side, side)
        place = QStyle.visualRect(painter.layoutDirection(), inner, dot)
        box(painter, QRectF(place), radius=side / 2, fill=theme.colour("warning.text"), edge=None, width=0)
