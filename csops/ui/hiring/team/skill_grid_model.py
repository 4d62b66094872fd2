"""The rows of the grid of skills as a table model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """What stands in a cell, and all of it in words.

    - `level` from 1 to 5 colours it; without one it is plain;
    - `beside`: a small text behind it, such as the gap;
    - `is_short`: it is below the least that is asked; `is_soft`: only the member says so.
    """

    text: str
    words: str
    level: int | None = None
    beside: str = ""
    is_short: bool = False
    is_soft: bool = False


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A skill with its cells; without cells the heading of those below. `number`: what it is for the caller."""

    name: str
    note: str = ""
    number: int = 0
    cells: tuple[GridCell, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class GridColumn:
    """A column: its name, a line below it, and whether it is a person's. `number`: what it is for the caller."""

    name: str
    note: str = ""
    number: int = 0
    is_person: bool = False


class GridModel(QAbstractTableModel):
    """The rows as a table model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()

    def show_rows(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show others."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), tuple(rows)
        self.endResetModel()

    def cell(self, index: Index) -> GridCell | None:
        """Return the cell, None in a heading."""
        if not index.isValid() or not self.rows[index.row()].cells:
            return None
        return self.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: the skills and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt: the people."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings are passed over."""
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt: the text of a cell; whole in the tooltip and for screen readers."""
        cell = self.cell(index)
        if cell is None:
            return self.rows[index.row()].name if role == Role.AccessibleTextRole and index.isValid() else None
        if role in {Role.AccessibleTextRole, Role.ToolTipRole}:
            return cell.words
        return cell.text if role == Role.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt: the names of skills and people."""
        if role not in {Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole}:
            return None
        some: Sequence[GridRow | GridColumn] = self.rows if orientation == Qt.Orientation.Vertical else self.columns
        if section >= len(some):
            return None
        each = some[section]
        return each.name if role == Role.DisplayRole or not each.note else f"{each.name}, {each.note}"
