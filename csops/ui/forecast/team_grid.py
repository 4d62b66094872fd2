"""The team as a table: a line for each person that arrow keys reach and Enter opens."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csops.ui.kit.marks import paint_focus
from csops.ui.kit.theme import Themes

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SHORT_COLUMNS, NAME_SPACES = (0, 1, 2), 36
"""Columns as wide as their words, names at most so many steps of the grid; the others share what is left."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class TeamModel(QAbstractTableModel):
    """Lines of words, each of one member."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.lines: tuple[tuple[str, ...], ...] = ()
        self.member_ids: tuple[int, ...] = ()
        self.said: tuple[str, ...] = ()
        self.head_font = QFont()

    def show_lines(
        self,
        heads: Sequence[str],
        lines: Sequence[tuple[str, ...]],
        member_ids: Sequence[int],
        *,
        said: Sequence[str] = (),
    ) -> None:
        """Show these lines; `said` has a whole sentence for each, which screen readers read at its beginning."""
        self.beginResetModel()
        self.said = tuple(said)
        self.heads, self.lines, self.member_ids = tuple(heads), tuple(lines), tuple(member_ids)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Qt: the people."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Qt: what is said of each."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt: the words of a cell; whole in the tooltip, and with their heading for screen readers."""
        words = self.lines[index.row()][index.column()]
        if role == Role.AccessibleTextRole and index.column() == 0 and self.said:
            return self.said[index.row()]
        if role == Role.AccessibleTextRole:
            return f"{self.lines[index.row()][0]}, {self.heads[index.column()]}: {words}"
        return words if role in {Role.DisplayRole, Role.ToolTipRole} else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt: the headings."""
        if role == Role.FontRole:  # by the model: a style sheet keeps the fonts of heads from following the zoom
            return self.head_font
        is_head = orientation == Qt.Orientation.Horizontal and section < len(self.heads)
        return self.heads[section] if is_head and role == Role.DisplayRole else None


class TeamGrid(QTableView):
    """Everybody.

    Signals:
        opened(int): Enter, Space or a double click on a person's line; the member's id.
    """

    opened = Signal(int)

    def __init__(self, themes: Themes, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self.people = TeamModel(self)
        self.setModel(self.people)
        self.setItemDelegate(_Delegate(themes, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)
        self.people.modelReset.connect(self.theme_changed)
        self.doubleClicked.connect(self._open)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take sizes and type from the theme; the table is as high as its lines."""
        theme = self.themes.current
        self.setFont(theme.font("body", figures=True))
        self.people.head_font = theme.font("smallStrong")
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.horizontalHeader().setFixedHeight(theme.size("tableHeader"))
        self.setFixedHeight(theme.size("tableHeader") + max(1, self.people.rowCount()) * theme.size("row") + 2)

    def show_team(
        self,
        heads: Sequence[str],
        lines: Sequence[tuple[str, ...]],
        member_ids: Sequence[int],
        *,
        said: Sequence[str] = (),
    ) -> None:
        """Show the people, or what else is one to a line; whoever was current stays current."""
        here = self.member_id()
        self.people.show_lines(heads, lines, member_ids, said=said)
        for column in SHORT_COLUMNS:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        place = list(member_ids).index(here) if here is not None and here in member_ids else 0
        if member_ids:
            self.setCurrentIndex(self.people.index(place, 0))

    def member_id(self) -> int | None:
        """Return whose line is current."""
        row = self.currentIndex().row()
        return self.people.member_ids[row] if 0 <= row < len(self.people.member_ids) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space open the person."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the first line is current where none was."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.people.rowCount():
            self.setCurrentIndex(self.people.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.people.member_ids[index.row()])


class _Delegate(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: TeamGrid) -> None:
        super().__init__(parent)
        self._themes, self._grid = themes, parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._themes.current
        is_name = index.column() == 0
        metrics = QFontMetrics(theme.font("bodyStrong" if is_name else "body", figures=True))
        words = metrics.horizontalAdvance(str(index.data() or ""))
        words = min(words, theme.space(1) * NAME_SPACES) if is_name else words
        return QSize(words + 2 * theme.space(2) + 2, theme.size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._themes.current
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setLayoutDirection(option.direction)
        is_chosen, has_focus = bool(state & QStyle.StateFlag.State_Selected), self._grid.hasFocus()
        painter.fillRect(place, theme.colour("bg.selected" if is_chosen and has_focus else "bg.surface"))
        width = theme.stroke("hairline")
        line = QRect(place.left(), place.bottom() - width + 1, place.width(), width)
        painter.fillRect(line, theme.colour("border.subtle"))
        is_name = index.column() == 0
        painter.setFont(theme.font("bodyStrong" if is_name else "body", figures=True))
        painter.setPen(theme.colour("text.primary" if is_name else "text.secondary"))
        room = place.adjusted(theme.space(2), 0, -theme.space(2), 0)
        words = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, place.adjusted(1, 1, -1, -2), theme, radius=theme.radius("chip"))
        painter.restore()
