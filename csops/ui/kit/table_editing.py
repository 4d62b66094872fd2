"""Cells changed in place: F2 opens an editor over the cell, Tab saves and goes on, Esc restores.

Enter saves what is edited, and else opens the record as in any list: a letter after it is a key of the list, no text.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QToolTip, QWidget

from csops.ui.kit.field_kinds import ChoiceBox
from csops.ui.kit.fields import Line
from csops.ui.kit.table_cells import Align, CellEdit, Column
from csops.ui.kit.table_model import TICKS, PagedTableModel
from csops.ui.kit.table_view import DataTable, Index
from csops.ui.kit.theme import Themes

_SAVING = {Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
"""What saves, and how many cells it goes on."""


class EditableTable(DataTable):
    """A table whose columns say which of their cells may change, and whose rows have a menu.

    Signals:
        cell_edited(object, str, str): of this record this column shall say what was typed, or be what was chosen.
        edit_wanted(object): the key for editing was pressed where no cell can change: the record's own form is meant.
        row_menu_wanted(object, QPoint): a menu is asked for on this record, at a place on the screen.
    """

    cell_edited = Signal(object, str, str)
    edit_wanted = Signal(object)
    row_menu_wanted = Signal(object, QPoint)

    def __init__(self, themes: Themes, model: PagedTableModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, model, name=name, parent=parent)
        self.edit_keys = "F2"
        self.editor: CellEditor | None = None
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._place_editor)
        model.arrived.connect(lambda _first, _last: self._place_editor())
        self.head.sectionResized.connect(self._place_editor)

    def edit_of(self, index: Index) -> CellEdit | None:
        """Return how a cell is changed, None where it cannot be."""
        column, record = self._column(index), self.table.record(index.row())
        if column is None or column.edit is None or record is None:
            return None
        return column.edit if column.edit.may(record) else None

    def edit_cell(self, index: Index) -> bool:
        """Open an editor over a cell; return whether it may change."""
        edit, column = self.edit_of(index), self._column(index)
        if edit is None or column is None:
            return False
        self.close_editor()
        self.setCurrentIndex(self.table.index(index.row(), index.column()))
        self.scrollTo(self.currentIndex())
        self.editor = CellEditor(self, self._themes, column, edit, record=self.table.record(index.row()))
        self._place_editor()
        self.editor.show()
        return True

    def save_editor(self, *, step: int = 0) -> None:
        """Save what stands in the editor and go on so many cells; what is wrong is said and stays."""
        editor = self.editor
        if editor is None or editor.is_wrong():
            return
        text, record, key = editor.text(), editor.record, editor.column.key
        was_changed = editor.is_changed()
        self.close_editor()
        if was_changed:
            self.cell_edited.emit(record, key, text)
        if step:
            self._edit_next(step)

    def close_editor(self) -> None:
        """Close the editor; the cell says what it said before."""
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.close()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_next(self, step: int) -> None:
        """Edit the next cell that may change: in this row, else in the next one."""
        here = self.currentIndex()
        shown = [self.table.section(column.key) for column in self.columns.shown()]
        cells = [(row, section) for row in range(here.row() - 1, here.row() + 2) for section in shown]
        if (here.row(), here.column()) not in cells:
            return
        place = cells.index((here.row(), here.column()))
        later = cells[place + 1 :] if step > 0 else reversed(cells[:place])
        for row, section in later:
            if self.edit_cell(self.table.index(row, section)):
                return

    def _column(self, index: Index) -> Column | None:
        return self.table.column(index.column()) if index.isValid() and index.column() != TICKS else None

    def _place_editor(self) -> None:
        if self.editor is not None:
            row = self.table.row_of(self.editor.record.id)
            index = self.currentIndex() if row is None else self.table.index(row, 0)
            self.editor.place(self.visualRect(index.siblingAtColumn(self.table.section(self.editor.column.key))))

    # ------------------------------------------------------------------ keys, pointer, the cell under the keys

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override of Qt: a cell that may change is framed while it is the current one."""
        super().currentChanged(current, previous)
        self._delegate.current_column = current.column() if self.edit_of(current) is not None else -1

    def _handle(self, event: QKeyEvent) -> bool:
        if QKeySequence(event.keyCombination()) == QKeySequence(self.edit_keys):
            record = self.current_record()
            if not self.edit_cell(self.currentIndex()) and record is not None:
                self.edit_wanted.emit(record)
            return True
        return super()._handle(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override of Qt: the menu is about the row under the pointer, or under the keys."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        record = self.table.record(index.row())
        if record is not None:
            self.setCurrentIndex(index)
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.row_menu_wanted.emit(record, below if by_key else event.globalPos())


class CellList(ChoiceBox):
    """A list over a cell; `is_open` while what it offers is shown.

    Signals:
        picked: something was picked from the open list: that needs no further key.
    """

    picked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, typed=False)
        self.is_open = False
        self.activated.connect(self._activated)

    def showPopup(self) -> None:
        """Override of Qt: the list opens."""
        self.is_open = True
        super().showPopup()

    def hidePopup(self) -> None:
        """Override of Qt: it closes; what was picked is told after that."""
        super().hidePopup()
        QTimer.singleShot(0, self, self._closed)

    def _activated(self, _place: int) -> None:
        if self.is_open:
            QTimer.singleShot(0, self, self.picked.emit)

    def _closed(self) -> None:
        self.is_open = False


