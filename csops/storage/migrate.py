"""Bringing a schema up to date with Alembic: linear, all or nothing, after a verified backup."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import text

from csops.domain.errors import BackupUnusable, NoBackupTool
from csops.storage.database import Database
from csops.storage.drivers import APPLICATION_ID

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database, *, backup_first: bool) -> None:
    """Apply what is missing in one transaction; a failure leaves the schema as it was."""
    from alembic import command
    from alembic.config import Config

    if backup_first:
        _back_up_first(database)
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if database.is_sqlite:
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        connection.commit()
    if database.is_sqlite:
        _bring_into_file(database)


def _back_up_first(database: Database) -> None:
    """Back up what is about to be changed. A server whose tools are not here is its keeper's to back up."""
    from csops.storage.backups import back_up

    try:
        back_up(database, reason="before-update")
    except (NoBackupTool, BackupUnusable):
        if database.is_sqlite:
            raise


def _bring_into_file(database: Database) -> None:
    """Bring the new schema out of the write-ahead log: whoever looks at the head of the file must find it ours."""
    with database.reading() as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@lru_cache(maxsize=1)
def known_revisions() -> tuple[str, ...]:
    """Return the revisions that this program knows, oldest first."""
    return tuple(sorted(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py")))
