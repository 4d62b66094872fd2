"""The cells of the preview: rows as they will be saved, or the rows that cannot be, with the cell that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from csops.domain.count_rows import VolumeRow
from csops.imports.rows import CandidateRow, CaseUpdate, ContactRow, CustomerRow, Problem, PurchaseRow, SurveyRow
from csops.ui.imports.saved_words import Shown

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
WRONG_ROLE = Role.UserRole + 1
ROW = 0


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the preview; `texts` stand under the columns, `wrong` is the place of the tinted one, -1 for none."""

    number: int
    texts: tuple[str, ...]
    wrong: int = -1
    problem: Problem | None = None


class PreviewModel(QAbstractTableModel):
    """Signals: corrected(int, int, str): row of the file, place of the column, and what a person put there."""

    corrected = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Shown] = []
        self.lines: list[Line] = []
        self._row_title = self.tr("Row")
        self._empty = self.tr("empty")

    def show_lines(self, columns: Sequence[Shown], lines: Sequence[Line]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.columns, self.lines = list(columns), list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt: the row's number and what is shown of it."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """Qt: titles."""
        if orientation == Qt.Orientation.Vertical or role != Role.DisplayRole:
            return None
        return self._row_title if section == ROW else self.columns[section - 1].title

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Qt: words, and whether the cell is the wrong one."""
        line = self.lines[index.row()]
        if role == WRONG_ROLE:
            return line.wrong >= 0 and index.column() - 1 == line.wrong
        if role == Role.ToolTipRole and line.problem is not None:
            return line.problem.reason
        if role not in {Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole}:
            return None
        if index.column() == ROW:
            return str(line.number)
        text = line.texts[index.column() - 1]
        is_empty = role != Role.EditRole and not text and index.column() - 1 == line.wrong
        return self._empty if is_empty else text

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: cells of rows with a problem can be put right here."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable(index) else flags

    def _is_editable(self, index: Index) -> bool:
        if index.column() == ROW or self.lines[index.row()].problem is None:
            return False
        return self.columns[index.column() - 1].position is not None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Qt: a person put a cell right."""
        line = self.lines[index.row()]
        place = index.column() - 1
        position = self.columns[place].position
        if role != Role.EditRole or position is None or str(value) == line.texts[place]:
            return False
        texts = (*line.texts[:place], str(value), *line.texts[place + 1 :])
        self.lines[index.row()] = Line(number=line.number, texts=texts, wrong=line.wrong, problem=line.problem)
        self.dataChanged.emit(index, index)
        self.corrected.emit(line.number, position, str(value))
        return True


def saved_lines(columns: Sequence[Shown], rows: Sequence[object]) -> list[Line]:
    """Return rows as they will be saved; those that cannot be are left to the other tab."""
    return [
        Line(number=row.row, texts=tuple(column.words(row) for column in columns))
        for row in rows
        if isinstance(row, ContactRow | CustomerRow | CandidateRow | VolumeRow | SurveyRow | PurchaseRow | CaseUpdate)
    ]


def problem_lines(
    columns: Sequence[Shown], problems: Sequence[Problem], cells: Mapping[int, Sequence[str]]
) -> list[Line]:
    """Return the rows that cannot be saved, as they stand in the file."""
    places = {column.position: place for place, column in enumerate(columns) if column.position is not None}
    return [_problem_line(columns, problem, cells.get(problem.row, ()), places) for problem in problems]


def _problem_line(columns: Sequence[Shown], problem: Problem, cells: Sequence[str], places: Mapping[int, int]) -> Line:
    texts = tuple(
        cells[column.position].strip() if column.position is not None and column.position < len(cells) else ""
        for column in columns
    )
    return Line(number=problem.row, texts=texts, wrong=_place(problem, places), problem=problem)


def _place(problem: Problem, places: Mapping[int, int]) -> int:
    return -1 if problem.position is None else places.get(problem.position, -1)


def problem_columns(columns: Sequence[Shown], problems: Sequence[Problem]) -> list[Shown]:
    """Return what is shown of rows with problems: when and who, then the columns where something is wrong."""
    wrong = {problem.position for problem in problems}
    first = [column for column in columns[:2] if column.position not in wrong]
    rest = [column for column in columns if column.position in wrong and column.position is not None]
    return sorted([*first, *rest], key=columns.index)
