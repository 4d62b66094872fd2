"""A backup brought back: looked into, copied beside, swapped in; what was there before is kept."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL

from csops.domain.backups import Backup
from csops.domain.errors import BackupUnusable, DatabaseBusy, NewerDatabase, NotWritable, UnsafePlace
from csops.storage.backups import verify
from csops.storage.backups_postgres import bring_back, is_dump
from csops.storage.database import Database
from csops.storage.disk import disk_explained, put_in_place
from csops.storage.drivers import sqlite_module
from csops.storage.files import copy_missing, files_folder
from csops.storage.manifest import sum_of
from csops.storage.opening import HEAD, check_empty_server
from csops.storage.place import unsafe_place


def restore(file: Path, *, to: Path, at: datetime | None = None, before: Callable[[], object] = lambda: None) -> Path:
    """Bring a backup to a place and return that place. What lay there is kept as `<name>.replaced-<moment>`.

    Args:
        file: the backup; it is only read.
        to: where the database shall be; nobody may have it open. A link is followed.
        at: the moment; now when not given.
        before: what is to be done once all is ready, just before the backup takes its place.

    Raises:
        BackupUnusable: no backup, or a damaged one. NewerDatabase: written by a newer csops.
        UnsafePlace, NotWritable, DiskFull: the place. DatabaseBusy: a program has the file there open.
    """
    backup = verify(file)
    goal = _followed(to)
    _check(backup, goal)
    moment = f"{at or datetime.now(tz=UTC):%Y%m%dT%H%M%SZ}"
    partial = goal.with_name(f"{goal.name}.partial")
    with disk_explained(goal):
        goal.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, partial)
            if sum_of(partial) != backup.sha256:
                raise BackupUnusable(path=file, reason="it changed while it was read")
            if backup.files:
                copy_missing(file.with_name(backup.files), files_folder(to))
            _put_aside(goal, moment)
            before()
            put_in_place(partial, goal)
        finally:
            partial.unlink(missing_ok=True)
    return to


def restore_to_server(file: Path, *, to: URL) -> str:
    """Bring the backup of a server into a server's database that is still empty; return that place.

    Raises:
        BackupUnusable: no backup of a server, a damaged one, or PostgreSQL complains; nothing of it was kept.
        NewerDatabase: written by a newer csops. AlreadyThere, NotADatabase: it is not empty. ServerRefused.
    """
    backup = verify(file)
    if not is_dump(file):
        raise BackupUnusable(path=file, reason="it is the backup of a file, and is restored to a file")
    _check_age(backup)
    database = Database(to)
    try:
        check_empty_server(database)
        bring_back(backup, database)
    finally:
        database.close()
    return database.place


def _followed(to: Path) -> Path:
    """Return the file to which a link leads, that the link may stay; what is no link is returned as it is."""
    try:
        return to.resolve() if to.is_symlink() else to
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise NotWritable(path=to) from error


def _check_age(backup: Backup) -> None:
    if backup.schema > HEAD:
        raise NewerDatabase(path=backup.file, found=backup.schema, known=HEAD)


def _check(backup: Backup, to: Path) -> None:
    if is_dump(backup.file):
        raise BackupUnusable(
            path=backup.file, reason="it is the backup of a server, and is restored to an empty database of a server"
        )
    _check_age(backup)
    if not to.name or (to.exists() and not to.is_file()):
        raise NotWritable(path=to)
    place = unsafe_place(to)
    if place is not None:
        raise UnsafePlace(path=to, place=place)
    if backup.file.resolve() == to.resolve():
        raise BackupUnusable(path=backup.file, reason="it would replace itself")


def _put_aside(to: Path, moment: str) -> None:
    if not to.exists():
        return
    kept, log = to.with_name(f"{to.name}.replaced-{moment}"), to.with_name(f"{to.name}-wal")
    kept_log = kept.with_name(f"{kept.name}-wal")
    if log.exists():
        # SQLite throws the log of a file away whose head it cannot read; the last saved records may be in it.
        shutil.copyfile(log, kept_log)
    try:
        whole = _close_wal(to)
    except DatabaseBusy:
        kept_log.unlink(missing_ok=True)
        raise
    if whole:
        kept_log.unlink(missing_ok=True)
    _keep(to, kept)
    for suffix in ("-wal", "-shm", "-journal"):
        # A log of the old file beside the new one would destroy it.
        to.with_name(f"{to.name}{suffix}").unlink(missing_ok=True)


def _keep(file: Path, kept: Path) -> None:
    """Give the file a second name: it stays in its place until the new one replaces it, even if we are killed now."""
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(file)
    except OSError:  # not every disk knows second names
        shutil.copyfile(file, kept)


def _close_wal(path: Path) -> bool:
    """Bring the write-ahead log of a closed database into it and return whether that went well.

    Raises DatabaseBusy when somebody has it open.
    """
    module = sqlite_module()
    connection = module.connect(str(path), isolation_level=None, timeout=0)
    try:
        # Leaving WAL takes the file for oneself: it fails while anybody else has it open.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except module.DatabaseError as error:
        if "locked" in str(error):
            raise DatabaseBusy(path=path) from error
        return False  # damaged or foreign: that is why it is replaced; it is kept as it is
    finally:
        connection.close()
    return True
