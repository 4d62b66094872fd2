"""Forecasts of volume: choose by backtest, forecast with intervals, replay the past; import it lazily (numpy)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from csops.domain.backtest import ENOUGH_DAYS
from csops.domain.errors import OutOfRange
from csops.domain.forecast_explained import parts_by_day
from csops.domain.forecast_holidays import public_holidays
from csops.domain.forecast_rows import rows_of
from csops.domain.predictions import Forecast, Horizon, HorizonScores, Method, Part
from csops.domain.replay import Replay, holiday_scores, replayed, scores_of
from csops.domain.slots import Flags, Slots, slots_from, start_of, with_closures
from csops.domain.volume import Series, zone_named

LONGEST_HORIZON_DAYS = 366
MOST_ORIGINS = 1000
_DAILY_ORIGINS = 50


def forecast(
    series: Series,
    *,
    horizon_days: int = 28,
    origin: date | None = None,
    origins: int = 12,
    holidays: str | None = None,
    closed_days: Collection[date] = (),
    open_intervals: Sequence[datetime] | None = None,
    explain: bool = False,
) -> Forecast:
    """The forecast of the days after the series, one method per horizon chosen by backtest alone.

    Args:
        series: offered volume, calendar-indexed.
        horizon_days: 1 to 366.
        origin: the first day to forecast (default: the day after the last of the series); nothing from it on is seen.
        origins: how many past forecasts, a week apart, the scores of one and four weeks rest on; those of one day rest
            on 50, a day apart. 0: choose and forecast, without scores.
        holidays: country code of the public holidays (as `US`); those on which the series has been closed stay closed.
        closed_days: own closed days: past ones explain what follows them, future ones get no rows.
        open_intervals: aware starts of the future intervals to forecast; default: the pattern of the last eight weeks.
        explain: whether to tell what makes up each day (`Forecast.parts`).

    Raises:
        OutOfRange: horizon, origins or origin outside their limits.
        NotUnderstood: a series with nothing in it, or a country that is not known.
    """
    _check(horizon_days, origins, least_origins=0)
    slots = slots_from(series)
    last = slots.days if origin is None else slots.index_of(origin)
    if not 1 <= last <= slots.days + LONGEST_HORIZON_DAYS:
        raise OutOfRange(
            field="origin", value=origin, right=f"Take a day after {slots.first_day}, within a year of the data"
        )
    slots = _until(slots, last, holidays=holidays, closed_days=closed_days, horizon_days=horizon_days)
    opened = None if open_intervals is None else _opened(slots, last, horizon_days, open_intervals, series.zone)
    ahead = replayed(slots, [last], days=horizon_days, opened=opened, to_score=False)
    past = _past_replays(slots, horizon_days, origins)
    scores = {horizon: _scored(ahead, past[horizon], horizon) for horizon in ahead.methods[-1] if horizon in past}
    made = _as_forecast(
        ahead,
        scores,
        series,
        origins=max((each.scores.origins for key, each in scores.items() if key is not Horizon.DAY), default=0),
    )
    return replace(made, parts=_parts(ahead, made)) if explain else made


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

    The last origin lies so that its whole horizon is known, the others `step_days` apart before it; days with nothing
    open are no origins when the step is a day. Nothing from an origin on is seen by its choice of method, its forecast
    or its intervals. Fewer origins come back where the history is too short. Arguments and errors as `forecast`.
    """
    _check(horizon_days, origins, least_origins=1)
    if not 1 <= step_days <= LONGEST_HORIZON_DAYS:
        raise OutOfRange(field="step", value=step_days, right=f"Take 1 to {LONGEST_HORIZON_DAYS} days")
    slots = slots_from(series, train_from=train_from)
    slots = _until(slots, slots.days, holidays=holidays, closed_days=closed_days, horizon_days=horizon_days)
    days = _origin_days(slots, horizon_days, origins, step_days)
    if not days:
        raise OutOfRange(
            field="history",
            value=f"{slots.days} days",
            right=f"A backtest over {horizon_days} days takes at least {horizon_days + 8}",
        )
    replay = replayed(slots, days, days=horizon_days)
    scores = {horizon: _scored(replay, replay, horizon) for horizon in replay.methods[-1]}
    return _as_forecast(replay, scores, series, origins=len(days))


