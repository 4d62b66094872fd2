"""The QA cases of `scoring_examples.yaml`: each is named, as one that our model says, too, or as a contrast to it."""

import itertools
from collections.abc import Callable, Mapping
from importlib import resources
from math import floor
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
import yaml

from csops.domain.calibration_figures import Rated, Session, alignments
from csops.domain.calibrations import Agreed
from csops.domain.review_sampling import allocate
from csops.domain.scoring import score_review
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.scorecards import a_card

CONTENT: dict[str, Any] = yaml.safe_load(
    resources.files("csops.resources").joinpath("content", "qa_scorecards.yaml").read_text(encoding="utf-8")
)
FILE = Path(__file__).parents[1] / "files/scoring_examples.yaml"
CASES: dict[str, Any] = {case["id"]: case for case in yaml.safe_load(FILE.read_text(encoding="utf-8"))["qa"]}
Pairs = list[tuple[float, float]]
"""Ours, and what is published."""


def by_points(weights: Mapping[str, float], points: Mapping[str, float | None], most: float) -> float | None:
    """The final score where points of so many possible are given instead of steps."""
    steps = sorted({0.0, most, *(one for one in points.values() if one is not None)})
    card = a_card(weights, percents=tuple(100 * one / most for one in steps))
    return score_review(card, {key: None if one is None else steps.index(one) for key, one in points.items()}).final


# ---- what our model says, too
def zendesk_scale_mapping(case: Mapping[str, Any]) -> Pairs:
    """The article cuts thirds off after one decimal."""
    scales = {"binary": "yes_no", "three_point": "yes_partly_no", "five_point": "five_point"}
    steps = {name: [one["percent"] for one in CONTENT["scales"][scale]] for name, scale in scales.items()}
    own = a_card({"a": 1}, percents=tuple(100 * at / 3 for at in range(4))).criteria[0].scale
    steps["four_point"] = [floor(10 * step.percent) / 10 for step in own.steps]
    assert steps.keys() == case["expect"].keys()
    return [pair for name, ours in steps.items() for pair in zip(ours, case["expect"][name], strict=True)]


def zendesk_review_scores(case: Mapping[str, Any]) -> Pairs:
    card = a_card(case["weights"], percents=(0, 100), critical=dict.fromkeys(case["critical"], "zeroing"))
    combinations = itertools.product((0, 1), repeat=len(case["weights"]))
    scores = [score_review(card, dict(zip(case["weights"], each, strict=True))).final for each in combinations]
    reached = {round(score, 2) for score in scores if score is not None}
    expected: list[float] = case["expect_scores_reachable"]
    pairs = [(min(reached, key=lambda score: abs(score - one)), one) for one in expected]
    return [*pairs, (round(fmean(ours for ours, _ in pairs), 2), case["expect_iqs"])]


def amazon_connect_all_answered(case: Mapping[str, Any]) -> Pairs:
    return [(by_points(case["weights_percent"], case["points"], case["max_points"]) or 0, case["expect"])]


def amazon_connect_not_applicable(case: Mapping[str, Any]) -> Pairs:
    rated = {key: None if points is None else 1 for key, points in case["points"].items()}
    terms = {one.criterion: 100 * one.share for one in score_review(a_card(case["weights_percent"]), rated).terms}
    assert terms.keys() == case["expect_weights"].keys()
    shares = [(terms[key], weight) for key, weight in case["expect_weights"].items()]
    return [*shares, *amazon_connect_all_answered(case)]


def sprinklr(case: Mapping[str, Any]) -> Pairs:
    weights = {f"c{at}": weight for at, weight in enumerate(case["weights"])}
    points = dict(zip(weights, map(float, case["scores"]), strict=True))
    return [(by_points(weights, points, 100) or 0, case["expect"])]


def genesys_group_weights(case: Mapping[str, Any]) -> Pairs:
    """Each question has the weight of its group; a section of ours is no more than the sum of its criteria, too."""
    weights, points = {}, {}
    for at, group in enumerate(case["groups"]):
        for number, earned in enumerate(group["points"]):
            weights[f"g{at}q{number}"], points[f"g{at}q{number}"] = group["weight"], float(earned)
    return [(by_points(weights, points, 1) or 0, case["expect"])]


def maestro_alignment_criterion(case: Mapping[str, Any]) -> Pairs:
    weight, available = case["weight_in_80_point_rubric"], case["available"]
    steps = [case["benchmark"], case["original"], available]
    card = a_card({"one": weight, "rest": 100 - weight}, percents=tuple(100 * each / available for each in steps))

    def aligned(*, has_rest: bool) -> float:
        ratings: dict[str, float | None] = {"one": 1, "rest": 2}
        agreed = [Agreed(criterion="one", rating=0), *([Agreed(criterion="rest", rating=2)] if has_rest else [])]
        rated = Rated(reviewer_id=1, ratings=ratings, score=score_review(card, ratings))
        session = Session(id=1, at=MONDAY_MORNING, criteria=card.criteria, rated=(rated,), agreed=tuple(agreed))
        return 100 * alignments(session)[0].value

    contributed = aligned(has_rest=True) - (100 - weight)
    return [(aligned(has_rest=False), case["expect"]), (contributed, case["expect_contribution"])]


