"""Column types of hours on the clock: the breaks of a shift, the times that somebody offers in a week."""

import json
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator

from csops.domain.opening_hours import Span

Week = tuple[tuple[Span, ...], ...]


class Spans(TypeDecorator[tuple[Span, ...]]):
    """Spans of a day, kept as a JSON list of [start, end] in minutes from midnight."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Span, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the spans (override of SQLAlchemy)."""
        return None if value is None else json.dumps(_pairs(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Span, ...] | None:  # noqa: ARG002 override
        """Receive the spans (override of SQLAlchemy)."""
        return None if value is None else _spans(json.loads(value))

    def to_plain(self, value: tuple[Span, ...]) -> list[list[int]]:
        """Return the plain form."""
        return _pairs(value)

    def from_plain(self, value: list[list[int]]) -> tuple[Span, ...]:
        """Return the value of a plain form."""
        return _spans(value)


class Weekly(TypeDecorator[Week]):
    """Spans of each weekday, Monday first; nothing where no times are told apart."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Week | None, dialect: Dialect) -> str | None:  # noqa: ARG002 override
        """Send the week (override of SQLAlchemy)."""
        return None if value is None else json.dumps(self.to_plain(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Week | None:  # noqa: ARG002 override
        """Receive the week (override of SQLAlchemy)."""
        return None if value is None else self.from_plain(json.loads(value))

    def to_plain(self, value: Week) -> list[list[list[int]]]:
        """Return the plain form."""
        return [_pairs(day) for day in value]

    def from_plain(self, value: list[list[list[int]]]) -> Week:
        """Return the value of a plain form."""
        return tuple(_spans(day) for day in value)


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start_minute, span.end_minute] for span in spans]


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(start_minute=start, end_minute=end) for start, end in pairs)
