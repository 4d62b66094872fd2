"""A rate as a dot on a line from 0 to 100 per cent, with the range in which the true one may lie."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.domain.proportions import Interval
from csops.ui.kit.chart_scale import Scale
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import box, painter_on
from csops.ui.kit.theme import Theme, Themes

_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


class RateBar(QWidget):
    """One rate; the highest of its step is a filled dot, others are rings. `words` are read aloud and on hover."""

    def __init__(
        self, themes: Themes, *, rate: float, interval: Interval | None, words: str, is_highest: bool = False
    ) -> None:
        super().__init__()
        self._themes, self._rate, self._interval, self._is_highest = themes, rate, interval, is_highest
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Qt: as high as a compact row."""
        theme = self._themes.current
        return QSize(theme.px(160), theme.size("rowCompact"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the quarters, the range and the dot."""
        theme, painter = self._themes.current, painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = _scale(self, theme), self.height() / 2
        painter.setPen(QPen(theme.colour("border.subtle"), theme.stroke("hairline")))
        for quarter in _QUARTERS:
            painter.drawLine(QPointF(x.at(quarter), 0), QPointF(x.at(quarter), self.height()))
        if self._interval is not None:
            self._paint_range(painter, theme, x, middle)
        side = theme.px(11 if self._is_highest else 10)
        dot = QRectF(x.at(self._rate) - side / 2, middle - side / 2, side, side)
        ring, ground = theme.colour("accent.solid"), theme.colour("bg.surface")
        fill = ring if self._is_highest else ground
        box(painter, dot, radius=side / 2, fill=fill, edge=ring, width=theme.stroke("focus"))

    def _paint_range(self, painter: QPainter, theme: Theme, x: Scale, middle: float) -> None:
        assert self._interval is not None
        pen = QPen(theme.colour("accent.solid"), theme.stroke("chartLine"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(x.at(self._interval.low), middle), QPointF(x.at(self._interval.high), middle))


class RateAxis(QWidget):
    """The head over bars: 0, 50 and 100 per cent where they lie."""

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Qt: a line of small type."""
        theme = self._themes.current
        return QSize(theme.px(160), theme.line("micro"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the figures, the outer ones within the edges."""
        theme, painter = self._themes.current, painter_on(self)
        painter.setFont(theme.font("micro", figures=True))
        painter.setPen(theme.colour("text.secondary"))
        x = _scale(self, theme)
        for share in (0.0, 0.5, 1.0):
            said = self._formats.share(share)
            width = painter.fontMetrics().horizontalAdvance(said)
            left = min(max(0.0, x.at(share) - width / 2), self.width() - width)
            painter.drawText(QPointF(left, self.height() - painter.fontMetrics().descent()), said)


def _scale(widget: QWidget, theme: Theme) -> Scale:
    edge = theme.space(2)
    ends = (edge, widget.width() - edge)
    start, end = reversed(ends) if widget.isRightToLeft() else ends
    return Scale(low=0, high=1, start=start, end=end)
