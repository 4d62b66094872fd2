"""Coaching: a talk about weak and strong criteria with evidence, and what was agreed to do by when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class CoachingState(Enum):
    """How far a coaching session is."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PointKind(Enum):
    """What a point of the agenda is about: something done well, something missed, or anything else."""

    PRAISE = "praise"
    MISS = "miss"
    TOPIC = "topic"


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the agenda: a criterion of a card, with the review and the words that show it."""

    kind: PointKind
    text: str
    card: str = ""
    criterion: str = ""
    review_id: int | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Coaching:
    """One session. `card` and `criterion` (keys) are its focus: the later effect is looked for there.

    `note` is for both; the person coached sees the session once it is planned.
    """

    id: int = 0
    version: int = 1
    member_id: int
    coach_id: int
    planned_at: datetime
    time_known: bool = True
    made_at: datetime
    made_by: int | None = None
    state: CoachingState = CoachingState.PLANNED
    held_at: datetime | None = None
    card: str = ""
    criterion: str = ""
    agenda: tuple[Point, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CoachingAction:
    """What was agreed to do, by whom and by when. `training_id`: the training that it is."""

    id: int = 0
    version: int = 1
    coaching_id: int
    what: str
    owner_id: int
    due_at: datetime
    done_at: datetime | None = None
    done_by: int | None = None
    training_id: int | None = None
