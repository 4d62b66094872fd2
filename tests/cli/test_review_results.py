"""qa results."""

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.reviewed import keep_reviews, show_from

PERIOD = ("--from", "2026-02-01", "--to", "2026-03-31")


def test_results_are_told_with_their_doubt_and_what_is_left_out(typed: Type, read: Type, workspace: Workspace) -> None:
    with workspace.work("Review") as work:
        keep_reviews(work)
    found = typed("qa", "results", *PERIOD, "--by", "person").data
    assert (found["reviews"], found["left_out"], found["unsent"]) == (6, {"risk": 1}, 1)
    assert (round(found["final"]["value"], 1), found["withheld"]) == (80, {"whole": 2, "trend": 2, "person": 0})
    assert [(one["person"], one["hidden"], one["final"]["value"]) for one in found["by"]] == [
        ("Rosa Okafor", False, 80),
        ("Dan Weir", True, None),
    ]
    assert (found["trend"]["by"], len(found["trend"]["points"])) == ("week", 2)
    said = read("qa", "results", *PERIOD, "--by", "person").out
    left_out = "1 risk; 1 not sent yet; 2 of people with too few; draw of 2026-03-02 (February): 8 of 9 reviewed"
    assert f"6 sent reviews (left out: {left_out})" in said
    assert "Dan Weir: 2 reviews, hidden below 5 scores" in said
    assert "too few to rank" in said
    assert "2 of people with too few stand in no row" in read("qa", "results", *PERIOD, "--by", "topic").out
    with workspace.work("Show") as work:
        show_from(work, 2)
    assert round(typed("qa", "results", *PERIOD).data["final"]["value"], 1) == 79.7
    assert typed("qa", "results", *PERIOD, "--also", "risk").data["reviews"] == 9
    criteria = typed("qa", "results", *PERIOD, "--by", "criterion").data["by"]
    assert (criteria[0]["criterion"], criteria[-1]["unseen"]) == ("correct", 8)
    for by in ("reviewer", "channel", "topic", "card"):
        assert sum(one["reviews"] for one in typed("qa", "results", *PERIOD, "--by", by).data["by"]) == 8
    mine = typed("--as", "Rosa Okafor", "qa", "results", *PERIOD).data
    assert (mine["reviews"], mine["unsent"]) == (6, 0)
    refused = read("--as", "Rosa Okafor", "qa", "results", *PERIOD, "--of", "Dan Weir")
    assert refused.status == 2
    assert "see results of others' reviews" in refused.err
