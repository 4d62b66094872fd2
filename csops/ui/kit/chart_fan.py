"""History as a solid line, the forecast as a fan of ranges behind a line for today."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from csops.ui.kit.chart_events import lane
from csops.ui.kit.chart_frame import Chart, LegendEntry, paint_head, paint_legend
from csops.ui.kit.chart_scale import Scale, ticks, time_ticks
from csops.ui.kit.charts import Band, ChartTable, FanData, Figures, Tip
from csops.ui.kit.marks import box
from csops.ui.kit.theme import Theme, Themes

BAND_SHARES = (0.14, 0.27, 0.45)  # of the series' colour over the ground, widest range first
TIP_SHARE = 0.8  # the range that is told in words: eight of ten times


class FanChart(Chart):
    """The fan of pictures 05 and 06; without a forecast a plain line."""

    def __init__(self, themes: Themes, data: FanData, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.show_data(data)

    def show_data(self, data: FanData) -> None:
        """Draw other figures; the mark stays at its step."""
        self.data = data
        self.drawn_anew(data.title, data.lesson)

    def table(self) -> ChartTable:
        """Return one row per step, each range with its two ends."""
        data = self.data
        bands = sorted(data.bands, key=lambda band: band.share)
        ranges = [self.tr("{share} % {end}").format(share=round(b.share * 100), end=end)
                  for b in bands for end in (self.tr("from"), self.tr("to"))]  # fmt: skip
        headings = (
            self.tr("Period"),
            self.tr("Actual"),
            self.tr("Forecast"),
            *ranges,
            data.beside or self.tr("Last year"),
        )
        return ChartTable(title=data.title, headings=headings, rows=tuple(map(self._row, range(len(data.starts)))))

    def _row(self, step: int) -> tuple[object, ...]:
        data, past = self.data, len(self.data.history)
        ahead = step - past
        ends = [None if ahead < 0 else side[ahead] for band in sorted(data.bands, key=lambda b: b.share)
                for side in (band.low, band.high)]  # fmt: skip
        actual = data.history[step] if ahead < 0 else None
        expected = data.expected[ahead] if 0 <= ahead < len(data.expected) else None
        last_year = data.last_year[step] if step < len(data.last_year) else None
        return (data.names[step], actual, expected, *ends, last_year)

    def mark_count(self) -> int:
        """Return the number of steps."""
        return len(self.data.starts)

    def first_mark(self) -> int:
        """Return the first step of the forecast, or the last of the history."""
        return min(len(self.data.history), self.mark_count() - 1)

    def mark_place(self, mark: int) -> QPointF:
        """Return the point of the line at a step."""
        plot = self._plot(QRectF(self.rect()), self.themes.current)
        value = self._value(mark)
        x, y = self._scales(plot)
        return QPointF(x.at(mark), y.at(y.low if value is None else value))

    def tip(self, mark: int) -> Tip:
        """Say what was counted, or what to expect and how surely."""
        data, lines = self.data, list[tuple[str, str]]()
        ahead, value = mark - len(data.history), self._value(mark)
        if value is not None:
            label = self.tr("Expected") if ahead >= 0 else self.tr("Counted")
            lines.append((label, f"{data.figure(_rounded(value, data.decimals))} {data.unit}".strip()))
        band = min(data.bands, key=lambda band: abs(band.share - TIP_SHARE), default=None)
        if ahead >= 0 and band is not None:
            often = self.tr("{times} of 10 times").format(times=data.figure(band.share * 10))
            low, high = data.figure(round(band.low[ahead])), data.figure(round(band.high[ahead]))
            lines.append((often, self.tr("{low} to {high}").format(low=low, high=high)))
        if mark < len(data.last_year) and data.last_year[mark] is not None:
            lines.append((data.beside or self.tr("Last year"), data.figure(round(data.last_year[mark] or 0))))
        lines += [(spot.label, spot.detail) for spot in data.spots if spot.at == mark]
        lines += [
            (event.label or self.tr("Event"), event.detail or event.words) for event in data.events if event.at == mark
        ]
        return Tip(title=data.names[mark], lines=tuple(lines))

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw title, legend, axes, ranges and lines."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot(place, theme)
        x, y = self._scales(plot)
        self._draw_head(painter, place, theme)
        ahead = plot.right() - x.at(self._today()) if self.data.expected else 0
        top = plot.top() - theme.space(2)
        if ahead:
            ground = QRectF(plot.right() - ahead, top, ahead, plot.bottom() - top)
            painter.fillRect(ground, theme.colour("bg.sunken" if theme.name == "dark" else "bg.app"))
        self._draw_axes(painter, plot, theme)
        self._draw_bands(painter, theme, x, y)
        self._draw_lines(painter, theme, x, y)
        self._draw_spots(painter, theme, x, y)
        if ahead:
            self._draw_today(painter, theme, x.at(self._today()), plot)

    def draw_mark(self, painter: QPainter, theme: Theme) -> None:
        """Ring the step that has the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self.data.colour), theme.stroke("chartLine")))
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawEllipse(self.mark_place(self.mark), theme.space(1), theme.space(1))

    def _today(self) -> int:
        return max(0, len(self.data.history) - 1)

    def _value(self, step: int) -> float | None:
        past = len(self.data.history)
        if step < past:
            return self.data.history[step]
        return self.data.expected[step - past] if step - past < len(self.data.expected) else None

    def _plot(self, place: QRectF, theme: Theme) -> QRectF:
        metrics = QFontMetrics(theme.font("micro", figures=True))
        widest = max(metrics.horizontalAdvance(self.data.figure(tick)) for tick in self._ticks())
        head = theme.line("title3") + theme.space(6)
        left = widest + theme.space(2)
        return place.adjusted(left, head, -theme.space(1), -theme.line("micro") - theme.space(2))

    def _ticks(self) -> list[float]:
        data = self.data
        every = [data.history, data.expected, data.last_year, *(side for b in data.bands for side in (b.low, b.high))]
        known = [value for series in every for value in series if value is not None]
        low = 0.0 if data.from_zero or not known else min(known)
        return ticks(low, max(known, default=1.0))

    def _scales(self, plot: QRectF) -> tuple[Scale, Scale]:
        marks = self._ticks()
        last = max(1, len(self.data.starts) - 1)
        x = Scale(low=0, high=last, start=plot.left(), end=plot.right())
        return x, Scale(low=marks[0], high=marks[-1], start=plot.bottom(), end=plot.top())

    def _draw_head(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        middle = place.top() + theme.line("title3") / 2
        entries = (
            [LegendEntry(words=self.data.beside or self.tr("Last year"), paint=partial(_paint_dash, theme))]
            if self.data.last_year
            else []
        )
        for band in sorted(self.data.bands, key=lambda band: band.share):
            words = self.tr("{share} %").format(share=round(band.share * 100))
            colour = self._band_colour(band, theme)
            entries.append(LegendEntry(words=words, paint=partial(_paint_square, theme, colour)))
        left = paint_legend(painter, theme, place.right(), middle, entries)
        head = QRectF(place.left(), place.top(), left - place.left(), theme.line("title3"))
        paint_head(painter, theme, head, self.data.title, self.data.lesson)

    def _draw_axes(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        x, y = self._scales(plot)
        painter.setFont(theme.font("micro", figures=True))
        half = theme.line("micro") / 2
        for tick in self._ticks():
            painter.setPen(QPen(theme.colour("border.subtle"), theme.stroke("hairline")))
            height = round(y.at(tick)) + 0.5
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            label = QRectF(0, height - half, plot.left() - theme.space(2), 2 * half)
            painter.setPen(theme.colour("text.tertiary"))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.data.figure(tick))
        if self._ticks()[0] != 0:
            words = self.tr("Axis from {number}").format(number=self.data.figure(self._ticks()[0]))
            room = x.at(max(0, len(self.data.history) - 1)) - theme.space(2)
            above = QRectF(0, plot.top() - theme.space(6), plot.width() / 2, 2 * half)
            below = QRectF(plot.left() + theme.space(2), plot.bottom() - 2 * half, plot.width() / 2, 2 * half)
            note = above if painter.fontMetrics().horizontalAdvance(words) <= room else below
            painter.drawText(note, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        for step, name in time_ticks(self.data.starts):
            label = QRectF(x.at(step) - theme.space(10), plot.bottom() + theme.space(1), 2 * theme.space(10), 2 * half)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)

    def _draw_bands(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        origin = self.data.history[-1] if self.data.history else None
        painter.setPen(Qt.PenStyle.NoPen)
        for band in sorted(self.data.bands, key=lambda band: -band.share):
            first = len(self.data.history)
            high = [QPointF(x.at(first + i), y.at(value)) for i, value in enumerate(band.high)]
            low = [QPointF(x.at(first + i), y.at(value)) for i, value in enumerate(band.low)]
            begin = [QPointF(x.at(self._today()), y.at(origin))] if origin is not None else []
            painter.setBrush(self._band_colour(band, theme))
            painter.drawPolygon(QPolygonF([*begin, *high, *reversed(low)]))

    def _band_colour(self, band: Band, theme: Theme) -> QColor:
        shares = sorted({band.share for band in self.data.bands}, reverse=True)
        share = BAND_SHARES[min(shares.index(band.share) + 3 - min(3, len(shares)), 2)]
        return _over(theme.colour(self.data.colour), theme.colour("bg.surface"), share)

    def _draw_lines(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        thin = QPen(theme.colour("text.tertiary"), 1.2 * theme.stroke("hairline"))
        thin.setDashPattern([3, 2.5])
        painter.setPen(thin)
        draw_line(painter, x, y, self.data.last_year)
        pen = QPen(theme.colour(self.data.colour), theme.stroke("chartLine"))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        draw_line(painter, x, y, self.data.history)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        draw_line(painter, x, y, [*self.data.history[-1:], *self.data.expected], first=self._today())

    def _draw_spots(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        painter.setPen(QPen(theme.colour("bg.surface"), theme.stroke("hairline")))
        for spot in self.data.spots:
            value = self._value(spot.at)
            painter.setBrush(theme.colour(spot.colour))
            place = QPointF(x.at(spot.at), y.at(y.low if value is None else value))
            painter.drawEllipse(place, theme.space(1), theme.space(1))

    def _draw_today(self, painter: QPainter, theme: Theme, at: float, plot: QRectF) -> None:
        """Draw the line of today, what lies beyond it by its name, and the events."""
        at = round(at) + 0.5
        painter.setPen(QPen(theme.colour("border.control"), theme.stroke("hairline")))
        place = QRectF(at, plot.top() - theme.space(6), plot.right() - at, theme.space(5))
        painter.drawLine(QPointF(at, place.center().y() - theme.line("micro") / 2), QPointF(at, plot.bottom()))
        x, _ = self._scales(plot)
        found = lane(place, self.data.events, x=x, name=self.data.ahead or self.tr("Forecast"), theme=theme)
        found.paint(painter, theme, colour="accent.text" if self.data.ahead else "text.secondary")


def draw_line(painter: QPainter, x: Scale, y: Scale, values: Sequence[float | None] | Figures, first: int = 0) -> None:
    """Draw a line through the values that are known, broken where one is not."""
    run: list[QPointF] = []
    for step, value in enumerate([*values, None]):
        if value is not None:
            run.append(QPointF(x.at(first + step), y.at(value)))
        else:
            painter.drawPolyline(QPolygonF(run))
            run = []


def _over(colour: QColor, ground: QColor, share: float) -> QColor:
    parts = [a * share + b * (1 - share) for a, b in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True)]  # type: ignore[index]  # the stub says object
    return QColor.fromRgbF(*parts)


def _paint_dash(theme: Theme, painter: QPainter, sign: QRectF) -> None:
    pen = QPen(theme.colour("text.tertiary"), 1.2 * theme.stroke("hairline"))
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawLine(QPointF(sign.left() - theme.space(1), sign.center().y()), QPointF(sign.right(), sign.center().y()))


def _paint_square(theme: Theme, colour: QColor, painter: QPainter, sign: QRectF) -> None:
    side = theme.space(3)
    square = QRectF(sign.left(), sign.center().y() - side / 2, side, side)
    box(painter, square, radius=theme.space(0.5), fill=colour, edge=None, width=0)


def _rounded(value: float, decimals: int) -> float:
    return round(value, decimals) if decimals else round(value)
