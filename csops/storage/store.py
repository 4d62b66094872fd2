"""What every store can do: add, add_many, get, find, all, update, remove; each change goes into the journal."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, select, text, update

from csops.domain.changes import Change, Kind
from csops.domain.errors import ConflictError, Erased, NotFound
from csops.storage import journal
from csops.storage.columns import from_plain, to_plain
from csops.storage.inserts import insert_one, insert_rows
from csops.storage.runs import Run, ranges
from csops.storage.uses import check_unused


class Keepable(Protocol):
    """A frozen dataclass with `id` and `version`, whose fields are the columns of its table."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int:
        """Its number, 0 before it is kept."""

    @property
    def version(self) -> int:
        """How often it was written."""


R = TypeVar("R", bound=Keepable)
LARGEST_ID = 2**63 - 1  # the drivers refuse more, each in its own way
_MANY = 500


class Store(Generic[R]):
    """The records of one kind within one operation."""

    def __init__(
        self, connection: Connection, *, table: Table, record: Callable[..., R], kind: Kind, changes: list[Change]
    ) -> None:
        self._connection = connection
        self.table = self._table = table
        self._record = record
        self._kind = kind
        self._changes = changes

    # ------------------------------------------------------------ questions
    def find(self, record_id: int) -> R | None:
        """Return the record, None when there is none."""
        if not _is_an_id(record_id):
            return None
        row = self._connection.execute(_by_id(self._table), {"key_id": record_id}).one_or_none()
        return None if row is None else self._from_row(row)

    def get(self, record_id: int) -> R:
        """Return the record, or raise NotFound, or Erased where it was that of a person who was erased."""
        record = self.find(record_id)
        if record is None:
            gone = _gone(self._connection, self._kind, record_id)
            raise gone(kind=self._kind.value.replace("_", "-"), id=record_id)
        return record

    def get_many(self, ids: Iterable[int]) -> dict[int, R]:
        """Return those of the records that there are, by id."""
        wanted = [one for one in dict.fromkeys(ids) if _is_an_id(one)]
        found: dict[int, R] = {}
        for start in range(0, len(wanted), _MANY):
            some = select(self._table).where(self._table.c.id.in_(wanted[start : start + _MANY]))
            found.update((row.id, self._from_row(row)) for row in self._connection.execute(some))
        return found

    def all(self, *order: str) -> list[R]:
        """Return every record, ordered by the named columns, then by id. For kinds of which there are few."""
        columns = [self._table.c[name] for name in (*order, "id")]
        return [self._from_row(row) for row in self._connection.execute(select(self._table).order_by(*columns))]

    def where(self, **values: object) -> list[R]:
        """Return the records whose columns have these values (none of them None), in the order of their ids."""
        keys = {f"key_{name}": value for name, value in values.items()}
        found = self._connection.execute(_by(self._table, tuple(values)), keys) if _may_be(values) else ()
        return [self._from_row(row) for row in found]

    def where_any(self, column: str, values: Sequence[int]) -> list[R]:
        """Return the records whose column has one of these values, in the order of their ids."""
        found: list[R] = []
        wanted = [one for one in values if _is_an_id(one)]
        for start in range(0, len(wanted), _MANY):
            some = select(self._table).where(self._table.c[column].in_(wanted[start : start + _MANY]))
            found += [self._from_row(row) for row in self._connection.execute(some)]
        return sorted(found, key=lambda record: record.id)

    def _from_row(self, row: Any) -> R:
        return self._record(**row._asdict())

    # ------------------------------------------------------------ changes
    def add(self, record: R) -> R:
        """Keep a new record and return it with its id."""
        values = self._values(record)
        if not record.id:
            del values["id"]
        kept = self._replaced(record, id=insert_one(self._connection, self._table, values))
        self._changes.append(Change(kind=self._kind, record_id=kept.id, before=None, after=self.plain(kept)))
        return kept

    def add_many(self, records: Sequence[R], *, keep_ids: bool = False) -> list[R]:
        """Keep many new records with one journal row for all, and return them with their ids."""
        if not records:
            return []
        kept = list(records)
        if not keep_ids:
            first = self._reserve(len(records))
            kept = [_numbered(record, first + index) for index, record in enumerate(records)]
        insert_rows(self._connection, self._table, [vars(record) for record in kept])
        after: dict[str, object] = {"ids": ranges(record.id for record in kept)}
        if versions := [[record.id, record.version] for record in kept if record.version != 1]:
            after["versions"] = versions
        self._changes.append(Change(kind=self._kind, record_id=journal.BATCH, before=None, after=after))
        return kept

    def run(self, count: int) -> Run:
        """Reserve ids for so many new records, which follow soon: they come part by part."""
        first = self._reserve(count) if count else 0
        ids = range(first, first + count)
        return Run(self._connection, table=self._table, kind=self._kind, ids=ids, changes=self._changes)

    def update(self, record: R) -> R:
        """Keep the record's new values and return it with its new version.

        Fields that somebody else changed meanwhile and we did not are taken over. When both changed a field, raise
        ConflictError with mine, theirs and base.
        """
        stored = self.get(record.id)
        if stored.version != record.version:
            record = self._merged(record, stored)
        before, after = self.plain(stored), self.plain(self._replaced(record, version=stored.version))
        if before == after:
            return stored
        kept = self._replaced(record, version=stored.version + 1)
        values = {name: value for name, value in self._values(kept).items() if name != "id"}
        self._connection.execute(update(self._table).where(self._table.c.id == record.id), values)
        self._changes.append(Change(kind=self._kind, record_id=kept.id, before=before, after=self.plain(kept)))
        return kept

    def update_many(self, records: Sequence[R]) -> list[R]:
        """Keep new values of many records with one journal row for all. Their versions must be those that stand."""
        if not records:
            return []
        stored = self.get_many(record.id for record in records)
        for record in records:
            if record.id not in stored or stored[record.id].version != record.version:
                raise self.conflict(record, stored.get(record.id), None)
        kept = [self._replaced(record, version=record.version + 1) for record in records]
        columns = [column.name for column in self._table.c if column.name != "id"]
        statement = (
            update(self._table)
            .where(self._table.c.id == bindparam("key_id"))
            .values({name: bindparam(f"new_{name}") for name in columns})
        )
        rows = [self._values(record) for record in kept]
        self._connection.execute(
            statement, [{"key_id": row["id"], **{f"new_{name}": row[name] for name in columns}} for row in rows]
        )
        before: dict[str, object] = {"rows": [self.plain(stored[record.id]) for record in records]}
        after: dict[str, object] = {"rows": [self.plain(record) for record in kept]}
        self._changes.append(Change(kind=self._kind, record_id=journal.BATCH, before=before, after=after))
        return kept

    def remove(self, record_id: int) -> None:
        """Take a record out, or raise NotFound."""
        stored = self.get(record_id)
        self._connection.execute(delete(self._table).where(self._table.c.id == record_id))
        self._changes.append(Change(kind=self._kind, record_id=record_id, before=self.plain(stored), after=None))

    def remove_many(self, ids: Iterable[int]) -> None:
        """Take many records out with one journal row for all."""
        stored = self.get_many(ids)
        wanted = list(stored)
        for start in range(0, len(wanted), _MANY):
            some = wanted[start : start + _MANY]
            self._connection.execute(delete(self._table).where(self._table.c.id.in_(some)))
        if wanted:
            before: dict[str, object] = {"rows": [self.plain(record) for record in stored.values()]}
            self._changes.append(Change(kind=self._kind, record_id=journal.BATCH, before=before, after=None))

    # ------------------------------------------------------------ taking back
    def put_back(self, change: Change) -> None:
        """Bring back what was before a change, or raise ConflictError when it was changed again since."""
        if change.record_id == journal.BATCH:
            self._put_back_batch(change)
        elif change.before is None:
            stored = self._unchanged_since(change.record_id, change.after)
            check_unused(self._connection, self._table, kind=self._kind, ids=[stored.id])
            self.remove(stored.id)
        elif change.after is None:
            was = self.record(change.before)
            self.add(self._replaced(was, version=was.version + 1))
        else:
            stored = self._unchanged_since(change.record_id, change.after)
            self.update(self._replaced(self.record(change.before), version=stored.version))

    def _put_back_batch(self, change: Change) -> None:
        if change.before is None:
            ids = self._unchanged_since_they_came(change)
            check_unused(self._connection, self._table, kind=self._kind, ids=ids)
            self.remove_many(ids)
        elif change.after is None:
            # With the versions they had: a copy of an older one that somebody still holds must not pass for this one.
            self.add_many([self.record(row) for row in _list(change.before, "rows")], keep_ids=True)
        else:
            rows = [self._unchanged_since(row["id"], row) for row in _list(change.after, "rows")]
            before = [self.record(row) for row in _list(change.before, "rows")]
            self.update_many([self._replaced(old, version=now.version) for old, now in zip(before, rows, strict=True)])

    def _unchanged_since_they_came(self, change: Change) -> list[int]:
        """Return the ids of a batch that came, or raise ConflictError where one is not as it came."""
        ids = [record_id for first, last in _list(change.after, "ids") for record_id in range(first, last + 1)]
        came: dict[int, int] = dict(_list(change.after, "versions"))
        stored = self.get_many(ids)
        missing = next((record_id for record_id in ids if record_id not in stored), None)
        if missing is not None:
            raise self.conflict(None, None, None, record_id=missing)
        # What was changed and changed back has grown in version only; the journal knows how those few came.
        grown = {one.id: one for one in stored.values() if one.version != came.get(one.id, 1)}
        wanted = {record_id: came.get(record_id, 1) for record_id in grown}
        known = journal.versions_of(self._connection, self._kind, wanted) if wanted else {}
        for record_id, now in grown.items():
            plain = known.get(record_id)
            if plain is None or _content(self.plain(self.record(plain))) != _content(self.plain(now)):
                raise self.conflict(None, now, None)
        return ids

    def _unchanged_since(self, record_id: int, after: dict[str, object] | None) -> R:
        stored = self.find(record_id)
        left = None if after is None else self.record(after)  # columns that came since have their defaults
        if stored is None or left is None or _content(self.plain(stored)) != _content(self.plain(left)):
            raise self.conflict(left, stored, None, record_id=record_id)
        return stored

    # ------------------------------------------------------------ two people, one record
    def _merged(self, mine: R, theirs: R) -> R:
        """Join two edits of one record that began from the same version, field by field."""
        plain_base = journal.version_of(self._connection, self._kind, mine.id, mine.version)
        if plain_base is None:
            raise self.conflict(mine, theirs, None)
        base, joined = self.record(plain_base), {}
        for name in mine.__dataclass_fields__:
            was, ours, other = (getattr(record, name) for record in (base, mine, theirs))
            if name != "version" and ours != was and other not in (was, ours):
                raise self.conflict(mine, theirs, base)
            joined[name] = other if ours == was else ours
        return self._replaced(mine, **{**joined, "version": theirs.version})

    def conflict(self, mine: R | None, theirs: R | None, base: R | None, *, record_id: int = 0) -> ConflictError:
        """Return the error that names who changed a record last, for the caller to raise."""
        known = mine or theirs
        number = record_id or (known.id if known else 0)
        who = journal.who_changed(self._connection, self._kind, number) or "somebody"
        kind = self._kind.value.replace("_", "-")
        return ConflictError(kind=kind, id=number, who=who, mine=mine, theirs=theirs, base=base)

    # ------------------------------------------------------------ forms of a record
    def plain(self, record: R) -> dict[str, object]:
        """Return the record as named plain values, as the journal keeps it."""
        return {column.name: to_plain(column.type, getattr(record, column.name)) for column in self._table.c}

    def record(self, plain: dict[str, Any]) -> R:
        """Return the record of named plain values. Columns that came later take the record's own default."""
        known = {column.name: column.type for column in self._table.c}
        return self._record(**{name: from_plain(known[name], plain[name]) for name in plain if name in known})

    def _values(self, record: R) -> dict[str, Any]:
        return dict(vars(record))

    def _replaced(self, record: R, **values: Any) -> R:
        return dataclasses.replace(record, **values)

    def _reserve(self, count: int) -> int:
        """Return the first of `count` ids in a row that nobody else will get (we hold the write lock)."""
        if self._connection.dialect.name == "postgresql":
            sequence = func.pg_get_serial_sequence(self._table.name, "id")
            first = int(self._connection.execute(select(func.nextval(sequence))).scalar_one())
            self._connection.execute(select(func.setval(sequence, first + count - 1)))
            return first
        return _last_sqlite_id(self._connection, self._table) + 1


