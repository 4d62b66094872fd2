"""Candidates: who applied, what is kept of them and until when, and which members are too close to judge them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.openings import Outcome, Stage
from csops.domain.texts import kept, one_line, short_enough

LONGEST_TEXT = 10_000


class TieKind(Enum):
    """How a member is linked to a candidate."""

    SELF = "self"
    RELATIVE = "relative"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who applied.

    `consent_at`: when they agreed that their details are kept, None while they have not been asked or said no;
    `keep_until`: the day after which their details are to be erased; `hold`: a legal reason to keep them longer, which
    stops any erasing. Groups they belong to are never here: see `GroupAnswer`.
    """

    id: int = 0
    version: int = 1
    name: str
    email: str = ""
    phone: str = ""
    source: str = ""
    came_on: date
    consent_at: datetime | None = None
    consent_note: str = ""
    keep_until: date | None = None
    hold: bool = False
    hold_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A member who is the candidate, or a relative: never sees that candidate's scorecards, nor rates."""

    id: int = 0
    version: int = 1
    candidate_id: int
    member_id: int
    kind: TieKind = TieKind.RELATIVE


@dataclass(frozen=True, kw_only=True)
class CandidatePaper:
    """A file of a candidate; its content lies in the folder of attachments under its SHA-256."""

    id: int = 0
    version: int = 1
    candidate_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    member_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CandidateNote:
    """A note on an application. It may say what somebody thinks, so it is as blind as a scorecard."""

    id: int = 0
    version: int = 1
    application_id: int
    member_id: int | None
    at: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class GroupAnswer:
    """What a candidate chose to say of a group ("gender": "woman"). Shown as counts only, never beside a scorecard."""

    id: int = 0
    version: int = 1
    candidate_id: int
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class PastCandidate:
    """What stays of an erased candidate's application: how far it came, for the counts. Nobody can be told from it.

    `applied_in`: the year; `groups`: the answer to each question of groups that was answered.
    """

    id: int = 0
    version: int = 1
    opening_id: int
    applied_in: int
    stage: Stage
    outcome: Outcome
    groups: Mapping[str, str] = field(default_factory=dict)


def checked_candidate(candidate: Candidate) -> Candidate:
    """Return the candidate with tidy texts, or raise Missing or OutOfRange."""
    name = short_enough(one_line(candidate.name), field="name")
    if not name:
        raise Missing(field="name", right="Write the name of the candidate")
    if candidate.hold and not kept(candidate.hold_reason):
        raise Missing(
            field="reason of the hold", right="Say why the details must be kept, such as a claim and its date"
        )
    if candidate.keep_until is not None and candidate.keep_until < candidate.came_on:
        raise OutOfRange(field="keep until", value=candidate.keep_until, right="Choose a day after the application")
    return replace(
        candidate,
        name=name,
        email=short_enough(one_line(candidate.email), field="e-mail"),
        phone=short_enough(one_line(candidate.phone), field="phone"),
        source=short_enough(one_line(candidate.source), field="source"),
        consent_note=short_enough(kept(candidate.consent_note), field="consent", most=LONGEST_TEXT),
        hold_reason=short_enough(kept(candidate.hold_reason), field="reason of the hold", most=LONGEST_TEXT),
    )


def same_person(candidate: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    """Return those of the others who may be the same person: same e-mail, same phone, or same name."""
    wanted = marks(candidate)
    return [other for other in others if other.id != candidate.id and wanted & marks(other)]


def marks(candidate: Candidate) -> set[tuple[str, str]]:
    """Return what a candidate is told by, as it is compared: ("name", ...), ("email", ...), ("phone", ...)."""
    found = {("name", one_line(candidate.name).casefold())}
    if candidate.email.strip():
        found.add(("email", candidate.email.strip().casefold()))
    digits = re.sub(r"\D", "", candidate.phone)
    if len(digits) >= 6:
        found.add(("phone", digits[-9:]))
    return found


def joined(kept_one: Candidate, other: Candidate) -> Candidate:
    """Return one candidate of two who are the same person: the first, with what only the other says.

    The earlier day of coming stands; a consent or a hold of either does, and the later day until which details are kept
    where both name one.
    """
    consented = kept_one if kept_one.consent_at is not None or other.consent_at is None else other
    held = kept_one if kept_one.hold or not other.hold else other
    until = [day for day in (kept_one.keep_until, other.keep_until) if day is not None]
    return replace(
        kept_one,
        email=kept_one.email or other.email,
        phone=kept_one.phone or other.phone,
        source=kept_one.source or other.source,
        came_on=min(kept_one.came_on, other.came_on),
        consent_at=consented.consent_at,
        consent_note=consented.consent_note or kept_one.consent_note,
        keep_until=max(until, default=None),
        hold=held.hold,
        hold_reason=held.hold_reason,
    )


def tied(ties: Sequence[Tie], *, candidate_id: int, member_id: int) -> Tie | None:
    """Return the tie between a member and a candidate, None where there is none."""
    return next((tie for tie in ties if (tie.candidate_id, tie.member_id) == (candidate_id, member_id)), None)
