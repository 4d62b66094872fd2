"""What lists show of contacts, cases and customers: one line each, with the names already beside the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from csops.domain.cases import FollowUpKind, State
from csops.domain.contacts import Direction, Result
from csops.domain.customers import Consent, OwnField, Stage
from csops.domain.log_details import CaseMatter, CustomerDetails

Order = Sequence[tuple[str, bool]]
"""Column keys with whether it goes down, the first key first."""


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """One contact in a table. Names are empty where nobody is known."""

    id: int
    version: int
    happened_at: datetime
    time_known: bool
    entered_at: datetime
    channel_id: int
    customer_id: int | None
    topic_id: int | None
    case_id: int
    case_channel_id: int | None
    member_id: int | None
    owner_id: int | None
    direction: Direction
    result: Result
    text: str
    handle_time: timedelta | None
    answered_after: timedelta | None
    number: str | None
    channel: str
    channel_key: str
    customer: str
    topic: str
    title: str
    state: State
    owner: str
    member: str
    opened_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None

    @property
    def first_response(self) -> timedelta | None:
        """Elapsed time until the case was first answered."""
        return None if self.first_response_at is None else self.first_response_at - self.opened_at

    @property
    def resolution_time(self) -> timedelta | None:
        """Elapsed time until the case was last resolved."""
        return None if self.resolved_at is None else self.resolved_at - self.opened_at


class LogLine(NamedTuple):
    """One contact among a million that are written to a file: plain values, and ids in place of the few names.

    A tuple and not a record, because making a million of those takes longer than reading them.
    """

    id: int
    customer: str
    happened_us: int
    """Microseconds since 1970."""
    entered_us: int
    time_known: bool
    channel_id: int
    topic_id: int | None
    member_id: int | None
    owner_id: int | None
    case_id: int
    direction: str
    """The value of a Direction; likewise `result` and `state`."""
    result: str
    state: str
    title: str
    text: str
    number: str | None
    handle_ms: int | None
    answered_after_ms: int | None
    opened_us: int
    first_response_us: int | None
    resolution_us: int | None
    customer_id: int | None
    known_by: str
    """What `customer` is: name, phone, email or note; empty where nobody is known."""
    phones: str
    """All of the customer, one a line; likewise `emails`."""
    emails: str
    note: str
    since_us: int | None
    stage: str | None
    customer_number: str | None
    """The customer's number in the file that they came from."""
    case_topic_id: int | None
    case_channel_id: int | None
    first_resolution_us: int | None
    reopened: int
    hold_ms: int | None
    after_ms: int | None
    automatic: bool
    matter: CaseMatter
    details: CustomerDetails


@dataclass(frozen=True, kw_only=True)
class ContactTotals:
    """What stands below a table of contacts: of all that the question finds, not of the page."""

    contacts: int
    with_handle_time: int
    handle_time: timedelta | None
    """The mean of those that have one."""
    with_answer: int
    answered_after: timedelta | None
    """The mean of those that have one."""


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One case in a list, with its next follow-up."""

    id: int
    version: int
    title: str
    state: State
    customer_id: int | None
    customer: str
    topic_id: int | None
    topic: str
    channel_id: int | None
    channel_key: str
    owner_id: int | None
    owner: str
    opened_at: datetime
    first_response_at: datetime | None
    last_contact_at: datetime | None
    reopened: int
    contacts: int
    due_at: datetime | None
    due_time_known: bool


@dataclass(frozen=True, kw_only=True)
class CaseCounts:
    """How many cases stand where, and the open ones by age (the bands of domain/cases.py)."""

    open: int
    mine: int
    waiting: int
    late: int
    all: int
    by_age: tuple[int, ...]
    oldest_id: int | None


@dataclass(frozen=True, kw_only=True)
class FollowUpLine:
    """One promise in the list of the day."""

    id: int
    version: int
    case_id: int
    due_at: datetime
    time_known: bool
    what: str
    title: str
    customer_id: int | None
    customer: str
    channel_key: str
    owner_id: int | None
    owner: str
    kind: FollowUpKind = FollowUpKind.OWN
    source_id: int | None = None
    silent_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerLine:
    """One customer in a list.

    Attributes:
        firm: the name of the firm that they belong to.
        purchases, spent: purchases and returns that are recorded, and what they add up to; None without any.
        csat, csat_high: the latest answer of this kind, and the upper end of its scale. `nps`: the latest of that.
    """

    id: int
    version: int
    name: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    note: str
    stage: Stage
    created_at: datetime
    contacts: int
    open_cases: int
    last_contact_at: datetime | None
    number: str | None = None
    is_firm: bool = False
    firm_id: int | None = None
    firm: str = ""
    segment: str = ""
    birthday: str = ""
    motive: str = ""
    consent: Consent = Consent.NOT_ASKED
    lost_at: datetime | None = None
    fields: tuple[OwnField, ...] = ()
    purchases: int = 0
    spent: Decimal | None = None
    csat: float | None = None
    csat_high: float | None = None
    nps: float | None = None
