"""The documents of thousands of new records brought into the SQLite index by SQLite itself: what an import needs.

The same documents as those of `search_documents`, without a record ever passing through Python. Only the few words that
are not plain ASCII are folded there.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from csops.domain.questions import words_of
from csops.storage.search_documents import ALL, backwards

RUN = 1000
"""From so many records on it is worth it."""

PART = 10_000
"""So many at a time: nobody who waits or wants to stop waits long, and each part is sorted by itself."""

HELD_BYTES, HELD_BYTES_ELSE = 32 << 20, 1 << 20
"""What FTS5 holds of its words before it writes them to disk: much for a run, which halves its time; else its default.

`hashsize` is an option of FTS5 since its beginning, though none that its pages name.
"""

ID_BITS = 29


class RunIndex:
    """Brings runs of new records into the index. Close it within the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver: Any = connection.connection.driver_connection
        driver.create_function("csops_folded", 1, _folded, deterministic=True)
        driver.create_function("csops_backwards", 1, backwards, deterministic=True)
        connection.exec_driver_sql(_NEW_CALLERS)
        self._forget_callers()

    def add(self, kind: str, ids: range) -> None:
        """Bring all records of this kind with these ids, none of them in the index yet, in the order of its rows."""
        bounds = (ids.start, ids.stop - 1)
        self._hold(kind, HELD_BYTES)
        if kind == "contact":
            self._connection.exec_driver_sql(_CALLERS, bounds)
        self._connection.exec_driver_sql(_STATEMENTS[kind], bounds)

    def close(self) -> None:
        """Let go of what was noted of the customers, who may change again, and of the room for words."""
        for kind in _STATEMENTS:
            self._hold(kind, HELD_BYTES_ELSE)
        self._forget_callers()

    def _hold(self, kind: str, size: int) -> None:
        held = f"INSERT INTO {kind}_search ({kind}_search, rank) VALUES ('hashsize', {size})"  # noqa: S608 our names
        self._connection.exec_driver_sql(held)

    def _forget_callers(self) -> None:
        self._connection.exec_driver_sql("DELETE FROM temp.callers")


def parts_of(ids: range) -> Iterator[range]:
    """Yield a run in parts."""
    for first in range(ids.start, ids.stop, PART):
        yield range(first, min(first + PART, ids.stop))


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
_FIELDS = "coalesce((SELECT group_concat(json_extract(value, '$.value'), ' ') FROM json_each(customers.fields)), '')"
_DETAILS = ("segment", "motive", "consent_note", _FIELDS)
_NUMBERS = "SELECT group_concat(value, ' ') FROM reaches WHERE customer_id = customers.id AND kind = 'phone'"
_DIGITS = f"csops_backwards(({_NUMBERS}))"
_NEW_CALLERS = "CREATE TEMP TABLE IF NOT EXISTS callers (id INTEGER PRIMARY KEY, words TEXT, digits TEXT)"
_CALLERS = (
    f"INSERT INTO temp.callers SELECT id, {_joined('name', _EMAILS)}, {_DIGITS} FROM customers"  # noqa: S608 our names
    " WHERE id IN (SELECT customer_id FROM contacts WHERE id BETWEEN ? AND ?)"
    " AND id NOT IN (SELECT id FROM temp.callers)"
)
# Whole seconds, downwards before 1970 too; see `search.search_row`.
_SECONDS = "(happened_at - (happened_at % 1000000 + 1000000) % 1000000) / 1000000"
_CONTACTS = _insert(
    "contact",
    f"SELECT {_SECONDS} << {ID_BITS} | contacts.id AS row,"  # noqa: S608 our names
    f" {_joined('text', 'words', 'contacts.number')} AS body,"
    f" coalesce(digits, '') AS digits, '{ALL} c' || contacts.channel_id || ' t' || coalesce(contacts.topic_id, 0)"
    " || ' o' || coalesce(owner_id, 0) || ' m' || coalesce(member_id, 0) AS marks"
    " FROM contacts CROSS JOIN cases ON cases.id = case_id LEFT JOIN temp.callers ON callers.id = contacts.customer_id"
    # FTS5 writes to disk at every row that goes back.
    " WHERE contacts.id BETWEEN ? AND ? ORDER BY happened_at, contacts.id",
)
_CASES = _insert(
    "case",
    f"SELECT cases.id AS row, {_joined('title', 'name', 'cases.id')} AS body, '' AS digits,"  # noqa: S608
    f" '{ALL} c' || coalesce(channel_id, 0) || ' t' || coalesce(topic_id, 0) || ' o' || coalesce(owner_id, 0) AS marks"
    " FROM cases LEFT JOIN customers ON customers.id = customer_id WHERE cases.id BETWEEN ? AND ? ORDER BY cases.id",
)
_CUSTOMERS = _insert(
    "customer",
    f"SELECT id AS row, {_joined('name', 'note', _EMAILS, 'number', *_DETAILS)} AS body,"  # noqa: S608 our names
    f" {_DIGITS} AS digits, '{ALL}' AS marks FROM customers WHERE id BETWEEN ? AND ? ORDER BY id",
)
_STATEMENTS = {"contact": _CONTACTS, "case": _CASES, "customer": _CUSTOMERS}
