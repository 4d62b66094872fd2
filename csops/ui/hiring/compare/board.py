"""The board: skills x candidates above, the figures of each candidate pinned at the foot, moved through by arrows."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStyle, QTableView, QVBoxLayout, QWidget

from csops.services.comparison import Comparison
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.board_heads import CandidateHeads, Corner, RowHeads
from csops.ui.hiring.compare.board_model import BoardModel, Index, RowKind, figure_rows, skill_rows
from csops.ui.hiring.compare.board_paint import BoardDelegate
from csops.ui.hiring.wording import tr
from csops.ui.kit.chart_export import Drawable, WidgetDrawing
from csops.ui.kit.chart_outside import ExportableChart
from csops.ui.kit.charts import ChartTable
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR

_LOW_SPACES = 12 * 11  # below so much height (528 px at 100 %) the heads go without initials and marks
_HEAD_SHARE = 0.36


class BoardView(QTableView):
    """One of the two tables of the board.

    Signals:
        moved(int): another column is current.
        opened(int, int): Enter, or a click on a cell of the chosen column: its sum is wanted.
        left_up, left_down: an arrow leads out of it.
        copy_wanted: the table shall be copied.
    """

    moved = Signal(int)
    opened = Signal(int, int)
    left_up = Signal()
    left_down = Signal()
    copy_wanted = Signal()

    def __init__(self, themes: Themes, model: BoardModel, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self.board_model = themes, model
        self.setModel(model)
        self.delegate = BoardDelegate(themes, model, self)
        self.setItemDelegate(self.delegate)
        self.heads, self.row_heads = CandidateHeads(themes, model, self), RowHeads(themes, model, self)
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.row_heads)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QHeaderView, QTableCornerButton::section { background: transparent; border: none; }")
        self.clicked.connect(self._clicked)
        self.heads.sectionClicked.connect(self._head_clicked)
        self._before = -1

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override of Qt: another column may be chosen."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._before = previous.column()
            if current.column() != previous.column():
                self.moved.emit(current.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: Enter opens the sum; an arrow at the end leads on."""
        index, key = self.currentIndex(), Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.opened.emit(index.row(), index.column())
        elif key == Qt.Key.Key_Down and index.row() == self.board_model.rowCount() - 1:
            self.left_down.emit()
        elif key == Qt.Key.Key_Up and index.isValid() and index.row() <= self.first_row():
            self.left_up.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override of Qt: whoever comes by Tab stands on a cell."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self.go_to(self.first_row(), max(0, self.heads.chosen))
        return super().event(event)

    def first_row(self) -> int:
        """Return the first row that is no heading."""
        rows = self.board_model.rows
        return next((place for place, row in enumerate(rows) if row.kind is not RowKind.GROUP), 0)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current."""
        self.setCurrentIndex(self.board_model.index(row, column))

    def choose(self, column: int) -> None:
        """Show which candidate is chosen."""
        self.delegate.chosen = self.heads.chosen = column
        self.viewport().update()
        self.heads.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        is_figure = self.board_model.rows[index.row()].kind not in {RowKind.SKILL, RowKind.GROUP}
        if is_figure or self._before == index.column():
            self.opened.emit(index.row(), index.column())
        self._before = index.column()

    def _head_clicked(self, column: int) -> None:
        row = self.currentIndex().row()
        self.go_to(row if row >= 0 else self.first_row(), column)
        self.setFocus(Qt.FocusReason.MouseFocusReason)


class Board(ExportableChart):
    """Skills x candidates with their figures.

    Signals:
        chosen(int): the application id of another candidate.
        sum_wanted(object, int): the Row and the application id of the cell whose sum is to be opened.
    """

    chosen = Signal(int)
    sum_wanted = Signal(object, int)

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._formats = formats
        self.found: Comparison | None = None
        self.skills = BoardView(themes, BoardModel(formats, self), name=tr("Skills by candidates"), parent=self)
        self.figures = BoardView(themes, BoardModel(formats, self), name=tr("Figures by candidates"), parent=self)
        self.figures.setObjectName(FLOOR)
        self.corner = Corner(themes, self.skills)
        self.figures.heads.hide()
        self.skills.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.skills, 1)
        column.addWidget(Line(themes))
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.figures)
        column.addLayout(self._foot)
        self.setFocusProxy(self.skills)
        self._connect()
        themes.changed.connect(self._measure)

    def show_comparison(self, found: Comparison, *, chosen: int = 0) -> None:
        """Show a comparison; `chosen` is the application id that is to be current, else the first."""
        self.found = found
        self.skills.board_model.show(found, skill_rows(found, self._formats))
        self.figures.board_model.show(found, figure_rows(found))
        self.figures.delegate.measure()
        self._measure()
        places = [each.application.id for each in found.candidates]
        self._choose(places.index(chosen) if chosen in places else 0)

    def chosen_id(self) -> int:
        """Return the application id of the chosen candidate, 0 where there is none."""
        column = self.skills.heads.chosen
        return (
            self.found.candidates[column].application.id
            if self.found and 0 <= column < len(self.found.candidates)
            else 0
        )

    def table(self) -> ChartTable:
        """Return the board as plain figures: means unrounded, what is hidden left out."""
        found, formats = self.found, self._formats
        if found is None:
            return ChartTable(title="", headings=(), rows=())
        everyone = found.candidates
        rows: list[tuple[object, ...]] = []
        for asked in found.role.skills:
            cells = [each.fit.of(asked.skill) if each.fit else None for each in everyone]
            means = [cell.mean if cell else None for cell in cells]
            name = words.skill_name(found, asked.skill)
            rows.append((name, asked.weight, asked.minimum_level, asked.target_level, *means))
        fits = [each.fit for each in everyone]
        blank = (None, None, None)
        rows.append((tr("Fit (%)"), *blank, *(fit.fit if fit else None for fit in fits)))
        rows.append((tr("Coverage (%)"), *blank, *(fit.coverage if fit else None for fit in fits)))
        met = [words.must_haves_words(fit.must_haves, formats) if fit else None for fit in fits]
        rows.append((tr("Must-haves"), *blank, *met))
        rows.append((tr("Place"), *blank, *(each.standing.rank if each.standing else None for each in everyone)))
        rows.append((tr("8 of 10 times (%)"), *blank, *(words.range_words(each, formats) for each in everyone)))
        heads = (tr("Skill"), tr("Weight (%)"), tr("Least"), tr("Aimed at"))
        return ChartTable(
            title=found.opening.title,
            headings=(*heads, *(words.name_of(each, formats) for each in everyone)),
            rows=tuple(rows),
        )

    def drawing(self) -> Drawable:
        """Return the board as it stands."""
        return WidgetDrawing(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: rows and columns share the room."""
        super().resizeEvent(event)
        self._measure()

    # ------------------------------------------------------------ moving
    def _connect(self) -> None:
        for view, other in ((self.skills, self.figures), (self.figures, self.skills)):
            view.moved.connect(self._choose)
            view.opened.connect(lambda row, column, view=view: self._open(view, row, column))
            view.copy_wanted.connect(self.copy_data)
            view.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
        self.skills.left_down.connect(lambda: self._enter(self.figures, 0))
        self.figures.left_up.connect(lambda: self._enter(self.skills, self.skills.board_model.rowCount() - 1))

    def _enter(self, view: BoardView, row: int) -> None:
        view.go_to(row, max(0, self.skills.heads.chosen))
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, column: int) -> None:
        if self.found is None or not self.found.candidates:
            return
        is_other = column != self.skills.heads.chosen
        for view in (self.skills, self.figures):
            view.choose(column)
            row = view.currentIndex().row()
            if view.currentIndex().column() != column:
                view.go_to(row if row >= 0 else view.first_row(), column)
        if is_other:
            self.chosen.emit(self.chosen_id())

    def _open(self, view: BoardView, row: int, column: int) -> None:
        if self.found is not None and self.found.candidates[column].fit is not None:
            self.sum_wanted.emit(view.board_model.rows[row], self.found.candidates[column].application.id)

    # ------------------------------------------------------------ sizes
    def _measure(self) -> None:
        theme = self.themes.current
        is_low = self.height() < theme.space(1) * _LOW_SPACES
        heads = self.skills.heads
        heads.is_low = is_low
        heads.setFixedHeight(heads.height_of())
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        many, least = max(1, self.skills.board_model.columnCount()), heads.least_width()
        side = self._side_width(many * least)
        across = bar if many * least > self.width() - side - 2 else 0
        down = bar if self._measure_rows(is_low=is_low, bar=across) else 0
        room = self.width() - side - 2 - down
        width = max(least, min(theme.space(12) * 4, room // many))
        for view in (self.skills, self.figures):
            view.row_heads.setFixedWidth(side)
            view.heads.setDefaultSectionSize(width)
        self.figures.setFixedHeight(sum(self._figure_heights()) + (bar if many * width > room else 0))
        self._foot.setContentsMargins(sides(0, 0, down, 0))
        left = self.skills.width() - side if self.isRightToLeft() else 0
        self.corner.setGeometry(left, 0, side, heads.height_of())
        if self.found is not None:
            self.corner.show_comparison(self.found, is_low=is_low)

    def _side_width(self, wanted: int) -> int:
        """The width of the rows' heads: narrower where all candidates then stand side by side."""
        theme = self.themes.current
        usual = max(theme.space(12) * 4, min(theme.size("sidePanel"), round(self.width() * _HEAD_SHARE)))
        rest = self.width() - 2 - wanted
        return rest if theme.space(12) * 4 <= rest < usual else usual

    def _measure_rows(self, *, is_low: bool, bar: int) -> bool:
        """Let the rows share the height, and return whether they have to be scrolled; `bar`: what is taken below."""
        theme, rows = self.themes.current, self.skills.board_model.rows
        groups = sum(row.kind is RowKind.GROUP for row in rows)
        strip = theme.size("minTarget") if is_low else theme.size("controlCompact")
        room = self.height() - self.skills.heads.height_of() - sum(self._figure_heights()) - groups * strip - 3 - bar
        least, most = theme.size("rowCompact"), theme.size("rowComfortable")
        each = room // max(1, len(rows) - groups)
        for place, row in enumerate(rows):
            self.skills.setRowHeight(place, strip if row.kind is RowKind.GROUP else max(least, min(most, each)))
        for place, figure in enumerate(self._figure_heights()):
            self.figures.setRowHeight(place, figure)
        return each < least

    def _figure_heights(self) -> tuple[int, ...]:
        theme = self.themes.current
        high = {RowKind.FIT: theme.space(12) + theme.space(0.5), RowKind.RANGE: theme.size("controlLarge")}
        return tuple(high.get(row.kind, theme.size("minTarget")) for row in self.figures.board_model.rows)
