"""Levels of skills that somebody's reviews show: proposed to who leads, and kept only when they say so."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.coaching_figures import ShownLevel, level_shown
from csops.domain.errors import InputError
from csops.domain.quality_rules import QualityRules
from csops.domain.skill_levels import LevelSource, SkillLevel, leading, newest_by_source
from csops.domain.skills import Skill
from csops.services.coaching_facts import LOOKED_BACK, asked_in, facts_in
from csops.services.team_skills import note_from_review
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class ProposedLevel:
    """A level of a skill that reviews show and nobody noted yet. `now`: what counts so far, None where nothing does."""

    skill: Skill
    shown: ShownLevel
    now: int | None = None


def proposed_levels(workspace: Workspace, *, member_id: int) -> tuple[ProposedLevel, ...]:
    """Return levels that sent reviews of fair samples show and that differ from what reviews showed before.

    Of half a year. Only for who may note them, and nobody for oneself: empty for others.
    """
    may = workspace.may(Permission.REVIEWS) and workspace.may(Permission.TEAM_SKILLS)
    if not may or member_id == workspace.member.id:
        return ()
    with workspace.read() as work:
        facts = facts_in(work, since=workspace.now() - LOOKED_BACK, member_id=member_id)
        asked = asked_in(work, facts)
        enough = work.settings.get(QualityRules).fewest_to_show
        skills = {each.key: each for each in work.catalogue.skills.all() if each.active}
        levels = work.catalogue.levels.where(member_id=member_id)
    found: list[ProposedLevel] = []
    for key in sorted({each.skill for criteria in asked.values() for each in criteria.values()} & skills.keys()):
        shown = level_shown(facts, asked, skill=key, enough=enough)
        said = [each for each in levels if each.skill_id == skills[key].id]
        if shown is not None and shown.level != _by_reviews(said):
            now = leading(said)
            found.append(ProposedLevel(skill=skills[key], shown=shown, now=None if now is None else now.level))
    return tuple(found)


def _by_reviews(said: list[SkillLevel]) -> int | None:
    return next((each.level for each in newest_by_source(said) if each.source is LevelSource.QUALITY), None)


def note_shown_level(workspace: Workspace, *, member_id: int, skill_id: int, level: int) -> SkillLevel:
    """Keep a level that reviews show, with the newest of them as its evidence.

    Raises:
        NotPermitted: it takes supervisors and up, and nobody notes it for oneself.
        InputError: the reviews do not show that level any more.
    """
    workspace.require(Permission.REVIEWS)
    workspace.require(Permission.TEAM_SKILLS)
    proposed = proposed_levels(workspace, member_id=member_id)
    one = next((each for each in proposed if each.skill.id == skill_id and each.shown.level == level), None)
    if one is None:
        raise InputError(field="level", problem="reviews do not show it any more", right="Look at what they show now")
    return note_from_review(
        workspace,
        member_id=member_id,
        skill_id=skill_id,
        level=level,
        review_id=one.shown.newest_id,
        text=f"{one.shown.percent:.0f} % from {one.shown.reviews} reviews",
    )
