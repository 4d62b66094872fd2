"""What came so far as bars, against what was expected and its range."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from csops.ui.kit.chart_frame import Chart, LegendEntry, paint_head, paint_legend
from csops.ui.kit.chart_scale import Scale, whole_ticks
from csops.ui.kit.charts import BarsData, ChartTable, Tip
from csops.ui.kit.marks import box
from csops.ui.kit.theme import Theme, Themes

BAR_SHARE = 0.52  # of the room of an interval
RUNNING_OPACITY = 0.45


class BarsChart(Chart):
    """Contacts today in picture 01."""

    def __init__(self, themes: Themes, data: BarsData, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.show_data(data)

    def show_data(self, data: BarsData) -> None:
        """Draw other figures."""
        self.data = data
        self.drawn_anew(data.title, data.side, data.foot)

    def table(self) -> ChartTable:
        """Return one row per interval."""
        data = self.data
        headings = [self.tr("Time"), self.tr("Actual")]
        if data.expected:
            headings += [self.tr("Forecast"), self.tr("From"), self.tr("To")]
        rows = [(name, data.actual[i], *self._forecast(i)) for i, name in enumerate(data.names)]
        return ChartTable(title=data.title, headings=tuple(headings), rows=tuple(rows))

    def mark_count(self) -> int:
        """Return the number of intervals."""
        return len(self.data.names)

    def first_mark(self) -> int:
        """Return the interval that is running, else the first."""
        return self.data.running or 0

    def mark_place(self, mark: int) -> QPointF:
        """Return the top of a bar, or of its range where there is none yet."""
        plot = self._plot(QRectF(self.rect()), self.themes.current)
        x, y = self._scales(plot)
        tops = [value for value in (self.data.actual[mark], *self.data.expected[mark : mark + 1]) if value is not None]
        return QPointF(x.at(mark), y.at(max(tops, default=0)))

    def tip(self, mark: int) -> Tip:
        """Say what came and what was expected."""
        data, lines = self.data, list[tuple[str, str]]()
        actual = data.actual[mark]
        if actual is not None:
            label = self.tr("So far") if mark == data.running else self.tr("Actual")
            lines.append((label, f"{data.figure(actual)} {data.unit}".strip()))
        if data.expected:
            lines.append((self.tr("Forecast"), data.figure(data.expected[mark])))
        if data.low and data.high:
            ends = self.tr("{low} to {high}").format(low=data.figure(data.low[mark]), high=data.figure(data.high[mark]))
            lines.append((data.range_words, ends))
        return Tip(title=data.names[mark], lines=tuple(lines))

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw title, axes, bars, ranges and legend."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot(place, theme)
        self._draw_head(painter, place, theme)
        self._draw_axes(painter, place, plot, theme)
        x, y = self._scales(plot)
        width = round(plot.width() / max(1, len(self.data.names)) * BAR_SHARE)
        for step in range(len(self.data.names)):
            self._draw_bar(painter, theme, step=step, width=width, x=x, y=y)
            self._draw_range(painter, theme, step=step, width=width, x=x, y=y)
        self._draw_foot(painter, place, theme)

    def draw_mark(self, painter: QPainter, theme: Theme) -> None:
        """Tint the interval that has the focus."""
        plot = self._plot(QRectF(self.rect()), theme)
        x, _ = self._scales(plot)
        width = plot.width() / max(1, len(self.data.names))
        colour = QColor(theme.colour("border.focus"))
        edge = colour if self.hasFocus() else None
        tint = QColor(colour)
        tint.setAlphaF(0.08)
        column = QRectF(x.at(self.mark) - width / 2, plot.top(), width, plot.height())
        box(painter, column, radius=theme.radius("chip"), fill=tint, edge=edge, width=theme.stroke("focus"))

    def _forecast(self, step: int) -> tuple[float | None, ...]:
        data = self.data
        if not data.expected:
            return ()
        return (data.expected[step], data.low[step] if data.low else None, data.high[step] if data.high else None)

    def _plot(self, place: QRectF, theme: Theme) -> QRectF:
        metrics = QFontMetrics(theme.font("micro", figures=True))
        left = max(metrics.horizontalAdvance(self.data.figure(tick)) for tick in self._ticks()) + theme.space(4)
        lines = theme.line("small") * (1 if self._foot_fits(place, theme) else 2)
        foot = theme.line("micro") + theme.space(2) + lines + theme.space(3)
        return place.adjusted(left, theme.line("title3") + theme.space(4), 0, -foot)

    def _ticks(self) -> list[float]:
        every = (*self.data.actual, *self.data.expected, *self.data.high)
        return whole_ticks(max((value for value in every if value is not None), default=0))

    def _scales(self, plot: QRectF) -> tuple[Scale, Scale]:
        number, marks = max(1, len(self.data.names)), self._ticks()
        half = plot.width() / number / 2
        x = Scale(low=0, high=max(1, number - 1), start=plot.left() + half, end=plot.right() - half)
        return x, Scale(low=0, high=marks[-1], start=plot.bottom(), end=plot.top())

    def _draw_head(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        head = QRectF(place.left(), place.top(), place.width(), theme.line("title3"))
        paint_head(painter, theme, head, self.data.title, "")
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, self.data.side)

    def _draw_axes(self, painter: QPainter, place: QRectF, plot: QRectF, theme: Theme) -> None:
        x, y = self._scales(plot)
        painter.setFont(theme.font("micro", figures=True))
        half = theme.line("micro") / 2
        for tick in self._ticks():
            painter.setPen(QPen(theme.colour("border.subtle"), theme.stroke("hairline")))
            height = round(y.at(tick)) + 0.5
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(theme.colour("text.tertiary"))
            label = QRectF(place.left(), height - half, plot.left() - place.left() - theme.space(2), 2 * half)
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.data.figure(tick))
        widest = max((QFontMetrics(painter.font()).horizontalAdvance(name) for name in self.data.names), default=0)
        room = plot.width() / max(1, len(self.data.names))
        every = max(1, -(-(widest + theme.space(3)) // max(1, int(room))))
        for step in range(0, len(self.data.names), every):
            label = QRectF(x.at(step) - widest, plot.bottom() + theme.space(1), 2 * widest, 2 * half)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.data.names[step])

    def _draw_bar(self, painter: QPainter, theme: Theme, *, step: int, width: int, x: Scale, y: Scale) -> None:
        value = self.data.actual[step]
        if not value:
            return
        colour = theme.colour(self.data.colour)
        if step == self.data.running:
            colour.setAlphaF(RUNNING_OPACITY)
        bar = QRectF(round(x.at(step) - width / 2), y.at(value), width, y.start - y.at(value))
        box(painter, bar, radius=theme.space(0.5), fill=colour, edge=None, width=0)

    def _draw_range(self, painter: QPainter, theme: Theme, *, step: int, width: int, x: Scale, y: Scale) -> None:
        data, middle = self.data, round(x.at(step)) + 0.5
        if data.low and data.high:
            painter.setPen(QPen(theme.colour("border.control"), 1.5 * theme.stroke("hairline")))
            painter.drawLine(QPointF(middle, y.at(data.low[step])), QPointF(middle, y.at(data.high[step])))
        if data.expected:
            pen = QPen(theme.colour("text.primary"), theme.stroke("chartLine"))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            height, reach = y.at(data.expected[step]), width / 2 + 1
            painter.drawLine(QPointF(middle - reach, height), QPointF(middle + reach, height))

    def _draw_foot(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        middle = place.bottom() - theme.line("small") / 2
        above = 0 if self._foot_fits(place, theme) else theme.line("small")
        paint_legend(painter, theme, place.left() + self._legend_width(theme), middle - above, self._legend(theme))
        painter.setFont(theme.font("smallStrong", figures=True))
        painter.setPen(theme.colour(self.data.foot_colour))
        foot = QRectF(place.left(), middle - theme.space(3), place.width(), theme.space(6))
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing, self.data.foot)

    def _legend(self, theme: Theme) -> list[LegendEntry]:
        entries = [LegendEntry(words=self.tr("Actual"), paint=partial(_paint_square, theme, self.data.colour))]
        if self.data.expected:
            entries.append(LegendEntry(words=self.tr("Forecast"), paint=partial(_paint_dash, theme)))
        if self.data.range_words:
            entries.append(LegendEntry(words=self.data.range_words, paint=partial(_paint_stroke, theme)))
        return entries

    def _legend_width(self, theme: Theme) -> int:
        metrics = QFontMetrics(theme.font("small", figures=True))
        sign, gap = theme.space(5), theme.space(4)
        return sum(metrics.horizontalAdvance(one.words) + sign + gap for one in self._legend(theme)) - gap

    def _foot_fits(self, place: QRectF, theme: Theme) -> bool:
        """Whether the words of the foot have room beside the legend; else they go on a line below it."""
        if not self.data.foot:
            return True
        words = QFontMetrics(theme.font("smallStrong", figures=True)).horizontalAdvance(self.data.foot)
        return self._legend_width(theme) + theme.space(4) + words <= place.width()


def _paint_square(theme: Theme, colour: str, painter: QPainter, sign: QRectF) -> None:
    side = theme.px(10)
    square = QRectF(sign.left(), sign.center().y() - side / 2, side, side)
    box(painter, square, radius=theme.space(0.5), fill=theme.colour(colour), edge=None, width=0)


def _paint_dash(theme: Theme, painter: QPainter, sign: QRectF) -> None:
    painter.setPen(QPen(theme.colour("text.primary"), theme.stroke("chartLine")))
    painter.drawLine(QPointF(sign.left(), sign.center().y()), QPointF(sign.right(), sign.center().y()))


def _paint_stroke(theme: Theme, painter: QPainter, sign: QRectF) -> None:
    painter.setPen(QPen(theme.colour("border.control"), 1.5 * theme.stroke("hairline")))
    middle = sign.center().x() + theme.space(1)
    painter.drawLine(QPointF(middle, sign.top() + 1), QPointF(middle, sign.bottom() - 1))
