"""How scores differ from those before."""

from dataclasses import replace

import pytest

from csops.domain.review_changes import change_of
from csops.domain.review_estimates import NOTHING, Estimate, shares_of


def share(hits: int, n: int) -> Estimate:
    return shares_of([(n, 1.0)], [hits])[0]


def test_two_shares_differ_as_in_the_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17, p. 875, table II, method 10.
    found = change_of(share(56, 70), share(48, 80), too_few=20)
    assert found.amount == pytest.approx(0.2)
    assert found.low == pytest.approx(0.0524, abs=5e-5)
    assert found.high == pytest.approx(0.3339, abs=5e-5)
    assert found.is_clear


def test_the_interval_comes_of_both_ends_of_both_means() -> None:
    now = Estimate(value=90, low=82, high=95, n=30)
    before = Estimate(value=80, low=74, high=83, n=20)
    found = change_of(now, before, too_few=20)
    assert found.amount == 10
    assert found.low == pytest.approx(10 - (8**2 + 3**2) ** 0.5)
    assert found.high == pytest.approx(10 + (5**2 + 6**2) ** 0.5)
    back = change_of(before, now, too_few=20)
    assert back.amount == -10
    assert back.low == pytest.approx(-10 - 61**0.5)
    assert back.high == pytest.approx(-10 + 73**0.5)


def test_of_too_few_nothing_is_clear() -> None:
    now, before = Estimate(value=100, low=99, high=100, n=30), Estimate(value=50, low=49, high=51, n=19)
    assert not change_of(now, before, too_few=20).is_clear
    assert not change_of(before, now, too_few=20).is_clear
    assert change_of(now, before, too_few=19).is_clear
    assert not change_of(now, replace(before, value=99.5, low=99, high=100), too_few=1).is_clear, "it may be chance"
    for one, other in ((now, NOTHING), (NOTHING, now), (now, replace(before, low=None))):
        found = change_of(one, other, too_few=1)
        assert (found.too_few, found.low, found.is_clear) == (True, None, False)
