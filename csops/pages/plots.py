"""Charts painted on pages: lines, fans and bars over light horizontal lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from math import ceil, floor, log10

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from csops.domain.reports import Cell, Chart, ChartKind, Column, Series, Table, known
from csops.pages.figures import text_of
from csops.pages.flow import Flow, put
from csops.pages.look import APP, BANDS, BORDER, HAIRLINE, SECONDARY, TERTIARY, colour_of, font

HEIGHT = 190.0
_LEFT, _BOTTOM, _TOP, _LEGEND = 44.0, 16.0, 16.0, 16.0
_MARK = 2.6
_DASHES = {"email": [5.0, 2.5], "chat": [1.5, 1.5], "social": [6.0, 2.0, 1.5, 2.0], "walk_in": [1.0, 2.5]}


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Where numbers and rows stand in the plot."""

    place: QRectF
    low: float
    high: float
    count: int
    bars: bool

    def y(self, value: float) -> float:
        """How far down a number stands."""
        return self.place.bottom() - (value - self.low) / (self.high - self.low) * self.place.height()

    def x(self, row: int) -> float:
        """How far right the middle of a row stands: bars need room on both sides."""
        parts = self.count if self.bars else max(1, self.count - 1)
        return self.place.left() + (row + (0.5 if self.bars else 0.0)) * self.place.width() / parts


def flow_chart(flow: Flow, chart: Chart, table: Table, *, locale: QLocale) -> None:
    """Put the chart on the pages in one piece."""
    flow.add(HEIGHT, lambda painter, place: paint_chart(painter, place, chart, table, locale=locale))


def paint_chart(painter: QPainter, place: QRectF, chart: Chart, table: Table, *, locale: QLocale) -> None:
    """Paint the chart into a place."""
    table = replace(table, rows=table.rows if chart.last is None else table.rows[-chart.last :])
    marks = ticks(chart.start(table), _highest(chart, table))
    plot = place.adjusted(_LEFT, _TOP, -6, -_BOTTOM - _LEGEND)
    scale = Scale(place=plot, low=marks[0], high=marks[-1], count=len(table.rows), bars=chart.kind is ChartKind.BARS)
    _unit(painter, place, chart, scale.low)
    _ahead(painter, scale, table, chart)
    _grid(painter, scale, marks, table.columns[table.column(chart.series[0].column)], locale)
    _days(painter, scale, table, chart, locale)
    for depth in range(len(chart.bands)):
        _band(painter, scale, table, chart, depth)
    for number, series in enumerate(chart.series):
        values = [_value(row[table.column(series.column)]) for row in table.rows]
        if scale.bars:
            _bars(painter, scale, values, number, chart)
        else:
            _line(painter, scale, values, series, number)
    _legend(painter, QRectF(plot.left(), place.bottom() - _LEGEND, plot.width(), _LEGEND), chart)


def ticks(low: float, high: float) -> list[float]:
    """Four to seven round numbers from at most `low` to at least `high`, evenly apart."""
    span = (high - low) or 1.0
    size = 10.0 ** floor(log10(span / 4))
    step = next(size * nice for nice in (1, 2, 2.5, 5, 10) if span / (size * nice) <= 5)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [number * step for number in range(first, last + 1)]


def _value(cell: Cell) -> float | None:
    cell = known(cell)
    return float(cell) if isinstance(cell, int | float | Decimal) else None


def _highest(chart: Chart, table: Table) -> float:
    places = [table.column(key) for key in chart.columns()[1:]]
    values = [value for row in table.rows for place in places if (value := _value(row[place])) is not None]
    return max(values, default=1.0)


def _unit(painter: QPainter, place: QRectF, chart: Chart, low: float) -> None:
    """What the upright axis counts; and where it begins, if not at zero."""
    begins = QCoreApplication.translate("pages", "axis from {low}").format(low=f"{low:g}") if low > 0 else ""
    words = ", ".join(part for part in (chart.y_title, begins) if part)
    put(painter, QRectF(place.left(), place.top(), place.width(), _TOP - 6), words, font(7), colour=TERTIARY)


def _grid(painter: QPainter, scale: Scale, marks: Sequence[float], column: Column, locale: QLocale) -> None:
    for mark in marks:
        y = scale.y(mark)
        painter.setPen(QPen(HAIRLINE, 0.7))
        painter.drawLine(QPointF(scale.place.left(), y), QPointF(scale.place.right(), y))
        shown = text_of(int(mark) if mark == int(mark) and abs(mark) >= 1 else mark, column, locale=locale)
        label = QRectF(scale.place.left() - _LEFT, y - 6, _LEFT - 6, 12)
        put(painter, label, shown, font(7), colour=TERTIARY, align=Qt.AlignmentFlag.AlignRight)


