"""Scores of reviews: published and own examples, what always holds, and what is refused."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.errors import InputError, Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.scoring import Consequence, Outcome, Scorecard, card_from, score_review
from tests.helpers.scorecards import a_card

CONTENT: dict[str, Any] = yaml.safe_load(
    resources.files("csops.resources").joinpath("content", "qa_scorecards.yaml").read_text(encoding="utf-8")
)
CARDS = [card["key"] for card in CONTENT["scorecards"]]


# ---- what we publish


@pytest.mark.parametrize("example", CONTENT["examples"], ids=lambda one: one["name"])
def test_the_examples_of_the_starter_content_come_out(example: Mapping[str, Any]) -> None:
    found = score_review(card_from(CONTENT, key=example["card"]), example["ratings"])
    expected = example["result"]
    assert found.seen == pytest.approx(expected["seen"])
    assert found.raw == pytest.approx(expected["raw"], abs=0.005)
    assert found.final == pytest.approx(expected["final"], abs=0.005)
    assert list(found.critical) == expected["critical"]
    assert found.outcome.value == expected["outcome"]


@pytest.mark.parametrize("key", CARDS)
def test_every_card_that_comes_with_the_program_is_whole(key: str) -> None:
    card = card_from(CONTENT, key=key)
    best = score_review(card, {one.key: one.scale.steps[-1].rating for one in card.criteria})
    assert best.final == best.raw == pytest.approx(100)
    assert best.outcome is Outcome.PASS


# ---- what always holds

weights = st.lists(st.integers(1, 50), min_size=2, max_size=8).map(
    lambda all_: {f"c{n}": w for n, w in enumerate(all_)}
)
families = st.sampled_from([None, "zeroing", "failing", "section"])
few = settings(max_examples=60)


@st.composite
def reviews(draw: st.DrawFn) -> tuple[Scorecard, dict[str, float | None]]:
    """A card with a review of it."""
    chosen = draw(weights)
    critical = {key: family for key in chosen if (family := draw(families)) is not None}
    for key in list(critical)[: len(chosen) - 1]:  # a critical criterion may weigh nothing
        chosen[key] *= draw(st.integers(0, 1))
    card = a_card(chosen, critical=critical, pass_mark=draw(st.integers(0, 100)))
    return card, {key: draw(st.none() | st.integers(0, 2)) for key in chosen}


@few
@given(reviews())
def test_a_score_lies_within_0_and_100_and_its_terms_add_up_to_it(review: tuple[Scorecard, dict[str, float]]) -> None:
    found = score_review(*review)
    if found.raw is None or found.final is None:
        assert (found.terms, found.seen, found.final or 0) == ((), 0, 0)
        return
    assert 0 <= found.final <= found.raw <= 100
    assert sum(term.points for term in found.terms) == pytest.approx(found.raw)
    assert sum(term.share for term in found.terms) == pytest.approx(1)


@few
@given(reviews())
def test_every_critical_error_is_found_whatever_it_weighs_and_fails_the_review(
    review: tuple[Scorecard, dict[str, float | None]],
) -> None:
    card, ratings = review
    found = score_review(card, ratings)
    wrong = [one for one in card.criteria if one.consequence is not None and ratings[one.key] == 0]
    assert found.critical == tuple(one.key for one in wrong)
    assert (found.outcome is Outcome.FAIL) >= bool(wrong)
    assert (found.outcome is Outcome.NO_SCORE) == (found.raw is None and not wrong)
    if any(one.consequence is Consequence.ZERO for one in wrong):
        assert found.final == 0


@few
@given(reviews(), st.randoms(use_true_random=False))
def test_the_order_of_ratings_does_not_matter(review: tuple[Scorecard, dict[str, float]], random: Any) -> None:
    card, ratings = review
    keys = list(ratings)
    random.shuffle(keys)
    assert score_review(card, {key: ratings[key] for key in keys}) == score_review(card, ratings)


@few
@given(reviews(), st.data())
def test_not_applicable_lowers_no_score_that_it_does_not_touch(
    review: tuple[Scorecard, dict[str, float | None]], data: st.DataObject
) -> None:
    card, ratings = review
    before = score_review(card, ratings)
    left_out = data.draw(st.sampled_from(sorted(ratings)))
    after = score_review(card, {**ratings, left_out: None})
    of_it = next((term.percent for term in before.terms if term.criterion == left_out and term.share), None)
    if of_it is None:
        assert after.raw == pytest.approx(before.raw)
    elif after.raw is not None and before.raw is not None:
        # Leaving out what was above the mean lowers it, what was below raises it; the others keep their proportions.
        rest = [term for term in before.terms if term.criterion != left_out]
        assert after.raw == pytest.approx(sum(t.points for t in rest) / sum(t.share for t in rest))
        assert (after.raw >= before.raw - 1e-9) == (of_it <= before.raw + 1e-9)


@st.composite
def sectioned(draw: st.DrawFn) -> tuple[Scorecard, dict[str, float | None]]:
    """A card of two sections, some of whose criteria zero their section, with a review of it."""
    card, ratings = draw(reviews())
    places = draw(st.lists(st.sampled_from(["one", "two"]), min_size=len(ratings), max_size=len(ratings)))
    rows = [replace(one, section=place) for one, place in zip(card.criteria, places, strict=True)]
    return replace(card, criteria=tuple(rows)), ratings


@few
@given(sectioned())
def test_a_zeroed_section_earns_nothing_and_leaves_the_other_as_it_is(
    review: tuple[Scorecard, dict[str, float | None]],
) -> None:
    card, ratings = review
    found = score_review(card, ratings)
    if found.raw is None or found.final is None:
        return
    by_key = {one.key: one for one in card.criteria}
    errors = [by_key[key] for key in found.critical]
    zeroed = {one.section for one in errors if one.consequence is Consequence.ZERO_SECTION}
    left = [term.points for term in found.terms if by_key[term.criterion].section not in zeroed]
    is_zero = any(one.consequence is Consequence.ZERO for one in errors)
    assert found.final == pytest.approx(0 if is_zero else sum(left))
    assert found.outcome is (Outcome.FAIL if errors or found.final < card.pass_mark - 1e-6 else Outcome.PASS)


@few
@given(sectioned(), st.randoms(use_true_random=False))
def test_the_order_of_the_criteria_on_a_card_does_not_matter(
    review: tuple[Scorecard, dict[str, float | None]], random: Any
) -> None:
    card, ratings = review
    turned = list(card.criteria)
    random.shuffle(turned)
    before, after = score_review(card, ratings), score_review(replace(card, criteria=tuple(turned)), ratings)
    assert (after.outcome, set(after.critical)) == (before.outcome, set(before.critical))
    assert (after.raw is None) == (before.raw is None)
    if before.raw is not None:
        assert after.raw == pytest.approx(before.raw)
        assert after.final == pytest.approx(before.final)


# ---- critical errors


def test_partly_is_no_critical_error_and_no_is_one() -> None:
    card = a_card({"privacy": 10, "rest": 90}, critical={"privacy": "zeroing"})
    assert score_review(card, {"privacy": 1, "rest": 2}).critical == ()
    found = score_review(card, {"privacy": 0, "rest": 2})
    assert (found.raw, found.final, found.critical, found.outcome) == (90, 0, ("privacy",), Outcome.FAIL)


@pytest.mark.parametrize(("family", "final"), [("zeroing", 0.0), ("failing", None), ("section", None)])
def test_a_critical_error_that_weighs_nothing_fails_also_where_nothing_else_could_be_seen(
    family: str, final: float | None
) -> None:
    card = a_card({"privacy": 0, "rest": 100}, critical={"privacy": family})
    found = score_review(card, {"privacy": 0, "rest": None})
    assert (found.raw, found.final, found.critical, found.outcome) == (None, final, ("privacy",), Outcome.FAIL)
    assert score_review(card, {"privacy": 2, "rest": None}).outcome is Outcome.NO_SCORE


def test_a_family_may_zero_its_section_alone() -> None:
    content = {
        "scales": {"own": [{"rating": 0, "percent": 0}, {"rating": 1, "percent": 100}]},
        "critical_types": [{"key": "section", "consequence": "zero_section"}],
        "scorecards": [
            {
                "key": "card",
                "sections": [
                    {"key": "one", "criteria": [
                        {"key": "a", "scale": "own", "weight": 20, "critical": "section"},
                        {"key": "b", "scale": "own", "weight": 30},
                    ]},
                    {"key": "two", "criteria": [{"key": "c", "scale": "own", "weight": 50}]},
                ],
            }
        ],
    }  # fmt: skip
    found = score_review(card_from(content, key="card"), {"a": 0, "b": 1, "c": 1})
    assert (found.raw, found.final, found.outcome) == (80, 50, Outcome.FAIL)


def test_the_pass_mark_itself_passes() -> None:
    card = a_card({"a": 1, "b": 1, "c": 1}, pass_mark=50)
    assert score_review(card, {"a": 1, "b": 1, "c": 1}).outcome is Outcome.PASS
    assert score_review(card, {"a": 1, "b": 1, "c": 0}).outcome is Outcome.FAIL


# ---- what is refused


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"weight": 40}, OutOfRange, "weights cannot be 90"),
        ({"weight": -10}, OutOfRange, "weight of a cannot be -10"),
        ({"weight": "many"}, NotUnderstood, "weight of a “many” is not understood"),
        ({"scale": None}, Missing, "scale is missing. Give the criterion a"),
        ({"scale": "stars"}, UnknownName, "scale of a “stars” is not known. There are: own"),
        ({"scale": ["own"]}, UnknownName, "scale of a"),
        ({"seen_in": 5}, NotUnderstood, "evidence of a “5” is not understood"),
        ({"seen_in": [{"text": 1}]}, NotUnderstood, "evidence of a"),
        ({"critical": "moral"}, UnknownName, "critical family of a “moral” is not known. There are: zeroing"),
        ({"key": "b"}, OutOfRange, "criterion cannot be b"),
    ],
)
def test_a_card_that_is_not_whole_is_refused_in_a_sentence(
    change: Mapping[str, Any], error: type[InputError], says: str
) -> None:
    first = {"key": "a", "name": "a", "scale": "own", "weight": 50, **change}
    sections = [{"key": "all", "criteria": [first, {"key": "b", "scale": "own", "weight": 50}]}]
    content = {
        "scales": {"own": [{"rating": 0, "percent": 0}, {"rating": 1, "percent": 100}]},
        "critical_types": [{"key": "zeroing", "consequence": "zero"}],
        "scorecards": [{"key": "card", "sections": sections}],
    }
    with pytest.raises(error, match=says):
        card_from(content, key="card")


def test_a_card_without_criteria_and_one_that_there_is_not_are_refused() -> None:
    with pytest.raises(Missing, match="one criterion at least"):
        card_from({"scorecards": [{"key": "card"}]}, key="card")
    with pytest.raises(NotUnderstood, match="list of two steps"):
        card_from({"scales": {"own": [5, "x"]}, "scorecards": [{"key": "card"}]}, key="card")
    with pytest.raises(UnknownName, match="There are: phone, written"):
        card_from(CONTENT, key="fax")


def test_ratings_that_the_card_does_not_know_are_refused() -> None:
    card = a_card({"a": 1, "b": 1})
    with pytest.raises(UnknownName, match="criterion “c” is not known"):
        score_review(card, {"c": 1})
    with pytest.raises(OutOfRange, match="Choose one of 0, 1, 2"):
        score_review(card, {"a": 3})
    with pytest.raises(NotUnderstood, match="as a number"):
        score_review(card, {"a": "yes"})  # type: ignore[dict-item]  # from a file
