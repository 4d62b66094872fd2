"""coaching list, ideas, plan, hold, done."""

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import NOW, Type
from tests.helpers.coaching import weak_in_correct


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    weak_in_correct(workspace, now=NOW)
    return workspace


def test_a_person_is_coached_from_the_idea_to_what_was_done(typed: Type, read: Type, reviewed: Workspace) -> None:
    assert reviewed
    team = typed("coaching", "ideas").data["team"]
    assert (team[0]["member"], team[0]["weakest"]["criterion"]) == ("Rosa Okafor", "correct")
    assert "Correct: costs 41.7 points, mean 17 % (0 to 44), n 6" in read("coaching", "ideas", "rosa").out
    planned = typed(
        "coaching", "plan", "rosa", "--on", "fri 14:30", "--about", "correct", "--point", "How do you look it up?"
    ).data
    assert planned["planned_at"] == "2026-11-20T13:30:00+00:00"
    assert planned["points"] == 5
    held = read("coaching", "hold", "1", "--note", "Good talk", "--agree", "Use the new list", "--due", "fri")
    assert held.out == "Session 1 with Rosa Okafor held\n   action 1: Use the new list\n"
    assert "Too few to say what it did: 6 reviews before, 0 since" in read("coaching", "list").out
    assert read("coaching", "done", "1").out == "Done: Use the new list\n"
    (session,) = typed("coaching", "list", "--of", "rosa").data["sessions"]
    assert (session["state"], session["note"], session["actions"][0]["done_at"] is not None) == (
        "held",
        "Good talk",
        True,
    )


def test_what_cannot_be_is_said_in_one_sentence(read: Type, reviewed: Workspace) -> None:
    assert reviewed
    assert "Say when, such as --on fri" in read("coaching", "plan", "rosa").err
    refused = read("coaching", "plan", "rosa", "--on", "fri", "--about", "speed")
    assert refused.status == 2
    assert "There are: correct" in refused.err
    assert "Somebody else coaches" in read("coaching", "plan", "mara", "--on", "fri").err
    assert "nothing was agreed" in read("coaching", "hold", "1", "--due", "fri").err
    assert read("coaching", "hold", "7").status != 0
    assert read("coaching", "plan", "rosa", "--on", "fri").status == 0
    assert "Note it once it was held" in read("coaching", "hold", "1", "--on", "2027-01-04").err
    assert read("coaching", "hold", "1").status == 0
    assert "This coaching session was" in read("coaching", "hold", "1").err
    assert read("coaching", "list").out.count("\n") == 1
