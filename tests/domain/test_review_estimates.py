"""Means and shares of samples of reviews, and how far they may be off."""

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import mean, stdev, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain import review_estimates
from csops.domain.proportions import wilson
from csops.domain.review_estimates import Estimate, Row, Spread, Sums, pooled, tallied, usual_variances
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
    of_first = 100**2 * (1 - 4 / 100) / 4 * variance([60, 70, 80, 90])
    of_second = 300**2 * (1 - 3 / 300) / 3 * variance([90, 95, 100])
    freedom = (of_first + of_second) ** 2 / (of_first**2 / 3 + of_second**2 / 2)  # 5.16
    assert 3 < freedom < 4
    assert found.low == pytest.approx(90 - t_of(3, confidence=0.95) * sqrt(of_first + of_second) / 400)
    assert found.stands_for == pytest.approx(400)


def test_where_one_layer_outweighs_the_others_its_own_spread_tells_the_doubt() -> None:
    calm = [drawn(value, layer, 6.0) for layer in "bcdef" for value in (90.0, 92.0, 91.0, 93.0)]
    wild = [drawn(value, "a", 200.0) for value in (30.0, 100.0, 60.0, 95.0)]
    alike = [drawn(value, "a", 200.0) for value in (70.0, 72.0, 71.0, 72.0)]
    by_itself = 800**2 / 4 * variance([30, 100, 60, 95]) / (800 + 120) ** 2
    assert width(mean_of([*wild, *calm])) > 4 * sqrt(by_itself)
    assert width(mean_of([*wild, *calm])) > 5 * width(mean_of([*alike, *calm]))
    known = Spread(variance=4, freedom=200)
    assert width(mean_of([*wild, *calm], spread=known)) > 3 * sqrt(by_itself), "no other people make it sure"


def test_what_is_known_of_the_people_in_a_layer_counts_before_what_is_known_of_everybody() -> None:
    everybody = Spread(variance=25, freedom=300)
    people = [Sums(24, 24 * 80, 24 * 80**2 + 23 * 400, layer="ann"), Sums(1, 80, 80**2, layer="bob")]
    usual = usual_variances(people, everybody)
    assert usual["ann"] == pytest.approx((10 * 25 + 23 * 400) / 33)
    assert usual["bob"] == 25
    of_ann, of_bob = (Sums(1, 80.0, 6400.0, 42.0, "layer", usual[who]) for who in ("ann", "bob"))
    first, other = (review_estimates.mean_of([one], spread=everybody) for one in (of_ann, of_bob))
    assert width(first) > 2 * width(other)


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


UNEQUAL = ((900, 0.6, 0.1), (90, 0.95, 0.0), (90, 0.9, 0.0), (60, 0.85, 0.02), (60, 0.95, 0.0), (30, 0.9, 0.0))
"""Contacts of each person, how often a criterion is met, and how often a critical error zeroes the score."""


def test_nineteen_of_twenty_intervals_hold_the_truth_also_where_one_person_handles_most() -> None:
    """Five reviews of each of six people; `benchmarks/review_intervals.py` prints more, beside the textbook's."""
    random = Random(3)
    people = [
        [0.0 if random.random() < zero else 10.0 * sum(random.random() < met for _ in range(10)) for _ in range(size)]
        for size, met, zero in UNEQUAL
    ]
    truth = sum(map(sum, people)) / sum(map(len, people))
    held = held_of_one = 0
    for _ in range(400):
        samples = [random.sample(one, 5) for one in people]
        year = [[*random.choices(one, k=20), *new] for one, new in zip(people, samples, strict=True)]
        known = tallied(drawn(value, at) for at, values in enumerate(year) for value in values)
        spread, usual = pooled(known), usual_variances(known, pooled(known))
        sums = [
            one._replace(usual=usual[one.layer])
            for one in tallied(
                drawn(value, at, len(everything) / 5)
                for at, (everything, values) in enumerate(zip(people, samples, strict=True))
                for value in values
            )
        ]
        _value, low, high = ends(review_estimates.mean_of(sums, spread=spread))
        held += low <= truth <= high
        for one, everything in zip(sums, people, strict=True):
            _value, low, high = ends(review_estimates.mean_of([one], spread=spread))
            held_of_one += low <= mean(everything) <= high
    assert 0.93 <= held / 400 <= 0.985
    assert 0.93 <= held_of_one / 2400 <= 0.985
