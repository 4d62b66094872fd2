"""Charts of a report as native charts that point to the cells of their table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from csops.domain.reports import Cell, Chart, ChartKind, ColumnKind, Series, Table, known
from csops.excel.formulas import write_difference, write_same
from csops.excel.sanitiser import clean, label
from csops.excel.styles import BANDS, CHANNELS, DANGER, FONT, HAIRLINE, OTHERS, SECONDARY, TERTIARY, TEXT, Styles
from csops.excel.tables import Place, format_of

WIDTH, HEIGHT = 760, 340
ROWS_TALL = 21
_DASHES = {"email": "dash", "chat": "round_dot", "social": "dash_dot", "walk_in": "square_dot"}
_FONT = {"name": FONT, "size": 9, "color": TERTIARY}


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The table of a chart and where its cells are: sheet, first and last row of those that the chart shows."""

    table: Table
    place: Place

    def cells(self, column: str) -> list[str | int]:
        """The cells of a column as a range."""
        number = self.table.column(column)
        return [self.place.sheet, self.place.first, number, self.place.last, number]


def draw(
    workbook: Any, sheet: Any, chart: Chart, *, ground: Ground, at: tuple[int, int], ranges: "Ranges | None"
) -> None:
    """Put the native chart on the sheet with its top left corner in the cell `at`."""
    ground = _shown(ground, chart)
    kind = "column" if chart.kind is ChartKind.BARS else "line"
    native = workbook.add_chart({"type": kind})
    for number, series in enumerate(chart.series):
        native.add_series(_series(series, number, chart=chart, ground=ground))
    hidden: list[int] = []
    if ranges is not None and chart.bands and ground.table.rows:
        bands, hidden = _bands(workbook, chart, ground, ranges)
        # The first chart is painted first: the ranges lie under the lines, and the axes are those of the first.
        bands.combine(native)
        native = bands
    _dress(native, chart, ground, hidden)
    options = {"object_position": 2, "description": clean(f"{chart.title}. {chart.lesson}".strip())}
    sheet.insert_chart(*at, native, options)


class Ranges:
    """The sheet that holds the ranges of forecasts as native charts stack them: low edge, then width upon width."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self._next_column = 0

    def write(self, chart: Chart, ground: Ground) -> list[list[str | int]]:
        """Write one column per layer, lowest first; return the range of each."""
        edges = [band.low for band in chart.bands] + [band.high for band in reversed(chart.bands)]
        start, self._next_column = self._next_column, self._next_column + len(edges) + 1
        names = ["Low edge", *(f"Up to {edge}" for edge in edges[1:])]
        for place, name in enumerate(names, start=start):
            self.sheet.write_string(0, place, clean(f"{chart.title}: {name}"), self.styles.heading())
            self.sheet.set_column(place, place, 16)
        count = ground.place.last - ground.place.first + 1
        for offset in range(count):
            self._write_row(chart, ground, edges, offset, start)
        name = self.sheet.get_name()
        return [[name, 1, place, count, place] for place in range(start, start + len(edges))]

    def _write_row(self, chart: Chart, ground: Ground, edges: Sequence[str], offset: int, start: int) -> None:
        row = ground.table.rows[ground.place.first - 1 + offset]
        places = [ground.table.column(edge) for edge in edges]
        values = [_number(row[place]) for place in places]
        at, source = offset + 1, ground.place.first + offset
        if any(value is None for value in values):
            # Before the forecast the range has no width and lies on the line, so that it opens from the last value.
            on = next(
                (column for column in map(ground.table.column, _lines(chart)) if _number(row[column]) is not None), None
            )
            if on is not None:
                value = _number(row[on]) or 0.0
                write_same(self.sheet, (at, start), of=(ground.place.sheet, source, on), value=value)
            for place in range(start + 1, start + len(edges)):
                self.sheet.write_number(at, place, 0)
            return
        numbers = [value or 0.0 for value in values]
        write_same(self.sheet, (at, start), of=(ground.place.sheet, source, places[0]), value=numbers[0])
        for layer in range(1, len(edges)):
            write_difference(
                self.sheet,
                (at, start + layer),
                high=(ground.place.sheet, source, places[layer]),
                low=(ground.place.sheet, source, places[layer - 1]),
                value=numbers[layer] - numbers[layer - 1],
            )


def colour_of(series: Series, number: int) -> str:
    """The channel's colour, else the next of the others; grey for what is compared with, red for what is marked."""
    if series.faint or series.limit:
        return TERTIARY
    if series.marked:
        return DANGER
    return CHANNELS.get(series.channel) or OTHERS[number % len(OTHERS)]


def _shown(ground: Ground, chart: Chart) -> Ground:
    if chart.last is None:
        return ground
    first = max(ground.place.first, ground.place.last - chart.last + 1)
    place = Place(sheet=ground.place.sheet, first=first, last=ground.place.last)
    return Ground(table=ground.table, place=place)


