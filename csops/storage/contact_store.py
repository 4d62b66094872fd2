"""The questions asked of contacts: pages of a table, totals, those of a case or a customer."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.changes import Change, Kind
from csops.domain.contacts import Contact
from csops.domain.groups import GroupBy
from csops.domain.lines import ContactLine, ContactTotals, LogLine, Order
from csops.domain.questions import NOBODY, Question
from csops.storage.calling import CALLED, named
from csops.storage.contact_groups import counted
from csops.storage.contacts import cases, contacts, follow_ups
from csops.storage.customers import customers
from csops.storage.log_lines import log_lines
from csops.storage.people import members
from csops.storage.search import Search
from csops.storage.search_documents import in_parts
from csops.storage.store import Store
from csops.storage.team import channels, imports, topics

owners = members.alias("owners")

ORDER: dict[str, tuple[ColumnElement[Any], ...]] = {
    "happened_at": (contacts.c.happened_at,),
    "entered_at": (contacts.c.entered_at,),
    "channel": (channels.c.name,),
    "customer": (func.lower(func.nullif(customers.c.name, "")),),
    "topic": (topics.c.name,),
    "title": (cases.c.title,),
    "text": (contacts.c.text,),
    "state": (cases.c.state,),
    "owner": (owners.c.name,),
    "member": (members.c.name,),
    "direction": (contacts.c.direction,),
    "result": (contacts.c.result,),
    "handle_time": (contacts.c.handle_time,),
    "answered_after": (contacts.c.answered_after,),
    "case_id": (contacts.c.case_id,),
    "number": (contacts.c.number,),
    "first_response": (cases.c.first_response_at - cases.c.opened_at,),
    "resolution_time": (cases.c.resolved_at - cases.c.opened_at,),
}
"""What a table may be sorted by: a fixed list, so that no name from outside reaches the database."""

_JOINED = {
    "channel": (channels, channels.c.id == contacts.c.channel_id),
    "customer": (customers, customers.c.id == contacts.c.customer_id),
    "topic": (topics, topics.c.id == contacts.c.topic_id),
    "owner": (owners, owners.c.id == cases.c.owner_id),
    "member": (members, members.c.id == contacts.c.member_id),
}
NEWEST_FIRST: Order = (("happened_at", True),)
_IDS_AT_ONCE = 10_000
_DIGITS_AT_ONCE = 50_000
_OF_CASE = {"title", "state", "owner", "first_response", "resolution_time"}


class ContactStore(Store[Contact]):
    """Contacts and the questions asked of them."""

    def __init__(self, connection: Connection, *, changes: list[Change], search: Search) -> None:
        super().__init__(connection, table=contacts, record=Contact, kind=Kind.CONTACT, changes=changes)
        self._search = search

    def lines(
        self,
        question: Question,
        *,
        order: Order = (),
        offset: int = 0,
        limit: int = 100,
    ) -> list[ContactLine]:
        """Return one page of a table."""
        return self.lines_of(self.page_ids(question, order=order, offset=offset, limit=limit))

    def page_ids(
        self, question: Question, *, order: Order = (), offset: int = 0, limit: int = 100, total: int | None = None
    ) -> list[int]:
        """Return the ids of one page of a table.

        With `total`, how many contacts fit, a page of the second half is counted from the end: the database then keeps
        as many best rows as lie behind the page, instead of all before it.
        """
        order = order or NEWEST_FIRST
        if _is_searched(question) and tuple(order) == NEWEST_FIRST:
            return self._search.newest(question, limit=limit, offset=offset)
        if total is None or offset <= total // 2:
            page = self._ids(question, order).limit(limit).offset(offset)
            return list(self._connection.execute(page).scalars())
        behind = max(total - offset - limit, 0)
        backwards = self._ids(question, order, backwards=True).limit(min(limit, total - offset)).offset(behind)
        return list(self._connection.execute(backwards).scalars())[::-1]

    def ids(
        self, question: Question, *, order: Order = (), limit: int | None = None, among: Sequence[int] | None = None
    ) -> list[int]:
        """Return the ids of the contacts that fit, of these few only when `among` names some."""
        found = self._ids(question, order or NEWEST_FIRST)
        if among is not None:
            found = found.where(contacts.c.id.in_(among))
        return list(self._connection.execute(found.limit(limit)).scalars())

    def all_ids(self, question: Question, *, order: Order = ()) -> "array[int]":
        """Return the ids of everything that fits, in order: eight bytes each."""
        found = self._ids(question, order or NEWEST_FIRST)
        if self._connection.dialect.name != "sqlite":
            return array("q", self._connection.execute(found).scalars())
        # One text of all: handed over row by row, each would take the interpreter from the window's thread.
        joined = self._connection.execute(select(func.group_concat(found.subquery().c.id))).scalar()
        return _numbers(joined or "")

    def log_lines(self, question: Question, *, order: Order = ()) -> Iterator[LogLine]:
        """Yield everything that fits, in order, in constant memory.

        It is sorted once, for the ids alone: sorting whole rows would hold them all.
        """
        found = self._ids(question, order or NEWEST_FIRST).execution_options(yield_per=_IDS_AT_ONCE)
        yield from log_lines(self._connection, array("q", self._connection.execute(found).scalars()))

    def cases_of(self, ids: Sequence[int]) -> list[int]:
        """Return the cases to which these contacts belong, each once, in the order of the contacts."""
        found: dict[int, int] = {}
        for part in in_parts(ids):
            some = select(contacts.c.id, contacts.c.case_id).where(contacts.c.id.in_(part))
            found.update((row[0], row[1]) for row in self._connection.execute(some))
        return list(dict.fromkeys(found[one] for one in ids if one in found))

    def _ids(self, question: Question, order: Order, *, backwards: bool = False) -> Select[int]:
        found = select(contacts.c.id).where(*self.conditions(question))
        if any(key in _OF_CASE for key, _ in order):
            found = found.join(cases, cases.c.id == contacts.c.case_id)
        for key, _ in order:
            if key in _JOINED:
                found = found.outerjoin(*_JOINED[key])
        for key, down in order:
            found = found.order_by(*(_sorted_by(column, down, backwards) for column in ORDER[key]))
        return found.order_by(contacts.c.id.desc() if order[0][1] != backwards else contacts.c.id)

    def count(self, question: Question, *, most: int | None = None) -> int:
        """Return how many contacts fit, at most `most`."""
        if most is not None and _is_searched(question):
            return self._search.count(question, most=most)
        some = select(contacts.c.id).where(*self.conditions(question))
        if most is not None:
            some = some.limit(most)
        return int(self._connection.execute(select(func.count()).select_from(some.subquery())).scalar_one())

    def counted_by(self, question: Question, by: GroupBy) -> list[tuple[Any, int]]:
        """Return the values by which a table may be grouped, each with its number of contacts."""
        return counted(self._connection, self.conditions(question), by)

    def totals(self, question: Question) -> ContactTotals:
        """Return what stands below the table."""
        row = self._connection.execute(
            select(
                func.count(),
                func.count(contacts.c.handle_time),
                func.avg(contacts.c.handle_time),
                func.count(contacts.c.answered_after),
                func.avg(contacts.c.answered_after),
            )
            .select_from(contacts)
            .where(*self.conditions(question))
        ).one()
        return ContactTotals(
            contacts=row[0],
            with_handle_time=row[1],
            handle_time=_mean(row[2]),
            with_answer=row[3],
            answered_after=_mean(row[4]),
        )

    def conditions(self, question: Question) -> list[ColumnElement[bool]]:
        """Return the question as conditions on contacts."""
        asked = filters(question)
        if question.terms or question.excluded:
            words = Question(terms=question.terms, excluded=question.excluded)
            asked.append(contacts.c.id.in_(self._search.matching("contact", words)))
        return asked

    def of_case(self, case_id: int) -> list[ContactLine]:
        """Return the contacts of a case, oldest first."""
        return self.of_cases([case_id])

    def of_cases(self, case_ids: Sequence[int]) -> list[ContactLine]:
        """Return the contacts of cases, oldest first."""
        found: list[tuple[datetime, int]] = []
        for part in in_parts(case_ids):
            some = select(contacts.c.happened_at, contacts.c.id).where(contacts.c.case_id.in_(part))
            found += [(row[0], row[1]) for row in self._connection.execute(some)]
        return self.lines_of([contact_id for _at, contact_id in sorted(found)])

    def lines_of(self, ids: Sequence[int]) -> list[ContactLine]:
        """Return contacts as tables show them, in the order of the ids; those that are gone are left out."""
        found: dict[int, ContactLine] = {}
        for part in in_parts(ids):
            rows = self._connection.execute(_line_query().where(contacts.c.id.in_(part)))
            found.update((row.id, ContactLine(**named(row._asdict()))) for row in rows)
        return [found[contact_id] for contact_id in ids if contact_id in found]

    def numbered(self, numbers: Sequence[str], *, signature: str = "", kind: str = "") -> dict[str, Contact]:
        """Return the contacts that bear these numbers, of files with the same columns: elsewhere they mean others.

        `kind`: of files of this kind instead, whatever their columns.
        """
        found: dict[str, Contact] = {}
        is_alike = imports.c.kind == kind if kind else imports.c.signature == signature
        if self._connection.execute(select(imports.c.id).where(is_alike).limit(1)).first() is None:
            return found
        for start in range(0, len(numbers), 500):
            some = (
                select(contacts)
                .join(imports, imports.c.id == contacts.c.import_id)
                .where(contacts.c.number.in_(numbers[start : start + 500]), is_alike)
            )
            found.update((row.number, Contact(**row._asdict())) for row in self._connection.execute(some))
        return found

    def between(self, first: datetime, last: datetime) -> Iterator[tuple[datetime, int, str, int | None, str | None]]:
        """Yield what makes two contacts the same, of those from `first` to `last`: for imports to compare."""
        found = select(
            contacts.c.happened_at, contacts.c.channel_id, contacts.c.text, contacts.c.customer_id, contacts.c.number
        ).where(contacts.c.happened_at.between(first, last))
        for row in self._connection.execute(found):
            yield (row[0], row[1], row[2], row[3], row[4])


def _numbers(joined: str) -> "array[int]":
    """Return the numbers of a text, some thousand at a time: a million at once would hold up the window's thread."""
    numbers: array[int] = array("q")
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _DIGITS_AT_ONCE)
        end = len(joined) if end < 0 else end
        numbers.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return numbers


