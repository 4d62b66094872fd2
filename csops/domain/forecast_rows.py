"""The rows of forecasts: each open interval ahead at its local time, with mean, percentiles and the two guesses."""

from datetime import UTC, datetime, timedelta

import numpy as np

from csops.domain.predictions import ForecastRow, Horizon, Method
from csops.domain.replay import Replay
from csops.domain.slots import Slots, start_of

_TWICE_MINUTES = 60


def rows_of(replay: Replay, zone: str) -> tuple[ForecastRow, ...]:
    """By origin, then by time. An hour that the clocks skip has no row, one that they repeat has two."""
    rows: list[ForecastRow] = []
    for which, first in enumerate(replay.origins):
        origin = start_of(replay.slots, first, 0, zone)
        for ahead in range(replay.days):
            slots = np.flatnonzero(replay.open[which, ahead]).tolist()
            times = _times(replay.slots, first + ahead, slots, zone)
            rows += [_row(replay, (which, ahead, slot), origin=origin, time=time) for slot, time in times]
    return tuple(rows)


def _times(slots: Slots, day: int, open_slots: list[int], zone: str) -> list[tuple[int, datetime]]:
    midnight, next_midnight = start_of(slots, day, 0, zone), start_of(slots, day + 1, 0, zone)
    plain = [(slot, midnight + timedelta(minutes=slot * slots.every_minutes)) for slot in open_slots]
    if midnight.utcoffset() == next_midnight.utcoffset() or slots.every_minutes > _TWICE_MINUTES:
        return plain
    found = [(slot, each) for slot, time in plain for each in _existing(time)]
    return sorted(found, key=lambda pair: pair[1].astimezone(UTC))


def _row(replay: Replay, cell: tuple[int, int, int], *, origin: datetime, time: datetime) -> ForecastRow:
    p = replay.percentiles[cell].tolist()
    return ForecastRow(
        origin=origin,
        time=time,
        mean=float(replay.mean[cell]),
        p2_5=p[0],
        p5=p[1],
        p10=p[2],
        p25=p[3],
        p50=p[4],
        p75=p[5],
        p90=p[6],
        p95=p[7],
        p97_5=p[8],
        seasonal_naive=_known(float(replay.guesses[Method.SEASONAL_NAIVE][cell])),
        slot_mean_8w=_known(float(replay.guesses[Method.SLOT_MEAN_8W][cell])),
        method=replay.methods[cell[0]][_horizon_of(cell[1])],
    )


def _horizon_of(ahead: int) -> Horizon:
    if ahead == 0:
        return Horizon.DAY
    return Horizon.WEEK if ahead < Horizon.WEEK.days else Horizon.MONTH


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _existing(time: datetime) -> tuple[datetime, ...]:
    """The instants with that local time: none when the clocks skip it, two when they are set back."""
    again = time.replace(fold=1)
    if time.utcoffset() == again.utcoffset():
        return (time,)
    back = time.astimezone(UTC).astimezone(time.tzinfo)
    return (time, again) if back.replace(tzinfo=None) == time.replace(tzinfo=None) else ()
