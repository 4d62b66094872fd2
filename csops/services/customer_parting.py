"""Customers who were merged, parted again at any time: the record comes back under its number with what was its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.customer_merges import CustomerMerge
from csops.domain.customer_merging import choices_of, given_back, joined
from csops.domain.customer_moves import CASES, Moved, cases_back, goes_back
from csops.domain.customers import Customer
from csops.services.customer_merges import hand_over
from csops.services.workspace import Workspace
from csops.storage.customer_links import CustomerLink, customer_links
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class PartPreview:
    """What parting two customers makes of them.

    Attributes:
        back: the record that comes back. `kept`: the other, as it will be; `now`: as it stands.
        fields_back: keys of fields of the one kept that go back. `edited`: those that stay, for they were edited since.
        moves: how many records of each kind and column go back. `came`: of these, how many came since the merge.
        stays: how many that came with the merge stay, for they were put elsewhere since.
    """

    merge_id: int
    back: Customer
    now: Customer
    kept: Customer
    fields_back: tuple[str, ...]
    edited: tuple[str, ...]
    moves: Mapping[str, int]
    came: Mapping[str, int]
    stays: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class MergeLine:
    """A customer who is part of another, as that one's page lists them: by the name and number of before."""

    id: int
    merged_id: int
    name: str
    at: datetime
    member_id: int | None


def merges_of(workspace: Workspace, *, customer_id: int) -> list[MergeLine]:
    """Return who was merged into a customer, the latest first; nobody of them is a record of their own now."""
    with workspace.read() as work:
        merges = work.care.customer_merges.where(kept_id=work.customers.followed(customer_id).id)
        return [
            MergeLine(
                id=one.id,
                merged_id=one.merged_id,
                name=_merged(work, one).title,
                at=one.at,
                member_id=one.member_id,
            )
            for one in sorted(merges, key=lambda one: one.id, reverse=True)
        ]


def merge_of(workspace: Workspace, *, customer_id: int) -> MergeLine | None:
    """Return the merge by which a number became another customer's, None where it is nobody's old number."""
    with workspace.read() as work:
        found = work.care.customer_merges.where(merged_id=customer_id)
        if not found:
            return None
        one, name = found[0], _merged(work, found[0]).title
        return MergeLine(id=one.id, merged_id=one.merged_id, name=name, at=one.at, member_id=one.member_id)


def preview_parting(workspace: Workspace, *, merge_id: int) -> PartPreview:
    """Return what parting would make of two customers who were merged. Raises NotFound where they are two already."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        return _Parting(work, work.care.customer_merges.get(merge_id)).preview()


def part_customers(workspace: Workspace, *, merge_id: int, seen: PartPreview | None = None) -> Customer:
    """Make two customers of one again, as one act, and return the one who comes back.

    The record comes back under its number with its own fields, and with all that came with it and was not put
    elsewhere since; what came since to a case that goes back goes with it, everything else stays. Fields of the one
    kept that the merge changed go back unless they were edited since.

    Args:
        workspace: where they are kept.
        merge_id: the merge (see `merges_of`).
        seen: what was shown before: ConflictError where it would not be the same any more.

    Raises:
        NotFound: they are two already.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Part two customers again") as work:
        parting = _Parting(work, work.care.customer_merges.get(merge_id))
        if seen is not None and _told(parting.preview()) != _told(seen):
            raise work.customers.conflict(seen.now, parting.now, seen.now)
        return parting.do()


def _told(preview: PartPreview) -> tuple[object, ...]:
    return replace(preview.kept, version=0), preview.moves, preview.stays


def _merged(work: Work, merge: CustomerMerge) -> Customer:
    return work.customers.record(dict(merge.merged))


