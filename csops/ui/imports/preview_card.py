"""*As it will be saved*: the first rows, and the problems as a list to put right in place or leave out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csops.imports.rows import Problem
from csops.ui.imports.preview_model import (
    ROW,
    WRONG_ROLE,
    PreviewModel,
    problem_columns,
    problem_lines,
    saved_lines,
)
from csops.ui.imports.saved_words import Shown
from csops.ui.kit.cards import Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

Index = QModelIndex | QPersistentModelIndex
FIRST, PROBLEMS = "first", "problems"
NARROW, WIDE_CELL = 6, 15
"""Widths of the row's number and of a cell, in steps of the 8 px grid."""
EDIT = QAbstractItemView.EditTrigger


class PreviewCard(Card):
    """Signals: corrected(int, int, str) a cell was put right; left_out() the rows with problems shall be left out."""

    corrected = Signal(int, int, str)
    left_out = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, title=self.tr("As it will be saved"), padded=False, parent=parent)
        self._formats = formats
        self._columns: Sequence[Shown] = ()
        self._rows: Sequence[object] = ()
        self._problems: Sequence[Problem] = ()
        self._cells: Mapping[int, Sequence[str]] = {}
        self.tabs = Segmented(themes, self._options(None), name=self.tr("What is shown"))
        self.tabs.chosen.connect(self._show_tab)
        assert self.heading is not None
        self.heading.add(self.tabs)
        self.model = PreviewModel()
        self.model.corrected.connect(self.corrected)
        self.view = _Grid(themes, self.model)
        self.body.addWidget(self.view, 1)
        self._reason_icon = Picture(themes, "triangle-alert", colour="warning.text")
        self.reason = Text(themes, font="small", colour="warning.text", wrap=True)
        self.fix = Button(themes, self.tr("Fix in the grid"), role=Role.LINK, compact=True)
        self.fix.clicked.connect(self.edit_problem)
        self.leave = Button(themes, "", role=Role.LINK, compact=True)
        self.leave.clicked.connect(self.left_out)
        self._lay_out_foot()
        self.view.selectionModel().currentRowChanged.connect(self._show_reason)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show an empty grid: nothing can be read yet."""
        self.show_first((), ())
        self.show_problems((), {}, known=False)

    def show_first(self, columns: Sequence[Shown], rows: Sequence[object]) -> None:
        """Show the first rows."""
        self._columns, self._rows = columns, rows
        self._show_tab(self.tabs.key())

    def show_problems(
        self, problems: Sequence[Problem], cells: Mapping[int, Sequence[str]], *, known: bool = True
    ) -> None:
        """Show the rows that cannot be saved; `cells` are those rows as they stand in the file."""
        self._problems, self._cells = problems, cells
        self.tabs.show_options(self._options(len(problems) if known else None))
        if problems and self.tabs.key() == FIRST and not self.view.hasFocus():
            self.tabs.choose(PROBLEMS)
        self._show_tab(self.tabs.key())
        many = self.tr("Leave out {count} rows").format(count=self._formats.number(len(problems)))
        self.leave.setText(self.tr("Leave out 1 row") if len(problems) == 1 else many)
        self.leave.setAccessibleName(self.leave.text())
        self.leave.updateGeometry()

    def edit_problem(self) -> None:
        """Begin to put the problem right that is looked at."""
        row = max(0, self.view.currentIndex().row())
        line = self.model.lines[row]
        if line.wrong >= 0:
            place = self.model.index(row, line.wrong + 1)
            self.view.setCurrentIndex(place)
            self.view.scrollTo(place)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.edit(place)

    def _options(self, problems: int | None) -> list[Option]:
        said = self.tr("Problems") if problems is None else self.tr("Problems {count}")
        words = said.format(count=self._formats.number(problems or 0))
        return [Option(key=FIRST, text=self.tr("First rows")), Option(key=PROBLEMS, text=words)]

    def _show_tab(self, key: str) -> None:
        if key == PROBLEMS:
            columns = problem_columns(self._columns, self._problems)
            self.model.show_lines(columns, problem_lines(columns, self._problems, self._cells))
        else:
            self.model.show_lines(self._columns, saved_lines(self._columns, self._rows))
        has_problems = key == PROBLEMS and bool(self.model.lines)
        parts: tuple[QWidget, ...] = (self.fix, self.leave)
        for part in parts:
            part.setVisible(has_problems)
        if self.model.lines:
            self.view.setCurrentIndex(self.model.index(0, ROW))
        self._show_reason()

    def _show_reason(self, *_indexes: object) -> None:
        line = self.model.lines[self.view.currentIndex().row()] if self.view.currentIndex().isValid() else None
        if line is not None and line.problem is not None:
            self._say(self.tr("{reason}. Fix it here or leave the row out").format(reason=line.problem.reason))
            self.fix.setEnabled(line.wrong >= 0)
        elif self.tabs.key() == PROBLEMS:
            self._say(self.tr("Every row can be saved"), is_fine=True)
        else:
            self._say("")

    def _say(self, sentence: str, *, is_fine: bool = False) -> None:
        colour = "success.text" if is_fine else "warning.text"
        self._reason_icon.show_icon("circle-check" if is_fine else "triangle-alert", colour=colour)
        self._reason_icon.setVisible(bool(sentence))
        self.reason.say(sentence, colour=colour)
        self.reason.setVisible(bool(sentence))

    def _lay_out_foot(self) -> None:
        said = QHBoxLayout()
        Spacing(self.themes, said, margins=(5, 2, 5, 0), gap=2)
        said.addWidget(self._reason_icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.reason, 1)
        self.body.addLayout(said)
        deeds = QHBoxLayout()
        Spacing(self.themes, deeds, margins=(5, 1, 5, 3), gap=8)
        deeds.addWidget(self.fix)
        deeds.addWidget(self.leave)
        deeds.addStretch(1)
        self.body.addLayout(deeds)


class _Grid(QTableView):
    def __init__(self, themes: Themes, model: PreviewModel) -> None:
        super().__init__()
        self._themes, self._model = themes, model
        self.setModel(model)
        self.setItemDelegate(_CellPainter(themes, self))
        self.setAccessibleName(self.tr("As it will be saved"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(EDIT.DoubleClicked | EDIT.EditKeyPressed | EDIT.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        head.setHighlightSections(False)
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
        head.setFont(theme.font("smallStrong"))
        head.setFixedHeight(theme.size("tableHeader"))
        for section in range(self._model.columnCount()):
            self.setColumnWidth(section, theme.space(2) * (NARROW if section == ROW else WIDE_CELL))


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
