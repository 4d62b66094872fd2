"""Engines for tests: they never wait for the disk, and together compile each statement once."""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.util import LRUCache

from csops.storage import database, drivers

_MOST_STATEMENTS = 5000


class _SharedStatements(LRUCache[tuple[Any, ...], Any]):
    """What SQLAlchemy compiled for any engine of a kind.

    It keeps it by the engine's own dialect, and every test has engines of its own: a fifth of the time of a service's
    test went into compiling what the test before had compiled.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_by_name(key), default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__(_by_name(key), value)


def _by_name(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)


_statements = _SharedStatements(_MOST_STATEMENTS)


def quicken_engines() -> None:
    """Make every engine from now on a quick one. Nothing in a test must survive a power cut."""
    setattr(database, "engine_for", _quick_engine_for)  # noqa: B010


def _quick_engine_for(url: URL) -> Engine:
    engine = drivers.engine_for(url)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _never_wait)
    setattr(engine, "_compiled_cache", _statements)  # noqa: B010
    return engine


def _never_wait(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
