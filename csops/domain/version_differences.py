"""What became of one thing from a version to another: of a criterion on a scorecard, of a skill in a role profile."""

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class Difference(Enum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


def difference_of(before: T | None, after: T | None) -> tuple[Difference, tuple[str, ...]]:
    """Return what became of it (None: it does not stand there), and the names of the fields that differ."""
    if before is None:
        return Difference.ADDED, ()
    if after is None:
        return Difference.REMOVED, ()
    changed = tuple(field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name))
    return Difference.CHANGED if changed else Difference.SAME, changed
