"""The records behind what customers waited for: cases by their first reply, messages by the reply to each."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, and_, func, or_, select

from csops.domain.contacts import Direction, Result
from csops.domain.kpi_figures import By
from csops.domain.open_time import Hours
from csops.storage import kpi_cases
from csops.storage.contacts import contacts
from csops.storage.kpi_wanted import Condition, Wanted, ids
from csops.storage.times import case_times, turns

_C, _T, _U = contacts.c, case_times.c, turns.c
CONTACTS = {By.CHANNEL: _C.channel_id, By.TOPIC: _C.topic_id, By.PERSON: _C.member_id}
Found = Iterable[tuple[datetime, int]]
"""When something was, and its id."""

_MESSAGE = (
    select(func.min(_C.id))
    .where(
        _C.case_id == _U.case_id,
        _C.happened_at == _U.since_at,
        _C.channel_id == _U.channel_id,
        _C.direction == Direction.IN,
    )
    .correlate(turns)
    .scalar_subquery()
)
"""The message with which a turn began."""


def first_responses(connection: Connection, wanted: Wanted) -> list[int]:
    """Return cases."""
    waits = _T.waits_since.is_not(None)
    chosen = {
        "waiting": and_(kpi_cases.WAITS, _T.ended_at.is_(None)),
        "unanswered": and_(kpi_cases.WAITS, _T.ended_at.is_not(None)),
        "opened_live": and_(~waits, _T.came > 0),
        "day_only": and_(waits, _T.replied_at.is_not(None), _T.response_business.is_(None)),
    }.get(wanted.part, _T.response_business.is_not(None))
    asked = select(_T.case_id).where(wanted.within(_T.opened_at), chosen, wanted.whose(kpi_cases.OPENED))
    return ids(connection, asked.order_by(_T.opened_at.desc(), _T.case_id.desc()).limit(wanted.most))


def next_responses(connection: Connection, wanted: Wanted) -> list[int]:
    """Return messages."""
    if wanted.part == "waiting":
        return _newest(_waiting(connection, wanted, late=True), _waiting(connection, wanted, late=False))
    chosen = kpi_cases.UNANSWERED if wanted.part == "unanswered" else kpi_cases.ANSWERED
    return _newest(_messages(connection, wanted, chosen))


def within_target(connection: Connection, wanted: Wanted) -> list[int]:
    """Return contacts on immediate channels, and messages on the others."""
    turned = {
        "within_target": kpi_cases.in_time(wanted.deferred),
        "answered": kpi_cases.ANSWERED,
        "missed": kpi_cases.settled_late(wanted.deferred),
        "settled_inside": kpi_cases.settled_inside(wanted.deferred),
    }
    if wanted.part == "still_inside":
        return _newest(_waiting(connection, wanted, late=False))
    if wanted.part:
        late = _waiting(connection, wanted, late=True) if wanted.part == "missed" else ()
        return _newest(_messages(connection, wanted, turned[wanted.part]), late, _live(connection, wanted, wanted.part))
    parts = [_messages(connection, wanted, turned[part]) for part in ("answered", "missed")]
    live = [_live(connection, wanted, part) for part in ("answered", "missed")]
    return _newest(*parts, *live, _waiting(connection, wanted, late=True))


def in_time(wanted: Wanted) -> Condition:
    """Return the condition that a contact on an immediate channel was answered within its target."""
    return or_(*(and_(_C.channel_id == key, _C.answered_after <= most) for key, most in wanted.live.items()))


def _newest(*found: Found) -> list[int]:
    return [one for _at, one in sorted(chain(*found), reverse=True)]


def _messages(connection: Connection, wanted: Wanted, chosen: Condition) -> Found:
    asked = select(_U.since_at, _MESSAGE).where(wanted.within(_U.since_at), chosen, wanted.whose(kpi_cases.TURNS))
    return [(at, one) for at, one in connection.execute(asked) if one is not None]


def _live(connection: Connection, wanted: Wanted, part: str) -> Found:
    lost = _C.result == Result.MISSED
    answered = and_(~lost, _C.answered_after.is_not(None))
    parts = {"missed": lost, "answered": answered, "within_target": and_(answered, in_time(wanted))}
    if part not in parts or not wanted.live:
        return ()
    came = and_(_C.direction == Direction.IN, _C.channel_id.in_(list(wanted.live)))
    asked = select(_C.happened_at, _C.id).where(wanted.within(_C.happened_at), came, parts[part])
    return [(at, one) for at, one in connection.execute(asked.where(wanted.whose(CONTACTS)))]


def _waiting(connection: Connection, wanted: Wanted, *, late: bool) -> Found:
    hours, until = Hours(wanted.calendar), min(wanted.span.until, wanted.now)
    asked = select(_U.channel_id, _U.since_at, _MESSAGE).where(
        _U.ended_at.is_(None), _U.since_at >= wanted.span.since, _U.since_at < until, wanted.whose(kpi_cases.TURNS)
    )
    for channel_id, since, message in connection.execute(asked):
        target = wanted.deferred.get(channel_id or 0)
        is_late = target is not None and hours.between(since, wanted.now) > target
        if is_late == late and message is not None:
            yield since, message
