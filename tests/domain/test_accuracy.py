"""Measures of forecasts, by hand-made and published numbers."""

import numpy as np
import pytest

from csops.domain import accuracy, backtest
from csops.domain.negative_binomial import cumulative, normal_quantile, quantiles


def test_wape_and_bias_are_shares_of_what_came() -> None:
    came, said = np.array([10.0, 20.0]), np.array([12.0, 17.0])
    assert accuracy.wape(came, said) == pytest.approx(5 / 30)
    assert accuracy.bias(came, said) == pytest.approx(-1 / 30)


def test_nothing_came_and_there_is_no_share() -> None:
    assert accuracy.wape(np.zeros(3), np.ones(3)) is None


def test_pinball_punishes_the_side_that_the_level_guards() -> None:
    quantile = np.array([[10.0]])
    assert accuracy.pinball(np.array([14.0]), quantile, (0.95,)) == pytest.approx(3.8)
    assert accuracy.pinball(np.array([6.0]), quantile, (0.95,)) == pytest.approx(0.2)


def test_without_rows_there_is_no_quantile_loss() -> None:
    assert accuracy.pinball(np.zeros(0), np.zeros((0, 1)), (0.5,)) is None


def test_bounds_belong_to_their_interval() -> None:
    came = np.array([1.0, 2.0, 3.0, 9.0])
    assert accuracy.coverage(came, np.full(4, 1.0), np.full(4, 3.0)) == 0.75


@pytest.mark.parametrize(
    ("mean", "share"), [(0.5, 1.21), (1, 0.74), (2, 0.54), (5, 0.35), (10, 0.25), (20, 0.18), (50, 0.11), (100, 0.08)]
)
def test_the_noise_floor_is_that_of_the_reference_page(mean: float, share: float) -> None:
    # forecasting-and-staffing.md, section 6, rounded there to whole per cent
    assert accuracy.noise_floor_wape(np.array([mean])) == pytest.approx(share, abs=0.006)


def test_the_scale_sees_only_weeks_before_the_origin() -> None:
    counts = np.array([[float(day // 7)] for day in range(21)])
    counts[14:] = 100.0
    assert accuracy.weekly_naive_scale(counts, 14) == (1.0, 1.0)


def test_a_series_that_never_changes_has_no_scale() -> None:
    assert accuracy.weekly_naive_scale(np.ones((30, 2)), 30) == (None, None)


def test_the_seasonal_naive_has_a_mase_of_one_on_its_own_scale() -> None:
    generator = np.random.default_rng(3)
    counts = generator.poisson(20, size=(28, 24)).astype(float)
    scale = accuracy.weekly_naive_scale(counts, 28)
    mase, rmsse = accuracy.scaled_errors(counts[None, 7:], counts[None, :-7], np.ones((1, 21, 24), dtype=bool), [scale])
    assert mase == pytest.approx(1.0)
    assert rmsse == pytest.approx(1.0)


@pytest.mark.parametrize(("share", "z"), [(0.975, 1.959964), (0.5, 0.0), (0.1, -1.281552), (0.999, 3.090232)])
def test_normal_quantiles_are_those_of_the_tables(share: float, z: float) -> None:
    assert normal_quantile(np.array([share]))[0] == pytest.approx(z, abs=2e-5)


@pytest.mark.parametrize(("mean", "c2"), [(0.4, 0.0), (3.0, 0.1), (25.0, 0.02), (80.0, 0.01), (300.0, 0.05)])
def test_percentiles_are_those_of_drawn_counts(mean: float, c2: float) -> None:
    generator = np.random.default_rng(5)
    rates = generator.gamma(1 / c2, mean * c2, 200_000) if c2 else np.full(200_000, mean)
    drawn = np.quantile(generator.poisson(rates), [0.1, 0.5, 0.9])
    found = quantiles(np.array([mean]), c2=c2, levels=np.array([0.1, 0.5, 0.9]))[0]
    assert np.abs(found - drawn).max() <= max(0.75, 0.01 * mean)


def test_the_share_below_a_percentile_is_its_level() -> None:
    means = np.array([0.7, 5.0, 40.0, 59.0, 61.0, 500.0])
    for level in (0.6, 0.9, 0.975):
        counts = quantiles(means, c2=0.03, levels=np.array([level]))[:, 0]
        assert cumulative(counts, means, c2=0.03) == pytest.approx(np.full(6, level), abs=2e-3)


def test_what_is_still_to_come_is_no_count() -> None:
    days = np.asarray([[3.0], [4.0]])
    np.testing.assert_array_equal(backtest.came(days, [0, 1], 2)[:, :, 0], [[3, 4], [4, np.nan]])
