"""What a value becomes in a cell: a number that the format shows as date, time or money, or text."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite

from csops.domain.reports import Cell, Row
from csops.excel.sanitiser import pieces

_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks hold local times
_DAY_ZERO = _ZERO.toordinal()
_FIRST_MOMENT = datetime(1900, 3, 1)  # noqa: DTZ001 - workbooks hold local times
_FIRST_DAY = _FIRST_MOMENT.date()
_DAY = timedelta(days=1)
# A workbook keeps 15 digits; a longer whole number (an order number, say) would change its last ones.
_MOST = 10**15


def stored(value: Cell) -> float | int | Decimal | str | None:
    """What the workbook keeps: a number, or text, or None for an empty cell.

    Dates and times are days since 30 December 1899, durations are days. Days before 1 March 1900, which Excel counts
    wrongly, and numbers with more digits than it keeps become text. An aware datetime is our own mistake: ValueError.
    """
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError("a report holds local times without a zone")
        value = value.replace(microsecond=0)  # as text tables write it: a fraction would be shown rounded up
        return (value - _ZERO) / _DAY if value >= _FIRST_MOMENT else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.toordinal() - _DAY_ZERO if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, timedelta):
        return value / _DAY
    return _number(value)


def _number(value: float | Decimal) -> float | Decimal | str | None:
    if not isfinite(value):
        return None
    if isinstance(value, float):
        return value
    whole = int(value) if isinstance(value, bool) else value
    return whole if abs(whole) < _MOST else str(whole)


def overflow(row: Row) -> tuple[str, ...]:
    """The further pieces of the texts of a row that are too long for one cell, in the order of the columns."""
    return tuple(
        piece for value in row if isinstance(value, str) and len(value) > _SHORT for piece in pieces(value)[1:]
    )


# Below this many characters no text can take more UTF-16 units than a cell holds.
_SHORT = 16_383
