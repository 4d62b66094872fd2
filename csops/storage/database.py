"""The open database: read and written in transactions that we own, its complaints turned into our errors."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from csops.domain.errors import (
    CsopsError,
    DamagedDatabase,
    DatabaseBusy,
    DatabaseProblem,
    DiskFull,
    DiskTrouble,
    NewerDatabase,
    NotADatabase,
    NotUnderstood,
    NotWritable,
    Overtaken,
    ServerRefused,
    TakenAway,
)
from csops.storage.drivers import engine_for, sqlite_module

_PORTS = range(1, 65_536)
_LOCK = 0x63736F70
_LACKS = {"42P01", "42703"}  # an undefined table, an undefined column


class Database:
    """One database with its engine. `storage/opening.py` makes it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.engine: Engine = engine_for(url)
        self._file: tuple[int, int] | None = None
        self._schema: str | None = None

    @property
    def schema(self) -> str | None:
        """The revision that this program writes, known once it is open: nothing is written over another one."""
        return self._schema

    @schema.setter
    def schema(self, schema: str | None) -> None:
        self._schema = schema
        self._check_still_there()

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
            if not self.is_sqlite:
                # As in a transaction of SQLite: every question of one reading sees the same moment.
                connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 the same
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock. The caller commits; otherwise nothing was changed."""
        with self.explained(), self.engine.connect() as connection:
            connection = connection.execution_options(csops_writes=True)  # noqa: PLW2901 the same connection
            connection.begin()
            found = self._take_lock(connection)
            self._check_still_there()
            if self.schema is not None and found != self.schema:
                raise NewerDatabase(path=self.place, found=found, known=self.schema)
            yield connection

    @contextmanager
    def afresh(self) -> Iterator[Connection]:
        """Give a connection that has read nothing before, to look for damage.

        One that has searched takes what others wrote into the search since for damage.
        """
        apart = Database(self.url)
        try:
            with apart.reading() as connection:
                yield connection
        finally:
            apart.close()

    def _check_still_there(self) -> None:
        """Raise TakenAway where the file has another name now, or none: what is written would be gone with it."""
        if self.path is None or self.schema is None:
            return
        try:
            found = self.path.stat()
        except OSError as error:
            raise TakenAway(path=self.place) from error
        if self._file not in {None, (found.st_dev, found.st_ino)}:
            raise TakenAway(path=self.place)
        self._file = (found.st_dev, found.st_ino)

    def _take_lock(self, connection: Connection) -> object:
        """Take the lock of a server, and return the schema as it stands then: a newer program may have changed it."""
        asked = "SELECT version_num FROM alembic_version"
        if self.is_sqlite:
            return None if self.schema is None else connection.exec_driver_sql(asked).scalar()
        # One writer at a time, as on SQLite: the chain of the journal stays one chain, and its numbers are in the
        # order of the commits. Both questions go in one message; the second sees what was committed meanwhile.
        lock = f"SELECT pg_advisory_xact_lock({_LOCK})"
        at_once = connection.execution_options(no_parameters=True)
        answer = at_once.exec_driver_sql(lock if self.schema is None else f"{lock}; {asked}")
        if self.schema is None or not answer.cursor.nextset():
            return None
        row = answer.cursor.fetchone()
        answer.close()
        return row and row[0]

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the driver says into an error that a person may meet."""
        try:
            yield
        except DBAPIError as error:
            known = self._overtaken(error) or explained(error, place=self.place)
            if known is None:
                raise
            raise known from error

    def _overtaken(self, error: DBAPIError) -> NewerDatabase | None:
        """Return that the schema was changed by a newer program where it lacks what this one asks for."""
        lacks = getattr(error.orig, "sqlstate", None) in _LACKS or "no such " in str(error.orig).lower()
        if self.schema is None or not lacks:
            return None
        with suppress(DBAPIError), self.engine.connect() as connection:
            found = _revision(connection)
            if found not in {None, self.schema}:
                return NewerDatabase(path=self.place, found=found, known=self.schema)
        return None

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
        if url.get_backend_name() == "postgresql":
            return _checked_server(url.set(drivername="postgresql+psycopg"))
    except (ArgumentError, ValueError) as error:
        raise NotUnderstood(
            field="database", value=_hidden(where), right="Give a path or an URL such as postgresql://server:5432/csops"
        ) from error
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    raise NotUnderstood(
        field="database", value=_hidden(where), right="Only SQLite files and PostgreSQL servers are known"
    )


def _checked_server(url: URL) -> URL:
    """Return the URL, or raise ValueError or ArgumentError for what no driver could reach."""
    url.get_dialect()().create_connect_args(url)
    if url.port is not None and url.port not in _PORTS:
        raise ValueError(url.port)
    return url


def _hidden(where: str) -> str:
    """Return what was said for an URL without the password in it."""
    return re.sub(r"(//[^:/@]*):.*@", r"\1:***@", where)


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
    if hasattr(error.orig, "sqlstate"):
        return _postgres_problem(error, words, place)
    return sqlite_problem(error.orig, place=place) or _constraint(words)


def sqlite_problem(error: BaseException | None, *, place: str) -> DatabaseProblem | None:
    """Return the error that a person may meet for what SQLite itself said, None when it is our own mistake."""
    words = str(error).lower()
    if "disk i/o error" in words and _is_full(place):
        # On a disk without one free page SQLite cannot even make the small file beside the database that readers share.
        return DiskFull(path=place)
    for signs, problem in _SQLITE_SIGNS:
        if any(sign in words for sign in signs):
            return problem(path=place, detail=error, found=error)
    return None


def _is_full(place: str) -> bool:
    try:
        return shutil.disk_usage(Path(place).parent).free < _LEAST_ROOM
    except OSError:
        return False


_LEAST_ROOM = 64 * 1024
_SQLITE_SIGNS: tuple[tuple[tuple[str, ...], type[DatabaseProblem]], ...] = (
    (("database or disk is full",), DiskFull),
    (("database is locked", "database table is locked"), DatabaseBusy),
    (("readonly database", "unable to open database", "attempt to write a readonly"), NotWritable),
    (("disk i/o error",), DiskTrouble),
    (("malformed", "corrupt", "no such table"), DamagedDatabase),
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
    # Without a code the driver itself speaks: of the connection, or of a value that we should not have sent.
    unreached = not state and isinstance(error, (OperationalError, InterfaceError))
    if unreached or state.startswith(("08", "25P03", "28", "3D", "57P")):
        return ServerRefused(path=place, reason=last_reason(str(error.orig)))
    if state == "42501":
        return ServerRefused(path=place, reason="this name may not do that there")
    return None


def last_reason(words: str) -> str:
    """Return the last thing that the driver met; what it asks the reader, indented, is no reason."""
    reasons = [line.strip() for line in words.splitlines() if line.strip() and not line.startswith("\t")]
    return reasons[-1] if reasons else "it gives no reason"


def _constraint(words: str) -> CsopsError | None:
    return Overtaken() if "foreign key" in words else None


def sqlite_version() -> str:
    """Return the release of the SQLite in use."""
    return str(sqlite_module().sqlite_version)
