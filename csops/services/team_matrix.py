"""The team's skills as they are looked at: the matrix, what hangs on one person, and one member's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.channel_skills import not_yet
from csops.domain.channels import Channel
from csops.domain.coverage_risk import Coverage, channel_coverage, level_needed, skill_coverage, worst_first
from csops.domain.errors import NotFound
from csops.domain.hiring import Fit
from csops.domain.people import Member
from csops.domain.skill_gaps import SkillGap, gaps, readiness
from csops.domain.skill_levels import AimKind, SkillLevel, newest_by_source
from csops.domain.skills import Skill
from csops.domain.work_terms import NotYet
from csops.services.roster_team import roster_team_of
from csops.services.team_known import HeldRole, Known, KnownRole, known_of
from csops.services.training import SeenTraining, seen_trainings
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """One member's one skill: the newest of each source, the one that counts first; the gap to the role.

    Without a `gap` the role does not ask for it, or the member has none.
    """

    member_id: int
    skill: str
    said: tuple[SkillLevel, ...] = ()
    gap: SkillGap | None = None

    @property
    def level(self) -> int | None:
        """The level that counts, None where nobody has said any."""
        return self.said[0].level if self.said else None


@dataclass(frozen=True, kw_only=True)
class SkillMatrix:
    """Skills (rows) by members (columns). `cells`: one row for each skill, in the order of the members.

    - `role`: the one that everybody is held against; without it each against the role they have now;
    - `roles`: those roles by member; `open_roles`: all that can be chosen;
    - `fits`: how near each member is to the role that they are held against; none without a role.
    """

    members: tuple[Member, ...]
    skills: tuple[Skill, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    roles: Mapping[int, HeldRole]
    open_roles: tuple[KnownRole, ...]
    fits: Mapping[int, Fit]
    role: KnownRole | None = None

    @property
    def judgements(self) -> int:
        """How many levels are shown."""
        return sum(cell.level is not None for row in self.cells for cell in row)


@dataclass(frozen=True, kw_only=True)
class CoverageRisks:
    """What hangs on nobody, on one person, or is covered, the worst first; and the names in it."""

    found: tuple[Coverage, ...]
    members: Mapping[int, Member]
    skills: Mapping[str, Skill]
    channels: Mapping[str, Channel]


@dataclass(frozen=True, kw_only=True)
class MemberSkill:
    """One skill of a member: the newest of each source, every judgement (newest first), and the gaps to the roles."""

    skill: Skill
    said: tuple[SkillLevel, ...] = ()
    history: tuple[SkillLevel, ...] = ()
    now: SkillGap | None = None
    next: SkillGap | None = None


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How near a member is to a role."""

    role: KnownRole
    fit: Fit


@dataclass(frozen=True, kw_only=True)
class MemberSkills:
    """All of one member: roles, skills (those that a role asks, or that somebody judged), gaps, readiness, training.

    `others`: skills in use beside these, which can be judged too. `gaps`, `next_gaps`: to the role now and to the one
    aimed at, the worst first.
    """

    member: Member
    now: HeldRole | None
    next: HeldRole | None
    skills: tuple[MemberSkill, ...]
    others: tuple[Skill, ...]
    gaps: tuple[SkillGap, ...]
    next_gaps: tuple[SkillGap, ...]
    readiness: tuple[Readiness, ...]
    trainings: tuple[SeenTraining, ...]
    not_yet: tuple[NotYet, ...]
    open_roles: tuple[KnownRole, ...]


def skill_matrix(workspace: Workspace, *, profile_id: int | None = None) -> SkillMatrix:
    """Return what everybody can do; without leave to see everybody, one's own column.

    Args:
        workspace: whose team.
        profile_id: hold everybody against this role and show its skills; without it, each against their role now, and
            the skills that these roles ask for, that open a channel, or that somebody was judged in.

    Raises:
        NotFound: there is no such role.
    """
    with workspace.read() as work:
        known = known_of(work, seen_by=workspace)
    role = None if profile_id is None else known.roles.get(profile_id)
    if profile_id is not None and role is None:
        raise NotFound(kind="profile", id=profile_id)
    held = {each.id: one for each in known.members if (one := known.held(each.id, AimKind.NOW)) is not None}
    asks = {each.id: role or (held[each.id].role if each.id in held else None) for each in known.members}
    skills = _role_skills(known, role) if role else _shown_skills(known)
    columns = [_column(known, each.id, asks[each.id], skills) for each in known.members]
    return SkillMatrix(
        members=known.members,
        skills=tuple(skills),
        cells=tuple(tuple(column[row] for column in columns) for row in range(len(skills))),
        roles=held,
        open_roles=known.open_roles,
        fits={
            member_id: readiness(one.asks, known.leading_levels(member_id))
            for member_id, one in asks.items()
            if one is not None
        },
        role=role,
    )


