"""csops team: the matrix, the gaps, what hangs on one person, one member."""

import pytest

from csops.domain.skill_levels import AimKind
from csops.services.team_skills import Said, rate, set_role
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import MARA, ROSA
from tests.helpers.team_skills import AGENT, CALM, LEAD, LISTENING, a_catalogue


@pytest.fixture
def team(where: str, workspace: Workspace) -> Workspace:
    """Rosa is an agent who listens well (4) and is not calm enough (2), and aims at leading."""
    assert where
    a_catalogue(workspace)
    set_role(workspace, member_id=ROSA.id, profile_id=AGENT)
    set_role(workspace, member_id=ROSA.id, profile_id=LEAD, kind=AimKind.NEXT)
    rate(workspace, member_id=ROSA.id, said=[Said(skill_id=LISTENING, level=4), Said(skill_id=CALM, level=2)])
    return workspace


@pytest.mark.usefixtures("team")
def test_the_matrix_holds_everybody_against_their_role(typed: Type, read: Type) -> None:
    mara, rosa = typed("team").data["members"]
    assert (mara["role"], mara["fit"]) == (None, None)
    assert (rosa["role"], rosa["fit"], rosa["recommendation"]) == ("agent", 75, "does_not_meet")
    calm = rosa["skills"]["calm"]
    assert (calm["level"], calm["difference"], calm["state"]) == (2, -2, "below_minimum")
    assert calm["said"][0]["source"] == "manager"
    lines = read("team", "matrix").out.splitlines()
    assert any(line.split() == ["Staying", "calm", "2", "(-2)"] for line in lines)


@pytest.mark.usefixtures("team")
def test_the_gaps_come_worst_first_also_against_another_role(typed: Type, read: Type) -> None:
    assert [(gap["member"], gap["skill"]) for gap in typed("team", "gaps").data["gaps"]] == [(ROSA.name, "calm")]
    lead = typed("team", "gaps", "--role", "lead").data["gaps"]
    assert {(gap["member"], gap["skill"], gap["state"]) for gap in lead} == {
        (ROSA.name, "listening", "below_target"),
        (ROSA.name, "chatting", "unknown"),
        (MARA.name, "listening", "unknown"),
        (MARA.name, "chatting", "unknown"),
    }
    said = "Rosa Okafor, Staying calm: 2 (below the minimum); the role asks for 4, at least 3"
    assert said in read("team", "gaps").out
    assert typed("team", "gaps", "--role", "astronaut").status == 2


@pytest.mark.usefixtures("team")
def test_what_hangs_on_one_person_is_said_in_words(typed: Type, read: Type) -> None:
    found = {each["skill"] or each["channel"]: each for each in typed("team", "coverage").data["coverage"]}
    assert (found["listening"]["risk"], found["listening"]["able"]) == ("one", [ROSA.name])
    assert (found["email"]["risk"], found["email"]["needed"]) == ("unknown", 3)
    assert "Listening at level 3: only Rosa Okafor, 1 not judged yet" in read("team", "coverage").out


@pytest.mark.usefixtures("team")
def test_one_member_is_told_with_readiness_for_every_role(typed: Type, read: Type) -> None:
    data = typed("team", "member", "RO").data
    assert (data["role"]["profile"], data["next_role"]["profile"]) == ("agent", "lead")
    assert (data["readiness"]["lead"]["fit"], data["readiness"]["lead"]["coverage"]) == (80, 50)
    assert data["skills"]["calm"][0]["level"] == 2
    assert "> Lead: fit 80 %, coverage 50 %, incomplete" in read("team", "member", "Rosa").out
    assert typed("team", "member", "Nobody").status == 2


@pytest.mark.usefixtures("team")
def test_an_agent_sees_oneself_alone(typed: Type) -> None:
    assert [each["member"] for each in typed("--as", "Rosa", "team").data["members"]] == [ROSA.name]
    assert typed("--as", "Rosa", "team", "coverage").status == 2
    assert typed("--as", "Rosa", "team", "member", "Mara").status == 2
    assert typed("--as", "Rosa", "team", "member", "Rosa").status == 0


def test_with_nothing_known_it_says_so(typed: Type, read: Type) -> None:
    assert typed("team", "gaps").data == {"gaps": []}
    assert read("team").out.strip() == "Nobody's skills are known yet"
