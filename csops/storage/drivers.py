"""The drivers of both databases, and the settings that every connection gets."""

import sys
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DataError

from csops.domain.errors import CsopsError, InputError

APPLICATION_ID = 0x63736F70
"""Stands in the head of every csops file ("csop")."""

BUSY_S = 30
STUCK_S = 300
_LINE = {
    "connect_timeout": 10,
    # A line that died in silence (a laptop that slept, a router that forgot) is given up within seconds, not minutes.
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_WAL_SAFE = (3, 51, 3)
"""Before this release SQLite can corrupt a file in WAL mode without any crash (the WAL-reset bug)."""


def sqlite_module() -> ModuleType:
    """Return the SQLite driver: sqlcipher3 with its own new SQLite, else the standard one."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        import sqlite3

        return sqlite3
    module: ModuleType = dbapi2
    return module


def may_use_wal(version: tuple[int, ...]) -> bool:
    """Return whether this release of SQLite keeps a WAL file safe."""
    return version >= _WAL_SAFE


def driver_words(url: URL) -> str:
    """Return the driver in words for *About*, with what it cannot do."""
    if url.get_backend_name() == "postgresql":
        import psycopg

        return f"psycopg {psycopg.__version__}"
    module = sqlite_module()
    words = f"{module.__name__.partition('.')[0]}, SQLite {module.sqlite_version}"
    return words if may_use_wal(module.sqlite_version_info) else f"{words}, without WAL (this release could damage it)"


def engine_for(url: URL) -> Engine:
    """Return an engine whose connections have our settings. It opens nothing yet."""
    if url.get_backend_name() == "postgresql":
        engine = create_engine(url, pool_pre_ping=True, connect_args={**_LINE, **_patience(url)})
        event.listen(engine, "handle_error", _refuse_value)
        return engine
    module = sqlite_module()
    engine = create_engine(
        url, module=module, connect_args={"timeout": BUSY_S, "check_same_thread": False}, pool_size=8, max_overflow=8
    )
    event.listen(engine, "connect", _set_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _refuse_value)
    return engine


def _refuse_value(context: ExceptionContext) -> None:
    """Raise InputError for a value that a driver cannot send, or a column refuses; each says so in its own words."""
    said = context.original_exception
    if isinstance(said, CsopsError):
        raise said
    if isinstance(said, OverflowError | UnicodeEncodeError) or isinstance(context.sqlalchemy_exception, DataError):
        right = "Use smaller numbers, and texts without signs that no keyboard writes"
        raise InputError(field="value", problem="no database keeps one of those given", right=right) from said


def _patience(url: URL) -> dict[str, str]:
    """How long to wait for whoever writes, and for a transaction of ours of which nothing comes any more.

    A colleague's computer that stopped in the middle of a save must not keep the whole shop from saving.
    """
    if "options" in url.query:
        return {}
    return {"options": f"-c lock_timeout={BUSY_S}s -c idle_in_transaction_session_timeout={STUCK_S}s"}


def _set_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we own BEGIN
    cursor = connection.cursor()
    wal = may_use_wal(sqlite_module().sqlite_version_info)
    for setting in (
        f"busy_timeout = {BUSY_S * 1000}",
        f"journal_mode = {'WAL' if wal else 'DELETE'}",
        "synchronous = FULL",  # NORMAL lost acknowledged commits in simulated power cuts
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -32000",
        *(["fullfsync = ON"] if sys.platform == "darwin" else []),
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # Whatever may write takes the write lock at once: a deferred transaction that turns to writing fails
    # "database is locked" whatever the timeout.
    writes = connection.get_execution_options().get("csops_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
