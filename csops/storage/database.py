"""The open database: looked at before anything is written, read and written in transactions that we own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from csops.domain.errors import (
    ConflictError,
    CsopsError,
    DamagedDatabase,
    DatabaseBusy,
    DatabaseProblem,
    DiskFull,
    NewerDatabase,
    NoDatabaseThere,
    NotADatabase,
    NotUnderstood,
    NotWritable,
    ServerRefused,
    UnsafePlace,
)
from csops.storage.drivers import APPLICATION_ID, engine_for, sqlite_module
from csops.storage.place import unsafe_place

HEAD = "0001"
"""The newest schema that this program knows; a test holds it against the migrations."""

_LOCK = 0x63736F70
_HEADER = b"SQLite format 3\0"


class Database:
    """One database with its engine. Make it with `open_database` or `create_database`."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine: Engine = engine_for(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this computer."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file, None on a server."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def place(self) -> str:
        """Where it is, in words that hold no password."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state."""
        with self.explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock. The caller commits; otherwise nothing was changed."""
        with self.explained(), self.engine.connect() as connection:
            connection = connection.execution_options(csops_writes=True)  # noqa: PLW2901 the same connection
            connection.begin()
            if not self.is_sqlite:
                # One writer at a time, as on SQLite: the chain of the journal stays one chain, and its numbers
                # are in the order of the commits.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the driver says into an error that a person may meet."""
        try:
            yield
        except DBAPIError as error:
            known = explained(error, place=self.place)
            if known is None:
                raise
            raise known from error

    def revision(self) -> str | None:
        """Return the schema revision, None when there is no schema of ours."""
        with self.reading() as connection:
            return _revision(connection)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def url_of(where: str | Path) -> URL:
    """Return the URL of a path or of text that is one already, or raise NotUnderstood."""
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser()))
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise NotUnderstood(
            field="database", value=where, right="Give a path or an URL such as postgresql://server/csops"
        ) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    raise NotUnderstood(field="database", value=where, right="Only SQLite files and PostgreSQL servers are known")


def open_database(url: URL) -> Database:
    """Open an existing database of ours, or raise before anything is written.

    Refused: nothing there, a foreign or damaged file, a newer schema, an unsafe place. An older schema is brought
    up to date after a verified backup.
    """
    if url.get_backend_name() == "sqlite":
        look_at_file(Path(url.database or ""))
    database = Database(url)
    try:
        _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
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
        _check_empty_server(database)
        migrate.upgrade(database, backup_first=False)
    except BaseException:
        database.close()
        raise
    return database


def _check_empty_server(database: Database) -> None:
    if not database.is_sqlite and database.revision() is not None:
        raise NotADatabase(path=database.place, found="a csops database that is already in use")


def _check_empty_place(path: Path) -> None:
    place = unsafe_place(path)
    if place is not None:
        raise UnsafePlace(path=path, place=place)
    if path.exists() and (path.is_dir() or path.stat().st_size > 0):
        found = "a folder" if path.is_dir() else "a file that is already there"
        raise NotADatabase(path=path, found=found)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise NotWritable(path=path) from error


def look_at_file(path: Path) -> None:
    """Look at a file from outside, before SQLite opens it, and raise when it is not ours to open."""
    if not path.exists():
        raise NoDatabaseThere(path=path)
    place = unsafe_place(path)
    if place is not None:
        raise UnsafePlace(path=path, place=place)
    found = _foreign(path)
    if found is not None:
        raise NotADatabase(path=path, found=found)


def _foreign(path: Path) -> str | None:
    """Return what a file is instead of a csops database, None when its head is right."""
    if path.is_dir():
        return "a folder"
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError as error:
        raise NotWritable(path=path) from error
    if not head:
        return "an empty file"
    if not head.startswith(_HEADER):
        return "not a database at all"
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        return "a database of another program"
    return None


def quick_check(connection: Connection, *, place: str) -> None:
    """Raise DamagedDatabase when the pages of the file do not fit together."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if found != "ok":
            raise DamagedDatabase(path=place, detail=found)


def _revision(connection: Connection) -> str | None:
    known = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'",
        "postgresql": "SELECT count(*) FROM pg_tables WHERE tablename = 'alembic_version'"
        " AND schemaname = ANY (current_schemas(false))",
    }
    if not connection.execute(text(known[connection.dialect.name])).scalar():
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def explained(error: DBAPIError, *, place: str) -> CsopsError | None:
    """Return the error that a person may meet for what a driver said, None when it is our own mistake."""
    words = str(error.orig).lower()
    if getattr(error.orig, "sqlstate", None) is not None or "connection" in words:
        return _postgres_problem(error, words, place)
    for signs, problem in _SQLITE_SIGNS:
        if any(sign in words for sign in signs):
            return problem(path=place, detail=error.orig, found=error.orig)
    return _constraint(words)


_SQLITE_SIGNS: tuple[tuple[tuple[str, ...], type[DatabaseProblem]], ...] = (
    (("database or disk is full",), DiskFull),
    (("database is locked", "database table is locked"), DatabaseBusy),
    (("readonly database", "unable to open database", "attempt to write a readonly"), NotWritable),
    (("malformed", "disk i/o error", "corrupt"), DamagedDatabase),
    (("file is not a database", "file is encrypted"), NotADatabase),
)


def _postgres_problem(error: DBAPIError, words: str, place: str) -> CsopsError | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith("23"):
        return _constraint(words)
    if state == "53100":
        return DiskFull(path=place)
    if state in {"40001", "40P01", "55P03"}:
        return DatabaseBusy(path=place)
    if not state or state.startswith(("08", "28", "3D", "57P")):
        return ServerRefused(path=place, reason=str(error.orig).strip().splitlines()[-1])
    if state == "42501":
        return ServerRefused(path=place, reason="this name may not do that there")
    return None


def _constraint(words: str) -> CsopsError | None:
    if "foreign key" in words:
        return ConflictError(kind="record", id="", who="somebody", mine=None, theirs=None, base=None)
    return None


def sqlite_version() -> str:
    """Return the release of the SQLite in use."""
    return str(sqlite_module().sqlite_version)
