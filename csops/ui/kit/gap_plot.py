"""How far each of several levels is from what is wanted: a dot a row, on a line from 1 to 5."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.chart_export import Drawable, WidgetDrawing
from csops.ui.kit.chart_outside import ExportableChart
from csops.ui.kit.charts import ChartTable
from csops.ui.kit.marks import box, painter_on
from csops.ui.kit.rating_cells import paint_target
from csops.ui.kit.theme import Theme, Themes

_LOW, _HIGH = 1, 5
_NAME_SHARE, _TEXT_SPACES = 0.5, 12


@dataclass(frozen=True, kw_only=True)
class GapRow:
    """One level: `value` from 1 to 5 (None: not rated), the least and the aim, and the single ratings behind it.

    `text` stands at the end ("+1"), `words` say all of it. `family`: success, warning, danger or neutral.
    """

    name: str
    value: float | None
    minimum: int | None
    target: int
    text: str
    words: str
    ratings: tuple[int, ...] = ()
    family: str = "success"


class GapPlot(ExportableChart):
    """Rows of dots. The whole is read out as one sentence a row; *Show as table* gives the figures."""

    def __init__(self, themes: Themes, *, title: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.title = title
        self.rows: tuple[GapRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        themes.changed.connect(self.updateGeometry)

    def show_rows(self, rows: tuple[GapRow, ...]) -> None:
        """Show other levels."""
        self.rows = rows
        self.setAccessibleDescription(". ".join(row.words for row in rows))
        self.updateGeometry()
        self.update()

    def table(self) -> ChartTable:
        """Return the figures."""
        headings = (self.tr("Skill"), self.tr("Level"), self.tr("Least"), self.tr("Aimed at"), self.tr("Gap"))
        rows = tuple((row.name, row.value, row.minimum, row.target, row.text) for row in self.rows)
        return ChartTable(title=self.title, headings=headings, rows=rows)

    def drawing(self) -> Drawable:
        """Return the plot as it stands."""
        return WidgetDrawing(self)

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        theme = self.themes.current
        return QSize(theme.size("sidePanel"), len(self.rows) * self._line())

    def minimumSizeHint(self) -> QSize:
        """Override of Qt: names are cut where it is narrow."""
        return QSize(self.themes.current.space(12) * 4, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self.rows):
            place = QRect(0, number * self._line(), self.width(), self._line())
            self._paint_row(painter, place, row)

    def _line(self) -> int:
        theme = self.themes.current
        return theme.line("small") + theme.space(3)

    def _paint_row(self, painter: QPainter, place: QRect, row: GapRow) -> None:
        theme = self.themes.current
        name_wide, text_wide = round(place.width() * _NAME_SHARE), theme.space(_TEXT_SPACES)
        name = QRect(place.left(), place.top(), name_wide - theme.space(3), place.height())
        text = QRect(
            place.right() - text_wide + theme.space(2), place.top(), text_wide - theme.space(2), place.height()
        )
        axis = QRect(name_wide, place.top(), place.width() - name_wide - text_wide, place.height())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.primary"))
        words = QFontMetrics(theme.font("small")).elidedText(row.name, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(self._seen(name), _LEADING, words)
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour(f"{row.family}.text"))
        painter.drawText(self._seen(text), _LEADING, row.text)
        self._paint_axis(painter, theme, axis, row)

    def _paint_axis(self, painter: QPainter, theme: Theme, axis: QRect, row: GapRow) -> None:
        middle, hairline = axis.center().y() + 1, theme.stroke("hairline")
        painter.fillRect(self._seen(QRect(axis.left(), middle, axis.width(), hairline)), theme.colour("border.default"))
        target = self._at(axis, row.target)
        if row.value is not None:
            at = self._at(axis, row.value)
            thick = theme.space(1)
            gap = QRect(min(at, target), middle - thick // 2, abs(at - target), thick)
            painter.fillRect(self._seen(gap), theme.colour(f"{row.family}.solid"))
        if row.minimum is not None:
            least = self._at(axis, row.minimum)
            over = theme.space(1.0) + theme.space(0.5)
            mark = QRect(least - 1, middle - over, theme.stroke("focus"), 2 * over)
            painter.fillRect(self._seen(mark), theme.colour("text.primary"))
        paint_target(painter, theme, QPoint(self._x(target), middle - theme.space(1)))
        for rating in row.ratings:
            self._dot(
                painter, theme, QPointF(self._x(self._at(axis, rating)), middle), theme.space(1) / 2, "text.tertiary"
            )
        if row.value is not None:
            at_mean = QPointF(self._x(self._at(axis, row.value)), middle)
            self._dot(painter, theme, at_mean, theme.space(1) + 0.5, f"{row.family}.solid")

    def _dot(self, painter: QPainter, theme: Theme, at: QPointF, radius: float, colour: str) -> None:
        place = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        edge = theme.colour("bg.surface")
        box(painter, place, radius=radius, fill=theme.colour(colour), edge=edge, width=theme.stroke("hairline"))

    def _at(self, axis: QRect, level: float) -> int:
        return axis.left() + round((level - _LOW) / (_HIGH - _LOW) * axis.width())

    def _x(self, x: int) -> int:
        return self.width() - x if self.isRightToLeft() else x

    def _seen(self, place: QRect) -> QRect:
        if not self.isRightToLeft():
            return place
        return QRect(self.width() - place.right() - 1, place.top(), place.width(), place.height())


_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
