"""Two cases that were one matter: what is left of the one that was merged into the other."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CaseMerge:
    """A case that is one with another now. `merged_id` is its old number, under which it is still found."""

    id: int = 0
    version: int = 1
    merged_id: int
    into_id: int
    title: str
    at: datetime
    member_id: int | None = None
