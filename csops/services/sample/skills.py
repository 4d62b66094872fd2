"""What the five of the sample business can do: levels, roles now and next, and how they learn."""

from collections.abc import Iterator, Mapping
from typing import Any

from csops.domain.skill_levels import (
    AimKind,
    Attendance,
    LevelSource,
    RoleAim,
    SkillLevel,
    Training,
    TrainingKind,
    TrainingState,
    checked_level,
    checked_training,
)
from csops.services.content import starter
from csops.services.sample.days import Days, ahead
from csops.storage.unit_of_work import Work

_SINCE, _SAID_SELF, _SAID_MANAGER = 400, 40, 33


def keep_skills(work: Work, *, members: Mapping[str, int], days: Days) -> None:
    """Keep levels, roles and trainings, as they stand at the moment of the sample.

    Args:
        work: the act that builds the business; skills and profiles are there.
        members: their ids by initials.
        days: when things were.
    """
    content = starter("sample_hiring")
    skills = {skill.key: skill.id for skill in work.catalogue.skills.all()}
    profiles = {profile.key: profile.id for profile in work.catalogue.profiles.all()}
    work.catalogue.aims.add_many(
        [aim for one in content["team"] for aim in _aims(one, profiles=profiles, members=members, days=days)]
    )
    work.catalogue.levels.add_many(
        [level for one in content["team"] for level in _levels(one, skills=skills, members=members, days=days)]
    )
    work.catalogue.trainings.add_many(
        [_training(one, skills=skills, members=members, days=days) for one in content["trainings"]]
    )


def _aims(
    one: Mapping[str, Any], *, profiles: Mapping[str, int], members: Mapping[str, int], days: Days
) -> Iterator[RoleAim]:
    me = members[one["by"]]
    yield RoleAim(member_id=me, profile_id=profiles[one["now"]], since=days.ago(_SINCE))
    if "next" in one:
        yield RoleAim(
            member_id=me,
            profile_id=profiles[one["next"]],
            kind=AimKind.NEXT,
            since=days.ago(_SAID_MANAGER),
            by_day=days.ago(-one["next_after"]),
        )


def _levels(
    one: Mapping[str, Any], *, skills: Mapping[str, int], members: Mapping[str, int], days: Days
) -> Iterator[SkillLevel]:
    """What somebody says of oneself, and what who leads them says: of the owner's people, the owner."""
    me, said = members[one["by"]], one.get("said", {})
    sources = ((LevelSource.SELF, _SAID_SELF, me), (LevelSource.MANAGER, _SAID_MANAGER, members["ML"]))
    for source, ago, by in sources:
        for skill, level in one.get(source.value, {}).items():
            words = said.get(skill, "") if source is LevelSource.MANAGER else ""
            yield checked_level(
                SkillLevel(
                    member_id=me,
                    skill_id=skills[skill],
                    level=level,
                    source=source,
                    on_day=days.ago(ago),
                    said_by=by,
                    evidence=words,
                )
            )


def _training(one: Mapping[str, Any], *, skills: Mapping[str, int], members: Mapping[str, int], days: Days) -> Training:
    is_over = "ago" in one
    return checked_training(
        Training(
            name=one["name"],
            kind=TrainingKind(one["kind"]),
            skill_id=skills[one["skill"]],
            on_day=ahead(one, days),
            owner_id=members[one["owner"]],
            state=TrainingState.DONE if is_over else TrainingState.PLANNED,
            note=one["note"],
            people=tuple(
                Attendance(
                    member_id=members[person["by"]],
                    attended=True if is_over else None,
                    level_before=person.get("before"),
                    level_after=person.get("after"),
                )
                for person in one["people"]
            ),
        )
    )