def _is_rare(question: Question) -> bool:
    """Whether few cases fit, so that it pays to gather those first; of many each contact asks for its own."""
    return question.overdue_at is not None or (bool(question.states) and not any(s.is_settled for s in question.states))


def _is_searched(question: Question) -> bool:
    """Whether the index of the search alone answers the question, in order of time."""
    beyond = (
        question.states,
        question.results,
        question.directions,
        question.customer_id,
        question.case_id,
        question.import_id,
        question.overdue_at,
        question.opened_after,
        question.opened_until,
        question.contact_ids,
        question.case_ids,
        question.customer_ids,
    )
    return bool(question.terms or question.excluded) and not any(beyond)


def filters(question: Question) -> list[ColumnElement[bool]]:
    """Return all that a question asks of contacts but its words."""
    asked = _own_conditions(question)
    of_case = _case_conditions(question)
    if of_case and _is_rare(question):
        asked.append(contacts.c.case_id.in_(select(cases.c.id).where(*of_case)))
    elif of_case:
        asked.append(exists().where(cases.c.id == contacts.c.case_id, *of_case).correlate(contacts))
    return asked


def _own_conditions(question: Question) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    for column, values in (
        (contacts.c.channel_id, question.channel_ids),
        (contacts.c.topic_id, question.topic_ids),
        (contacts.c.member_id, question.member_ids),
        (contacts.c.id, question.contact_ids),
        (contacts.c.case_id, question.case_ids),
        (contacts.c.customer_id, question.customer_ids),
    ):
        if values:
            asked.append(any_of(column, values))
    for column, choices in ((contacts.c.result, question.results), (contacts.c.direction, question.directions)):
        if choices:
            asked.append(column.in_(choices))
    for column, value in (
        (contacts.c.customer_id, question.customer_id),
        (contacts.c.case_id, question.case_id),
        (contacts.c.import_id, question.import_id),
    ):
        if value is not None:
            asked.append(column == value)
    if question.since is not None:
        asked.append(contacts.c.happened_at >= question.since)
    if question.until is not None:
        asked.append(contacts.c.happened_at < question.until)
    return asked


