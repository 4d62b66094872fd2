"""The records that a row of a contact log becomes: a case, its states, a contact, and what was promised."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from csops.domain.cases import Case, FollowUp, State, title_from
from csops.domain.contacts import BATCH_AFTER, Contact, Direction, Result
from csops.domain.due import due_moment
from csops.domain.making import made
from csops.domain.texts import kept
from csops.imports import rows as file
from csops.imports.rows import ContactRow, OwnFacts
from csops.services.import_names import FileNames
from csops.services.import_own import told

Values = dict[str, Any]
"""All fields of a record by name: an import keeps hundreds of thousands, of which it needs no more than this."""

_STATES = {
    file.State.NEW: State.NEW,
    file.State.OPEN: State.OPEN,
    file.State.WAITING_CUSTOMER: State.WAITING_FOR_CUSTOMER,
    file.State.WAITING_THIRD_PARTY: State.WAITING_FOR_THIRD_PARTY,
    file.State.FOLLOW_UP: State.OPEN,
    file.State.RESOLVED: State.RESOLVED,
    file.State.CLOSED: State.CLOSED,
}


class RecordMaker:
    """Makes the records of one import. All that its file names is there by then."""

    def __init__(self, names: FileNames, *, zone: str, now: datetime, import_id: int, member_id: int | None) -> None:
        self._zone, self._now, self._import_id, self._member_id = zone, now, import_id, member_id
        # The same few names, and often the same text, stand in thousands of rows.
        self._channel: Callable[[str], int] = lru_cache(maxsize=None)(names.channel_id)
        self._channel_name: Callable[[str], str] = lru_cache(maxsize=None)(names.channel_name)
        self._topic: Callable[[str], int | None] = lru_cache(maxsize=None)(names.topic_id)
        self._member: Callable[[str], int | None] = lru_cache(maxsize=None)(names.member_id)
        self._title = lru_cache(maxsize=1024)(_title)

    def cases(self, rows: Iterable[ContactRow], customers: Iterable[int | None], ids: Iterable[int]) -> list[Case]:
        """Return a case for each row."""
        return [
            self.case(row, customer, case_id=case_id)
            for row, customer, case_id in zip(rows, customers, ids, strict=True)
        ]

    def case(self, row: ContactRow, customer_id: int | None, *, case_id: int = 0) -> Case:
        """Return the case that a row opens."""
        state = state_of(row, known_customer=customer_id is not None)
        ended = ended_at(row, state=state, opened_at=row.started_at, known=None)
        return made(
            Case,
            id=case_id,
            version=1,
            customer_id=customer_id,
            topic_id=self._topic(row.topic),
            channel_id=self._channel(row.channel),
            title=self._title(row.text, row.topic or self._fallback(row)),
            state=state,
            owner_id=self._member(row.owner or row.handled_by),
            opened_at=row.started_at,
            first_response_at=None,
            first_resolved_at=ended,
            resolved_at=ended,
            last_contact_at=row.started_at,
            reopened=0,
            import_id=self._import_id,
        )

    def _fallback(self, row: ContactRow) -> str:
        """Return what a case without words is called, as if it had been logged by hand."""
        channel = self._channel_name(row.channel)
        return f"Missed: {channel}" if row.missed else channel

    def contacts(
        self, rows: Iterable[ContactRow], cases: Iterable[Case], customers: Iterable[int | None], ids: Iterable[int]
    ) -> Iterator[Values]:
        """Yield the contact of each row."""
        for row, case, customer, contact_id in zip(rows, cases, customers, ids, strict=True):
            contact = self._contact(row, case, customer, contact_id)
            yield contact if row.own is None else self._told(row.own, row, contact)

    def _contact(self, row: ContactRow, case: Case, customer: int | None, contact_id: int) -> Values:
        missed, started_at = row.missed, row.started_at
        return {
            "id": contact_id,
            "version": 1,
            "case_id": case.id,
            "customer_id": customer,
            "channel_id": case.channel_id or 0,
            "topic_id": case.topic_id,
            "member_id": None if missed else self._member(row.handled_by),
            "entered_by": self._member_id,
            "direction": Direction.IN if row.direction is file.Direction.IN else Direction.OUT,
            "result": result_of(row),
            "text": kept(row.text),
            "happened_at": started_at,
            "time_known": row.time_known,
            # An imported log was kept when it happened; only what its file does not know the time of is unsure.
            "entered_at": started_at if row.time_known else min(self._now, started_at + BATCH_AFTER * 2),
            "handle_time": None if missed else handle_time_of(row),
            "answered_after": None if missed else row.answered_after,
            "number": row.number or None,
            "import_id": self._import_id,
            "hold_time": None,
            "after_time": None,
            "automatic": False,
        }

    def _told(self, own: OwnFacts, row: ContactRow, contact: Values) -> Values:
        topic, channel = self._topic(row.topic), self._channel(row.channel)
        return vars(told(Contact(**contact), own, topic_id=topic, channel_id=channel))

    def promises(self, rows: Iterable[ContactRow], cases: Iterable[Case]) -> list[FollowUp]:
        """Return what rows promise on cases that are not settled."""
        return [
            FollowUp(
                case_id=case.id,
                owner_id=case.owner_id,
                due_at=due_moment(row.due, None, zone=self._zone),
                time_known=False,
                what=case.title,
                created_at=row.started_at,
            )
            for row, case in zip(rows, cases, strict=True)
            if row.due is not None and not case.state.is_settled
        ]


def _title(text: str, fallback: str) -> str:
    return title_from(text, fallback=fallback)


def state_count(cases: Iterable[Case]) -> int:
    """Return through how many states new cases came."""
    return sum(1 if case.state is State.NEW else 2 for case in cases)


def each_state(cases: Iterable[Case], ids: Iterator[int]) -> Iterator[Values]:
    """Yield the states through which new cases came."""
    for case in cases:
        known: Values = {"version": 1, "case_id": case.id, "member_id": case.owner_id}
        yield {"id": next(ids), "at": case.opened_at, "state": State.NEW, **known}
        if case.state is not State.NEW:
            yield {"id": next(ids), "at": case.resolved_at or case.opened_at, "state": case.state, **known}


def handle_time_of(row: ContactRow) -> timedelta | None:
    """Return how long a row says that it took; what nobody answered took no time."""
    return None if row.missed else row.handle_time


def state_of(row: ContactRow, *, known_customer: bool) -> State:
    """A log that says nothing of how a matter ended is history: closed, and not counted as resolved."""
    if row.state is not None:
        return _STATES[row.state]
    return State.NEW if row.missed and known_customer and row.due else State.CLOSED


def result_of(row: ContactRow) -> Result:
    """Return how a contact ended."""
    if row.missed:
        return Result.MISSED
    if row.state is file.State.FOLLOW_UP:
        return Result.FOLLOW_UP
    is_settled = row.state is file.State.RESOLVED or row.state is file.State.CLOSED
    return Result.RESOLVED if is_settled else Result.OPEN


def ended_at(row: ContactRow, *, state: State, opened_at: datetime, known: datetime | None) -> datetime | None:
    """Return when the case was resolved, never before it was opened; None where the file does not say that it was."""
    if not state.is_settled or row.state is None:
        return None
    return max(row.resolved_at or row.closed_at or known or opened_at, opened_at)


def moved_on(case: Case, row: ContactRow) -> State | None:
    """Return the state in which the file says that a case is; None when it says none, or one that is older."""
    if row.state is None or (case.state.is_settled and not _STATES[row.state].is_settled):
        return None
    return _STATES[row.state]
