"""Role profiles and their versions: on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.changes import Step
from csops.domain.errors import ConflictError, InputError, Missing, NotFound, OutOfRange, StillUsed, UnknownName
from csops.domain.openings import Opening
from csops.domain.role_profiles import Profile, ProfileKind, ProfileSkill, ProfileVersion, Requirement
from csops.domain.skills import Skill, SkillKind
from csops.domain.version_differences import Difference
from csops.services import history, profiles, skills
from csops.services.profiles import KeptProfile
from csops.services.workspace import Workspace
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA

ANCHORS = ("Cuts in", "", "Repeats back", "", "Names the need")
KEYS = ("listening", "patience", "german")


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop with three skills and four values."""
    for key in KEYS:
        skills.save_skill(workspace, skill=Skill(key=key, name=key.title(), anchors=ANCHORS))
    for number in range(4):
        value = Skill(key=f"value_{number}", name=f"Value {number}", kind=SkillKind.VALUE, anchors=ANCHORS)
        skills.save_skill(workspace, skill=value)
    return workspace


def rows(*weights: float, keys: Sequence[str] = KEYS) -> tuple[ProfileSkill, ...]:
    return tuple(
        ProfileSkill(skill=key, weight=weight, target_level=4) for key, weight in zip(keys, weights, strict=False)
    )


def a_version(*weights: float, **values: object) -> ProfileVersion:
    return replace(ProfileVersion(profile_id=0, made_at=MONDAY_MORNING, skills=rows(*weights)), **values)  # type: ignore[arg-type]


def a_profile(workspace: Workspace, name: str = "Weekend help", *weights: float) -> KeptProfile:
    version = a_version(*(weights or (50, 30, 20)))
    return profiles.save_profile(workspace, profile=Profile(key="", name=name), version=version)


def changed(workspace: Workspace, kept: KeptProfile, *weights: float, note: str = "") -> KeptProfile:
    version = replace(kept.version, skills=rows(*weights), note=note)
    return profiles.save_profile(workspace, profile=kept.profile, version=version)


def test_a_profile_begins_with_version_one(shop: Workspace) -> None:
    kept = a_profile(shop)
    assert (kept.profile.key, kept.profile.current, kept.version.number, kept.versions) == ("weekend_help", 1, 1, 1)
    assert (kept.version.made_at, kept.version.made_by) == (MONDAY_MORNING, MARA.id)
    assert profiles.get_profile(shop, profile_id=kept.profile.id) == kept
    assert [each.skill for each in kept.role.skills] == list(KEYS)


def test_what_a_profile_asks_from_now_on_is_its_next_version_with_a_note(shop: Workspace, clock: Clock) -> None:
    kept = a_profile(shop)
    clock.forward(timedelta(days=1))
    next_one = changed(shop, kept, 60, 20, 20, note="Listening matters most")
    assert (next_one.profile.current, next_one.version.number, next_one.versions) == (2, 2, 2)
    assert (next_one.version.note, next_one.version.made_at - MONDAY_MORNING) == (
        "Listening matters most", timedelta(days=1))  # fmt: skip
    newest, oldest = profiles.versions_of(shop, profile_id=kept.profile.id)
    assert (newest, oldest) == (next_one.version, kept.version)


def test_saving_what_is_the_same_makes_no_version(shop: Workspace) -> None:
    kept = a_profile(shop)
    assert changed(shop, kept, 50, 30, 20, note="Nothing new") == kept


def test_a_new_name_or_purpose_alone_makes_no_version(shop: Workspace) -> None:
    kept = a_profile(shop)
    named = profiles.save_profile(
        shop, profile=replace(kept.profile, name="Saturday help", purpose="At the till"), version=kept.version
    )
    assert (named.profile.name, named.profile.key, named.versions) == ("Saturday help", "weekend_help", 1)


def test_other_interviews_or_minutes_are_a_version(shop: Workspace) -> None:
    kept = a_profile(shop)
    version = replace(kept.version, interviews=2, minutes=30)
    saved = profiles.save_profile(shop, profile=kept.profile, version=version)
    assert (saved.version.number, saved.version.interviews, saved.version.minutes) == (2, 2, 30)


