"""The grid of rows of a file: their numbers, their cells, and which cell is wrong."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csops.ui.imports.preview_model import ROW, WRONG_ROLE, PreviewModel
from csops.ui.kit.theme import Themes

Index = QModelIndex | QPersistentModelIndex
NARROW, WIDE_CELL = 6, 16
"""Widths of the row's number and of a cell, in steps of the 8 px grid."""
FEWEST = 3
"""Rows that are seen however low the window is; what is around the grid then scrolls."""
EDIT = QAbstractItemView.EditTrigger


class Grid(QTableView):
    """Rows with their numbers; the cell that is wrong is tinted, and can be typed in where the model allows it."""

    def __init__(self, themes: Themes, model: PreviewModel, *, name: str) -> None:
        super().__init__()
        self._themes, self._model = themes, model
        self.setModel(model)
        self.setItemDelegate(_CellPainter(themes, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(EDIT.DoubleClicked | EDIT.EditKeyPressed | EDIT.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setHorizontalHeader(_Head(themes, self))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        model.modelReset.connect(self.theme_changed)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take heights and widths from the theme."""
        theme = self._themes.current
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        head = self.horizontalHeader()
        head.setFixedHeight(theme.size("tableHeader"))
        self.setMinimumHeight(theme.size("tableHeader") + FEWEST * theme.size("row"))
        for section in range(self._model.columnCount()):
            self.setColumnWidth(section, theme.space(2) * (NARROW if section == ROW else WIDE_CELL))


class _Head(QHeaderView):
    """Titles in the type of column heads; that of the row's number stands over the numbers."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Qt: paint one title."""
        theme = self._themes.current
        painter.save()
        painter.fillRect(rect, theme.colour("bg.sunken"))
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text.secondary"))
        room = rect.adjusted(theme.space(2), 0, -theme.space(2), 0)
        side = Qt.AlignmentFlag.AlignTrailing if logicalIndex == ROW else Qt.AlignmentFlag.AlignLeading
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        cut = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, cut)
        painter.restore()


class _CellPainter(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint a cell, tinted where it is the wrong one."""
        theme, place = self._themes.current, QRect(option.rect)
        is_wrong = bool(index.data(WRONG_ROLE))
        painter.fillRect(place, theme.colour("warning.soft" if is_wrong else "bg.surface"))
        hairline = theme.stroke("hairline")
        line = QRect(place.left(), place.bottom() - hairline + 1, place.width(), hairline)
        painter.fillRect(line, theme.colour("border.subtle"))
        is_number = index.column() == ROW
        painter.setFont(theme.font("smallStrong" if is_wrong else "small", figures=True))
        colour = "warning.text" if is_wrong else "text.secondary" if is_number else "text.primary"
        painter.setPen(theme.colour(colour))
        room = place.adjusted(theme.space(2), 0, -theme.space(2), 0)
        side = Qt.AlignmentFlag.AlignTrailing if is_number else Qt.AlignmentFlag.AlignLeading
        cut = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, cut)
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(theme.colour("border.focus"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
