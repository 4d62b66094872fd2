"""Formulas of our own: the only functions that put one into a workbook; texts never come through here."""

from typing import Any

from csops.domain.reports import Total
from csops.excel.naming import address

_FUNCTIONS = {Total.SUM: "sum", Total.MEAN: "average"}


def total_column(how: Total, value: float) -> dict[str, object]:
    """What an Excel table needs to total a column: it follows the filter. `value` is shown until it is computed."""
    return {"total_function": _FUNCTIONS[how], "total_value": value}


def write_same(sheet: Any, at: tuple[int, int], *, of: tuple[str, int, int], value: float) -> None:
    """A cell that repeats the one at `of` (sheet name, row, column)."""
    sheet.write_formula(*at, f"={address(*of)}", None, value)


def write_difference(
    sheet: Any, at: tuple[int, int], *, high: tuple[str, int, int], low: tuple[str, int, int], value: float
) -> None:
    """A cell that holds `high` less `low`, both as sheet name, row and column."""
    sheet.write_formula(*at, f"={address(*high)}-{address(*low)}", None, value)
