"""Other weights over reviews that exist: what they would do, and that nothing is lost on the way."""

from dataclasses import replace

import pytest

from csops.domain.card_drafts import plain_card, typed_card
from csops.domain.card_preview import preview
from csops.domain.review_cards import CardVersion, ReviewCard, scorecard
from csops.domain.reviews import CriterionRating, Review
from csops.domain.scale_rules import step_scale
from csops.domain.scoring import Criterion, Outcome, Scorecard, score_review
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA, SECTIONS, a_review

HEAD = ReviewCard(id=1, key="own", name="Own", channels=("phone",))
VERSION = CardVersion(id=1, card_id=1, made_at=MONDAY_MORNING, sections=SECTIONS, criteria=CRITERIA)


def a_scorecard(*criteria: Criterion, pass_mark: float = 80) -> Scorecard:
    return scorecard(HEAD, replace(VERSION, criteria=criteria or CRITERIA, pass_mark=pass_mark))


def made(**ratings: float | None) -> tuple[Review, Scorecard]:
    card = a_scorecard()
    score = score_review(card, ratings)
    rows = tuple(CriterionRating(criterion=key, rating=rating) for key, rating in ratings.items())
    values = {"raw": score.raw, "final": score.final, "seen": score.seen, "outcome": score.outcome}
    return a_review(member_id=2, reviewer_id=1, card_version_id=1, ratings=rows, **values), card


def weighing(*weights: float) -> Scorecard:
    return a_scorecard(*(replace(one, weight=weight) for one, weight in zip(CRITERIA, weights, strict=True)))


def test_the_same_weights_change_nothing() -> None:
    found = preview([made(greeting=1, correct=2, record=2), made(greeting=None, correct=0, record=2)], a_scorecard())
    assert all(one.step == 0 and not one.is_turned and not one.lost for one in found.reviews)
    assert found.before == found.after


def test_other_weights_turn_a_pass_into_a_fail_and_the_other_way_round() -> None:
    reviews = [made(greeting=0, correct=2, record=2), made(greeting=2, correct=2, record=0)]
    found = preview(reviews, weighing(50, 45, 5))
    assert [one.final for one in found.reviews] == [50, 95]
    assert (found.turned(Outcome.FAIL), found.turned(Outcome.PASS)) == (1, 1)
    assert (found.before, found.after) == (75, 72.5)
    assert [found.count(Outcome.PASS, after=after) for after in (False, True)] == [1, 1]


def test_ratings_that_have_no_place_any_more_are_told() -> None:
    yes_no = step_scale([("No", 0), ("Yes", 100)])
    changed = replace(CRITERIA[0], scale=yes_no, weight=70)
    found = preview([made(greeting=1, correct=2, record=0)], a_scorecard(changed, replace(CRITERIA[2], weight=30)))
    assert (found.lost, found.reviews[0].final) == (2, 0)


def test_a_rating_counts_as_the_step_of_the_same_percent() -> None:
    turned = step_scale([("Never", 0), ("Mostly", 50), ("Always", 100)], key="own")
    renumbered = replace(turned, steps=tuple(replace(one, rating=one.rating + 1) for one in turned.steps))
    card = a_scorecard(*(replace(one, scale=renumbered) for one in CRITERIA))
    found = preview([made(greeting=1, correct=2, record=2)], card)
    assert found.lost == 0
    assert found.reviews[0].step == pytest.approx(0)


def test_a_card_that_scores_nothing_of_a_review_gives_no_score() -> None:
    found = preview([made(greeting=2)], a_scorecard(replace(CRITERIA[2], weight=100)))
    assert (found.reviews[0].final, found.reviews[0].outcome, found.after) == (None, Outcome.NO_SCORE, None)
    assert preview([], a_scorecard()).before is None


def test_what_is_typed_comes_back_from_a_draft_as_it_was() -> None:
    plain = plain_card(HEAD, VERSION)
    assert typed_card(replace(HEAD, name="x"), replace(VERSION, criteria=(), pass_mark=1), plain) == (HEAD, VERSION)
