"""Thousands of rows straight to SQLite's driver, column by column: an import keeps hundreds of thousands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Table

from csops.storage.columns import Choice, Span, Utc

_AT_ONCE = 8000
_MOST_VALUES = 16_000
"""In one statement; SQLite takes 32,766. Many rows in one cost half of what they cost one by one."""
_REPEATED = (Utc, Span, Choice, Boolean)
"""Types whose values come again and again: what the driver takes for each is worked out once."""

Converter = Callable[[Any], Any]


Prepared = tuple[str, tuple[Any, ...]]
"""A statement and its values."""


def prepared(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> Iterator[Prepared]:
    """Yield what inserts rows that name the same columns, at least two of them; nothing is done yet."""
    names = tuple(rows[0])
    converters = _converters(table, connection.dialect, names)
    left = map(itemgetter(*names), rows)
    while some := list(islice(left, _AT_ONCE)):
        values: list[Any] = [None] * (len(some) * len(names))
        for place, (column, converter) in enumerate(zip(zip(*some, strict=True), converters, strict=True)):
            values[place :: len(names)] = map(converter, column) if converter else column
        step = _MOST_VALUES // len(names) * len(names)
        for start in range(0, len(values), step):
            part = tuple(values[start : start + step])
            yield _statement(table, names, len(part) // len(names)), part


class _Known(dict[Any, Any]):
    """What the driver takes for each value."""

    def __init__(self, converter: Converter) -> None:
        super().__init__()
        self._converter = converter

    def __missing__(self, value: Any) -> Any:
        found = self[value] = self._converter(value)
        return found


def _converters(table: Table, dialect: Dialect, names: Iterable[str]) -> list[Converter | None]:
    """Return for each column what turns its values into the driver's, None where they are that already."""
    found: list[Converter | None] = []
    known: dict[type, Converter] = {}
    for kind in (table.c[name].type for name in names):
        converter = kind.dialect_impl(dialect).bind_processor(dialect)
        if converter is not None and isinstance(kind, _REPEATED):
            # One for all columns of a type: a contact happened, and its case was opened, at the same moment.
            found.append(known.setdefault(type(kind), _Known(converter).__getitem__))
        else:
            found.append(converter)
    return found


@lru_cache(maxsize=32)
def _statement(table: Table, names: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join('?' * len(names))})"
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES {', '.join([row] * rows)}"  # noqa: S608 our names
