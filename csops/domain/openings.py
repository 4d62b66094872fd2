"""Openings: a place to fill by a version of a role profile, who rates what of the candidates, and how far each came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.role_profiles import Evidence
from csops.domain.texts import kept, one_line, short_enough

MOST_PLACES = 1000
MOST_ROUNDS = 10
LONGEST_TEXT = 10_000


class OpeningState(Enum):
    """Whether people are still looked for."""

    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


class Stage(Enum):
    """How far an application came, from the first step to the last."""

    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    HIRED = "hired"

    @property
    def place(self) -> int:
        """Its place, from 0."""
        return list(Stage).index(self)


class Outcome(Enum):
    """How an application stands. Only a person changes it."""

    OPEN = "open"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    KEPT_IN_MIND = "kept_in_mind"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A place to fill. `lead_id` is the member who runs it; `values_version_id` a scorecard of values beside the role.

    `names_hidden`: the forms and the comparison of those who rate show "Candidate 3" until they have submitted.
    """

    id: int = 0
    version: int = 1
    profile_version_id: int
    values_version_id: int | None = None
    title: str
    positions: int = 1
    lead_id: int
    opened_on: date
    needed_by: date | None = None
    state: OpeningState = OpeningState.OPEN
    closed_on: date | None = None
    names_hidden: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One interviewer's part in the plan of an opening: skills to rate (keys), how, in which round.

    `questions`: by skill, where another question than the catalogue's is asked. A seat in use is retired, not removed.
    """

    id: int = 0
    version: int = 1
    opening_id: int
    member_id: int
    round: int = 1
    evidence: Evidence = Evidence.INTERVIEW
    minutes: int = 45
    skills: tuple[str, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Application:
    """A candidate for an opening. `number` counts within the opening and is the name while names are hidden."""

    id: int = 0
    version: int = 1
    candidate_id: int
    opening_id: int
    number: int = 1
    applied_on: date
    stage: Stage = Stage.APPLIED
    outcome: Outcome = Outcome.OPEN


@dataclass(frozen=True, kw_only=True)
class Move:
    """A decision of a person: from where to where an application went, why, and what the figures said at that moment.

    `against`: the decision goes against the recommendation, or leaves out a must-have; it then needs a reason.
    `fit`, `coverage` in per cent.
    """

    id: int = 0
    version: int = 1
    application_id: int
    at: datetime
    member_id: int | None
    from_stage: Stage
    from_outcome: Outcome = Outcome.OPEN
    to_stage: Stage
    to_outcome: Outcome = Outcome.OPEN
    reason: str = ""
    recommendation: str = ""
    fit: float | None = None
    coverage: float | None = None
    against: bool = False


def checked_opening(opening: Opening) -> Opening:
    """Return the opening with tidy texts, or raise Missing or OutOfRange."""
    title = short_enough(one_line(opening.title), field="title")
    if not title:
        raise Missing(field="title", right="Name the place to fill, such as Weekend help")
    if not 1 <= opening.positions <= MOST_PLACES:
        raise OutOfRange(field="positions", value=opening.positions, right="Choose 1 or more people")
    if opening.needed_by is not None and opening.needed_by < opening.opened_on:
        raise OutOfRange(field="needed by", value=opening.needed_by, right="Choose the day of opening or a later one")
    return replace(opening, title=title, note=short_enough(kept(opening.note), field="note", most=LONGEST_TEXT))


def checked_seat(seat: Seat, *, asked: Sequence[str]) -> Seat:
    """Return the seat with its skills in the order of the profile.

    Args:
        seat: who rates what.
        asked: keys of the skills that the opening's profile (and its values) ask for.

    Raises:
        Missing: no skills. OutOfRange: a skill that the profile does not ask for, a round or minutes out of limits.
    """
    if not seat.skills:
        raise Missing(field="skills", right="Choose at least one skill that this person rates")
    stranger = next((skill for skill in seat.skills if skill not in asked), None)
    if stranger is not None:
        raise OutOfRange(field="skill", value=stranger, right=f"The profile asks for: {', '.join(asked)}")
    if not 1 <= seat.round <= MOST_ROUNDS:
        raise OutOfRange(field="round", value=seat.round, right=f"Choose from 1 to {MOST_ROUNDS}")
    if not 5 <= seat.minutes <= 480:
        raise OutOfRange(field="minutes", value=seat.minutes, right="Choose from 5 minutes to 8 hours")
    chosen = tuple(skill for skill in asked if skill in set(seat.skills))
    questions = {skill: kept(text)[:2000] for skill, text in seat.questions.items() if skill in chosen and kept(text)}
    return replace(seat, skills=chosen, questions=questions)
