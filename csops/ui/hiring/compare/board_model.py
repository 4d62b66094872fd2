"""Skills x candidates as a table model, and below them the figures of each candidate; words are made when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from csops.domain.hiring import ENOUGH_COVERAGE, SkillFit
from csops.services.comparison import Compared, Comparison, groups_of
from csops.ui.hiring.compare import words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.rating_cells import RatingLook

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()


class RowKind(Enum):
    """What a row shows."""

    GROUP = "group"
    SKILL = "skill"
    FIT = "fit"
    COVERAGE = "coverage"
    MUST_HAVES = "must_haves"
    RANGE = "range"
    VALUES = "values"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: its title, and a figure or note beside it. `skill`: the key, of rows of skills."""

    kind: RowKind
    title: str
    note: str = ""
    skill: str = ""


def skill_rows(found: Comparison, formats: Formats) -> list[Row]:
    """Return the rows of the skills under the headings of their groups."""
    rows: list[Row] = []
    for group, asked in groups_of(found).items():
        rows.append(Row(kind=RowKind.GROUP, title=words.group_words(group)))
        for each in asked:
            weight = words.per_cent(each.weight, formats, decimals=0 if float(each.weight).is_integer() else 1)
            name = words.skill_name(found, each.skill)
            rows.append(Row(kind=RowKind.SKILL, title=name, note=weight, skill=each.skill))
    return rows


def figure_rows(found: Comparison) -> list[Row]:
    """Return the rows at the foot; the shop's own values are a fit of their own, and no part of the ranking."""
    values = [Row(kind=RowKind.VALUES, title=tr("Our values"), note=tr("not in the fit"))] if found.values else []
    return [
        Row(kind=RowKind.FIT, title=tr("Fit"), note=tr("of what the role aims at")),
        Row(kind=RowKind.COVERAGE, title=tr("Coverage"), note=tr("weight rated")),
        Row(kind=RowKind.MUST_HAVES, title=tr("Must-haves")),
        Row(kind=RowKind.RANGE, title=tr("8 of 10 times"), note=tr("dots: each interviewer")),
        *values,
    ]


class BoardModel(QAbstractTableModel):
    """Rows of one kind of table (skills or figures) by candidates."""

    def __init__(self, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self.formats = formats
        self.found: Comparison | None = None
        self.rows: list[Row] = []

    def show(self, found: Comparison, rows: list[Row]) -> None:
        """Show another comparison; what is current stays so where the shape is the same."""
        before = (len(self.rows), self.columnCount())
        if self.found is not None and before == (len(rows), len(found.candidates)):
            self.found, self.rows = found, rows
            if rows and found.candidates:
                self.dataChanged.emit(self.index(0, 0), self.index(before[0] - 1, before[1] - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, before[1] - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, before[0] - 1))
            return
        self.beginResetModel()
        self.found, self.rows = found, rows
        self.endResetModel()

    # ------------------------------------------------------------ what stands where
    @property
    def candidates(self) -> Sequence[Compared]:
        """The columns."""
        return self.found.candidates if self.found is not None else ()

    def skill_fit(self, row: int, column: int) -> SkillFit | None:
        """Return what a cell of a skill stands on, None where it is hidden, or no skill."""
        fit = self.candidates[column].fit
        return None if fit is None or not self.rows[row].skill else fit.of(self.rows[row].skill)

    def look(self, row: int, column: int) -> RatingLook | None:
        """Return how a cell of a skill is painted, None where it is hidden."""
        found = self.skill_fit(row, column)
        if found is None:
            return None
        below = tr("below {level}").format(level=self.formats.number(found.minimum)) if found.is_below else ""
        is_must = found.requirement.value == "required"
        family = ("danger" if is_must else "warning") if found.is_below else "accent"
        return RatingLook(
            value=found.mean,
            text=words.level(found.mean, self.formats),
            minimum=found.minimum,
            target=found.target,
            note=tr("n {number}").format(number=self.formats.number(found.n)),
            below=below,
            family=family,
            icon="messages-square" if found.is_far_apart else "",
        )

    def text(self, row: int, column: int) -> str:
        """Return the figure of a cell as it is shown."""
        one, kind = self.candidates[column], self.rows[row].kind
        if one.fit is None:
            return words.finished_words(one, self.formats) if kind is RowKind.FIT and one.finished else ""
        if kind is RowKind.SKILL:
            found = self.skill_fit(row, column)
            return "" if found is None else words.level(found.mean, self.formats)
        return {
            RowKind.FIT: words.per_cent(one.fit.fit, self.formats),
            RowKind.COVERAGE: words.per_cent(one.fit.coverage, self.formats),
            RowKind.MUST_HAVES: words.must_haves_words(one.fit.must_haves, self.formats),
            RowKind.RANGE: words.range_words(one, self.formats),
            RowKind.VALUES: words.per_cent(one.values.fit if one.values else None, self.formats),
        }.get(kind, "")

    def family(self, row: int, column: int) -> str:
        """Return the family in which the figure of a cell is shown; empty for ordinary."""
        one, kind = self.candidates[column], self.rows[row].kind
        if one.fit is None:
            return ""
        if kind is RowKind.COVERAGE:
            return "warning" if one.fit.coverage < ENOUGH_COVERAGE - 1e-9 else ""
        if kind is RowKind.MUST_HAVES:
            met = {each.met for each in one.fit.must_haves}
            return "danger" if False in met else "warning" if None in met else ""
        return ""

    def said(self, row: int, column: int) -> str:
        """Return a cell in words, as it is read out and stands in its tooltip."""
        one, found = self.candidates[column], self.found
        name = words.name_of(one, self.formats)
        if one.fit is None:
            hidden = tr("hidden until you have rated") if one.application.outcome.value == "open" else tr("hidden")
            return ", ".join((self.rows[row].title, name, hidden, words.finished_words(one, self.formats)))
        skill = self.skill_fit(row, column)
        if skill is not None and found is not None:
            return words.cell_words(found, one, skill, self.formats)
        said = [self.rows[row].title, name, self.text(row, column)]
        if self.rows[row].kind is RowKind.FIT:
            said += [words.rank_words(one, self.formats), words.recommendation_words(one.fit.recommendation)]
        return ", ".join(filter(None, said))

    # ------------------------------------------------------------ overrides of Qt
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Override of Qt."""
        return 0 if parent.isValid() else len(self.candidates)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override of Qt: a heading is passed over."""
        if not index.isValid() or self.rows[index.row()].kind is RowKind.GROUP:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        if not index.isValid() or self.rows[index.row()].kind is RowKind.GROUP:
            return None
        if role == Role.DisplayRole:
            return self.text(index.row(), index.column())
        if role in {Role.AccessibleTextRole, Role.ToolTipRole}:
            return self.said(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Override of Qt."""
        is_row = orientation == Qt.Orientation.Vertical
        if role not in {Role.DisplayRole, Role.ToolTipRole} or section >= len(self.rows if is_row else self.candidates):
            return None  # one edge asks for what the other no longer has while others are taken over: see SheetModel
        if is_row:
            return self.rows[section].title
        one = self.candidates[section]
        name = words.name_of(one, self.formats)
        return name if role == Role.DisplayRole else f"{name}: {words.head_look(one).text}"
