"""Two customers who are one: merged with a preview field by field, and found under both numbers from then on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.customer_merges import CustomerMerge
from csops.domain.customer_merging import (
    Choices,
    FieldChoice,
    check_pair,
    checked_choices,
    joined,
    merge_lines,
)
from csops.domain.customer_moves import Moved
from csops.domain.customers import Customer
from csops.domain.errors import InputError
from csops.services.workspace import Workspace
from csops.storage.customer_links import CustomerLink, customer_links
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class MergePreview:
    """What a merge makes of two customers.

    `lines`: each field with what both say and what is taken. `moves`: how many records of each kind and column come
    from the one that goes ("contact.customer_id"). `names`: what the customers are called whom the fields name.
    """

    kept: Customer
    merged: Customer
    lines: tuple[FieldChoice, ...]
    after: Customer
    moves: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


def preview_merge(
    workspace: Workspace, *, kept_id: int, merged_id: int, choices: Choices | None = None
) -> MergePreview:
    """Return what a merge would make of two customers. Raises as `merge_customers`."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        kept, merged = _both(work, kept_id, merged_id)
        if choices:
            checked_choices(choices, kept, merged, region=work.region)
        moves = {link.key: len(link.store.where(**{link.column: merged.id})) for link in customer_links(work)}
        return MergePreview(
            kept=kept,
            merged=merged,
            lines=merge_lines(kept, merged, region=work.region, choices=choices),
            after=joined(kept, merged, region=work.region, choices=choices),
            moves={key: number for key, number in moves.items() if number},
            names=_names(work, kept, merged),
        )


def merge_customers(
    workspace: Workspace,
    *,
    kept_id: int,
    merged_id: int,
    choices: Choices | None = None,
    seen: MergePreview | None = None,
) -> Customer:
    """Make one customer of two, as one act, and return the one that stays; all that named the other names it now.

    The number of the one that goes still leads to the one that stays, and the two can be parted again at any time.

    Args:
        workspace: where they are kept.
        kept_id: who stays.
        merged_id: whose record goes.
        choices: where fields come from; else what loses nothing.
        seen: what was shown before: ConflictError where somebody changed one of the two since.

    Raises:
        InputError: it is one and the same, a person and their firm, or somebody anonymised; a choice that there is not.
        NotFound, Erased, MergedInto: one of them is no record of its own (any more).
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Merge two customers") as work:
        kept, merged = _both(work, kept_id, merged_id)
        _check_seen(work, (kept, merged), () if seen is None else (seen.kept, seen.merged))
        checked_choices(choices or {}, kept, merged, region=work.region)
        after = joined(kept, merged, region=work.region, choices=choices)
        _check_people(work, after, merged)
        store = work.customers
        before, gone = store.plain(kept), store.plain(merged)
        moved = _move(work, kept.id, merged.id)
        stands = store.update(after)  # before the other goes: it may have been who referred them
        store.remove(merged.id)
        work.care.customer_merges.add(
            CustomerMerge(
                kept_id=kept.id,
                merged_id=merged.id,
                at=workspace.now(),
                member_id=workspace.member.id or None,
                merged=gone,
                before=before,
                after=store.plain(stands),
                moved=moved.to_plain(),
            )
        )
        return stands


def _names(work: Work, *of: Customer) -> dict[int, str]:
    named = {one for customer in of for one in (customer.firm_id, customer.referred_by_id) if one is not None}
    return {one.id: one.title for one in work.customers.get_many(named).values()}


def _both(work: Work, kept_id: int, merged_id: int) -> tuple[Customer, Customer]:
    kept, merged = work.customers.get(kept_id), work.customers.get(merged_id)
    check_pair(kept, merged)
    return kept, merged


def _check_people(work: Work, after: Customer, merged: Customer) -> None:
    """Raise InputError where people speak for one of the two, and what stays would be no firm."""
    people = [] if after.is_firm else work.customers.where_any("firm_id", [after.id, merged.id])
    if people:
        names = ", ".join(one.title for one in people[:3])
        raise InputError(field="is_firm", problem=f"{names} would speak for a person", right="Let it stay a firm")


def _check_seen(work: Work, stored: tuple[Customer, ...], seen: tuple[Customer, ...]) -> None:
    """Raise ConflictError where a record is not as it was shown: the choices were made of other values."""
    for now, was in zip(stored, seen, strict=False):
        if replace(now, version=was.version) != was:
            raise work.customers.conflict(was, now, was)


def _move(work: Work, kept_id: int, merged_id: int) -> Moved:
    """Let all that names one customer name another, and return what that was."""
    ids: dict[str, tuple[int, ...]] = {}
    apart: dict[str, tuple[int, ...]] = {}
    own: dict[str, tuple[int, ...]] = {}
    links = customer_links(work)
    cases = {case.id for case in work.cases.where(customer_id=merged_id)}
    for link in links:
        found = _naming(link, merged_id, but=kept_id)
        ids[link.key] = tuple(record.id for record in found)
        on_case = {record.id: record.case_id for record in found if getattr(record, "case_id", None) is not None}
        apart[link.key] = tuple(record_id for record_id, case_id in on_case.items() if case_id not in cases)
        own[link.key] = tuple(
            record.id for record in _naming(link, kept_id) if getattr(record, "case_id", None) in cases
        )
    for link in links:
        hand_over(link, ids[link.key], kept_id)
    return Moved(ids=ids, apart=apart, own=own, newest_case=work.cases.newest_id())


def _naming(link: CustomerLink, customer_id: int, *, but: int = 0) -> list[Any]:
    """Return the records that name a customer. What the two customers say of each other is told by their fields."""
    found = link.store.where(**{link.column: customer_id})
    return [record for record in found if link.kind is not Kind.CUSTOMER or record.id != but]


def hand_over(link: CustomerLink, ids: Iterable[int], customer_id: int) -> None:
    """Let records name another customer than they do."""
    records = link.store.get_many(ids).values()
    link.store.update_many([replace(record, **{link.column: customer_id}) for record in records])
