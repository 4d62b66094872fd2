"""Criteria by reviewers as a table model; chips and dots are painted, their words are here for a screen reader."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from csops.domain.calibration_figures import Row
from csops.domain.people import Member
from csops.domain.scoring import Criterion
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.formats import Formats
from csops.ui.quality.calibration.words import brief_names, rating_words
from csops.ui.quality.wording import tr

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
NAME = 0


class RatingsModel(QAbstractTableModel):
    """A row for each criterion: its name, a rating by each reviewer, how many say the same, what is agreed."""

    def __init__(self, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.formats = formats
        self.seen: SeenCalibration | None = None
        self.rows: tuple[Row, ...] = ()
        self.reviewers: tuple[Member, ...] = ()
        self.criteria: dict[str, Criterion] = {}
        self.numbers: dict[str, int] = {}
        self.names: dict[int, str] = {}

    def show_session(self, seen: SeenCalibration, rows: Sequence[Row]) -> None:
        """Show a session with its criteria in this order."""
        self.beginResetModel()
        rated = {one.reviewer_id for one in seen.reviews}
        self.seen, self.rows = seen, tuple(rows)
        self.reviewers = tuple(one for one in seen.reviewers if one.id in rated)
        self.criteria = {one.key: one for one in seen.version.criteria}
        self.numbers = {one.key: number for number, one in enumerate(seen.version.criteria, start=1)}
        self.names = brief_names(self.reviewers)
        self.endResetModel()

    @property
    def agreement(self) -> int:
        """The column that says how many gave the same."""
        return len(self.reviewers) + 1

    @property
    def agreed(self) -> int:
        """The column of what was agreed on."""
        return len(self.reviewers) + 2

    @property
    def may_agree(self) -> bool:
        """Whether what is agreed on can be changed by who looks."""
        return self.seen is not None and self.seen.runs and self.seen.session.closed_at is None

    def reviewer(self, column: int) -> Member | None:
        """Return whose ratings a column holds."""
        return self.reviewers[column - 1] if 0 < column <= len(self.reviewers) else None

    def criterion(self, row: int) -> Criterion:
        """Return the criterion of a row."""
        return self.criteria[self.rows[row].criterion]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() or self.seen is None else len(self.reviewers) + 3

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Override of Qt."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if orientation is Qt.Orientation.Vertical or role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            who = self.reviewer(section)
            return who.name if role == Role.ToolTipRole and who is not None else None
        who = self.reviewer(section)
        if who is not None:
            return self.names[who.id]
        return {NAME: tr("Criterion"), self.agreement: tr("Same"), self.agreed: tr("Agreed")}.get(section)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Role.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        return self._tip(index.row(), index.column()) if role == Role.ToolTipRole else None

    def words(self, row: int, column: int) -> str:
        """Return what a cell says."""
        found, criterion = self.rows[row], self.criterion(row)
        who = self.reviewer(column)
        if who is not None:
            return rating_words(criterion, found.ratings.get(who.id))
        if column == self.agreement and not found.pairs and found.of > 1:
            return tr("What was rated cannot show it: it counts nowhere")
        if column == self.agreement:
            return tr("{same} of {all}").format(same=self.formats.number(found.same), all=self.formats.number(found.of))
        if column == self.agreed:
            if found.agreed is None:
                return tr("Agree") if self.may_agree else ""
            return rating_words(criterion, found.agreed.rating)
        return criterion.name

    def spoken(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell: in the first one all that the row shows."""
        if column != NAME:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self.words(row, column)}"
        found = self.rows[row]
        error = [tr("critical error")] if found.has_error else []
        told = [self.words(row, NAME), *error, *(self.spoken(row, at) for at in range(1, self.agreement))]
        told.append(tr("{same} of {all} say the same").format(same=found.same, all=found.of))
        agreed = self.words(row, self.agreed) if found.agreed is not None else tr("nothing agreed yet")
        return ", ".join([*told, f"{tr('Agreed')}: {agreed}"])

    def _tip(self, row: int, column: int) -> str | None:
        found, criterion = self.rows[row], self.criterion(row)
        if column == self.agreement and not found.pairs and found.of > 1:
            return tr("What was rated cannot show it: it counts nowhere")
        if column == self.agreement:
            return tr("{equal} of {pairs} pairs of reviewers gave the same").format(
                equal=found.equal_pairs, pairs=found.pairs
            )
        who = self.reviewer(column)
        if who is not None:
            return f"{who.name}: {self.words(row, column)}"
        if column != NAME:
            return None
        return tr("{name}: critical error").format(name=criterion.name) if found.has_error else criterion.name
