"""In which order the parts of a column's dates are written: proved by the values, else not known."""

from collections.abc import Iterable
from dataclasses import dataclass

from csops.imports.mapping import DateOrder
from csops.imports.values import MOMENT, NUMERIC_DAY

YEAR_ENDS = ("-", ".", "/")


@dataclass(frozen=True, kw_only=True)
class OrderFound:
    """`order` None: both readings are possible. `mixed`: some values prove the one, some the other."""

    order: DateOrder | None
    mixed: bool = False


def find_order(cells: Iterable[str]) -> OrderFound:
    """The order that the values of a column prove: a part above 12 is a day, of four figures a year."""
    day_first = month_first = numeric = points = 0
    for cell in set(cells):
        if cell[:4].isdecimal() and cell[4:5] in YEAR_ENDS:
            continue  # the year first: a workbook's own dates all are, and prove nothing
        match = MOMENT.fullmatch(cell.strip())
        parts = NUMERIC_DAY.fullmatch(match["day"]) if match else None
        if not match or not parts or len(parts[1]) > 2:
            continue
        numeric += 1
        points += "." in match["day"]
        first, second = int(parts[1]), int(parts[2])
        day_first += first > 12 >= second
        month_first += second > 12 >= first
    if not numeric:
        return OrderFound(order=DateOrder.YEAR_FIRST)
    if day_first or month_first:
        order = DateOrder.DAY_FIRST if day_first >= month_first else DateOrder.MONTH_FIRST
        return OrderFound(order=order, mixed=bool(day_first and month_first))
    # Nobody writes a month first with points between.
    return OrderFound(order=DateOrder.DAY_FIRST if points == numeric else None)
