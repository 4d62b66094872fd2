"""How a candidate's ratings stand against what a role asks: fit, coverage and must-haves, each with its sum."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from math import fsum, sqrt
from operator import itemgetter
from typing import TypeVar

from csops.domain.errors import NotUnderstood, UnknownName
from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile, profile_from
from csops.domain.skills import HIGHEST, LOWEST, check_level

__all__ = [
    "ENOUGH_COVERAGE",
    "FAR_APART",
    "Fit",
    "Lack",
    "MustHave",
    "Recommendation",
    "SkillFit",
    "fit",
    "profile_from",
]

Levels = Mapping[str, int | None]
"""One interviewer's ratings: 1 to 5 by the key of the skill, None where it was not asked."""
_Who = TypeVar("_Who", bound=Hashable)

ENOUGH_COVERAGE = 80.0
"""Per cent of the weight that have to be rated before anything is recommended."""
FAR_APART = 2
"""Two ratings of one skill that lie so many levels apart are to be talked about."""
_NEAR = 1e-9


class Recommendation(StrEnum):
    """What the figures say; a person decides. *Incomplete* is no fail: something has not been looked at yet."""

    MEETS = "meets"
    INCOMPLETE = "incomplete"
    DOES_NOT_MEET = "does_not_meet"


class Lack(Enum):
    """Why the figures do not say "meets"."""

    BELOW_MINIMUM = "below_minimum"
    NOT_RATED = "not_rated"
    COVERAGE = "coverage"
    ONE_RATER = "one_rater"


@dataclass(frozen=True, kw_only=True)
class MustHave:
    """A required skill with a least level. `met` None: nobody rated it, so that nothing is known."""

    skill: str
    minimum: int
    mean: float | None
    met: bool | None


