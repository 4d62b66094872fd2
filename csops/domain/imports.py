"""One import of a file: what came of it, and the mapping worth remembering."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Import:
    """A finished import. read = new + updated + skipped + left_out. `signature` names files with the same columns."""

    id: int = 0
    version: int = 1
    at: datetime
    member_id: int | None = None
    file: str
    sha256: str
    kind: str
    signature: str = ""
    mapping: Mapping[str, object] = field(default_factory=dict)
    read: int = 0
    new: int = 0
    updated: int = 0
    skipped: int = 0
    left_out: int = 0
