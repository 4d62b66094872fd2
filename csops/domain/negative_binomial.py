"""The negative binomial distribution of counts with variance f + c2 f^2, made continuous between the counts (numpy)."""

import numpy as np

from csops.domain.slots import Numbers

_EXACT_UP_TO = 60.0
_LEAST_MEAN = 1e-6


def cumulative(counts: Numbers, means: Numbers, *, c2: float) -> Numbers:
    """The share of the distribution below each count, half of the count itself included (mid-distribution).

    Args:
        counts: what came, one per mean.
        means: expected counts, above 0.
        c2: square of the coefficient of variation that is added to Poisson noise.

    Means up to 60: exact, for the mean rounded to a quarter of a per cent. Above that the gamma of the same mean and
    variance, in the approximation of Wilson and Hilferty (1931, Proc. Natl. Acad. Sci. 17, p. 684), within .002 there.
    """
    means = np.maximum(means, _LEAST_MEAN)
    shares = np.empty_like(means)
    small = means <= _EXACT_UP_TO
    shares[~small] = _normal_share(_to_normal(counts[~small], means[~small], c2))
    if small.any():
        # One table row serves all means within a quarter of a per cent: thousands come from a backtest.
        unique, rows = np.unique(np.round(np.log(means[small]) * 400) / 400, return_inverse=True)
        table = _table(np.exp(unique), c2)
        at = np.clip(counts[small] + 0.5, 0.0, table.shape[1] - 1.0)
        low = np.minimum(at.astype(np.int64), table.shape[1] - 2)
        part = at - low
        shares[small] = table[rows, low] * (1 - part) + table[rows, low + 1] * part
    return shares


def quantiles(means: Numbers, *, c2: float, levels: Numbers) -> Numbers:
    """The counts below which the shares `levels` lie, not rounded, never below 0. Rows: means, columns: levels."""
    means = np.maximum(means, _LEAST_MEAN)
    found = np.empty((len(means), len(levels)))
    small = means <= _EXACT_UP_TO
    found[~small] = _from_normal(normal_quantile(levels)[None, :], means[~small][:, None], c2)
    if small.any():
        unique, back = np.unique(means[small], return_inverse=True)
        table = _table(unique, c2)
        found[small] = np.array([np.interp(levels, row, np.arange(len(row)) - 0.5) for row in table])[back]
    return np.maximum(found, 0.0)


def _table(means: Numbers, c2: float) -> Numbers:
    """Rows: means; column k: the share below the count k (0 in the first)."""
    longest = float(np.max(means))
    size = int(longest + 9 * np.sqrt(longest + c2 * longest**2) + 15)
    count = np.arange(1, size)
    f = means[:, None]
    if c2 < 1e-9:
        ratios, nothing = f / count, np.exp(-means)
    else:
        r = 1.0 / c2
        ratios, nothing = (count - 1 + r) / count * f / (r + f), np.exp(r * np.log(r / (r + means)))
    share = nothing[:, None] * np.cumprod(np.concatenate([np.ones_like(f), ratios], axis=1), axis=1)
    return np.concatenate([np.zeros_like(f), np.minimum(np.cumsum(share, axis=1), 1.0)], axis=1)


def _to_normal(counts: Numbers, means: Numbers, c2: float) -> Numbers:
    k = means / (1 + c2 * means)
    return np.asarray(3 * np.sqrt(k) * (np.cbrt(np.maximum(counts, 0.0) / means) - 1 + 1 / (9 * k)))


def _from_normal(z: Numbers, means: Numbers, c2: float) -> Numbers:
    k = means / (1 + c2 * means)
    return np.asarray(means * np.maximum(1 - 1 / (9 * k) + z / (3 * np.sqrt(k)), 0.0) ** 3)


def _normal_share(z: Numbers) -> Numbers:
    return np.interp(z, _Z, _SHARE)


def normal_quantile(shares: Numbers) -> Numbers:
    """The standard normal quantile of each share, which is kept within 1 in 10^6 of both ends."""
    return np.interp(np.clip(shares, 1e-6, 1 - 1e-6), _SHARE, _Z)


def _normal_table() -> tuple[Numbers, Numbers]:
    # numpy has no normal distribution function: Simpson's rule on a fine grid is exact to 1e-9.
    z = np.linspace(-8, 8, 3201)
    step = z[1] - z[0]
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    middle = np.exp(-((z[:-1] + step / 2) ** 2) / 2) / np.sqrt(2 * np.pi)
    share = np.concatenate([[0.0], np.cumsum((density[:-1] + 4 * middle + density[1:]) * step / 6)])
    return z, share


_Z, _SHARE = _normal_table()
