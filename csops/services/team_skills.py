"""What members can do: said by themselves, by those who lead them, by reviews; and the roles they have and aim at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from csops.domain.access import Permission
from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.people import Member
from csops.domain.role_profiles import ProfileKind
from csops.domain.skill_levels import (
    AimKind,
    LevelSource,
    RoleAim,
    SkillLevel,
    checked_aim,
    checked_level,
    newest_aim,
    review_evidence,
)
from csops.domain.skills import Skill
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Said:
    """A level of one skill, 1 to 5, and what it is seen by."""

    skill_id: int
    level: int
    evidence: str = ""


def rate(
    workspace: Workspace, *, member_id: int, said: Sequence[Said], on_day: date | None = None
) -> tuple[SkillLevel, ...]:
    """Keep what somebody says of a member's skills, as one act: of oneself, or as a manager of others.

    What the same person says again on the same day takes the place of what they said first.

    Args:
        workspace: who says it.
        member_id: of whom.
        said: one level for each skill.
        on_day: when it was seen, today without it.

    Raises:
        NotPermitted: only supervisors and up say it of others. Missing: no level at all.
        OutOfRange: a level outside 1 to 5, a day to come. NotFound: no such member or skill.
        InputError: the member has left, the skill is retired.
    """
    source = LevelSource.SELF if member_id == workspace.member.id else LevelSource.MANAGER
    if source is LevelSource.MANAGER:
        workspace.require(Permission.TEAM_SKILLS)
    else:
        workspace.require(Permission.READ)
    return _keep_levels(workspace, "Rate skills", member_id=member_id, said=said, source=source, on_day=on_day)


def note_from_review(
    workspace: Workspace,
    *,
    member_id: int,
    skill_id: int,
    level: int,
    review_id: int,
    text: str = "",
    on_day: date | None = None,
) -> SkillLevel:
    """Keep the level that a review of a member's work shows; `review_of` finds the review again.

    Raises:
        NotPermitted, OutOfRange, NotFound, InputError: as `rate`.
    """
    workspace.require(Permission.TEAM_SKILLS)
    said = Said(skill_id=skill_id, level=level, evidence=review_evidence(review_id, text))
    kept = _keep_levels(
        workspace, "Note a level", member_id=member_id, said=[said], source=LevelSource.QUALITY, on_day=on_day
    )
    return kept[0]


def _keep_levels(
    workspace: Workspace,
    what: str,
    *,
    member_id: int,
    said: Sequence[Said],
    source: LevelSource,
    on_day: date | None,
) -> tuple[SkillLevel, ...]:
    if not said:
        raise Missing(field="level", right="Choose a level from 1 to 5 for at least one skill")
    today = workspace.today()
    new = [
        checked_level(
            SkillLevel(
                member_id=member_id,
                skill_id=each.skill_id,
                level=each.level,
                source=source,
                on_day=on_day or today,
                said_by=workspace.member.id or None,
                evidence=each.evidence,
            ),
            today=today,
        )
        for each in said
    ]
    with workspace.work(what) as work:
        there(work, member_id)
        for level in new:
            in_use(work, level.skill_id)
        return tuple(keep_level(work, level) for level in new)


def keep_level(work: Work, level: SkillLevel) -> SkillLevel:
    """Keep a judgement as a part of one operation; the same one's of the same day gives way."""
    same = [
        each
        for each in work.catalogue.levels.where(member_id=level.member_id, skill_id=level.skill_id)
        if (each.source, each.on_day, each.said_by) == (level.source, level.on_day, level.said_by)
    ]
    # Two reviews of one day are two facts; what one person says twice a day is a correction.
    if not same or level.source is LevelSource.QUALITY:
        return work.catalogue.levels.add(level)
    return work.catalogue.levels.update(replace(level, id=same[-1].id, version=same[-1].version))


def there(work: Work, member_id: int) -> Member:
    """Return a member who is on the team, or raise NotFound, or InputError for one who has left."""
    member = work.members.get(member_id)
    if not member.active:
        raise InputError(
            field="member", problem=f"{member.name} has left the team", right="Choose somebody who is on the team"
        )
    return member


def in_use(work: Work, skill_id: int) -> Skill:
    """Return a skill of the catalogue, or raise NotFound, or InputError for a retired one."""
    skill = work.catalogue.skills.get(skill_id)
    if not skill.active:
        raise InputError(
            field="skill", problem=f"“{skill.name}” is retired", right="Choose one in use, or bring it back"
        )
    return skill


# ---------------------------------------------------------------- roles


def set_role(
    workspace: Workspace,
    *,
    member_id: int,
    profile_id: int,
    kind: AimKind = AimKind.NOW,
    since: date | None = None,
    by_day: date | None = None,
) -> RoleAim:
    """Say which role a member has, or aims at; those before stay as its history. A role that is reached is no aim.

    Args:
        workspace: who says it.
        member_id: of whom.
        profile_id: the role.
        kind: whether they have it or aim at it.
        since: since when, today without it.
        by_day: for an aim, by when.

    Raises:
        NotPermitted: it takes supervisors and up. NotFound: no such member or profile.
        InputError: the member has left, the profile is retired or none of a role.
        OutOfRange: since a day to come, or by a day before it was set.
    """
    workspace.require(Permission.TEAM_SKILLS)
    today = workspace.today()
    if since is not None and since > today:
        raise OutOfRange(field="since", value=since, right="Choose today or a day before")
    new = checked_aim(
        RoleAim(member_id=member_id, profile_id=profile_id, kind=kind, since=since or today, by_day=by_day)
    )
    with workspace.work("Set a role" if kind is AimKind.NOW else "Set the next role") as work:
        there(work, member_id)
        _check_role(work, profile_id)
        known = work.catalogue.aims.where(member_id=member_id)
        kept = _keep_aim(work, new, newest_aim(known, kind))
        if kind is AimKind.NOW:
            _remove(work, [each for each in known if each.kind is AimKind.NEXT and each.profile_id == profile_id])
        return kept


def _check_role(work: Work, profile_id: int) -> None:
    profile = work.catalogue.profiles.get(profile_id)
    if profile.kind is not ProfileKind.ROLE:
        raise InputError(field="role", problem=f"“{profile.name}” is no role", right="Choose the profile of a role")
    if not profile.active:
        raise InputError(field="role", problem=f"“{profile.name}” is retired", right="Choose one in use")


def _keep_aim(work: Work, new: RoleAim, old: RoleAim | None) -> RoleAim:
    if old is not None and (old.profile_id == new.profile_id or old.since == new.since):
        # The same role with other days, or another on the same day: a correction, not a further role.
        return work.catalogue.aims.update(replace(new, id=old.id, version=old.version))
    return work.catalogue.aims.add(new)


def clear_role(workspace: Workspace, *, member_id: int, kind: AimKind) -> None:
    """Say that a member has no role, or aims at none, whatever was said before. Raises as `set_role`."""
    workspace.require(Permission.TEAM_SKILLS)
    with workspace.work("Clear a role") as work:
        work.members.get(member_id)
        _remove(work, [each for each in work.catalogue.aims.where(member_id=member_id) if each.kind is kind])


def _remove(work: Work, aims: Sequence[RoleAim]) -> None:
    for aim in aims:
        work.catalogue.aims.remove(aim.id)
