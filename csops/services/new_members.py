"""From candidate to colleague: who was hired joins the team with the role, and with what the interviews showed."""

from collections.abc import Mapping
from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, Tie, TieKind
from csops.domain.errors import AlreadyDone, InputError
from csops.domain.openings import Application, Opening, Outcome, Stage
from csops.domain.people import Member, checked
from csops.domain.skill_levels import AimKind, LevelSource, RoleAim, SkillLevel, level_from
from csops.services.hiring_access import check_not_tied, check_runs
from csops.services.scorecards import CardsSeen, cards_seen, check_rated, lapse_waiting
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A new member, and the levels known of them from the interviews."""

    member: Member
    levels: tuple[SkillLevel, ...]


def join_team(workspace: Workspace, *, application_id: int) -> Joined:
    """Make a member of a candidate who was hired: with the role of the opening and the levels of the interviews.

    A level is the mean of the submitted ratings, as a whole number; half goes down. The member is noted to be the
    candidate, so that they never see their own scorecards. A scorecard that still waits lapses: the levels would tell
    whoever is to fill it what others rated.

    Raises:
        NotPermitted: the role may not change the team, or does not run the opening, or is close to the candidate.
        InputError: they are not hired, or others have rated and one's own scorecard waits.
        AlreadyDone: they joined before. NotFound: erased meanwhile.
    """
    workspace.require(Permission.PEOPLE)
    with workspace.work("Take a candidate into the team") as work:
        application = work.hiring.applications.get(application_id)
        opening = work.hiring.openings.get(application.opening_id)
        candidate = work.hiring.candidates.get(application.candidate_id)
        check_runs(workspace, opening)
        check_not_tied(workspace, work.hiring.ties.where(candidate_id=candidate.id), candidate_id=candidate.id)
        _check_hired(work, application, candidate)
        seen = cards_seen(workspace, work, applications=[application])[application.id]
        check_rated(seen, field="scorecard")
        lapse_waiting(work, application=application)
        member = work.members.add(checked(Member(name=candidate.name)))
        work.hiring.ties.add(Tie(candidate_id=candidate.id, member_id=member.id, kind=TieKind.SELF))
        version = work.catalogue.profile_versions.get(opening.profile_version_id)
        now = RoleAim(member_id=member.id, profile_id=version.profile_id, kind=AimKind.NOW, since=workspace.today())
        work.catalogue.aims.add(now)
        return Joined(member=member, levels=_keep_levels(workspace, work, seen, opening, member))


def may_join(workspace: Workspace, *, application: Application, ties: tuple[Tie, ...]) -> bool:
    """Whether `join_team` has something to do for an application: hired, and no member yet."""
    is_hired = application.stage is Stage.HIRED and application.outcome is Outcome.OPEN
    return is_hired and workspace.may(Permission.PEOPLE) and not any(tie.kind is TieKind.SELF for tie in ties)


def _check_hired(work: Work, application: Application, candidate: Candidate) -> None:
    if application.stage is not Stage.HIRED or application.outcome is not Outcome.OPEN:
        raise InputError(
            field="candidate", problem="this candidate is not hired", right="Record the hire first, with a reason"
        )
    if any(tie.kind is TieKind.SELF for tie in work.hiring.ties.where(candidate_id=candidate.id)):
        raise AlreadyDone(what="Taking this candidate into the team", who="somebody")


def _keep_levels(
    workspace: Workspace, work: Work, seen: CardsSeen, opening: Opening, member: Member
) -> tuple[SkillLevel, ...]:
    rated: dict[str, list[int]] = {}
    for mine in seen.levels.values():
        for skill, level in mine.items():
            if level is not None:
                rated.setdefault(skill, []).append(level)
    ids: Mapping[str, int] = {skill.key: skill.id for skill in work.catalogue.skills.all()}
    return tuple(
        work.catalogue.levels.add(
            SkillLevel(
                member_id=member.id,
                skill_id=ids[skill],
                level=level_from(given),
                source=LevelSource.HIRING,
                on_day=workspace.today(),
                said_by=workspace.member.id or None,
                evidence=f"Interviews for {opening.title}: mean {sum(given) / len(given):.3g} of {len(given)}",
            )
        )
        for skill, given in rated.items()
        if skill in ids
    )
