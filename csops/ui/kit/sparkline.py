"""Small pictures without axes: a line with its goal, a fan."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.chart_fan import draw_line
from csops.ui.kit.chart_scale import Scale
from csops.ui.kit.charts import SmallFanData, SparkData
from csops.ui.kit.theme import Theme, Themes

GOAL_DASH = (3, 2.5)
SHADE_SHARE = 0.22
BAND_SHARE = 0.25


class Sparkline(QWidget):
    """The line of a KPI tile: the last weeks, the goal dashed, a dot at the end."""

    def __init__(self, themes: Themes, data: SparkData, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)
        self.show_data(data)

    def show_data(self, data: SparkData) -> None:
        """Draw other figures."""
        self.data = data
        self.setAccessibleName(data.words)
        self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        theme = self._themes.current
        return QSize(theme.px(120), theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter, data = self._themes.current, QPainter(self), self.data
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = [value for value in (*data.values, data.goal) if value is not None]
        if not known:
            return
        edge = theme.space(1)
        x = Scale(low=0, high=max(1, len(data.values) - 1), start=edge / 2, end=self.width() - edge)
        y = Scale(low=min(known), high=max(known), start=self.height() - edge, end=edge)
        self._paint_shade(painter, theme, x, y)
        if data.goal is not None:
            self._paint_goal(painter, theme, y.at(data.goal))
        painter.setPen(QPen(theme.colour(data.colour), theme.stroke("chartLine") * 0.85))
        draw_line(painter, x, y, data.values)
        self._paint_end(painter, theme, x, y)

    def _paint_shade(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        points = [QPointF(x.at(i), y.at(value)) for i, value in enumerate(self.data.values) if value is not None]
        if len(points) < 2:
            return
        top, clear = theme.colour(self.data.colour), theme.colour(self.data.colour)
        top.setAlphaF(SHADE_SHARE)
        clear.setAlphaF(0)
        shade = QLinearGradient(0, y.end, 0, self.height())
        shade.setColorAt(0, top)
        shade.setColorAt(1, clear)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        bottom = [QPointF(points[-1].x(), self.height()), QPointF(points[0].x(), self.height())]
        painter.drawPolygon(QPolygonF([*points, *bottom]))

    def _paint_goal(self, painter: QPainter, theme: Theme, height: float) -> None:
        pen = QPen(theme.colour("border.control"), 1.2 * theme.stroke("hairline"))
        pen.setDashPattern(list(GOAL_DASH))
        painter.setPen(pen)
        painter.drawLine(QPointF(0, height), QPointF(self.width() - theme.space(1), height))

    def _paint_end(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        last = self.data.values[-1] if self.data.values else None
        if last is not None:
            painter.setPen(QPen(theme.colour("bg.surface"), theme.stroke("hairline")))
            painter.setBrush(theme.colour(self.data.colour))
            painter.drawEllipse(QPointF(x.at(len(self.data.values) - 1), y.at(last)), theme.px(3.5), theme.px(3.5))


class SmallFan(QWidget):
    """The fan of a channel tile: the last weeks solid, the next ones dashed in their range."""

    def __init__(self, themes: Themes, data: SmallFanData, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)
        self.show_data(data)

    def show_data(self, data: SmallFanData) -> None:
        """Draw other figures."""
        self.data = data
        self.setAccessibleName(data.words)
        self.update()

    def sizeHint(self) -> QSize:
        """Override of Qt."""
        theme = self._themes.current
        return QSize(theme.px(120), theme.space(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override of Qt."""
        theme, painter, data = self._themes.current, QPainter(self), self.data
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        known = [*data.history, *data.expected, *data.low, *data.high]
        if not known:
            return
        edge = theme.stroke("chartLine")
        steps = max(1, len(data.history) + len(data.expected) - 1)
        x = Scale(low=0, high=steps, start=edge, end=self.width() - edge)
        y = Scale(low=min(known), high=max(known), start=self.height() - edge, end=edge)
        today = max(0, len(data.history) - 1)
        self._paint_range(painter, theme, x, y)
        pen = QPen(theme.colour(data.colour), theme.stroke("chartLine") * 0.85)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        draw_line(painter, x, y, data.history)
        pen.setDashPattern([3.5, 2])
        painter.setPen(pen)
        draw_line(painter, x, y, [*data.history[-1:], *data.expected], first=today)

    def _paint_range(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        data, first = self.data, len(self.data.history)
        high = [QPointF(x.at(first + i), y.at(value)) for i, value in enumerate(data.high)]
        low = [QPointF(x.at(first + i), y.at(value)) for i, value in enumerate(data.low)]
        begin = [QPointF(x.at(first - 1), y.at(value)) for value in data.history[-1:]]
        colour = theme.colour(data.colour)
        colour.setAlphaF(BAND_SHARE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*begin, *high, *reversed(low)]))