@dataclass(frozen=True, kw_only=True)
class SkillFit:
    """One row of the sum: what a role asks of a skill and what the submitted ratings say.

    `levels`: (interviewer, level) in order of level. `mean` of them, never rounded; None where `n` is 0.
    `share`: min(mean / target, 1). `points`: what the row adds to the fit (the rows make it up).
    `span`: highest less lowest level; `sd`: their standard deviation (n - 1), None for fewer than two.
    """

    skill: str
    requirement: Requirement
    weight: float
    minimum: int | None
    target: int
    levels: tuple[tuple[Hashable, int], ...] = ()
    mean: float | None = None
    share: float | None = None
    points: float = 0.0
    span: int | None = None
    sd: float | None = None

    @property
    def n(self) -> int:
        """How many rated it."""
        return len(self.levels)

    @property
    def is_below(self) -> bool:
        """Whether the mean is below the least level that is asked for, required or preferred."""
        return self.mean is not None and self.minimum is not None and self.mean < self.minimum

    @property
    def is_far_apart(self) -> bool:
        """Whether two ratings differ so much that they are to be talked about."""
        return self.span is not None and self.span >= FAR_APART


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Three separate facts, and what they come to.

    `fit`: 0 to 100, None when nothing is rated; over the rated skills alone. `coverage`: weight rated over all, 0 to
    100. `must_haves`: every required skill with a minimum, in the order of the profile. `lacks`: why it is not "meets".
    `skills`: the rows of the sum. `scored_by`: who rated anything. `panel`: how many were to.
    """

    fit: float | None
    coverage: float
    must_haves: tuple[MustHave, ...]
    recommendation: Recommendation
    lacks: tuple[Lack, ...] = ()
    skills: tuple[SkillFit, ...] = ()
    scored_by: tuple[Hashable, ...] = ()
    panel: int = 0

    def of(self, skill: str) -> SkillFit | None:
        """Return the row of a skill, None where the role does not ask for it."""
        return next((row for row in self.skills if row.skill == skill), None)

    @property
    def rated_weight(self) -> float:
        """The weight of the skills that somebody rated: what the fit is divided by."""
        return fsum(row.weight for row in self.skills if row.n)

    @property
    def to_talk_about(self) -> tuple[SkillFit, ...]:
        """The skills whose ratings lie two levels or more apart, the widest first."""
        return tuple(sorted((row for row in self.skills if row.is_far_apart), key=lambda row: -(row.span or 0)))


def fit(profile: RoleProfile, ratings: Mapping[_Who, Levels], *, panel: int | None = None) -> Fit:
    """Return how a candidate stands against a role.

    Fit = 100 * sum(w * min(mean / target, 1)) / sum(w), over the skills that anybody rated; coverage = their weight
    over all. A required skill whose mean is below its minimum: "does not meet", whatever the fit, which is shown. Else
    "incomplete" while a required skill is not rated, less than 80 % of the weight is rated, or, where the panel has
    two or more, fewer than two have rated anything. Else "meets".

    Args:
        profile: what the role asks; the weights may make any sum above 0.
        ratings: submitted ratings by interviewer, 1 to 5 by skill, None for not asked.
        panel: how many interviewers are to rate this candidate; without it, those named in `ratings`.

    Raises:
        OutOfRange: a rating that is no whole number from 1 to 5. UnknownName: a skill that the role does not ask for.
        NotUnderstood: ratings that are not by interviewer and skill.
    """
    by_skill = _by_skill(profile, ratings)
    rated = fsum(asked.weight for asked in profile.skills if by_skill[asked.skill])
    whole = fsum(asked.weight for asked in profile.skills)
    rows = [_row(asked, by_skill[asked.skill], rated=rated) for asked in profile.skills]
    must_haves = tuple(_must_have(row) for row in rows if _is_must_have(row))
    scored_by = tuple(who for who, levels in ratings.items() if any(level is not None for level in levels.values()))
    there = max(len(ratings) if panel is None else panel, len(scored_by))
    coverage = 100 * rated / whole if whole else 0.0
    lacks = _lacks(rows, must_haves, coverage=coverage, raters=len(scored_by), panel=there)
    return Fit(
        # The sum of shares of weights that are all the same number may miss 100 by a hair.
        fit=min(100.0, 100 * fsum(row.weight * (row.share or 0.0) for row in rows) / rated) if rated else None,
        coverage=min(100.0, coverage),
        must_haves=must_haves,
        recommendation=_recommendation(lacks),
        lacks=lacks,
        skills=tuple(rows),
        scored_by=scored_by,
        panel=there,
    )


def _by_skill(profile: RoleProfile, ratings: Mapping[_Who, Levels]) -> dict[str, list[tuple[Hashable, int]]]:
    found: dict[str, list[tuple[Hashable, int]]] = {asked.skill: [] for asked in profile.skills}
    if not isinstance(ratings, Mapping):
        raise NotUnderstood(field="ratings", value=ratings, right=_SHAPE)
    for who, levels in ratings.items():
        if not isinstance(levels, Mapping):
            raise NotUnderstood(field=f"ratings of {who}", value=levels, right=_SHAPE)
        for skill, level in levels.items():
            if skill not in found:
                raise UnknownName(field=f"skill rated by {who}", value=skill, known=", ".join(found))
            if level is None:
                continue
            if type(level) is not int or not LOWEST <= level <= HIGHEST:
                check_level(level, field=f"rating of {skill} by {who}")
            found[skill].append((who, level))
    return found


_SHAPE = "Give ratings as {interviewer: {skill: 1 to 5, or null when not asked}}"


def _row(asked: ProfileSkill, levels: Sequence[tuple[Hashable, int]], *, rated: float) -> SkillFit:
    """The row of a skill; `rated`: the weight of all rated skills, of which it is a part."""
    n = len(levels)
    numbers = sorted(level for _, level in levels)
    mean = sum(numbers) / n if n else None
    share = None if mean is None else min(mean / asked.target_level, 1.0)
    return SkillFit(
        skill=asked.skill,
        requirement=asked.requirement,
        weight=asked.weight,
        minimum=asked.minimum_level,
        target=asked.target_level,
        levels=tuple(sorted(levels, key=itemgetter(1))),
        mean=mean,
        share=share,
        points=0.0 if share is None else 100 * asked.weight * share / rated,
        span=numbers[-1] - numbers[0] if n > 1 else None,
        sd=sqrt(sum((level - mean) ** 2 for level in numbers) / (n - 1)) if mean is not None and n > 1 else None,
    )


def _is_must_have(row: SkillFit) -> bool:
    return row.requirement is Requirement.REQUIRED and row.minimum is not None


def _must_have(row: SkillFit) -> MustHave:
    least = row.minimum or 0
    return MustHave(skill=row.skill, minimum=least, mean=row.mean, met=None if row.mean is None else row.mean >= least)


def _lacks(
    rows: Iterable[SkillFit], must_haves: Iterable[MustHave], *, coverage: float, raters: int, panel: int
) -> tuple[Lack, ...]:
    found = {
        Lack.BELOW_MINIMUM: any(each.met is False for each in must_haves),
        Lack.NOT_RATED: any(row.requirement is Requirement.REQUIRED and not row.n for row in rows),
        Lack.COVERAGE: coverage < ENOUGH_COVERAGE - _NEAR,
        Lack.ONE_RATER: raters < min(2, panel),
    }
    return tuple(lack for lack, is_so in found.items() if is_so)


def _recommendation(lacks: Iterable[Lack]) -> Recommendation:
    found = set(lacks)
    if Lack.BELOW_MINIMUM in found:
        return Recommendation.DOES_NOT_MEET
    return Recommendation.INCOMPLETE if found else Recommendation.MEETS
