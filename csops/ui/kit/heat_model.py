"""The numbers of a heat map as a table model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from csops.ui.kit.charts import HeatCell, HeatData

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CELL_ROLE = int(Role.UserRole) + 1
NOWHERE = QModelIndex()


def heat_step(number: int, least: int, most: int, steps: int = 7) -> int:
    """Return the step, 0 to steps - 1, of a number between the least and the most; the middle one if all are equal."""
    return steps // 2 if most <= least else round((number - least) / (most - least) * (steps - 1))


class HeatModel(QAbstractTableModel):
    """The numbers of the map; after the last column the totals of the rows, if there are any."""

    def __init__(self, data: HeatData, parent: QWidget, *, has_tooltips: bool = True) -> None:
        super().__init__(parent)
        self.heat = data
        self._has_tooltips = has_tooltips
        self._measure()

    def show_data(self, data: HeatData) -> None:
        """Show other numbers; a map of the same shape keeps its current cell."""
        is_alike = (data.row_names, data.column_names) == (self.heat.row_names, self.heat.column_names)
        if not is_alike or bool(data.totals) != bool(self.heat.totals):
            self.beginResetModel()
            self.heat = data
            self._measure()
            self.endResetModel()
            return
        self.heat = data
        self._measure()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def cell(self, index: Index) -> HeatCell | None:
        """Return what an open interval says, None where it is closed or a total."""
        is_total = index.column() >= len(self.heat.column_names)
        return None if is_total or not index.isValid() else self.heat.cells[index.row()][index.column()]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.heat.row_names)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.heat.column_names) + bool(self.heat.totals)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if index.column() >= len(self.heat.column_names):
            total = self.heat.totals[index.row()]
            words = f"{self.heat.row_names[index.row()]}, {self.heat.totals_name} {total}"
            return {Role.DisplayRole: total, Role.AccessibleTextRole: words}.get(Role(role))
        if role == Role.DisplayRole:
            return "" if cell is None else cell.text or str(cell.number)
        if role == Role.AccessibleTextRole or (role == Role.ToolTipRole and self._has_tooltips):
            return self.tr("Closed") if cell is None else cell.words
        return cell if role == CELL_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            names = self.heat.row_names
            return names[section] if section < len(names) else None  # while others are taken over: see SheetModel
        is_total = section >= len(self.heat.column_names)
        return self.heat.totals_name if is_total else self.heat.column_names[section]

    def step(self, cell: HeatCell) -> int:
        """Return which of the seven steps a cell takes."""
        return heat_step(cell.number, self._least, self._most)

    def _measure(self) -> None:
        numbers = [cell.number for row in self.heat.cells for cell in row if cell is not None]
        self._least, self._most = min(numbers, default=0), max(numbers, default=0)
