"""What figures ask of contacts in a period: how many, answered how fast, how long they took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, Float, and_, case, cast, func, literal, or_, select, text, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.contacts import Direction, Result
from csops.domain.kpi_figures import By
from csops.storage.contacts import contacts
from csops.storage.number_lists import joined, numbers

if TYPE_CHECKING:
    from csops.storage.number_lists import Numbers

_SECOND_MS = 1000.0
_OF = {By.CHANNEL: contacts.c.channel_id, By.TOPIC: contacts.c.topic_id, By.PERSON: contacts.c.member_id}
_CAME = contacts.c.direction == Direction.IN
_LOST = contacts.c.result == Result.MISSED


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a moment until just before another, split by channel, topic or person; `of`: of these ids alone."""

    since: datetime
    until: datetime
    by: By | None = None
    of: tuple[int | None, ...] | None = None

    def key(self, columns: Mapping[By, ColumnElement[Any]]) -> ColumnElement[Any]:
        """Return what a question is split by."""
        return literal(None) if self.by is None else columns[self.by]

    def grouped(self, question: Any, columns: Mapping[By, ColumnElement[Any]]) -> Any:
        """Return the question split, of the wanted ids alone."""
        if self.by is None:
            return question
        column = columns[self.by]
        if self.of is not None:
            known = column.in_([one for one in self.of if one is not None])
            question = question.where(or_(known, column.is_(None)) if None in self.of else known)
        return question.group_by(column)


@dataclass(frozen=True, kw_only=True)
class ContactSums:
    """Contacts of a period. `waits_s`: seconds until a person answered, on immediate channels.

    `missed_live`, `offered_live`, `in_time`: of immediate channels; `handled`: neither missed nor automatic; `squares`
    of the handle times in seconds. `day_only`: known by their day only.
    """

    answered: int = 0
    missed: int = 0
    offered_live: int = 0
    missed_live: int = 0
    in_time: int = 0
    waits_s: "Numbers | tuple[float, ...]" = ()
    handled: int = 0
    timed: int = 0
    handle_s: float = 0.0
    squares: float = 0.0


@dataclass(frozen=True, kw_only=True)
class HoldSums:
    """Contacts with recorded hold: seconds on hold, of talk, and of after-contact work where it was noted."""

    contacts: int = 0
    hold_s: float = 0.0
    talk_s: float = 0.0
    after_s: float = 0.0


def contact_sums(connection: Connection, span: Span, *, live: Mapping[int, timedelta]) -> dict[int | None, ContactSums]:
    """Return the sums of contacts by what they are split by. `live`: immediate channels with their targets."""
    is_live = contacts.c.channel_id.in_(list(live))
    waited = and_(_CAME, ~_LOST, is_live, contacts.c.answered_after.is_not(None))
    in_time = or_(
        *(and_(contacts.c.channel_id == key, contacts.c.answered_after <= most) for key, most in live.items())
    )
    seconds = cast(type_coerce(contacts.c.handle_time, BigInteger), Float) / _SECOND_MS
    counted = select(
        span.key(_OF),
        _many(and_(_CAME, ~_LOST)),
        _many(and_(_CAME, _LOST)),
        _many(and_(_CAME, is_live)),
        _many(and_(_CAME, _LOST, is_live)),
        _many(and_(waited, in_time)),
        joined(case((waited, contacts.c.answered_after))),
        _many(~_LOST),
        func.count(contacts.c.handle_time),
        func.sum(seconds),
        func.sum(seconds * seconds),
    ).where(contacts.c.happened_at >= span.since, contacts.c.happened_at < span.until)
    machines = _automatic(connection, span)
    return {
        row[0]: ContactSums(
            answered=row[1], missed=row[2], offered_live=row[3], missed_live=row[4], in_time=row[5],
            waits_s=numbers(row[6], unit_ms=_SECOND_MS), handled=row[7] - machines.get(row[0], 0), timed=row[8],
            handle_s=float(row[9] or 0), squares=float(row[10] or 0),
        )
        for row in connection.execute(span.grouped(counted, _OF))
    }  # fmt: skip


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _automatic(connection: Connection, span: Span) -> dict[int | None, int]:
    """Return how many contacts that were not missed no person wrote; few, in an index of their own."""
    counted = select(span.key(_OF), func.count()).where(
        contacts.c.happened_at >= span.since, contacts.c.happened_at < span.until, text("automatic"), ~_LOST
    )
    return {row[0]: row[1] for row in connection.execute(span.grouped(counted, _OF))}


def hold_sums(connection: Connection, span: Span) -> dict[int | None, HoldSums]:
    """Return how long contacts were on hold, where that was recorded."""
    hold, handle, after = (
        type_coerce(contacts.c[name], BigInteger) for name in ("hold_time", "handle_time", "after_time")
    )
    afterwards = func.coalesce(after, 0)
    talk = handle - hold - afterwards
    spent = (hold, case((talk > 0, talk), else_=0), afterwards)
    summed = select(span.key(_OF), func.count(), *map(func.sum, spent)).where(
        contacts.c.happened_at >= span.since,
        contacts.c.happened_at < span.until,
        text("hold_time IS NOT NULL"),  # as the index of the few has it
        contacts.c.handle_time.is_not(None),
    )
    return {
        row[0]: HoldSums(contacts=row[1], hold_s=_seconds(row[2]), talk_s=_seconds(row[3]), after_s=_seconds(row[4]))
        for row in connection.execute(span.grouped(summed, _OF))
    }


def _seconds(milliseconds: Any) -> float:
    return float(milliseconds or 0) / _SECOND_MS
