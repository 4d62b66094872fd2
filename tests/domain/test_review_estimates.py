"""Means and shares of samples of reviews, and how far they may be off."""

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain import review_estimates
from csops.domain.proportions import wilson
from csops.domain.review_estimates import Estimate, Row, Spread, pooled, tallied
from csops.domain.student import t_of

SCORES = st.lists(st.floats(0, 100, allow_subnormal=False), min_size=1, max_size=30)


def drawn(value: float, layer: object = None, weight: float = 1.0) -> Row:
    return (value, layer, weight)


def mean_of(rows: Sequence[Row], *, spread: Spread | None = None) -> Estimate:
    return review_estimates.mean_of(tallied(rows), spread=spread)


def share_of(rows: Sequence[Row]) -> Estimate:
    return review_estimates.share_of(tallied(rows))


def ends(found: Estimate) -> tuple[float, float, float]:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return found.value, found.low, found.high


def width(found: Estimate) -> float:
    _value, low, high = ends(found)
    return high - low


def test_a_plain_mean_has_the_interval_of_student() -> None:
    values = [80.0, 90.0, 100.0, 70.0, 85.0]
    found = mean_of([drawn(value) for value in values])
    reach = t_of(4, confidence=0.95) * stdev(values) / sqrt(5)
    assert found.value == pytest.approx(85)
    assert ends(found) == pytest.approx((85, 85 - reach, min(100, 85 + reach)))
    assert (found.n, found.stands_for) == (5, 5)


def test_a_stratified_mean_is_that_of_the_textbook() -> None:
    # Cochran, Sampling Techniques, 5.3 and 5.4: weights N_h / N, variance of each stratum with its correction.
    first = [drawn(value, "a", 100 / 4) for value in (60.0, 70.0, 80.0, 90.0)]
    second = [drawn(value, "b", 300 / 3) for value in (90.0, 95.0, 100.0)]
    found = mean_of([*first, *second])
    assert found.value == pytest.approx((100 * 75 + 300 * 95) / 400)
    within = pooled(tallied([*first, *second]))
    assert within is not None
    variance = (100**2 * (1 - 4 / 100) / 4 + 300**2 * (1 - 3 / 300) / 3) * within.variance / 400**2
    assert found.low == pytest.approx(90 - t_of(5, confidence=0.95) * sqrt(variance))
    assert found.stands_for == pytest.approx(400)


def test_what_was_reviewed_whole_leaves_no_doubt() -> None:
    found = mean_of([drawn(50.0, "a", 1.0), drawn(100.0, "a", 1.0)])
    assert (found.value, found.low, found.high) == (75, 75, 75)


def test_five_perfect_scores_are_not_taken_for_certainty() -> None:
    perfect = [drawn(100.0)] * 5
    assert mean_of(perfect).low == 100
    found = mean_of(perfect, spread=Spread(variance=400, freedom=40))
    reach = t_of(24, confidence=0.95) * sqrt(20 * 400 / 24 / 5)
    assert found.low == pytest.approx(100 - reach)
    assert found.high == 100


def test_one_review_has_an_interval_only_beside_others() -> None:
    assert mean_of([drawn(80.0)]).low is None
    found = mean_of([drawn(80.0)], spread=Spread(variance=100, freedom=12))
    assert found.low == pytest.approx(80 - t_of(12, confidence=0.95) * 10)


def test_nothing_has_no_mean_and_no_share() -> None:
    assert mean_of([]).value is None
    assert share_of([]).value is None


def test_a_share_of_equal_weights_has_the_interval_of_wilson() -> None:
    found = share_of([drawn(1.0, "a", 7.0)] * 81 + [drawn(0.0, "a", 7.0)] * 182)
    assert (found.low, found.high) == (wilson(81, 263).low, wilson(81, 263).high)
    assert ends(found)[1:] == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_unequal_weights_are_worth_fewer_reviews() -> None:
    equal = share_of([drawn(1.0)] * 6 + [drawn(0.0)] * 6)
    unequal = share_of([drawn(1.0, "a", 1.0)] * 6 + [drawn(0.0, "b", 1.0)] * 5 + [drawn(0.0, "c", 20.0)])
    assert width(unequal) > width(equal)


@given(SCORES, SCORES)
def test_a_mean_lies_within_its_interval_and_the_scale(first: list[float], second: list[float]) -> None:
    rows = [drawn(value, "a", 9.0) for value in first] + [drawn(value, "b", 3.0) for value in second]
    found = mean_of(rows, spread=Spread(variance=50, freedom=9))
    value, low, high = ends(found)
    assert 0 <= low <= value + 1e-9
    assert value - 1e-9 <= high <= 100
    weighted = (9 * sum(first) + 3 * sum(second)) / (9 * len(first) + 3 * len(second))
    assert value == pytest.approx(weighted)


@given(SCORES)
def test_the_order_of_reviews_does_not_matter(values: list[float]) -> None:
    one, other = mean_of([drawn(each) for each in values]), mean_of([drawn(each) for each in reversed(values)])
    assert one.value == pytest.approx(other.value)
    assert one.value == pytest.approx(mean(values))
    assert (one.low is None) == (len(values) == 1)


@given(st.lists(st.tuples(st.booleans(), st.floats(1, 50)), min_size=1, max_size=40))
def test_a_share_lies_within_its_interval(rows: list[tuple[bool, float]]) -> None:
    found = share_of([drawn(float(hit), "x", weight) for hit, weight in rows])
    value, low, high = ends(found)
    assert 0 <= low <= value + 1e-9
    assert value - 1e-9 <= high <= 1


def test_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    """A thousand samples of five reviews; `benchmarks/review_intervals.py` prints more, beside the textbook's."""
    random = Random(3)
    people = [[0.0 if random.random() < 0.05 else 100 - random.choice((0, 0, 5, 10, 20, 30, 45)) for _ in range(210)]]
    people += [[0.0 if random.random() < 0.05 else 90 - random.choice((0, 0, 5, 10, 20, 30, 45)) for _ in range(210)]]
    people += [[0.0 if random.random() < 0.05 else 80 - random.choice((0, 0, 5, 10, 20, 30, 45)) for _ in range(210)]]
    held = tried = 0
    for _ in range(1000):
        samples = [random.sample(one, 5) for one in people]
        before = [[*random.choices(one, k=20), *new] for one, new in zip(people, samples, strict=True)]
        spread = pooled(tallied(drawn(value, at) for at, values in enumerate(before) for value in values))
        for values, new in zip(people, samples, strict=True):
            _value, low, high = ends(mean_of([drawn(value, "p", 42.0) for value in new], spread=spread))
            held += low <= mean(values) <= high
            tried += 1
    assert 0.93 <= held / tried <= 0.98
