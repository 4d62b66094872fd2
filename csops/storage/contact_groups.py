"""How many contacts each group of a table has, counted by the database."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.groups import QUARTER, GroupBy
from csops.storage.columns import microseconds
from csops.storage.contacts import cases, contacts

_SPLIT: Mapping[GroupBy, ColumnElement[Any]] = {
    GroupBy.CHANNEL: contacts.c.channel_id,
    GroupBy.TOPIC: contacts.c.topic_id,
    GroupBy.STATE: cases.c.state,
    GroupBy.OWNER: cases.c.owner_id,
    GroupBy.MEMBER: contacts.c.member_id,
}
_OF_CASE = {GroupBy.STATE, GroupBy.OWNER}
_EARLY = 100_000_000
"""So many quarters before 1970 there was no year 1 yet."""


def counted(connection: Connection, conditions: Sequence[ColumnElement[bool]], by: GroupBy) -> list[tuple[Any, int]]:
    """Return each value with the number of contacts; for days the number of each quarter hour since 1970."""
    split = _quarters(connection) if by is GroupBy.DAY else _SPLIT[by]
    found = select(split.label("split"), func.count()).select_from(contacts).where(*conditions).group_by("split")
    if by in _OF_CASE:
        found = found.join(cases, cases.c.id == contacts.c.case_id)
    return [(row[0], row[1]) for row in connection.execute(found)]


def _quarters(connection: Connection) -> ColumnElement[Any]:
    quarter = QUARTER // timedelta(microseconds=1)
    # Databases divide toward zero: before 1970 that would be the quarter behind.
    return (microseconds(connection, contacts.c.happened_at) + _EARLY * quarter) // quarter - _EARLY
