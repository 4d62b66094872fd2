"""Hearing of what others changed: another window on this file, another computer on the server."""

from typing import Any

from sqlalchemy.exc import DBAPIError

from csops.domain.changes import Act
from csops.storage import journal
from csops.storage.database import Database


class Watcher:
    """Asked again and again, it tells which acts came since it was asked last. Keep it in one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.engine.connect()
        # The mark first: an act between the two is then heard, not lost.
        self._mark: Any = self._current_mark()
        self._seen = journal.newest(self._connection)
        self._connection.rollback()

    def poll(self) -> list[Act]:
        """Return the acts of anybody since the last call, oldest first. Costs microseconds when nothing happened."""
        with self._database.explained():
            try:
                return self._news()
            except DBAPIError:
                # A server that went away: the next call connects anew and catches up.
                self._connection.rollback()
                raise

    def _news(self) -> list[Act]:
        mark = self._current_mark()
        if mark == self._mark:
            return []
        found: list[Act] = []
        while some := journal.acts_after(self._connection, found[-1].id if found else self._seen):
            found += some
        self._connection.rollback()
        self._mark = mark
        if found:
            self._seen = found[-1].id
        return found

    def _current_mark(self) -> Any:
        if self._database.is_sqlite:
            # Another connection's commit changes it; without a transaction, so that nothing is held.
            raw = self._connection.connection.driver_connection
            return raw.execute("PRAGMA data_version").fetchone()[0] if raw is not None else None
        mark = journal.newest(self._connection)
        self._connection.rollback()
        return mark

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()