def _role_skills(known: Known, role: KnownRole) -> list[Skill]:
    return [known.skill_by_key[each.skill] for each in role.asks.skills if each.skill in known.skill_by_key]


def _shown_skills(known: Known) -> list[Skill]:
    asked = {each.skill for role in known.roles_held() for each in role.skills}
    judged = {key for by_key in known.levels.values() for key in by_key}
    return [each for each in known.skills if each.key in asked | judged or (each.channel and each.active)]


def _column(known: Known, member_id: int, role: KnownRole | None, skills: Sequence[Skill]) -> list[MatrixCell]:
    found = {gap.skill: gap for gap in _gaps(known, member_id, role)}
    levels = known.levels.get(member_id, {})
    return [
        MatrixCell(
            member_id=member_id,
            skill=skill.key,
            said=newest_by_source(levels.get(skill.key, ())),
            gap=found.get(skill.key),
        )
        for skill in skills
    ]


def _gaps(known: Known, member_id: int, role: KnownRole | None) -> tuple[SkillGap, ...]:
    return () if role is None else gaps(role.asks, known.leading_levels(member_id))


# ---------------------------------------------------------------- risks


def coverage_risks(workspace: Workspace) -> CoverageRisks:
    """Return how many people each channel, and each skill that a role on the team asks for, hangs on.

    Raises:
        NotPermitted: it takes supervisors and up.
    """
    workspace.require(Permission.TEAM_SKILLS)
    with workspace.read() as work:
        known = known_of(work, seen_by=workspace)
        channels = [each for each in work.channels.all("position") if each.active]
        by_channel = _channels(work, known, channels, seen_by=workspace)
    members, roles = [each.id for each in known.members], known.roles_held()
    by_skill = [
        skill_coverage(skill, needed=asked[0], is_required=asked[1], members=members, levels=known.levels)
        for skill in known.skills
        if skill.active and not skill.channel and (asked := level_needed(skill, roles)) is not None
    ]
    return CoverageRisks(
        found=worst_first([*by_channel, *by_skill]),
        members={each.id: each for each in known.members},
        skills=known.skill_by_key,
        channels={each.key: each for each in channels},
    )


def _channels(work: Work, known: Known, channels: Sequence[Channel], *, seen_by: Workspace) -> list[Coverage]:
    """Who may take each channel, of those on rosters."""
    team = roster_team_of(work, seen_by=seen_by)
    planned = [worker for worker in team.workers() if worker.terms.on_roster]
    return [
        channel_coverage(
            channel.key,
            skills=known.skills,
            members=[worker.member_id for worker in planned],
            takes={
                worker.member_id
                for worker in planned
                if not worker.terms.channels or channel.key in worker.terms.channels
            },
            levels=known.levels,
        )
        for channel in channels
    ]


# ---------------------------------------------------------------- one member


def member_skills(workspace: Workspace, *, member_id: int) -> MemberSkills:
    """Return all of one member's skills; one's own without further leave, also of a member who has left.

    Raises:
        NotPermitted: to see others takes supervisors and up. NotFound: nobody has this number.
    """
    if member_id != workspace.member.id:
        workspace.require(Permission.TEAM_SKILLS)
    with workspace.read() as work:
        member = work.members.get(member_id)
        known = known_of(work, seen_by=workspace, also=member_id)
        trainings = seen_trainings(work, seen_by=workspace, member_id=member_id)
    now, then = (known.held(member_id, kind) for kind in (AimKind.NOW, AimKind.NEXT))
    levels = known.leading_levels(member_id)
    to_now, to_next = (_gaps(known, member_id, None if one is None else one.role) for one in (now, then))
    skills = _member_skills(known, member_id, to_now, to_next)
    listed = {each.skill.key for each in skills}
    return MemberSkills(
        member=member,
        now=now,
        next=then,
        skills=skills,
        others=tuple(each for each in known.skills if each.active and each.key not in listed),
        gaps=to_now,
        next_gaps=to_next,
        readiness=tuple(Readiness(role=role, fit=readiness(role.asks, levels)) for role in known.open_roles),
        trainings=trainings,
        not_yet=not_yet(known.skills, known.levels.get(member_id, {})),
        open_roles=known.open_roles,
    )


def _member_skills(
    known: Known, member_id: int, to_now: Sequence[SkillGap], to_next: Sequence[SkillGap]
) -> tuple[MemberSkill, ...]:
    now, then = ({gap.skill: gap for gap in some} for some in (to_now, to_next))
    levels = known.levels.get(member_id, {})
    keys = dict.fromkeys([*now, *then, *(skill.key for skill in known.skills if skill.key in levels)])
    return tuple(
        MemberSkill(
            skill=known.skill_by_key[key],
            said=newest_by_source(levels.get(key, ())),
            history=tuple(sorted(levels.get(key, ()), key=lambda each: (each.on_day, each.id), reverse=True)),
            now=now.get(key),
            next=then.get(key),
        )
        for key in keys
        if key in known.skill_by_key
    )
