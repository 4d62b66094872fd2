"""What the search knows of each record: its words, phone numbers and marks, worked out anew when a record changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, ScalarSelect, bindparam, func, select

from csops.domain.questions import words_of
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers, reaches

ALL = "x"
"""A mark that every document bears: what a question of exclusions alone begins with."""


class Document(NamedTuple):
    """A record as the search sees it. `digits`: phone numbers backwards, so that any spelling is a beginning.

    A tuple and not a record: an import makes hundreds of thousands.
    """

    id: int
    body: str
    digits: str = ""
    marks: str = ALL
    at: datetime | None = None


def mark(letter: str, record_id: int | None) -> str:
    """Return the mark of a channel (c), topic (t), owner (o) or member (m); id 0 stands for nobody."""
    return f"{letter}{record_id or 0}"


def contact_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these contacts."""
    body = _body_for(connection)
    for row in connection.execute(_CONTACTS, {"ids": list(ids)}):
        contact_id, at, text, number, channel, topic, member, owner, name, emails, numbers = row
        marks = f"{ALL} {mark('c', channel)} {mark('t', topic)} {mark('o', owner)} {mark('m', member)}"
        yield Document(contact_id, body(text, name, emails, number), backwards(numbers), marks, at)


def customer_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these customers."""
    body = _body_for(connection)
    once = defaultdict(list)
    for kept_id, name in merged_names(connection, ids):
        once[kept_id].append(name)
    for row in connection.execute(_CUSTOMERS, {"ids": list(ids)}):
        customer_id, name, note, emails, number, segment, motive, consent, fields, numbers = tuple(row)
        called = [*(emails or ()), *once[customer_id]] if once else emails
        values = [field.value for field in fields]
        details = " ".join(filter(None, [number, segment, motive, consent, *values]))
        yield Document(customer_id, body(name, note, called, details), backwards(numbers))


def merged_names(connection: Connection, kept_ids: Sequence[int] | None = None) -> list[tuple[int, str]]:
    """Return who was merged into whom (of these, or of all) by their names of before: they are still found by those."""
    from csops.storage.care import customer_merges  # asked for here: the window starts without it

    found = select(customer_merges.c.kept_id, customer_merges.c.merged).order_by(customer_merges.c.id.desc())
    if kept_ids is not None:
        found = found.where(customer_merges.c.kept_id.in_(kept_ids))
    return [(kept_id, str(merged.get("name", ""))) for kept_id, merged in connection.execute(found)]


def case_documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    """Yield the documents of these cases."""
    body = _body_for(connection)
    for case_id, title, owner, topic, channel, name in connection.execute(_CASES, {"ids": list(ids)}):
        marks = f"{ALL} {mark('c', channel)} {mark('t', topic)} {mark('o', owner)}"
        yield Document(case_id, body(title, name, None, str(case_id)), marks=marks)


_Body = Callable[[str | None, str | None, Sequence[str] | None, str | None], str]


def _body_for(connection: Connection) -> _Body:
    """Return what joins texts to a body of folded words.

    Plain ASCII stays as it is for SQLite: FTS5 parts and folds that by the same rule, in a fraction of the time.
    """
    parts_itself = connection.dialect.name == "sqlite"

    def body(first: str | None, second: str | None, emails: Sequence[str] | None, last: str | None) -> str:
        text = " ".join([one for one in (first, second, *(emails or ()), last) if one])
        return text if parts_itself and text.isascii() else " ".join(words_of(text))

    return body


def _numbers_of(customer_id: ColumnElement[Any]) -> ScalarSelect[Any]:
    joined = func.aggregate_strings(reaches.c.value, " ")
    return select(joined).where(reaches.c.customer_id == customer_id, reaches.c.kind == "phone").scalar_subquery()


def backwards(numbers: str | None) -> str:
    """Return phone numbers written from their end."""
    return "" if not numbers else " ".join(number[::-1] for number in numbers.split())


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
    customers.c.segment,
    customers.c.motive,
    customers.c.consent_note,
    customers.c.fields,
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
