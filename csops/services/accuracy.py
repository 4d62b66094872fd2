"""How good the forecast of a channel has been: past forecasts made again, each seeing only what came before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from csops.domain.channels import Channel
from csops.domain.predictions import Forecast, Horizon, HorizonScores
from csops.domain.volume import DAY_MINUTES
from csops.services.forecast import Log, forecast_of, series_of

HORIZON_DAYS = 28
ORIGINS = 12


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The protocol of one channel, by day: the scores of each horizon, and how many days there were to learn from."""

    channel: Channel
    scores: Mapping[Horizon, HorizonScores]
    history_days: int
    is_enough: bool


def judged(log: Log, channel: Channel) -> Judged:
    """Return how the forecasts of a channel went: arithmetic alone, for a process of its own.

    Raises:
        NotUnderstood: there is nothing to learn from.
    """
    series = series_of(log, channel_ids=(channel.id,), every_minutes=DAY_MINUTES)
    made: Forecast = forecast_of(log, series, horizon_days=HORIZON_DAYS, origins=ORIGINS)
    return Judged(channel=channel, scores=made.scores, history_days=made.history_days, is_enough=made.enough)
