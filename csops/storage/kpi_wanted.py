"""What is asked of the records behind a figure, by the conditions by which it was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, true
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.calendar import Calendar
from csops.domain.kpi_figures import By
from csops.storage.kpi_contacts import Span

Condition = ColumnElement[bool]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: a figure, one of its counts or all, and by what it is counted."""

    key: str
    part: str
    span: Span
    live: Mapping[int, timedelta]
    deferred: Mapping[int, timedelta]
    now: datetime
    fcr_days: int
    lost_days: int
    not_at_first: tuple[int, ...]
    calendar: Calendar
    last_day: date
    most: int

    def within(self, moment: ColumnElement[Any]) -> Condition:
        """Return the condition that something was in the period."""
        return and_(moment >= self.span.since, moment < self.span.until)

    def whose(self, columns: Mapping[By, ColumnElement[Any]]) -> Condition:
        """Return the condition that something is of the channel, topic or person asked for."""
        if self.span.by is None:
            return true()
        (one,) = self.span.of or (None,)
        column = columns[self.span.by]
        return column.is_(None) if one is None else column == one


def ids(connection: Connection, asked: Any) -> list[int]:
    """Return the first column of what is asked."""
    return list(connection.execute(asked).scalars())
