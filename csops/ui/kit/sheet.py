"""A sheet of figures: rows under headings that arrow keys reach, with names that stay where they are."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from csops.ui.kit.labels import Text
from csops.ui.kit.sheet_model import Index, SheetColumn, SheetModel, SheetRow
from csops.ui.kit.sheet_paint import SheetDelegate, SheetHeads, room_for_names
from csops.ui.kit.table_copy import rows_as_mime
from csops.ui.kit.theme import Themes

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
_MOST_NAME, _GOOD_NAME, _LEAST_NAME = 84, 52, 54  # in steps of 4 px
_ROW_HEIGHT = 52


class FigureSheet(QTableView):
    """The table. Arrow keys move, Enter or a click opens, Ctrl C copies all.

    Signals:
        picked(str, int): the key of a row, and the number of the column where it was clicked or Enter was pressed.
    """

    picked = Signal(str, int)

    def __init__(self, themes: Themes, *, name: str, heading: str, fits: bool = False) -> None:
        """`heading` stands over the names; with `fits` the sheet is as high as its rows."""
        super().__init__()
        self.themes, self._fits, self._heading = themes, fits, heading
        self.sheet = SheetModel(self)
        self._delegate = SheetDelegate(themes, self.sheet, self)
        self._rows = SheetHeads(themes, Qt.Orientation.Vertical, self.sheet, self)
        self.setModel(self.sheet)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(SheetHeads(themes, Qt.Orientation.Horizontal, self.sheet, self))
        self.setVerticalHeader(self._rows)
        self.setAccessibleName(name)
        self.corner = Text(themes, heading, font="smallStrong", colour="text.secondary", parent=self)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._set_up()
        self.selectionModel().currentChanged.connect(self._moved)
        self._rows.sectionClicked.connect(lambda row: self._pick(row, 0))
        themes.changed.connect(self._measure)
        self._measure()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QHeaderView, QTableCornerButton::section { background: transparent; border: none; }")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if self._fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # ------------------------------------------------------------ showing
    def show_rows(self, columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> None:
        """Show these; the row that was current stays so where it is still there, and the sheet where it was."""
        here, column = self.current_key(), max(0, self.currentIndex().column())
        place = self.verticalScrollBar().value()
        same = [row.key for row in rows] == [row.key for row in self.sheet.rows]
        self.sheet.show_rows(columns, rows)
        self.clearSpans()
        for number, row in enumerate(rows):
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

    def set_heading(self, heading: str) -> None:
        """Say what stands over the names."""
        self._heading = heading
        self.corner.say(heading)

    def copy(self) -> None:
        """Put all of it on the clipboard as a table."""
        shown = [row for row in self.sheet.rows if row.key]
        parts = [(self._heading, [row.name for row in shown], [row.note for row in shown])]
        for at, column in enumerate(self.sheet.columns):
            cells = [row.cells[at] for row in shown]
            parts.append((column.title, [cell.spoken() for cell in cells], [cell.note for cell in cells]))
        heads, values = [], []
        for title, said, notes in parts:
            heads.append(title)
            values.append(said)
            if any(notes):
                heads.append(self.tr("{column}, note").format(column=title))
                values.append(notes)
        rows = list(zip(*values, strict=True))
        QGuiApplication.clipboard().setMimeData(rows_as_mime(heads, rows))

    # ------------------------------------------------------------ keys and pointer
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the row, Ctrl C copies all."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
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
    def _begin(self) -> None:
        first = next((number for number, row in enumerate(self.sheet.rows) if row.key), None)
        if first is not None:
            self.setCurrentIndex(self.sheet.index(first, 0))

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
        width = names - theme.space(5) - theme.space(2)
        left = theme.space(5) if self.isLeftToRight() else self.width() - names + theme.space(2)
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
