"""One matter of one customer: opened, followed up, resolved, reopened."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from csops.domain.errors import Missing
from csops.domain.texts import kept, one_line


class State(Enum):
    """Where a case stands."""

    NEW = "new"
    OPEN = "open"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    WAITING_FOR_THIRD_PARTY = "waiting_for_third_party"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self is State.RESOLVED or self is State.CLOSED


OPEN_STATES = tuple(state for state in State if not state.is_settled)

AGE_BANDS: tuple[timedelta, ...] = (timedelta(hours=4), timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""Upper ends of the age bands of open cases (elapsed time); the last band has none. Source: metric dictionary."""


class Cause(Enum):
    """What a matter came from."""

    PRODUCT = "product"
    PROCESS = "process"
    POLICY = "policy"
    PEOPLE = "people"


class Confirmation(Enum):
    """What the customer said to the question whether the matter is solved."""

    CONFIRMED = "confirmed"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"


class FollowUpKind(Enum):
    """Why something is to be done on a day: somebody meant to, or it follows from another record (`source_id`)."""

    OWN = "own"
    PROMISE = "promise"
    """A promise to the customer: `source_id` is the Promise."""
    STEP = "step"
    """A step of a recovery: `source_id` is the RecoveryStep."""
    ANSWER = "answer"
    """A low answer to a survey: `source_id` is the SurveyAnswer."""
    CONCESSION = "concession"
    """An approval that was asked for and is to be told to the customer: `source_id` is the Concession."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One matter. Its number is its id. `resolved_at` is the last resolution, `first_resolved_at` the first.

    `stated` is what the customer complained of, `matter` what it really was; `cause`, `department` and `cause_note`
    where that came from. `confirmed`: what the customer said when it was last resolved; None while nobody asked.
    """

    id: int = 0
    version: int = 1
    customer_id: int | None = None
    topic_id: int | None = None
    channel_id: int | None = None
    title: str = ""
    state: State = State.NEW
    owner_id: int | None = None
    opened_at: datetime
    first_response_at: datetime | None = None
    first_resolved_at: datetime | None = None
    resolved_at: datetime | None = None
    last_contact_at: datetime | None = None
    reopened: int = 0
    import_id: int | None = None
    stated: str = ""
    matter: str = ""
    cause: Cause | None = None
    department: str = ""
    cause_note: str = ""
    confirmed: Confirmation | None = None


@dataclass(frozen=True, kw_only=True)
class StateChange:
    """A case came into a state: the log from which times of waiting and resolution are worked out."""

    id: int = 0
    version: int = 1
    case_id: int
    at: datetime
    state: State
    member_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Something to be done: by whom, until when. A day without a time of day has `time_known` false.

    `silent_days`: it is due when the customer was not in touch for so many days; each contact moves `due_at` on.
    """

    id: int = 0
    version: int = 1
    case_id: int
    owner_id: int | None = None
    due_at: datetime
    time_known: bool = True
    what: str = ""
    created_at: datetime
    done_at: datetime | None = None
    done_by: int | None = None
    kind: FollowUpKind = FollowUpKind.OWN
    source_id: int | None = None
    silent_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Note:
    """What colleagues write to each other on a case. Never counted as a contact."""

    id: int = 0
    version: int = 1
    case_id: int
    member_id: int | None = None
    at: datetime
    text: str


def moved(case: Case, state: State, *, at: datetime) -> Case:
    """Return the case in another state, with its times of resolution and its count of reopenings kept true.

    A resolution before the opening (a contact that was logged ahead of its time) counts at the opening. What the
    customer said of a resolution goes with it.
    """
    if state is case.state:
        return case
    reopening = case.state.is_settled and not state.is_settled
    case = replace(case, state=state, reopened=case.reopened + reopening)
    if reopening:
        return replace(case, resolved_at=None, confirmed=None)
    if state is State.RESOLVED:
        at = max(at, case.opened_at)
        return replace(case, resolved_at=at, first_resolved_at=case.first_resolved_at or at)
    return case


def opened_in_band(band: int, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return after and until when the open cases of an age band were opened: 0 is under 4 hours, 4 over 7 days.

    None where the band has no such end: the youngest cases are of now, the oldest of any age.
    """
    after = now - AGE_BANDS[band] if band < len(AGE_BANDS) else None
    until = now - AGE_BANDS[band - 1] if band else None
    return after, until


def checked_case(case: Case) -> Case:
    """Return the case with a tidy title, or raise Missing when it has none."""
    title = one_line(case.title)
    if not title:
        raise Missing(field="title", right="Say in a few words what the case is about")
    return replace(case, title=title)


def checked_note(note: Note) -> Note:
    """Return the note, or raise Missing when nothing is written."""
    if not kept(note.text):
        raise Missing(field="note", right="Write what colleagues should know")
    return replace(note, text=kept(note.text))


def title_from(text: str, *, fallback: str) -> str:
    """Return a short title: the first sentence of what happened, else the fallback (a topic or a channel)."""
    words = one_line(text)
    if not words:
        return fallback
    end = min((at for mark in (". ", "! ", "? ", "; ") if (at := words.find(mark)) > 0), default=len(words))
    title = words[:end].rstrip(".").rstrip()
    return title if len(title) <= 80 else title[:79].rsplit(" ", 1)[0] + "…"
