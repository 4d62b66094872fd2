"""Prediction intervals: negative binomial, as wide as past errors were, calibrated on them (numpy)."""

from dataclasses import dataclass

import numpy as np

from csops.domain.negative_binomial import cumulative, quantiles
from csops.domain.predictions import PERCENTILES
from csops.domain.slots import Numbers

LEVELS = np.array(PERCENTILES) / 100
_UNKNOWN_CV2 = 0.25**2
_TRUSTED_ORIGINS = 6
_PRIOR_ORIGINS = 4.0


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How uncertain forecasts are: variance f + c2 f^2, and the level to ask the distribution for, per percentile."""

    c2: float
    levels: Numbers

    def around(self, means: Numbers) -> Numbers:
        """The percentiles (columns) around each mean (rows), in contacts."""
        return quantiles(means, c2=self.c2, levels=self.levels)


def spread_from(actual: Numbers, forecast: Numbers, *, origins: int) -> Spread:
    """The spread that past errors show.

    c2 is what is left of the squared errors after Poisson noise. The levels are where the past counts fell in their own
    distributions (conformal): asking for these covers as often as promised. Few origins say little, so that c2 then is
    held to a wide one and the levels to their names.

    Args:
        actual: counts that came.
        forecast: what had been forecast for them.
        origins: how many forecasts they come from.
    """
    share = min(origins / _TRUSTED_ORIGINS, 1.0) if len(actual) else 0.0
    excess = (
        (((actual - forecast) ** 2 - forecast).sum()) / max(float((forecast**2).sum()), 1e-9) if len(actual) else 0.0
    )
    c2 = share * max(float(excess), 0.0) + (1 - share) * _UNKNOWN_CV2
    if not len(actual) or share < 1:
        return Spread(c2=c2, levels=LEVELS)
    fell = np.quantile(cumulative(actual, forecast, c2=c2), LEVELS)
    trust = origins / (origins + _PRIOR_ORIGINS)
    return Spread(c2=c2, levels=np.clip(trust * fell + (1 - trust) * LEVELS, 0.0005, 0.9995))


def error_quantiles(actual: Numbers, forecast: Numbers) -> Numbers:
    """Past errors (actual - forecast) at each percentile: the intervals of the two guesses; zeros without a past."""
    return np.quantile(actual - forecast, LEVELS) if len(actual) else np.zeros(len(LEVELS))
