"""Skills down, people (or who says so) across: a table of levels that arrow keys reach, with names that stay."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from csops.ui.hiring.team.skill_grid_look import GridDelegate, GridHeads
from csops.ui.hiring.team.skill_grid_model import GridColumn, GridModel, GridRow, Index
from csops.ui.hiring.wording import tr
from csops.ui.kit.bare_table import lay_bare
from csops.ui.kit.table_copy import rows_as_mime
from csops.ui.kit.theme import Themes

_NOWHERE = QModelIndex()
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_NAME_SPACES, _LEAST_NAME_SPACES, _LEAST_SPACES = 60, 32, 17


class SkillGrid(QTableView):
    """The table. Arrow keys move, Enter opens, Shift Enter opens what the row is about.

    Signals:
        said(str): another cell is current, in words.
        picked(int, int): Enter or a click on a cell; the numbers of row and column.
        row_picked(int), column_picked(int): a click on a name, or Shift Enter for the row; its number.
        row_changed(int): the number of the row that is current now.
    """

    said = Signal(str)
    picked = Signal(int, int)
    row_picked = Signal(int)
    column_picked = Signal(int)
    row_changed = Signal(int)

    def __init__(self, themes: Themes, *, name: str, fits: bool = False, parent: QWidget | None = None) -> None:
        """With `fits` it is as high as its rows; else it scrolls in the room that it gets."""
        super().__init__(parent)
        self.themes, self._fits = themes, fits
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setItemDelegate(GridDelegate(themes, self.grid, self))
        self.setHorizontalHeader(GridHeads(themes, Qt.Orientation.Horizontal, self.grid, self))
        self.setVerticalHeader(GridHeads(themes, Qt.Orientation.Vertical, self.grid, self))
        self.setAccessibleName(name)
        lay_bare(self, fits=fits)
        self.activated.connect(self._pick)
        self.clicked.connect(self._pick)
        self.horizontalHeader().sectionClicked.connect(self._emit_column)
        self.verticalHeader().sectionClicked.connect(self._emit_row)
        self.selectionModel().currentChanged.connect(self._moved)
        themes.changed.connect(self._measure)
        self._measure()

    # ------------------------------------------------------------ showing
    def show_rows(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Show these; the current cell stays on its skill and person where both are still there."""
        here = self._here()
        self.grid.show_rows(columns, rows)
        self.clearSpans()
        for place, row in enumerate(rows):
            if not row.cells and len(columns) > 1:
                self.setSpan(place, 0, 1, len(columns))
        self._measure()
        self._go_back(here)

    def row_number(self) -> int:
        """Return the number of the current row, 0 for none."""
        row = self.currentIndex().row()
        return self.grid.rows[row].number if 0 <= row < len(self.grid.rows) else 0

    def go_to(self, row_number: int, column_number: int = 0) -> None:
        """Make a cell current by the numbers of row and column."""
        rows = [each.number if each.cells else -1 for each in self.grid.rows]
        columns = [each.number for each in self.grid.columns]
        if row_number in rows:
            column = columns.index(column_number) if column_number in columns else 0
            self.setCurrentIndex(self.grid.index(rows.index(row_number), column))

    def copy(self) -> None:
        """Put all of it on the clipboard as a table."""
        heads = [tr("Skill"), *(each.name for each in self.grid.columns)]
        rows = [[row.name, *(cell.level or cell.text for cell in row.cells)] for row in self.grid.rows if row.cells]
        QGuiApplication.clipboard().setMimeData(rows_as_mime(heads, rows))

    def _here(self) -> tuple[int, int] | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.grid.rows[index.row()].number, self.grid.columns[index.column()].number

    def _go_back(self, here: tuple[int, int] | None) -> None:
        if here is not None:
            self.go_to(*here)
        if not self.currentIndex().isValid():
            self.scrollToTop()
        self._moved(self.currentIndex(), _NOWHERE)

    # ------------------------------------------------------------ keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the cell, Shift Enter the row, Ctrl C copies all."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self.currentIndex().isValid():
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._emit_row(self.currentIndex().row())
            else:
                self._pick(self.currentIndex())
        elif event.key() in _ARROWS and not self.currentIndex().isValid():
            self._begin()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: whoever comes by Tab stands on a cell."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self._begin()
        return super().event(event)

    def _begin(self) -> None:
        first = next((place for place, row in enumerate(self.grid.rows) if row.cells), None)
        if first is not None:
            self.setCurrentIndex(self.grid.index(first, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the columns share the width."""
        super().resizeEvent(event)
        self._share_width()

    # ------------------------------------------------------------ inside
    def _moved(self, current: Index, _before: Index) -> None:
        cell = self.grid.cell(current)
        self.said.emit("" if cell is None else cell.words)
        self.row_changed.emit(self.row_number())
        self.viewport().update()

    def _pick(self, index: Index) -> None:
        if self.grid.cell(index) is not None:
            self.picked.emit(self.grid.rows[index.row()].number, self.grid.columns[index.column()].number)

    def _emit_row(self, at: int) -> None:
        if self.grid.rows[at].number:
            self.row_picked.emit(self.grid.rows[at].number)

    def _emit_column(self, at: int) -> None:
        if self.grid.columns[at].number:
            self.column_picked.emit(self.grid.columns[at].number)

    def _measure(self) -> None:
        theme = self.themes.current
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        for header in (rows, heads):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setSectionsClickable(True)
        rows.setDefaultSectionSize(theme.size("row"))
        for place, row in enumerate(self.grid.rows):
            rows.resizeSection(place, theme.size("row" if row.cells else "rowCompact"))
        has_people = any(column.is_person for column in self.grid.columns)
        heads.setFixedHeight(theme.size("row") * 2 if has_people else theme.size("row"))
        if self._fits:
            self.setFixedHeight(heads.height() + rows.length() + theme.space(1))
        self._share_width()

    def _share_width(self) -> None:
        theme = self.themes.current
        columns = len(self.grid.columns)
        least = theme.space(1) * _LEAST_SPACES
        left = self.width() - columns * least - theme.space(4)
        names = max(theme.space(1) * _LEAST_NAME_SPACES, min(theme.space(1) * _NAME_SPACES, left))
        self.verticalHeader().setFixedWidth(names)
        room = self.viewport().width()
        for column in range(columns):
            width = (room * (column + 1)) // columns - (room * column) // columns
            self.setColumnWidth(column, max(least, width))