def _is_an_id(record_id: int) -> bool:
    return 0 < record_id <= LARGEST_ID


def _may_be(values: Mapping[str, object]) -> bool:
    return not any(isinstance(value, int) and abs(value) > LARGEST_ID for value in values.values())


def _gone(connection: Connection, kind: Kind, record_id: int) -> type[NotFound]:
    is_erased = _is_an_id(record_id) and journal.was_erased(connection, kind, record_id)
    return Erased if is_erased else NotFound


@cache
def _by_id(table: Table) -> Select[Any]:
    # Made once for each table: building a query takes longer than running this one.
    return select(table).where(table.c.id == bindparam("key_id"))


@cache
def _by(table: Table, names: tuple[str, ...]) -> Select[Any]:
    conditions = [table.c[name] == bindparam(f"key_{name}") for name in names]
    return select(table).where(*conditions).order_by(table.c.id)


def _last_sqlite_id(connection: Connection, table: Table) -> int:

    found = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
    return int(found.scalar() or 0)


def _numbered(record: R, record_id: int) -> R:
    # A tenth of the time of dataclasses.replace: an import keeps hundreds of thousands.
    kept = object.__new__(type(record))
    kept.__dict__.update(vars(record), id=record_id)
    return kept


def _content(plain: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in plain.items() if name != "version"}


def _list(side: dict[str, object] | None, name: str) -> list[Any]:
    value = (side or {}).get(name)
    return value if isinstance(value, list) else []
