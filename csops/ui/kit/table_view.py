"""A table of records: ticks, keys, hover, order and width of its columns, and what it remembers."""

from collections.abc import Hashable, Mapping
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyleOptionViewItem, QTableView, QToolTip, QWidget

from csops.ui.kit import table_copy
from csops.ui.kit.delegates import CellDelegate, cell_font
from csops.ui.kit.table_cells import PLAIN
from csops.ui.kit.table_head import TableHead
from csops.ui.kit.table_layout import Layout
from csops.ui.kit.table_model import LOOK_ROLE, TICKS, PagedTableModel
from csops.ui.kit.theme import Themes

Index = QModelIndex | QPersistentModelIndex
MOST_COPIED_ROWS = 10_000


class DataTable(QTableView):
    """The grid of picture 03. Ticks are the model's; the current row is where the keys act.

    Signals:
        opened(object): a record was asked for by Enter or a double click.
        opened_beside(object): the same with Shift Enter.
        current_changed(object): the record under the keys, or None.
        layout_changed: columns were moved, resized, hidden, pinned, sorted, or the density changed.
        copied(int): so many rows are on the clipboard.
        filter_wanted(str): the column with this key shall be filtered.
        scrolled_sideways: columns stand elsewhere than before.
    """

    opened = Signal(object)
    opened_beside = Signal(object)
    current_changed = Signal(object)
    layout_changed = Signal()
    copied = Signal(int)
    filter_wanted = Signal(str)
    scrolled_sideways = Signal()

    def __init__(self, themes: Themes, model: PagedTableModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.table = model
        self.single_keys = True  # J and K, which Settings can switch off
        self._anchor = -1
        self._current_id: Hashable = None
        self._delegate = CellDelegate(themes, model, self)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.head = TableHead(themes, model, self)
        self.setHorizontalHeader(self.head)
        self._set_up_look()
        self.columns = Layout(self, themes)
        self._join()
        self._restyle()

    def layout_state(self) -> dict[str, Any]:
        """Return widths, order, hidden and pinned columns, sort and density as plain values."""
        return self.columns.state()

    def restore_layout(self, state: Mapping[str, Any]) -> None:
        """Put back what `layout_state` gave; columns that are unknown are left out, new ones stand where declared."""
        self.columns.restore(state)

    def copy(self) -> None:
        """Put the ticked rows that are here, or else the current one, on the clipboard with headings."""
        if self.table.ticks.everything or self.table.ticks.ids:
            rows = [self.table.record(row) for row in range(self.table.rowCount())]
            records = [record for record in rows if record is not None and self.table.ticks.has(record.id)]
        else:
            records = [record for record in [self.current_record()] if record is not None]
        if records:
            QGuiApplication.clipboard().setMimeData(table_copy.as_mime(self.columns.shown(), records))
            self.copied.emit(len(records))

    def current_record(self) -> Any | None:
        """Return the record where the keys act."""
        return self.table.record(self.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Make a row current and show it."""
        row = max(0, min(row, self.table.rowCount() - 1))
        self.setCurrentIndex(self.table.index(row, max(TICKS + 1, self.currentIndex().column())))

    # ------------------------------------------------------------------ set-up

    def _set_up_look(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()

    def _join(self) -> None:
        self.head.menu_wanted.connect(partial(_popup_menu, self))
        self.head.sectionResized.connect(self.scrolled_sideways)
        self.horizontalScrollBar().valueChanged.connect(self.scrolled_sideways)
        self.table.ordered.connect(self.layout_changed)
        self.table.arrived.connect(self._arrived)
        self.table.ticked.connect(self.viewport().update)
        self._themes.changed.connect(self._restyle)
        self.columns.changed.connect(self.layout_changed)

    def _restyle(self) -> None:
        self.columns.apply_sizes()
        self.head.updateGeometry()
        self.viewport().update()

    # ------------------------------------------------------------------ current row

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override of Qt: remembers the record, so that it stays current when rows move."""
        super().currentChanged(current, previous)
        self._delegate.current_row = current.row()
        record = self.table.record(current.row())
        self._current_id = None if record is None else record.id
        self.viewport().update()
        self.current_changed.emit(record)

    def _arrived(self, first: int, last: int) -> None:
        row = self.currentIndex().row()
        record = self.table.record(row)
        if self._current_id is None:
            if record is not None and first <= row <= last:
                self.currentChanged(self.currentIndex(), self.currentIndex())
            return
        if record is not None and record.id == self._current_id:
            return
        moved = self.table.row_of(self._current_id)
        if moved is not None:
            from_top = row - self.rowAt(0)
            self.setCurrentIndex(self.table.index(moved, self.currentIndex().column()))
            self.verticalScrollBar().setValue(moved - from_top)

    # ------------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: the check box ticks, Ctrl ticks a row, Shift ticks to here."""
        index = self.indexAt(event.position().toPoint())
        modifiers = event.modifiers()
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.table.tick_rows(self._anchor if self._anchor >= 0 else index.row(), index.row())
            elif index.column() == TICKS or modifiers & Qt.KeyboardModifier.ControlModifier:
                self._toggle(index.row())
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: opens the record."""
        index = self.indexAt(event.position().toPoint())
        if index.column() > TICKS:
            self._open(beside=False)
        elif index.column() == TICKS:
            self._toggle(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: the row under the pointer is lit."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Override of Qt."""
        self._hover(-1)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Override of Qt: text that is cut shows whole, and what a look means is said in words."""
        if event.type() == QEvent.Type.ToolTip:
            place: QPoint = event.pos()  # type: ignore[attr-defined]  # a QHelpEvent, which the stubs do not tell
            index = self.indexAt(place)
            told = plain_tip(self.cut_text(index))
            QToolTip.showText(self.viewport().mapToGlobal(place), told, self.viewport())
            return True
        return super().viewportEvent(event)

    def cut_text(self, index: Index) -> str:
        """Return the text of a cell if it is not wholly seen, and what its look means where that is more."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        look = index.data(LOOK_ROLE) or PLAIN
        needed = self._delegate.sizeHint(QStyleOptionViewItem(), index).width() if text else 0
        width = QFontMetrics(cell_font(self._themes.current, look)).horizontalAdvance(text)
        is_cut = width and needed > self.columnWidth(index.column())
        return "\n".join(filter(None, (text if is_cut else "", look.note)))

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: J, K, arrows with Shift, Space, Enter, Ctrl C, Home and End."""
        if not self._handle(event):
            super().keyPressEvent(event)

    def _handle(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        is_plain = not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        step = self._step(key) if is_plain else 0
        is_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if step:
            self._move(step, extend=is_shift)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and is_plain:
            self.go_to(0 if key == Qt.Key.Key_Home else self.table.rowCount() - 1)
        elif key == Qt.Key.Key_Space and is_plain:
            self._toggle(self.currentIndex().row())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and is_plain:
            self._open(beside=is_shift)
        elif key == Qt.Key.Key_C and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.copy()
        elif key == Qt.Key.Key_A and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.table.toggle_all()
        else:
            return False
        return True

    def _step(self, key: Qt.Key) -> int:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if self.single_keys:
            steps |= {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        return steps.get(key, 0)

    def _move(self, step: int, *, extend: bool) -> None:
        row = self.currentIndex().row()
        if extend and self._anchor < 0:
            self._anchor = row
        self.go_to(row + step)
        if extend:
            self.table.tick_rows(self._anchor, self.currentIndex().row())
        else:
            self._anchor = -1

    def _toggle(self, row: int) -> None:
        record = self.table.record(row)
        if record is not None:
            self._anchor = row
            self.table.set_ticks(self.table.ticks.put([record.id], ticked=not self.table.ticks.has(record.id)))

    def _open(self, *, beside: bool) -> None:
        record = self.current_record()
        if record is not None:
            (self.opened_beside if beside else self.opened).emit(record)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Override of Qt: the current row is marked while the keys act here."""
        super().focusInEvent(event)
        self._delegate.has_focus = True
        if not self.currentIndex().isValid() and self.table.rowCount():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override of Qt."""
        super().focusOutEvent(event)
        self._delegate.has_focus = False
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: the columns that grow take the room."""
        super().resizeEvent(event)
        self.columns.fill()


def plain_tip(text: str) -> str:
    """Return what shows as it is in a tooltip: Qt takes words with tags in them for HTML."""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>" if GuiQt.mightBeRichText(text) else text


def head_menu(view: DataTable, section: int) -> QMenu:
    """Return what can be done with a column: what a right click on its head opens."""
    column, layout, menu = view.table.columns[section - 1], view.columns, QMenu(view)
    if column.sortable:
        menu.addAction(view.tr("Sort ascending"), lambda: view.table.set_order(((column.key, False),)))
        menu.addAction(view.tr("Sort descending"), lambda: view.table.set_order(((column.key, True),)))
        menu.addSeparator()
    is_pinned = layout.is_pinned(column.key)
    pin_words = view.tr("Unpin") if is_pinned else view.tr("Pin")
    menu.addAction(view.tr("Filter"), lambda: view.filter_wanted.emit(column.key))
    if column.key in view.head.groupable:
        is_grouped = view.head.grouped_by == column.key
        words = view.tr("Ungroup") if is_grouped else view.tr("Group by this")
        menu.addAction(words, lambda: view.head.group_wanted.emit(column.key))
    menu.addAction(pin_words, lambda: layout.pin(column.key, pinned=not is_pinned))
    menu.addAction(view.tr("Hide"), lambda: layout.hide(column.key, hidden=True))
    menu.addAction(view.tr("Fit width"), lambda: view.resizeColumnToContents(section))
    menu.addSeparator()
    menu.addAction(view.tr("Reset columns"), layout.reset)
    return menu


def _popup_menu(view: DataTable, section: int, place: QPoint) -> None:
    menu = head_menu(view, section)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
