"""What reviews come to: groups, criteria, trends, and what stands for what."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from statistics import mean
from typing import Any

import pytest

from csops.domain.review_behind import Part, Which, matching
from csops.domain.review_estimates import mean_of, share_of, tallied
from csops.domain.review_results import (
    Answered,
    Basis,
    Fact,
    basis,
    by_criterion,
    hidden,
    scores,
    scores_by,
    weighed,
)
from csops.domain.reviews import Purpose

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_fact(number: int, final: float | None, **more: Any) -> Fact:
    fact = Fact(
        id=number,
        member_id=1,
        reviewer_id=9,
        at=MONDAY,
        channel_id=1,
        topic_id=None,
        card="phone",
        number=1,
        purpose=Purpose.FAIR,
        raw=final,
        final=final,
        passed=(final or 0) >= 80,
        critical=(),
        answers=(Answered("greeting", 100.0), Answered("correct", final)),
    )
    return fact._replace(**more)


def known(facts: Sequence[Fact], *, to_rank: int) -> Basis:
    finals = tallied((fact.final, fact.member_id, 1.0) for fact in facts if fact.final is not None)
    return basis(final=finals, raw=finals, to_rank=to_rank)


def test_each_stratum_counts_by_its_contacts_not_by_its_reviews() -> None:
    facts = [
        a_fact(1, 60.0, layer=(1, "a"), weight=10.0),
        a_fact(2, 80.0, layer=(1, "a"), weight=10.0),
        a_fact(3, 100.0, layer=(1, "b"), weight=60.0),
    ]
    assert scores(facts, known(facts, to_rank=2)).final.value == pytest.approx((10 * 60 + 10 * 80 + 60 * 100) / 80)


def test_picks_because_of_trouble_stay_out_of_the_mean_unless_they_are_asked_for() -> None:
    facts = [
        a_fact(1, 90.0, layer=(1, "a"), weight=50.0),
        a_fact(2, 10.0, purpose=Purpose.RISK),
    ]
    fair = weighed(facts, purposes=(Purpose.FAIR,))
    assert [fact.id for fact in fair] == [1]
    both = weighed(facts, purposes=(Purpose.FAIR, Purpose.RISK))
    assert scores(both, known(both, to_rank=1)).final.value == 50


def test_a_review_without_score_is_told_and_counts_nowhere() -> None:
    found = scores([a_fact(1, 90.0), a_fact(2, None)], known([], to_rank=1))
    assert (found.reviews, found.no_score, found.final.n, found.final.value) == (2, 1, 1, 90)


def test_a_critical_error_without_a_score_failed_and_is_not_clean() -> None:
    facts = [
        a_fact(1, 90.0),
        a_fact(2, None, passed=False, critical=("compliance",)),
        a_fact(3, 0.0, raw=None, passed=False, critical=("compliance",)),
        a_fact(4, None),
    ]
    found = scores(facts, known(facts, to_rank=1))
    assert (found.no_score, found.final.n, found.final.value, found.raw.n, found.raw.value) == (1, 2, 45, 1, 90)
    assert (found.passed.n, found.clean.n, found.families) == (3, 3, {"compliance": 2})
    assert found.clean.value == pytest.approx(1 / 3)
    for part, ids in ((Part.CRITICAL, [2, 3]), (Part.FAILED, [2, 3]), (Part.CLEAN, [1]), (Part.NO_SCORE, [4])):
        assert [fact.id for fact in matching(facts, Which(part=part))] == ids


def test_the_score_without_the_critical_error_stands_beside_the_final_one() -> None:
    facts = [a_fact(1, 0.0, raw=90.0, passed=False, critical=("compliance",)), a_fact(2, 100.0)]
    found = scores(facts, known(facts, to_rank=1))
    assert (found.final.value, found.raw.value) == (50, 95)
    assert (found.clean.value, found.passed.value, found.families) == (0.5, 0.5, {"compliance": 1})


def test_groups_with_too_few_reviews_come_last_and_unranked() -> None:
    facts = [
        *(a_fact(number, 70.0 + number, member_id=1) for number in range(5)),
        *(a_fact(10 + number, 90.0, member_id=2) for number in range(5)),
        a_fact(20, 100.0, member_id=3),
    ]
    found = scores_by(facts, known(facts, to_rank=5), of=lambda fact: fact.member_id)
    assert [(one.key, one.is_ranked) for one in found] == [("2", True), ("1", True), ("3", False)]


def test_hidden_scores_tell_only_how_many_there_are() -> None:
    found = hidden(scores([a_fact(1, 90.0)], known([], to_rank=1), key="4"))
    assert (found.key, found.reviews, found.is_hidden, found.is_ranked) == ("4", 1, True, False)
    assert (found.final.value, found.raw.value, found.passed.value, found.families) == (None, None, None, None)


def test_criteria_come_weakest_first_with_causes_and_what_could_not_be_seen() -> None:
    answers = (
        (Answered("correct", 0.0, cause="habit"), Answered("tone", None, is_unseen=True)),
        (Answered("correct", 50.0), Answered("tone", 100.0)),
        (Answered("correct", 100.0), Answered("tone", None)),
    )
    first, second = by_criterion(a_fact(number, 80.0, answers=given) for number, given in enumerate(answers))
    assert (first.criterion, first.mean.value, first.mean.n, first.causes) == ("correct", 50, 3, {"habit": 1})
    assert first.low.value == pytest.approx(1 / 3)
    assert (second.criterion, second.mean.n, second.unseen, second.not_applicable) == ("tone", 1, 1, 1)


def test_a_criterion_that_was_rated_once_is_not_called_the_weakest() -> None:
    often = [a_fact(number, 90.0, answers=(Answered("often", 90.0),)) for number in range(3)]
    found = by_criterion([a_fact(9, 50.0, answers=(Answered("once", 0.0),)), *often], to_rank=2)
    assert [(one.criterion, one.is_ranked) for one in found] == [("often", True), ("once", False)]


def test_figures_are_those_of_each_review_by_itself() -> None:
    random = Random(7)
    layers = [((week, person), 1.0 + week) for week in range(6) for person in range(3)]
    facts = []
    for number in range(200):
        layer, weight = random.choice(layers)
        percents = [random.choice((0.0, 100 / 3, 100.0, None)) for _ in range(3)]
        given = tuple(Answered(str(at), percent) for at, percent in enumerate(percents))
        final = random.choice((None, 40.0, 66.6, 90.0))
        facts.append(a_fact(number, final, layer=layer, weight=weight, member_id=layer[1], answers=given))
    judged = known(facts, to_rank=2)
    found = scores(facts, judged)
    rows = [(fact.final, fact.layer, fact.weight) for fact in facts if fact.final is not None]
    whole = sum(weight for _final, _layer, weight in rows)
    assert found.final.value == pytest.approx(sum(final * weight for final, _layer, weight in rows) / whole)
    passed = [(float(final >= 80), layer, weight) for final, layer, weight in rows]
    assert found.passed == share_of(tallied(passed))
    assert found.clean.value == 1
    for one in by_criterion(facts):
        values = [
            (answer.percent, fact.layer, fact.weight)
            for fact in facts
            for answer in fact.answers
            if answer.criterion == one.criterion and answer.percent is not None
        ]
        assert one.mean.n == len(values)
        assert one.mean.value == pytest.approx(mean_of(tallied(values)).value)
        low = share_of(tallied((float(percent < 50), layer, weight) for percent, layer, weight in values))
        assert one.low.value == pytest.approx(low.value)
        assert one.low.high == pytest.approx(low.high)
        assert one.not_applicable == len(facts) - len(values)
        assert 0 < (one.mean.high or 0) - (one.mean.low or 0) < 40


def test_ten_best_ratings_of_a_criterion_are_no_certainty_and_most_intervals_hold_the_truth() -> None:
    """Eight criteria with two hundred contacts; ten of them are reviewed again and again."""
    random, chances = Random(4), (0.6, 0.7, 0.8, 0.85, 0.9, 0.9, 0.95, 0.97)
    log = [[100.0 * (random.random() < chance) for chance in chances] for _ in range(200)]
    truth = [mean(contact[place] for contact in log) for place in range(8)]
    held = 0
    for _ in range(60):
        drawn = [
            a_fact(
                1, 90.0, layer="all", weight=20.0, answers=tuple(Answered(str(at), one) for at, one in enumerate(each))
            )
            for each in random.sample(log, 10)
        ]
        for one in by_criterion(drawn):
            assert (one.mean.low, one.mean.high) != (100, 100)
            held += (one.mean.low or 0) <= truth[int(one.criterion)] <= (one.mean.high or 0)
    assert held / 480 >= 0.92


def test_nothing_reviewed_is_a_result_too() -> None:
    judged = known([], to_rank=5)
    assert scores([], judged).final.value is None
    assert by_criterion([]) == []
