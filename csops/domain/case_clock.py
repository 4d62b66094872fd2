"""The times of one case, worked out from what happened on it, in opening hours and around the clock.

Source of every rule: the metric dictionary, docs/care.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from csops.domain.cases import State

Between = Callable[[datetime, datetime], timedelta]
"""How long the shop was open from one moment to another; never negative."""

_NONE = timedelta()
_OURS = (State.NEW, State.OPEN, State.WAITING_FOR_THIRD_PARTY)
"""States in which the customer waits for us."""


class Touch(NamedTuple):
    """What the clock needs to know of a contact. `is_live`: on a channel on which somebody waits for a person."""

    at: datetime
    is_inbound: bool = True
    is_live: bool = False
    time_known: bool = True
    missed: bool = False
    passed: bool = False
    automatic: bool = False
    answered_after: timedelta | None = None
    channel_id: int | None = None
    topic_id: int | None = None
    member_id: int | None = None

    @property
    def asks(self) -> bool:
        """Whether the customer wrote, so that it is our turn."""
        return self.is_inbound and not self.is_live and not self.automatic and not self.missed

    @property
    def answered_at(self) -> datetime | None:
        """When a person spoke or wrote to the customer by it; None when nobody did.

        Of an outbound contact that reached somebody, and of an inbound one that a person answered, at once or later.
        """
        if self.automatic or self.missed:
            return None
        if not self.is_inbound:
            return self.at
        if self.answered_after is not None:
            return self.at + self.answered_after
        return self.at if self.is_live else None


class Came(NamedTuple):
    """A case came into a state."""

    at: datetime
    state: State


class CaseFacts(NamedTuple):
    """What the clock needs to know of a case itself. `first_response_at` counts where no contact tells of a reply."""

    opened_at: datetime
    state: State
    first_resolved_at: datetime | None = None
    resolved_at: datetime | None = None
    last_contact_at: datetime | None = None
    reopened: int = 0
    first_response_at: datetime | None = None


class Spent(NamedTuple):
    """A time counted twice."""

    business: timedelta
    elapsed: timedelta


class Turn(NamedTuple):
    """From the oldest unanswered message to the reply; `ended_at` None: still ours.

    `spent`: until the reply, or until the case was settled without one; None while it lasts, and where only days are
    known.
    """

    since_at: datetime
    channel_id: int | None
    topic_id: int | None
    ended_at: datetime | None = None
    replied: bool = False
    member_id: int | None = None
    spent: Spent | None = None


class Reopening(NamedTuple):
    """A case was not settled after all: when, and the resolution that was undone (None: it was only closed)."""

    at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseClock:
    """All times of one case; see `storage/times.py` for what each means. A time is None where it does not apply."""

    waits_since: datetime | None = None
    waits_on: int | None = None
    replied_at: datetime | None = None
    replied_by: int | None = None
    response: Spent | None = None
    first_resolved_at: datetime | None = None
    first: Spent | None = None
    resolved_at: datetime | None = None
    full: Spent | None = None
    wait: Spent | None = None
    ended_at: datetime | None = None
    came: int = 0
    passed: int = 0
    turns: tuple[Turn, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    stretches: tuple[tuple[datetime, datetime | None], ...] = ()
    """From when until when it was not settled; None: it still is not."""


def clock_of(
    case: CaseFacts, touches: Sequence[Touch], states: Sequence[Came], *, escalations: int = 0, open_time: Between
) -> CaseClock:
    """Return the times of a case.

    What lies before its beginning counts as 0 and never less: a resolution before the opening, say. A reply before the
    customer's message answers nothing. Nothing is timed that is known by its day only.

    Args:
        case: the case as it stands.
        touches: its contacts, oldest first.
        states: the states into which it came, oldest first.
        escalations: how often it was passed on because it could not be solved.
        open_time: how opening hours count.
    """
    course = _course(case, states)
    asked = next((touch for touch in touches if touch.is_inbound and not touch.automatic), None)
    touches = _with_told_reply(case, touches, asked)
    response = _first_response(case, touches, asked, open_time)
    is_timed = _opened_at_a_known_time(case, touches)

    def spent(start: datetime, end: datetime | None) -> Spent | None:
        return _spent(start, end, open_time) if end is not None and is_timed else None

    return CaseClock(
        waits_since=response.since_at if response else None,
        waits_on=response.channel_id if response else None,
        replied_at=response.ended_at if response else None,
        replied_by=response.member_id if response else None,
        response=response.spent if response else None,
        first_resolved_at=course.first,
        first=spent(case.opened_at, course.first),
        resolved_at=course.resolved_at,
        full=spent(case.opened_at, course.resolved_at),
        wait=_wait(case, states, course.resolved_at, open_time) if is_timed else None,
        ended_at=course.stretches[-1][1],
        came=sum(touch.is_inbound and not touch.automatic for touch in touches),
        passed=escalations or sum(touch.passed for touch in touches),
        turns=tuple(_turns(touches, course.settled, open_time)),
        reopenings=course.reopenings,
        stretches=course.stretches,
    )


class _Course(NamedTuple):
    """How a case went: its resolutions, when it was settled, and the stretches in which it was not."""

    first: datetime | None
    resolved_at: datetime | None
    reopenings: tuple[Reopening, ...]
    settled: tuple[datetime, ...]
    stretches: tuple[tuple[datetime, datetime | None], ...]


def _course(case: CaseFacts, states: Sequence[Came]) -> _Course:
    state, begun, resolved, first = State.NEW, case.opened_at, None, case.first_resolved_at
    reopenings: list[Reopening] = []
    settled: list[datetime] = []
    stretches: list[tuple[datetime, datetime | None]] = []
    for came in states:
        if state.is_settled and not came.state.is_settled:
            reopenings.append(Reopening(came.at, resolved))
            begun, resolved = came.at, None
        elif came.state.is_settled and not state.is_settled:
            settled.append(came.at)
            stretches.append((begun, max(begun, came.at)))
        if came.state is State.RESOLVED and state is not State.RESOLVED:
            resolved, first = came.at, first or came.at
        state = came.state
    if not case.state.is_settled:
        if state.is_settled:  # a log that lacks how it was opened again
            stretches.pop()
        return _Course(first, None, tuple(reopenings), tuple(settled), (*stretches, (begun, None)))
    resolved = case.resolved_at or resolved
    if not state.is_settled:  # a log that lacks how it was settled
        ended = resolved or case.last_contact_at or case.opened_at
        settled.append(ended)
        stretches.append((begun, max(begun, ended)))
    return _Course(first or resolved, resolved, tuple(reopenings), tuple(settled), tuple(stretches))


def _opened_at_a_known_time(case: CaseFacts, touches: Sequence[Touch]) -> bool:
    """Whether the contact that opened the case has a time of day; a case without one has its own."""
    return next((touch.time_known for touch in touches if touch.at == case.opened_at), True)


def _first_response(case: CaseFacts, touches: Sequence[Touch], asked: Touch | None, open_time: Between) -> Turn | None:
    """The wait for the first reply; None where the customer was answered live, or never got in touch."""
    if asked is None or not asked.asks:
        return None
    since = _waits_since(case, touches, asked)
    turn = Turn(since, asked.channel_id, asked.topic_id)
    found = min(_replies(touches, since), key=lambda reply: reply[0], default=None)
    return turn if found is None else _replied(turn, *found, is_timed=asked.time_known, open_time=open_time)


def _waits_since(case: CaseFacts, touches: Sequence[Touch], asked: Touch) -> datetime:
    is_ours = touches[0] is not asked and not touches[0].is_inbound
    return asked.at if is_ours else min(case.opened_at, asked.at)


def _replies(touches: Sequence[Touch], since: datetime) -> Iterable[tuple[datetime, Touch]]:
    return ((at, touch) for touch in touches if (at := touch.answered_at) is not None and at >= since)


def _with_told_reply(case: CaseFacts, touches: Sequence[Touch], asked: Touch | None) -> Sequence[Touch]:
    """Return the contacts, and the first reply of which the case alone tells: an import noted it, no contact does."""
    told = case.first_response_at
    if told is None or asked is None or not asked.asks:
        return touches
    since = _waits_since(case, touches, asked)
    if told < since or any(_replies(touches, since)):
        return touches
    return [*touches, Touch(told, is_inbound=False)]


def _turns(touches: Sequence[Touch], settled: Sequence[datetime], open_time: Between) -> Iterable[Turn]:
    """Yield each wait from the oldest unanswered message to the next reply. What is settled waits no longer."""
    events: list[tuple[datetime, int, int]] = [(at, 2, place) for place, at in enumerate(settled)]
    for place, touch in enumerate(touches):
        if touch.asks:
            events.append((touch.at, 0, place))
        if (answered := touch.answered_at) is not None:
            events.append((answered, 1, place))
    waiting: tuple[Turn, bool] | None = None
    for at, what, place in sorted(events):
        if what == 0 and waiting is None:
            touch = touches[place]
            waiting = Turn(touch.at, touch.channel_id, touch.topic_id), touch.time_known
        elif what == 1 and waiting is not None:
            yield _replied(waiting[0], at, touches[place], is_timed=waiting[1], open_time=open_time)
            waiting = None
        elif what == 2 and waiting is not None:
            spent = _spent(waiting[0].since_at, at, open_time) if waiting[1] else None
            yield waiting[0]._replace(ended_at=at, spent=spent)
            waiting = None
    if waiting is not None:
        yield waiting[0]


def _replied(turn: Turn, at: datetime, reply: Touch, *, is_timed: bool, open_time: Between) -> Turn:
    spent = _spent(turn.since_at, at, open_time) if is_timed and reply.time_known else None
    return turn._replace(ended_at=at, replied=True, member_id=reply.member_id, spent=spent)


def _wait(case: CaseFacts, states: Sequence[Came], until: datetime | None, open_time: Between) -> Spent | None:
    """How long the customer waited for us until the last resolution: new, open, waiting for a third party."""
    if until is None:
        return None
    business = elapsed = _NONE
    state, begun = State.NEW, case.opened_at
    for came in (*states, Came(until, State.RESOLVED)):
        end = min(came.at, until)
        if state in _OURS and end > begun:
            business, elapsed = business + open_time(begun, end), elapsed + (end - begun)
        state, begun = came.state, max(begun, end)
    return Spent(business, elapsed)


def _spent(start: datetime, end: datetime, open_time: Between) -> Spent:
    if end <= start:
        return Spent(_NONE, _NONE)
    return Spent(open_time(start, end), end - start)
