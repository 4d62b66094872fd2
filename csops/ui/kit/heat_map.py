"""A map of numbers by day and time: a table, so that arrow keys, focus and screen readers work by themselves."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from csops.ui.kit.chart_export import Drawable, WidgetDrawing
from csops.ui.kit.chart_outside import ExportableChart
from csops.ui.kit.chart_tip import TipCard
from csops.ui.kit.charts import ChartTable, HeatCell, HeatData, HeatTone, Tip
from csops.ui.kit.heat_model import HeatModel, Index
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Mark, box
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Theme, Themes

Role = Qt.ItemDataRole
CORNER_SHARE = 0.36  # of a cell's height
# Ground and ink of the cells that are no step of the hue.
_TONES = {
    HeatTone.SHORT: ("danger.soft", "danger.text"),
    HeatTone.OVER: ("info.soft", "info.text"),
    HeatTone.EVEN: ("success.soft", "success.text"),
}


class HeatMap(ExportableChart):
    """The map of people needed with its legend; below it what the current cell says.

    `explain` answers for a cell (row, column) with a card that explains its number, beside the cell under the pointer
    or reached by keys; without it the cell's words do.

    Signals:
        cell_changed(int, int): another cell is current.
        picked(int, int): Enter or a click on a cell that is open.
    """

    cell_changed = Signal(int, int)
    picked = Signal(int, int)

    def __init__(
        self,
        themes: Themes,
        data: HeatData,
        *,
        explain: Callable[[int, int], Tip | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(themes, parent)
        self._explain = explain
        self.model = HeatModel(data, self, has_tooltips=explain is None)
        self.view = HeatView(themes, self.model, self)
        self.card = TipCard(themes, self)
        self._legend = Text(themes, font="small", colour="text.secondary", figures=True, parent=self)
        self._corner = _Corner(themes, self)
        self.said = ElidedText(themes, font="small", colour="text.secondary")
        foot = QHBoxLayout()
        Spacing(themes, foot, gap=2)
        foot.addWidget(self._corner)
        foot.addWidget(self._legend)
        foot.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.space(2))
        column.addWidget(self.view)
        column.addLayout(foot)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.activated.connect(self._pick)
        self.view.clicked.connect(self._pick)
        self.view.pointed.connect(self._show_card)
        self.view.left.connect(self.card.hide)
        self.show_data(data)

    def show_data(self, data: HeatData) -> None:
        """Show other numbers."""
        self.model.show_data(data)
        self.view.setAccessibleName(data.title)
        self._legend.say(data.short_words)
        self._legend.setVisible(bool(data.short_words))
        self._corner.setVisible(bool(data.short_words))
        self._say_cell(self.view.currentIndex())

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current."""
        self.view.setCurrentIndex(self.model.index(row, column))

    def table(self) -> ChartTable:
        """Return the map as plain figures."""
        heat = self.model.heat
        totals = (heat.totals_name,) if heat.totals else ()
        rows = [
            (name, *(None if cell is None else cell.number for cell in cells), *heat.totals[i : i + 1])
            for i, (name, cells) in enumerate(zip(heat.row_names, heat.cells, strict=True))
        ]
        return ChartTable(title=heat.title, headings=("", *heat.column_names, *totals), rows=tuple(rows))

    def drawing(self) -> Drawable:
        """Return the map as it stands: it is made of widgets."""
        self.card.hide()
        return WidgetDrawing(self)

    def say(self, words: str) -> None:
        """Say this of the current cell, in place of its words."""
        self.said.say(words)

    def _current_changed(self, current: Index, _previous: Index) -> None:
        self._say_cell(current)
        self.cell_changed.emit(current.row(), current.column())
        if self.view.hasFocus():
            self._show_card(current)

    def _say_cell(self, index: Index) -> None:
        cell = self.model.cell(index)
        colour = "danger.text" if cell is not None and cell.is_short else "text.secondary"
        self.said.say("" if cell is None else cell.words, colour=colour)

    def _show_card(self, index: Index) -> None:
        """Explain a cell beside it, so that it is not covered."""
        tip = None
        if self._explain is not None and self.model.cell(index) is not None:
            tip = self._explain(index.row(), index.column())
        if tip is None:
            self.card.hide()
            return
        place = QRectF(self.view.visualRect(index))
        place.moveTopLeft(QPointF(self.view.viewport().mapTo(self, place.topLeft().toPoint())))
        self.card.show_tip(tip, place.center(), reach=place.width() / 2)

    def _pick(self, index: Index) -> None:
        if self.model.cell(index) is not None:
            self.picked.emit(index.row(), index.column())


