"""One SQLite file copied while it is in use, and a copy looked at without changing it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from csops.domain.errors import BackupUnusable, DamagedDatabase
from csops.storage.database import Database, sqlite_problem
from csops.storage.drivers import APPLICATION_ID, sqlite_module

_HEADER = b"SQLite format 3\0"
_DERIVED = "_search"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What is in a database: its schema, the rows of each table, and the hash of its newest act."""

    schema: str
    counts: Mapping[str, int]
    head: str


def copy_live(database: Database, partial: Path) -> Contents:
    """Copy a file in use by SQLite's own backup and return what was in it at that moment. Writers are not held up."""
    goal = sqlite_module().connect(str(partial), isolation_level=None)
    try:
        with database.explained(), database.engine.connect() as connection:
            # Within one transaction, so that what is counted is what is copied.
            connection.exec_driver_sql("SELECT 1 FROM sqlite_master")
            source: Any = connection.connection.driver_connection
            contents = _copied(source, goal, place=database.place)
        # One file that is whole by itself: no journal beside it is needed to read it.
        goal.execute("PRAGMA journal_mode = DELETE")
    finally:
        goal.close()
    return contents


def _copied(source: Any, goal: Any, *, place: str) -> Contents:
    try:
        contents = contents_of(source)
        source.backup(goal)
    except sqlite_module().Error as error:
        known = sqlite_problem(error, place=place)
        if isinstance(known, DamagedDatabase):  # it is what is copied that is damaged, not the copy
            raise known from error
        raise
    return contents


def contents_of(connection: Any) -> Contents:
    """Return what is in the database of a bare connection. Tables that follow from others are not counted."""
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
        if _DERIVED not in name
    ]
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 names of the schema itself
    head = connection.execute("SELECT hash FROM acts ORDER BY id DESC LIMIT 1").fetchone()
    schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return Contents(
        schema="" if schema is None else schema[0], counts=counts, head="" if head is None else head[0].hex()
    )


def look_into(path: Path) -> Contents:
    """Open a copy without writing a byte, look at all of it, and return what is in it, or raise BackupUnusable."""
    _check_head(path)
    with _unchanged(path) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise BackupUnusable(path=path, reason=f"it is damaged ({found[0]})")
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupUnusable(path=path, reason="its records do not fit together")
        return contents_of(connection)


@contextmanager
def _unchanged(path: Path) -> Iterator[Any]:
    module = sqlite_module()
    connection = None
    try:
        # Immutable: not even the files beside a database in WAL mode are made.
        connection = module.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
        yield connection
    except module.Error as error:
        raise BackupUnusable(path=path, reason=f"it is damaged ({error})") from error
    finally:
        if connection is not None:
            connection.close()


def _check_head(path: Path) -> None:
    if not path.is_file():
        raise BackupUnusable(path=path, reason="it is a folder" if path.is_dir() else "there is no such file")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise BackupUnusable(path=path, reason="it cannot be read") from error
    if not head.startswith(_HEADER):
        raise BackupUnusable(path=path, reason="it is not a database at all")
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise BackupUnusable(path=path, reason="it is a database of another program")
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists() and wal.stat().st_size:
        raise BackupUnusable(path=path, reason="a program has it open, so that a part of it lies in another file")
