"""Formulas of our own: the only functions that put one into a workbook; texts never come through here."""

from typing import Any

from csops.domain.reports import Total
from csops.excel.naming import address, column_name

# The functions of SUBTOTAL that leave filtered rows out.
_FUNCTIONS = {Total.SUM: 109, Total.MEAN: 101}


def write_total(sheet: Any, at: tuple[int, int], *, how: Total, rows: int, value: float, style: Any) -> None:
    """The sum or mean of the rows that stand right above and that the filter shows; `value` until it is computed."""
    # A plain range: structured references with brackets in the heading are not read alike by every program.
    column = column_name(at[1])
    first, last = at[0] - rows + 1, at[0]
    sheet.write_formula(*at, f"=SUBTOTAL({_FUNCTIONS[how]},{column}{first}:{column}{last})", style, value)


def write_same(sheet: Any, at: tuple[int, int], *, of: tuple[str, int, int], value: float) -> None:
    """A cell that repeats the one at `of` (sheet name, row, column)."""
    sheet.write_formula(*at, f"={address(*of)}", None, value)


def write_difference(
    sheet: Any, at: tuple[int, int], *, high: tuple[str, int, int], low: tuple[str, int, int], value: float
) -> None:
    """A cell that holds `high` less `low`, both as sheet name, row and column."""
    sheet.write_formula(*at, f"={address(*high)}-{address(*low)}", None, value)
