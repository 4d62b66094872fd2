"""Brings the derived times up to date with the changes of one operation."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from csops.domain.calendar import Calendar, calendar_from, spans_of
from csops.domain.changes import Change, Kind
from csops.domain.questions import day_start
from csops.storage.contacts import cases
from csops.storage.time_changes import ChangedCases, told_by
from csops.storage.time_marks import made_by
from csops.storage.timekeeper import Timekeeper


def follow(connection: Connection, changes: Sequence[Change], *, at: datetime, told: Callable[[float], object]) -> None:
    """Work out anew what the changes touch.

    Args:
        connection: within the operation.
        changes: all that it changed.
        at: when it happens.
        told: hears which share of a long one is done.
    """
    keeper = Timekeeper(connection, at=at)
    if any(_is_of_channels(change) for change in changes):
        keeper.remake(told=told)
        return
    changed = ChangedCases(connection, changes)
    if any(change.kind is Kind.SETTING and _key(change) == "calendar" for change in changes):
        _follow_hours(connection, keeper, told=told)
        # An act may also open cases, as that of the sample business does: they may have been timed by now.
        changed.take_new_for_stale()
    for run in changed.new:
        keeper.renew(run, are_new=True, told=told)
    _keep_few(keeper, changed, changes)
    keeper.renew(sorted(changed.stale), told=told)
    keeper.renew_next(changed.before())


def _keep_few(keeper: Timekeeper, changed: ChangedCases, changes: Sequence[Change]) -> None:
    few = changed.few
    told = told_by(few[0], changes, live=keeper.live) if len(few) == 1 else None
    if told is None:
        keeper.renew(few, are_new=True)
    else:
        is_known = told.customer_id is not None and not changed.is_new_customer(told.customer_id)
        keeper.keep_new(told, may_come_again=is_known)


def _is_of_channels(change: Change) -> bool:
    """Whether a channel became immediate or deferred: which waits count depends on it."""
    if change.kind is not Kind.CHANNEL or change.before is None or change.after is None:
        return False
    return change.before.get("kind") != change.after.get("kind")


def _key(change: Change) -> object:
    return (change.after or change.before or {}).get("key")


def _follow_hours(connection: Connection, keeper: Timekeeper, *, told: Callable[[float], object]) -> None:
    """Count anew what was going on since the first day on which the opening hours are others than before."""
    before, after = made_by(connection), keeper.calendar
    first, last = connection.execute(
        select(func.min(cases.c.opened_at, type_=_AT), func.max(cases.c.last_contact_at, type_=_AT))
    ).one()
    if before is None or first is None:
        keeper.remake(told=told)
        return
    then, now = calendar_from(json.loads(before)), calendar_from(json.loads(after))
    if then.zone != now.zone:
        keeper.remake(told=told)
        return
    day = first_other_day(
        then, now, first.astimezone(now.tz).date(), max(last or first, keeper.at).astimezone(now.tz).date()
    )
    if day is not None:
        since = day_start(day - timedelta(days=1), zone=now.zone)  # hours may go on over midnight
        going_on = or_(cases.c.resolved_at >= since, cases.c.last_contact_at >= since, cases.c.resolved_at.is_(None))
        keeper.renew(list(connection.execute(select(cases.c.id).where(going_on)).scalars()), told=told)
    keeper.note()


_AT = cases.c.opened_at.type


def first_other_day(before: Calendar, after: Calendar, first: date, last: date) -> date | None:
    """Return the first day of a stretch on which two calendars open at other times; None where there is none."""
    days = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return next((day for day in days if spans_of(before, day) != spans_of(after, day)), None)
