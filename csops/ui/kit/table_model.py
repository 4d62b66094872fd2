"""A table of any length over a question to the database, a page of rows at a time."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from csops.ui.kit.table_cells import Align, Column, Order, next_order
from csops.ui.kit.table_pages import PAGE_ROWS, Pages
from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.tasks import Lane, Progress, Tasks

Fetch = Callable[[int, int, Order], Sequence[Any]]
Count = Callable[[], int]
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

RECORD_ROLE = int(Role.UserRole) + 1
LOOK_ROLE = int(Role.UserRole) + 2
WAITING_ROLE = int(Role.UserRole) + 3  # the row is not here yet and has been waited for: grey blocks
TICKS = 0  # the section of the check boxes; the declared columns follow it
SKELETON_AFTER_MS = 300
NOWHERE = QModelIndex()
# Asked for every cell of every frame: joining flags of an Enum costs more than reading them.
_CELL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TICK_FLAGS = _CELL_FLAGS | Qt.ItemFlag.ItemIsUserCheckable
_ALIGN = {
    Align.LEADING: Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter,
    Align.TRAILING: Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter,
    Align.CENTRE: Qt.AlignmentFlag.AlignCenter,
}


class PagedTableModel(QAbstractTableModel):
    """Rows come from `fetch(offset, limit, order)` and their number from `count()`, both run in the read lane.

    A record needs an attribute `id`; ticks stay with the record through sorting, filtering and refreshing.

    Signals:
        counted(int): the number of rows was told by the database.
        arrived(int, int): the rows from first to last are here (again).
        ticked: other records are ticked than before.
        ordered: the order changed.
    """

    counted = Signal(int)
    arrived = Signal(int, int)
    ticked = Signal()
    ordered = Signal()

    def __init__(self, columns: Sequence[Column], tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order: Order = ()
        self.ticks = Ticks()
        self._tasks = tasks
        self._fetch: Fetch | None = None
        self._count: Count | None = None
        self._rows = 0
        self._pages = Pages()
        self._round = 0  # answers to an older question are not for this table any more
        self._seen: int | None = None  # the page painted last
        self._wanted: int | None = None
        self._fetching: int | None = None
        self._is_skeleton = False
        self._ask_soon = QTimer(self, singleShot=True, interval=0)
        self._ask_soon.timeout.connect(self._ask)
        self._grow_grey = QTimer(self, singleShot=True, interval=SKELETON_AFTER_MS)
        self._grow_grey.timeout.connect(self._show_skeleton)

    def show(self, *, fetch: Fetch, count: Count) -> None:
        """Show the answers to another question; ticks of records that may not be in it are dropped."""
        self._fetch, self._count = fetch, count
        self.set_ticks(Ticks())
        self._begin_round()

    def refresh(self) -> None:
        """Ask again; what is shown stays until the new rows come."""
        self._begin_round()

    def set_order(self, order: Order) -> None:
        """Sort by these columns, done by the database."""
        if order != self.order:
            self.order = order
            self.ordered.emit()
            self._begin_round()

    def sort_by(self, column: int, *, add: bool) -> None:
        """Sort as after a click on the head of a column; `add` makes it a further key."""
        declared = self.column(column)
        if declared is not None and declared.sortable:
            self.set_order(next_order(self.order, declared.key, add=add))

    def column(self, section: int) -> Column | None:
        """Return the declaration of a section, None for the check boxes."""
        return None if section == TICKS else self.columns[section - 1]

    def section(self, key: str) -> int:
        """Return the section of a column."""
        return 1 + [column.key for column in self.columns].index(key)

    def record(self, row: int) -> Any | None:
        """Return the record of a row, or None if it is not here yet."""
        return self._pages.record(row) if 0 <= row < self._rows else None

    def wanted_record(self, row: int) -> Any | None:
        """Return the record of a row that is being painted; if it is not here it is asked for."""
        self._seen = row // PAGE_ROWS
        if self._pages.is_wanted(row):
            self._want(row)
        return self._pages.record(row)

    def row_of(self, record_id: Hashable) -> int | None:
        """Return the row of a record, if it is among those here."""
        return next((row for row, record in self._pages.rows() if record.id == record_id), None)

    def set_ticks(self, ticks: Ticks) -> None:
        """Tick exactly these."""
        if ticks != self.ticks:
            self.ticks = ticks
            self._repaint([Role.CheckStateRole])
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICKS, TICKS)
            self.ticked.emit()

    def tick_rows(self, first: int, last: int, *, ticked: bool = True) -> None:
        """Tick the rows from first to last; those not here are asked for first."""
        first, last = max(0, min(first, last)), min(self._rows - 1, max(first, last))
        ids = self._pages.ids(first, last)
        if ids is not None:
            self.set_ticks(self.ticks.put(ids, ticked=ticked))
        elif self._fetch is not None:
            then = partial(_tick, self, ticked)
            self._tasks.run(Lane.READS, partial(_page, self._fetch, first, last - first + 1, self.order), then=then)

    def toggle_all(self) -> None:
        """Tick everything, or nothing if everything is ticked."""
        self.set_ticks(Ticks(everything=self.head_state() != Qt.CheckState.Checked))

    def head_state(self) -> Qt.CheckState:
        """Return the state of the check box in the head: none, some or all."""
        return _state_of(self.ticks.number(self.record_count()), self.record_count())

    def record_count(self) -> int:
        """Return how many records there are."""
        return self._rows

    # ------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override of Qt."""
        valid = _TICK_FLAGS if index.column() == TICKS else _CELL_FLAGS
        return valid if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole else None
        column = self.column(section)
        if column is None:
            if role == Role.CheckStateRole:
                return self.head_state()
            return self.tr("All rows") if role == Role.AccessibleTextRole else None
        return _of_head(column, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Override of Qt: UserRole is the value, DisplayRole the text; rows not here are asked for."""
        if not index.isValid() or index.row() >= self._rows:
            return None
        if self._pages.is_wanted(index.row()):
            self._want(index.row())
        record = self._pages.record(index.row())
        column = self.column(index.column())
        if record is None:
            if role == WAITING_ROLE:
                return self._is_skeleton
            return self.tr("Loading") if role == Role.AccessibleTextRole else None
        if column is not None:
            return _of_cell(column, record, role)
        return _of_row(record, role, is_ticked=self.ticks.has(record.id), words=self.tr("Select row"))

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Override of Qt: only check boxes are set here."""
        record = self.record(index.row())
        if role != Role.CheckStateRole or index.column() != TICKS or record is None:
            return False
        self.set_ticks(self.ticks.put([record.id], ticked=Qt.CheckState(value) == Qt.CheckState.Checked))
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Override of Qt."""
        declared = self.column(column) if 0 <= column < self.columnCount() else None
        if declared is not None and declared.sortable:
            self.set_order(((declared.key, order == Qt.SortOrder.DescendingOrder),))

    def _begin_round(self) -> None:
        self._round += 1
        self._pages.outdate()
        self._wanted, self._fetching = None, None
        self._grow_grey.start()
        if self._count is None or self._fetch is None:
            return
        # The number and the page that is looked at come together, so that one frame shows both.
        page = self._fetching = self._seen
        question = partial(_total_and_page, self._count, self._fetch, page, self.order)
        then, failed = partial(self._answered, self._round, page), partial(self._page_failed, self._round)
        self._tasks.run(Lane.READS, question, then=then, failed=failed)

    def _answered(self, asked_in: int, page: int | None, answer: tuple[int, Sequence[Any]]) -> None:
        if asked_in == self._round:
            self._counted(answer[0])
            if page is not None and page * PAGE_ROWS < answer[0]:
                self._arrived(asked_in, page, answer[1])
            else:  # painting what is there now asks for its page
                self._fetching = None
                self._repaint([])

    def _want(self, row: int) -> None:
        page = row // PAGE_ROWS
        if self._fetching != page:
            # The page painted last is asked for first: whoever drags the scroll bar to the end waits for that one.
            self._wanted = page
            if self._fetching is None and not self._ask_soon.isActive():
                self._ask_soon.start()

    def _ask(self) -> None:
        if self._fetch is None or self._wanted is None or self._fetching is not None:
            return
        page, self._wanted, self._fetching = self._wanted, None, self._wanted
        if not self._is_skeleton and not self._grow_grey.isActive():
            self._grow_grey.start()
        question = partial(_page, self._fetch, page * PAGE_ROWS, PAGE_ROWS, self.order)
        failed = partial(self._page_failed, self._round)
        self._tasks.run(Lane.READS, question, then=partial(self._arrived, self._round, page), failed=failed)

    def _arrived(self, asked_in: int, page: int, records: Sequence[Any]) -> None:
        if asked_in != self._round:
            return
        self._fetching = None
        self._pages.put(page, records)
        self._grow_grey.stop()
        self._is_skeleton = False
        first, last = page * PAGE_ROWS, min(self._rows, (page + 1) * PAGE_ROWS) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns)))
            self.arrived.emit(first, last)
        if self._wanted is not None:
            self._ask_soon.start()

    def _page_failed(self, asked_in: int, error: Exception) -> None:
        if asked_in == self._round:
            self._fetching = None
            self._tasks.failed.emit(error)

    def _counted(self, total: int) -> None:
        if total > self._rows:
            self.beginInsertRows(NOWHERE, self._rows, total - 1)
            self._rows = total
            self.endInsertRows()
        elif total < self._rows:
            self.beginRemoveRows(NOWHERE, total, self._rows - 1)
            self._rows = total
            self._pages.cut(total)
            self.endRemoveRows()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICKS, TICKS)
        self.counted.emit(total)

    def _show_skeleton(self) -> None:
        self._is_skeleton = True
        self._pages.drop_outdated()
        self._repaint([])

    def _repaint(self, roles: list[Role]) -> None:
        if self._rows:
            last = self.index(self._rows - 1, len(self.columns))
            self.dataChanged.emit(self.index(0, 0), last, [int(role) for role in roles])


def _tick(model: PagedTableModel, ticked: bool, records: Sequence[Any]) -> None:
    if shiboken6.isValid(model):
        model.set_ticks(model.ticks.put([record.id for record in records], ticked=ticked))


def _state_of(ticked: int, rows: int) -> Qt.CheckState:
    if ticked <= 0:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if ticked >= rows else Qt.CheckState.PartiallyChecked


def _of_head(column: Column, role: int) -> Any:
    if role in {Role.DisplayRole, Role.AccessibleTextRole}:
        return column.title
    return _ALIGN[column.align] if role == Role.TextAlignmentRole else None


def _of_row(record: Any, role: int, *, is_ticked: bool, words: str) -> Any:
    if role == Role.CheckStateRole:
        return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
    if role == Role.AccessibleTextRole:
        return words
    return record if role == RECORD_ROLE else None


def _of_cell(column: Column, record: Any, role: int) -> Any:
    if role == Role.DisplayRole:
        return column.words(record)
    if role == Role.AccessibleTextRole:
        return ", ".join(filter(None, (column.words(record), column.look(record).note)))
    if role == Role.UserRole:
        return column.value(record)
    if role == LOOK_ROLE:
        return column.look(record)
    if role == Role.TextAlignmentRole:
        return _ALIGN[column.align]
    return record if role == RECORD_ROLE else None


def _page(fetch: Fetch, offset: int, limit: int, order: Order, _progress: Progress) -> Sequence[Any]:
    return fetch(offset, limit, order)


def _total_and_page(
    count: Count, fetch: Fetch, page: int | None, order: Order, _progress: Progress
) -> tuple[int, Sequence[Any]]:
    total = count()
    is_there = page is not None and page * PAGE_ROWS < total
    return total, fetch((page or 0) * PAGE_ROWS, PAGE_ROWS, order) if is_there else []
