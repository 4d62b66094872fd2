"""The questions asked of customers: found by name, phone or e-mail; pages of a list."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.changes import Change, Kind
from csops.domain.customer_filters import ANYBODY, CustomerFilter
from csops.domain.customers import Customer, Reach
from csops.domain.errors import MergedInto
from csops.domain.lines import CustomerLine, Order
from csops.domain.questions import Question
from csops.storage.contact_store import filters
from csops.storage.contacts import contacts
from csops.storage.customers import customers, reaches
from csops.storage.search import Search
from csops.storage.search_documents import merged_names
from csops.storage.store import LARGEST_ID, Store


class CustomerStore(Store[Customer]):
    """Customers and the questions asked of them."""

    def __init__(self, connection: Connection, *, changes: list[Change], search: Search) -> None:
        super().__init__(connection, table=customers, record=Customer, kind=Kind.CUSTOMER, changes=changes)
        self._search = search

    def get(self, record_id: int) -> Customer:
        """Return the customer, or raise NotFound, Erased, or MergedInto where they are part of another one."""
        found = self.find(record_id)
        if found is not None:
            return found
        kept = self.merged_into(record_id)
        if kept is None:
            return super().get(record_id)
        raise MergedInto(kind="customer", id=record_id, into=kept.id, name=kept.title)

    def followed(self, record_id: int) -> Customer:
        """Return the customer, or the one into whom they were merged, or raise NotFound or Erased."""
        return self.find(record_id) or self.merged_into(record_id) or self.get(record_id)

    def merged_into(self, record_id: int) -> Customer | None:
        """Return the customer into whom somebody was merged, None where nobody of that number was."""
        from csops.storage.care import customer_merges  # asked for here: the window starts without it

        if not 0 < record_id <= LARGEST_ID:
            return None
        found = select(customer_merges.c.kept_id).where(customer_merges.c.merged_id == record_id)
        kept_id = self._connection.execute(found).scalar()
        return None if kept_id is None else self.find(kept_id)

    def lines(
        self,
        question: Question,
        *,
        only: CustomerFilter = ANYBODY,
        order: Order = (),
        ranked: Sequence[int] = (),
        offset: int = 0,
        limit: int = 100,
    ) -> list[CustomerLine]:
        """Return one page of a list of customers, by name unless told otherwise; "risk" sorts by place in `ranked`."""
        from csops.storage import customer_lists

        # The page of ids first: counting contacts is for the rows shown only.
        ids = customer_lists.line_ids(order, ranked=ranked).where(*self._conditions(question, only))
        return self.lines_of(list(self._connection.execute(ids.limit(limit).offset(offset)).scalars()))

    def lines_of(self, ids: Sequence[int]) -> list[CustomerLine]:
        """Return these customers as lists show them, in this order."""
        from csops.storage import customer_lists

        return customer_lists.lines_of(self._connection, ids)

    def count(self, question: Question, *, only: CustomerFilter = ANYBODY) -> int:
        """Return how many customers fit."""
        found = select(func.count()).select_from(customers).where(*self._conditions(question, only))
        return int(self._connection.execute(found).scalar_one())

    def _conditions(self, question: Question, only: CustomerFilter) -> list[ColumnElement[bool]]:
        asked: list[ColumnElement[bool]] = []
        if not only.is_empty:
            from csops.storage import customer_lists

            asked += customer_lists.conditions(only)
        if question.terms or question.excluded:
            words = Question(terms=question.terms, excluded=question.excluded)
            asked.append(customers.c.id.in_(self._search.matching("customer", words)))
        if of_contacts := filters(question):
            fitting = select(contacts.c.customer_id).where(contacts.c.customer_id.is_not(None), *of_contacts)
            # Where words leave few customers, each asks for its own contacts; else the contacts are gathered once.
            own = exists().where(contacts.c.customer_id == customers.c.id, *of_contacts).correlate(customers)
            asked.append(own if question.terms else customers.c.id.in_(fitting))
        return asked

    def reached_by(self, points: Sequence[Reach]) -> list[tuple[str, Customer]]:
        """Return the customers who share one of these names, phones or e-mails, each with what they share."""
        if not points:
            return []
        wanted = {(point.kind, point.value) for point in points}
        rows = self._connection.execute(_REACHED, {"values": [point.value for point in points]}).all()
        return [
            (row.kind, Customer(**{name: value for name, value in row._asdict().items() if name not in _OF_REACH}))
            for row in rows
            if (row.kind, row.value) in wanted
        ]

    def all_reaches(self) -> dict[tuple[str, str], int]:
        """Return every phone and e-mail with the customer who has it first: what an import compares against."""
        found = select(reaches).where(reaches.c.kind != "name").order_by(reaches.c.customer_id.desc())
        return {(row.kind, row.value): row.customer_id for row in self._connection.execute(found)}

    def names(self) -> dict[str, int]:
        """Return every name, in lower case, with who bears it first, or into whom its bearer was merged."""
        rows = self._connection.execute(select(customers.c.id, customers.c.name).order_by(customers.c.id.desc()))
        found = {name.casefold(): kept_id for kept_id, name in merged_names(self._connection) if name}
        return found | {name.casefold(): customer_id for customer_id, name in rows if name}

    def compared_names(self, compared: Callable[[str], str]) -> tuple[list[int], list[str]]:
        """Return the ids of all customers with a name, and these names as they are compared, in the same order."""
        # Straight from the driver: a row of SQLAlchemy for each of 20,000 takes longer than comparing them.
        rows = self._connection.exec_driver_sql("SELECT id, name FROM customers WHERE name <> ''").cursor.fetchall()
        return [row[0] for row in rows], [compared(row[1]) for row in rows]


_OF_REACH = {"kind", "value"}
_REACHED = (
    select(customers, reaches.c.kind, reaches.c.value)
    .join(reaches, reaches.c.customer_id == customers.c.id)
    .where(reaches.c.value.in_(bindparam("values", expanding=True)))
    .order_by(customers.c.id)
)
