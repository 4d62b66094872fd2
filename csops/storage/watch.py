"""Hearing of what others changed: another window on this file, another computer on the server."""

from contextlib import suppress
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from csops.domain.changes import Act
from csops.domain.errors import ServerRefused
from csops.storage import journal
from csops.storage.database import Database, last_reason

FILE_EVERY_S = 0.5
"""How often a file is worth asking: a pragma of microseconds."""
SERVER_EVERY_S = 0.1
"""How often a server's words are worth looking for: they have come by themselves, nothing is sent."""
ANYWAY_S = 2.0
"""So often the server is asked even if it said nothing: a line that died in silence says nothing either."""


class Watcher:
    """Asked again and again, it tells which acts came since it was asked last. Keep it in one thread."""

    def __init__(self, database: Database, *, seen: int | None = None) -> None:
        """Begin after the act that was seen last, or with the first that comes now."""
        self._database = database
        with database.explained():
            # The ear first: an act between the two is then heard, not lost.
            self._ear: _Ear = _FileEar(database) if database.is_sqlite else _ServerEar(database)
            if seen is None:
                self._ear.heard()
                seen = journal.newest(self._ear.connection)
                self._ear.connection.rollback()
                self._ear.settle()
            self._seen = seen

    def poll(self) -> list[Act]:
        """Return the acts of anybody since the last call, oldest first. Costs microseconds when nothing happened."""
        with self._database.explained():
            try:
                return self._news()
            except DBAPIError:
                # A server that went away: the next call connects anew and catches up.
                self._ear.give_up()
                raise

    def _news(self) -> list[Act]:
        if not self._ear.heard():
            return []
        found: list[Act] = []
        while some := journal.acts_after(self._ear.connection, found[-1].id if found else self._seen):
            found += some
        self._ear.connection.rollback()
        self._ear.settle()
        if found:
            self._seen = found[-1].id
        return found

    def close(self) -> None:
        """Let the connection go."""
        self._ear.close()


class _Ear(Protocol):
    """Tells whether there may be news, and lends the connection on which they are read."""

    connection: Connection

    def heard(self) -> bool:
        """Whether anything may have been committed since `settle`."""

    def settle(self) -> None:
        """What `heard` spoke of has been read."""

    def give_up(self) -> None:
        """The connection is of no use any more."""

    def close(self) -> None:
        """Let the connection go."""


class _FileEar:
    """SQLite: another connection's commit changes a number."""

    def __init__(self, database: Database) -> None:
        self.connection = database.engine.connect()
        self._settled: Any = None
        self._version: Any = None

    def heard(self) -> bool:
        # Without a transaction, so that nothing is held.
        raw = self.connection.connection.driver_connection
        self._version = raw.execute("PRAGMA data_version").fetchone()[0] if raw is not None else None
        return bool(self._version != self._settled)

    def settle(self) -> None:
        self._settled = self._version

    def give_up(self) -> None:
        self.connection.rollback()

    def close(self) -> None:
        self.connection.close()


class _ServerEar:
    """PostgreSQL: LISTEN. What is told is a number only; what it stands for is read from the journal by sequence."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_told = True
        self._asked_at = monotonic()
        self._raw: Any = None
        self.connection = self._listening()

    def heard(self) -> bool:
        if self.connection.closed:
            self.connection = self._listening()
        self._take_in()
        # Forgotten before the journal is read: what is told meanwhile counts for the next time.
        told, self._is_told = self._is_told, False
        return told or monotonic() - self._asked_at >= ANYWAY_S

    def settle(self) -> None:
        self._asked_at = monotonic()

    def give_up(self) -> None:
        self._is_told = True
        with suppress(SQLAlchemyError):
            self.connection.invalidate()
        with suppress(SQLAlchemyError):
            self.connection.close()

    def close(self) -> None:
        # Invalidated, for a connection that listens is of no use to anybody else in the pool.
        self.give_up()

    def _listening(self) -> Connection:
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"LISTEN {journal.CHANNEL}")
        self._raw = connection.connection.driver_connection
        self._raw.add_notify_handler(self._hear)
        # From here on nothing is missed; what came before is found by sequence.
        self._is_told = True
        return connection

    def _take_in(self) -> None:
        """Take what the server has sent meanwhile; sends nothing and waits for nothing."""
        import psycopg

        line = self._raw.pgconn
        try:
            line.consume_input()
            while line.notifies() is not None:
                self._is_told = True
        except psycopg.Error as error:
            self.give_up()
            raise ServerRefused(path=self._database.place, reason=last_reason(str(error))) from error

    def _hear(self, _notice: object) -> None:
        self._is_told = True
