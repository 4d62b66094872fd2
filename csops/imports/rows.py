"""What a row of a file becomes: contact, customer, candidate, counts, answers, a problem, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from csops.domain import cases
from csops.domain.count_rows import VolumeRow
from csops.domain.customers import OwnField


class State(StrEnum):
    """How a matter stands according to the file. `FOLLOW_UP` is open with something still to do."""

    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    FOLLOW_UP = "follow_up"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Direction(StrEnum):
    """Who began the contact."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One cell that cannot be taken, or was taken with a remark.

    `row` counts from 1 as a spreadsheet shows it. `column` is the heading, empty when the whole row is meant. `reason`
    is a whole sentence: what is wrong and what would be right.
    """

    row: int
    column: str
    reason: str
    position: int | None = None
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Superseded:
    """A row that is not taken because a later row (`by_row`) bears the same number."""

    row: int
    by_row: int
    number: str


class OwnDetails(NamedTuple):
    """What a log of our own tells of a customer besides, as its cells say it.

    `firm_number` and `referred_number` are numbers in the database that the log was written from; `consent` is the
    value of a Consent.
    """

    firm: str = ""
    firm_number: str = ""
    is_firm: bool = False
    segment: str = ""
    birthday: str = ""
    channel: str = ""
    motive: str = ""
    referred_by: str = ""
    referred_number: str = ""
    consent: str = ""
    consent_at: datetime | None = None
    consent_note: str = ""
    lost_at: datetime | None = None
    fields: tuple[OwnField, ...] = ()


class OwnCustomer(NamedTuple):
    """A customer as a log of our own tells them; `number` is theirs in the database that it was written from.

    `is_prospect` tells the stage, `file_number` the number in the file that they came from before.
    """

    number: str
    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    note: str = ""
    since: datetime | None = None
    is_prospect: bool = False
    file_number: str = ""
    details: OwnDetails = OwnDetails()


class OwnMatter(NamedTuple):
    """What a log of our own tells of what a case was about; `cause` and `confirmed` are values of their enums."""

    stated: str = ""
    matter: str = ""
    cause: str = ""
    department: str = ""
    cause_note: str = ""
    confirmed: str = ""


NO_MATTER = OwnMatter()


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnFacts:
    """What only a log that csops wrote tells of a contact: by this it is known again, and put back as it was.

    Attributes:
        number, case: of the contact and its case, in the database that the log was written from.
        file_number: of the contact in the file that it came from before.
        result: the value of a `Result`, empty when the cell is.
        tells_owner: whether the log says who owns the case; then nobody is nobody.
        is_zoned: whether the row names the zone of its clock, which tells the two hours of a clock put back apart.
        title, opened_at, reopened: of the case.
        first_response, resolution_time, first_resolution: of the case, counted from its opening.
        case_topic, case_channel: names, None where the log does not tell them.
        customer: None for nobody, and where the log does not tell their number.
        matter: what the case was about.
        hold_time, after_time, automatic: of the contact.
    """

    number: str
    case: str
    file_number: str = ""
    result: str = ""
    tells_owner: bool = False
    is_zoned: bool = False
    title: str = ""
    entered_at: datetime | None = None
    opened_at: datetime | None = None
    first_response: timedelta | None = None
    resolution_time: timedelta | None = None
    first_resolution: timedelta | None = None
    reopened: int = 0
    case_topic: str | None = None
    case_channel: str | None = None
    customer: OwnCustomer | None = None
    matter: OwnMatter = NO_MATTER
    hold_time: timedelta | None = None
    after_time: timedelta | None = None
    automatic: bool = False


class ContactRow(NamedTuple):
    """One contact as the file tells it; names are text, ids are found by the services.

    A tuple and not a dataclass, which takes four times as long to make: an import makes hundreds of thousands.

    Attributes:
        row: 1-based row in the file.
        number: the file's own number of this contact, by which updates and doubles are known; empty if it has none.
        started_at: aware, UTC; local midnight of the day when only the day is known.
        time_known: False when the file gives a day but no time.
        channel: a channel's key, or the name of a channel that is not known yet.
        handled_by, owner: names as the file has them, or members' names that its words were mapped to.
        state: None when the file does not say.
        due: the day of the follow-up or promise, in the zone of the file.
        own: what a log of our own tells besides; None for any other.
        remarks: what was taken but has to be said (a time that the clock change doubled ...).
    """

    row: int
    number: str
    started_at: datetime
    time_known: bool
    channel: str
    customer: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    topic: str = ""
    direction: Direction = Direction.IN
    text: str = ""
    handle_time: timedelta | None = None
    answered_after: timedelta | None = None
    missed: bool = False
    state: State | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    handled_by: str = ""
    owner: str = ""
    due: date | None = None
    own: OwnFacts | None = None
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerRow:
    """One customer as the file tells it. `name` is the person, or the company where no person is named.

    `firm`, `referred_by` and `preferred_channel` are names; `birthday` stands as it is kept; `own` are columns that fit
    no field of ours, under their headings. `told`: what a list that csops wrote tells of them.
    """

    row: int
    number: str
    name: str
    company: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    note: str = ""
    since: date | None = None
    stage: str = ""
    firm: str = ""
    segment: str = ""
    birthday: str = ""
    preferred_channel: str = ""
    motive: str = ""
    referred_by: str = ""
    consent: bool | None = None
    consent_at: date | None = None
    consent_note: str = ""
    own: tuple[OwnField, ...] = ()
    told: OwnCustomer | None = None
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PurchaseRow:
    """One purchase as the file tells it; `amount` as it is written, with its currency where the cell names one.

    `own_customer` is the customer's number in csops, in a list that csops wrote.
    """

    row: int
    bought_on: date
    amount: str
    currency: str = ""
    what: str = ""
    motive: str = ""
    order_number: str = ""
    customer_number: str = ""
    own_customer: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateRow:
    """Somebody who applied, as the file tells it.

    `consent`: whether they agreed that their details are kept, None where the file does not say; `consent_note` is how
    it says so, with the heading.
    """

    row: int
    name: str
    email: str = ""
    phone: str = ""
    source: str = ""
    applied_on: date | None = None
    consent: bool | None = None
    consent_note: str = ""
    note: str = ""
    remarks: tuple[Problem, ...] = ()


class Rating(NamedTuple):
    """One rating of a row; `value` is None where the question was put and not answered."""

    kind: str
    value: float | None
    low: float
    high: float
    reversed: bool = False
    wording: str = ""
    comment: str = ""


class SurveyRow(NamedTuple):
    """What one person answered in a survey, as the file tells it.

    Attributes:
        row: 1-based row in the file.
        number: the survey tool's number of the response; empty if it has none.
        sent_at: when it was asked, None where the file does not say; likewise `responded_at`.
        ratings: of each question that was rated; of all of them without values where nothing was answered.
        comment: what was written where nothing was rated.
        case_number: of a case or a contact, as the file has it; likewise `customer_number`.
    """

    row: int
    number: str
    sent_at: datetime | None
    responded_at: datetime | None
    ratings: tuple[Rating, ...] = ()
    comment: str = ""
    customer: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    customer_number: str = ""
    case_number: str = ""
    handled_by: str = ""
    tag: str = ""
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseUpdate:
    """A row of a log of cases: into which state a case came, and what the row says of it. Moments are aware, UTC."""

    row: int
    number: str
    state: cases.State
    at: datetime
    opened_at: datetime | None = None
    channel: str = ""
    topic: str = ""
    owner: str = ""
    remarks: tuple[Problem, ...] = ()


Row = CaseUpdate | ContactRow | CustomerRow | CandidateRow | VolumeRow | SurveyRow | PurchaseRow | Superseded | Problem
