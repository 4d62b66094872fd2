"""Two customers who are one: all that is needed to part them again at any time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class CustomerMerge:
    """A customer who was merged into another.

    Attributes:
        kept_id: who is left. `merged_id`: whose record went; un-merging brings it back under this id.
        merged, before, after: plain values of the record that went, and of the one kept before and after.
        moved: ids of the records that changed their customer, by kind.
        parted_at: when they were parted again.
    """

    id: int = 0
    version: int = 1
    kept_id: int
    merged_id: int
    at: datetime
    member_id: int | None = None
    merged: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    moved: Mapping[str, Any] = field(default_factory=dict)
    parted_at: datetime | None = None
