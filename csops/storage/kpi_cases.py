"""What figures ask of cases in a period: their times, turns, resolutions, reopenings, the backlog of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, case, false, func, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.backlog_steps import BANDS
from csops.domain.cases import AGE_BANDS
from csops.domain.kpi_figures import By
from csops.storage.care import escalations
from csops.storage.contacts import cases
from csops.storage.kpi_contacts import Span
from csops.storage.number_lists import joined, numbers
from csops.storage.times import backlog_days, case_times, reopenings, turns

if TYPE_CHECKING:
    from csops.storage.number_lists import Numbers

    List = Numbers | tuple[float, ...]

_T = case_times.c
_MINUTE_MS, _HOUR_MS = 60_000.0, 3_600_000.0
OPENED = {
    By.CHANNEL: func.coalesce(_T.waits_on, _T.channel_id),
    By.TOPIC: _T.topic_id,
    By.PERSON: func.coalesce(_T.replied_by, _T.owner_id),
}
WHOSE = {By.CHANNEL: _T.channel_id, By.TOPIC: _T.topic_id, By.PERSON: _T.owner_id}
TURNS = {By.CHANNEL: turns.c.channel_id, By.TOPIC: turns.c.topic_id, By.PERSON: turns.c.member_id}
AGAIN = {By.CHANNEL: reopenings.c.channel_id, By.TOPIC: reopenings.c.topic_id, By.PERSON: reopenings.c.owner_id}
_DAYS = {By.CHANNEL: backlog_days.c.channel_id, By.TOPIC: backlog_days.c.topic_id, By.PERSON: backlog_days.c.owner_id}
WAITS = and_(_T.waits_since.is_not(None), _T.replied_at.is_(None))
ONE_CONTACT = and_(_T.came == 1, _T.passed == 0, _T.reopened == 0)


@dataclass(frozen=True, kw_only=True)
class OpenedSums:
    """Cases opened in a period; minutes until the first reply in opening hours, and around the clock.

    `waiting`: without a first reply yet; `unanswered`: settled without one; `day_only`: replied to, and known by the
    day only.
    """

    cases: int = 0
    replied: int = 0
    waiting: int = 0
    unanswered: int = 0
    opened_live: int = 0
    response_min: "List" = ()
    response_elapsed_min: "List" = ()

    @property
    def day_only(self) -> int:
        """How many were replied to at a time that is not known."""
        return self.replied - len(self.response_min)


@dataclass(frozen=True, kw_only=True)
class ResolvedSums:
    """Cases last resolved in a period; hours. The second half counts the mature ones alone."""

    cases: int = 0
    reopened: int = 0
    first_h: "List" = ()
    first_elapsed_h: "List" = ()
    full_h: "List" = ()
    full_elapsed_h: "List" = ()
    wait_h: "List" = ()
    wait_elapsed_h: "List" = ()
    mature: int = 0
    one_contact: int = 0
    mature_solvable: int = 0
    one_contact_solvable: int = 0
    verified: int = 0
    nameless: int = 0


@dataclass(frozen=True, kw_only=True)
class TurnSums:
    """Turns that began in a period; minutes until the reply.

    `unanswered`: settled without one; `settled_late` of these past the target, `settled_inside` inside it.
    """

    answered: int = 0
    in_time: int = 0
    unanswered: int = 0
    settled_late: int = 0
    settled_inside: int = 0
    response_min: "List" = ()
    response_elapsed_min: "List" = ()


@dataclass(frozen=True, kw_only=True)
class ReopenedSums:
    """What was undone of the resolutions: resolutions of the period, reopenings in it, and cases."""

    undone: int = 0
    reopenings: int = 0
    case_ids: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A message that nobody has answered yet."""

    case_id: int
    channel_id: int | None
    topic_id: int | None
    member_id: int | None
    since_at: datetime


def opened_sums(connection: Connection, span: Span) -> dict[int | None, OpenedSums]:
    """Return the cases opened in a period, by what they are split by."""
    waits = _T.waits_since.is_not(None)
    counted = select(
        span.key(OPENED),
        func.count(),
        _many(and_(waits, _T.replied_at.is_not(None))),
        _many(and_(WAITS, _T.ended_at.is_(None))),
        _many(and_(WAITS, _T.ended_at.is_not(None))),
        _many(and_(~waits, _T.came > 0)),
        joined(_T.response_business),
        joined(_T.response_elapsed),
    ).where(_T.opened_at >= span.since, _T.opened_at < span.until)
    return {
        row[0]: OpenedSums(
            cases=row[1], replied=row[2], waiting=row[3], unanswered=row[4], opened_live=row[5],
            response_min=numbers(row[6], unit_ms=_MINUTE_MS),
            response_elapsed_min=numbers(row[7], unit_ms=_MINUTE_MS),
        )
        for row in connection.execute(span.grouped(counted, OPENED))
    }  # fmt: skip