@pytest.mark.parametrize(
    ("version", "error", "said"),
    [
        (a_version(50, 30, 10), InputError, "90 %, not 100 %"),
        (a_version(50, 30, 30), InputError, "Take away 10"),
        (a_version(), Missing, "at least one skill"),
        (a_version(100, 0), OutOfRange, "weight of patience"),
        (a_version(120, -20), OutOfRange, "weight of listening"),
        (a_version(float("nan"), 50), OutOfRange, "weight of listening"),
        (a_version(skills=rows(50, 50, keys=("german", "german"))), InputError, "stands twice"),
        (a_version(skills=rows(100, keys=("telepathy",))), UnknownName, "telepathy"),
        (a_version(skills=(ProfileSkill(skill="german", weight=100, target_level=6),)), OutOfRange, "target of german"),
        (
            a_version(skills=(ProfileSkill(skill="german", weight=100, target_level=2, minimum_level=3),)),
            InputError,
            "2 is below the minimum of 3",
        ),
        (
            a_version(skills=(ProfileSkill(skill="german", weight=100, target_level=2, minimum_level=0),)),
            OutOfRange,
            "minimum of german",
        ),
        (a_version(50, 30, 20, interviews=0), OutOfRange, "interviews"),
        (a_version(50, 30, 20, minutes=481), OutOfRange, "minutes"),
        (a_version(skills=rows(100, keys=("value_0",))), InputError, "shown apart from the fit"),
    ],
)
def test_what_cannot_be_scored_by_is_refused_and_leaves_nothing(
    shop: Workspace, version: ProfileVersion, error: type[InputError], said: str
) -> None:
    with pytest.raises(error) as caught:
        profiles.save_profile(shop, profile=Profile(key="", name="Weekend help"), version=version)
    assert said in str(caught.value)
    assert profiles.list_profiles(shop) == []


def test_two_profiles_of_one_name_are_refused(shop: Workspace) -> None:
    first = a_profile(shop)
    with pytest.raises(InputError, match="there is a profile “Weekend help” already"):
        a_profile(shop, "weekend  HELP")
    profiles.retire_profile(shop, profile_id=first.profile.id)
    second = a_profile(shop, "Weekend help")
    assert second.profile.key == "weekend_help_2"
    with pytest.raises(InputError, match="already"):
        profiles.bring_back_profile(shop, profile_id=first.profile.id)


def test_a_retired_skill_is_not_newly_asked_for_but_stays_where_it_was(shop: Workspace) -> None:
    kept = a_profile(shop)
    german = skills.skill_named(shop, key="german")
    skills.retire_skill(shop, skill_id=german.id)
    assert changed(shop, kept, 40, 40, 20).version.number == 2
    with pytest.raises(InputError, match="is retired"):
        a_profile(shop, "Another")
    assert profiles.copy_profile(shop, profile_id=kept.profile.id).version.skills[2].skill == "german"


def test_values_are_three_to_five_that_rule_nobody_out(shop: Workspace) -> None:
    keys = tuple(f"value_{number}" for number in range(4))
    profile = Profile(key="", name="Our values", kind=ProfileKind.VALUES)

    def save(skills_: tuple[ProfileSkill, ...]) -> KeptProfile:
        return profiles.save_profile(shop, profile=profile, version=a_version(skills=skills_))

    with pytest.raises(OutOfRange, match="values cannot be 2"):
        save(rows(50, 50, keys=keys))
    some = rows(25, 25, 25, 25, keys=keys)
    with pytest.raises(InputError, match="rules nobody out"):
        save((replace(some[0], minimum_level=2), *some[1:]))
    with pytest.raises(InputError, match="rules nobody out"):
        save((replace(some[0], requirement=Requirement.REQUIRED), *some[1:]))
    with pytest.raises(InputError, match="is no value"):
        save(rows(25, 25, 25, 25, keys=(*keys[:3], "german")))
    assert save(some).profile.kind is ProfileKind.VALUES


def test_a_copy_asks_the_same_under_a_name_of_its_own(shop: Workspace) -> None:
    kept = changed(shop, a_profile(shop), 60, 20, 20)
    copy = profiles.copy_profile(shop, profile_id=kept.profile.id)
    again = profiles.copy_profile(shop, profile_id=kept.profile.id)
    assert (copy.profile.name, again.profile.name) == ("Weekend help (copy)", "Weekend help (copy) 2")
    assert (copy.version.skills, copy.version.number) == (kept.version.skills, 1)
    assert copy.version.note == "Copied from Weekend help, version 2"
    with pytest.raises(InputError, match="already"):
        profiles.copy_profile(shop, profile_id=kept.profile.id, name="weekend help")


