"""Contacts as plain values, a million of them in constant memory: of none a record is made."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, String, Text, bindparam, func, select, type_coerce

from csops.domain.customers import Consent
from csops.domain.lines import LogLine
from csops.domain.log_details import NO_DETAILS, NO_MATTER, CaseMatter, CustomerDetails
from csops.domain.own_field_text import fields_as_text
from csops.storage.calling import called
from csops.storage.columns import microseconds
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers

_PAGE = 2_000
_LINE, _MATTER = slice(5, -6), slice(-6, None)
"""Behind the id and what the customer may be called by; what the case was about stands last."""
_MOST_KEPT = 50_000
"""Customers whose details are kept for their next contact."""
_NOBODY = ("", "", "", "", "")
_CUSTOMER = 24
"""The place of the customer's id in a row."""


def log_lines(connection: Connection, ids: Sequence[int]) -> Iterator[LogLine]:
    """Yield these contacts in the order of the ids; those that are gone are left out."""
    query, details = _query(connection), _Details(connection)
    for start in range(0, len(ids), _PAGE):
        part = list(ids[start : start + _PAGE])
        found = {row[0]: row for row in connection.execute(query, {"ids": part})}
        details.read({row[_CUSTOMER] for row in found.values()} - {None})
        for row in map(found.get, part):
            if row is not None:
                who = _who(*row[1:5])
                *line, customer_id, since, stage, number, topic, channel, first, reopened, hold, after, auto = row[
                    _LINE
                ]
                rest = (customer_id, *who[1:], since, stage, number, topic, channel, first, reopened, hold, after, auto)
                matter = row[_MATTER]
                about = NO_MATTER if matter == NO_MATTER else CaseMatter._make(matter)
                yield LogLine._make((row[0], who[0], *line, *rest, about, details.of.get(customer_id, NO_DETAILS)))


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
            type_coerce(contacts.c.hold_time, BigInteger),
            type_coerce(contacts.c.after_time, BigInteger),
            contacts.c.automatic,
            cases.c.stated,
            cases.c.matter,
            type_coerce(cases.c.cause, String),
            cases.c.department,
            cases.c.cause_note,
            type_coerce(cases.c.confirmed, String),
        )
        .join(cases, cases.c.id == contacts.c.case_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .where(contacts.c.id.in_(bindparam("ids", expanding=True)))
    )


class _Details:
    """What is known of customers besides, read once for their many contacts."""

    def __init__(self, connection: Connection) -> None:
        self.of: dict[int | None, CustomerDetails] = {}
        self._connection, self._query = connection, _details_query(connection)

    def read(self, customer_ids: set[int]) -> None:
        """Read what is not known yet of these."""
        if len(self.of) > _MOST_KEPT:
            self.of.clear()
        wanted = sorted(customer_ids - self.of.keys())
        for row in self._connection.execute(self._query, {"ids": wanted}) if wanted else ():
            *told, consent, consent_us, note, lost_us, fields = row[1:]
            said = "" if consent == Consent.NOT_ASKED.value else consent
            rest = (said, consent_us, note, lost_us, fields_as_text(fields))
            self.of[row[0]] = CustomerDetails._make((*told, *rest)) if any(told) or any(rest) else NO_DETAILS


def _details_query(connection: Connection) -> Select[Any]:
    firms, referrers = customers.alias("firms"), customers.alias("referrers")
    return (
        select(
            customers.c.id,
            customers.c.firm_id,
            func.coalesce(firms.c.name, ""),
            customers.c.is_firm,
            customers.c.segment,
            customers.c.birthday,
            customers.c.preferred_channel_id,
            customers.c.motive,
            customers.c.referred_by_id,
            func.coalesce(referrers.c.name, ""),
            type_coerce(customers.c.consent, String),
            microseconds(connection, customers.c.consent_at),
            customers.c.consent_note,
            microseconds(connection, customers.c.lost_at),
            customers.c.fields,
        )
        .outerjoin(firms, firms.c.id == customers.c.firm_id)
        .outerjoin(referrers, referrers.c.id == customers.c.referred_by_id)
        .where(customers.c.id.in_(bindparam("ids", expanding=True)))
    )
