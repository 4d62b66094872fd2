"""What holds of every coefficient of agreement, and what is said where there is none."""

import math
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.agreement import (
    Agreement,
    cohen_kappa,
    fisher_exact,
    fleiss_kappa,
    gwet_ac,
    icc,
    krippendorff_alpha,
    p_chart,
    percent_agreement,
    sample_size,
    selection_rates,
    u_chart,
)
from csops.domain.errors import CsopsError, NotUnderstood, OutOfRange, UnknownName
from csops.domain.intraclass import FORMS
from csops.domain.krippendorff import LEVELS
from csops.domain.ratings import WEIGHTS, weight_of_all, weights_between

Rows = Sequence[Sequence[float | None]]
COEFFICIENTS: dict[str, Callable[[Rows], Agreement]] = {
    "fleiss": fleiss_kappa,
    "ac1": gwet_ac,
    "ac2": partial(gwet_ac, weights="quadratic"),
    **{level: partial(krippendorff_alpha, level=level) for level in LEVELS},
    **{form: partial(icc, form=form) for form in FORMS},
}
rated = st.none() | st.integers(1, 5)
tables = st.integers(2, 4).flatmap(lambda raters: st.lists(st.tuples(*[rated] * raters), min_size=2, max_size=8))
whole_tables = st.integers(2, 4).flatmap(
    lambda raters: st.lists(st.tuples(*[st.integers(1, 5)] * raters), min_size=2, max_size=8)
)


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(tables)
def test_the_order_of_units_and_raters_does_not_matter(name: str, rows: Rows) -> None:
    turned = [list(reversed(row)) for row in reversed(rows)]
    found, other = COEFFICIENTS[name](rows), COEFFICIENTS[name](turned)
    assert found.undefined == other.undefined
    assert (found.units, found.raters) == (other.units, other.raters)
    if found.value is not None and other.value is not None:
        assert found.value == pytest.approx(other.value, abs=1e-9)
        assert found.value <= 1 + 1e-12


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=8), st.integers(2, 4))
def test_who_all_agree_agree_wholly_or_it_cannot_be_told(name: str, said: list[int], raters: int) -> None:
    found = COEFFICIENTS[name]([[one] * raters for one in said])
    assert found.percent_agreement == 1
    if len(set(said)) == 1:
        assert (found.value, found.undefined) == (None, True)
    else:
        assert found.value == pytest.approx(1)


@given(whole_tables)
def test_alpha_of_two_scales_that_differ_by_a_step_is_the_same(rows: Rows) -> None:
    moved = [[3 * one + 7 for one in row if one is not None] for row in rows]
    found, other = (krippendorff_alpha(each, level="interval").value for each in (rows, moved))
    assert (found is None) == (other is None)
    if found is not None:
        assert found == pytest.approx(other)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_of_raters_in_the_other_order_is_the_same(table: list[list[int]]) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    for weights in ("identity", "linear", "quadratic"):
        one, other = cohen_kappa(table, weights=weights), cohen_kappa(turned, weights=weights)
        assert one.undefined == other.undefined
        if one.value is not None:
            assert one.value == pytest.approx(other.value)
            assert one.standard_error == pytest.approx(other.standard_error, abs=1e-9)


def test_two_who_never_agree_are_below_chance() -> None:
    assert cohen_kappa([[0, 5], [5, 0]]).value == pytest.approx(-1)
    assert (fleiss_kappa([[1, 2], [2, 1]]).value or 0) < 0


def test_a_unit_with_one_rating_tells_nothing() -> None:
    found = krippendorff_alpha([[1, 1, None], [2, 2, 2], [5, None, None]], level="nominal")
    assert (found.units, found.raters, found.value) == (2, 3, 1)


def test_units_that_are_alike_on_the_whole_are_not_divided_by_a_rounding() -> None:
    assert icc([[1, 1, 3], [1, 1, 3]], form="1,k").undefined


@pytest.mark.parametrize("rows", [[], [[]], [[1, None], [None, 2]], [[None, None]]])
def test_without_a_pair_nothing_can_be_told(rows: Rows) -> None:
    for coefficient in (*COEFFICIENTS.values(), percent_agreement):
        found = coefficient(rows)
        assert (found.value, found.percent_agreement, found.undefined) == (None, None, True)


def test_a_table_of_nothing_is_undefined() -> None:
    assert cohen_kappa([[0, 0], [0, 0]]).undefined
    assert cohen_kappa([]).undefined
    assert cohen_kappa([[4, 0], [0, 0]]).undefined


