"""Bars lying below one another, each a way into its list."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from csops.ui.kit.chart_frame import Chart
from csops.ui.kit.charts import AgeBars, ChartTable, Tip, figure
from csops.ui.kit.marks import box, paint_focus
from csops.ui.kit.theme import Theme, Themes


class AgeBarsChart(Chart):
    """Open cases by age in picture 01; `picked` carries the number of the bar."""

    mirrors = True

    def __init__(self, themes: Themes, data: AgeBars, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_data(data)

    def show_data(self, data: AgeBars) -> None:
        """Draw other figures."""
        self.data = data
        self.setAccessibleName(data.title)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt: a row for each bar."""
        theme = self.themes.current
        return QSize(theme.px(300), len(self.data.bars) * theme.size("rowCompact"))

    def table(self) -> ChartTable:
        """Return one row per bar."""
        rows = tuple((bar.name, bar.number) for bar in self.data.bars)
        return ChartTable(title=self.data.title, headings=(self.tr("Age"), self.tr("Cases")), rows=rows)

    def mark_count(self) -> int:
        """Return the number of bars."""
        return len(self.data.bars)

    def mark_place(self, mark: int) -> QPointF:
        """Return the trailing end of a bar's row."""
        return self._row(QRectF(self.rect()), mark).center()

    def mark_at(self, place: QPointF) -> int:
        """Return the row below the pointer."""
        rows = range(self.mark_count())
        return next((mark for mark in rows if self._row(QRectF(self.rect()), mark).contains(place)), -1)

    def tip(self, mark: int) -> Tip:
        """Say name and number."""
        bar = self.data.bars[mark]
        return Tip(title=bar.name, lines=((self.tr("Cases"), figure(bar.number)),))

    def go_to(self, mark: int) -> None:
        """Put the focus on a bar; its number stands beside it, so no card is needed."""
        super().go_to(mark)
        self._card.hide()

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw a row for each bar: name, bar on its track, number."""
        most = max((bar.number for bar in self.data.bars), default=0) or 1
        names = QFontMetrics(theme.font("body"))
        lead = max((names.horizontalAdvance(bar.name) for bar in self.data.bars), default=0) + theme.space(6)
        for mark, bar in enumerate(self.data.bars):
            row = self._row(place, mark)
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text.secondary"))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, bar.name)
            painter.setFont(theme.font("bodyStrong", figures=True))
            painter.setPen(theme.colour("text.primary"))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, figure(bar.number))
            height = theme.space(3)
            track = QRectF(row.left() + lead, 0, row.width() - lead - theme.space(10), height)
            track.moveTop(round(row.center().y() - height / 2))
            radius = theme.radius("chip") / 2 + 1
            ground = _turned(painter, row, track)
            box(painter, ground, radius=radius, fill=theme.colour("bg.sunken"), edge=None, width=0)
            if bar.number:
                track.setWidth(max(height, track.width() * bar.number / most))
                filled = _turned(painter, row, track)
                box(painter, filled, radius=radius, fill=theme.colour(bar.colour), edge=None, width=0)

    def draw_mark(self, painter: QPainter, theme: Theme) -> None:
        """Ring the row that has the focus."""
        row = self._row(QRectF(self.rect()), self.mark).toRect()
        if self.hasFocus():
            paint_focus(painter, row, theme, radius=theme.radius("chip"))

    def _row(self, place: QRectF, mark: int) -> QRectF:
        height = place.height() / max(1, len(self.data.bars))
        return QRectF(place.left(), place.top() + mark * height, place.width(), height)


def _turned(painter: QPainter, row: QRectF, place: QRectF) -> QRectF:
    """Return a place of a row as it is seen where one reads from right to left."""
    if painter.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return QRectF(place)
    return QRectF(row.left() + row.right() - place.right(), place.top(), place.width(), place.height())
