"""What follows from the records: forms in which customers are compared, and the search index. Kept true at each act."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from csops.domain.changes import Change, Kind
from csops.domain.customers import points_of
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers, reaches
from csops.storage.inserts import insert_rows
from csops.storage.journal import BATCH
from csops.storage.search import Search
from csops.storage.search_documents import in_parts
from csops.storage.search_runs import RUN, parts_of

_SHOWN_OF_CASE = ("owner_id", "customer_id")
_SHOWN_OF_CUSTOMER = ("name", "phones", "emails")
_COMPARED = select(customers.c.id, customers.c.name, customers.c.phones, customers.c.emails).where(
    customers.c.id.in_(bindparam("ids", expanding=True))
)
_MOMENTS = select(contacts.c.id, contacts.c.happened_at).where(contacts.c.id.in_(bindparam("ids", expanding=True)))


class Derived:
    """Brings the derived tables up to date with the changes of one operation."""

    def __init__(
        self, connection: Connection, *, search: Search, region: Callable[[], str], told: Callable[[float], object]
    ) -> None:
        self._connection = connection
        self._search = search
        self._region = region
        self._told = told
        self._stale: dict[Kind, set[int]] = defaultdict(set)
        self._fresh: dict[Kind, _Fresh] = defaultdict(_Fresh)
        self._indexed_at: dict[int, datetime] = {}

    def follow(self, changes: Sequence[Change]) -> None:
        """Work out what the changes make stale, forget it, and index what stands now."""
        # Contacts first: under which moment they are indexed stands in their own changes.
        for change in sorted(changes, key=lambda one: one.kind is not Kind.CONTACT):
            if change.kind in {Kind.CUSTOMER, Kind.CASE, Kind.CONTACT}:
                for before, after, ids in records_of(change):
                    self._note(change.kind, before, after, ids)
            elif change.kind is Kind.CUSTOMER_MERGE:
                # Who was merged is found by their name of before, which stands in no column of the one kept.
                self._outdate(Kind.CUSTOMER, {side["kept_id"] for side in _sides(change) if side.get("kept_id")})
            elif change.kind is Kind.SETTING and _moved_country(change):
                self._all_customers()
        self._keep_apart()
        self._refresh_customers()
        self._refresh_cases()
        self._refresh_contacts()

    def _keep_apart(self) -> None:
        """What is new is in no index yet: it is not stale, even where a change before it said so of everybody."""
        for kind, fresh in self._fresh.items():
            self._stale[kind] = {one for one in self._stale[kind] if one not in fresh}

    def _all_customers(self) -> None:
        """Phones read otherwise in another country: everybody is compared and indexed anew."""
        self._outdate(Kind.CUSTOMER, self._connection.execute(select(customers.c.id)).scalars())
        self._stale_contacts(contacts.c.customer_id.is_not(None))

    def _note(
        self, kind: Kind, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, ids: Iterable[int]
    ) -> None:
        if before is None:
            self._fresh[kind].add(ids)
            return
        record_id = before["id"]
        if record_id not in self._fresh[kind] and record_id not in self._stale[kind]:
            self._stale[kind].add(record_id)
            if kind is Kind.CONTACT:
                self._indexed_at[record_id] = datetime.fromisoformat(before["happened_at"])
        if after is not None:
            self._follow_up(kind, before, after)

    def _follow_up(self, kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Contacts show their case's owner and their customer's name; cases show their customer's name."""
        if kind is Kind.CASE and any(before[name] != after[name] for name in _SHOWN_OF_CASE):
            self._stale_contacts(contacts.c.case_id == before["id"])
        if kind is Kind.CUSTOMER and any(before[name] != after[name] for name in _SHOWN_OF_CUSTOMER):
            self._stale_contacts(contacts.c.customer_id == before["id"])
            held = select(cases.c.id).where(cases.c.customer_id == before["id"])
            self._outdate(Kind.CASE, self._connection.execute(held).scalars())

    def _outdate(self, kind: Kind, ids: Iterable[int]) -> None:
        fresh = self._fresh[kind]
        self._stale[kind].update(one for one in ids if one not in fresh)

    def _stale_contacts(self, condition: Any) -> None:
        for contact_id, at in self._connection.execute(select(contacts.c.id, contacts.c.happened_at).where(condition)):
            if contact_id not in self._fresh[Kind.CONTACT] and contact_id not in self._stale[Kind.CONTACT]:
                self._stale[Kind.CONTACT].add(contact_id)
                self._indexed_at[contact_id] = at

    def _refresh_customers(self) -> None:
        stale, fresh = self._stale[Kind.CUSTOMER], self._fresh[Kind.CUSTOMER]
        for part in in_parts(stale):
            self._connection.execute(delete(reaches).where(reaches.c.customer_id.in_(part)))
        self._search.forget("customer", stale)
        for part in in_parts(chain(stale, fresh.few, *fresh.runs)):
            self._compare(part)
        self._index("customer", sorted(stale | fresh.few), runs=self._fresh[Kind.CUSTOMER].runs, begins=0.0)

    def _compare(self, ids: Sequence[int]) -> None:
        rows, region = [], self._region()
        for customer_id, name, phones, emails in self._connection.execute(_COMPARED, {"ids": list(ids)}):
            points = points_of(name=name, phones=phones, emails=emails, region=region)
            rows += [{"customer_id": customer_id, "kind": kind, "value": value} for kind, value in points]
        insert_rows(self._connection, reaches, rows)

    def _refresh_cases(self) -> None:
        self._search.forget("case", self._stale[Kind.CASE])
        self._index(
            "case",
            sorted(self._stale[Kind.CASE] | self._fresh[Kind.CASE].few),
            runs=self._fresh[Kind.CASE].runs,
            begins=1 / 3,
        )

    def _refresh_contacts(self) -> None:
        stale = self._stale[Kind.CONTACT]
        self._search.forget_contacts((self._indexed_at[contact_id], contact_id) for contact_id in sorted(stale))
        self._index(
            "contact",
            self._by_time(stale | self._fresh[Kind.CONTACT].few),
            runs=self._fresh[Kind.CONTACT].runs,
            begins=2 / 3,
        )

    def _by_time(self, ids: Collection[int]) -> list[int]:
        """Return the contacts as the index numbers them: FTS5 writes to disk at every row that goes back."""
        moments: list[tuple[datetime, int]] = []
        for part in in_parts(ids) if len(ids) > 1 else ():
            rows = self._connection.execute(_MOMENTS, {"ids": part})
            moments += [(at, contact_id) for contact_id, at in rows]
        return [contact_id for _, contact_id in sorted(moments)] if moments else list(ids)

    def _index(self, kind: str, ids: Collection[int], *, runs: Sequence[range], begins: float) -> None:
        done, many = 0, max(1, len(ids) + sum(map(len, runs)))
        for part in in_parts(ids):
            self._told(begins + done / many / 3)
            self._search.index(kind, part)
            done += len(part)
        if not runs:
            return
        index = self._search.runs()
        for run in chain.from_iterable(map(parts_of, runs)):
            self._told(begins + done / many / 3)
            index.add(kind, run)
            done += len(run)
        index.close()


