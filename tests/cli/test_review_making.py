"""qa review, qa reviews."""

import json
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from csops.domain.reviews import Source
from csops.services.reviews import get_review
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import MARA
from tests.helpers.reviewing import Reviewing, to_review


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """What is asked here does not depend on the database."""
    return sqlite_url


@pytest.fixture
def shop(workspace: Workspace) -> Reviewing:
    return to_review(workspace)


def test_a_contact_is_reviewed_from_a_file_and_listed(shop: Reviewing, typed: Type, read: Type, tmp_path: Path) -> None:
    path = tmp_path / "ratings.json"
    said = {"rating": 0, "note": "The old price", "cause": "habit", "quote": "May I have the number?"}
    path.write_text(json.dumps({"correct": said, "record": 2}), encoding="utf-8")
    number = str(shop.contact.id)
    made = typed("qa", "review", number, "--card", "own", "--ratings", str(path), "--source", "note", "--send").data
    assert (made["final"], made["outcome"], made["critical"], made["state"]) == (37.5, "fail", ["correct"], "sent")
    assert (made["unseen"], made["seen"]) == (["greeting"], pytest.approx(0.8))
    assert [one["id"] for one in typed("qa", "reviews").data["reviews"]] == [made["id"]]
    assert "37.5, fail; 80% rated, sent" in read("qa", "reviews", "--of", "Rosa").out
    again = typed("qa", "review", number, "--ratings", str(path))
    assert again.status == 1
    assert "was done by you" in again.err


def test_a_critical_error_is_refused_until_the_file_says_what_shows_it(
    shop: Reviewing, typed: Type, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.json"
    asked = ("qa", "review", str(shop.contact.id), "--ratings", str(path), "--send")
    path.write_text(json.dumps({"greeting": 2, "correct": 0, "record": 2}), encoding="utf-8")
    refused = typed(*asked)
    assert refused.status == 2
    assert "what shows the critical error in Correct is missing. Write a note on the criterion" in refused.err
    quoted = {"rating": 0, "quote": "May I have the number?"}
    path.write_text(json.dumps({"greeting": 2, "correct": quoted, "record": 2}), encoding="utf-8")
    review = get_review(shop.workspace, review_id=typed(*asked).data["id"])
    assert review.source is Source.TEXT
    (quote,) = review.ratings[1].quotes
    assert (quote.contact_id, shop.contact.text[quote.start : quote.end]) == (shop.contact.id, quoted["quote"])


def test_words_that_were_heard_have_no_place_in_the_text(shop: Reviewing, typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "ratings.json"
    heard = {"rating": 0, "quote": "That is your own fault"}
    path.write_text(json.dumps({"greeting": 2, "correct": heard, "record": 2}), encoding="utf-8")
    made = typed("qa", "review", str(shop.contact.id), "--ratings", str(path), "--source", "listened")
    (quote,) = get_review(shop.workspace, review_id=made.data["id"]).ratings[1].quotes
    assert (quote.contact_id, quote.start, quote.end, quote.text) == (shop.contact.id, 0, 0, heard["quote"])


@pytest.mark.parametrize("words", ["That is your own fault", "\u200b", "..."])
def test_words_that_do_not_stand_in_what_is_read_are_refused(
    shop: Reviewing, typed: Type, tmp_path: Path, words: str
) -> None:
    path = tmp_path / "ratings.json"
    rated = {"greeting": 2, "correct": {"rating": 0, "quote": words}, "record": 2}
    path.write_text(json.dumps(rated), encoding="utf-8")
    refused = typed("qa", "review", str(shop.contact.id), "--ratings", str(path))
    assert refused.status == 2
    assert "quote of correct cannot be “" in refused.err
    assert "Copy words of the contact as they stand in it, or write a note instead" in refused.err
    assert typed("qa", "reviews").data["reviews"] == []


def test_what_waits_for_somebody_else_is_reviewed_only_where_it_is_taken_over(
    shop: Reviewing, typed: Type, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.json"
    path.write_text(json.dumps({"greeting": 2, "correct": 2, "record": 2}), encoding="utf-8")
    shop.pick(sample_id=shop.sample().id)
    shop.by(MARA)
    said = typed("qa", "review", str(shop.contact.id), "--ratings", str(path))
    assert said.status == 2
    assert "it waits in the queue of Ines Marchetti. Take it over with --take-over" in said.err
    made = typed("qa", "review", str(shop.contact.id), "--ratings", str(path), "--take-over").data
    assert (made["purpose"], made["state"]) == ("fair", "finished")


def test_what_is_wrong_in_the_file_is_said(shop: Reviewing, typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "ratings.json"
    path.write_text('{"greeting": "good"}', encoding="utf-8")
    said = typed("qa", "review", str(shop.contact.id), "--ratings", str(path))
    assert said.status == 2
    assert "rating of Greeting “good” is not understood" in said.err
    path.write_text('{"greeting": {"rating": 2, "why": "warm"}}', encoding="utf-8")
    said = typed("qa", "review", str(shop.contact.id), "--ratings", str(path))
    assert said.status == 2
    assert "Write its rating, or an object with rating, cause, note, quote" in said.err
