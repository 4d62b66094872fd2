"""skills, profiles."""

from dataclasses import replace

import pytest

from csops.services import profiles, skills
from csops.services.workspace import Workspace
from tests.cli.conftest import Type

SHOP = "shop_all_rounder"


@pytest.fixture
def begun(typed: Type) -> Type:
    """A database with our skills and profiles."""
    typed("skills", "starter")
    return typed


def test_our_skills_are_added_once_and_listed(typed: Type) -> None:
    there = len(typed("skills").data["skills"])
    assert typed("skills", "starter").data["skills"] == 36 - there
    assert typed("skills", "starter").data == {"skills": 0, "profiles": 0}
    found = typed("skills", "list").data["skills"]
    assert len(found) == 36
    listening = next(each for each in found if each["key"] == "active_listening")
    assert (listening["kind"], listening["profiles"], listening["channel"]) == ("soft", 3, None)


def test_a_skill_is_shown_by_key_or_name(begun: Type, read: Type) -> None:
    shown = begun("skills", "show", "Active listening")
    assert begun("skills", "show", "active_listening").data == shown.data
    assert shown.data["anchors"]["1"].startswith("Cuts in")
    assert "All-rounder in a small shop" in shown.data["profiles"]
    assert "Used by 3 profiles" in read("skills", "show", "active_listening").out


def test_profiles_are_listed_with_what_they_ask(begun: Type) -> None:
    found = begun("profiles").data["profiles"]
    assert [each["key"] for each in found][-1] == "value_fit"
    shop = next(each for each in found if each["key"] == SHOP)
    assert (shop["version"], shop["minutes"], len(shop["skills"])) == (1, 45, 7)
    assert shop["skills"][0] == {
        "skill": "active_listening",
        "requirement": "required",
        "weight": 20,
        "target_level": 4,
        "minimum_level": 3,
        "evidence": ["interview"],
    }


def test_a_profile_is_shown_at_any_version_and_two_are_compared(begun: Type, read: Type, workspace: Workspace) -> None:
    kept = profiles.profile_named(workspace, key=SHOP)
    rows = kept.version.skills
    asked = (replace(rows[0], weight=30), *rows[2:], replace(rows[1], skill="negotiation", weight=10))
    profiles.save_profile(
        workspace, profile=kept.profile, version=replace(kept.version, skills=asked, minutes=60, note="Haggling")
    )
    assert begun("profiles", "show", SHOP).data["version"] == 2
    first = begun("profiles", "show", SHOP, "--version", "1")
    assert (first.data["version"], first.data["versions"], first.data["room"]) == (1, [1, 2], 7)
    assert (
        "Active listening: required, 20 %, target 4, at least 3 (interview)"
        in read("profiles", "show", SHOP, "--version", "1").out
    )
    compared = begun("profiles", "compare", SHOP, "1", "2")
    assert {each["skill"]: each["difference"] for each in compared.data["skills"] if each["difference"] != "same"} == {
        "active_listening": "changed",
        "negotiation": "added",
        "empathy_patience": "removed",
    }
    assert "Interviews: 1 x 45 min; now 1 x 60 min" in read("profiles", "compare", SHOP, "1", "2").out
    assert "Both ask the same" in read("profiles", "compare", SHOP, "2", "2").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("skills", "show", "telepathy"), "telepathy"),
        (("profiles", "show", "astronaut"), "astronaut"),
        (("profiles", "show", SHOP, "--version", "9"), "There are: 1"),
        (("profiles", "compare", SHOP, "1", "9"), "There are: 1"),
        (("profiles", "compare", SHOP, "one", "2"), "one"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(begun: Type, arguments: tuple[str, ...], said: str) -> None:
    refused = begun(*arguments)
    assert refused.status == 2
    assert said in refused.err


def test_an_agent_reads_but_adds_nothing(begun: Type) -> None:
    assert begun("--as", "Rosa", "skills").status == 0
    refused = begun("--as", "Rosa", "skills", "starter")
    assert refused.status == 2
    assert "It takes one of" in refused.err


def test_nothing_is_there_without_skills(read: Type, workspace: Workspace) -> None:
    with workspace.work("Empty") as work:
        for store in (work.catalogue.profile_versions, work.catalogue.profiles, work.catalogue.skills):
            store.remove_many([one.id for one in store.all()])
    assert skills.list_skills(workspace) == []
    assert "csops skills starter" in read("skills").out
    assert "csops skills starter" in read("profiles").out
