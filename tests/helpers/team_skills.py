"""Builders of skills, levels, roles and trainings, and a small team of which something is known."""

from dataclasses import replace
from datetime import date
from typing import Any

from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion, Requirement, RoleProfile
from csops.domain.skill_levels import Attendance, LevelSource, SkillLevel, Training
from csops.domain.skills import Skill, SkillKind
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, ROSA

TODAY = MONDAY_MORNING.date()
ANCHORS = ("Not seen", "", "Seen most of the time", "", "Seen always, and taught to others")
LISTENING, CALM, CHATTING = 1, 2, 3
"""The skills of `a_catalogue`, by their numbers."""
AGENT, LEAD = 1, 2


def a_skill(key: str = "listening", **values: Any) -> Skill:
    return replace(Skill(key=key, name=key.capitalize(), anchors=ANCHORS), **values)


def a_level(level: int = 3, **values: Any) -> SkillLevel:
    plain = SkillLevel(member_id=ROSA.id, skill_id=LISTENING, level=level, source=LevelSource.MANAGER, on_day=TODAY)
    return replace(plain, **values)


def asks(skill: str, *, target: int = 4, minimum: int | None = 3, weight: float = 50, **values: Any) -> ProfileSkill:
    plain = ProfileSkill(
        skill=skill, requirement=Requirement.REQUIRED, weight=weight, target_level=target, minimum_level=minimum
    )
    return replace(plain, **values)


def a_role(*skills: ProfileSkill, **values: Any) -> RoleProfile:
    return replace(RoleProfile(key="agent", name="Agent", skills=skills or (asks("listening"), asks("calm"))), **values)


def a_training(*people: Attendance, **values: Any) -> Training:
    plain = Training(
        name="Listening in",
        skill_id=LISTENING,
        on_day=date(2026, 3, 6),
        owner_id=MARA.id,
        people=people or (Attendance(member_id=ROSA.id),),
    )
    return replace(plain, **values)


def a_catalogue(workspace: Workspace) -> None:
    """Keep three skills, the third of which opens the chat, and two roles: agents listen and stay calm, leads chat."""
    with workspace.work("Skills") as work:
        work.catalogue.skills.add(a_skill("listening", name="Listening"))
        work.catalogue.skills.add(a_skill("calm", name="Staying calm"))
        work.catalogue.skills.add(a_skill("chatting", name="Chatting", kind=SkillKind.HARD, channel="email"))
        for key, skills in (
            ("agent", (asks("listening"), asks("calm"))),
            ("lead", (asks("listening", target=5), asks("chatting", minimum=None))),
        ):
            profile = work.catalogue.profiles.add(Profile(key=key, name=key.capitalize()))
            work.catalogue.profile_versions.add(
                ProfileVersion(profile_id=profile.id, made_at=MONDAY_MORNING, skills=skills)
            )


def keep_catalogue(workspace: Workspace, roles: dict[str, tuple[ProfileSkill, ...]]) -> dict[str, int]:
    """Keep roles and the skills that they ask for; return all numbers by key."""
    found: dict[str, int] = {}
    with workspace.work("Skills") as work:
        for key, skills in roles.items():
            for each in skills:
                if each.skill not in found:
                    found[each.skill] = work.catalogue.skills.add(a_skill(each.skill)).id
            profile = work.catalogue.profiles.add(Profile(key=key, name=key.capitalize()))
            found[key] = profile.id
            work.catalogue.profile_versions.add(
                ProfileVersion(profile_id=profile.id, made_at=MONDAY_MORNING, skills=skills)
            )
    return found
