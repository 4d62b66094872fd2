"""Figures in rows under headings: what stands in each cell, as text that is ready to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Value = float | str | datetime | None
_NOWHERE = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column: its title, how much of the room it takes, and at least how much (in steps of 4 px).

    Where there is no room for all, those of the highest `rank` go; those of rank 0 never do. `copied`: over what the
    values of its cells stand where they are copied; without it their words are.
    """

    key: str
    title: str
    share: int = 1
    least: int = 24
    is_trailing: bool = False
    rank: int = 0
    tip: str = ""
    copied: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetCell:
    """A value with its unit, a note below; or a line over time. `words` say all of it; `picks`: a click leads on.

    `icon` stands before the text, in the family's colour; `is_large` is the figure that the row is about. `values` are
    what it says as plain numbers or words, one for each of `SheetColumn.copied`; by the first of them rows are sorted.
    """

    text: str = ""
    unit: str = ""
    note: str = ""
    line: tuple[float | None, ...] = ()
    icon: str = ""
    family: str = "neutral"
    is_large: bool = False
    words: str = ""
    values: tuple[Value, ...] = ()

    def spoken(self) -> str:
        """Return what a screen reader says, and what is copied."""
        return self.words or " ".join(part for part in (self.text, self.unit) if part)


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row by its key; without one it is the heading of those below, and has no cells.

    `tier`: rows of a higher one stay below the others, however they are sorted. `values`: what its note says as plain
    numbers or words, one for each of the headings that `FigureSheet.set_heading` takes.
    """

    key: str
    name: str
    note: str = ""
    cells: tuple[SheetCell, ...] = ()
    tip: str = ""
    tier: int = 0
    values: tuple[Value, ...] = ()


class SheetModel(QAbstractTableModel):
    """The rows of a sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[SheetColumn, ...] = ()
        self.rows: tuple[SheetRow, ...] = ()

    def show_rows(self, columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), tuple(rows)
        self.endResetModel()

    def cell(self, index: Index) -> SheetCell | None:
        """Return a cell; None in a heading."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        cells = self.rows[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: so many rows and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: so many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the words of a cell."""
        cell = self.cell(index)
        if cell is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row, column = self.rows[index.row()], self.columns[index.column()]
            return ", ".join(part for part in (row.name, column.title, cell.spoken(), cell.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (cell.spoken(), cell.note) if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the names at the edges.

        While other rows and columns are taken over one edge asks for what the other no longer has; an error there would
        end the process (PySide 6.11).
        """
        is_column = orientation == Qt.Orientation.Horizontal
        if section >= len(self.columns if is_column else self.rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title if is_column else self.rows[section].name
        if role == Qt.ItemDataRole.ToolTipRole:
            if is_column:
                return self.columns[section].tip or None
            row = self.rows[section]
            return row.tip or row.name
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings are passed over."""
        return Qt.ItemFlag.NoItemFlags if self.cell(index) is None else super().flags(index)
