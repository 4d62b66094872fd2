"""Forecasts of volume: choose by backtest, forecast with intervals, replay the past; import it lazily (numpy)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from csops.domain.predictions import Forecast
from csops.domain.volume import Series


def forecast(
    series: Series,
    *,
    horizon_days: int = 28,
    origin: date | None = None,
    origins: int = 12,
    holidays: str | None = None,
    closed_days: Collection[date] = (),
    open_intervals: Sequence[datetime] | None = None,
) -> Forecast:
    """The forecast of the days after the series, one method per horizon chosen by backtest alone.

    Args:
        series: offered volume, calendar-indexed.
        horizon_days: 1 to 366.
        origin: the first day to forecast (default: the day after the last of the series); nothing from it on is seen.
        origins: how many past origins the choice and the scores of one and four weeks rest on, a week apart.
        holidays: country code of the public holidays (as `US`); days on which the series has been closed stay closed.
        closed_days: own closed days, past ones explain what follows them, future ones get no rows.
        open_intervals: aware starts of the future intervals to forecast; default: the pattern of the last eight weeks.

    Raises:
        OutOfRange: horizon, origins or origin outside their limits.
        NotUnderstood: a series with nothing in it, or a country that is not known.
    """
    raise NotImplementedError


def rolling(
    series: Series,
    *,
    horizon_days: int = 28,
    origins: int = 12,
    step_days: int = 7,
    train_from: date | None = None,
    holidays: str | None = None,
    closed_days: Collection[date] = (),
) -> Forecast:
    """The forecasts that would have been made at past origins, scored against what came.

    Nothing from an origin on is seen by its choice of method, its forecast or its intervals. Rows only for intervals
    that the series has. Arguments and errors as `forecast`.
    """
    raise NotImplementedError
