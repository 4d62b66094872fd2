"""What was promised to a customer until a day, and what customers asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.texts import one_line, says_something


class PromiseState(Enum):
    """Whether a promise is open, was kept on its date, was broken, or was taken back with the customer's consent."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Something that a customer was told to expect by a day ("refund by 16 November").

    A day without a time of day has `time_known` false: it is kept until that day is over. `settled_at` is when it was
    kept or given up; kept after `due_at` is BROKEN, late but done. `told_at`: the customer heard before the date that
    it slips.
    """

    id: int = 0
    version: int = 1
    case_id: int
    what: str
    due_at: datetime
    time_known: bool = True
    owner_id: int | None = None
    made_at: datetime
    made_by: int | None = None
    state: PromiseState = PromiseState.OPEN
    settled_at: datetime | None = None
    settled_by: int | None = None
    told_at: datetime | None = None
    note: str = ""


class RequestState(Enum):
    """What became of something that a customer asked for."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class CustomerRequest:
    """What a customer asked for on a case, accepted or declined, with the reason."""

    id: int = 0
    version: int = 1
    case_id: int
    what: str
    asked_at: datetime
    noted_by: int | None = None
    state: RequestState = RequestState.OPEN
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: int | None = None


def checked_promise(promise: Promise) -> Promise:
    """Return the promise with tidy words, or raise Missing when it says nothing."""
    what = one_line(promise.what)
    if not what:
        raise Missing(field="promise", right="Say what the customer may expect, such as “Refund of €49”")
    return replace(promise, what=what)


_LAST_MINUTE = timedelta(minutes=1)


def overdue_from(promise: Promise) -> datetime:
    """Return the first moment at which it is too late to keep a promise: a day is over with its last minute."""
    return promise.due_at + (timedelta(microseconds=1) if promise.time_known else _LAST_MINUTE)


def is_kept_late(promise: Promise) -> bool:
    """Whether it was kept, but after its date; a promise that was given up says why in its note."""
    return promise.state is PromiseState.BROKEN and not promise.note


def kept(promise: Promise, *, at: datetime, member_id: int | None) -> Promise:
    """Return the promise done at a moment: KEPT on its date, BROKEN after it."""
    state = PromiseState.KEPT if at < overdue_from(promise) else PromiseState.BROKEN
    return replace(promise, state=state, settled_at=at, settled_by=member_id)


def given_up(promise: Promise, *, at: datetime, member_id: int | None, reason: str) -> Promise:
    """Return the promise as one that will not be kept, or raise Missing without a reason."""
    why = one_line(reason)
    if not says_something(why):
        raise Missing(field="reason", right="Say why it cannot be kept: it stands in the history of the case")
    return replace(promise, state=PromiseState.BROKEN, settled_at=at, settled_by=member_id, note=why)


def withdrawn(promise: Promise, *, at: datetime, member_id: int | None, reason: str) -> Promise:
    """Return the promise taken back with the customer's consent: it counts neither as kept nor as broken."""
    state = PromiseState.WITHDRAWN
    return replace(promise, state=state, settled_at=at, settled_by=member_id, note=one_line(reason))


def told(promise: Promise, *, at: datetime) -> Promise:
    """Return the promise of which the customer heard that it slips, or raise OutOfRange when its date is over."""
    if at >= overdue_from(promise):
        right = "The customer was to hear of it before the date. Mark it as kept, or give it up"
        raise OutOfRange(field="promise", value="told in time any more", right=right)
    return replace(promise, told_at=promise.told_at or at)


@dataclass(frozen=True, kw_only=True)
class PromisesKept:
    """How many promises were due in a stretch of time, and what became of them.

    `due` are those kept, kept late, given up, or still open after their date; what was withdrawn is none of them.
    `told` are those not kept on their date of which the customer heard before.
    """

    due: int = 0
    kept: int = 0
    late: int = 0
    given_up: int = 0
    open: int = 0
    told: int = 0

    @property
    def share(self) -> float | None:
        """Promises kept on their date / due; None where none was due."""
        return self.kept / self.due if self.due else None


def promises_kept(promises: Iterable[Promise], *, since: datetime, until: datetime, now: datetime) -> PromisesKept:
    """Count the promises whose date lies from `since` to before `until` (playbook standard `promise_kept`).

    An open promise whose date is not over yet is not due; one that was given up or kept before its date is.
    """
    due = [
        one
        for one in promises
        if since <= one.due_at < until
        and one.state is not PromiseState.WITHDRAWN
        and (one.state is not PromiseState.OPEN or overdue_from(one) <= now)
    ]
    missed = [one for one in due if one.state is not PromiseState.KEPT]
    late = sum(is_kept_late(one) for one in missed)
    still_open = sum(one.state is PromiseState.OPEN for one in missed)
    return PromisesKept(
        due=len(due),
        kept=len(due) - len(missed),
        late=late,
        given_up=len(missed) - late - still_open,
        open=still_open,
        told=sum(one.told_at is not None for one in missed),
    )
