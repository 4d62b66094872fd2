"""Heat maps as cells: seven steps of one hue that follow the numbers, closed hours blank, shortage marked."""

from typing import Any

from csops.domain.reports import ColumnKind, HeatMap
from csops.excel.sanitiser import pieces
from csops.excel.styles import HEAT, HEAT_TEXT, SECONDARY, SURFACE, TERTIARY, TEXT, Styles, number_format
from csops.excel.tables import write_cell

_TOP = 3


def draw(sheet: Any, heat: HeatMap, *, styles: Styles) -> None:
    """Draw the map below its title and its note."""
    sheet.hide_gridlines(2)
    sheet.set_row(0, 24)
    write_cell(sheet, (0, 0), heat.title, styles=styles, font_size=14, bold=True, font_color=TEXT)
    write_cell(sheet, (1, 0), _words(heat), styles=styles, font_color=TERTIARY)
    _labels(sheet, heat, styles)
    _numbers(sheet, heat, styles)
    _colours(sheet, heat, styles)
    sheet.set_column(0, 0, max(10, *(len(label) + 2 for label in heat.row_labels), 0))
    sheet.set_column(1, len(heat.column_labels), 8)
    sheet.freeze_panes(_TOP + 1, 1)


def _words(heat: HeatMap) -> str:
    """What the numbers and the marks mean, in one line."""
    marks = f"Marked: {heat.short_means}" if heat.short else ""
    return ". ".join(part for part in (heat.unit.capitalize(), heat.note, "Blank: closed", marks) if part)


def _labels(sheet: Any, heat: HeatMap, styles: Styles) -> None:
    for place, label in enumerate(heat.column_labels, start=1):
        at = (_TOP, place)
        write_cell(sheet, at, label, styles=styles, bold=True, font_color=SECONDARY, align="center")
    for number, label in enumerate(heat.row_labels, start=_TOP + 1):
        write_cell(sheet, (number, 0), label, styles=styles, font_color=SECONDARY)


def _numbers(sheet: Any, heat: HeatMap, styles: Styles) -> None:
    look = {"align": "center", "valign": "vcenter", "border": 1, "border_color": SURFACE}
    shape = look | {"num_format": number_format(ColumnKind.NUMBER, decimals=heat.decimals)}
    for number, row in enumerate(heat.values):
        for place, value in enumerate(row):
            at = (_TOP + 1 + number, 1 + place)
            write_cell(sheet, at, value, styles=styles, **shape)
            if (number, place) in heat.short:
                # A comment is the corner mark that a spreadsheet knows, with the words behind it.
                sheet.write_comment(*at, pieces(heat.short_means)[0] or "Short", {"visible": False})


def _colours(sheet: Any, heat: HeatMap, styles: Styles) -> None:
    """Conditional fills, so that a number that a person changes changes its colour."""
    if not heat.values or not heat.column_labels:
        return
    low, high = heat.range
    step = (high - low) / len(HEAT) or 1.0
    area = (_TOP + 1, 1, _TOP + len(heat.row_labels), len(heat.column_labels))
    blank = {"type": "blanks", "stop_if_true": True, "format": None}
    sheet.conditional_format(*area, blank)
    for depth in range(len(HEAT) - 1, -1, -1):
        shape = styles.workbook.add_format({"bg_color": HEAT[depth], "font_color": HEAT_TEXT[depth]})
        rule = {"type": "cell", "criteria": ">=", "value": low + step * depth, "stop_if_true": True, "format": shape}
        if depth == 0:
            rule |= {"criteria": "<", "value": low + step}
        sheet.conditional_format(*area, rule)
