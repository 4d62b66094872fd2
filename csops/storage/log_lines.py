"""Contacts as plain values, a million of them in constant memory: of none a record is made."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
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
_NOBODY = ("", "", "", "", "")


def log_lines(connection: Connection, ids: Sequence[int]) -> Iterator[LogLine]:
    """Yield these contacts in the order of the ids; those that are gone are left out."""
    query = _query(connection)
    for start in range(0, len(ids), _PAGE):
        part = list(ids[start : start + _PAGE])
        found = {row[0]: row for row in connection.execute(query, {"ids": part})}
        for row in map(found.get, part):
            if row is not None:
                who = _who(*row[1:5])
                *line, customer_id, since, stage, number, topic, channel, first, reopened = row[_LINE]
                rest = (customer_id, *who[1:], since, stage, number, topic, channel, first, reopened)
                yield LogLine._make((row[0], who[0], *line, *rest))


def _who(name: str | None, phones: str | None, emails: str | None, note: str | None) -> tuple[str, str, str, str, str]:
    """What the customer is called and by what, all phones, all e-mails, and the note."""
    if name is None:
        return _NOBODY
    return *_called(name, phones or "[]", emails or "[]", note), note or ""


@lru_cache(maxsize=4096)
def _called(name: str, phones: str, emails: str, note: str | None) -> tuple[str, str, str, str]:
    numbers, addresses = (json.loads(kept) if len(kept) > len("[]") else [] for kept in (phones, emails))
    if name:
        title, known_by = name, "name"
    else:
        title = called(name, numbers, addresses, note)
        known_by = "phone" if any(numbers) else "email" if any(addresses) else "note" if title else ""
    return title, known_by, "\n".join(numbers), "\n".join(addresses)


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
            contacts.c.customer_id,
            microseconds(connection, customers.c.created_at),
            type_coerce(customers.c.stage, String),
            customers.c.number.label("customer_number"),
            cases.c.topic_id.label("case_topic_id"),
            cases.c.channel_id.label("case_channel_id"),
            microseconds(connection, cases.c.first_resolved_at) - opened,
            cases.c.reopened,
        )
        .join(cases, cases.c.id == contacts.c.case_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .where(contacts.c.id.in_(bindparam("ids", expanding=True)))
    )
