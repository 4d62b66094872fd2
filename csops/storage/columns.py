"""Column types that keep what the domain means, in both databases, and the naming convention of constraints.

Each type also knows its plain form, in which the journal and the backups' manifests keep a value.
"""

import json
import zlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    ColumnElement,
    Connection,
    CursorResult,
    Date,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    cast,
    func,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from csops.domain.errors import OutOfRange

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""Identity columns: SQLite counts only in INTEGER PRIMARY KEY."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MILLISECOND = timedelta(milliseconds=1)
_in_letters = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps makes one for each value


class Utc(TypeDecorator[datetime]):
    """An aware moment. SQLite: microseconds since 1970, which sort and index well. PostgreSQL: timestamptz."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the database's own type (override of SQLAlchemy)."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Send a moment (override of SQLAlchemy). One before year 1 or after 9999 in UTC could not be read again."""
        if value is not None and not _FIRST <= value <= _LAST:
            raise OutOfRange(field="moment", value=value.isoformat(), right="Choose one from the years 2 to 9998")
        if value is None or dialect.name == "postgresql":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 override
        """Receive a moment (override of SQLAlchemy)."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _EPOCH + timedelta(microseconds=value)

    def to_plain(self, value: datetime) -> str:
        """Return the plain form."""
        return value.isoformat()

    def from_plain(self, value: str) -> datetime:
        """Return the value of a plain form."""
        return datetime.fromisoformat(value)


class Span(TypeDecorator[timedelta]):
    """A duration, kept in milliseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002 override
        """Send a duration (override of SQLAlchemy)."""
        return None if value is None else round(value / _MILLISECOND)

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:  # noqa: ARG002 override
        """Receive a duration (override of SQLAlchemy)."""
        return None if value is None else value * _MILLISECOND

    def to_plain(self, value: timedelta) -> float:
        """Return the plain form: seconds, as the table keeps them, or an undo would find somebody else's change."""
        return round(value / _MILLISECOND) / 1000

    def from_plain(self, value: float) -> timedelta:
        """Return the value of a plain form."""
        return timedelta(seconds=value)


class Choice(TypeDecorator[Enum]):
    """One of an Enum, kept by its value as text."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[Enum]) -> None:
        super().__init__(32)
        self.choices = choices

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send a choice (override of SQLAlchemy)."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Enum | None:  # noqa: ARG002 override
        """Receive a choice (override of SQLAlchemy)."""
        return None if value is None else self.choices(value)

    def to_plain(self, value: Enum) -> str:
        """Return the plain form."""
        return str(value.value)

    def from_plain(self, value: str) -> Enum:
        """Return the value of a plain form."""
        return self.choices(value)


class Choices(TypeDecorator[tuple[Enum, ...]]):
    """Some of an Enum in their order, kept as a JSON list of their values."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Enum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: tuple[Enum, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the choices (override of SQLAlchemy)."""
        return None if value is None else json.dumps(self.to_plain(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Enum, ...] | None:  # noqa: ARG002 override
        """Receive the choices (override of SQLAlchemy)."""
        return None if value is None else self.from_plain(json.loads(value))

    def to_plain(self, value: tuple[Enum, ...]) -> list[str]:
        """Return the plain form."""
        return [str(each.value) for each in value]

    def from_plain(self, value: list[str]) -> tuple[Enum, ...]:
        """Return the value of a plain form."""
        return tuple(self.choices(each) for each in value)


class Money(TypeDecorator[Decimal]):
    """An exact amount, kept as decimal text: SQLite has no exact number type."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send an amount (override of SQLAlchemy)."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 override
        """Receive an amount (override of SQLAlchemy)."""
        return None if value is None else Decimal(value)

    def to_plain(self, value: Decimal) -> str:
        """Return the plain form."""
        return str(value)

    def from_plain(self, value: str) -> Decimal:
        """Return the value of a plain form."""
        return Decimal(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A few texts, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the texts (override of SQLAlchemy)."""
        return None if value is None else _in_letters(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 override
        """Receive the texts (override of SQLAlchemy)."""
        return () if not value or value == "[]" else tuple(json.loads(value))

    def to_plain(self, value: tuple[str, ...]) -> list[str]:
        """Return the plain form."""
        return list(value)

    def from_plain(self, value: list[str]) -> tuple[str, ...]:
        """Return the value of a plain form."""
        return tuple(value)


class Numbers(TypeDecorator[tuple[int, ...]]):
    """A few whole numbers, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the numbers (override of SQLAlchemy)."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[int, ...] | None:  # noqa: ARG002 override
        """Receive the numbers (override of SQLAlchemy)."""
        return () if not value or value == "[]" else tuple(json.loads(value))

    def to_plain(self, value: tuple[int, ...]) -> list[int]:
        """Return the plain form."""
        return list(value)

    def from_plain(self, value: list[int]) -> tuple[int, ...]:
        """Return the value of a plain form."""
        return tuple(value)


class Json(TypeDecorator[Any]):
    """Plain nested values, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the values (override of SQLAlchemy)."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 override
        """Receive the values (override of SQLAlchemy)."""
        return None if value is None else json.loads(value)


class Packed(TypeDecorator[bytes]):
    """Bytes that are compressed when they are many: what the journal keeps of a batch."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 override
        """Send the bytes (override of SQLAlchemy)."""
        if value is None:
            return None
        return b"j" + value if len(value) < 4096 else b"z" + zlib.compress(value, 1)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 override
        """Receive the bytes (override of SQLAlchemy)."""
        if value is None:
            return None
        try:
            return zlib.decompress(value[1:]) if value[:1] == b"z" else bytes(value[1:])
        except zlib.error:
            return bytes(value)  # changed from outside: the digest beside it will tell


def to_plain(kind: TypeEngine[Any], value: Any) -> Any:
    """Return the plain form (JSON) of a value of this column type."""
    if value is None:
        return None
    if isinstance(kind, Date):
        return value.isoformat()
    converter = getattr(kind, "to_plain", None)
    return converter(value) if converter else value


def from_plain(kind: TypeEngine[Any], value: Any) -> Any:
    """Return the value of this column type that a plain form stands for."""
    if value is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    converter = getattr(kind, "from_plain", None)
    return converter(value) if converter else value


def microseconds(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[int]:
    """Return a moment as microseconds since 1970 in either database: what Python reads fastest."""
    if connection.dialect.name == "postgresql":
        return cast(func.extract("epoch", moment) * 1_000_000, BigInteger)
    return type_coerce(moment, BigInteger)


def new_id(result: CursorResult[Any]) -> int:
    """Return the id that the database gave to the row just inserted."""
    key = result.inserted_primary_key
    return int(key[0]) if key is not None else 0
