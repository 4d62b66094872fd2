"""What was promised to a customer until a day, and what customers asked for."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from csops.domain.errors import Missing
from csops.domain.texts import one_line


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
