"""Sheets that work themselves out again: inputs that are marked, what follows from them, rows of formulas."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from csops.domain.reports import Cell, Column, FootRow, Input, LiveColumn, LiveSheet, Outcome
from csops.excel.cells import stored
from csops.excel.formulas import Living, Places, write_living
from csops.excel.naming import headings, within
from csops.excel.sanitiser import clean
from csops.excel.styles import ACCENT, BORDER, INPUT, SECONDARY, TERTIARY, TEXT, Styles, number_format
from csops.excel.tables import format_of, look_of, widths, write_cell

# Inputs take the columns A to H, their source running on over what is empty; what follows stands right of them.
_NAME, _VALUE, _UNIT, _SOURCE = 0, 1, 2, 3
_OUTCOME, _NOW, _MADE = 8, 10, 11
_CHANGED = {"bg_color": INPUT, "font_color": ACCENT, "border": 1, "border_color": BORDER}
_ROW_WIDTH = 18
_TITLE = 32


def draw(sheet: Any, live: LiveSheet, *, styles: Styles) -> Living:
    """Draw title, lines, inputs and outcomes, and below them the rows with their values; return their formulas."""
    top = len(live.lines) + 2
    head = top + 1 + max(len(live.inputs), len(live.outcomes)) + 1
    last = head + max(1, len(live.rows))
    places = Places(
        inputs={entry.key: (top + 1 + number, _VALUE) for number, entry in enumerate(live.inputs)},
        columns={column.key: place for place, column in enumerate(live.columns)},
        first=head + 1,
        last=last,
        foot={row.key: last + 2 + number for number, row in enumerate(live.foot)},
    )
    sheet.set_row(0, 24)
    write_cell(sheet, (0, 0), live.title, styles=styles, font_size=14, bold=True, font_color=TEXT)
    for number, line in enumerate(live.lines, start=1):
        write_cell(sheet, (number, 0), line, styles=styles, font_color=TERTIARY)
    _inputs(sheet, live.inputs, top, styles)
    if live.outcomes:
        _outcomes(sheet, live.outcomes, top, places, styles)
    _head(sheet, live.columns, head, styles)
    _rows(sheet, live, places, styles)
    for row in live.foot:
        _foot(sheet, row, places, styles)
    _measure(sheet, live, places)
    formulas = {place: column.formula for place, column in enumerate(live.columns) if column.formula and live.rows}
    texts = {
        (number, place): value
        for number, row in enumerate(live.rows, start=places.first)
        for place, value in enumerate(row)
        if place in formulas and isinstance(value, str)
    }
    return Living(formulas=formulas, places=places, texts=texts)


def _inputs(sheet: Any, inputs: Sequence[Input], top: int, styles: Styles) -> None:
    titles = {_NAME: "Change here", _VALUE: "Value", _UNIT: "Unit", _SOURCE: "Where it comes from"}
    _titles(sheet, top, range(_OUTCOME - 1), titles, numbers={_VALUE}, styles=styles)
    for row, entry in enumerate(inputs, start=top + 1):
        shown = number_format(entry.kind, decimals=entry.decimals, currency=entry.currency)
        write_cell(sheet, (row, _NAME), entry.name, styles=styles, bold=True, align="left", indent=1)
        write_cell(sheet, (row, _VALUE), entry.value, styles=styles, num_format=shown, align="right", **_CHANGED)
        write_cell(sheet, (row, _UNIT), entry.unit or entry.currency, styles=styles, align="left", indent=1)
        write_cell(sheet, (row, _SOURCE), entry.source, styles=styles, font_color=SECONDARY, align="left", indent=1)
        _allow(sheet, (row, _VALUE, row, _VALUE), entry.allowed, shown=shown, title=entry.name)


def _allow(
    sheet: Any, area: tuple[int, int, int, int], allowed: tuple[float, float], *, shown: str, title: str
) -> None:
    """Let only numbers within the limits in, and say so to whoever types another."""
    least, most = (f"{end:.10g}" if "%" not in shown else f"{end * 100:.10g} %" for end in allowed)
    sheet.data_validation(
        *area,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": allowed[0],
            "maximum": allowed[1],
            "ignore_blank": False,
            "error_title": within(" ".join(clean(title).split()), _TITLE),
            "error_message": f"Give a number from {least} to {most}.",
        },
    )


def _outcomes(sheet: Any, outcomes: Sequence[Outcome], top: int, places: Places, styles: Styles) -> None:
    titles = {_OUTCOME: "What follows", _NOW: "Now", _MADE: "As it was made"}
    _titles(sheet, top, range(_OUTCOME, _MADE + 1), titles, numbers={_NOW, _MADE}, styles=styles)
    for row, outcome in enumerate(outcomes, start=top + 1):
        shown = number_format(outcome.kind, decimals=outcome.decimals, currency=outcome.currency)
        look = {"num_format": shown, "align": "right"}
        write_cell(sheet, (row, _OUTCOME), outcome.name, styles=styles, bold=True, align="left", indent=1)
        write_living(
            sheet,
            (row, _NOW),
            outcome.formula,
            places=places,
            value=_kept(outcome.value),
            style=styles.of(bold=True, font_color=TEXT, **look),
        )
        write_cell(sheet, (row, _MADE), outcome.value, styles=styles, font_color=SECONDARY, **look)


def _titles(
    sheet: Any, row: int, places: range, titles: Mapping[int, str], *, numbers: Container[int], styles: Styles
) -> None:
    """The line over a block whose texts run on over the empty cells beside them."""
    for place in places:
        shape = styles.heading(right=place in numbers, wrap=False)
        if place in titles:
            sheet.write_string(row, place, titles[place], shape)
        else:
            sheet.write_blank(row, place, None, shape)
    sheet.set_row(row, 20)


def _head(sheet: Any, columns: Sequence[LiveColumn], row: int, styles: Styles) -> None:
    names = headings(column.heading for column in columns)
    for place, (name, column) in enumerate(zip(names, columns, strict=True)):
        sheet.write_string(row, place, name, styles.heading(right=look_of(column)["align"] == "right"))
    sheet.set_row(row, 34)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)


def _rows(sheet: Any, live: LiveSheet, places: Places, styles: Styles) -> None:
    looks = [
        look_of(column) | (_CHANGED if column.allowed else {} if column.formula else {"font_color": SECONDARY})
        for column in live.columns
    ]
    for number, row in enumerate(live.rows, start=places.first):
        for place, value in enumerate(row):
            write_cell(sheet, (number, place), value, styles=styles, **looks[place])
    for place, column in enumerate(live.columns):
        if column.allowed and live.rows:
            area = (places.first, place, places.last, place)
            _allow(sheet, area, column.allowed, shown=format_of(column), title=column.title)


def _foot(sheet: Any, row: FootRow, places: Places, styles: Styles) -> None:
    """One row below the others, a line above it, its name in front."""
    at, line = places.foot[row.key], {"top": 1, "top_color": BORDER}
    strong = {"bold": True, "font_color": TEXT} if row.is_strong else {"font_color": SECONDARY}
    shown = number_format(row.kind, decimals=row.decimals, currency="")
    look = {"num_format": shown, "align": "right", **line, **strong}
    write_cell(sheet, (at, 0), row.name, styles=styles, align="left", indent=1, **line, **strong)
    below = {places.columns[cell.column]: cell for cell in row.cells}
    for place in range(1, len(places.columns)):
        cell = below.get(place)
        if cell is None or cell.formula is None:
            write_cell(sheet, (at, place), None if cell is None else cell.value, styles=styles, **look)
        else:
            write_living(
                sheet, (at, place), cell.formula, places=places, value=_kept(cell.value), style=styles.of(**look)
            )


def _measure(sheet: Any, live: LiveSheet, places: Places) -> None:
    """Widths, the filter over what is shown, and the steps of the work folded away at the right."""
    # As wide as a number needs: the lines above run on over the empty cells beside them.
    columns: list[Column] = [replace(column, title=column.title[:_ROW_WIDTH], unit="") for column in live.columns]
    for place, (column, width) in enumerate(zip(live.columns, widths(columns, ()), strict=True)):
        folded = {"level": 1, "hidden": True} if column.is_hidden else {}
        sheet.set_column(place, place, width, None, folded)
    shown = sum(not column.is_hidden for column in live.columns)
    if shown < len(live.columns):
        sheet.set_column(len(live.columns), len(live.columns), None, None, {"collapsed": True})
    sheet.autofilter(places.first - 1, 0, places.last, shown - 1)


def _kept(value: Cell) -> float | str:
    """What a cell with a formula shows until it is worked out again."""
    kept = stored(value)
    return kept if isinstance(kept, str) else "" if kept is None else float(kept)
