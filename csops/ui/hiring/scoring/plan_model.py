"""The plan as a table: a row for each skill, a column for each part of the plan, and who covers it at the end."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from csops.domain.interview_plan import Gap
from csops.services.interview_plan import InterviewPlan, PlannedSeat, PlannedSkill
from csops.ui.hiring.scoring.plan_words import cover_words, row_words, seat_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW, GAP = Role.UserRole, Role.UserRole + 1
_NOWHERE = QModelIndex()


class PlanModel(QAbstractTableModel):
    """The first column names the skill, the last says how it is covered; those between are parts of the plan."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.plan: InterviewPlan | None = None

    def show_plan(self, plan: InterviewPlan) -> None:
        """Show another plan, or the same as it is now."""
        self.beginResetModel()
        self.plan = plan
        self.endResetModel()

    def row(self, place: int) -> PlannedSkill | None:
        """Return the skill of a row."""
        rows = self.plan.rows if self.plan else ()
        return rows[place] if 0 <= place < len(rows) else None

    def seat(self, column: int) -> PlannedSeat | None:
        """Return the part of a column, None for the first and the last."""
        seats = self.plan.seats if self.plan else ()
        return seats[column - 1] if 0 < column <= len(seats) else None

    def rates(self, index: Index) -> bool:
        """Whether the part of a cell rates its skill."""
        row, seat = self.row(index.row()), self.seat(index.column())
        return row is not None and seat is not None and row.key in seat.seat.skills

    def gap(self, index: Index) -> Gap | None:
        """What a row lacks."""
        row = self.row(index.row())
        return row.cover.gap(panel=self.plan.panel) if row is not None and self.plan is not None else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: one row for each skill."""
        return 0 if parent.isValid() or self.plan is None else len(self.plan.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Qt: the skill, the parts, the cover."""
        return 0 if parent.isValid() or self.plan is None else len(self.plan.seats) + 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt: what a cell says."""
        row, seat = self.row(index.row()), self.seat(index.column())
        if row is None or self.plan is None:
            return None
        if role == ROW:
            return row
        if role == GAP:
            return self.gap(index)
        return self._tick(index, row, seat, role) if seat is not None else self._words(index, row, self.plan, role)

    def _tick(self, index: Index, row: PlannedSkill, seat: PlannedSeat, role: int) -> Any:
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self.rates(index) else Qt.CheckState.Unchecked
        if role == Role.AccessibleTextRole:
            said = tr("{name} rates {skill}") if self.rates(index) else tr("{name} does not rate {skill}")
            return said.format(name=seat.name, skill=row.skill.name)
        return None

    def _words(self, index: Index, row: PlannedSkill, plan: InterviewPlan, role: int) -> Any:
        if role not in {Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole}:
            return None
        if index.column():
            return cover_words(row, plan)
        return row.skill.name if role == Role.DisplayRole else row_words(row, self._formats)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt: who rates, how, in which round."""
        if orientation is not Qt.Orientation.Horizontal or role not in {Role.DisplayRole, Role.ToolTipRole}:
            return None
        seat = self.seat(section)
        if seat is not None:
            return seat_words(seat, self._formats)
        return tr("Skill") if section == 0 else tr("Rated by")
