"""A table in groups: a heading before the rows of each, folded away by a click, Enter or Left."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from csops.ui.kit.table_cells import CellEdit, Heading, HeadingId
from csops.ui.kit.table_editing import EditableTable
from csops.ui.kit.table_model import RECORD_ROLE, TICKS, PagedTableModel
from csops.ui.kit.table_ticks import Ticks

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class GroupedModel(PagedTableModel):
    """Rows are records or headings. `records` tells how many records there are, be they folded away or not."""

    records: Callable[[], int] | None = None

    def record_count(self) -> int:
        """Override: a heading is nothing that could be ticked."""
        return super().record_count() if self.records is None else self.records()

    def set_ticks(self, ticks: Ticks) -> None:
        """Override: headings between the rows are left out."""
        ids = frozenset(one for one in ticks.ids if not isinstance(one, HeadingId))
        super().set_ticks(Ticks(ids=ids, everything=ticks.everything))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Override of Qt: a heading says itself once, in its first cell."""
        heading = self.wanted_record(index.row()) if index.isValid() else None
        if not isinstance(heading, Heading):
            return super().data(index, role)
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return heading.sentence() if index.column() == TICKS + 1 else ""
        return heading if role == RECORD_ROLE else None


class GroupedTable(EditableTable):
    """Shows headings and folds their groups.

    Signals:
        fold_wanted(object): this Heading shall be folded, or unfolded.
        fold_all_wanted(bool): all groups shall be folded (True), or unfolded.
    """

    fold_wanted = Signal(object)
    fold_all_wanted = Signal(bool)

    def heading(self) -> Heading | None:
        """Return the heading under the keys, if it is one."""
        record = self.table.record(self.currentIndex().row())
        return record if isinstance(record, Heading) else None

    def current_record(self) -> Any | None:
        """Override: a heading is no record that anything could be done to."""
        record = super().current_record()
        return None if isinstance(record, Heading) else record

    def edit_of(self, index: Index) -> CellEdit | None:
        """Override: no cell of a heading may change."""
        return None if isinstance(self.table.record(index.row()), Heading) else super().edit_of(index)

    def heading_menu(self) -> QMenu:
        """Return what can be done with the groups."""
        menu, heading = QMenu(self), self.heading()
        if heading is not None:
            words = self.tr("Fold") if heading.is_open else self.tr("Unfold")
            menu.addAction(words, lambda: self.fold_wanted.emit(heading))
        menu.addAction(self.tr("Fold all"), lambda: self.fold_all_wanted.emit(True))
        menu.addAction(self.tr("Unfold all"), lambda: self.fold_all_wanted.emit(False))
        return menu

    def _toggle(self, row: int) -> None:
        if not isinstance(self.table.record(row), Heading):
            super()._toggle(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override of Qt: a click on a heading folds its group."""
        super().mousePressEvent(event)
        record = self.table.record(self.rowAt(event.position().toPoint().y()))
        if event.button() == Qt.MouseButton.LeftButton and isinstance(record, Heading):
            self.fold_wanted.emit(record)

    def _handle(self, event: QKeyEvent) -> bool:
        heading = self.heading()
        key, is_plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if heading is None or not is_plain:
            return super()._handle(event)
        away, back = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.isRightToLeft():
            away, back = back, away
        if key in {away, back}:
            if heading.is_open == (key == away):
                self.fold_wanted.emit(heading)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.fold_wanted.emit(heading)
        else:
            return super()._handle(event)
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Override of Qt: headings have a menu of their own."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not isinstance(self.table.record(index.row()), Heading):
            super().contextMenuEvent(event)
            return
        self.setCurrentIndex(index)
        menu = self.heading_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
