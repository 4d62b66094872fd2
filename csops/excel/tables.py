"""Tables as Excel tables: filters, frozen head, totals that follow the filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from csops.domain.reports import Cell, Column, ColumnKind, Row, Table
from csops.excel.cells import overflow, stored
from csops.excel.formulas import write_total
from csops.excel.naming import headings
from csops.excel.sanitiser import is_dangerous, pieces
from csops.excel.styles import BORDER, QUOTED, Styles, number_format

_WIDTHS = {
    ColumnKind.TEXT: 14,
    ColumnKind.INTEGER: 10,
    ColumnKind.NUMBER: 11,
    ColumnKind.SHARE: 10,
    ColumnKind.MONEY: 14,
    ColumnKind.DATE: 12,
    ColumnKind.DATETIME: 17,
    ColumnKind.DURATION: 11,
}
_READ = {ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.DATETIME}
_WIDEST = 60
_LOOKED_AT = 200


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the rows of a table stand: the name of the sheet, the first and the last row, counted from 0."""

    sheet: str
    first: int
    last: int


def draw(sheet: Any, table: Table, *, styles: Styles) -> Place:
    """Draw the table from the top left corner of the sheet; return where its rows stand."""
    for number, row in enumerate(table.rows, start=1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            write_cell(sheet, (number, place), value, styles=styles, **look_of(column))
        for place, piece in enumerate(overflow(row), start=len(table.columns)):
            write_cell(sheet, (number, place), piece, styles=styles)
    frame(sheet, table.columns, rows=len(table.rows), styles=styles)
    if table.totals is not None and table.rows:
        _total_row(sheet, table, table.totals, styles)
    for place, width in enumerate(widths(table.columns, table.rows)):
        sheet.set_column(place, place, width)
    return Place(sheet=sheet.get_name(), first=1, last=max(1, len(table.rows)))


def write_cell(sheet: Any, at: tuple[int, int], value: Cell, *, styles: Styles, **style: object) -> None:
    """Write one value: text stays text, whatever it begins with. Of a text too long for a cell, the first piece.

    `style` holds the properties of `Styles.of`.
    """
    kept = stored(value)
    if kept is None:
        sheet.write_blank(*at, None, styles.of(**style))
    elif isinstance(kept, str):
        text = pieces(kept)[0]
        properties = {**style, **QUOTED} if is_dangerous(text) else style
        sheet.write_string(*at, text, styles.of(**properties))
    else:
        sheet.write_number(*at, kept, styles.of(**style))


def frame(sheet: Any, columns: Sequence[Column], *, rows: int, styles: Styles, name: str | None = None) -> None:
    """Make the rows below the head an Excel table, with the head frozen and repeated on paper.

    `name` is what formulas call the table; None leaves it to the workbook.
    """
    names = headings(column.heading for column in columns)
    options = [
        {"header": name, "header_format": styles.heading(right=look_of(column)["align"] == "right")}
        for name, column in zip(names, columns, strict=True)
    ]
    # An Excel table has one row at least.
    area = (0, 0, max(1, rows), len(columns) - 1)
    named = {"name": name} if name else {}
    sheet.add_table(*area, {"style": "Table Style Light 1", "banded_rows": False, "columns": options, **named})
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 34 if any(len(name) > 14 for name in names) else 20)


def look_of(column: Column) -> dict[str, Any]:
    """The properties of the cells of a column: its number format; numbers right, what one reads left."""
    return (
        {"num_format": format_of(column), "align": "left", "indent": 1}
        if column.kind in _READ
        else {"num_format": format_of(column), "align": "right"}
    )


def format_of(column: Column) -> str:
    """The number format of the cells of a column."""
    return number_format(column.kind, decimals=column.decimals, currency=column.currency)


def widths(columns: Sequence[Column], rows: Iterable[Row]) -> list[float]:
    """A width for each column, in characters: as declared, or what the heading and the first rows need."""
    found = [float(max(_WIDTHS[column.kind], min(len(column.heading) + 3, 20))) for column in columns]
    for _, row in zip(range(_LOOKED_AT), rows, strict=False):
        for place, value in enumerate(row):
            if isinstance(value, str):
                found[place] = max(found[place], min(_WIDEST, len(value) * 1.05 + 2))
    return [float(column.width or width) for column, width in zip(columns, found, strict=True)]


def _total_row(sheet: Any, table: Table, totals: Row, styles: Styles) -> None:
    """The row below the table, outside of it, so that sorting leaves it where it is."""
    row = len(table.rows) + 1
    for place, (column, value) in enumerate(zip(table.columns, totals, strict=True)):
        style = {**look_of(column), "bold": True, "top": 1, "top_color": BORDER}
        if value is None:
            write_cell(sheet, (row, place), "Total" if place == 0 else None, styles=styles, **style)
            continue
        number = float(stored(value) or 0)
        at = (row, place)
        write_total(sheet, at, how=column.total, rows=len(table.rows), value=number, style=styles.of(**style))
