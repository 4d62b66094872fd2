"""A figure as it hangs on the wall: painted as large as there is room, readable from across the shop."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops.ui.kit.cards import VERDICT_ICONS
from csops.ui.kit.chart_scale import Scale
from csops.ui.kit.icons import pixmap
from csops.ui.kit.marks import box, paint_focus, painter_on
from csops.ui.kit.theme import Theme, Themes

_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_USUAL_HEIGHT = 172  # pixels at 100 % at which letters have their usual size
_USUAL_WIDTH = 226
_LARGEST = 4.0
_TALLEST_LINE = 0.38  # of the height of a tile


@dataclass(frozen=True, kw_only=True)
class Hung:
    """What a tile says: all of it is text that is ready to be read. `line`: the last weeks, oldest first."""

    name: str
    value: str
    unit: str = ""
    basis: str = ""
    verdict: str = ""
    family: str = "neutral"
    line: tuple[float | None, ...] = ()

    def spoken(self) -> str:
        """Return what a screen reader says."""
        parts = (self.name, f"{self.value} {self.unit}".strip(), self.basis, self.verdict)
        return ", ".join(part for part in parts if part)


class BoardTile(QWidget):
    """One figure of the board; Enter or a click opens its page.

    Signals:
        opened: it was clicked, or Enter or Space pressed.
    """

    opened = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.hung = Hung(name="", value="")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        themes.changed.connect(self.updateGeometry)

    def show_figure(self, hung: Hung) -> None:
        """Show another figure."""
        self.hung = hung
        self.setAccessibleName(hung.spoken())
        self.setToolTip(hung.spoken())
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Qt: below this nothing could be read."""
        theme = self._themes.current
        return QSize(theme.px(_USUAL_WIDTH * 0.7), theme.px(_USUAL_HEIGHT * 0.7))

    def sizeHint(self) -> QSize:
        """Qt: the usual size."""
        theme = self._themes.current
        return QSize(theme.px(_USUAL_WIDTH), theme.px(_USUAL_HEIGHT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click opens."""
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and Space open."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ painting
    def _scale(self, theme: Theme) -> float:
        """How much larger than usual its letters are: as its height and width allow."""
        tall, wide = self.height() / theme.px(_USUAL_HEIGHT), self.width() / theme.px(_USUAL_WIDTH)
        return max(0.7, min(tall, wide, _LARGEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint ground, name, value, line and verdict."""
        theme, painter = self._themes.current, painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, scale = theme.radius("card"), self._scale(theme)
        ground = QRectF(self.rect())
        fill, edge = theme.colour("bg.surface"), theme.colour("border.default")
        box(painter, ground, radius=radius, fill=fill, edge=edge, width=theme.stroke("hairline"))
        margin = theme.space(4) * scale
        inner = ground.adjusted(margin, margin * 0.75, -margin, -margin * 0.75)
        small, value = self._font(theme, "smallStrong", scale), self._font(theme, "display", scale * 1.4)
        quiet = theme.colour("text.secondary")
        line, tall = QFontMetricsF(small).height(), QFontMetricsF(value).height()
        _words(painter, _line(inner, 0, line), self.hung.name, small, quiet)
        self._paint_value(painter, _line(inner, line, tall), value, theme, scale)
        _words(painter, _line(inner, line + tall, line), self.hung.basis, self._font(theme, "small", scale), quiet)
        foot = _line(inner, inner.height() - line, line)
        self._paint_verdict(painter, foot, small, theme, scale)
        room = _line(inner, tall + line * 2.3, 0)
        room.setBottom(min(foot.top() - line * 0.3, room.top() + _TALLEST_LINE * self.height()))
        if room.height() > line * 0.7:
            self._paint_line(painter, room, theme, scale)
        if self.hasFocus():
            paint_focus(painter, self.rect(), theme, radius=radius)

    def _font(self, theme: Theme, name: str, scale: float) -> QFont:
        font = QFont(theme.font(name, figures=True))
        font.setPixelSize(max(1, round(font.pixelSize() * scale)))
        return font

    def _paint_value(self, painter: QPainter, place: QRectF, font: QFont, theme: Theme, scale: float) -> None:
        measure = QFontMetricsF(font)
        room = place.width()
        if measure.horizontalAdvance(self.hung.value) > room:  # counts are longer than one number
            font.setPixelSize(max(1, int(font.pixelSize() * room / measure.horizontalAdvance(self.hung.value))))
            measure = QFontMetricsF(font)
        _words(painter, place, self.hung.value, font, theme.colour("text.primary"))
        used = measure.horizontalAdvance(self.hung.value) + theme.space(2) * scale
        if self.hung.unit and used < room:
            unit = self._font(theme, "body", scale)
            left = place.left() + used if not self.isRightToLeft() else place.left()
            beside = QRectF(left, place.top() + measure.ascent() * 0.25, room - used, place.height())
            _words(painter, beside, self.hung.unit, unit, theme.colour("text.secondary"))

    def _paint_verdict(self, painter: QPainter, place: QRectF, font: QFont, theme: Theme, scale: float) -> None:
        if not self.hung.verdict:
            return
        colour, side = f"{self.hung.family}.text", 14 * scale
        icon = pixmap(theme, VERDICT_ICONS[self.hung.family], size=side, colour=colour)
        wide = theme.px(side)
        left = place.right() - wide if self.isRightToLeft() else place.left()
        painter.drawPixmap(QPointF(left, place.center().y() - wide / 2), icon)
        gap = wide + theme.space(1) * scale
        words = place.adjusted(0, 0, -gap, 0) if self.isRightToLeft() else place.adjusted(gap, 0, 0, 0)
        _words(painter, words, self.hung.verdict, font, theme.colour(colour))

    def _paint_line(self, painter: QPainter, place: QRectF, theme: Theme, scale: float) -> None:
        known = [value for value in self.hung.line if value is not None]
        if len(known) < 2:
            return
        edge = theme.space(1) * scale
        x = Scale(low=0, high=len(self.hung.line) - 1, start=place.left(), end=place.right() - edge)
        y = Scale(low=min(known), high=max(known), start=place.bottom(), end=place.top())
        family = self.hung.family
        colour = theme.colour("accent.solid" if family == "neutral" else f"{family}.solid")
        points = [QPointF(x.at(step), y.at(value)) for step, value in enumerate(self.hung.line) if value is not None]
        painter.setPen(QPen(colour, theme.stroke("chartLine") * scale * 0.85))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(points[-1], edge * 0.8, edge * 0.8)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _line(inner: QRectF, top: float, height: float) -> QRectF:
    return QRectF(inner.left(), inner.top() + top, inner.width(), height)


def _words(painter: QPainter, place: QRectF, words: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(place, _LEADING, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width()))
