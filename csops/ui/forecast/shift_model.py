"""People by days: who works when, as a table that arrow keys, screen readers and dragging know."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MIME = "application/x-csops-shift"


@dataclass(frozen=True, kw_only=True)
class ShiftCell:
    """What stands at a person and a day: `text` as it is written; `words` say all of it.

    `is_shift`: somebody works; `is_fixed`: set by hand; `is_wrong`: a rule is broken there; `is_changed`: it is not as
    it was published.
    """

    text: str = ""
    words: str = ""
    is_shift: bool = False
    is_fixed: bool = False
    is_wrong: bool = False
    is_changed: bool = False


@dataclass(frozen=True, kw_only=True)
class ShiftRow:
    """One person: the name, seven cells, and the hours of the week."""

    member_id: int
    name: str
    cells: tuple[ShiftCell, ...]
    hours: str


class ShiftModel(QAbstractTableModel):
    """The rows of a week.

    Signals:
        moved(int, int, int, int): row and day of a shift, and where it was dropped.
    """

    moved = Signal(int, int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ShiftRow, ...] = ()
        self.days: tuple[date, ...] = ()
        self.heads: tuple[str, ...] = ()
        self.may_change = False
        self.head_font = self.name_font = QFont()
        self._breaks_heads = False

    def show_rows(self, rows: Sequence[ShiftRow], *, days: Sequence[date], heads: Sequence[str]) -> None:
        """Show another week; `heads` are the days and the hours in words."""
        self.beginResetModel()
        self.rows, self.days, self.heads = tuple(rows), tuple(days), tuple(heads)
        self.endResetModel()

    def cell(self, index: Index) -> ShiftCell | None:
        """Return the cell at a place; None for the hours and outside."""
        if not index.isValid() or index.column() >= len(self.days):
            return None
        return self.rows[index.row()].cells[index.column()]

    # ------------------------------------------------------------ for Qt
    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: the people."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: the days and the hours."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt: the text of a cell, and its words for the tooltip and screen readers."""
        cell, row = self.cell(index), self.rows[index.row()]
        if cell is None:
            return row.hours if role == Role.DisplayRole else None
        if role == Role.DisplayRole:
            return cell.text
        return cell.words if role in {Role.ToolTipRole, Role.AccessibleTextRole} else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt: days above, names beside."""
        if role == Role.FontRole:  # by the model: a style sheet keeps the fonts of heads from following the zoom
            return self.head_font if orientation == Qt.Orientation.Horizontal else self.name_font
        if role not in {Role.DisplayRole, Role.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._head(section) if section < len(self.heads) else None
        return self.rows[section].name if section < len(self.rows) else None

    def break_heads(self, breaks: bool) -> None:
        """Show the days in two lines, or in one."""
        if breaks != self._breaks_heads:
            self._breaks_heads = breaks
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.heads) - 1))

    def _head(self, section: int) -> str:
        return self.heads[section].replace(" ", "\n", 1) if self._breaks_heads else self.heads[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: shifts can be dragged to other people and days."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self.cell(index)
        if cell is None or not self.may_change:
            return flags
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if cell.is_shift else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt: a shift moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Qt: only shifts are taken."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt: what is dragged."""
        data = QMimeData()
        place = [indexes[0].row(), indexes[0].column()] if indexes else []
        data.setData(MIME, QByteArray(json.dumps(place).encode()))
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        """Qt: a shift was dropped on a cell; whoever hears of it moves it, and shows the week anew."""
        if not data.hasFormat(MIME) or not parent.isValid() or parent.column() >= len(self.days):
            return False
        place = json.loads(bytes(data.data(MIME).data()))
        if place and place != [parent.row(), parent.column()]:
            self.moved.emit(place[0], place[1], parent.row(), parent.column())
        return False  # never let Qt take the row away by itself
