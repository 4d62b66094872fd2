"""What a customer is called in a list: the name, else the phone, the e-mail or the note."""

from collections.abc import Mapping, Sequence
from typing import Any

from csops.storage.customers import customers

CALLED = (
    customers.c.name.label("called_name"),
    customers.c.phones.label("called_phones"),
    customers.c.emails.label("called_emails"),
    customers.c.note.label("called_note"),
)
"""The columns that `named` needs, of the customer joined to the line."""

_NAMES = tuple(column.key for column in CALLED)


def named(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a line, with `customer` in place of the columns of CALLED; empty for nobody known."""
    customer = called(row["called_name"], row["called_phones"], row["called_emails"], row["called_note"])
    fields = {name: value for name, value in row.items() if name not in _NAMES}
    return {**fields, "customer": customer}


def called(name: str | None, phones: Sequence[str] | None, emails: Sequence[str] | None, note: str | None) -> str:
    """Return what somebody is called; empty for nobody known."""
    first = next((text for text in (name, *(phones or ()), *(emails or ()), note) if text), "")
    return first.splitlines()[0][:80] if first else ""
