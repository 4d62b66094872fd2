"""Backups of a server by PostgreSQL's own pg_dump, where it is installed."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from csops.domain.backups import Backup
from csops.domain.errors import BackupUnusable, CsopsError, NoBackupTool
from csops.storage import journal
from csops.storage.backup_copies import Contents
from csops.storage.database import Database

_MAGIC = b"PGDMP"
_THINGS = """
    SELECT kinds.kind, things.name FROM (
        SELECT relkind AS sign, relnamespace AS folder, oid::regclass::text AS name FROM pg_class
        UNION ALL SELECT 'f', pronamespace, oid::regprocedure::text FROM pg_proc WHERE prokind = 'f'
    ) AS things
    JOIN (VALUES (1, 'r', 'TABLE'), (2, 'p', 'TABLE'), (3, 'v', 'VIEW'), (4, 'S', 'SEQUENCE'), (5, 'f', 'FUNCTION'))
        AS kinds (rank, sign, kind) ON kinds.sign = things.sign::text
    JOIN pg_namespace ON pg_namespace.oid = things.folder
    WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' ORDER BY kinds.rank
"""
_DEBIAN = Path("/usr/lib/postgresql")


def tool(name: str) -> str | None:
    """Return the path of a PostgreSQL client program, the newest that is here, None when there is none."""
    by_version = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: path.parts[-3].zfill(4), reverse=True)
    return str(by_version[0]) if by_version else shutil.which(name)


def dump(database: Database, partial: Path) -> Contents:
    """Dump the server's database into a file, look at its table of contents, and return what was in it."""
    pg_dump = tool("pg_dump")
    if pg_dump is None:
        raise NoBackupTool(path=database.place)
    with database.reading() as connection:
        contents = _contents(connection)
        # The dump sees the very moment that was counted.
        snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        _run([pg_dump, "-Fc", f"--snapshot={snapshot}", f"--file={partial}"], database, partial)
    _check_listed(partial, contents)
    return contents


def bring_back(backup: Backup, database: Database) -> None:
    """Bring a dump into a server's database that is still empty, all of it or nothing; raises BackupUnusable."""
    pg_restore = _restorer(backup.file)
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    before = _things(database)
    # Which database: as for pg_dump, the environment says it.
    _run([pg_restore, *whole, "--dbname=", str(backup.file)], database, backup.file)
    if not _is_back(backup, database):
        # The tool has committed it already.
        _take_away(database, [one for one in _things(database) if one not in before])
        raise BackupUnusable(path=backup.file, reason="what came back from it is not what its note says")


def _is_back(backup: Backup, database: Database) -> bool:
    try:
        with database.reading() as connection:
            found = _contents(connection)
    except (CsopsError, SQLAlchemyError):  # not even the tables of a log are there
        return False
    return (found.schema, found.head, found.counts) == (backup.schema, backup.head, dict(backup.counts))


def _things(database: Database) -> list[tuple[str, str]]:
    """Return the kind and the name of everything that stands in the database, as DROP wants it."""
    with database.reading() as connection:
        return [(str(kind), str(name)) for kind, name in connection.execute(text(_THINGS))]


def _take_away(database: Database, things: Sequence[tuple[str, str]]) -> None:
    with database.writing() as connection:
        for kind, name in things:
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name} CASCADE")  # quoted by the server itself
        connection.commit()


def _contents(connection: Connection) -> Contents:
    from csops.storage.every_table import metadata  # not at the start of the window

    # An older backup may lack tables of today; a newer one was refused.
    there = set(inspect(connection).get_table_names())
    counts = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
        if table.name in there
    }
    schema = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    return Contents(schema=schema, counts=counts, head=journal.head(connection).hex())


def _run(command: Sequence[str], database: Database, path: Path) -> None:
    _said(command, path, env={**os.environ, **_reached(database)})


def _said(command: Sequence[str], path: Path, *, env: Mapping[str, str] | None = None) -> str:
    """Run one of PostgreSQL's tools and return what it said, or raise BackupUnusable with its complaint."""
    done = subprocess.run(  # noqa: S603 our own words
        command,
        env=env,
        capture_output=True,
        text=True,
        errors="replace",  # it may speak in the letters of another terminal
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows a black window would come and go
    )
    if done.returncode:
        raise BackupUnusable(path=path, reason=_complaint(done.stderr))
    return done.stdout


def _reached(database: Database) -> dict[str, str]:
    """Return how the driver reaches the server, in the environment variables that its tools understand.

    All of it, or a tool may speak to another server than we do; the password too: everybody on this computer can
    read arguments.
    """
    from psycopg.pq import Conninfo

    known = {one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar}
    _, told = database.engine.dialect.create_connect_args(database.url)
    return {known[name]: str(value) for name, value in told.items() if name in known}


def is_dump(path: Path) -> bool:
    """Return whether a file is a dump of pg_dump."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def look_into(path: Path, manifest: Backup | None) -> Contents:
    """Read the dump's table of contents and return what its manifest says is in it, or raise BackupUnusable."""
    if manifest is None:
        raise BackupUnusable(path=path, reason="the note beside it is missing")
    contents = Contents(schema=manifest.schema, counts=manifest.counts, head=manifest.head)
    _check_listed(path, contents)
    return contents


def _check_listed(path: Path, contents: Contents) -> None:
    listed = _said([_restorer(path), "--list", str(path)], path)
    missing = [name for name in contents.counts if f" TABLE DATA public {name} " not in listed]
    if missing:
        raise BackupUnusable(path=path, reason=f"it lacks {', '.join(missing)}")


def _restorer(file: Path) -> str:
    found = tool("pg_restore")
    if found is None:
        raise BackupUnusable(path=file, reason="pg_restore is missing here; install PostgreSQL's client")
    return found


def _complaint(said: str) -> str:
    """Return the line that says what went wrong: the tools go on with the words that they were given."""
    lines = [line for line in said.strip().splitlines() if line.strip()]
    wrong = [line for line in lines if "error:" in line.lower()]
    return (wrong[0] if wrong else lines[-1]).strip() if lines else "pg_dump failed"