class _Parting:
    """One merge, about to be taken apart."""

    def __init__(self, work: Work, merge: CustomerMerge) -> None:
        self._work, self._merge = work, merge
        self._moved = Moved.from_plain(merge.moved)
        self.now = work.customers.get(merge.kept_id)
        self._links = customer_links(work)
        self._later, before, made = _without(work, merge)
        self._given = given_back(self.now, before=before, after=made)
        self._back = self._returning()

    def preview(self) -> PartPreview:
        """Return what it would do."""
        moves = {link.key: set(self._back.get(link.key, ())) for link in self._links}
        came = {key: ids - set(self._moved.ids.get(key, ())) for key, ids in moves.items()}
        stays = {key: set(ids) - moves.get(key, set()) for key, ids in self._moved.ids.items()}
        return PartPreview(
            merge_id=self._merge.id,
            back=_merged(self._work, self._merge),
            now=self.now,
            kept=self._given.kept,
            fields_back=self._given.back,
            edited=self._given.edited,
            moves={key: len(ids) for key, ids in moves.items() if ids},
            came={key: len(ids) for key, ids in came.items() if ids},
            stays={key: len(ids) for key, ids in stays.items() if ids},
        )

    def do(self) -> Customer:
        """Do it."""
        work, merge = self._work, self._merge
        was = _merged(work, merge)
        back = work.customers.add(replace(_led(work, was, now=self.now), version=was.version + 1))
        for link in self._links:
            hand_over(link, self._back.get(link.key, ()), back.id)
        work.customers.update(self._given.kept)
        for later in self._later:
            work.care.customer_merges.update(later)
        work.care.customer_merges.remove(merge.id)
        return back

    # ------------------------------------------------------------ what goes back
    def _returning(self) -> dict[str, list[int]]:
        """Return by kind and column which records go back."""
        kept_id = self._merge.kept_id
        contacts: dict[int, list[int]] = {}
        standing = [case.id for case in self._work.cases.where(customer_id=kept_id)]
        fresh = [case_id for case_id in standing if case_id > self._moved.newest_case]
        for contact in self._work.contacts.where_any("case_id", fresh):
            contacts.setdefault(contact.case_id, []).append(contact.id)
        cases = cases_back(self._moved, standing=standing, contacts=contacts)
        found: dict[str, list[int]] = {CASES: sorted(cases)}
        for link in self._links:
            if link.key != CASES:
                found[link.key] = [
                    record.id
                    for record in link.store.where(**{link.column: kept_id})
                    if self._goes(link, record, cases)
                ]
        return found

    def _goes(self, link: CustomerLink, record: Any, cases: set[int]) -> bool:
        if link.kind is Kind.CUSTOMER and record.id in {self._merge.merged_id, self._merge.kept_id}:
            return False
        case_id = getattr(record, "case_id", None)
        return goes_back(self._moved, link.key, record_id=record.id, case_id=case_id, cases=cases)


def _without(work: Work, merge: CustomerMerge) -> tuple[list[CustomerMerge], Customer, Customer]:
    """Return the later merges as they would be without this one, and what they would have led to, and did.

    Who was merged into B, and B into C, is found with C; and B may have taken in somebody else meanwhile. Parted, they
    leave nothing with any of these: neither with the record that stands, nor with those that may come back one day.
    """
    store = work.customers
    before, made = store.record(dict(merge.before)), store.record(dict(merge.after))
    found = []
    for one in work.care.customer_merges.where(kept_id=merge.kept_id):
        if one.id <= merge.id or made.id not in {one.merged_id, one.before["id"]}:
            continue
        kept, gone, after = (store.record(dict(side)) for side in (one.before, one.merged, one.after))
        choices = choices_of(kept, gone, after, region=work.region)
        # What was edited between the two merges stays as it was edited.
        if one.merged_id == made.id:
            gone = given_back(gone, before=before, after=made).kept
        else:
            kept = given_back(kept, before=before, after=made).kept
        before, made = joined(kept, gone, region=work.region, choices=choices), after
        found.append(
            replace(one, before=store.plain(kept), merged=store.plain(gone), after=store.plain(before)),
        )
    return found, before, made


def _led(work: Work, was: Customer, *, now: Customer) -> Customer:
    """Return a record that comes back, naming only what there is: whom they came from may be merged or erased."""

    def there(customer_id: int | None) -> int | None:
        if customer_id is None or customer_id in {was.id, now.id}:
            return customer_id if customer_id == now.id else None
        found = work.customers.find(customer_id) or work.customers.merged_into(customer_id)
        return None if found is None else found.id

    return replace(
        was,
        firm_id=there(was.firm_id),
        referred_by_id=there(was.referred_by_id),
        preferred_channel_id=was.preferred_channel_id if work.channels.find(was.preferred_channel_id or 0) else None,
        import_id=was.import_id if work.imports.find(was.import_id or 0) else None,
    )
