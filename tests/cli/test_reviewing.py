"""qa sample, qa queue."""

from dataclasses import replace

import pytest

from csops.services.settings import quality_rules, save_quality_rules
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.samples import Team, a_team

PERIOD = ("--from", "2026-02-23", "--to", "2026-03-02")


@pytest.fixture
def team(workspace: Workspace) -> Team:
    """Two agents' week of February; the commands are typed in November."""
    return a_team(workspace)


def test_a_draw_is_told_first_and_made_when_it_is_asked_for(typed: Type, read: Type, team: Team) -> None:
    options = ("qa", "sample", *PERIOD, "--each", "2", "--by", "channel", "--seed", "7", "--of", "rosa,ines")
    told = typed(*options).data
    assert (told["drawn"], told["population"], told["sample"], told["problem"]) == (4, 14, None, None)
    assert {one["name"]: one["drawn"] for one in told["people"]} == {"Rosa Okafor": 2, "Ines Marchetti": 2}
    assert told["readable"] == 0
    assert "0 of 4 hold words of ours to read; the others a note or a file" in read(*options).out
    assert typed("qa", "queue").data == {"reviews": []}
    made = typed(*options, "--reviewers", "tomasz,mara", "--due", "2026-11-20", "--name", "Week 9", "--draw").data
    assert (made["drawn"], made["sample"], made["seed"]) == (4, 1, 7)
    mine = typed("qa", "queue").data["reviews"]
    assert [(one["reviewer"], one["purpose"], one["sample"]) for one in mine] == [
        ("Mara Lindqvist", "fair", "Week 9")
    ] * 2
    assert len(typed("qa", "queue", "--team").data["reviews"]) == 4
    assert "(fair) for Mara Lindqvist, due 20 Nov 2026" in read("qa", "queue").out
    assert read("undo").status == 0
    assert read("qa", "queue").out == "Nothing waits\n"


def test_reviewers_share_in_the_parts_that_are_given(typed: Type, read: Type, team: Team) -> None:
    options = ("qa", "sample", *PERIOD, "--total", "10", "--of", "rosa,ines", "--reviewers", "tomasz,mara")
    told = typed(*options, "--shares", "3:2").data["reviewers"]
    assert [(one["name"], one["parts"], one["given"]) for one in told] == [
        (team.tom.name, 3, 6),
        ("Mara Lindqvist", 2, 4),
    ]
    assert "Shared: Tomasz Reyes 6, Mara Lindqvist 4" in read(*options, "--shares", "60,40", "--draw").out
    assert len(typed("qa", "queue").data["reviews"]) == 4
    assert "--shares “3:x” is not understood" in read(*options, "--shares", "3:x").err
    assert "share cannot be 0" in read(*options, "--shares", "0,1", "--draw").err


def test_groups_that_are_drawn_together_are_named(read: Type, team: Team) -> None:
    options = ("qa", "sample", *PERIOD, "--of", "rosa,ines", "--by", "channel")
    assert f"Of {team.rosa.name}, too small" not in read(*options, "--each", "2").out
    said = read(*options, "--total", "1").out
    assert "Too small for one of their own, drawn together: Phone 10, E-mail 4" in said
    assert "Of Rosa Okafor, too small for one of their own, drawn together" in read(*options, "--each", "1").out


def test_so_many_of_each_are_drawn_as_the_team_decided(typed: Type, workspace: Workspace, team: Team) -> None:
    assert team
    save_quality_rules(workspace, rules=replace(quality_rules(workspace), per_person=3))
    assert {one["drawn"] for one in typed("qa", "sample", *PERIOD, "--of", "rosa,ines").data["people"]} == {3}


def test_what_cannot_be_drawn_is_said_with_the_numbers(typed: Type, read: Type, team: Team) -> None:
    assert team
    assert "Ask for at most 15" in typed("qa", "sample", *PERIOD, "--total", "20").data["problem"]
    refused = read("qa", "sample", *PERIOD, "--total", "20", "--draw")
    assert refused.status == 2
    assert "sample cannot be 20 of 15 contacts. Ask for at most 15" in refused.err
    assert "Nobody handled one in it" in read("qa", "sample", "--draw").err
    assert "There are: person, channel, topic, result" in read("qa", "sample", "--by", "week").err
    assert typed("qa", "queue").data == {"reviews": []}