def resolved_sums(
    connection: Connection, span: Span, *, mature_until: datetime, within: timedelta, not_at_first: tuple[int, ...]
) -> dict[int | None, ResolvedSums]:
    """Return the cases last resolved in a period.

    Args:
        connection: where to ask.
        span: the period.
        mature_until: cases resolved until then are old enough to tell.
        within: so long no new contact makes a first contact resolution verified.
        not_at_first: topics that cannot be solved at first contact.
    """
    mature = _T.resolved_at <= mature_until
    solvable = and_(mature, or_(_T.topic_id.is_(None), _T.topic_id.not_in(not_at_first)))
    settled = and_(mature, ONE_CONTACT)
    verified = and_(settled, or_(_T.next_after.is_(None), _T.next_after > within))
    counted = select(
        span.key(WHOSE),
        func.count(),
        _many(_T.reopened > 0),
        *(joined(_T[name]) for name in ("first_business", "first_elapsed", "full_business", "full_elapsed")),
        *(joined(_T[name]) for name in ("wait_business", "wait_elapsed")),
        *(_many(one) for one in (mature, settled, solvable, and_(solvable, ONE_CONTACT), verified)),
        _many(and_(settled, _T.customer_id.is_(None))),
    ).where(_T.resolved_at >= span.since, _T.resolved_at < span.until)
    return {row[0]: _resolved(row) for row in connection.execute(span.grouped(counted, WHOSE))}


def _resolved(row: Any) -> ResolvedSums:
    first, first_elapsed, full, full_elapsed, wait, wait_elapsed = (
        numbers(text, unit_ms=_HOUR_MS) for text in row[3:9]
    )
    return ResolvedSums(
        cases=row[1], reopened=row[2], first_h=first, first_elapsed_h=first_elapsed, full_h=full,
        full_elapsed_h=full_elapsed, wait_h=wait, wait_elapsed_h=wait_elapsed, mature=row[9], one_contact=row[10],
        mature_solvable=row[11], one_contact_solvable=row[12], verified=row[13], nameless=row[14],
    )  # fmt: skip


def turn_sums(connection: Connection, span: Span, *, targets: Mapping[int, timedelta]) -> dict[int | None, TurnSums]:
    """Return the turns that began in a period. `targets`: of the deferred channels."""
    late = settled_late(targets)
    counted = select(
        span.key(TURNS),
        func.count(_REPLY),
        _many(in_time(targets)),
        _many(UNANSWERED),
        _many(late),
        _many(and_(UNANSWERED, turns.c.business.is_not(None))),
        joined(_REPLY),
        joined(case((turns.c.replied, turns.c.elapsed))),
    ).where(turns.c.since_at >= span.since, turns.c.since_at < span.until)
    return {
        row[0]: TurnSums(
            answered=row[1], in_time=row[2], unanswered=row[3], settled_late=row[4], settled_inside=row[5] - row[4],
            response_min=numbers(row[6], unit_ms=_MINUTE_MS), response_elapsed_min=numbers(row[7], unit_ms=_MINUTE_MS),
        )
        for row in connection.execute(span.grouped(counted, TURNS))
    }  # fmt: skip


ANSWERED = and_(turns.c.replied, turns.c.business.is_not(None))
UNANSWERED = and_(~turns.c.replied, turns.c.ended_at.is_not(None))
_REPLY = case((turns.c.replied, turns.c.business))


def in_time(targets: Mapping[int, timedelta]) -> ColumnElement[bool]:
    """Return the condition that a turn was answered within the target of its channel."""
    each = (and_(turns.c.channel_id == key, turns.c.business <= most) for key, most in targets.items())
    return and_(turns.c.replied, or_(false(), *each))


def settled_late(targets: Mapping[int, timedelta]) -> ColumnElement[bool]:
    """Return the condition that a turn was settled without a reply when the target of its channel was over."""
    each = (and_(turns.c.channel_id == key, turns.c.business > most) for key, most in targets.items())
    return and_(UNANSWERED, or_(false(), *each))


def settled_inside(targets: Mapping[int, timedelta]) -> ColumnElement[bool]:
    """Return the condition that a turn was settled without a reply before the target of its channel was over."""
    return and_(UNANSWERED, turns.c.business.is_not(None), ~settled_late(targets))


def pending(connection: Connection, *, since: datetime, until: datetime) -> list[Pending]:
    """Return the messages of a period that nobody has answered yet."""
    columns = turns.c
    names = ("case_id", "channel_id", "topic_id", "member_id", "since_at")
    asked = select(*(columns[name] for name in names)).where(
        columns.ended_at.is_(None), columns.since_at >= since, columns.since_at < until
    )
    return [Pending(**row._asdict()) for row in connection.execute(asked)]


