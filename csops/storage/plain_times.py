"""The times of many new cases with one contact each, in the driver's own numbers: what an import brings to a file.

It says exactly what `domain/case_clock.py` says of such cases, in a third of the time; the tests hold one against the
other. Whatever is not so plain is left to the clock.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from csops.domain.backlog_steps import steps
from csops.domain.open_time import Hours
from csops.storage.next_contacts import WITHIN

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_QUARTER = 900_000_000
_SETTLED = ("resolved", "closed")
_CASES = (
    "SELECT cases.id, cases.channel_id, cases.topic_id, cases.owner_id, cases.customer_id, cases.opened_at,"
    " cases.state, cases.first_resolved_at, cases.resolved_at, cases.first_response_at, contacts.happened_at,"
    " contacts.direction, contacts.result, contacts.time_known, contacts.automatic, contacts.answered_after,"
    " contacts.channel_id, contacts.topic_id, contacts.member_id, cases.reopened"
    " FROM cases JOIN contacts ON contacts.case_id = cases.id WHERE cases.id BETWEEN ? AND ? ORDER BY cases.id"
)
_STATES = "SELECT case_id, at, state FROM state_changes WHERE case_id BETWEEN ? AND ?"
_ESCALATED = "SELECT DISTINCT case_id FROM escalations WHERE case_id BETWEEN ? AND ?"
_CAME = (
    "SELECT contacts.customer_id, coalesce(contacts.topic_id, cases.topic_id), contacts.happened_at, contacts.case_id"
    " FROM contacts JOIN cases ON cases.id = contacts.case_id"
    " WHERE contacts.direction = 'in' AND NOT contacts.automatic AND contacts.customer_id IN"
    " (SELECT DISTINCT customer_id FROM cases WHERE id BETWEEN ? AND ? AND customer_id IS NOT NULL"
    " AND resolved_at IS NOT NULL)"
)
_KEEP_CASE = f"INSERT INTO case_times VALUES ({', '.join('?' * 25)})"  # noqa: S608 our names
_KEEP_TURN = f"INSERT INTO turns VALUES ({', '.join('?' * 10)})"  # noqa: S608 our names
_UNKNOWN = (None, None)


class _Row(NamedTuple):
    """One case with its only contact; moments are microseconds since 1970, `after` milliseconds."""

    case_id: int
    channel_id: int | None
    topic_id: int | None
    owner_id: int | None
    customer_id: int | None
    opened_at: int
    state: str
    first_resolved_at: int | None
    resolved_at: int | None
    first_response_at: int | None
    at: int
    direction: str
    result: str
    time_known: int
    automatic: int
    after: int | None
    on: int
    about: int | None
    member_id: int | None
    reopened: int

    @property
    def reply(self) -> tuple[int | None, int | None]:
        """When it was answered and by whom: as the contact notes it, else as the case was told to have been."""
        return (self.first_response_at, None) if self.after is None else (self.at + self.after * 1000, self.member_id)


class Left(NamedTuple):
    """The cases that were not plain enough, and the steps of the backlog of those that were."""

    ids: list[int]
    steps: Counter[tuple[Any, int, int, int, int]]


def keep_plain(connection: Connection, run: range, *, live: frozenset[int], hours: Hours) -> Left:
    """Keep the times of the plain cases of a run that is new; a file only."""
    ends = (run.start, run.stop - 1)
    rows = list(map(_Row._make, connection.exec_driver_sql(_CASES, ends).fetchall()))
    if not rows:
        return Left(list(run), Counter())
    maker = _Maker(connection, ends, rows, live=live, hours=hours)
    case_rows, turn_rows = [], []
    for made, turn in maker.made():
        case_rows.append(made)
        if turn is not None:
            turn_rows.append(turn)
    if case_rows:
        connection.exec_driver_sql(_KEEP_CASE, case_rows)
    if turn_rows:
        connection.exec_driver_sql(_KEEP_TURN, turn_rows)
    return Left(maker.left, maker.steps)


class _Maker:
    """Makes the rows of one run."""

    def __init__(
        self, connection: Connection, ends: tuple[int, int], rows: Sequence[_Row], *, live: frozenset[int], hours: Hours
    ) -> None:
        self._rows, self._live, self._zone = rows, live, hours.calendar.tz
        self._counted = Counter(row.case_id for row in rows)
        self._settled, self._odd = _settled(connection.exec_driver_sql(_STATES, ends).fetchall())
        self._odd |= {row[0] for row in connection.exec_driver_sql(_ESCALATED, ends)}
        self._came = _came(connection, ends)
        opened = [row.opened_at for row in rows]
        self._open = _Open(hours, min(opened), max([*opened, *self._settled.values()]))
        self._days: dict[int, int] = {}
        known = set(self._counted)
        self.left = [one for one in range(ends[0], ends[1] + 1) if one not in known]
        self.steps: Counter[tuple[Any, int, int, int, int]] = Counter()

    def made(self) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...] | None]]:
        """Yield the row of each plain case, and that of its turn."""
        for row in self._rows:
            if self._counted[row.case_id] == 1 and row.case_id not in self._odd and self._is_plain(row):
                yield self._case(row)
            elif not self.left or self.left[-1] != row.case_id:
                self.left.append(row.case_id)

    def _is_plain(self, row: _Row) -> bool:
        """Whether it was settled once, at its resolution where it has one, or not at all."""
        at = self._settled.get(row.case_id)
        if row.reopened or row.first_resolved_at != row.resolved_at:
            return False
        if row.state not in _SETTLED:
            return at is None and row.resolved_at is None
        if row.state == "resolved" or row.resolved_at is not None:
            return at is not None and row.resolved_at == at
        return at is not None

    def _case(self, row: _Row) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
        ended = self._settled.get(row.case_id) if row.state in _SETTLED else None
        is_timed = row.time_known or row.at != row.opened_at
        first = self._spent(row.opened_at, row.first_resolved_at) if is_timed else _UNKNOWN
        full = self._spent(row.opened_at, row.resolved_at) if is_timed else _UNKNOWN
        is_inbound = row.direction == "in" and not row.automatic
        asks = is_inbound and row.on not in self._live and row.result != "missed"
        if ended is None or self._day(row.opened_at) != self._day(ended):
            self._count(row, ended)
        made = (
            row.case_id, row.channel_id, row.topic_id, row.owner_id, row.customer_id, row.opened_at,
            *(self._wait(row) if asks else (None,) * 6), row.first_resolved_at, *first, row.resolved_at, *full, *full,
            None if ended is None else max(row.opened_at, ended), int(is_inbound), int(row.result == "passed"), 0,
            self._next(row),
        )  # fmt: skip
        return made, self._turn(row, ended) if asks else None

    def _wait(self, row: _Row) -> tuple[Any, ...]:
        """The wait for the first reply: as the contact notes it, else as the case was told to have it."""
        since = min(row.opened_at, row.at)
        replied, by = row.reply
        if replied is None or replied < since:
            return since, row.on, None, None, None, None
        return since, row.on, replied, by, *(self._spent(since, replied) if row.time_known else _UNKNOWN)

    def _turn(self, row: _Row, ended: int | None) -> tuple[Any, ...]:
        about = row.topic_id if row.about is None else row.about
        over = ended if ended is not None and ended >= row.at else None
        replied, by = row.reply
        is_reply = replied is not None and replied >= row.at and (over is None or replied <= over)
        until = replied if is_reply else over
        spent = self._spent(row.at, until) if row.time_known else _UNKNOWN
        whose = row.owner_id if by is None or not is_reply else by
        return (row.case_id, 0, row.on, about, whose, row.at, until, int(is_reply), *spent)

    def _spent(self, start: int, end: int | None) -> tuple[int | None, int | None]:
        if end is None:
            return _UNKNOWN
        if end <= start:
            return 0, 0
        return round(self._open.between(start, end) / 1000), round((end - start) / 1000)

    def _day(self, at: int) -> int:
        """The local day; midnight is the end of the one before. Every zone is whole quarters of an hour from UTC."""
        quarter = (at - 1) // _QUARTER
        day = self._days.get(quarter)
        if day is None:
            day = self._days[quarter] = _moment(at - 1).astimezone(self._zone).toordinal()
        return day

    def _count(self, row: _Row, ended: int | None) -> None:
        begin = _moment(row.opened_at)
        end = None if ended is None else max(begin, _moment(ended))
        for day, band, change in steps(begin, ((begin, end),), zone=self._zone):
            self.steps[day, band, row.channel_id or 0, row.topic_id or 0, row.owner_id or 0] += change

    def _next(self, row: _Row) -> int | None:
        if row.customer_id is None or row.resolved_at is None:
            return None
        came = self._came.get((row.customer_id, row.topic_id), ())
        place = bisect_right(came, (row.resolved_at, _LARGEST))
        found = next((at - row.resolved_at for at, one in came[place:] if one != row.case_id), None)
        return None if found is None or found > WITHIN // _MICROSECOND else round(found / 1000)


_LARGEST = 2**63


class _Open:
    """Opening hours in microseconds since 1970."""

    def __init__(self, hours: Hours, first: int, last: int) -> None:
        begins, lengths, before = hours.cover(_moment(first), _moment(last)).pieces()
        self._begins = [(begin - _EPOCH) // _MICROSECOND for begin in begins]
        self._lengths = [length // _MICROSECOND for length in lengths]
        self._before = [sofar // _MICROSECOND for sofar in before]

    def between(self, start: int, end: int) -> int:
        """Return the open microseconds."""
        return self._until(end) - self._until(start)

    def _until(self, at: int) -> int:
        place = bisect_right(self._begins, at) - 1
        if place < 0:
            return 0
        return self._before[place] + min(at - self._begins[place], self._lengths[place])


def _moment(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)


def _settled(rows: Sequence[Any]) -> tuple[dict[int, int], set[int]]:
    """Return when each case was settled, and the cases that came into more states than new and one other."""
    settled: dict[int, int] = {}
    others: Counter[int] = Counter()
    for case_id, at, state in rows:
        if state != "new":
            others[case_id] += 1
            if state in _SETTLED:
                settled[case_id] = at
    return settled, {case_id for case_id, number in others.items() if number > 1}


def _came(connection: Connection, ends: tuple[int, int]) -> dict[tuple[int, Any], list[tuple[int, int]]]:
    """Return when the customers of a run came, oldest first, and for which case, by customer and topic."""
    found: dict[tuple[int, Any], list[tuple[int, int]]] = defaultdict(list)
    for customer, topic, at, case_id in connection.exec_driver_sql(_CAME, ends).fetchall():
        found[customer, topic].append((at, case_id))
    for some in found.values():
        some.sort()
    return found
