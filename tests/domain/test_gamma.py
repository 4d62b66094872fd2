"""How far a rate may be from what is expected."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csops.domain.errors import OutOfRange
from csops.domain.gamma import factor_at, share_below


@given(st.floats(min_value=0, max_value=30))
def test_with_a_doubt_of_one_it_is_exponential(factor: float) -> None:
    assert share_below(factor, cv=1) == pytest.approx(1 - math.exp(-factor), abs=1e-12)


@given(st.floats(min_value=0, max_value=10))
def test_with_two_degrees_it_is_erlang(factor: float) -> None:
    x = 2 * factor
    assert share_below(factor, cv=0.5**0.5) == pytest.approx(1 - math.exp(-x) * (1 + x), abs=1e-12)


@pytest.mark.parametrize("cv", [0.05, 0.25, 0.8, 2.0])
def test_it_agrees_with_what_is_drawn(cv: float) -> None:
    drawn = np.random.default_rng(1).gamma(1 / cv**2, cv**2, size=200_000)
    for share in (0.05, 0.5, 0.9):
        assert (drawn <= factor_at(share, cv=cv)).mean() == pytest.approx(share, abs=0.004)


@given(st.floats(min_value=0.01, max_value=0.99), st.floats(min_value=0.01, max_value=2))
@example(share=0.01171875, cv=2.0)
def test_a_factor_is_that_of_its_share(share: float, cv: float) -> None:
    assert share_below(factor_at(share, cv=cv), cv=cv) == pytest.approx(share, abs=1e-9)


def test_without_doubt_it_is_what_is_expected() -> None:
    assert factor_at(0.95, cv=0) == 1
    assert (share_below(0.99, cv=0), share_below(1, cv=0)) == (0, 1)


def test_what_cannot_be_is_refused() -> None:
    for share, cv in ((0.0, 1.0), (1.0, 1.0), (0.5, -1.0)):
        with pytest.raises(OutOfRange):
            factor_at(share, cv=cv)
    with pytest.raises(OutOfRange):
        share_below(-1, cv=1)