def _lines(chart: Chart) -> list[str]:
    return [series.column for series in chart.series]


def _number(value: Cell) -> float | None:
    value = known(value)
    return float(value) if isinstance(value, int | float | Decimal) else None


def _series(series: Series, number: int, *, chart: Chart, ground: Ground) -> dict[str, Any]:
    colour = colour_of(series, number)
    options: dict[str, Any] = {
        "name": label(series.label),
        "categories": ground.cells(chart.x),
        "values": ground.cells(series.column),
    }
    if chart.kind is ChartKind.BARS:
        return options | {"fill": {"color": colour}, "border": {"none": True}, "gap": 60, "overlap": -10}
    if series.marked:
        look = {"type": "circle", "size": 8, "fill": {"color": colour}, "border": {"color": colour}}
        return options | {"line": {"none": True}, "marker": look}
    dash = "dash" if series.dashed or series.limit else _DASHES.get(series.channel, "solid")
    line = {
        "color": colour,
        "width": 1 if series.faint or series.limit else 2,
        "dash_type": "square_dot" if series.faint else dash,
    }
    return options | {"line": line, "marker": {"type": "none"}}


def _bands(workbook: Any, chart: Chart, ground: Ground, ranges: Ranges) -> tuple[Any, list[int]]:
    """The stacked areas, and which of their legend entries say nothing new."""
    area = workbook.add_chart({"type": "area", "subtype": "stacked"})
    count = len(chart.bands)
    names = ["", *(band.label for band in chart.bands), *(band.label for band in reversed(chart.bands[:-1]))]
    for layer, cells in enumerate(ranges.write(chart, ground)):
        # Layers 1 to count go inwards, those after it outwards again.
        depth = layer - 1 if layer <= count else 2 * count - layer - 1
        fill: dict[str, object] = {"none": True} if layer == 0 else {"color": _band_colour(depth, count)}
        area.add_series(
            {
                "name": label(names[layer]) or "Low edge",
                "categories": ground.cells(chart.x),
                "values": cells,
                "fill": fill,
                "border": {"none": True},
            }
        )
    return area, [0, *range(count + 1, 2 * count)]


def _band_colour(depth: int, count: int) -> str:
    """Lightest outside, whatever the number of bands."""
    return BANDS[min(len(BANDS) - 1, depth + (len(BANDS) - count if count >= len(BANDS) else 0))]


def _dress(native: Any, chart: Chart, ground: Ground, hidden: list[int]) -> None:
    """Light horizontal lines only, no frame, figures small and grey."""
    title_font = {"name": FONT, "size": 12, "color": TEXT}
    native.set_title({"name": label(chart.title), "overlay": False, "name_font": title_font})
    native.set_x_axis(_x_axis(chart, ground))
    native.set_y_axis(_y_axis(chart, ground))
    one = len(chart.series) == 1 and not chart.bands
    font = {"name": FONT, "size": 9, "color": SECONDARY}
    native.set_legend({"none": True} if one else {"position": "bottom", "font": font, "delete_series": hidden})
    native.set_chartarea({"border": {"none": True}})
    native.set_size({"width": WIDTH, "height": HEIGHT})
    native.show_blanks_as("gap")
    if chart.bands:
        native.show_hidden_data()  # their ranges stand on a sheet that is hidden


def _x_axis(chart: Chart, ground: Ground) -> dict[str, Any]:
    """One place for each row, so that closed days leave no gap; about ten labels."""
    kind = ground.table.columns[ground.table.column(chart.x)].kind
    every = max(1, round((ground.place.last - ground.place.first + 1) / 10))
    formats = {ColumnKind.DATE: "d mmm", ColumnKind.DATETIME: "d mmm hh:mm"}
    return {
        "num_font": _FONT | {"rotation": 0 if kind is ColumnKind.DATE else None},
        "num_format": formats.get(kind, "General"),
        "line": {"color": HAIRLINE},
        "major_tick_mark": "none",
        "label_position": "low",
        "text_axis": True,
        "interval_unit": every,
        "interval_tick": every,
    }


def _y_axis(chart: Chart, ground: Ground) -> dict[str, Any]:
    """Bars start at zero; lines far above it may not, and then the axis says so."""
    first = ground.table.columns[ground.table.column(chart.series[0].column)]
    axis: dict[str, Any] = {
        "num_font": _FONT,
        "num_format": format_of(first),
        "line": {"none": True},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}},
    }
    start = chart.start(ground.table)
    words = ", ".join(part for part in (label(chart.y_title), f"axis from {start:g}" if start else "") if part)
    if words:
        axis |= {"name": words, "name_font": {**_FONT, "bold": False}}
    return axis | {"min": start}
