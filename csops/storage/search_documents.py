"""What the search knows of each record: its words, phone numbers and marks, worked out anew when a record changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, ScalarSelect, bindparam, func, select

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
    for row in connection.execute(_CONTACTS, {"ids": list(ids)}):
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
            digits=_backwards(row.numbers),
            marks=" ".join(marks),
        )


def customer_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these customers."""
    for row in connection.execute(_CUSTOMERS, {"ids": list(ids)}):
        words = words_of(" ".join(filter(None, (row.name, row.note, *row.emails, row.customer_number))))
        yield Document(id=row.id, body=" ".join(words), digits=_backwards(row.numbers))


def case_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these cases."""
    for row in connection.execute(_CASES, {"ids": list(ids)}):
        marks = (ALL, mark("c", row.channel_id), mark("t", row.topic_id), mark("o", row.owner_id))
        words = words_of(" ".join(filter(None, (row.title, row.name, str(row.id)))))
        yield Document(id=row.id, body=" ".join(words), marks=" ".join(marks))


def _numbers_of(customer_id: ColumnElement[Any]) -> ScalarSelect[Any]:
    joined = func.aggregate_strings(reaches.c.value, " ")
    return select(joined).where(reaches.c.customer_id == customer_id, reaches.c.kind == "phone").scalar_subquery()


def _backwards(numbers: str | None) -> str:
    return " ".join(number[::-1] for number in (numbers or "").split())


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Made once: saving a contact must not build three queries anew each time.
_CONTACTS = (
    select(
        contacts.c.id,
        contacts.c.happened_at,
        contacts.c.text,
        contacts.c.number,
        contacts.c.channel_id,
        contacts.c.topic_id,
        contacts.c.member_id,
        cases.c.owner_id,
        customers.c.name,
        customers.c.emails,
        _numbers_of(contacts.c.customer_id).label("numbers"),
    )
    .join(cases, cases.c.id == contacts.c.case_id)
    .outerjoin(customers, customers.c.id == contacts.c.customer_id)
    .where(contacts.c.id.in_(_IDS))
)
_CUSTOMERS = select(
    customers.c.id,
    customers.c.name,
    customers.c.note,
    customers.c.emails,
    customers.c.number.label("customer_number"),
    _numbers_of(customers.c.id).label("numbers"),
).where(customers.c.id.in_(_IDS))
_CASES = (
    select(cases.c.id, cases.c.title, cases.c.owner_id, cases.c.topic_id, cases.c.channel_id, customers.c.name)
    .outerjoin(customers, customers.c.id == cases.c.customer_id)
    .where(cases.c.id.in_(_IDS))
)


def in_parts(ids: Iterable[int], *, size: int = 500) -> Iterator[list[int]]:
    """Yield the ids in lists that a statement can hold."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), size):
        yield wanted[start : start + size]
