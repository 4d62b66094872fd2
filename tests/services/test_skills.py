"""The skill catalogue: on both databases."""

from dataclasses import replace

import pytest

from csops.domain.changes import Step
from csops.domain.errors import ConflictError, InputError, Missing, NotFound, OutOfRange, Overtaken, UnknownName
from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion
from csops.domain.skill_levels import LevelSource, SkillLevel
from csops.domain.skills import Skill, SkillKind
from csops.services import history, profiles, skills
from csops.services.starter_skills import begin_with_ours
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import ROSA

ANCHORS = ("Cuts in", "", "Asks and repeats back", "", "Names the need behind it")


def a_skill(name: str = "Active listening", **values: object) -> Skill:
    return replace(Skill(name=name, anchors=ANCHORS, question="When did you last listen?"), **values)  # type: ignore[arg-type]


def a_profile_of(workspace: Workspace, *keys: str) -> profiles.KeptProfile:
    weights = [100 - (len(keys) - 1)] + [1] * (len(keys) - 1)
    rows = tuple(
        ProfileSkill(skill=key, weight=weight, target_level=3) for key, weight in zip(keys, weights, strict=True)
    )
    version = ProfileVersion(profile_id=0, made_at=MONDAY_MORNING, skills=rows)
    return profiles.save_profile(workspace, profile=Profile(key="", name="Weekend help"), version=version)


def test_a_skill_is_kept_with_a_key_from_its_name(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill("Clear  e-mails"))
    assert (kept.key, kept.name, kept.version) == ("clear_e_mails", "Clear e-mails", 1)
    assert skills.list_skills(workspace) == [kept]


