"""Which records go with a customer who is merged into another, and which go back when the two are parted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

CASES = "case.customer_id"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a merge moved, as the record of the merge keeps it.

    Attributes:
        ids: numbers of records by kind and column ("contact.customer_id").
        apart: of these, those on a case that did not go with them: they go back whatever becomes of that case.
        own: records of the customer kept that lay on a case which moved: they stay when it goes back.
        newest_case: the number of the newest case there was.
    """

    ids: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    apart: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    newest_case: int = 0

    def to_plain(self) -> dict[str, Any]:
        """Return the plain form."""
        parts = {"ids": self.ids, "apart": self.apart, "own": self.own}
        lists = {name: {key: list(ids) for key, ids in part.items() if ids} for name, part in parts.items()}
        return {**lists, "newest_case": self.newest_case}

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> "Moved":
        """Return what a plain form says."""
        parts = (plain.get(name, {}) for name in ("ids", "apart", "own"))
        ids, apart, own = ({key: tuple(some) for key, some in part.items()} for part in parts)
        return Moved(ids=ids, apart=apart, own=own, newest_case=int(plain.get("newest_case", 0)))


def goes_back(moved: Moved, key: str, *, record_id: int, case_id: int | None, cases: Collection[int]) -> bool:
    """Return whether a record that is with the customer kept goes back with the one who is parted from them.

    The case decides, also for what came to it since: one matter has one customer. What lies on no case goes back if it
    came with the merge.

    Args:
        moved: what the merge moved.
        key: kind and column by which the record names the customer.
        record_id: the number of the record.
        case_id: the case that it lies on, None for none.
        cases: the cases that go back.
    """
    if record_id in moved.own.get(key, ()):
        return False
    if record_id in moved.apart.get(key, ()):
        return True
    if case_id is not None:
        return case_id in cases
    return record_id in moved.ids.get(key, ())


def cases_back(moved: Moved, *, standing: Collection[int], contacts: Mapping[int, Collection[int]]) -> set[int]:
    """Return the cases of the customer kept that go back.

    Those that came with the merge, and those opened since that hold nothing but contacts that came with it: a case
    that was split goes back in all its parts.

    Args:
        moved: what the merge moved.
        standing: all cases of the customer kept.
        contacts: the numbers of the contacts on each case opened since.
    """
    came = set(moved.ids.get(CASES, ())) & set(standing)
    theirs = set(moved.ids.get("contact.customer_id", ())) - set(moved.apart.get("contact.customer_id", ()))
    fresh = (case_id for case_id in standing if case_id > moved.newest_case)
    return came | {case_id for case_id in fresh if (on := set(contacts.get(case_id, ()))) and on <= theirs}
