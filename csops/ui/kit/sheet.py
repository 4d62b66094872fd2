"""A sheet of figures: rows under headings that arrow keys reach, with names that stay where they are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from csops.ui.kit.bare_table import lay_bare
from csops.ui.kit.sheet_copy import copied
from csops.ui.kit.sheet_heads import SheetCorner, SheetHeads, room_for_names
from csops.ui.kit.sheet_model import Index, SheetColumn, SheetModel, SheetRow
from csops.ui.kit.sheet_order import NAME, NAMES, SheetOrder, ordered
from csops.ui.kit.sheet_paint import SheetDelegate
from csops.ui.kit.table_copy import rows_as_mime
from csops.ui.kit.theme import Themes

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
_MOST_NAME, _GOOD_NAME, _LEAST_NAME = 84, 52, 54  # in steps of 4 px
_ROW_HEIGHT = 52


class FigureSheet(QTableView):
    """The table. Arrow keys move, Enter or a click opens, Ctrl C copies all.

    Where it sorts, a click on a head does so, and so does Enter once Up has led there from the first row.

    Signals:
        picked(str, int): the key of a row, and the number of the column where it was clicked or Enter was pressed.
    """

    picked = Signal(str, int)

    def __init__(self, themes: Themes, *, name: str, heading: str, fits: bool = False, sorts: bool = False) -> None:
        """`heading` stands over the names; with `fits` the sheet is as high as its rows; with `sorts` heads sort."""
        super().__init__()
        self.themes, self._fits, self._sorts = themes, fits, sorts
        self._given: tuple[SheetRow, ...] = ()
        self._beside: tuple[str, ...] = ()
        self.sheet = SheetModel(self)
        self.sorting = SheetOrder(self, self.sheet)
        self._delegate = SheetDelegate(themes, self.sheet, self)
        self._rows = SheetHeads(themes, Qt.Orientation.Vertical, self.sheet, self, self.sorting)
        self.setModel(self.sheet)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(SheetHeads(themes, Qt.Orientation.Horizontal, self.sheet, self, self.sorting))
        self.setVerticalHeader(self._rows)
        self.setAccessibleName(name)
        self.corner = SheetCorner(themes, self.sorting, parent=self)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not sorts)
        self.set_heading(heading)
        lay_bare(self, fits=fits)
        self.setMouseTracking(True)
        if sorts:
            self.horizontalHeader().sectionClicked.connect(self.sorting.press)
            self.horizontalHeader().setCursor(Qt.CursorShape.PointingHandCursor)
            self.corner.pressed.connect(lambda: self.sorting.press(NAMES))
            self.sorting.changed.connect(self._sort)
            self.sorting.moved.connect(self._repaint)
        self.selectionModel().currentChanged.connect(self._moved)
        self._rows.sectionClicked.connect(lambda row: self._pick(row, 0))
        themes.changed.connect(self._measure)
        self._measure()

    # ------------------------------------------------------------ showing
    def show_rows(self, columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> None:
        """Show these; the row that was current stays so where it is still there, and the sheet where it was."""
        here, column = self.current_key(), max(0, self.currentIndex().column())
        place = self.verticalScrollBar().value()
        self._given = tuple(rows)
        if not {key for key, _is_descending in self.sorting.order} <= {NAME, *(column.key for column in columns)}:
            self.sorting.order = ()
        shown = ordered(columns, rows, self.sorting.order)
        same = [row.key for row in shown] == [row.key for row in self.sheet.rows]
        self.sheet.show_rows(columns, shown)
        self.clearSpans()
        for number, row in enumerate(shown):
            if not row.key and len(columns) > 1:
                self.setSpan(number, 0, 1, len(columns))
        self._measure()
        if here:
            self.choose(here, column)
        if same:
            self.verticalScrollBar().setValue(place)

    def current_key(self) -> str:
        """Return the key of the row where the keys act; empty for none."""
        row = self.currentIndex().row()
        return self.sheet.rows[row].key if 0 <= row < len(self.sheet.rows) else ""

    def choose(self, key: str, column: int = 0) -> None:
        """Make a row current."""
        keys = [row.key for row in self.sheet.rows]
        if key in keys:
            self.setCurrentIndex(self.sheet.index(keys.index(key), min(column, len(self.sheet.columns) - 1)))

    def set_heading(self, heading: str, *beside: str) -> None:
        """Say what stands over the names, and over what rows say beside them where it is copied."""
        self.sorting.heading, self._beside = heading, beside
        self.corner.say(heading)

    def copy(self) -> None:
        """Put all of it on the clipboard as a table, in the order in which it stands."""
        shown = [row for row in self.sheet.rows if row.key]
        heads, rows = copied(
            self.sorting.heading, self._beside, self.sheet.columns, shown, noted=self.tr("{column}, note")
        )
        QGuiApplication.clipboard().setMimeData(rows_as_mime(heads, rows))

    # ------------------------------------------------------------ keys and pointer
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the row, Ctrl C copies all; in the heads Enter sorts."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self._sorts and self._take_head_key(Qt.Key(event.key())):
            pass
        elif event.key() in _ENTER and self.currentIndex().isValid():
            self._pick(self.currentIndex().row(), self.currentIndex().column())
        elif event.key() in _ARROWS and not self.currentIndex().isValid():
            self._begin()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: whoever comes by Tab stands on a row."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self._begin()
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress}:
            self.sorting.leave()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pick(index.row(), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the row under the pointer is lit."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: no row is."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the columns share the width."""
        super().resizeEvent(event)
        self._share_width()

    # ------------------------------------------------------------ inside
    def _sort(self) -> None:
        self.show_rows(self.sheet.columns, self._given)

    def _take_head_key(self, key: Qt.Key) -> bool:
        here = self.currentIndex()
        was = self.sorting.head
        taken = self.sorting.take_key(key, row=here.row(), column=here.column(), first=self._first() or 0)
        if was is not None and self.sorting.head is None:
            self._begin(max(0, was))
        return taken

    def _first(self) -> int | None:
        return next((number for number, row in enumerate(self.sheet.rows) if row.key), None)

    def _begin(self, column: int = 0) -> None:
        first = self._first()
        if first is not None:
            self.setCurrentIndex(self.sheet.index(first, column))

    def _pick(self, row: int, column: int) -> None:
        key = self.sheet.rows[row].key
        if key:
            self.choose(key, column)
            self.picked.emit(key, column)

    def _hover(self, row: int) -> None:
        is_row = 0 <= row < len(self.sheet.rows) and bool(self.sheet.rows[row].key)
        shown = row if is_row else -1
        if shown != self._delegate.hovered:
            self._delegate.hovered = self._rows.hovered = shown
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_row else Qt.CursorShape.ArrowCursor)
            self._repaint()

    def _moved(self, _current: Index | QModelIndex, _before: Index | QModelIndex) -> None:
        self._repaint()

    def _repaint(self) -> None:
        self.viewport().update()
        self._rows.viewport().update()
        self.horizontalHeader().viewport().update()
        self.corner.update()

    def _measure(self) -> None:
        theme = self.themes.current
        heads = self.horizontalHeader()
        for header in (self._rows, heads):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setSectionsClickable(True)
        heads.setFixedHeight(theme.size("row"))
        self._share_height()
        self._share_width()

    def _share_height(self) -> None:
        """A question that does not fit beside the edge takes a second line."""
        theme = self.themes.current
        tall = any(row.note or any(cell.note for cell in row.cells) for row in self.sheet.rows)
        height = theme.px(_ROW_HEIGHT) if tall else theme.size("row")
        letters = QFontMetrics(theme.font("small"))
        for number, row in enumerate(self.sheet.rows):
            more = (
                letters.lineSpacing() if letters.horizontalAdvance(row.note) > room_for_names(self._rows, theme) else 0
            )
            self._rows.resizeSection(number, height + more if row.key else theme.size("rowCompact"))
        if self._fits:
            self.setFixedHeight(self.horizontalHeader().height() + self._rows.length() + theme.space(1))

    def _share_width(self) -> None:
        theme, columns = self.themes.current, self.sheet.columns
        if not columns:
            return
        step, room = theme.space(1), self.width() - theme.space(4)
        shown = fitting(columns, room=room // step - _GOOD_NAME)
        least = sum(columns[number].least for number in shown) * step
        names = max(_LEAST_NAME * step, min(_MOST_NAME * step, room - least))
        self._rows.setFixedWidth(names)
        width = names - theme.space(3)
        left = theme.space(3) if self.isLeftToRight() else self.width() - names
        self.corner.setGeometry(left, 0, width, self.horizontalHeader().height())
        self._share_height()
        spare = max(0, self.viewport().width() - least)
        shares = sum(columns[number].share for number in shown) or 1
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number not in shown)
            self.setColumnWidth(number, column.least * step + spare * column.share // shares)


def fitting(columns: Sequence[SheetColumn], *, room: int) -> list[int]:
    """Return which columns fit into so many steps of 4 px: those of a high rank are left out first."""
    shown = list(range(len(columns)))
    while sum(columns[number].least for number in shown) > room:
        most = max(columns[number].rank for number in shown)
        if not most:
            break
        shown = [number for number in shown if columns[number].rank < most]
    return shown
