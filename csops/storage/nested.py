"""A column type for a few small records within a record: the skills of a profile, the ratings of a scorecard."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Dialect, Text, TypeDecorator

_in_letters = json.JSONEncoder(ensure_ascii=False).encode


class Nested(TypeDecorator[tuple[Any, ...]]):
    """A tuple of frozen dataclasses of one kind, kept as a JSON list of objects.

    Their fields are plain values, choices (Enum), small records of the same form, or tuples of any of these. Fields
    that came later take their default.
    """

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind: Any = kind

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the records (override of SQLAlchemy)."""
        return None if value is None else _in_letters(self.to_plain(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002 override
        """Receive the records (override of SQLAlchemy)."""
        return None if value is None else _read(self.kind, value)

    def to_plain(self, value: tuple[Any, ...]) -> list[dict[str, Any]]:
        """Return the plain form."""
        return [_plain_record(record) for record in value]

    def from_plain(self, value: list[dict[str, Any]]) -> tuple[Any, ...]:
        """Return the value of a plain form."""
        return _records(self.kind, value)


@lru_cache(maxsize=64)
def _read(kind: Any, text: str) -> tuple[Any, ...]:
    """The records of a text. What a scorecard says is read twice as a rule: as it stands and as first submitted."""
    return _records(kind, json.loads(text))


def _records(kind: Any, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    read = _readers(kind)
    if all(reader is _same for reader in read.values()) and all(read.keys() >= row.keys() for row in rows):
        return tuple(kind(**row) for row in rows)
    return tuple(kind(**{name: read[name](given) for name, given in row.items() if name in read}) for row in rows)


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _plain_record(record: Any) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in _names(record.__class__)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return _plain_record(value) if is_dataclass(value) else value


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        return lambda value: _records(hint, [value])[0]
    if get_origin(hint) in (Union, UnionType):  # something or None
        inside = _reader(next(each for each in get_args(hint) if each is not NoneType))
        return _same if inside is _same else lambda value: None if value is None else inside(value)
    if get_origin(hint) is tuple:
        inner = _reader(get_args(hint)[0])
        return lambda value: tuple(inner(each) for each in value)
    return _same


def _same(value: Any) -> Any:
    return value
