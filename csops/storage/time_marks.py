"""By which opening hours the derived times were worked out, and which hold now: asked at every save."""

import json

from sqlalchemy import Connection, select

from csops.storage.times import derived_marks

TIMES = "times 2"
"""Another name wherever the rules change by which times are worked out: then all are, once. 2: a message that was
settled without a reply has the times until then."""
_EARLIER = ("times",)
_ALWAYS_OPEN = json.dumps(
    {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")}
)
"""Of a database in which nobody has decided on opening hours."""

_BASIS = (
    "SELECT (SELECT value FROM settings WHERE key = 'calendar'),"
    " (SELECT {joined} FROM channels WHERE kind = 'immediate')"
)


def basis(connection: Connection) -> tuple[str, frozenset[int]]:
    """Return the opening hours as they are kept, and the channels on which somebody waits: read at every save."""
    joined = "group_concat(id)" if connection.dialect.name == "sqlite" else "string_agg(id::text, ',')"
    row = connection.exec_driver_sql(_BASIS.replace("{joined}", joined)).one()
    return row[0] or _ALWAYS_OPEN, frozenset(map(int, row[1].split(","))) if row[1] else frozenset()


def made_by(connection: Connection) -> str | None:
    """Return the opening hours by which the times that stand were worked out; None where they never were."""
    asked = select(derived_marks.c.value).where(derived_marks.c.name == TIMES)
    return connection.execute(asked).scalar()


def is_of_earlier_rules(connection: Connection) -> bool:
    """Return whether the times that stand were worked out by rules that held before."""
    earlier = select(derived_marks.c.value).where(derived_marks.c.name.in_(_EARLIER))
    return made_by(connection) is None and connection.execute(earlier).first() is not None


def calendar_now(connection: Connection) -> str:
    """Return the opening hours that hold now, as `made_by` notes them."""
    return basis(connection)[0]
