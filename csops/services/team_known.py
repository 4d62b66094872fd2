"""What one operation knows of what people can do: read once, seen by whoever may see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from csops.domain.access import Permission
from csops.domain.people import Member
from csops.domain.role_profiles import Profile, ProfileKind, ProfileVersion, RoleProfile, role_profile
from csops.domain.skill_levels import AimKind, LevelSource, RoleAim, SkillLevel, leading, newest_aim
from csops.domain.skills import Skill, SkillKind
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_KINDS = tuple(SkillKind)


@dataclass(frozen=True, kw_only=True)
class KnownRole:
    """A role as it is kept, and what it asks today."""

    profile: Profile
    asks: RoleProfile


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that a member has or aims at, and since or by when."""

    role: KnownRole
    aim: RoleAim


@dataclass(frozen=True, kw_only=True)
class Known:
    """Members (active, by name), skills (also retired, by kind and name), roles, and who said what of whom.

    `levels`: by member and key of the skill, every judgement that whoever asks may see.
    """

    members: tuple[Member, ...]
    skills: tuple[Skill, ...]
    roles: Mapping[int, KnownRole]
    levels: Mapping[int, Mapping[str, Sequence[SkillLevel]]] = field(default_factory=dict)
    aims: Mapping[int, Sequence[RoleAim]] = field(default_factory=dict)

    @cached_property
    def skill_by_key(self) -> Mapping[str, Skill]:
        """The skills by their keys."""
        return {skill.key: skill for skill in self.skills}

    @property
    def open_roles(self) -> tuple[KnownRole, ...]:
        """The roles that somebody can have: not the values of the business, nor what is retired."""
        found = [each for each in self.roles.values() if _is_open(each.profile)]
        return tuple(sorted(found, key=lambda each: each.profile.name.casefold()))

    def held(self, member_id: int, kind: AimKind) -> HeldRole | None:
        """Return the role that a member has, or aims at."""
        aim = newest_aim(self.aims.get(member_id, ()), kind)
        return None if aim is None else HeldRole(role=self.roles[aim.profile_id], aim=aim)

    def leading_levels(self, member_id: int) -> dict[str, SkillLevel]:
        """Return the judgement that counts of each skill of a member, by the key of the skill."""
        found = {key: leading(levels) for key, levels in self.levels.get(member_id, {}).items()}
        return {key: level for key, level in found.items() if level is not None}

    def roles_held(self) -> tuple[RoleProfile, ...]:
        """Return what the roles ask that members have now, each once."""
        held = {one.role.profile.id: one.role for each in self.members if (one := self.held(each.id, AimKind.NOW))}
        return tuple(role.asks for role in held.values())


def known_of(work: Work, *, seen_by: Workspace, also: int | None = None) -> Known:
    """Return what is known of the team.

    Args:
        work: the operation.
        seen_by: for whom. Without leave to see everybody, only the own levels; and what the panel said of somebody as
            a candidate is never for that person.
        also: a member who may have left and is asked for.
    """
    sees_all, own = seen_by.may(Permission.TEAM_SKILLS), seen_by.member.id
    members = [each for each in work.members.all("name") if each.active or each.id == also]
    seen = tuple(each for each in members if sees_all or each.id == own)
    skills = sorted(work.catalogue.skills.all(), key=lambda each: (_KINDS.index(each.kind), each.name.casefold()))
    ids = [each.id for each in seen]
    return Known(
        members=seen,
        skills=tuple(skills),
        roles=roles_of(work),
        levels=_levels(work, ids, {skill.id: skill.key for skill in skills}, own=own),
        aims=_aims(work, ids),
    )


def roles_of(work: Work) -> dict[int, KnownRole]:
    """Return every profile with what it asks today, by its number."""
    versions: dict[int, ProfileVersion] = {}
    for version in work.catalogue.profile_versions.all("number"):
        versions[version.profile_id] = version
    return {
        profile.id: KnownRole(profile=profile, asks=role_profile(profile, versions[profile.id]))
        for profile in work.catalogue.profiles.all("name")
        if profile.id in versions
    }


def _is_open(profile: Profile) -> bool:
    return profile.active and profile.kind is ProfileKind.ROLE


def _levels(
    work: Work, member_ids: Sequence[int], keys: Mapping[int, str], *, own: int
) -> dict[int, dict[str, list[SkillLevel]]]:
    found: dict[int, dict[str, list[SkillLevel]]] = defaultdict(lambda: defaultdict(list))
    for level in work.catalogue.levels.where_any("member_id", member_ids):
        if level.source is not LevelSource.HIRING or level.member_id != own:
            found[level.member_id][keys[level.skill_id]].append(level)
    return {member: dict(by_key) for member, by_key in found.items()}


def _aims(work: Work, member_ids: Sequence[int]) -> dict[int, list[RoleAim]]:
    found: dict[int, list[RoleAim]] = defaultdict(list)
    for aim in work.catalogue.aims.where_any("member_id", member_ids):
        found[aim.member_id].append(aim)
    return dict(found)