def evaluagent_work_queue_split(case: Mapping[str, Any]) -> Pairs:
    """By largest remainder, as a draw takes of its groups; reviewers of ours share a queue equally."""
    sizes = {at: round(1000 * share) for at, share in enumerate(case["shares"])}
    given = allocate(sizes, case["agents"] * case["per_agent"])
    return list(zip(given.values(), case["expect"], strict=True))


def evaluagent_not_applicable_choices(case: Mapping[str, Any]) -> Pairs:
    weights = {f"c{at}": item["weight"] for at, item in enumerate(case["items"])}
    points = dict(zip(weights, (item["score"] for item in case["items"]), strict=True))
    return [(by_points(weights, points, 1) or 0, case["expect_removed"])]


AGREES: dict[str, Callable[[Mapping[str, Any]], Pairs]] = {
    "zendesk_scale_mapping": zendesk_scale_mapping,
    "zendesk_review_scores": zendesk_review_scores,
    "amazon_connect_all_answered": amazon_connect_all_answered,
    "amazon_connect_not_applicable": amazon_connect_not_applicable,
    "sprinklr_category": sprinklr,
    "sprinklr_audit": sprinklr,
    "genesys_group_weights": genesys_group_weights,
    "maestro_alignment_criterion": maestro_alignment_criterion,
    "evaluagent_work_queue_split": evaluagent_work_queue_split,
    "evaluagent_not_applicable_choices": evaluagent_not_applicable_choices,
}
CONTRASTS = ("zendesk_weight_migration", "sprinklr_multi_select_item")


@pytest.mark.parametrize("name", AGREES)
def test_a_published_score_comes_out(name: str) -> None:
    for ours, published in AGREES[name](CASES[name]):
        assert ours == pytest.approx(published, abs=1e-9)


def test_every_case_is_named_and_the_worst_deviation_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted([*AGREES, *CONTRASTS]) == sorted(CASES)
    pairs = [pair for name, work_out in AGREES.items() for pair in work_out(CASES[name])]
    worst = max(abs(ours - published) for ours, published in pairs)
    with capsys.disabled():
        print(f"\n  QA cases of scoring_examples.yaml: {len(pairs)} figures, worst deviation {worst:.1e}")


# ---- contrasts: what we do otherwise
def test_zendesk_weight_migration_rounds_a_weight_and_ours_stays_exact() -> None:
    case = CASES["zendesk_weight_migration"]
    exact = 100 * case["old"] / case["old_max"]
    ours = a_card({"a": exact, "rest": 100 - exact}).criteria[0].weight
    assert ours == pytest.approx(67.5)
    assert floor(ours + 0.5) == case["expect"]


def test_sprinklr_multi_select_item_takes_several_answers_and_a_criterion_of_ours_one_of_its_own_steps() -> None:
    case = CASES["sprinklr_multi_select_item"]
    percent = 100 * sum(case["selected_points"]) / sum(case["all_points"])
    best_selected = 100 * max(case["selected_points"]) / max(case["all_points"])
    card = a_card({"a": 1}, percents=(0, percent, best_selected, 100))
    assert round(score_review(card, {"a": 1}).final or 0, 2) == case["expect"]
    assert score_review(card, {"a": 2}).final == pytest.approx(50), "as one answer it would be the step that was chosen"


def test_genesys_group_weights_are_no_mean_of_group_percents() -> None:
    groups = CASES["genesys_group_weights"]["groups"]
    of_groups = [100 * sum(one["points"]) / sum(one["possible"]) for one in groups]
    mean = sum(one["weight"] * percent for one, percent in zip(groups, of_groups, strict=True)) / 60
    assert mean == pytest.approx(66.67, abs=0.005)
    assert genesys_group_weights(CASES["genesys_group_weights"])[0][0] == pytest.approx(60)


def test_evaluagent_may_count_what_is_not_applicable_as_a_pass_and_ours_never_does() -> None:
    case = CASES["evaluagent_not_applicable_choices"]
    as_a_pass = fmean(1.0 if item["score"] is None else item["score"] for item in case["items"])
    assert 100 * as_a_pass == case["expect_counted_as_pass"]
    assert evaluagent_not_applicable_choices(case)[0][0] == pytest.approx(case["expect_removed"])
