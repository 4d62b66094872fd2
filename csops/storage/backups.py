"""Verified backups: made while the database is in use, looked into before they count, thinned out with age."""

import glob
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from csops.domain.backups import Backup, worth_keeping
from csops.domain.errors import BackupUnusable, DamagedDatabase, DiskFull
from csops.storage import backups_postgres
from csops.storage.backup_copies import Contents, copy_live, look_into
from csops.storage.database import Database
from csops.storage.disk import disk_explained, put_in_place
from csops.storage.files import copy_missing, files_folder
from csops.storage.manifest import manifest_path, read_manifest, sum_of, write_manifest

_STALE_S = 24 * 3600
_SPARE = 1.1


def back_up(database: Database, *, reason: str, to: Path | None = None, at: datetime | None = None) -> Backup:
    """Copy the database while it is in use, look into the copy, and return what is known of it.

    Args:
        database: a file, or a server (whose own pg_dump is asked).
        reason: why: "by hand", "before import" ...
        to: the file to write; a name in the folder of backups when not given. Only there old ones are thinned out.
            It may replace a backup, and nothing else.
        at: the moment; now when not given.

    Raises:
        DiskFull, NotWritable: nothing was left behind.
        DamagedDatabase: the database itself; the copy was thrown away.
        BackupUnusable: something that is no backup lies at `to`; or the copy is not what was copied, and was thrown
            away.
        NoBackupTool: a server, and no pg_dump here.
    """
    at = at or datetime.now(tz=UTC)
    if to is not None:
        _check_replaceable(database, to)
    folder = backup_folder(database)
    goal = to if to is not None else _free_name(folder, stem=_stem(database), at=at, suffix=_suffix(database))
    with disk_explained(goal):
        goal.parent.mkdir(parents=True, exist_ok=True)
        _check_room(database, goal)
        backup = _written(database, goal, reason=reason, at=at, files=_files_beside(database, goal, to is None))
    if to is None:
        _thin_out(database, now=at)
    with suppress(OSError):  # the backup stands, whatever lies beside it
        _clear_up(goal.parent, stem=_stem(database), now=at)
    return backup


def _check_replaceable(database: Database, to: Path) -> None:
    """Raise BackupUnusable unless nothing lies there, or a backup as its note describes it."""
    own = (to.with_name(to.name.removesuffix(end)) for end in ("", "-wal", "-shm", "-journal") if to.name.endswith(end))
    if database.path is not None and database.path.resolve() in {one.resolve() for one in own}:
        raise BackupUnusable(path=to, reason="it would replace what it shall keep safe")
    with disk_explained(to):
        there = read_manifest(to)  # raises when what lies beside it is no note of ours
        if not os.path.lexists(to) or to.is_dir():  # of a folder the disk says it when it is written to
            return
        is_empty = to.is_file() and not to.stat().st_size
        if not is_empty and (not to.is_file() or there is None or sum_of(to) != there.sha256):
            raise BackupUnusable(path=to, reason="a file is there already that is no backup, and would be lost")


def backup_folder(database: Database) -> Path:
    """Return where backups go when nobody says otherwise: beside the file; for a server in the data of this user."""
    if database.path is not None:
        return database.path.parent / "backups"
    from platformdirs import user_data_path

    return user_data_path("csops", appauthor=False) / "backups"


def _files_beside(database: Database, goal: Path, shared: bool) -> str:
    """Bring the attachments beside the backup, one folder for all in the folder of backups, and return its name."""
    if database.path is None or not files_folder(database.path).is_dir():
        return ""
    folder = files_folder(goal.with_name(database.path.name) if shared else goal)
    copy_missing(files_folder(database.path), folder)
    return folder.name


def _written(database: Database, goal: Path, *, reason: str, at: datetime, files: str) -> Backup:
    partial = goal.with_name(f"{goal.name}.partial")
    _throw_away(partial)
    try:
        contents = _copied(database, partial)
        backup = Backup(
            file=goal,
            sha256=sum_of(partial),
            at=at,
            schema=contents.schema,
            counts=contents.counts,
            verified=True,
            reason=reason,
            size=partial.stat().st_size,
            head=contents.head,
            files=files,
            csops=program_version(),
        )
        put_in_place(partial, goal)
    except BaseException:
        _throw_away(partial)
        raise
    write_manifest(backup)
    return backup