def _case_conditions(question: Question) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if question.states:
        asked.append(cases.c.state.in_(question.states))
    if question.owner_ids:
        asked.append(any_of(cases.c.owner_id, question.owner_ids))
    return [*asked, *age_conditions(question)]


def age_conditions(question: Question) -> list[ColumnElement[bool]]:
    """Return the conditions on when a case was opened and what is late of it."""
    asked: list[ColumnElement[bool]] = []
    if question.opened_after is not None:
        asked.append(cases.c.opened_at > question.opened_after)
    if question.opened_until is not None:
        asked.append(cases.c.opened_at <= question.opened_until)
    if question.overdue_at is not None:
        asked.append(overdue(question.overdue_at))
    return asked


def overdue(now: Any) -> ColumnElement[bool]:
    """Return the condition that a case has a follow-up whose time has passed."""
    return exists().where(
        and_(follow_ups.c.case_id == cases.c.id, follow_ups.c.done_at.is_(None), follow_ups.c.due_at < now)
    )


def any_of(column: ColumnElement[Any], ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these ids, NOBODY standing for none."""
    known = column.in_([one for one in ids if one != NOBODY])
    return or_(known, column.is_(None)) if NOBODY in ids else known


def _sorted_by(column: ColumnElement[Any], down: bool, backwards: bool) -> ColumnElement[Any]:
    """Unknown values come last in either direction, as in a spreadsheet; read backwards they come first."""
    if backwards:
        return (column.asc() if down else column.desc()).nulls_first()
    return (column.desc() if down else column.asc()).nulls_last()


def _mean(milliseconds: Any) -> timedelta | None:
    return None if milliseconds is None else timedelta(milliseconds=round(float(milliseconds)))


def _line_query() -> Select[Any]:
    return (
        select(
            *(contacts.c[name] for name in _CONTACT_FIELDS),
            cases.c.owner_id,
            cases.c.channel_id.label("case_channel_id"),
            channels.c.name.label("channel"),
            channels.c.key.label("channel_key"),
            *CALLED,
            func.coalesce(topics.c.name, "").label("topic"),
            cases.c.title,
            cases.c.state,
            func.coalesce(owners.c.name, "").label("owner"),
            func.coalesce(members.c.name, "").label("member"),
            cases.c.opened_at,
            cases.c.first_response_at,
            cases.c.resolved_at,
        )
        .join(cases, cases.c.id == contacts.c.case_id)
        .join(channels, channels.c.id == contacts.c.channel_id)
        .outerjoin(customers, customers.c.id == contacts.c.customer_id)
        .outerjoin(topics, topics.c.id == contacts.c.topic_id)
        .outerjoin(owners, owners.c.id == cases.c.owner_id)
        .outerjoin(members, members.c.id == contacts.c.member_id)
    )


_CONTACT_FIELDS = (
    "id", "version", "happened_at", "time_known", "entered_at", "channel_id", "customer_id", "topic_id", "case_id",
    "member_id", "direction", "result", "text", "handle_time", "answered_after", "number",
)  # fmt: skip
