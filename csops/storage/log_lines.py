"""Contacts as plain values, a million of them in constant memory: of none a record is made."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, String, Text, bindparam, select, type_coerce

from csops.domain.lines import LogLine
from csops.storage.calling import called
from csops.storage.columns import microseconds
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers

_PAGE = 2_000
_LINE = slice(5, None)
"""Behind the id and what the customer may be called by."""


def log_lines(connection: Connection, ids: Sequence[int]) -> Iterator[LogLine]:
    """Yield these contacts in the order of the ids; those that are gone are left out."""
    query = _query(connection)
    for start in range(0, len(ids), _PAGE):
        part = list(ids[start : start + _PAGE])
        found = {row[0]: row for row in connection.execute(query, {"ids": part})}
        for row in map(found.get, part):
            if row is not None:
                yield LogLine(row[0], _called(row[1], row[2], row[3], row[4]), *row[_LINE])


def _called(name: str | None, phones: str | None, emails: str | None, note: str | None) -> str:
    if name:
        return called(name, (), (), None)  # nearly always: the lists need not be read
    return called(name, json.loads(phones or "[]"), json.loads(emails or "[]"), note)


def _query(connection: Connection) -> Select[Any]:
    opened = microseconds(connection, cases.c.opened_at)
    return (
        select(
            contacts.c.id,
            customers.c.name,
            type_coerce(customers.c.phones, Text),
            type_coerce(customers.c.emails, Text),
            customers.c.note,
            microseconds(connection, contacts.c.happened_at),
            microseconds(connection, contacts.c.entered_at),
            contacts.c.time_known,
            contacts.c.channel_id,
            contacts.c.topic_id,
            contacts.c.member_id,
            cases.c.owner_id,
            contacts.c.case_id,
            type_coerce(contacts.c.direction, String),
            type_coerce(contacts.c.result, String),
            type_coerce(cases.c.state, String),
            cases.c.title,
            contacts.c.text,
            contacts.c.number,
            type_coerce(contacts.c.handle_time, BigInteger),
            type_coerce(contacts.c.answered_after, BigInteger),
            opened,
            microseconds(connection, cases.c.first_response_at) - opened,
            microseconds(connection, cases.c.resolved_at) - opened,
        )
        .join(cases, cases.c.id == contacts.c.case_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .where(contacts.c.id.in_(bindparam("ids", expanding=True)))
    )
