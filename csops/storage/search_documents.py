"""What the search knows of each record: its words, phone numbers and marks, worked out anew when a record changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from csops.domain.questions import words_of
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers, reaches

ALL = "x"
"""A mark that every document bears: what a question of exclusions alone begins with."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A record as the search sees it. `digits`: phone numbers backwards, so that any spelling is a beginning."""

    id: int
    at: datetime | None = None
    body: str
    digits: str = ""
    marks: str = ALL


def mark(letter: str, record_id: int | None) -> str:
    """Return the mark of a channel (c), topic (t), owner (o) or member (m); id 0 stands for nobody."""
    return f"{letter}{record_id or 0}"


def contact_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these contacts."""
    numbers = _reversed_numbers(connection, contacts.c.customer_id, contacts.c.id.in_(ids))
    for row in connection.execute(_contact_query().where(contacts.c.id.in_(ids))):
        words = words_of(" ".join(filter(None, (row.text, row.name, *(row.emails or ()), row.number))))
        marks = (
            ALL,
            mark("c", row.channel_id),
            mark("t", row.topic_id),
            mark("o", row.owner_id),
            mark("m", row.member_id),
        )
        yield Document(
            id=row.id,
            at=row.happened_at,
            body=" ".join(words),
            digits=" ".join(numbers.get(row.customer_id, ())),
            marks=" ".join(marks),
        )


def _contact_query() -> Select[Any]:
    return (
        select(
            contacts.c.id,
            contacts.c.happened_at,
            contacts.c.text,
            contacts.c.number,
            contacts.c.channel_id,
            contacts.c.topic_id,
            contacts.c.member_id,
            contacts.c.customer_id,
            cases.c.owner_id,
            customers.c.name,
            customers.c.emails,
        )
        .join(cases, cases.c.id == contacts.c.case_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
    )


def customer_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these customers."""
    numbers = _reversed_numbers(connection, customers.c.id, customers.c.id.in_(ids))
    for row in connection.execute(select(customers).where(customers.c.id.in_(ids))):
        words = words_of(" ".join(filter(None, (row.name, row.note, *row.emails, row.number))))
        yield Document(id=row.id, body=" ".join(words), digits=" ".join(numbers.get(row.id, ())))


def case_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these cases."""
    found = (
        select(cases.c.id, cases.c.title, cases.c.owner_id, cases.c.topic_id, cases.c.channel_id, customers.c.name)
        .outerjoin(customers, customers.c.id == cases.c.customer_id)
        .where(cases.c.id.in_(ids))
    )
    for row in connection.execute(found):
        marks = (ALL, mark("c", row.channel_id), mark("t", row.topic_id), mark("o", row.owner_id))
        words = words_of(" ".join(filter(None, (row.title, row.name, str(row.id)))))
        yield Document(id=row.id, body=" ".join(words), marks=" ".join(marks))


def _reversed_numbers(
    connection: Connection, customer_id: ColumnElement[Any], condition: ColumnElement[bool]
) -> dict[int, list[str]]:
    wanted = select(customer_id).where(condition)
    found = select(reaches.c.customer_id, reaches.c.value).where(
        reaches.c.kind == "phone", reaches.c.customer_id.in_(wanted)
    )
    numbers: dict[int, list[str]] = {}
    for customer, value in connection.execute(found):
        numbers.setdefault(customer, []).append(value[::-1])
    return numbers


def in_parts(ids: Iterable[int], *, size: int = 500) -> Iterator[list[int]]:
    """Yield the ids in lists that a statement can hold."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]
