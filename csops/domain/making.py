"""Records made by the hundred thousand."""

from typing import Any, TypeVar

R = TypeVar("R")


def made(kind: type[R], **values: Any) -> R:
    """Return a record of a frozen dataclass from the values of all its fields, in a third of its constructor's time.

    For imports only: no default is filled in and nothing is checked, so that every field must be named.
    """
    record = object.__new__(kind)
    object.__setattr__(record, "__dict__", values)
    return record