def _check(horizon_days: int, origins: int, *, least_origins: int) -> None:
    if not 1 <= horizon_days <= LONGEST_HORIZON_DAYS:
        raise OutOfRange(field="horizon", value=f"{horizon_days} days", right=f"Take 1 to {LONGEST_HORIZON_DAYS} days")
    if not least_origins <= origins <= MOST_ORIGINS:
        raise OutOfRange(field="origins", value=origins, right=f"Take {least_origins} to {MOST_ORIGINS}")


def _until(slots: Slots, last: int, *, holidays: str | None, closed_days: Collection[date], horizon_days: int) -> Slots:
    """The slots before day `last`, with unseen days in between as unknown, and the closures known beforehand."""
    cut = slots.until(last)
    public = public_holidays(holidays, cut.first_day, cut.day(cut.days + horizon_days)) if holidays else {}
    return with_closures(cut, closed_days=closed_days, holidays=public, horizon_days=horizon_days)


def _past_replays(slots: Slots, horizon_days: int, origins: int) -> dict[Horizon, Replay]:
    if not origins:
        return {}
    found: dict[Horizon, Replay] = {}
    daily = _origin_days(slots, 1, max(origins, _DAILY_ORIGINS), 1)
    if daily:
        found[Horizon.DAY] = replayed(slots, daily, days=1)
    for horizon in (Horizon.WEEK, Horizon.MONTH):
        weekly = _origin_days(slots, horizon.days, origins, 7) if horizon_days > 1 else []
        if weekly and (horizon is Horizon.WEEK or horizon_days > Horizon.WEEK.days):
            found[horizon] = replayed(slots, weekly, days=horizon.days)
    return found


def _origin_days(slots: Slots, horizon_days: int, origins: int, step_days: int) -> list[int]:
    opened = slots.open
    latest = slots.days - horizon_days
    while latest > 0 and not opened[latest]:
        latest -= 1
    days = [day for day in range(latest, 7, -step_days) if step_days > 1 or opened[day]]
    return sorted(days[:origins])


def _scored(chosen: Replay, replay: Replay, horizon: Horizon) -> HorizonScores:
    scores, naive, mean8 = scores_of(replay, horizon)
    return HorizonScores(
        horizon=horizon,
        method=chosen.methods[-1][horizon],
        enough=chosen.origins[-1] >= ENOUGH_DAYS and scores.origins > 0,
        scores=scores,
        seasonal_naive=naive,
        slot_mean_8w=mean8,
        tried=chosen.errors[horizon],
        holidays=holiday_scores(replay, horizon),
    )


def _parts(ahead: Replay, made: Forecast) -> Mapping[date, Mapping[Part, float]]:
    """What makes up each day; an hour that the clocks repeat is in its level."""
    found = parts_by_day(ahead.slots, ahead.origins[-1], opened=ahead.open[-1], chosen=ahead.methods[-1])
    said: dict[date, float] = {}
    for row in made.rows:
        said[row.time.date()] = said.get(row.time.date(), 0.0) + row.mean
    return {
        day: {**parts, Part.LEVEL: parts[Part.LEVEL] + said[day] - sum(parts.values())}
        for day, parts in found.items()
        if day in said
    }


def _as_forecast(replay: Replay, scores: dict[Horizon, HorizonScores], series: Series, *, origins: int) -> Forecast:
    return Forecast(
        origin=start_of(replay.slots, replay.origins[-1], 0, series.zone),
        rows=rows_of(replay, series.zone),
        chosen=replay.methods[-1],
        methods=tuple(Method),
        scores=scores,
        origins=origins,
        enough=replay.origins[-1] >= ENOUGH_DAYS,
        history_days=replay.origins[-1],
        left_out=series.left_out,
        tried=replay.errors,
    )


def _opened(slots: Slots, first: int, days: int, intervals: Sequence[datetime], zone: str) -> Flags:
    """Days ahead x slots: True where an interval begins."""
    opened = np.zeros((days, slots.per_day), dtype=bool)
    named = zone_named(zone)
    start = slots.day(first)
    for each in intervals:
        local = each.astimezone(named)
        ahead = (local.date() - start) // timedelta(days=1)
        if 0 <= ahead < days:
            opened[ahead, (local.hour * 60 + local.minute) // slots.every_minutes] = True
    return opened
