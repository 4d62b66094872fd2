"""What names a customer, found by the foreign keys, so that no table that comes later is forgotten in a merge."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from csops.domain.changes import Kind
from csops.storage.customers import customers
from csops.storage.store import Store
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class CustomerLink:
    """A column by which records of a kind name a customer."""

    kind: Kind
    column: str
    store: Store[Any]

    @property
    def key(self) -> str:
        """Kind and column, as the record of a merge keeps them."""
        return f"{self.kind.value}.{self.column}"


def customer_links(work: Work) -> list[CustomerLink]:
    """Return every column that names a customer; what is worked out from the customer goes with it and is none.

    Raises:
        LookupError: a table names customers and has no store, so that nobody could move its rows.
    """
    kinds = stores_by_table(work)
    found = []
    for table, column in _naming():
        if table not in kinds:
            raise LookupError(f"{table}.{column}")
        kind, store = kinds[table]
        found.append(CustomerLink(kind=kind, column=column, store=store))
    return found


def stores_by_table(work: Work) -> dict[str, tuple[Kind, Store[Any]]]:
    """Return kind and store of every table that has one, by its name."""
    stores = [(kind, work.store_of(kind)) for kind in Kind if kind is not Kind.ERASURE]
    return {store.table.name: (kind, store) for kind, store in stores}


@cache
def _naming() -> tuple[tuple[str, str], ...]:
    from csops.storage.every_table import metadata

    return tuple(
        (table.name, key.parent.name)
        for table in metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table is customers and key.ondelete is None
    )
