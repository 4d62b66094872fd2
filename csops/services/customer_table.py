"""Customers, and what they bought, as tables of a report: what an export writes and an import of ours reads back."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from csops.domain.customers import Consent, Customer, OwnField
from csops.domain.lines import CustomerLine
from csops.domain.log_details import CustomerDetails
from csops.domain.own_field_text import fields_as_text
from csops.domain.reports import NUMBER_IN_CSOPS, Cell, Column, ColumnKind, Row, StreamedTable
from csops.services import contact_log
from csops.services.customer_list import ListedCustomer
from csops.services.workspace import Workspace
from csops.storage import customer_lists
from csops.storage.unit_of_work import Work

MOST_OWN = 60
"""Own fields that get a column of their own, the most used ones; the others stand together in one."""
_PAGE = 500
_IN_LOG = {column.key: column for column in contact_log.COLUMNS}
_DETAILS = (
    "firm", "firm_id", "is_firm", "segment", "birthday", "preferred_channel", "motive", "referred_by", "referred_id",
    "consent", "consent_at", "consent_note", "lost", "fields",
)  # fmt: skip
NAME, PHONES, EMAILS, STAGE, NOTE, SINCE = (
    Column(key="name", title="Name", width=24),
    *(_IN_LOG[key] for key in ("phones", "emails", "stage", "note", "since")),
)
WHO = (NAME, PHONES, EMAILS, STAGE, *(_IN_LOG[key] for key in _DETAILS), NOTE, SINCE)
ZONE = Column(key="zone", title="Time zone", width=20)
KNOWN_BY = (
    Column(key="id", title=NUMBER_IN_CSOPS, kind=ColumnKind.INTEGER),
    _IN_LOG["customer_number"],
    ZONE,
)
Read = Callable[[int, int], Sequence[ListedCustomer]]
"""Returns so many customers of a list from a place on."""


def counted_columns(currency: str) -> tuple[Column, ...]:
    """Return the columns that are worked out: an import leaves them aside."""
    return (
        Column(key="contacts", title="Contacts", kind=ColumnKind.INTEGER),
        Column(key="open_cases", title="Open cases", kind=ColumnKind.INTEGER),
        Column(key="last_contact", title="Last contact", kind=ColumnKind.DATETIME),
        Column(key="bought", title="Purchases", kind=ColumnKind.INTEGER),
        Column(key="spent", title="Spent", kind=ColumnKind.MONEY, currency=currency),
        Column(key="csat", title="Latest CSAT", kind=ColumnKind.NUMBER, decimals=0),
        Column(key="nps", title="Latest NPS", kind=ColumnKind.NUMBER, decimals=0),
    )


def purchase_columns(currency: str) -> tuple[Column, ...]:
    """Return the columns of a list of purchases."""
    return (
        Column(key="day", title="Bought on", kind=ColumnKind.DATE),
        Column(key="amount", title="Amount", kind=ColumnKind.MONEY, currency=currency),
        Column(key="currency", title="Currency", width=10),
        Column(key="what", title="What was bought", width=30),
        Column(key="why", title="Why", width=24),
        Column(key="order", title="Order or receipt number", width=18),
        Column(key="customer", title="Customer", width=24),
        PHONES,
        EMAILS,
        _IN_LOG["customer_id"],
        Column(key="id", title=NUMBER_IN_CSOPS, kind=ColumnKind.INTEGER),
    )


def customers_table(workspace: Workspace, *, read: Read, count: int) -> StreamedTable:
    """Return a list of customers as a table that reads itself when it is written."""
    shop = workspace.shop()
    with workspace.read() as work:
        own = _own_columns(work, taken=(*WHO, *KNOWN_BY, *counted_columns(shop.currency)))
    columns = (
        *WHO,
        *counted_columns(shop.currency),
        *(Column(key=f"own:{name}", title=name, width=16) for name in own),
        *KNOWN_BY,
    )

    def rows() -> Iterator[Row]:
        for page in _pages(read, count):
            with workspace.read() as work:
                yield from _Customers(work, page, zone=shop.zone, own=own).rows()

    return StreamedTable(key="customers", title="Customers", columns=columns, read=rows, count=count)


def purchases_table(workspace: Workspace, *, read: Read, count: int) -> StreamedTable:
    """Return what these customers bought, customer by customer, the newest first."""
    currency = workspace.shop().currency

    def rows() -> Iterator[Row]:
        for page in _pages(read, count):
            with workspace.read() as work:
                yield from _bought(work, [one.id for one in page], currency)

    return StreamedTable(key="purchases", title="Purchases", columns=purchase_columns(currency), read=rows)


def _pages(read: Read, count: int) -> Iterator[Sequence[ListedCustomer]]:
    for offset in range(0, count, _PAGE):
        if page := read(offset, _PAGE):
            yield page


def _own_columns(work: Work, *, taken: Sequence[Column]) -> tuple[str, ...]:
    """The own fields that get a column: each heading once, whatever its capitals, and none that is one of ours."""
    used: Counter[str] = Counter()
    for field, many in customer_lists.own_fields_used(work.connection).items():
        used[field.name] += many
    there = {_as_heading(column.heading) for column in taken}
    found: dict[str, str] = {}
    for name, _many in used.most_common():
        if _as_heading(name) not in there and len(found) < MOST_OWN:
            found.setdefault(_as_heading(name), name)
    return tuple(sorted(found.values(), key=str.casefold))


def _as_heading(text: str) -> str:
    return " ".join(text.split()).casefold()


class _Customers:
    """Turns a page of the list into rows."""

    def __init__(self, work: Work, page: Sequence[ListedCustomer], *, zone: str, own: Sequence[str]) -> None:
        self._page, self._zone, self._own = page, ZoneInfo(zone), own
        self._records = work.customers.get_many(one.id for one in page)
        tied = {id_ for one in self._records.values() for id_ in (one.firm_id, one.referred_by_id) if id_ is not None}
        self._names = {id_: one.name for id_, one in work.customers.get_many(tied).items()}
        self._channels: Mapping[int | None, str] = {one.id: one.name for one in work.channels.all()}

    def rows(self) -> Iterator[Row]:
        """One row for each customer that is still there."""
        for listed in self._page:
            if (record := self._records.get(listed.id)) is not None:
                yield self._row(listed.line, record)

    def _row(self, line: CustomerLine, one: Customer) -> Row:
        columns = {field.name: field.value for field in one.fields if field.name in self._own}
        rest = tuple(field for field in one.fields if field.name not in columns)
        return (
            one.name or None,
            "\n".join(one.phones) or None,
            "\n".join(one.emails) or None,
            contact_log.STAGES[one.stage.value],
            *self._details(one, rest),
            one.note or None,
            self._local(one.created_at),
            *self._counted(line),
            *(columns.get(name) for name in self._own),
            one.id,
            one.number,
            self._zone.key,
        )

    def _details(self, one: Customer, fields: tuple[OwnField, ...]) -> tuple[Cell, ...]:
        told = CustomerDetails(
            firm_id=one.firm_id,
            firm=self._names.get(one.firm_id or 0, ""),
            is_firm=one.is_firm,
            segment=one.segment,
            birthday=one.birthday,
            channel_id=one.preferred_channel_id,
            motive=one.motive,
            referred_id=one.referred_by_id,
            referred_by=self._names.get(one.referred_by_id or 0, ""),
            consent="" if one.consent is Consent.NOT_ASKED else one.consent.value,
            consent_note=one.consent_note,
            fields=fields_as_text(fields),
        )
        moments = {"consent_at": self._local(one.consent_at), "lost": self._local(one.lost_at)}
        return contact_log.detailed(told, channels=self._channels, **moments)

    def _counted(self, line: CustomerLine) -> tuple[Cell, ...]:
        spent: Decimal | None = line.spent
        return (
            line.contacts,
            line.open_cases,
            self._local(line.last_contact_at),
            line.purchases,
            spent,
            line.csat,
            line.nps,
        )

    def _local(self, moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(self._zone).replace(tzinfo=None)


def _bought(work: Work, customer_ids: Sequence[int], currency: str) -> Iterator[Row]:
    people = work.customers.get_many(customer_ids)
    found = work.care.purchases.where_any("customer_id", sorted(customer_ids))
    places = {id_: place for place, id_ in enumerate(customer_ids)}
    for one in sorted(found, key=lambda one: (places[one.customer_id], -one.day.toordinal(), one.id)):
        who = people[one.customer_id]
        yield (
            one.day,
            one.amount,
            currency,
            one.what or None,
            one.motive or None,
            one.number,
            who.name or None,
            "\n".join(who.phones) or None,
            "\n".join(who.emails) or None,
            one.customer_id,
            one.id,
        )