class HeatView(QTableView):
    """The table of the map: equal cells that fill the width, heads without frames.

    Signals:
        pointed: the index under the pointer.
        left: neither pointer nor focus is in it any more.
    """

    pointed = Signal(QModelIndex)
    left = Signal()

    def __init__(self, themes: Themes, model: HeatModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = model
        self.setModel(model)
        self.setItemDelegate(HeatDelegate(themes, model, self))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as every chart of time
        self.setHorizontalHeader(_Heads(themes, Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(themes, Qt.Orientation.Vertical, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QHeaderView, QTableCornerButton::section { background: transparent; border: none; }")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.entered.connect(self.pointed)
        self.viewportEntered.connect(self.left)
        model.modelReset.connect(self._measure)
        themes.changed.connect(self._measure)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: the cells share the width."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override of Qt: the first arrow begins at the first open cell."""
        arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
        if not self.currentIndex().isValid() and Qt.Key(event.key()) in arrows:
            self._begin()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override of Qt: whoever comes by Tab stands on a cell."""
        if event.type() == QEvent.Type.FocusIn and not self.currentIndex().isValid():
            self._begin()
        if event.type() in {QEvent.Type.Leave, QEvent.Type.FocusOut}:
            self.left.emit()
        return super().event(event)

    def _begin(self) -> None:
        columns = range(self._model.columnCount())
        indexes = [self._model.index(row, column) for row in range(self._model.rowCount()) for column in columns]
        first = next((index for index in indexes if self._model.cell(index) is not None), None)
        if first is not None:
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _measure(self) -> None:
        theme = self._themes.current
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(theme.size("rowCompact"))
        rows.setFixedWidth(theme.space(10) + theme.space(0.5))
        heads.setMinimumSectionSize(1)
        heads.setFixedHeight(theme.space(6))
        self.setFixedHeight(heads.height() + self._model.rowCount() * theme.size("rowCompact") + theme.space(0.5))
        self._share_width()

    def _share_width(self) -> None:
        theme, heat = self._themes.current, self._model.heat
        columns = len(heat.column_names)
        if not columns:
            return
        totals = theme.space(12) if heat.totals else 0
        room = self.viewport().width() - totals
        least = theme.size("minTarget")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(columns):
            width = (room * (column + 1)) // columns - (room * column) // columns
            self.setColumnWidth(column, max(least, width))
        if heat.totals:
            self.setColumnWidth(columns, totals)


class HeatDelegate(QStyledItemDelegate):
    """Paints one cell: step of the hue, number, corner mark, focus."""

    def __init__(self, themes: Themes, model: HeatModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = model
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override of Qt."""
        theme, place = self._themes.current, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() >= len(self._model.heat.column_names):
            painter.setFont(theme.font("smallStrong", figures=True))
            painter.setPen(theme.colour("text.primary"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(place, flags, str(index.data(Role.DisplayRole)))
        else:
            self._paint_cell(painter, theme, place.adjusted(1, 1, -2, -2), index)
        painter.restore()

    def _paint_cell(self, painter: QPainter, theme: Theme, place: QRect, index: Index) -> None:
        cell = self._model.cell(index)
        radius = theme.radius("chip") * 0.75
        ground = self._ground(theme, cell)
        box(painter, QRectF(place), radius=radius, fill=ground, edge=None, width=0)
        is_current = index == self._view.currentIndex()
        if is_current:
            edge = theme.colour("border.focus")
            ring = QRectF(place).adjusted(-1, -1, 1, 1)
            box(painter, ring, radius=radius + 1, fill=None, edge=edge, width=theme.stroke("focus"))
            inner = QRectF(place).adjusted(1, 1, -1, -1)
            box(
                painter,
                inner,
                radius=radius,
                fill=None,
                edge=theme.colour("bg.surface"),
                width=theme.stroke("hairline"),
            )
        if cell is not None:
            self._paint_number(painter, theme, place, cell, ground)

    def _ground(self, theme: Theme, cell: HeatCell | None) -> QColor:
        if cell is None:
            return theme.colour("bg.sunken")
        return theme.heat[self._model.step(cell)] if cell.tone is None else theme.colour(_TONES[cell.tone][0])

    def _paint_number(self, painter: QPainter, theme: Theme, place: QRect, cell: HeatCell, ground: QColor) -> None:
        is_strong = cell.tone is HeatTone.SHORT or (cell.tone is None and self._model.step(cell) == len(theme.heat) - 1)
        painter.setFont(theme.font("smallStrong" if is_strong else "small", figures=True))
        painter.setPen(ink(theme, ground) if cell.tone is None else theme.colour(_TONES[cell.tone][1]))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cell.text or str(cell.number))
        if cell.is_short:
            paint_corner(painter, theme, place, round(place.height() * CORNER_SHARE))


class _Heads(QHeaderView):
    """Times above, days at the leading edge, hours at the end: words alone."""

    def __init__(self, themes: Themes, orientation: Qt.Orientation, parent: HeatView) -> None:
        super().__init__(orientation, parent)
        self._themes = themes
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Override of Qt."""
        theme = self._themes.current
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        is_side = self.orientation() == Qt.Orientation.Vertical
        painter.setFont(theme.font("small" if is_side else "micro", figures=True))
        painter.setPen(theme.colour("text.secondary" if is_side else "text.tertiary"))
        text = str(self.model().headerData(logicalIndex, self.orientation()))
        model = self.model()
        is_total = not is_side and isinstance(model, HeatModel) and logicalIndex >= len(model.heat.column_names)
        side = Qt.AlignmentFlag.AlignLeading if is_side else Qt.AlignmentFlag.AlignHCenter
        side = Qt.AlignmentFlag.AlignRight if is_total else side
        room = rect if is_side or is_total else rect.adjusted(-rect.width() // 2, 0, rect.width() // 2, 0)
        painter.setClipping(False)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class _Corner(Mark):
    """The corner mark in the legend."""

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        return QSize(self.theme.space(3), self.theme.space(3))

    def paintEvent(self, _event: QEvent) -> None:
        """Override of Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_corner(painter, self.theme, self.rect(), self.theme.px(10))


def paint_corner(painter: QPainter, theme: Theme, place: QRect, side: int) -> None:
    """Paint the mark of a shortage into the upper trailing corner."""
    right, top = place.right() + 1, place.top()
    painter.setPen(QPen(theme.colour("bg.surface"), theme.stroke("hairline")))
    painter.setBrush(theme.colour("danger.solid"))
    painter.drawPolygon(QPolygon([QPoint(right - side, top), QPoint(right, top), QPoint(right, top + side)]))


def ink(theme: Theme, ground: QColor) -> QColor:
    """Return the text colour that is read better on a step of the heat map."""
    light = theme.colour("text.onAccent")
    dark = theme.colour("text.primary" if theme.name == "light" else "bg.surface")
    return max((dark, light), key=lambda colour: contrast(colour, ground))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
