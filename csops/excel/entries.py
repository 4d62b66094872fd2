"""Assumptions and definitions as sheets to read: wrapped text, values in their own format."""

from collections.abc import Sequence
from typing import Any

from csops.domain.reports import Assumptions, Definitions
from csops.excel.styles import BORDER, SECONDARY, Styles, number_format
from csops.excel.tables import write_cell

_LINE = {"bottom": 1, "bottom_color": BORDER, "text_wrap": True, "align": "left", "indent": 1}


def draw_assumptions(sheet: Any, assumptions: Assumptions, *, styles: Styles) -> None:
    """One row per assumption: name, value, unit, source."""
    _head(sheet, ("Assumption", "Value", "Unit", "Where it comes from"), (38, 16, 22, 64), styles, right=1)
    for row, entry in enumerate(assumptions.entries, start=1):
        shown = number_format(entry.kind, decimals=entry.decimals, currency=entry.currency)
        write_cell(sheet, (row, 0), entry.name, styles=styles, bold=True, **_LINE)
        value = _LINE | {"num_format": shown, "align": "right"}
        write_cell(sheet, (row, 1), entry.value, styles=styles, **value)
        write_cell(sheet, (row, 2), entry.unit or entry.currency, styles=styles, **_LINE)
        write_cell(sheet, (row, 3), entry.source, styles=styles, font_color=SECONDARY, **_LINE)


def draw_definitions(sheet: Any, definitions: Definitions, *, styles: Styles) -> None:
    """One row per word: term, definition, source."""
    _head(sheet, ("Term", "Definition", "Source"), (30, 84, 40), styles)
    for row, entry in enumerate(definitions.entries, start=1):
        write_cell(sheet, (row, 0), entry.term, styles=styles, bold=True, **_LINE)
        write_cell(sheet, (row, 1), entry.definition, styles=styles, **_LINE)
        write_cell(sheet, (row, 2), entry.source, styles=styles, font_color=SECONDARY, **_LINE)


def _head(
    sheet: Any, titles: Sequence[str], widths: Sequence[int], styles: Styles, *, right: int | None = None
) -> None:
    sheet.hide_gridlines(2)
    for place, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, place, title, styles.heading(right=place == right))
        sheet.set_column(place, place, width)
    sheet.set_row(0, 20)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
