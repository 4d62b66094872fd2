"""How the rows of a sheet are sorted: by a click on a head, or by the keys once they stand there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QTableView

from csops.ui.kit.sheet_model import SheetColumn, SheetModel, SheetRow
from csops.ui.kit.table_cells import UNKNOWN, Order, next_order

NAME = "name"
"""The key of what stands at the edge, in an order."""
NAMES = -1
"""The number of its section."""
_PRESS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def ordered(columns: Sequence[SheetColumn], rows: Sequence[SheetRow], order: Order) -> list[SheetRow]:
    """Return the rows in an order: numbers by value, words by the alphabet, what is unknown last.

    Rows of a higher `tier` stay below the others whichever way they are sorted, those without values as they came: what
    is not shown of a row must not show in its place.
    """
    if not order:
        return list(rows)
    (key, is_descending), *_ = order
    at = next((number for number, column in enumerate(columns) if column.key == key), NAMES)
    known = [row for row in rows if _value(row, at) is not None]
    unknown = [row for row in rows if _value(row, at) is None]
    known.sort(key=lambda row: _value(row, at), reverse=is_descending)
    return sorted([*known, *unknown], key=lambda row: row.tier)


def _value(row: SheetRow, at: int) -> Any:
    if at == NAMES:
        return row.name.casefold()
    cell = row.cells[at]
    value = cell.values[0] if cell.values else cell.text
    if isinstance(value, str):
        return value.casefold() if value not in {"", UNKNOWN} else None
    return value


class SheetOrder(QObject):
    """Which column a sheet is sorted by, and the head where the keys stand.

    A press sorts ascending, the next one descending, the third brings back the order in which the rows came.

    `order`: as tables have it, empty for the order of the rows. `head`: the section of the head where the keys stand,
    NAMES for the edge; None: they stand in the rows.

    Signals:
        changed: the rows shall be shown in another order.
        moved: the keys stand somewhere else.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, view: QTableView, sheet: SheetModel) -> None:
        super().__init__(view)
        self._view, self._sheet = view, sheet
        self.heading = ""
        self.order: Order = ()
        self.head: int | None = None

    def set_order(self, order: Order) -> None:
        """Sort so."""
        if order != self.order:
            self.order = order
            self.changed.emit()

    def press(self, section: int) -> None:
        """Sort by a column as after a click on its head."""
        key = NAME if section == NAMES else self._sheet.columns[section].key
        self.set_order(() if (key, True) in self.order else next_order(self.order, key, add=False))
        self._announce(section)

    def take_key(self, key: Qt.Key, *, row: int, column: int, first: int) -> bool:
        """Act on a key, pressed in a cell; return whether it was one for the heads.

        `first`: the row from which Up leads to them.
        """
        if self.head is None:
            is_up = key == Qt.Key.Key_Up and row == first
            if is_up:
                self._go_to(max(0, column))
            return is_up
        if key in _PRESS:
            self.press(self.head)
        elif key == Qt.Key.Key_Down:
            self.leave()
        else:
            return self._move(key)
        return True

    def leave(self) -> None:
        """The keys stand in the rows again."""
        if self.head is not None:
            self.head = None
            self.moved.emit()

    def is_by(self, section: int) -> bool | None:
        """Return whether the rows are sorted by a section descending (True) or ascending (False); None: not by it."""
        key = NAME if section == NAMES else self._sheet.columns[section].key
        return dict(self.order).get(key)

    def said(self, section: int) -> str:
        """Return what a head says of itself."""
        title = self.heading if section == NAMES else self._sheet.columns[section].title
        how = {
            None: self.tr("not sorted by it"),
            False: self.tr("sorted ascending"),
            True: self.tr("sorted descending"),
        }
        return ", ".join((title, how[self.is_by(section)]))

    def _move(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if self._view.isRightToLeft():
            steps = {each: -step for each, step in steps.items()}
        shown = self._shown()
        here = shown.index(self.head) if self.head in shown else 0
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(shown) - 1}
        if key not in steps and key not in ends:
            return False
        to = ends.get(key, here + steps.get(key, 0))
        self._go_to(shown[min(max(to, 0), len(shown) - 1)])
        return True

    def _shown(self) -> list[int]:
        columns = range(len(self._sheet.columns))
        return [NAMES, *(number for number in columns if not self._view.isColumnHidden(number))]

    def _go_to(self, section: int) -> None:
        self.head = section
        self._announce(section)
        self.moved.emit()

    def _announce(self, section: int) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, self.said(section)))