def test_words_have_no_distance() -> None:
    words = [["yes", "yes"], ["no", "yes"], ["no", "no"]]
    assert krippendorff_alpha(words, level="nominal").value is not None
    assert gwet_ac(words).value is not None
    with pytest.raises(NotUnderstood, match="no"):
        krippendorff_alpha(words, level="ordinal")
    with pytest.raises(NotUnderstood, match="no"):
        gwet_ac(words, weights="linear")
    with pytest.raises(NotUnderstood, match="no"):
        icc(words, form="2,1")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda: krippendorff_alpha([[1, 2], [1]], level="nominal"), NotUnderstood),
        (lambda: krippendorff_alpha([[1, "a"]], level="nominal"), NotUnderstood),
        (lambda: krippendorff_alpha([[1, math.nan]], level="nominal"), NotUnderstood),
        (lambda: krippendorff_alpha([[1, -2]], level="ratio"), OutOfRange),
        (lambda: krippendorff_alpha([[1, 2]], level="cubic"), UnknownName),
        (lambda: gwet_ac([[1, 2]], weights="heavy"), UnknownName),
        (lambda: icc([[1, 2]], form="4,1"), UnknownName),
        (lambda: cohen_kappa([[1, 2, 3], [1, 2, 3]]), OutOfRange),
        (lambda: cohen_kappa([[1, -2], [1, 2]]), OutOfRange),
        (lambda: p_chart([], []), OutOfRange),
        (lambda: p_chart([3], [2]), OutOfRange),
        (lambda: u_chart([3], [0]), OutOfRange),
        (lambda: u_chart([3, 1], [2]), OutOfRange),
        (lambda: fisher_exact([[1, 2]]), OutOfRange),
        (lambda: fisher_exact([[1, 2], [3, -4]]), OutOfRange),
        (lambda: fisher_exact([[1, 2], [3, 4]], alternative="other"), UnknownName),
        (lambda: selection_rates([10], [11]), OutOfRange),
        (lambda: selection_rates({"a": 10}, {"b": 1}), OutOfRange),
        (lambda: selection_rates([10, 10], [1]), OutOfRange),
        (lambda: sample_size(-1, margin=0.05), OutOfRange),
        (lambda: sample_size(10, margin=0), OutOfRange),
    ],
)
def test_what_cannot_be_is_refused(wrong: Callable[[], object], error: type[CsopsError]) -> None:
    with pytest.raises(error):
        wrong()


def test_four_fifths_is_a_matter_of_whole_numbers() -> None:
    found = selection_rates({"a": 100, "b": 100, "c": 1000, "d": 0}, {"a": 60, "b": 48, "c": 479})
    assert found.rates == (0.6, 0.48, 0.479, None)
    assert found.below_four_fifths == (False, False, True, False)
    nobody = selection_rates([5, 5], [0, 0])
    assert (nobody.ratios, nobody.below_four_fifths) == ((None, None), (False, False))


@given(*[st.integers(0, 12)] * 4)
def test_both_sides_of_fishers_test_hold_the_table_itself(a: int, b: int, c: int, d: int) -> None:
    table = [[a, b], [c, d]]
    greater, less, both = (fisher_exact(table, alternative=each) for each in ("greater", "less", "two-sided"))
    assert greater + less >= 1
    assert min(greater, less) <= both + 1e-12 <= 1 + 2e-12
    assert fisher_exact([[a, c], [b, d]]) == both


@given(st.integers(1, 100_000), st.floats(0.01, 0.2))
def test_a_sample_is_never_more_than_there_is_and_grows_with_care(population: int, margin: float) -> None:
    size = sample_size(population, margin=margin)
    assert 1 <= size <= population
    assert sample_size(population, margin=margin / 2) >= size
    assert sample_size(population, margin=margin, confidence=0.99) >= size


def test_a_sample_far_from_the_others_is_out() -> None:
    assert p_chart([5, 6, 30, 4], [50, 50, 50, 50]).out == (2,)
    assert u_chart([5, 6, 40, 4], [5, 5, 5, 5]).out == (2,)


@pytest.mark.parametrize("name", ["fleiss", "ac1", "ac2"])
def test_a_scale_of_thousands_is_no_table_of_millions(name: str) -> None:
    rows = [[(unit * 7919 + rater * 13) % 5000 for rater in range(3)] for unit in range(5000)]
    found = COEFFICIENTS[name](rows)
    assert found.units == 5000
    assert found.value is not None
    assert found.value > 0.9 if name == "ac2" else abs(found.value) < 0.01


def test_weights_of_all_pairs_are_those_added_one_by_one() -> None:
    places = [-2.0, 0.0, 0.5, 3.0, 11.0]
    for weights in WEIGHTS:
        weight = weights_between(places, weights)
        one_by_one = math.fsum(weight(one, other) for one in range(5) for other in range(5))
        assert weight_of_all(places, weights) == pytest.approx(one_by_one, rel=1e-12)