def _throw_away(partial: Path) -> None:
    """Take away a copy that was begun, with what SQLite kept beside it."""
    for end in ("", "-journal", "-wal", "-shm"):
        partial.with_name(f"{partial.name}{end}").unlink(missing_ok=True)


def _clear_up(folder: Path, *, stem: str, now: datetime) -> None:
    """Throw away copies that a program which was killed left behind: nobody has worked on them for a day."""
    for partial in folder.glob(f"{glob.escape(stem)}-*.partial"):
        if now.timestamp() - partial.stat().st_mtime > _STALE_S:
            _throw_away(partial)


def _copied(database: Database, partial: Path) -> Contents:
    if not database.is_sqlite:
        return backups_postgres.dump(database, partial)
    contents = copy_live(database, partial)
    try:
        found = look_into(partial)
    except BackupUnusable as error:
        # The copy is page by page: what is broken in it is broken in the database.
        raise DamagedDatabase(path=database.place, detail=error.fields["reason"]) from error
    if found != contents:
        raise BackupUnusable(path=partial, reason="it does not hold what was copied")
    return contents


def program_version() -> str:
    """Return the version of this program."""
    try:
        return version("csops")
    except PackageNotFoundError:
        return ""


def _check_room(database: Database, goal: Path) -> None:
    if database.path is not None:
        needed = database.path.stat().st_size * _SPARE
        if shutil.disk_usage(goal.parent).free < needed:
            raise DiskFull(path=goal)


# ---------------------------------------------------------------- names
def _stem(database: Database) -> str:
    return database.path.stem if database.path is not None else (database.url.database or "csops")


def _suffix(database: Database) -> str:
    return (database.path.suffix or ".db") if database.path is not None else ".dump"


def _free_name(folder: Path, *, stem: str, at: datetime, suffix: str) -> Path:
    name = f"{stem}-{at.astimezone(UTC):%Y%m%dT%H%M%S}Z"
    path, number = folder / f"{name}{suffix}", 2
    while path.exists() or path.with_name(f"{path.name}.partial").exists():
        path, number = folder / f"{name}-{number}{suffix}", number + 1
    return path


def backups(database: Database) -> list[Backup]:
    """Return the backups in the folder of backups, newest first. What has no readable manifest is none."""
    found = []
    folder, stem, suffix = backup_folder(database), _stem(database), _suffix(database)
    for path in folder.glob(f"*{suffix}") if folder.is_dir() else ():
        if path.name.startswith(f"{stem}-"):
            try:
                backup = read_manifest(path)
            except BackupUnusable:
                continue
            if backup is not None:
                found.append(backup)
    return sorted(found, key=lambda backup: (backup.at, backup.file.name), reverse=True)


def _thin_out(database: Database, *, now: datetime) -> None:
    known = backups(database)
    keep = worth_keeping((backup.at for backup in known), now=now)
    for backup in known:
        if backup.at not in keep:
            backup.file.unlink(missing_ok=True)
            manifest_path(backup.file).unlink(missing_ok=True)


# ---------------------------------------------------------------- looking again
def verify(path: Path) -> Backup:
    """Look into a backup again, all of it, and return what is known of it, or raise BackupUnusable.

    Without a manifest (a file that a restore put aside) the file alone is looked at.
    """
    try:
        return _verified(path)
    except OSError as error:
        raise BackupUnusable(path=path, reason="it cannot be read") from error


def _verified(path: Path) -> Backup:
    manifest = read_manifest(path)
    if manifest is not None and path.is_file() and sum_of(path) != manifest.sha256:
        raise BackupUnusable(path=path, reason="its bytes are not those that were written")
    contents = backups_postgres.look_into(path, manifest) if backups_postgres.is_dump(path) else look_into(path)
    if manifest is not None:
        if (contents.schema, contents.counts, contents.head) != (manifest.schema, manifest.counts, manifest.head):
            raise BackupUnusable(path=path, reason="it does not hold what the note beside it says")
        return manifest
    return Backup(
        file=path,
        sha256=sum_of(path),
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        schema=contents.schema,
        counts=contents.counts,
        verified=True,
        size=path.stat().st_size,
        head=contents.head,
        files=files_folder(path).name,
    )
