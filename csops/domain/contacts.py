"""One contact: an inbound or outbound touch on one channel; how it is logged and what it does to its case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from csops.domain.cases import Case, Confirmation, FollowUp, State, moved
from csops.domain.customers import Customer
from csops.domain.due import is_over
from csops.domain.errors import Missing, OutOfRange
from csops.domain.texts import kept

if TYPE_CHECKING:  # it is no part of the start of the window
    from csops.domain.concessions import Concession
    from csops.domain.escalations import EscalationReason

LONGEST_HANDLE_TIME = timedelta(hours=24)
LONGEST_WAIT = timedelta(days=366)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""Nothing in a log is older; an earlier year is a slip of the keys."""
LATEST = datetime(2199, 12, 31, tzinfo=UTC)
"""Nothing is promised for later."""
NOT_TO_COME = "A contact has happened already"
BATCH_AFTER = timedelta(hours=24)
"""Entered longer than this after it happened, the time of day of a contact is unsure."""


class Direction(Enum):
    """Who turned to whom."""

    IN = "in"
    OUT = "out"


class Result(Enum):
    """How a contact ended. *Missed*: nobody answered. *Open*: nothing was said of it (imported logs)."""

    RESOLVED = "resolved"
    FOLLOW_UP = "follow_up"
    PASSED = "passed"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One touch. `handle_time` is talk, hold and after-contact work; `answered_after` the wait until a person answered.

    A contact known by its day only has `time_known` false and stands at the local midnight of that day.
    `number` is its name in the file that it was imported from. `hold_time` and `after_time` (after-contact work) are
    parts of `handle_time`, where they were noted. `automatic`: no person wrote it; it answers nobody.
    """

    id: int = 0
    version: int = 1
    case_id: int = 0
    customer_id: int | None = None
    channel_id: int
    topic_id: int | None = None
    member_id: int | None = None
    entered_by: int | None = None
    direction: Direction = Direction.IN
    result: Result = Result.RESOLVED
    text: str = ""
    happened_at: datetime
    time_known: bool = True
    entered_at: datetime
    handle_time: timedelta | None = None
    answered_after: timedelta | None = None
    number: str | None = None
    import_id: int | None = None
    hold_time: timedelta | None = None
    after_time: timedelta | None = None
    automatic: bool = False


@dataclass(frozen=True, kw_only=True)
class PromiseDraft:
    """What a customer is promised with a contact."""

    what: str
    due_at: datetime | None = None
    time_known: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """What a person has said of a contact so far. Only the channel is required.

    Who it was: `customer_id`, else whoever has the phone or e-mail, else the one who bears the name, else a new
    customer, else *Unknown*. `case_id` joins an existing matter; without it the contact opens its own. `confirmed` is
    what the customer said of a resolution; `passed_because` and `passed_note` why the contact was passed on.
    """

    channel_id: int | None = None
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    email: str = ""
    case_id: int | None = None
    topic_id: int | None = None
    direction: Direction = Direction.IN
    text: str = ""
    happened_at: datetime | None = None
    time_known: bool = True
    handle_time: timedelta | None = None
    answered_after: timedelta | None = None
    result: Result = Result.RESOLVED
    member_id: int | None = None
    owner_id: int | None = None
    due_at: datetime | None = None
    due_time_known: bool = False
    promise: str = ""
    confirmed: Confirmation | None = None
    passed_because: "EscalationReason | None" = None
    passed_note: str = ""
    settles: bool | None = None
    silent_days: int | None = None
    promised: PromiseDraft | None = None

    @property
    def promises(self) -> bool:
        """Whether something is left to do until a day."""
        is_over = self.result in {Result.RESOLVED, Result.MISSED}
        return self.result is Result.FOLLOW_UP or (self.due_at is not None and not is_over)

    @property
    def names_somebody(self) -> bool:
        """Whether it says anything of who it was."""
        return bool(self.customer_id or self.customer_name.strip() or self.phone.strip() or self.email.strip())


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What logging a contact brought about. `low_answer` is what is to be done about an answer that was low.

    `given` is a concession that was given or asked for with it.
    """

    contact: Contact
    case: Case
    customer: Customer | None
    follow_up: FollowUp | None = None
    low_answer: FollowUp | None = None
    given: "Concession | None" = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that belongs to a contact; its content lies in the folder of attachments under its SHA-256."""

    id: int = 0
    version: int = 1
    contact_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    member_id: int | None = None


def latest_start(now: datetime) -> datetime:
    """Return the last moment at which a contact can have happened: clocks and time zones may be a day apart."""
    return now + timedelta(days=1)


def checked(contact: Contact, *, now: datetime) -> Contact:
    """Return the contact with tidy text, or raise OutOfRange. A missed contact has no handle time and no answer."""
    _check_span("handle time", contact.handle_time, most=LONGEST_HANDLE_TIME)
    _check_span("answered after", contact.answered_after, most=LONGEST_WAIT)
    if contact.happened_at > latest_start(now):
        raise _at_no_such_time(contact, right=NOT_TO_COME)
    if contact.happened_at < EARLIEST:
        raise _at_no_such_time(contact, right="Check the year; it lies before 1900")
    if contact.result is Result.MISSED:
        contact = replace(contact, handle_time=None, answered_after=None)
    text = kept(contact.text)
    return contact if text == contact.text else replace(contact, text=text)


def _at_no_such_time(contact: Contact, *, right: str) -> OutOfRange:
    return OutOfRange(field="happened at", value=f"{contact.happened_at:%d %b %Y %H:%M}", right=right)


def _check_span(field: str, span: timedelta | None, *, most: timedelta) -> None:
    if span is not None and not timedelta(0) <= span <= most:
        hours = most // timedelta(hours=1)
        raise OutOfRange(field=field, value=span, right=f"Write a time from 0 to {hours:,} hours, such as 4 min")


def contact_from(draft: ContactDraft, *, now: datetime, member_id: int | None) -> Contact:
    """Return the contact that a draft describes, not yet of any case, or raise Missing or OutOfRange."""
    if draft.channel_id is None:
        raise Missing(field="channel", right="Choose how the customer reached us; nothing else is required")
    missed = draft.result is Result.MISSED
    contact = Contact(
        channel_id=draft.channel_id,
        topic_id=draft.topic_id,
        member_id=None if missed else draft.member_id or member_id,
        entered_by=member_id,
        direction=draft.direction,
        result=draft.result,
        text=draft.text,
        happened_at=draft.happened_at or now,
        time_known=draft.time_known,
        entered_at=now,
        handle_time=draft.handle_time,
        answered_after=draft.answered_after,
    )
    return checked(contact, now=now)


def check_follow_up(due: datetime | None, *, now: datetime, zone: str) -> None:
    """Raise Missing without a day, OutOfRange for a day that is over in the zone of the shop."""
    _check_day(due, now=now, zone=zone, field="follow-up day")


def check_promised_day(due: datetime | None, *, now: datetime, zone: str) -> None:
    """Raise as `check_follow_up`, of the day of a promise that is made while a contact is logged."""
    _check_day(due, now=now, zone=zone, field="promised day")


def _check_day(due: datetime | None, *, now: datetime, zone: str, field: str) -> None:
    if due is None:
        raise Missing(field=field, right="Say until when, such as “tomorrow” or “fri”")
    for limit, side in ((due < EARLIEST, "before 1900"), (due > LATEST, "after 2199")):
        if limit:
            raise OutOfRange(field=field, value=f"{due:%d %b %Y}", right=f"Check the year; it lies {side}")
    if is_over(due, now=now, zone=zone):
        day = f"{due.astimezone(ZoneInfo(zone)):%d %b %Y}"
        raise OutOfRange(field=field, value=day, right="That day is over. Choose today or a later day")


def state_after(contact: Contact, *, known_customer: bool) -> State:
    """Return the state into which a contact brings its case.

    A missed contact of somebody we know waits for a call back; of a stranger nobody can call back, so it is closed.
    """
    if contact.result is Result.MISSED:
        return State.NEW if known_customer else State.CLOSED
    return _STATE[contact.result]


_STATE = {
    Result.RESOLVED: State.RESOLVED,
    Result.FOLLOW_UP: State.OPEN,
    Result.PASSED: State.OPEN,
    Result.OPEN: State.OPEN,
}


def with_contact(case: Case, contact: Contact) -> Case:
    """Return the case as it stands once the contact belongs to it: state, last contact, first response."""
    case = moved(case, state_after(contact, known_customer=case.customer_id is not None), at=contact.entered_at)
    latest = max(filter(None, (case.last_contact_at, contact.happened_at)))
    return replace(
        case,
        last_contact_at=latest,
        topic_id=case.topic_id or contact.topic_id,
        first_response_at=case.first_response_at or first_response(case, contact),
    )


def without_contact(case: Case, left: Sequence[Contact]) -> Case:
    """Return the case as it stands with the contacts that are left: when it was last spoken of, and first answered."""
    answers = [at for contact in left if (at := first_response(case, contact)) is not None]
    return replace(
        case,
        last_contact_at=max((contact.happened_at for contact in left), default=None),
        first_response_at=min(answers, default=None),
    )


def first_response(case: Case, contact: Contact) -> datetime | None:
    """Return when this contact first answered the case: an outbound one, or a deferred one with its answer noted.

    A reply from before the opening answers nothing, and neither does one that no person wrote, nor a call that the
    customer did not take.
    """
    if contact.automatic or contact.result is Result.MISSED:
        return None
    if contact.direction is Direction.OUT and contact.happened_at >= case.opened_at:
        return contact.happened_at
    if contact.direction is Direction.IN and contact.answered_after is not None:
        return contact.happened_at + contact.answered_after
    return None
