"""What members can do: levels by who says so, the role they have or aim at, training and coaching and its effect."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.skills import check_level
from csops.domain.texts import kept, one_line, short_enough

LONGEST_TEXT = 10_000


class LevelSource(Enum):
    """Who says so."""

    SELF = "self"
    MANAGER = "manager"
    QUALITY = "quality"
    HIRING = "hiring"


@dataclass(frozen=True, kw_only=True)
class SkillLevel:
    """One judgement of one skill of a member on a day. The newest of each source counts; the older are the history."""

    id: int = 0
    version: int = 1
    member_id: int
    skill_id: int
    level: int
    source: LevelSource
    on_day: date
    said_by: int | None = None
    evidence: str = ""


class AimKind(Enum):
    """Whether a member has a role, or is to grow into it."""

    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, kw_only=True)
class RoleAim:
    """A role that a member has now, or aims at, by `by_day` where one is set."""

    id: int = 0
    version: int = 1
    member_id: int
    profile_id: int
    kind: AimKind = AimKind.NOW
    since: date
    by_day: date | None = None


class TrainingKind(Enum):
    """Together, or one to one."""

    TRAINING = "training"
    COACHING = "coaching"


class TrainingState(Enum):
    """Whether it took place."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """One member in a training: whether they were there (None: not noted yet), and their level before and after."""

    member_id: int
    attended: bool | None = None
    level_before: int | None = None
    level_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Training:
    """A training or coaching for one skill. `owner_id` sees to it."""

    id: int = 0
    version: int = 1
    name: str
    kind: TrainingKind = TrainingKind.TRAINING
    skill_id: int
    on_day: date
    owner_id: int
    state: TrainingState = TrainingState.PLANNED
    note: str = ""
    people: tuple[Attendance, ...] = ()


def checked_level(level: SkillLevel) -> SkillLevel:
    """Return the judgement with tidy evidence, or raise OutOfRange."""
    check_level(level.level)
    return replace(level, evidence=short_enough(kept(level.evidence), field="evidence", most=LONGEST_TEXT))


def checked_training(training: Training) -> Training:
    """Return the training with tidy texts, or raise Missing or OutOfRange."""
    name = short_enough(one_line(training.name), field="name")
    if not name:
        raise Missing(field="name", right="Name it, such as Listening in on Friday's calls")
    if not training.people:
        raise Missing(field="people", right="Choose who takes part")
    seen: set[int] = set()
    for each in training.people:
        if each.member_id in seen:
            raise OutOfRange(field="people", value="the same person twice", right="Name each person once")
        seen.add(each.member_id)
        for level in (each.level_before, each.level_after):
            if level is not None:
                check_level(level)
    return replace(training, name=name, note=short_enough(kept(training.note), field="note", most=LONGEST_TEXT))
