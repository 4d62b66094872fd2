"""What members can do: levels by who says so, the role they have or aim at, training and coaching and its effect.

Of each source the newest level counts. Where sources differ, one leads: a manager's word before what reviews of
quality show, that before the interview, and what somebody says of oneself only where nobody else has judged. The
others are shown beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from math import ceil

from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.skills import check_level
from csops.domain.texts import kept, one_line, short_enough

LONGEST_TEXT = 10_000
_REVIEW = "review:"


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


LEADS = (LevelSource.MANAGER, LevelSource.QUALITY, LevelSource.HIRING, LevelSource.SELF)
"""The sources, the one whose word counts most first."""


def newest_by_source(levels: Iterable[SkillLevel]) -> tuple[SkillLevel, ...]:
    """Return the newest judgement of each source, the leading one first; of one day the one that came last.

    Args:
        levels: judgements of one skill of one member, in any order.
    """
    newest: dict[LevelSource, SkillLevel] = {}
    for each in sorted(levels, key=lambda level: (level.on_day, level.id)):
        newest[each.source] = each
    return tuple(newest[source] for source in LEADS if source in newest)


def leading(levels: Iterable[SkillLevel]) -> SkillLevel | None:
    """Return the judgement that counts of one skill of one member, None where there is none."""
    return next(iter(newest_by_source(levels)), None)


def judged(levels: Iterable[SkillLevel]) -> SkillLevel | None:
    """Return the judgement that counts of those by others: what somebody says of oneself decides nothing by itself."""
    return leading(level for level in levels if level.source is not LevelSource.SELF)


def level_from(ratings: Sequence[int]) -> int:
    """Return the mean of ratings from 1 to 5 as a level: a whole number, half goes down."""
    return ceil(sum(ratings) / len(ratings) - 0.5)


def checked_level(level: SkillLevel, *, today: date | None = None) -> SkillLevel:
    """Return the judgement with tidy evidence, or raise OutOfRange; `today`: no later day can be judged."""
    check_level(level.level)
    if today is not None and level.on_day > today:
        raise OutOfRange(field="day", value=level.on_day, right="Choose today or a day before")
    return replace(level, evidence=short_enough(kept(level.evidence), field="evidence", most=LONGEST_TEXT))


def checked_aim(aim: RoleAim) -> RoleAim:
    """Return the aim, or raise OutOfRange for a day to reach it by before it was set."""
    if aim.by_day is not None and aim.by_day < aim.since:
        raise OutOfRange(field="by", value=aim.by_day, right=f"Choose {aim.since} or later")
    return aim if aim.kind is AimKind.NEXT else replace(aim, by_day=None)


def newest_aim(aims: Iterable[RoleAim], kind: AimKind) -> RoleAim | None:
    """Return the role that a member has, or aims at, by what was said last."""
    return max((aim for aim in aims if aim.kind is kind), key=lambda aim: (aim.since, aim.id), default=None)


def checked_training(training: Training) -> Training:
    """Return the training with tidy texts.

    Raises:
        Missing: no name, nobody takes part. OutOfRange: somebody twice, a level outside 1 to 5.
        InputError: it is done, and of somebody it is not said whether they were there.
    """
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
    if training.state is TrainingState.DONE and any(each.attended is None for each in training.people):
        raise InputError(
            field="attendance", problem="of somebody it is not said", right="Say of each person whether they were there"
        )
    return replace(training, name=name, note=short_enough(kept(training.note), field="note", most=LONGEST_TEXT))


def review_evidence(review_id: int, text: str = "") -> str:
    """Return the evidence of a level that a review of quality shows: the number of the review, then what was seen."""
    return f"{_REVIEW}{review_id} {kept(text)}".strip()


def review_of(level: SkillLevel) -> int | None:
    """Return the number of the review that a level comes from, None where it comes from none."""
    first = level.evidence.split(" ", 1)[0].removeprefix(_REVIEW)
    return int(first) if level.source is LevelSource.QUALITY and first.isdecimal() else None
