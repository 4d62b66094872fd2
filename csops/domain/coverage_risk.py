"""What a shop can do only while one person is there, or not at all: skills and channels by how many reach them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from csops.domain.role_profiles import Requirement, RoleProfile
from csops.domain.skill_levels import LevelSource, SkillLevel, leading
from csops.domain.skills import Skill

Levels = Mapping[int, Mapping[str, Sequence[SkillLevel]]]
"""By member and by the key of the skill every judgement."""


class Risk(Enum):
    """How many people something hangs on, the worst first. *Unknown*: of nobody it is known, of some not judged."""

    NOBODY = "nobody"
    UNKNOWN = "unknown"
    ONE = "one"
    COVERED = "covered"


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Who reaches the level that is needed of a skill, or may take a channel; each by the number of the member.

    - `skill`, `channel`: its key, one of the two;
    - `needed`: the level that is needed, None for a channel that no skill names;
    - `able`: who reaches it; `own_word`: those of them whom nobody else has judged;
    - `below`: who does not; `unjudged`: of whom nobody knows;
    - `is_required`: a role on the team cannot do without it. Channels are.
    """

    skill: str = ""
    channel: str = ""
    needed: int | None = None
    able: tuple[int, ...] = ()
    own_word: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    unjudged: tuple[int, ...] = ()
    is_required: bool = True

    @property
    def risk(self) -> Risk:
        """How many people it hangs on."""
        if not self.able:
            return Risk.UNKNOWN if self.unjudged else Risk.NOBODY
        return Risk.ONE if len(self.able) == 1 else Risk.COVERED


def worst_first(found: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Return them by risk; among those alike channels first, then what is required, then those with fewer people."""
    risks = list(Risk)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                risks.index(each.risk),
                not each.channel,
                not each.is_required,
                len(each.able),
                each.channel or each.skill,
            ),
        )
    )


def level_needed(skill: Skill, profiles: Iterable[RoleProfile]) -> tuple[int, bool] | None:
    """Return the level at which somebody may do it at all, and whether a role requires it; None: nobody asks for it.

    That is the least that a role on the team accepts (its minimum, else its target); where the skill opens a channel,
    the level for that.

    Args:
        skill: which.
        profiles: the roles that members have now.
    """
    asked = [each for profile in profiles if (each := profile.asked(skill.key)) is not None]
    is_required = any(each.requirement is Requirement.REQUIRED for each in asked)
    if skill.channel:
        return skill.channel_level, True
    if not asked:
        return None
    return min(each.minimum_level or each.target_level for each in asked), is_required


def skill_coverage(skill: Skill, *, needed: int, is_required: bool, members: Sequence[int], levels: Levels) -> Coverage:
    """Return who of the members reaches a level of a skill. What somebody says of oneself counts, and is told apart."""
    said = {member: leading(levels.get(member, {}).get(skill.key, ())) for member in members}
    return Coverage(
        skill=skill.key,
        needed=needed,
        able=tuple(member for member, one in said.items() if one is not None and one.level >= needed),
        own_word=tuple(
            member
            for member, one in said.items()
            if one is not None and one.level >= needed and one.source is LevelSource.SELF
        ),
        below=tuple(member for member, one in said.items() if one is not None and one.level < needed),
        unjudged=tuple(member for member, one in said.items() if one is None),
        is_required=is_required,
    )


def channel_coverage(
    channel: str, *, skills: Iterable[Skill], members: Sequence[int], takes: Collection[int], levels: Levels
) -> Coverage:
    """Return who may take a channel: the terms of work allow it, and every skill that names it is reached.

    Where no skill names it, the terms alone say so. What somebody says of oneself counts here and is told apart, though
    rosters listen to what others have judged.

    Args:
        channel: its key.
        skills: the catalogue; retired ones ask for nothing.
        members: everybody on rosters.
        takes: those whose terms allow the channel.
        levels: every judgement.
    """
    naming = [skill for skill in skills if skill.active and skill.channel == channel]
    able, own_word, below, unjudged = list[int](), list[int](), list[int](), list[int]()
    for member in members:
        if member not in takes:
            below.append(member)
            continue
        said = [(skill, leading(levels.get(member, {}).get(skill.key, ()))) for skill in naming]
        if any(one is not None and one.level < skill.channel_level for skill, one in said):
            below.append(member)
        elif any(one is None for _skill, one in said):
            unjudged.append(member)
        else:
            able.append(member)
            if any(one is not None and one.source is LevelSource.SELF for _skill, one in said):
                own_word.append(member)
    return Coverage(
        channel=channel,
        needed=max((skill.channel_level for skill in naming), default=None),
        able=tuple(able),
        own_word=tuple(own_word),
        below=tuple(below),
        unjudged=tuple(unjudged),
    )