class _Fresh:
    """Ids of new records: few ones by themselves, many as runs."""

    def __init__(self) -> None:
        self.few: set[int] = set()
        self.runs: list[range] = []

    def add(self, ids: Iterable[int]) -> None:
        """Note more of them."""
        if isinstance(ids, range) and len(ids) >= RUN:
            self.runs.append(ids)
        else:
            self.few.update(ids)

    def __contains__(self, record_id: int) -> bool:
        """Whether it is one of them."""
        return record_id in self.few or any(record_id in run for run in self.runs)


def _moved_country(change: Change) -> bool:
    before, after = change.before or {}, change.after or {}
    was, now = before.get("value"), after.get("value")
    if after.get("key") != "shop" or not isinstance(was, Mapping) or not isinstance(now, Mapping):
        return False
    return was.get("region") != now.get("region")


def records_of(
    change: Change,
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None, Iterable[int]]]:
    """Yield before, after and ids of each record in a change, which may be a batch."""
    if change.record_id != BATCH:
        yield change.before, change.after, (change.record_id,)
        return
    before, after = change.before or {}, change.after or {}
    for first, last in _list(after, "ids"):
        yield None, None, range(first, last + 1)
    now = {row["id"]: row for row in _list(after, "rows")}
    for row in _list(before, "rows"):
        yield row, now.get(row["id"]), (row["id"],)


def _sides(change: Change) -> Iterator[Mapping[str, Any]]:
    for side in (change.before, change.after):
        if side is not None:
            yield from _list(side, "rows") or [side]


def _list(side: Mapping[str, Any], name: str) -> list[Any]:
    value = side.get(name, [])
    return value if isinstance(value, list) else []
