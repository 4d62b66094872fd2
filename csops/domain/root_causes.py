"""Root causes: why something was rated low. The same few words on every scorecard, so that they can be counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.skills import free_key, key_from
from csops.domain.texts import one_line, short_enough

MOST_CAUSES = 30


@dataclass(frozen=True, kw_only=True)
class RootCause:
    """One reason. `active` False: not offered any more; reviews that name it go on showing it."""

    key: str = ""
    name: str
    active: bool = True


def causes_from(rows: Iterable[Mapping[str, Any]]) -> tuple[RootCause, ...]:
    """Return root causes of plain values."""
    return tuple(
        RootCause(key=str(row["key"]), name=str(row["name"]), active=bool(row.get("active", True))) for row in rows
    )


def as_rows(causes: Iterable[RootCause]) -> list[dict[str, Any]]:
    """Return root causes as plain values."""
    return [{"key": each.key, "name": each.name, "active": each.active} for each in causes]


def checked_causes(causes: Sequence[RootCause]) -> tuple[RootCause, ...]:
    """Return them with tidy names, each with a key of its own.

    Raises:
        Missing: one without a name, or none that is offered. OutOfRange: too many. InputError: a name twice.
    """
    if len(causes) > MOST_CAUSES:
        raise OutOfRange(field="root causes", value=len(causes), right=f"Keep to {MOST_CAUSES}, so that they count")
    if not any(each.active for each in causes):
        raise Missing(field="root causes", right="Offer one at least")
    taken, names, found = {each.key for each in causes if each.key}, set[str](), []
    for each in causes:
        name = short_enough(one_line(each.name), field="root cause")
        if not name:
            raise Missing(field="root cause", right="Name it, such as Did not know")
        if name.casefold() in names:
            raise InputError(field=name, problem="stands twice", right="Keep one of the two")
        names.add(name.casefold())
        key = each.key or free_key(key_from(name), taken)
        taken.add(key)
        found.append(RootCause(key=key, name=name, active=each.active))
    return tuple(found)