def _days(painter: QPainter, scale: Scale, table: Table, chart: Chart, locale: QLocale) -> None:
    column, metrics = table.columns[table.column(chart.x)], QFontMetricsF(font(7))
    every = max(1, ceil(len(table.rows) / 8))
    for number in range(0, len(table.rows), every):
        value = table.rows[number][table.column(chart.x)]
        shown = _day(value, locale) if isinstance(value, date) else text_of(value, column, locale=locale)
        beyond = scale.x(number) + metrics.horizontalAdvance(shown) / 2 - scale.place.right()
        label = QRectF(scale.x(number) - 32 - max(0.0, beyond), scale.place.bottom() + 3, 64, 12)
        put(painter, label, shown, font(7), colour=TERTIARY, align=Qt.AlignmentFlag.AlignHCenter)


def _day(value: date, locale: QLocale) -> str:
    shown = locale.toString(QDate(value.year, value.month, value.day), "d MMM")
    return f"{shown} {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else shown


def _line(painter: QPainter, scale: Scale, values: Sequence[float | None], series: Series, number: int) -> None:
    if series.marked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(series, number))
        for row, value in enumerate(values):
            if value is not None:
                painter.drawEllipse(QPointF(scale.x(row), scale.y(value)), _MARK, _MARK)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(series, number))
    for run in _runs(values):
        points = [QPointF(scale.x(row), scale.y(value)) for row, value in run]
        if len(points) == 1:
            painter.drawEllipse(points[0], 1.2, 1.2)
        painter.drawPolyline(points)


def _pen(series: Series, number: int) -> QPen:
    pen = QPen(colour_of(series, number), 0.9 if series.faint or series.limit else 1.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dash = [1.0, 2.0] if series.faint else [4.0, 2.5] if series.dashed or series.limit else _DASHES.get(series.channel)
    if dash:
        pen.setDashPattern(dash)
    return pen


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches without a gap, as rows and numbers."""
    runs: list[list[tuple[int, float]]] = [[]]
    for row, value in enumerate(values):
        if value is not None:
            runs[-1].append((row, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _bars(painter: QPainter, scale: Scale, values: Sequence[float | None], number: int, chart: Chart) -> None:
    whole = scale.place.width() / max(1, scale.count) * 0.7
    width = whole / len(chart.series)
    for row, value in enumerate(values):
        if value is not None:
            left = scale.x(row) - whole / 2 + number * width
            bar = QRectF(left, scale.y(value), width * 0.92, scale.y(0) - scale.y(value))
            painter.fillRect(bar.normalized(), colour_of(chart.series[number], number))


def _band(painter: QPainter, scale: Scale, table: Table, chart: Chart, depth: int) -> None:
    band = chart.bands[depth]
    low, high, first = table.column(band.low), table.column(band.high), table.column(chart.series[0].column)
    edges = [(row, _value(cells[low]), _value(cells[high])) for row, cells in enumerate(table.rows)]
    there = [(row, below, above) for row, below, above in edges if below is not None and above is not None]
    if not there:
        return
    before = there[0][0] - 1
    last = _value(table.rows[before][first]) if before >= 0 else None
    if last is not None:
        # The range opens from the last counted value.
        there.insert(0, (before, last, last))
    upper = [QPointF(scale.x(row), scale.y(above)) for row, _, above in there]
    lower = [QPointF(scale.x(row), scale.y(below)) for row, below, _ in reversed(there)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(BANDS[min(depth, len(BANDS) - 1)])
    painter.drawPolygon(QPolygonF([*upper, *lower]))


def _ahead(painter: QPainter, scale: Scale, table: Table, chart: Chart) -> None:
    """Tint what is forecast, behind an upright line where it begins."""
    if not chart.bands:
        return
    low = table.column(chart.bands[0].low)
    first = next((row for row, cells in enumerate(table.rows) if _value(cells[low]) is not None), 0)
    if first:
        x = scale.x(first - 1)
        painter.fillRect(scale.place.adjusted(x - scale.place.left(), 0, 0, 0), APP)
        painter.setPen(QPen(BORDER, 0.8))
        painter.drawLine(QPointF(x, scale.place.top()), QPointF(x, scale.place.bottom()))


def _legend(painter: QPainter, place: QRectF, chart: Chart) -> None:
    if len(chart.series) == 1 and not chart.bands:
        return
    x = place.left()
    metrics = QFontMetricsF(font(7))
    middle = place.center().y()
    labels = [*(series.label for series in chart.series), *(band.label for band in chart.bands)]
    for number, label in enumerate(labels):
        key = QRectF(x, middle - 3, 16, 6)
        if number >= len(chart.series):
            painter.fillRect(key, BANDS[min(number - len(chart.series), len(BANDS) - 1)])
        elif chart.series[number].marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(chart.series[number], number))
            painter.drawEllipse(key.center(), _MARK, _MARK)
        elif chart.kind is ChartKind.BARS:
            painter.fillRect(key.adjusted(5, 0, -5, 0), colour_of(chart.series[number], number))
        else:
            painter.setPen(_pen(chart.series[number], number))
            painter.drawLine(QPointF(key.left(), middle), QPointF(key.right(), middle))
        width = metrics.horizontalAdvance(label) + 2
        put(painter, QRectF(x + 20, place.top(), width, place.height()), label, font(7), colour=SECONDARY)
        x += width + 34
