"""hire compare and hire fit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csops.domain.decisions import Decision
from csops.services.decisions import decide
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.hiring import Hiring, a_hiring, submit
from tests.helpers.records import MARA, ROSA

STARTER = Path(__file__).parents[2] / "csops/resources/content/role_profiles.yaml"


@pytest.fixture
def hiring(where: str, workspace: Workspace) -> Hiring:
    assert where
    made = a_hiring(workspace)
    for member, levels in ((MARA, (4, 3, 5)), (ROSA, (3, 3, 4))):
        submit(workspace, made, member, *levels)
    submit(workspace, made, ROSA, 2, 4, 4, place=1)
    return made


@pytest.mark.usefixtures("hiring")
def test_candidates_stand_beside_each_other_with_the_promised_keys(typed: Type) -> None:
    data = typed("hire", "compare", "helper").data
    ngozi, tobias = data["candidates"]
    assert (ngozi["candidate"], ngozi["coverage"], ngozi["recommendation"]) == ("Ngozi Adeyemi", 100, "meets")
    assert ngozi["fit"] == pytest.approx(93.75)
    assert ngozi["must_haves"][0] == {"skill": "listening", "minimum": 3, "mean": 3.5, "met": True}
    assert ngozi["scored_by"] == ["Mara Lindqvist", "Rosa Okafor"]
    assert ngozi["agreement"]["within_one"] == 1
    assert (tobias["fit"], tobias["hidden"], tobias["scored_by"]) == (None, "blind", ["Rosa Okafor"])


@pytest.mark.usefixtures("hiring")
def test_a_person_reads_the_same_as_a_table(read: Type) -> None:
    said = read("hire", "compare", "Weekend help").out
    assert "94 %" in said
    assert "2 of 2" in said
    assert "Tobias Kern (hidden; finished: Rosa Okafor)" in said
    assert "A person decides" in said


def test_a_profile_that_is_not_there_is_said_with_those_that_are(typed: Type, hiring: Hiring) -> None:
    said = typed("hire", "compare", "astronaut")
    assert (said.status, "helper" in said.err) == (2, True)
    said = typed("hire", "compare", "helper", "--opening", str(hiring.opening.id + 1))
    assert (said.status, "no opening of this profile" in said.err) == (2, True)


def test_a_rank_so_far_a_decision_and_an_opening_of_nobody_are_said(
    read: Type, hiring: Hiring, workspace: Workspace
) -> None:
    submit(workspace, hiring, MARA, 2, 4, 4, place=1)
    decide(workspace, application=hiring.applications[1], decision=Decision.DECLINE, reason="Others listen better")
    with workspace.work("Nobody yet") as work:
        work.hiring.openings.add(replace(hiring.opening, id=0, version=1, title="Nobody yet"))
    said = read("hire", "compare", "helper", "--opening", str(hiring.opening.id)).out
    assert "Tobias Kern (applied, declined)" in said
    assert "Also: Nobody yet" in said
    said = read("hire", "compare", "helper", "--opening", str(hiring.opening.id + 1)).out
    assert "0 candidates. Add one, or import a file of them" in said


def test_who_is_not_on_the_panel_sees_no_opening(type_bare: Type, where: str, workspace: Workspace) -> None:
    a_hiring(workspace, members=(MARA,))
    data = type_bare("--json", "--db", where, "--as", "Rosa Okafor", "hire", "compare", "helper").data
    assert (data["opening"], data["candidates"]) == (None, [])


def test_ratings_of_a_file_are_held_against_a_profile_of_a_file(type_bare: Type, tmp_path: Path) -> None:
    ratings = tmp_path / "ratings.json"
    ratings.write_text(json.dumps({"Ann": {"active_listening": 4, "empathy_patience": 2, "adaptability": None}}))
    asked = ("--json", "hire", "fit", "--profile", str(STARTER), "--ratings", str(ratings))
    data = type_bare(*asked, "--key", "shop_all_rounder").data
    assert (data["fit"], data["coverage"], data["recommendation"]) == (75, 40, "does_not_meet")
    assert sum(row["points"] for row in data["skills"]) == 75
    said = type_bare(*asked[1:], "--key", "shop_all_rounder").out
    assert "fit 75.0 %, coverage 40 %, must-haves 1 of 4: does not meet" in said


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("{", "team_lead", "cannot be read as JSON"),
        ('{"Ann": {"juggling": 3}}', "team_lead", "juggling"),
        ('{"Ann": {"coaching": 9}}', "team_lead", "cannot be 9"),
        ("[]", "team_lead", "interviewer"),
        ("{}", "astronaut", "astronaut"),
        ("{}", "", "The file holds several"),
    ],
)
def test_a_file_that_cannot_be_taken_is_said_to_be_wrong(
    type_bare: Type, tmp_path: Path, text: str, key: str, words: str
) -> None:
    ratings = tmp_path / "ratings.json"
    ratings.write_text(text)
    chosen = ("--key", key) if key else ()
    said = type_bare("hire", "fit", "--profile", str(STARTER), "--ratings", str(ratings), *chosen)
    assert (said.status, words in said.err) == (2, True)


_ROW = "{skill: a, weight: 100, target_level: 3}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{{name: N, minutes: abc, skills: [{_ROW}]}}", "minutes"),
        (f"{{name: N, interviews: .nan, skills: [{_ROW}]}}", "interviews"),
        (f"{{name: N, interviews: .inf, skills: [{_ROW}]}}", "interviews"),
        ("{name: N, skills: [{skill: a, weight: 1" + "0" * 400 + ", target_level: 3}]}", "weight of a"),
        ("{name: N, skills: [{skill: a, weight: 100, target_level: 3, evidence: 5}]}", "evidence of a"),
        ("{name: N, skills: [{skill: a, weight: 99.99999, target_level: 3}]}", "99.99999 %, not 100 %"),
        ("profiles: 5", "holds no profile"),
        ("profiles: [1]", "holds no profile"),
    ],
)
def test_a_profile_that_cannot_be_taken_is_said_to_be_wrong(
    type_bare: Type, tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "profile.yaml").write_text(text)
    (tmp_path / "ratings.json").write_text('{"Ann": {"a": 3}}')
    said = type_bare(
        "hire", "fit", "--profile", str(tmp_path / "profile.yaml"), "--ratings", str(tmp_path / "ratings.json")
    )
    assert (said.status, words in said.err) == (2, True), said.err
