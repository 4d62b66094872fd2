"""qa my-reviews, answer, dispute, withdraw, disputes, decide."""

import pytest

from csops.domain.reviews import Purpose
from csops.services.reviews import finish_review
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import MARA
from tests.helpers.reviewing import to_review

ROSA = ("--as", "Rosa Okafor", "qa")


@pytest.fixture
def review(workspace: Workspace) -> int:
    """Ines has sent Rosa a review in which nothing but the record was right."""
    shop = to_review(workspace)
    filled = shop.filled({"greeting": 0, "correct": 0, "record": 2}, note="Mind the order")
    sent = finish_review(shop.by(shop.ines), filled=filled, send=True)
    shop.by(MARA)
    return sent.id


def test_a_review_is_read_answered_disputed_and_decided(typed: Type, read: Type, review: int) -> None:
    assert "NEW Review 1 of your contact of" in read(*ROSA, "my-reviews").out
    whole = read(*ROSA, "my-reviews", review)
    assert "correct: " in whole.out
    assert "Note: Mind the order" in whole.out
    assert typed(*ROSA, "my-reviews").data["reviews"][0]["is_news"] is False
    assert typed(*ROSA, "answer", review, "--text", "The line was bad").data["answer"] == "The line was bad"
    asked = ("--criterion", "correct", "--reason", "Said at 13:03")
    made = typed(*ROSA, "dispute", review, *asked, "--want", "2").data
    assert (made["state"], made["was"], made["wanted"]) == ("open", 0, 2)
    assert "to be 2, open, waits for you: Said at 13:03" in read("qa", "disputes").out
    said = typed("--as", "Ines Marchetti", "qa", "reply", made["dispute"], "--text", "She asked twice").data
    assert (said["reply"], typed(*ROSA, "my-reviews").data["reviews"][0]["disputes"][0]["reply"]) == (
        "She asked twice",
        "",
    )
    assert "Said at 13:03; the reviewer: She asked twice" in read("qa", "disputes").out
    decided = typed("qa", "decide", made["dispute"], "--partly", "1", "--reason", "Half of it").data
    assert (decided["state"], decided["now"], decided["final"] > 0) == ("partly", 1, True)
    mine = typed(*ROSA, "my-reviews").data["reviews"][0]
    assert (mine["ratings"]["correct"], mine["first"]["correct"]) == (1, 0)
    assert "    The reviewer: She asked twice\n    Decision: Half of it" in read(*ROSA, "my-reviews", review).out
    other = typed(*ROSA, "dispute", review, "--criterion", "greeting", "--want", "na", "--reason", "x").data
    assert typed(*ROSA, "withdraw", other["dispute"]).data["state"] == "withdrawn"


def test_what_is_wrong_is_said_and_nothing_is_kept(typed: Type, read: Type, review: int) -> None:
    asked = ("--criterion", "correct", "--reason", "x")
    for line, sentence in (
        ((*ROSA, "my-reviews", 99), "There is no review 99"),
        ((*ROSA, "answer", review, "--text", " "), "answer is missing"),
        ((*ROSA, "dispute", review, *asked, "--want", "much"), "--want “much” is not understood. Give a number"),
        ((*ROSA, "dispute", review, *asked, "--want", "7"), "rating cannot be 7. Choose one of 0, 1, 2"),
        (("qa", "dispute", review, *asked, "--want", "2"), f"There is no review {review}"),
        (("qa", "decide", 7, "--accept", "--reason", "x"), "There is no dispute 7"),
        (("qa", "decide", 7, "--reason", "x"), "one of the arguments"),
        (("qa", "reply", 7, "--text", "x"), "There is no dispute 7"),
    ):
        refused = read(*line)
        assert refused.status == 2
        assert sentence in refused.err
    assert typed("qa", "disputes").data == {"disputes": []}
    made = typed(*ROSA, "dispute", review, *asked, "--want", "2").data["dispute"]
    own = read("--as", "Ines Marchetti", "qa", "decide", made, "--decline", "--reason", "x")
    assert "Ines Marchetti may not do this (decide on a dispute of your review)" in own.err
    assert read("qa", "decide", made, "--accept", "--reason", "x").status == 0
    late = read("qa", "decide", made, "--decline", "--reason", "x")
    assert "Deciding this dispute was done by Mara Lindqvist" in late.err


def test_a_sent_review_is_withdrawn_and_says_so_wherever_it_is_listed(typed: Type, read: Type, review: int) -> None:
    refused = read(*ROSA, "withdraw-review", review, "--why", "x")
    assert "Rosa Okafor may not do this (withdraw a review of your own work)" in refused.err
    gone = typed("qa", "withdraw-review", review, "--why", "It was Dan").data
    assert (gone["state"], gone["withdrawn_why"]) == ("withdrawn", "It was Dan")
    assert "was done by Mara Lindqvist" in read("qa", "withdraw-review", review, "--why", "x").err
    assert "withdrawn: It was Dan" in read("qa", "reviews", "--of", "Rosa Okafor").out
    mine = typed(*ROSA, "my-reviews").data["reviews"][0]
    assert (mine["state"], mine["final"], mine["withdrawn_why"]) == ("withdrawn", None, "It was Dan")
    whole = read(*ROSA, "my-reviews", review).out
    assert "by Mara Lindqvist, it counts nowhere" in whole
    assert "  Withdrawn because: It was Dan" in whole


def test_the_reviewer_lists_how_a_lead_rated_what_they_reviewed(typed: Type, read: Type, workspace: Workspace) -> None:
    shop = to_review(workspace)
    made = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    given = shop.filled({"greeting": 2, "correct": 1, "record": 2}, purpose=Purpose.CHECK, checks_id=made.id)
    check = finish_review(shop.by(MARA), filled=given, send=True)
    ines = ("--as", "Ines Marchetti", "qa")
    told = read(*ines, "checks").out
    assert f"NEW Check {check.id} of your review {made.id} (Rosa Okafor) by Mara Lindqvist: 75% alike" in told
    assert "Yes, checked as Partly" in told
    assert typed(*ines, "checks").data["checks"][0]["differences"][0]["right"] == 1
    assert read("qa", "checks").out.strip() == "No check was sent to you"
    read("qa", "withdraw-review", check.id, "--reason", "Wrong talk")
    assert "withdrawn, it counts nowhere: Wrong talk" in read(*ines, "checks").out
