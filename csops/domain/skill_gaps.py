"""What a member can do against what a role asks: the gap of each skill, the worst first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from csops.domain.hiring import Fit, fit
from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile
from csops.domain.skill_levels import LevelSource, SkillLevel


class GapState(Enum):
    """How a level stands to what the role asks, the worst first. *Unknown*: nobody has judged it."""

    BELOW_MINIMUM = "below_minimum"
    BELOW_TARGET = "below_target"
    UNKNOWN = "unknown"
    REACHED = "reached"


@dataclass(frozen=True, kw_only=True)
class SkillGap:
    """One skill of a role, and the level that a member has in it; `said` is the judgement that counts."""

    asked: ProfileSkill
    said: SkillLevel | None = None

    @property
    def skill(self) -> str:
        """The key of the skill."""
        return self.asked.skill

    @property
    def level(self) -> int | None:
        """The level that counts, None where there is none."""
        return None if self.said is None else self.said.level

    @property
    def difference(self) -> int | None:
        """Levels above the target; below it, less than 0; None where nobody has judged it."""
        return None if self.level is None else self.level - self.asked.target_level

    @property
    def state(self) -> GapState:
        """How it stands to what the role asks."""
        level, least = self.level, self.asked.minimum_level
        if level is None:
            return GapState.UNKNOWN
        if least is not None and level < least:
            return GapState.BELOW_MINIMUM
        return GapState.BELOW_TARGET if level < self.asked.target_level else GapState.REACHED

    @property
    def is_own_word(self) -> bool:
        """Whether only the member says so."""
        return self.said is not None and self.said.source is LevelSource.SELF


def gaps(profile: RoleProfile, levels: Mapping[str, SkillLevel]) -> tuple[SkillGap, ...]:
    """Return the gap of each skill of a role, the worst first.

    Below the minimum comes before below the target, that before unknown, that before reached; among these what is
    required first, then by what is missing times its weight.

    Args:
        profile: the role.
        levels: by the key of the skill the judgement that counts; skills that are missing are unknown.
    """
    found = [SkillGap(asked=asked, said=levels.get(asked.skill)) for asked in profile.skills]
    return tuple(sorted(found, key=_urgency))


def worst_first(found: Iterable[tuple[int, SkillGap]]) -> tuple[tuple[int, SkillGap], ...]:
    """Return the gaps of several members, each with the member's number, in the order of `gaps`."""
    return tuple(sorted(found, key=lambda pair: _urgency(pair[1])))


def _urgency(gap: SkillGap) -> tuple[int, bool, float]:
    missing = -(gap.difference or 0) if gap.level is not None else 1
    is_preferred = gap.asked.requirement is Requirement.PREFERRED
    return list(GapState).index(gap.state), is_preferred, -missing * gap.asked.weight


def level_numbers(profile: RoleProfile, levels: Mapping[str, SkillLevel]) -> dict[str, int | None]:
    """Return the levels of a role's skills as one rater's, None where nobody has judged: what `hiring.fit` takes."""
    return {asked.skill: levels[asked.skill].level if asked.skill in levels else None for asked in profile.skills}


def readiness(profile: RoleProfile, levels: Mapping[str, SkillLevel]) -> Fit:
    """Return how near a member is to a role, by the same arithmetic as a candidate: fit, coverage, must-haves.

    The levels that count stand as one rater's; what others say beside them is not averaged in.
    """
    return fit(profile, {"team": level_numbers(profile, levels)})
