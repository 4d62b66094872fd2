"""A small hiring: a profile of three skills, an opening with two interviewers, and candidates."""

from dataclasses import dataclass, replace

from csops.domain.access import Role
from csops.domain.candidates import Candidate
from csops.domain.openings import Application, Opening, Seat
from csops.domain.people import Member
from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion, Requirement
from csops.domain.scorecards import Rating, Scorecard
from csops.domain.skills import Skill, SkillKind
from csops.services.candidates import apply
from csops.services.openings import save_opening, save_seat
from csops.services.scorecards import submit_card
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, ROSA

DAY = MONDAY_MORNING.date()
SKILLS = ("listening", "writing", "saturdays")
ANCHORS = ("Cuts in", "Lets people finish", "Asks sensible questions", "Sums up unasked", "Names the need behind it")


@dataclass(frozen=True, kw_only=True)
class Hiring:
    """What `a_hiring` made. Mara (owner) runs it; Mara and Rosa rate all three skills."""

    opening: Opening
    seats: tuple[Seat, ...]
    applications: tuple[Application, ...]

    def card(self, workspace: Workspace, member: Member, *, place: int = 0) -> Scorecard:
        """Return the scorecard of a member on the application at a place, as the store keeps it."""
        with workspace.read() as work:
            cards = work.hiring.scorecards.where(application_id=self.applications[place].id, member_id=member.id)
        return cards[-1]


def a_skill(key: str = "listening", *, kind: SkillKind = SkillKind.SOFT) -> Skill:
    return Skill(key=key, name=key.title(), kind=kind, question=f"Tell me about {key}", anchors=ANCHORS)


def asked_skills() -> tuple[ProfileSkill, ...]:
    required = Requirement.REQUIRED
    return (
        ProfileSkill(skill="listening", requirement=required, weight=50, target_level=4, minimum_level=3),
        ProfileSkill(skill="writing", requirement=required, weight=30, target_level=3, minimum_level=2),
        ProfileSkill(skill="saturdays", weight=20, target_level=4),
    )


def a_profile(workspace: Workspace) -> ProfileVersion:
    """Keep three skills and a profile that asks for them, unless they are there, and return its first version."""
    with workspace.work("Make a profile") as work:
        for there in work.catalogue.profiles.where(key="helper"):
            return work.catalogue.profile_versions.where(profile_id=there.id)[0]
        for key in SKILLS:
            if not work.catalogue.skills.where(key=key):
                work.catalogue.skills.add(a_skill(key, kind=SkillKind.HARD if key == "writing" else SkillKind.SOFT))
        profile = work.catalogue.profiles.add(Profile(key="helper", name="Weekend help"))
        version = ProfileVersion(profile_id=profile.id, made_at=MONDAY_MORNING, skills=asked_skills())
        return work.catalogue.profile_versions.add(version)


def a_hiring(
    workspace: Workspace, *names: str, members: tuple[Member, ...] = (MARA, ROSA), names_hidden: bool = False
) -> Hiring:
    """Keep an opening for which people applied (Ngozi and Tobias unless named), run by Mara."""
    before, workspace.member = workspace.member, MARA
    version = a_profile(workspace)
    made = Opening(profile_version_id=version.id, title="Weekend help", lead_id=MARA.id, opened_on=DAY)
    made = replace(made, names_hidden=names_hidden)
    opening = save_opening(workspace, opening=made)
    seats = tuple(
        save_seat(workspace, seat=Seat(opening_id=opening.id, member_id=member.id, skills=SKILLS)) for member in members
    )
    applications = tuple(
        apply(workspace, candidate=Candidate(name=name, came_on=DAY), opening_id=opening.id)
        for name in names or ("Ngozi Adeyemi", "Tobias Kern")
    )
    workspace.member = before
    return Hiring(opening=opening, seats=seats, applications=applications)


def ratings(*levels: int | None) -> tuple[Rating, ...]:
    """Return ratings of the three skills, with evidence where it is needed."""
    return tuple(
        Rating(skill=skill, level=level, evidence="What was said" if level is not None else "")
        for skill, level in zip(SKILLS, levels, strict=True)
    )


def submit(workspace: Workspace, hiring: Hiring, member: Member, *levels: int | None, place: int = 0) -> Scorecard:
    """Let a member submit their scorecard on the application at a place."""
    before, workspace.member = workspace.member, member
    card = submit_card(workspace, card_id=hiring.card(workspace, member, place=place).id, ratings=ratings(*levels))
    workspace.member = before
    return card


def a_third(workspace: Workspace, *, role: Role = Role.SUPERVISOR) -> Member:
    """Keep a third member of the team and return it."""
    with workspace.work("Add a member") as work:
        return work.members.add(Member(name="Tomasz Reyes", initials="TR", role=role))