def test_a_new_name_keeps_the_key_that_profiles_go_by(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    renamed = skills.save_skill(workspace, skill=replace(kept, name="Listens", key="something_else"))
    assert (renamed.key, renamed.name) == ("active_listening", "Listens")


def test_a_second_skill_whose_name_gives_the_same_key_has_a_key_of_its_own(workspace: Workspace) -> None:
    first = skills.save_skill(workspace, skill=a_skill("E-mails"))
    assert skills.save_skill(workspace, skill=a_skill("E mails")).key == f"{first.key}_2"


@pytest.mark.parametrize(
    ("skill", "error", "field"),
    [
        (a_skill(" "), Missing, "name"),
        (a_skill(anchors=("a", "", "", "", "c")), Missing, "behaviour at 3"),
        (a_skill(anchors=("a", "b", "c")), OutOfRange, "behaviours"),
        (a_skill(channel_level=6), OutOfRange, "channel level"),
        (a_skill(question="x" * 2001), OutOfRange, "question"),
        (a_skill(channel="telex"), UnknownName, "channel"),
    ],
)
def test_what_cannot_be_a_skill_is_refused_with_the_field(
    workspace: Workspace, skill: Skill, error: type[InputError], field: str
) -> None:
    with pytest.raises(error) as caught:
        skills.save_skill(workspace, skill=skill)
    assert caught.value.field == field
    assert skills.list_skills(workspace) == []


def test_two_skills_of_one_name_are_refused_also_where_the_other_is_retired(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    skills.retire_skill(workspace, skill_id=kept.id)
    with pytest.raises(InputError, match="already, retired"):
        skills.save_skill(workspace, skill=a_skill("ACTIVE listening"))


def test_skills_are_listed_by_kind_and_name(workspace: Workspace) -> None:
    for name, kind in (
        ("Zeal", SkillKind.SOFT),
        ("Honest", SkillKind.VALUE),
        ("German", SkillKind.HARD),
        ("calm", SkillKind.SOFT),
    ):
        skills.save_skill(workspace, skill=a_skill(name, kind=kind))
    assert [each.name for each in skills.list_skills(workspace)] == ["German", "calm", "Zeal", "Honest"]


def test_a_skill_is_found_by_key_or_name(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    assert skills.skill_named(workspace, key="ACTIVE_listening") == kept
    assert skills.skill_named(workspace, key="active listening ") == kept
    with pytest.raises(UnknownName, match="active_listening"):
        skills.skill_named(workspace, key="telepathy")


def test_a_skill_that_was_never_used_can_be_removed(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    skills.remove_skill(workspace, skill_id=kept.id)
    with pytest.raises(NotFound):
        skills.get_skill(workspace, skill_id=kept.id)


def test_a_skill_in_a_profile_is_retired_not_removed(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    profile = a_profile_of(workspace, kept.key)
    with pytest.raises(InputError, match=r"used by 1 profile\. Retire it instead"):
        skills.remove_skill(workspace, skill_id=kept.id)
    assert skills.use_of_skill(workspace, skill_id=kept.id).profiles == ((profile.profile.id, "Weekend help"),)
    assert not skills.retire_skill(workspace, skill_id=kept.id).active
    assert skills.bring_back_skill(workspace, skill_id=kept.id).active


def test_a_skill_in_an_earlier_version_of_a_profile_is_still_used(workspace: Workspace) -> None:
    one, other = (skills.save_skill(workspace, skill=a_skill(name)) for name in ("One", "Other"))
    kept = a_profile_of(workspace, one.key)
    rows = (ProfileSkill(skill=other.key, weight=100, target_level=3),)
    profiles.save_profile(workspace, profile=kept.profile, version=replace(kept.version, skills=rows))
    assert skills.uses_of_skills(workspace) == {other.key: 1}
    with pytest.raises(InputError, match="Retire it instead"):
        skills.remove_skill(workspace, skill_id=one.id)


def test_a_skill_in_which_somebody_has_a_level_is_used(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    with workspace.work("Rate") as work:
        work.catalogue.levels.add(
            SkillLevel(
                member_id=ROSA.id, skill_id=kept.id, level=3, source=LevelSource.SELF, on_day=MONDAY_MORNING.date()
            )
        )
    assert skills.use_of_skill(workspace, skill_id=kept.id).members == 1
    with pytest.raises(InputError, match="used by 1 member"):
        skills.remove_skill(workspace, skill_id=kept.id)


def test_what_uses_a_skill_is_told_in_words() -> None:
    used = skills.SkillUse(profiles=((1, "a"), (2, "b")), other_openings=1, members=3)
    assert skills.by_words(used) == "2 profiles, 1 opening and 3 members"


def test_the_history_tells_who_changed_which_words(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    said = replace(kept, question="How do you listen?", anchors=("Talks", *ANCHORS[1:]))
    skills.save_skill(workspace, skill=said)
    changed, added = skills.history_of_skill(workspace, skill_id=kept.id)
    assert [(each.field, each.before, each.after) for each in changed.fields] == [
        ("question", "When did you last listen?", "How do you listen?"),
        ("anchor_1", "Cuts in", "Talks"),
    ]
    assert (changed.what, changed.member_id, changed.at) == ("Change a skill", workspace.member.id, MONDAY_MORNING)
    assert (added.what, added.fields) == ("Add a skill", ())


def test_what_was_taken_back_stands_in_the_history_too(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    skills.save_skill(workspace, skill=replace(kept, description="Hears"))
    history.undo(workspace)
    newest = skills.history_of_skill(workspace, skill_id=kept.id)[0]
    assert (newest.step, [(each.before, each.after) for each in newest.fields]) == (Step.UNDO, [("Hears", "")])


def test_two_who_change_the_same_words_are_asked(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    skills.save_skill(workspace, skill=replace(kept, question="Theirs"))
    with pytest.raises(ConflictError) as caught:
        skills.save_skill(workspace, skill=replace(kept, question="Mine"))
    assert caught.value.fields["theirs"].question == "Theirs"  # type: ignore[attr-defined]
    merged = skills.save_skill(workspace, skill=replace(kept, description="Hears"))
    assert (merged.question, merged.description) == ("Theirs", "Hears")


def test_adding_a_skill_is_not_taken_back_once_a_profile_asks_for_it(workspace: Workspace) -> None:
    kept = skills.save_skill(workspace, skill=a_skill())
    a_profile_of(workspace, kept.key)
    history.undo(workspace)  # the profile
    history.redo(workspace)
    with workspace.read() as work:
        act = next(each for each in work.acts_of(workspace.member.id) if each.what == "Add a skill")
    with pytest.raises(Overtaken):
        history._put_back(workspace, act.id, Step.UNDO)
    assert skills.get_skill(workspace, skill_id=kept.id) == kept


def test_our_skills_and_profiles_are_added_where_they_are_missing(workspace: Workspace) -> None:
    assert skills.list_skills(workspace) == []
    begun = begin_with_ours(workspace)
    assert (begun.skills, begun.profiles) == (36, 6)
    again = begin_with_ours(workspace)
    assert (again.skills, again.profiles) == (0, 0)
    assert len(skills.list_skills(workspace)) == 36


def test_what_is_there_stays_as_it_is_when_ours_come(workspace: Workspace) -> None:
    mine = skills.save_skill(workspace, skill=a_skill(question="Mine"))
    namesake = skills.save_skill(workspace, skill=a_skill("Contact records and tools"))
    begun = begin_with_ours(workspace)
    assert begun.skills == 35
    assert skills.get_skill(workspace, skill_id=mine.id) == mine
    names = [each.name.casefold() for each in skills.list_skills(workspace)]
    assert "contact records and tools (csops)" in names
    assert skills.get_skill(workspace, skill_id=namesake.id) == namesake


def test_ours_are_one_act_that_can_be_taken_back(workspace: Workspace) -> None:
    begin_with_ours(workspace)
    assert history.undo(workspace).what == "Begin with our skills and role profiles"
    assert skills.list_skills(workspace) == []
    assert profiles.list_profiles(workspace) == []
