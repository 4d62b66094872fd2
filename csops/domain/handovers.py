"""Work that one member hands to another for an absence, and takes back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class HandedKind(Enum):
    """What was handed over."""

    CASE = "case"
    FOLLOW_UP = "follow_up"
    PROMISE = "promise"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One record whose owner changed."""

    kind: HandedKind
    record_id: int


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One act of handing over. `back_at`: when it came back; what its new owner settled meanwhile stayed theirs."""

    id: int = 0
    version: int = 1
    from_id: int
    to_id: int
    at: datetime
    by_id: int | None = None
    absence_id: int | None = None
    note: str = ""
    items: tuple[Handed, ...] = ()
    back_at: datetime | None = None
