"""What can be done for a database that does not open: find its newest good backup, a free name for another file."""

from pathlib import Path

from csops.domain.backups import Backup
from csops.domain.errors import BackupUnusable, NewerDatabase
from csops.storage import backups
from csops.storage.database import Database, url_of


def newest_backup(where: str) -> Backup | None:
    """Return the newest backup of a file that can be read, looked into just now; None for none, and for servers."""
    url = url_of(where)
    if url.get_backend_name() != "sqlite":
        return None
    database = Database(url)
    try:
        return next(filter(None, map(_whole, backups.backups(database))), None)
    except OSError:  # a folder into which nobody lets us look
        return None
    finally:
        database.close()


def _whole(backup: Backup) -> Backup | None:
    try:
        return backups.verify(backup.file)
    except (BackupUnusable, NewerDatabase):
        return None


def free_name(wanted: Path) -> Path:
    """Return the path itself when nothing lies there, else the next one that is free: shop-2.csops."""
    path, number = wanted, 2
    while path.exists():
        path, number = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}"), number + 1
    return path
