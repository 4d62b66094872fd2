"""When customers came again on the same topic after a case was resolved."""

from bisect import bisect_right
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from csops.storage.plain_rows import Ids, moments, parts_of, plain_rows
from csops.storage.times import case_times

WITHIN = timedelta(days=30)
"""Nobody asks for more days: CareRules.fcr_days."""

_RESOLVED = (
    "SELECT case_id, customer_id, topic_id, resolved_at, next_after FROM case_times"
    " WHERE customer_id IS NOT NULL AND resolved_at IS NOT NULL AND case_id {ids}"
)
_CAME = (
    "SELECT contacts.customer_id, coalesce(contacts.topic_id, cases.topic_id), contacts.happened_at, contacts.case_id"
    " FROM contacts JOIN cases ON cases.id = contacts.case_id"
    " WHERE contacts.direction = 'in' AND NOT contacts.automatic"
    " AND contacts.happened_at > {first} AND contacts.customer_id {ids}"
)


class CameAgain(NamedTuple):
    """How long after a resolution its customer came again, kept when nobody can tell any more whose case it was."""

    case_id: int
    resolved_at: datetime
    after: timedelta


def came_again(connection: Connection, ids: Ids, *, of_nobody: bool) -> list[CameAgain]:
    """Return what stands of these cases; `of_nobody`: of those alone whose customer was erased."""
    found: list[CameAgain] = []
    columns = case_times.c
    for part in parts_of(ids):
        some = select(columns.case_id, columns.resolved_at, columns.next_after).where(
            columns.next_after.is_not(None), columns.resolved_at.is_not(None), columns.case_id.in_(part)
        )
        rows = connection.execute(some.where(columns.customer_id.is_(None)) if of_nobody else some)
        found += [CameAgain(*row) for row in rows]
    return found


def put_back(connection: Connection, known: list[CameAgain]) -> None:
    """Let it stand where the case is nobody's now, and was not resolved anew."""
    for one in known:
        same = (case_times.c.case_id == one.case_id) & (case_times.c.resolved_at == one.resolved_at)
        nobody = case_times.c.customer_id.is_(None)
        connection.execute(update(case_times).where(same, nobody).values(next_after=one.after))


class _Resolved(NamedTuple):
    case_id: int
    customer_id: int
    topic_id: int | None
    resolved_at: datetime
    next_after: timedelta | None


_Key = tuple[int, int | None]
_Came = list[tuple[datetime, int]]


def renew_next(connection: Connection, ids: Ids) -> None:
    """Work out for these cases how long after its resolution the customer came again on its topic, elsewhere."""
    changed = [{"key_id": case_id, "after": after} for case_id, after in other_next(connection, ids)]
    if changed:
        connection.execute(_KEEP, changed)


def other_next(connection: Connection, ids: Ids) -> list[tuple[int, timedelta | None]]:
    """Return of these cases those for which something else stands there, with what should."""
    moment: Any = moments(connection)
    resolved = [
        _Resolved(case_id, customer_id, topic_id, moment(at), None if after is None else timedelta(milliseconds=after))
        for case_id, customer_id, topic_id, at, after in plain_rows(connection, _RESOLVED, ids)
    ]
    came = _came(connection, resolved) if resolved else {}
    return [
        (one.case_id, after)
        for one in resolved
        if (after := _next_after(one, came.get((one.customer_id, one.topic_id), []))) != one.next_after
    ]


_KEEP = update(case_times).where(case_times.c.case_id == bindparam("key_id")).values(next_after=bindparam("after"))


def _came(connection: Connection, resolved: list[_Resolved]) -> dict[_Key, _Came]:
    """Return when the customers came, oldest first, and for which case, by customer and topic."""
    found: dict[_Key, _Came] = defaultdict(list)
    moment: Any = moments(connection)
    first = min(one.resolved_at for one in resolved)
    statement = _CAME.replace("{first}", _literal(connection, first))
    for part in parts_of(sorted({one.customer_id for one in resolved})):
        for customer_id, topic_id, at, case_id in plain_rows(connection, statement, part):
            found[customer_id, topic_id].append((moment(at), case_id))
    for some in found.values():
        some.sort()
    return found


def _literal(connection: Connection, at: datetime) -> str:
    value = case_times.c.resolved_at.type.bind_processor(connection.dialect)
    plain = at if value is None else value(at)
    return str(plain) if isinstance(plain, int) else f"'{plain.isoformat()}'"


def _next_after(one: _Resolved, came: _Came) -> timedelta | None:
    place = bisect_right(came, one.resolved_at, key=lambda each: each[0])
    found = next((at for at, case_id in came[place:] if case_id != one.case_id), None)
    return found - one.resolved_at if found is not None and found - one.resolved_at <= WITHIN else None
