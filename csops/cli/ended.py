"""How a call ended, and the calls that want the window alone: seen without importing a single command."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a call ended. `window` is the database on which a window is wanted ("" for the default), None for none."""

    status: int = 0
    window: str | None = None
    member: str | None = None


def window_alone(arguments: Sequence[str]) -> Ended | None:
    """Return the end of a call that names no command, None when the whole command line has to look at it."""
    values = {"--db": "", "--as": ""}
    rest = iter(arguments)
    for one in rest:
        name, equals, value = one.partition("=")
        if name not in values:
            return None
        found = value if equals else next(rest, None)
        if not found:
            return None
        values[name] = found
    return Ended(window=values["--db"], member=values["--as"] or None)