class CellEditor(QObject):
    """The widget over one cell: a line to type in, or a list to choose from. It keeps the record that it is about."""

    def __init__(self, view: EditableTable, themes: Themes, column: Column, edit: CellEdit, *, record: Any) -> None:
        super().__init__(view)
        self._view, self._edit = view, edit
        self.column, self.record = column, record
        self._least = themes.current.size("sidePanel", 0)
        self._choices = tuple(edit.choices()) if edit.choices is not None else ()
        self._first = edit.text(record)
        self.widget = self._list(themes) if edit.choices is not None else self._line(themes)
        self.widget.setParent(view.viewport())
        self.widget.setAccessibleName(column.title)
        self.widget.installEventFilter(self)

    def text(self) -> str:
        """Return what is typed, or the key of what is chosen."""
        if isinstance(self.widget, CellList):
            place = self.widget.currentIndex()
            return self._choices[place][0] if place >= 0 else self._first
        return self.widget.text().strip()

    def is_changed(self) -> bool:
        """Whether it says something else than the cell."""
        return self.text() != self._first.strip()

    def is_wrong(self) -> bool:
        """Say what is wrong, if anything is."""
        sentence = self._edit.wrong(self.text()) if self.is_changed() else ""
        if sentence:
            self.widget.setProperty("state", "error")
            self.widget.style().polish(self.widget)
            self.widget.setAccessibleDescription(sentence)
            QToolTip.showText(self.widget.mapToGlobal(QPoint(0, self.widget.height())), sentence, self.widget)
        return bool(sentence)

    def place(self, cell: QRect) -> None:
        """Lie over a cell; who types gets more room than a narrow one has."""
        room = self._view.viewport().width()
        if isinstance(self.widget, Line) and self.column.align is Align.LEADING:
            cell.setWidth(min(max(cell.width(), self._least), room))
            cell.moveLeft(max(0, min(cell.left(), room - cell.width())))
        self.widget.setFixedHeight(cell.height())
        self.widget.setGeometry(cell)

    def show(self) -> None:
        """Take the focus."""
        self.widget.show()
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.widget, Line):
            self.widget.selectAll()

    def close(self) -> None:
        """Go away without a word."""
        self.widget.removeEventFilter(self)
        self.widget.hide()
        self.widget.deleteLater()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: Enter and Tab save, Esc restores; going elsewhere saves what can be."""
        if isinstance(event, QKeyEvent) and event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._left(event.reason())
        return False

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if held or (key not in _SAVING and key != Qt.Key.Key_Escape):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if key == Qt.Key.Key_Escape:
                self._view.close_editor()
            else:
                self._view.save_editor(step=_SAVING[key])
        return True

    def _left(self, reason: Qt.FocusReason) -> None:
        stays = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        is_open = isinstance(self.widget, CellList) and self.widget.is_open
        if reason not in stays and not is_open and self._view.editor is self:
            if self._edit.wrong(self.text()) and self.is_changed():
                self._view.close_editor()
            else:
                self._view.save_editor()

    def _line(self, themes: Themes) -> Line:
        line = Line(themes)
        line.setText(self._first)
        return line

    def _list(self, themes: Themes) -> CellList:
        box = CellList(themes)
        box.addItems([words for _key, words in self._choices])
        keys = [key for key, _words in self._choices]
        box.setCurrentIndex(keys.index(self._first) if self._first in keys else -1)
        box.picked.connect(self._picked)
        return box

    def _picked(self) -> None:
        """What is picked from the open list with the pointer needs no further key."""
        if self._view.editor is self:
            self._view.save_editor()