def reopened_sums(connection: Connection, span: Span) -> dict[int | None, ReopenedSums]:
    """Return the reopenings of a period, and the resolutions of it that were undone; few."""
    columns = reopenings.c
    undone = and_(columns.resolved_at >= span.since, columns.resolved_at < span.until)
    again = and_(columns.at >= span.since, columns.at < span.until, columns.resolved_at.is_not(None))
    asked = select(span.key(AGAIN), columns.case_id, _many(undone), _many(again)).where(or_(undone, again))
    found: dict[int | None, ReopenedSums] = {}
    split = (columns.case_id,) if span.by is None else (AGAIN[span.by], columns.case_id)
    for key, case_id, undone_here, again_here in connection.execute(_only(asked, span, AGAIN).group_by(*split)):
        known = found.get(key, ReopenedSums())
        found[key] = ReopenedSums(
            undone=known.undone + undone_here,
            reopenings=known.reopenings + again_here,
            case_ids=known.case_ids | ({case_id} if undone_here else frozenset()),
        )
    return found


def _only(asked: Any, span: Span, columns: Mapping[By, ColumnElement[Any]]) -> Any:
    if span.by is None or span.of is None:
        return asked
    known = columns[span.by].in_([one for one in span.of if one is not None])
    return asked.where(or_(known, columns[span.by].is_(None)) if None in span.of else known)


def finally_resolved(connection: Connection, span: Span, case_ids: frozenset[int]) -> set[int]:
    """Return which of these cases were also last resolved in the period."""
    asked = select(_T.case_id).where(
        _T.case_id.in_(sorted(case_ids)), _T.resolved_at >= span.since, _T.resolved_at < span.until
    )
    return set(connection.execute(asked).scalars())


def escalated(connection: Connection, span: Span) -> dict[int | None, tuple[int, int]]:
    """Return how many cases opened in a period were passed on because they could not be solved, and of how many.

    By person the cases are those that they own or passed on.
    """
    opened = and_(_T.opened_at >= span.since, _T.opened_at < span.until)
    on = escalations.c.case_id == _T.case_id
    whose = {**WHOSE, By.PERSON: escalations.c.from_id}
    passed = select(span.key(whose), func.count(_T.case_id.distinct())).join(escalations, on).where(opened)
    passed_on = {row[0]: row[1] for row in connection.execute(span.grouped(passed, whose))}
    every = select(span.key(WHOSE), func.count()).where(opened)
    of_all = {row[0]: row[1] for row in connection.execute(span.grouped(every, WHOSE))}
    if span.by is By.PERSON:
        from_id, owner_id = escalations.c.from_id, _T.owner_id
        given = select(from_id, func.count(_T.case_id.distinct())).join(escalations, on)
        given = given.where(opened, owner_id.is_distinct_from(from_id))
        for member_id, more in connection.execute(given.group_by(from_id)):
            of_all[member_id] = of_all.get(member_id, 0) + more
    return {key: (passed_on.get(key, 0), of_all.get(key, 0)) for key in {*passed_on, *of_all}}


def backlog_at(connection: Connection, day: date, span: Span) -> dict[int | None, tuple[int, ...]]:
    """Return the cases that were not resolved at the end of a day, by age band."""
    columns = backlog_days.c
    asked = select(span.key(_DAYS), columns.band, func.sum(columns.change)).where(columns.day <= day)
    split = (columns.band,) if span.by is None else (_DAYS[span.by], columns.band)
    found: dict[int | None, list[int]] = {}
    for key, band, number in connection.execute(asked.group_by(*split)):
        found.setdefault(key or None, [0] * BANDS)[band] = int(number)
    return {key: tuple(bands) for key, bands in found.items()}


def open_now(connection: Connection, now: datetime, span: Span) -> dict[int | None, tuple[int, ...]]:
    """Return the cases that are not resolved now, by age band."""
    edges = [now - age for age in AGE_BANDS]
    young = [cases.c.opened_at > edge for edge in edges]
    bands = (young[0], *(and_(~younger, older) for younger, older in pairwise(young)), ~young[-1])
    whose = {By.CHANNEL: cases.c.channel_id, By.TOPIC: cases.c.topic_id, By.PERSON: cases.c.owner_id}
    counted = select(span.key(whose), *map(_many, bands)).where(text("state NOT IN ('resolved', 'closed')"))
    return {row[0]: tuple(row[1:]) for row in connection.execute(span.grouped(counted.select_from(cases), whose))}


def backlog_changes(connection: Connection) -> list[tuple[date, int, int]]:
    """Return (day, age band, change) of every day on which the backlog changed, oldest first."""
    columns = backlog_days.c
    asked = select(columns.day, columns.band, func.sum(columns.change)).group_by(columns.day, columns.band)
    return [(row[0], row[1], int(row[2])) for row in connection.execute(asked.order_by(columns.day))]


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
