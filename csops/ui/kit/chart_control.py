"""A line over time between limits that vary: what lies outside them is more than chance."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from csops.ui.kit.chart_fan import draw_line
from csops.ui.kit.chart_frame import Chart, LegendEntry, paint_head, paint_legend
from csops.ui.kit.chart_scale import Scale, ticks, time_ticks
from csops.ui.kit.charts import ChartTable, Event, Figures, Tip
from csops.ui.kit.charts import figure as in_figures
from csops.ui.kit.theme import Theme, Themes


@dataclass(frozen=True, kw_only=True)
class ControlData:
    """A series with its limits.

    Attributes:
        title, lesson: what is drawn, and what is to be learnt from it.
        starts, names: the first day of every step, and each step in words.
        values, low, high: one each per step; None where nothing is known.
        limits, middle: what the limits and the centre line are called.
        centre: where the centre line is; None: there is none.
        out: the steps outside their limits.
        notes: what each step rests on ("12 reviews").
        events: what changed at a step ("Version 3").
        unit: of the values. most: the axis reaches no higher than this.
    """

    title: str
    lesson: str = ""
    starts: tuple[date, ...] = ()
    names: tuple[str, ...] = ()
    values: Figures = ()
    low: Figures = ()
    high: Figures = ()
    limits: str = ""
    middle: str = ""
    centre: float | None = None
    out: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    unit: str = ""
    from_zero: bool = True
    most: float | None = None


class LimitsChart(Chart):
    """The chart. A step that is chosen is sent by `picked`."""

    def __init__(self, themes: Themes, data: ControlData, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.show_data(data)

    def show_data(self, data: ControlData) -> None:
        """Draw other figures; the mark stays at its step."""
        self.data = data
        self.drawn_anew(data.title, data.lesson)

    # ------------------------------------------------------------ told
    def table(self) -> ChartTable:
        """Return one row per step."""
        data = self.data
        ends = (self.tr("from"), self.tr("to"))
        headings = (self.tr("Period"), data.unit, *(f"{data.limits} {end}" for end in ends), self.tr("Rests on"))
        rows = tuple(
            (data.names[step], _written(data.values[step]), _written(data.low[step]), _written(data.high[step]),
             ", ".join([data.notes[step], *(event.words for event in data.events if event.at == step)]))
            for step in range(len(data.starts))
        )  # fmt: skip
        return ChartTable(title=data.title, headings=headings, rows=rows)

    def mark_count(self) -> int:
        """Return the number of steps."""
        return len(self.data.starts)

    def first_mark(self) -> int:
        """Return the last step."""
        return self.mark_count() - 1

    def mark_place(self, mark: int) -> QPointF:
        """Return the point of the line at a step."""
        x, y = self._scales(self._plot(QRectF(self.rect()), self.themes.current))
        value = self.data.values[mark]
        return QPointF(x.at(mark), y.at(y.low if value is None else value))

    def tip(self, mark: int) -> Tip:
        """Say the value, its limits, what it rests on, and what changed."""
        data, value, lines = self.data, self.data.values[mark], list[tuple[str, str]]()
        if value is not None:
            lines.append((in_figures(round(value, 1)), data.unit))
        low, high = data.low[mark], data.high[mark]
        if low is not None and high is not None:
            said = self.tr("{low} to {high}").format(low=in_figures(round(low, 1)), high=in_figures(round(high, 1)))
            lines.append((data.limits, said))
        if mark in data.out:
            lines.append((self.tr("Outside the limits"), self.tr("more than chance")))
        lines.append((self.tr("Rests on"), data.notes[mark]))
        lines += [
            (event.label or self.tr("Changed"), ", ".join(part for part in (event.words, event.detail) if part))
            for event in data.events
            if event.at == mark
        ]
        return Tip(title=data.names[mark], lines=tuple(lines))

    # ------------------------------------------------------------ drawn
    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw title, legend, axes, limits, changes and the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot(place, theme)
        x, y = self._scales(plot)
        self._draw_head(painter, place, theme)
        self._draw_limits(painter, theme, x, y)
        self._draw_axes(painter, plot, theme, x, y)
        self._draw_events(painter, plot, theme, x)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.data.centre is not None:
            painter.setPen(_dashed(theme))
            height = round(y.at(self.data.centre)) + 0.5
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
        pen = QPen(theme.colour("accent.solid"), theme.stroke("chartLine"))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        draw_line(painter, x, y, self.data.values)
        self._draw_dots(painter, theme, x, y)

    def draw_mark(self, painter: QPainter, theme: Theme) -> None:
        """Ring the step that has the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self._colour(self.mark)), theme.stroke("chartLine")))
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawEllipse(self.mark_place(self.mark), theme.space(1), theme.space(1))

    def _colour(self, step: int) -> str:
        return "danger.solid" if step in self.data.out else "accent.solid"

    def _plot(self, place: QRectF, theme: Theme) -> QRectF:
        metrics = QFontMetrics(theme.font("micro", figures=True))
        widest = max(metrics.horizontalAdvance(in_figures(tick)) for tick in self._ticks())
        head = theme.line("title3") + theme.space(6)
        return place.adjusted(widest + theme.space(3), head, -theme.space(2), -theme.line("micro") - theme.space(2))

    def _ticks(self) -> list[float]:
        data = self.data
        known = [each for each in (*data.values, *data.low, *data.high, data.centre) if each is not None]
        low = 0.0 if data.from_zero or not known else min(known)
        found = ticks(low, max(known, default=1.0), most=5)
        return found if data.most is None else [each for each in found if each <= data.most]

    def _scales(self, plot: QRectF) -> tuple[Scale, Scale]:
        marks = self._ticks()
        last = max(1, len(self.data.starts) - 1)
        x = Scale(low=0, high=last, start=plot.left(), end=plot.right())
        return x, Scale(low=marks[0], high=marks[-1], start=plot.bottom(), end=plot.top())

    def _draw_head(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        data, entries = self.data, list[LegendEntry]()
        if data.centre is not None:
            entries.append(LegendEntry(words=data.middle, paint=partial(_paint_dash, theme)))
        if data.limits:
            entries.append(LegendEntry(words=data.limits, paint=partial(_paint_ground, theme)))
        left = paint_legend(painter, theme, place.right(), place.top() + theme.line("title3") / 2, entries)
        head = QRectF(place.left(), place.top(), left - place.left(), theme.line("title3"))
        paint_head(painter, theme, head, data.title, data.lesson)

    def _draw_axes(self, painter: QPainter, plot: QRectF, theme: Theme, x: Scale, y: Scale) -> None:
        painter.setFont(theme.font("micro", figures=True))
        half = theme.line("micro") / 2
        for tick in self._ticks():
            painter.setPen(QPen(theme.colour("border.subtle"), theme.stroke("hairline")))
            height = round(y.at(tick)) + 0.5
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            label = QRectF(0, height - half, plot.left() - theme.space(2), 2 * half)
            painter.setPen(theme.colour("text.tertiary"))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, in_figures(tick))
        reach = theme.space(10)
        for step, name in time_ticks(self.data.starts):
            label = QRectF(x.at(step) - reach, plot.bottom() + theme.space(1), 2 * reach, 2 * half)
            where = Qt.AlignmentFlag.AlignCenter
            if label.right() > plot.right() + theme.space(2):  # the last one is not cut
                label.setRight(plot.right() + theme.space(2))
                where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(label, where, name)

    def _draw_limits(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        """Limits vary from step to step: each has its own ground, as wide as the step."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # else seams show between them
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bg.sunken"))
        step = x.at(1) - x.at(0)
        for number, (low, high) in enumerate(zip(self.data.low, self.data.high, strict=True)):
            if low is not None and high is not None:
                left, right = max(x.start, x.at(number) - step / 2), min(x.end, x.at(number) + step / 2)
                top = y.at(min(high, y.high))
                painter.drawRect(QRectF(left, top, right - left, y.at(max(low, y.low)) - top))
        painter.restore()

    def _draw_events(self, painter: QPainter, plot: QRectF, theme: Theme, x: Scale) -> None:
        """What changed stands above its line; where names would lie over each other the later one goes without."""
        painter.setFont(theme.font("micro"))
        metrics, free = painter.fontMetrics(), plot.left() - theme.space(2)
        for event in sorted(self.data.events, key=lambda event: event.at):
            at = round(x.at(event.at)) + 0.5
            painter.setPen(QPen(theme.colour("warning.solid"), theme.stroke("hairline")))
            painter.drawLine(QPointF(at, plot.top() - theme.space(1)), QPointF(at, plot.bottom()))
            width = metrics.horizontalAdvance(event.words) + 1
            left = min(max(at - width / 2, plot.left()), plot.right() - width)
            if left > free + theme.space(2):
                painter.setPen(theme.colour("warning.text"))
                words = QRectF(left, plot.top() - theme.space(6), width, theme.space(5))
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, event.words)
                free = left + width

    def _draw_dots(self, painter: QPainter, theme: Theme, x: Scale, y: Scale) -> None:
        painter.setPen(QPen(theme.colour("bg.surface"), theme.stroke("hairline")))
        for step, value in enumerate(self.data.values):
            if value is not None:
                painter.setBrush(theme.colour(self._colour(step)))
                reach = theme.space(1) if step in self.data.out else theme.space(0.5) + 1
                painter.drawEllipse(QPointF(x.at(step), y.at(value)), reach, reach)


def _written(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _dashed(theme: Theme) -> QPen:
    pen = QPen(theme.colour("text.tertiary"), 1.2 * theme.stroke("hairline"))
    pen.setDashPattern([3, 2.5])
    return pen


def _paint_dash(theme: Theme, painter: QPainter, sign: QRectF) -> None:
    painter.setPen(_dashed(theme))
    painter.drawLine(QPointF(sign.left() - theme.space(1), sign.center().y()), QPointF(sign.right(), sign.center().y()))


def _paint_ground(theme: Theme, painter: QPainter, sign: QRectF) -> None:
    side = theme.space(3)
    square = QRectF(sign.left(), sign.center().y() - side / 2, side, side)
    painter.setPen(QPen(QColor(theme.colour("border.default")), theme.stroke("hairline")))
    painter.setBrush(theme.colour("bg.sunken"))
    painter.drawRect(square)