def test_versions_are_compared_skill_by_skill(shop: Workspace) -> None:
    kept = a_profile(shop)
    other = (
        replace(kept.version.skills[0], weight=70, requirement=Requirement.REQUIRED, minimum_level=3),
        replace(kept.version.skills[2], weight=30),
    )
    profiles.save_profile(shop, profile=kept.profile, version=replace(kept.version, skills=other))
    found = profiles.compare(shop, profile_id=kept.profile.id, before=1, after=2)
    assert [(each.skill, each.difference, each.changed) for each in found.skills] == [
        ("listening", Difference.CHANGED, ("requirement", "weight", "minimum_level")),
        ("german", Difference.CHANGED, ("weight",)),
        ("patience", Difference.REMOVED, ()),
    ]
    back = profiles.compare(shop, profile_id=kept.profile.id, before=2, after=1)
    assert {each.skill: each.difference for each in back.skills}["patience"] is Difference.ADDED
    assert profiles.compare(shop, profile_id=kept.profile.id, before=1, after=1).is_same
    with pytest.raises(UnknownName, match="There are: 1, 2"):
        profiles.compare(shop, profile_id=kept.profile.id, before=1, after=3)


def test_two_who_change_what_a_profile_asks_are_shown_both(shop: Workspace, open_workspace: OpenWorkspace) -> None:
    kept = a_profile(shop)
    other = open_workspace(member=replace(ROSA, role=MARA.role))
    theirs = changed(other, kept, 60, 20, 20, note="Theirs")
    with pytest.raises(ConflictError) as caught:
        changed(shop, kept, 40, 40, 20, note="Mine")
    told = caught.value.fields
    assert (told["who"], told["theirs"]) == (ROSA.name, replace(theirs.version, note="Mine"))
    assert [each.weight for each in told["mine"].skills] == [40, 40, 20]  # type: ignore[attr-defined]
    assert [each.weight for each in told["base"].skills] == [50, 30, 20]  # type: ignore[attr-defined]
    settled = profiles.save_profile(shop, profile=kept.profile, version=told["mine"])  # type: ignore[arg-type]
    assert (settled.version.number, settled.version.skills[0].weight) == (3, 40)


def test_a_name_and_a_version_of_two_people_both_stand(shop: Workspace, open_workspace: OpenWorkspace) -> None:
    kept = a_profile(shop)
    other = open_workspace(member=replace(ROSA, role=MARA.role))
    changed(other, kept, 60, 20, 20)
    profiles.save_profile(shop, profile=replace(kept.profile, name="Saturdays"), version=kept.version)
    now = profiles.get_profile(shop, profile_id=kept.profile.id)
    assert (now.profile.name, now.version.number) == ("Saturdays", 2)


def test_a_new_version_can_be_taken_back(shop: Workspace) -> None:
    kept = a_profile(shop)
    changed(shop, kept, 60, 20, 20)
    history.undo(shop)
    now = profiles.get_profile(shop, profile_id=kept.profile.id)
    assert (now.version, now.profile.current) == (kept.version, 1)
    assert changed(shop, now, 70, 20, 10).version.number == 2


def test_a_version_that_an_opening_has_stays(shop: Workspace) -> None:
    kept = changed(shop, a_profile(shop), 60, 20, 20)
    with shop.work("Open a place") as work:
        work.hiring.openings.add(
            Opening(profile_version_id=kept.version.id, title="Till", lead_id=MARA.id, opened_on=MONDAY_MORNING.date())
        )
    with shop.read() as work:
        act = next(each for each in work.acts_of(MARA.id) if each.what == "Change a role profile")
    assert act
    history.undo(shop)  # the opening
    history.redo(shop)
    with pytest.raises(StillUsed):
        history._put_back(shop, act.id, Step.UNDO)


def test_openings_keep_the_version_with_which_they_were_made(shop: Workspace) -> None:
    kept = a_profile(shop)
    with shop.work("Open a place") as work:
        work.hiring.openings.add(
            Opening(profile_version_id=kept.version.id, title="Till", lead_id=MARA.id, opened_on=MONDAY_MORNING.date())
        )
    changed(shop, kept, 60, 20, 20)
    ((opening, version),) = profiles.openings_with(shop, profile_id=kept.profile.id)
    assert (opening.title, version) == ("Till", kept.version)
    with shop.read() as work:
        assert profiles.role_of(work, opening.profile_version_id).skills == kept.version.skills


def test_a_profile_is_found_by_key_or_name(shop: Workspace) -> None:
    kept = a_profile(shop)
    assert profiles.profile_named(shop, key="weekend_help") == kept
    assert profiles.profile_named(shop, key="WEEKEND help") == kept
    with pytest.raises(UnknownName, match="weekend_help"):
        profiles.profile_named(shop, key="astronaut")
    with pytest.raises(NotFound):
        profiles.get_profile(shop, profile_id=99)
