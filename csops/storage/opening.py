"""Opening and creating a database: looked at before anything is written, and refused with its reason."""

import os
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from csops.domain.errors import (
    AlreadyThere,
    DamagedDatabase,
    NewerDatabase,
    NoDatabaseThere,
    NotADatabase,
    NotReadable,
    ReadOnlyPlace,
    UnsafePlace,
)
from csops.storage.database import Database
from csops.storage.disk import disk_explained
from csops.storage.drivers import APPLICATION_ID
from csops.storage.place import unsafe_place

HEAD = "0011"
"""The newest schema that this program knows; a test holds it against the migrations."""

TO_ERASE = ".to-erase.json"
"""The ending of the list beside a file, of those who are still to be erased in what a backup brought back."""

_HEADER = b"SQLite format 3\0"


def open_database(url: URL) -> Database:
    """Open an existing database of ours, or raise before anything is written.

    Refused: nothing there, a foreign or damaged file, a newer schema, an unsafe or write-protected place. An older
    schema is brought up to date after a verified backup.
    """
    if url.get_backend_name() == "sqlite":
        look_at_file(Path(url.database or ""))
        _check_writable(Path(url.database or ""))
    database = Database(url)
    try:
        _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    database.schema = HEAD
    return database


def _bring_up_to_date(database: Database) -> None:
    revision = database.revision()
    if revision is None:
        raise NoDatabaseThere(path=database.place)
    if revision == HEAD:
        return
    # Alembic takes a quarter of a second to import: only when there is something to do.
    from csops.storage import migrate

    if revision not in migrate.known_revisions():
        raise NewerDatabase(path=database.place, found=revision, known=HEAD)
    migrate.upgrade(database, backup_first=True)


def create_database(url: URL) -> Database:
    """Create the schema in a place that is empty, or raise. An existing csops database is left alone and refused."""
    from csops.storage import migrate

    if url.get_backend_name() == "sqlite":
        _check_empty_place(Path(url.database or ""))
    database = Database(url)
    try:
        check_empty_server(database)
        migrate.upgrade(database, backup_first=False)
    except BaseException:
        database.close()
        raise
    database.schema = HEAD
    return database


def check_empty_server(database: Database) -> None:
    """Raise AlreadyThere or NotADatabase when a server's database holds anything; a file is not looked at."""
    if database.is_sqlite:
        return
    if database.revision() is not None:
        raise AlreadyThere(path=database.place)
    if _foreign_tables(database):
        raise NotADatabase(path=database.place, found="it holds tables of another program")


def _foreign_tables(database: Database) -> bool:
    from csops.storage.every_table import metadata

    with database.reading() as connection:
        kept = set(inspect(connection).get_table_names())
    return bool(kept & set(metadata.tables))


def _check_empty_place(path: Path) -> None:
    place = unsafe_place(path)
    if place is not None:
        raise UnsafePlace(path=path, place=place)
    with disk_explained(path):
        if path.exists() and (not path.is_file() or path.stat().st_size > 0):
            raise AlreadyThere(path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass


def look_at_file(path: Path) -> None:
    """Look at a file from outside, before SQLite opens it, and raise when it is not ours to open."""
    try:
        _look_at(path)
    except OSError as error:
        raise NotReadable(path=path) from error


def _look_at(path: Path) -> None:
    if not path.exists():
        raise NoDatabaseThere(path=path)
    place = unsafe_place(path)
    if place is not None:
        raise UnsafePlace(path=path, place=place)
    found = _foreign(path)
    if found is not None:
        raise NotADatabase(path=path, found=found)
    _check_length(path)


def _check_writable(path: Path) -> None:
    """Raise ReadOnlyPlace for a write-protected file, disk or folder: SQLite keeps its log beside the file."""
    if not os.access(path, os.W_OK):
        raise ReadOnlyPlace(path=path, what="file")
    has_log = path.with_name(f"{path.name}-wal").exists()  # then nothing has to be made beside it
    if not has_log and not os.access(path.absolute().parent, os.W_OK):
        raise ReadOnlyPlace(path=path, what="folder")


def _foreign(path: Path) -> str | None:
    """Return what a file is instead of a csops database, None when its head is right."""
    if path.is_dir():
        return "a folder"
    if not path.is_file():  # reading it might never end
        return "a device or a pipe"
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        return "an empty file"
    if not head.startswith(_HEADER):
        return "not a database at all"
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return "a database of another program"
    return None


def _check_length(path: Path) -> None:
    """Raise DamagedDatabase for a file that was cut off: SQLite writes to it until it meets what is missing."""
    with path.open("rb") as file:
        head = file.read(100)
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return  # the log holds the rest, after a crash while it was being copied into the file
    pages, page_size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    if path.stat().st_size < pages * (65_536 if page_size == 1 else page_size):
        raise DamagedDatabase(path=path, detail="its end is missing")


def quick_check(connection: Connection, *, place: str) -> None:
    """Raise DamagedDatabase when the pages of the file do not fit together."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if found != "ok":
            raise DamagedDatabase(path=place, detail=found)
