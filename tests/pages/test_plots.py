"""Charts on pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from csops.domain.reports import Chart, ChartKind, Column, ColumnKind, Series, Table
from csops.pages.look import BANDS, CHANNELS, DANGER
from csops.pages.plots import paint_chart, ticks
from tests.helpers.reports import a_fan, a_forecast

pytestmark = pytest.mark.usefixtures("qapp")


def colours(chart: Chart, table: Table) -> set[str]:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_chart(painter, QRectF(0, 0, 400, 200), chart, table, locale=QLocale())
    painter.end()
    return {QColor(image.pixel(x, y)).name() for x in range(400) for y in range(200)}


def one_column(*values: float | None) -> Table:
    columns = (Column(key="day", title="Day"), Column(key="calls", title="Calls", kind=ColumnKind.INTEGER))
    rows = tuple((f"Day {number}", value) for number, value in enumerate(values))
    return Table(key="calls", title="Calls", columns=columns, rows=rows)


def a_chart(kind: ChartKind) -> Chart:
    series = (Series(column="calls", label="Calls", channel="email"),)
    return Chart(title="Calls", kind=kind, table="calls", x="day", series=series)


def test_a_fan_shows_its_ranges_and_its_line() -> None:
    shown = colours(a_fan(), a_forecast())
    assert {BANDS[0].name(), BANDS[1].name(), CHANNELS["phone"].name()} <= shown


def test_bars_bear_the_colour_of_their_channel() -> None:
    assert CHANNELS["email"].name() in colours(a_chart(ChartKind.BARS), one_column(3, 5, -1))


def test_what_is_marked_is_a_red_point_and_limits_are_grey() -> None:
    chart = a_chart(ChartKind.LINE)
    marked = (Series(column="calls", label="Outside the limits", marked=True),)
    limits = (Series(column="calls", label="Upper limit", limit=True),)
    table = one_column(3, 5, None)
    assert DANGER.name() in colours(replace(chart, series=marked), table)
    assert DANGER.name() not in colours(replace(chart, series=limits), table)


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("values", [(), (None,), (0,), (7,), (None, 3, None), (0, 0)])
def test_a_chart_of_little_or_nothing_is_painted(kind: ChartKind, values: tuple[float | None, ...]) -> None:
    assert "#ffffff" in colours(a_chart(kind), one_column(*values))


@given(st.floats(min_value=-1e6, max_value=1e6), st.floats(min_value=0.001, max_value=1e6))
def test_an_axis_has_few_marks_that_hold_all_numbers(low: float, span: float) -> None:
    marks = ticks(low, low + span)
    assert 2 <= len(marks) <= 8
    assert marks[0] <= low + span * 1e-6
    assert marks[-1] >= low + span - span * 1e-6


def test_marks_are_round() -> None:
    assert ticks(0, 268) == [0, 100, 200, 300]
