"""Rows into a table: on SQLite straight to the driver, since building a statement takes longer than running it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert

from csops.storage.bulk import prepared
from csops.storage.columns import new_id

_MANY = 100


def insert_one(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert one row and return the id that the database gave it, or that it brought."""
    if connection.dialect.name != "sqlite":
        return new_id(connection.execute(_inserted(table), dict(values)))
    statement, columns = _driver_insert(table, connection.dialect, tuple(values))
    row = tuple([plain(values[name]) if plain else values[name] for name, plain in columns])
    return int(connection.exec_driver_sql(statement, row).lastrowid)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that name the same columns, thousands at a time."""
    if not rows:
        return
    if connection.dialect.name == "sqlite" and len(rows) < _MANY:
        statement, columns = _driver_insert(table, connection.dialect, tuple(rows[0]))
        plains = [tuple([plain(row[name]) if plain else row[name] for name, plain in columns]) for row in rows]
        connection.exec_driver_sql(statement, plains)
    else:
        ready_rows(connection, table, rows)()


def ready_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> Callable[[], None]:
    """Return what inserts rows that name the same columns: all that Python has to do for it is done by then."""
    if connection.dialect.name != "sqlite":
        return partial(_run, connection, table, [dict(row) for row in rows])
    ready = list(prepared(connection, table, rows)) if rows else []

    def insert_them() -> None:
        for statement, values in ready:
            connection.exec_driver_sql(statement, values)

    return insert_them


def _run(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_inserted(table), rows)


@cache
def _inserted(table: Table) -> Insert:
    return insert(table)


@cache
def _driver_insert(
    table: Table, dialect: Dialect, names: tuple[str, ...]
) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]]]:
    """Return an insert in the driver's own words, and each column with what turns its values into the driver's."""
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 our names
    return statement, [(name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names]
