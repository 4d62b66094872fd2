"""Which channels members take by what they can do: a skill may name a channel and the level that it takes."""

from collections.abc import Iterable, Mapping, Sequence

from csops.domain.skill_levels import SkillLevel, judged
from csops.domain.skills import Skill
from csops.domain.work_terms import NotYet


def not_yet(skills: Iterable[Skill], levels: Mapping[str, Sequence[SkillLevel]]) -> tuple[NotYet, ...]:
    """Return the channels that a member cannot take by what others have judged, with the reasons.

    Nobody is kept from a channel by what they say of themselves, nor because nobody has judged them yet.

    Args:
        skills: the catalogue; those that name no channel, and retired ones, keep nobody from anything.
        levels: every judgement of the member, by the key of the skill.
    """
    found = list[NotYet]()
    for skill in skills:
        said = judged(levels.get(skill.key, ())) if skill.channel and skill.active else None
        if said is not None and said.level < skill.channel_level:
            found.append(NotYet(channel=skill.channel, skill=skill.name, level=said.level, needed=skill.channel_level))
    return tuple(found)
