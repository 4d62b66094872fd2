"""Many numbers of one column at once: handed over row by row, each would cost more than the question."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ColumnElement, Text, cast, func, type_coerce

if TYPE_CHECKING:  # not part of the start of the window
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


def joined(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the numbers of a column as one text; spans in milliseconds. What is unknown is left out."""
    return func.aggregate_strings(cast(type_coerce(column, BigInteger), Text), ",")


def numbers(text: str | None, *, unit_ms: float = 1.0) -> "Numbers":
    """Return the numbers of such a text, divided by the milliseconds of a unit."""
    import numpy as np

    found: Numbers = np.fromstring(text or "", dtype=np.int64, sep=",").astype(np.float64)
    return found / unit_ms if unit_ms != 1.0 else found
