"""What is typed of a customer and not saved, as plain values: only what differs from the record, to be put over it."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from enum import Enum
from typing import Any

from csops.domain.customers import Consent, Customer, OwnField, Stage


def typed_over(shown: Customer, typed: Customer) -> dict[str, Any]:
    """Return what is typed of a customer and not what was shown, as plain values by field."""
    names = [one.name for one in fields(Customer) if one.name not in _NOT_TYPED]
    return {name: _plain(getattr(typed, name)) for name in names if getattr(typed, name) != getattr(shown, name)}


def with_kept(shown: Customer, kept: Mapping[str, Any]) -> Customer:
    """Return a customer with what was kept of them put over it; what does not read as a value is left out."""
    known = {one.name for one in fields(Customer)} - _NOT_TYPED
    changed: dict[str, Any] = {}
    for name in known & kept.keys():
        read = _READ.get(name)
        try:
            changed[name] = kept[name] if read is None or kept[name] is None else read(kept[name])
        except (TypeError, ValueError):
            continue
    return replace(shown, **changed)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(vars(value)) if isinstance(value, OwnField) else value


_NOT_TYPED = {"id", "version", "created_at", "number", "import_id", "anonymised_at"}
_READ: dict[str, Callable[[Any], Any]] = {
    "stage": Stage,
    "consent": Consent,
    "consent_at": datetime.fromisoformat,
    "lost_at": datetime.fromisoformat,
    "phones": tuple,
    "emails": tuple,
    "fields": lambda rows: tuple(OwnField(**row) for row in rows),
}
