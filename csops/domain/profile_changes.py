"""What one version of a role profile asks otherwise than another."""

from dataclasses import dataclass

from csops.domain.role_profiles import ProfileSkill, ProfileVersion
from csops.domain.version_differences import Difference, difference_of


@dataclass(frozen=True, kw_only=True)
class SkillDifference:
    """One skill in two versions (None where it is not asked), and the fields that differ: weight, target_level ..."""

    skill: str
    difference: Difference
    before: ProfileSkill | None
    after: ProfileSkill | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VersionDifference:
    """Two versions side by side: the skills in the order of the newer, those that went at the end."""

    before: ProfileVersion
    after: ProfileVersion
    skills: tuple[SkillDifference, ...]

    @property
    def is_same(self) -> bool:
        """Whether both ask the same, in the same order and time."""
        return not differs(self.before, self.after)


def differs(one: ProfileVersion, other: ProfileVersion) -> bool:
    """Whether two versions ask anything otherwise; notes and dates do not count."""
    return (one.skills, one.interviews, one.minutes) != (other.skills, other.interviews, other.minutes)


def compare_versions(before: ProfileVersion, after: ProfileVersion) -> VersionDifference:
    """Return each skill of both versions with what changed."""
    old = {each.skill: each for each in before.skills}
    new = {each.skill: each for each in after.skills}
    found = [_difference(skill, old.get(skill), new.get(skill)) for skill in dict.fromkeys([*new, *old])]
    return VersionDifference(before=before, after=after, skills=tuple(found))


def _difference(skill: str, before: ProfileSkill | None, after: ProfileSkill | None) -> SkillDifference:
    kind, changed = difference_of(before, after)
    return SkillDifference(skill=skill, difference=kind, before=before, after=after, changed=changed)
