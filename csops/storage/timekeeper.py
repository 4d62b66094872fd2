"""Keeps the derived times true: of the cases that an operation changed, or of all of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Date, Table, bindparam, delete, func, select, text

from csops.domain.backlog_steps import steps
from csops.domain.calendar import calendar_from
from csops.domain.case_clock import CaseClock, Spent, clock_of
from csops.domain.open_time import Hours
from csops.storage.case_facts import Told, facts_of
from csops.storage.contacts import cases
from csops.storage.inserts import insert_rows
from csops.storage.next_contacts import came_again, put_back, renew_next
from csops.storage.plain_rows import Ids, moments, parts_of, plain_do, plain_rows
from csops.storage.time_marks import TIMES, basis
from csops.storage.times import backlog_days, case_times, derived_marks, reopenings, turns

Step = tuple[date, int, int, int, int]
"""A day, an age band, and whose the cases are: channel, topic, owner, 0 for none."""


_MANY, _AT_ONCE = 200, 50_000


class Made(NamedTuple):
    """The rows that follow from some cases, by table, and their steps of the backlog."""

    rows: dict[Table, list[dict[str, Any]]]
    steps: Counter[Step]


class Timekeeper:
    """The derived times within one operation, which happens `at` a moment."""

    def __init__(self, connection: Connection, *, at: datetime) -> None:
        self._connection, self.at = connection, at
        self.calendar, self.live = basis(connection)
        self._hours = _hours(self.calendar)
        self._zone = self._hours.calendar.tz

    def renew(self, ids: Ids, *, are_new: bool = False, told: Callable[[float], object] | None = None) -> None:
        """Work out the times of these cases anew; of those that are gone nothing is left.

        `are_new`: they were opened in this operation.
        """
        if are_new and isinstance(ids, range) and len(ids) >= _MANY and self._connection.dialect.name == "sqlite":
            ids = self._keep_plain(ids)
        done = 0
        for part in parts_of(ids):
            if told is not None:
                told(done / len(ids))
            self._renew_part(part, are_new=are_new)
            done += len(part)

    def _keep_plain(self, run: range) -> list[int]:
        """Keep the times of the plain cases among many new ones, and return the others."""
        from csops.storage.plain_times import keep_plain

        left: list[int] = []
        for start in range(0, len(run), _AT_ONCE):
            found = keep_plain(self._connection, run[start : start + _AT_ONCE], live=self.live, hours=self._hours)
            left += found.ids
            _keep_steps(self._connection, found.steps)
        return left

    def keep_new(self, told: Told, *, may_come_again: bool) -> None:
        """Keep the times of a case that was opened in this operation, of which all is known.

        `may_come_again`: its customer may have been in touch after it was resolved.
        """
        self._keep([told])
        if may_come_again and told.facts.resolved_at is not None:
            renew_next(self._connection, (told.case_id,))

    def renew_next(self, ids: Ids) -> None:
        """Work out anew when customers came again after these cases."""
        for part in parts_of(ids):
            renew_next(self._connection, part)

    def remake(self, *, told: Callable[[float], object] | None = None) -> None:
        """Work out everything anew, and note by which opening hours."""
        first, last = self._connection.execute(select(func.min(cases.c.id), func.max(cases.c.id))).one()
        every = range(0) if first is None else range(first, last + 1)
        known = came_again(self._connection, every, of_nobody=True)
        for table in (case_times, turns, reopenings, backlog_days):
            self._connection.execute(delete(table))
        if every:
            self.renew(every, are_new=True, told=told)
            put_back(self._connection, known)
        self.note()

    def note(self) -> None:
        """Note by which opening hours the times that stand were worked out."""
        self._connection.execute(delete(derived_marks).where(derived_marks.c.name == TIMES))
        mark = {"name": TIMES, "value": self.calendar, "at": self.at}
        insert_rows(self._connection, derived_marks, [mark])

    def _renew_part(self, part: Ids, *, are_new: bool) -> None:
        changed: Counter[Step] = Counter()
        told = facts_of(self._connection, part, live=self.live)
        # Of whom a case was that is nobody's any more, no contact tells: what stands of it is all that is known.
        nobody = [] if are_new else [one.case_id for one in told if one.customer_id is None and one.facts.resolved_at]
        known = came_again(self._connection, nobody, of_nobody=True) if nobody else []
        if not are_new:
            changed.subtract(self._steps_there(part))
            for table in ("case_times", "turns", "reopenings"):
                plain_do(self._connection, f"DELETE FROM {table} WHERE case_id {{ids}}", part)  # noqa: S608 our names
        self._keep(told, changed)
        renew_next(self._connection, part)
        if known:
            put_back(self._connection, known)

    def _keep(self, told: Sequence[Told], changed: Counter[Step] | None = None) -> None:
        made = self.made(told)
        for table, rows in made.rows.items():
            insert_rows(self._connection, table, rows)
        if changed is None:
            changed = made.steps
        else:
            changed.update(made.steps)
        _keep_steps(self._connection, changed)

    def made(self, told: Sequence[Told]) -> Made:
        """Return the rows of these cases, without when their customers came again."""
        found, counted = [(each, self._clock(each)) for each in told], Counter[Step]()
        for each, clock in found:
            whose = (each.channel_id, each.topic_id, each.owner_id)
            _count(counted, each.facts.opened_at, clock.stretches, whose, self._zone)
        return Made(
            rows={
                case_times: [_case_row(*each) for each in found],
                turns: [row for each in found for row in _turn_rows(*each)],
                reopenings: [row for each in found for row in _reopening_rows(*each)],
            },
            steps=counted,
        )

    def _clock(self, told: Told) -> CaseClock:
        return clock_of(
            told.facts, told.touches, told.states, escalations=told.escalations, open_time=self._hours.between
        )

    def _steps_there(self, part: Ids) -> Counter[Step]:
        """Return what these cases have added to the backlog."""
        again: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
        moment = moments(self._connection)
        for case_id, ended_at, at in plain_rows(self._connection, _AGAIN, part):
            again[case_id].append((moment(ended_at), moment(at)))
        there: Counter[Step] = Counter()
        for case_id, opened_at, ended_at, *whose in plain_rows(self._connection, _THERE, part):
            opened = moment(opened_at)
            begins = [opened, *(at for _, at in again[case_id])]
            ends = [*(ended for ended, _ in again[case_id]), moment(ended_at)]
            stretches: Any = tuple(zip(begins, ends, strict=True))
            _count(there, opened, stretches, tuple(whose), self._zone)
        return there


_THERE = "SELECT case_id, opened_at, ended_at, channel_id, topic_id, owner_id FROM case_times WHERE case_id {ids}"
_AGAIN = "SELECT case_id, ended_at, at FROM reopenings WHERE case_id {ids} ORDER BY case_id, number"


@lru_cache(maxsize=4)
def _hours(calendar: str) -> Hours:
    return Hours(calendar_from(json.loads(calendar)))


def _count(
    counted: Counter[Step],
    opened_at: Any,
    stretches: tuple[tuple[datetime, datetime | None], ...],
    whose: tuple[int | None, ...],
    zone: ZoneInfo,
) -> None:
    for day, band, change in steps(opened_at, stretches, zone=zone):
        counted[day, band, whose[0] or 0, whose[1] or 0, whose[2] or 0] += change


def _case_row(told: Told, clock: CaseClock) -> dict[str, Any]:
    response, first, full, wait = (each or _UNKNOWN for each in (clock.response, clock.first, clock.full, clock.wait))
    return {
        "case_id": told.case_id,
        "channel_id": told.channel_id,
        "topic_id": told.topic_id,
        "owner_id": told.owner_id,
        "customer_id": told.customer_id,
        "opened_at": told.facts.opened_at,
        "waits_since": clock.waits_since,
        "waits_on": clock.waits_on,
        "replied_at": clock.replied_at,
        "replied_by": clock.replied_by,
        "response_business": response[0],
        "response_elapsed": response[1],
        "first_resolved_at": clock.first_resolved_at,
        "first_business": first[0],
        "first_elapsed": first[1],
        "resolved_at": clock.resolved_at,
        "full_business": full[0],
        "full_elapsed": full[1],
        "wait_business": wait[0],
        "wait_elapsed": wait[1],
        "ended_at": clock.ended_at,
        "came": clock.came,
        "passed": clock.passed,
        "reopened": told.facts.reopened,
        "next_after": None,
    }


_UNKNOWN: Spent | tuple[None, None] = (None, None)


def _turn_rows(told: Told, clock: CaseClock) -> Iterator[dict[str, Any]]:
    for number, turn in enumerate(clock.turns):
        spent = turn.spent or _UNKNOWN
        yield {
            "case_id": told.case_id,
            "number": number,
            "channel_id": turn.channel_id,
            "topic_id": turn.topic_id if turn.topic_id is not None else told.topic_id,
            "member_id": told.owner_id if turn.member_id is None else turn.member_id,
            "since_at": turn.since_at,
            "ended_at": turn.ended_at,
            "replied": turn.replied,
            "business": spent[0],
            "elapsed": spent[1],
        }


def _reopening_rows(told: Told, clock: CaseClock) -> Iterator[dict[str, Any]]:
    for number, (again, stretch) in enumerate(zip(clock.reopenings, clock.stretches, strict=False)):
        yield {
            "case_id": told.case_id,
            "number": number,
            "resolved_at": again.resolved_at,
            "ended_at": stretch[1],
            "at": again.at,
            "channel_id": told.channel_id,
            "topic_id": told.topic_id,
            "owner_id": told.owner_id,
        }


def _keep_steps(connection: Connection, changed: Counter[Step]) -> None:
    rows = [
        {"day": day, "band": band, "channel": channel, "topic": topic, "owner": owner, "change": change}
        for (day, band, channel, topic, owner), change in sorted(changed.items())
        if change
    ]
    if rows:
        connection.execute(_STEP, rows)
        connection.execute(_STILL)


_STEP = text(
    "INSERT INTO backlog_days (day, band, channel_id, topic_id, owner_id, change)"
    " VALUES (:day, :band, :channel, :topic, :owner, :change)"
    " ON CONFLICT (day, band, channel_id, topic_id, owner_id)"
    " DO UPDATE SET change = backlog_days.change + excluded.change"
).bindparams(bindparam("day", type_=Date))
# Sorted before: two operations on a server take the rows in the same order, and none waits for the other for ever.
_STILL = delete(backlog_days).where(backlog_days.c.change == 0)
