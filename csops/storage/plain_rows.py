"""Rows in the driver's own values: for what reads hundreds of thousands, or one at every save.

To build a statement takes longer than to run it for one record, and to make values of a hundred thousand rows longer
than to read them.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

Ids = Sequence[int] | range
Row = Sequence[Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 2000


def parts_of(ids: Ids) -> Iterator[Ids]:
    """Yield the ids in parts that one question takes."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def plain_rows(connection: Connection, statement: str, ids: Ids) -> Sequence[Row]:
    """Return the rows of a statement whose last words are `WHERE name` and are followed by which ids are wanted.

    Args:
        connection: where to read.
        statement: ours, without anything from outside; `{ids}` stands for the condition on the ids.
        ids: a run, or single ones.
    """
    condition, values = _among(ids, is_sqlite=connection.dialect.name == "sqlite")
    found = connection.exec_driver_sql(statement.replace("{ids}", condition), values)
    return found.fetchall()


def plain_do(connection: Connection, statement: str, ids: Ids) -> None:
    """Run a statement on these ids, as `plain_rows` does."""
    condition, values = _among(ids, is_sqlite=connection.dialect.name == "sqlite")
    connection.exec_driver_sql(statement.replace("{ids}", condition), values)


def _among(ids: Ids, *, is_sqlite: bool) -> tuple[str, tuple[Any, ...]]:
    if len(ids) == 1:
        return ("= ?" if is_sqlite else "= %s"), (ids[0],)
    if isinstance(ids, range):
        return ("BETWEEN ? AND ?" if is_sqlite else "BETWEEN %s AND %s"), (ids.start, ids.stop - 1)
    if is_sqlite:
        return "IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    return "= ANY(%s)", (list(ids),)


def moments(connection: Connection) -> Callable[[Any], datetime | None]:
    """Return what makes a moment of the driver's value; the same one stands in thousands of rows."""
    return _of_file if connection.dialect.name == "sqlite" else _of_server


@lru_cache(maxsize=20_000)
def _of_file(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


def _of_server(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)
