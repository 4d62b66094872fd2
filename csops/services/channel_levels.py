"""Which channels members do not take yet, by the levels of the skills that name channels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.channel_skills import not_yet
from csops.domain.skill_levels import LevelSource, SkillLevel
from csops.domain.skills import Skill
from csops.domain.work_terms import NotYet, Terms
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def channels_not_yet(work: Work, terms: Mapping[int, Terms], *, seen_by: Workspace) -> dict[int, tuple[NotYet, ...]]:
    """Return by member the channels that their terms allow and what they can do does not yet.

    Args:
        work: the operation.
        terms: of everybody on rosters, by member.
        seen_by: for whom: without leave to see the levels of others, theirs are left out of the reasons, and what the
            panel said of somebody as a candidate is never told to that person.
    """
    naming = [skill for skill in work.catalogue.skills.all("name") if skill.channel and skill.active]
    if not naming:
        return {}
    keys = {skill.id: skill.key for skill in naming}
    said: dict[int, dict[str, list[SkillLevel]]] = defaultdict(lambda: defaultdict(list))
    for level in work.catalogue.levels.where_any("skill_id", list(keys)):
        said[level.member_id][keys[level.skill_id]].append(level)
    sees_all, own = seen_by.may(Permission.TEAM_SKILLS), seen_by.member.id
    found: dict[int, tuple[NotYet, ...]] = {}
    for member_id, allowed in terms.items():
        barred = not_yet(naming, said[member_id])
        kept = [each for each in barred if not allowed.channels or each.channel in allowed.channels]
        if kept:
            told = _told_oneself(naming, said[member_id]) if member_id == own else kept if sees_all else ()
            found[member_id] = tuple(each if each in told else replace(each, level=None) for each in kept)
    return found


def _told_oneself(naming: Sequence[Skill], said: Mapping[str, Sequence[SkillLevel]]) -> Sequence[NotYet]:
    own = {key: [each for each in levels if each.source is not LevelSource.HIRING] for key, levels in said.items()}
    return not_yet(naming, own)
