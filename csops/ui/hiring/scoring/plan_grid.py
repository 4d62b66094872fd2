"""The table of the plan: ticks that the keys reach, and what is lacking said at the end of each row."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from csops.domain.interview_plan import Gap
from csops.services.interview_plan import InterviewPlan, PlannedSkill
from csops.ui.hiring.scoring.plan_model import GAP, ROW, Index, PlanModel
from csops.ui.hiring.scoring.plan_words import note_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import paint_check, paint_focus
from csops.ui.kit.theme import Theme, Themes

_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_GAPS = {Gap.NOBODY: ("circle-alert", "danger.text"), Gap.ONE_ONLY: ("user-round", "warning.text")}
_SKILL_WIDTH, _COVER_WIDTH, _SEAT_WIDTH = 250, 170, 176  # pixels at 100 %


class PlanGrid(QTableView):
    """Skills by parts of the plan. Space, or a click, ticks; Enter changes the part of the column.

    Signals:
        ticked(int, str, bool): this seat shall rate the skill with this key, or no more.
        seat_wanted(int): the form of this seat shall be opened.
    """

    ticked = Signal(int, str, bool)
    seat_wanted = Signal(int)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self.themes = themes
        self.plan_model = PlanModel(formats, self)
        self.setModel(self.plan_model)
        self.setItemDelegate(_Cells(themes, formats, self))
        self.setAccessibleName(tr("Who rates what"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setDefaultAlignment(_LEADING)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.sectionClicked.connect(self._open)
        themes.changed.connect(self.fit)
        self.fit()

    def show_plan(self, plan: InterviewPlan) -> None:
        """Show a plan; the cell under the keys stays."""
        here = self.currentIndex()
        place = (here.row(), here.column()) if here.isValid() else (0, 1)
        self.plan_model.show_plan(plan)
        self.fit()
        self.setCurrentIndex(self.plan_model.index(*place))

    def fit(self) -> None:
        """Take widths and heights from the theme; the grid is as high as its rows."""
        theme, columns = self.themes.current, self.plan_model.columnCount()
        head = self.horizontalHeader()
        head.setFixedHeight(theme.size("controlLarge") + theme.space(2))
        self.verticalHeader().setDefaultSectionSize(theme.size("rowComfortable"))
        for column in range(columns):
            wide = _SKILL_WIDTH if column == 0 else _COVER_WIDTH if column == columns - 1 else _SEAT_WIDTH
            self.setColumnWidth(column, theme.px(wide))
        if columns:
            head.setSectionResizeMode(columns - 1, QHeaderView.ResizeMode.Stretch)
        rows = self.plan_model.rowCount() * theme.size("rowComfortable")
        self.setFixedHeight(head.height() + rows + theme.space(4))

    def tick(self, index: Index) -> None:
        """Let the part of a cell rate its skill, or no more."""
        row, seat = self.plan_model.row(index.row()), self.plan_model.seat(index.column())
        plan = self.plan_model.plan
        if row is not None and seat is not None and plan is not None and plan.may_run:
            self.ticked.emit(seat.id, row.key, not self.plan_model.rates(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Space ticks, Enter opens the part."""
        if event.key() == Qt.Key.Key_Space:
            self.tick(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.tick(index)

    def _open(self, column: int) -> None:
        seat, plan = self.plan_model.seat(column), self.plan_model.plan
        if seat is not None and plan is not None and plan.may_run:
            self.seat_wanted.emit(seat.id)


class _Cells(QStyledItemDelegate):
    def __init__(self, themes: Themes, formats: Formats, grid: PlanGrid) -> None:
        super().__init__(grid)
        self._themes, self._formats, self._grid = themes, formats, grid

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = self._themes.current
        return QSize(theme.px(_SEAT_WIDTH), theme.size("rowComfortable"))

    def editorEvent(self, _event: QEvent, _model: object, _option: QStyleOptionViewItem, _index: Index) -> bool:
        return False  # the grid ticks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._themes.current, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._grid.layoutDirection())
        line = QRect(rect.left(), rect.bottom(), rect.width(), theme.stroke("hairline"))
        painter.fillRect(rect, theme.colour("bg.surface"))
        painter.fillRect(line, theme.colour("border.subtle"))
        row, column = index.data(ROW), index.column()
        if column == 0:
            self._paint_skill(painter, rect.adjusted(theme.space(5), 0, -theme.space(2), 0), theme, row)
        elif self._grid.plan_model.seat(column) is not None:
            self._paint_tick(painter, rect, theme, index)
        else:
            self._paint_cover(painter, rect.adjusted(theme.space(2), 0, -theme.space(2), 0), theme, index)
        if option.state & QStyle.StateFlag.State_HasFocus and self._grid.hasFocus():
            paint_focus(painter, rect.adjusted(2, 2, -2, -2), theme, radius=theme.radius("control"))
        painter.restore()

    def _paint_skill(self, painter: QPainter, rect: QRect, theme: Theme, row: PlannedSkill) -> None:
        half = rect.height() // 2
        upper, lower = rect.adjusted(0, 4, 0, -half), rect.adjusted(0, half, 0, -4)
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour("text.primary"))
        name = painter.fontMetrics().elidedText(row.skill.name, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, _LEADING, name)
        painter.setFont(theme.font("small", figures=True))
        painter.setPen(theme.colour("text.secondary"))
        painter.drawText(lower, _LEADING, note_words(row, self._formats))

    def _paint_tick(self, painter: QPainter, rect: QRect, theme: Theme, index: Index) -> None:
        side = theme.size("iconLarge")
        box = QRect(rect.left() + theme.space(2), rect.center().y() - side // 2, side, side)
        place = QStyle.visualRect(self._grid.layoutDirection(), rect, box)
        plan = self._grid.plan_model.plan
        enabled = plan is not None and plan.may_run
        paint_check(painter, QRectF(place).toRect(), theme, checked=self._grid.plan_model.rates(index), enabled=enabled)

    def _paint_cover(self, painter: QPainter, rect: QRect, theme: Theme, index: Index) -> None:
        gap = index.data(GAP)
        icon, colour = _GAPS.get(gap, ("info", "info.text")) if gap else ("circle-check", "success.text")
        side = theme.size("icon")
        place = QStyle.visualRect(
            self._grid.layoutDirection(), rect, QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        )
        painter.drawPixmap(QPoint(place.left(), place.top()), pixmap(theme, icon, size=16, colour=colour))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.primary" if gap is None else colour))
        room = QStyle.visualRect(self._grid.layoutDirection(), rect, rect.adjusted(side + theme.space(2), 0, 0, 0))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEADING, words)
