"""The skills and role profiles that come with the program: for a new database, and for one from before they came."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from csops.domain.access import Permission
from csops.domain.role_profiles import Profile, ProfileKind, ProfileVersion, profile_from
from csops.domain.skills import Skill, SkillKind, checked_skill
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_FILE = "role_profiles"
R = TypeVar("R", Skill, Profile)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """How many skills and profiles were added; none where all of them were there already."""

    skills: int
    profiles: int


def begin_with_ours(workspace: Workspace) -> Begun:
    """Add those of our skills and role profiles whose key is missing; what is there stays as it is.

    Raises:
        NotPermitted: the role may not change the catalogue.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Begin with our skills and role profiles") as work:
        return add_starter(work, at=workspace.now(), made_by=workspace.member.id or None)


def add_starter(work: Work, *, at: datetime, made_by: int | None) -> Begun:
    """Add what is missing within an act that has begun."""
    content = starter(_FILE)
    return Begun(skills=_add_skills(work, content), profiles=_add_profiles(work, content, at=at, made_by=made_by))


def _add_skills(work: Work, content: Mapping[str, Any]) -> int:
    there = work.catalogue.skills.all()
    keys, names = {skill.key for skill in there}, {skill.name.casefold() for skill in there}
    missing = [_skill(row) for row in content["skills"] if row["key"] not in keys]
    for skill in missing:
        work.catalogue.skills.add(checked_skill(_apart(skill, names)))
    return len(missing)


def _skill(row: Mapping[str, Any]) -> Skill:
    return Skill(
        key=row["key"],
        name=row["name"],
        kind=SkillKind(row["kind"]),
        description=row["description"],
        question=row["question"] or "",
        alternative=row["alternative"] or "",
        anchors=tuple(row["anchors"].get(level) or "" for level in range(1, 6)),
    )


def _add_profiles(work: Work, content: Mapping[str, Any], *, at: datetime, made_by: int | None) -> int:
    there = work.catalogue.profiles.all()
    keys, names = {profile.key for profile in there}, {profile.name.casefold() for profile in there}
    kinds = [(row, ProfileKind.ROLE) for row in content["profiles"]]
    kinds.append((content["value_scorecard"], ProfileKind.VALUES))
    missing = [(row, kind) for row, kind in kinds if row["key"] not in keys]
    for row, kind in missing:
        role = profile_from(row)
        profile = _apart(Profile(key=role.key, name=role.name, purpose=role.purpose, kind=kind), names)
        kept = work.catalogue.profiles.add(profile)
        work.catalogue.profile_versions.add(
            ProfileVersion(
                profile_id=kept.id,
                made_at=at,
                made_by=made_by,
                interviews=role.interviews,
                minutes=role.minutes,
                skills=role.skills,
            )
        )
    return len(missing)


def _apart(record: R, taken: set[str]) -> R:
    """Return the record with a name of its own, where somebody gave that name to something else."""
    name = record.name
    while name.casefold() in taken:
        name = f"{name} (csops)"
    taken.add(name.casefold())
    return replace(record, name=name)
