"""The documents of thousands of new records brought into the SQLite index by SQLite itself: what an import needs.

The same documents as those of `search_documents`, without a record ever passing through Python. Only the few words that
are not plain ASCII are folded there.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from csops.domain.questions import words_of
from csops.storage.search_documents import ALL, backwards

RUN = 1000
"""From so many records on it is worth it."""

ID_BITS = 29
_AT_ONCE = 5000


def index_run(connection: Connection, kind: str, ids: range, told: Callable[[float], object]) -> None:
    """Bring all records of this kind whose ids lie in a run into the index, in the order of its rows.

    Args:
        connection: of SQLite.
        kind: contact, case or customer; none of them is in the index yet.
        ids: the run.
        told: hears which share is done, and may raise to stop it.
    """
    driver: Any = connection.connection.driver_connection
    driver.create_function("csops_folded", 1, _folded, deterministic=True)
    driver.create_function("csops_backwards", 1, backwards, deterministic=True)
    if kind == "contact":
        _index_contacts(connection, ids, told)
        return
    statement = _CASES if kind == "case" else _CUSTOMERS
    for first in range(ids.start, ids.stop, _AT_ONCE):
        told((first - ids.start) / len(ids))
        connection.exec_driver_sql(statement, (first, min(first + _AT_ONCE, ids.stop) - 1))


def _index_contacts(connection: Connection, ids: range, told: Callable[[float], object]) -> None:
    bounds = (ids.start, ids.stop - 1)
    connection.exec_driver_sql(_NEW_CALLERS)
    connection.exec_driver_sql(_NO_CALLERS)
    connection.exec_driver_sql(_CALLERS, bounds)
    done = 0
    last: tuple[int, int] | None = (-(1 << 62), 0)
    while last is not None:
        told(min(done / len(ids), 1.0))
        found = connection.exec_driver_sql(_END_OF_PART, (*bounds, *last, _AT_ONCE - 1)).one_or_none()
        end = (1 << 62, 0) if found is None else (found[0], found[1])
        connection.exec_driver_sql(_CONTACTS, (*bounds, *last, *end))
        done, last = done + _AT_ONCE, None if found is None else end
    connection.exec_driver_sql(_NO_CALLERS)


def _folded(text: bytes) -> str:
    # Bytes, since a driver may cut a text off where it holds a NUL.
    return " ".join(words_of(text.decode()))


def _joined(*parts: str) -> str:
    """Return texts in one, those that are empty or unknown left out."""
    return "rtrim(" + " || ".join(f"CASE WHEN {part} <> '' THEN {part} || ' ' ELSE '' END" for part in parts) + ", ' ')"


def _insert(kind: str, rows: str) -> str:
    # Plain ASCII stays as it is: FTS5 parts and folds that by the same rule. It is as long in bytes as in letters.
    body = "CASE WHEN length(body) = length(CAST(body AS BLOB)) THEN body ELSE csops_folded(CAST(body AS BLOB)) END"
    insert = f"INSERT INTO {kind}_search (rowid, body, digits, marks)"
    return f"{insert} SELECT row, {body}, digits, marks FROM ({rows})"  # noqa: S608 our names


_EMAILS = "coalesce((SELECT group_concat(value, ' ') FROM json_each(customers.emails)), '')"
_NUMBERS = "SELECT group_concat(value, ' ') FROM reaches WHERE customer_id = customers.id AND kind = 'phone'"
_DIGITS = f"csops_backwards(({_NUMBERS}))"
_NEW_CALLERS = "CREATE TEMP TABLE IF NOT EXISTS callers (id INTEGER PRIMARY KEY, words TEXT, digits TEXT)"
_NO_CALLERS = "DELETE FROM temp.callers"
_CALLERS = (
    f"INSERT INTO temp.callers SELECT id, {_joined('name', _EMAILS)}, {_DIGITS} FROM customers"  # noqa: S608 our names
    " WHERE id IN (SELECT customer_id FROM contacts WHERE id BETWEEN ? AND ?)"
)
# Whole seconds, downwards before 1970 too; see `search.search_row`.
_SECONDS = "(happened_at - (happened_at % 1000000 + 1000000) % 1000000) / 1000000"
# The plus sign keeps the database from walking the ids: the contacts are wanted in order of time.
_RUN_OF_CONTACTS = "+contacts.id BETWEEN ? AND ? AND (happened_at, contacts.id) > (?, ?)"
_IN_TIME = "ORDER BY happened_at, contacts.id"
_END_OF_PART = f"SELECT happened_at, id FROM contacts WHERE {_RUN_OF_CONTACTS} {_IN_TIME} LIMIT 1 OFFSET ?"  # noqa: S608 our names
_CONTACTS = _insert(
    "contact",
    f"SELECT {_SECONDS} << {ID_BITS} | contacts.id AS row,"  # noqa: S608 our names
    f" {_joined('text', 'words', 'contacts.number')} AS body,"
    f" coalesce(digits, '') AS digits, '{ALL} c' || contacts.channel_id || ' t' || coalesce(contacts.topic_id, 0)"
    " || ' o' || coalesce(owner_id, 0) || ' m' || coalesce(member_id, 0) AS marks"
    " FROM contacts CROSS JOIN cases ON cases.id = case_id LEFT JOIN temp.callers ON callers.id = contacts.customer_id"
    f" WHERE {_RUN_OF_CONTACTS} AND (happened_at, contacts.id) <= (?, ?) {_IN_TIME}",
)
_CASES = _insert(
    "case",
    f"SELECT cases.id AS row, {_joined('title', 'name', 'cases.id')} AS body, '' AS digits,"  # noqa: S608
    f" '{ALL} c' || coalesce(channel_id, 0) || ' t' || coalesce(topic_id, 0) || ' o' || coalesce(owner_id, 0) AS marks"
    " FROM cases LEFT JOIN customers ON customers.id = customer_id WHERE cases.id BETWEEN ? AND ? ORDER BY cases.id",
)
_CUSTOMERS = _insert(
    "customer",
    f"SELECT id AS row, {_joined('name', 'note', _EMAILS, 'number')} AS body,"  # noqa: S608 our names
    f" {_DIGITS} AS digits, '{ALL}' AS marks FROM customers WHERE id BETWEEN ? AND ? ORDER BY id",
)
