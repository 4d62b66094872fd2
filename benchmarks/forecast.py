"""Forecasts against the eight-week slot mean written plainly with pandas: `python benchmarks/forecast.py`.

Processor time, the best of some tries. The forecasting libraries of the extra `rivals` make one forecast of four weeks
from the same two years each, where they are installed; benchmarks/protocol.py tells how good they are.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as csops itself does

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.rivals import Told, cpu_s, installed
from csops.domain.counting import counted
from csops.domain.forecast import forecast, rolling
from csops.domain.slots import slots_from
from csops.domain.volume import Series

ZONE = "Europe/Berlin"
HOURS = 2 * 365 * 24
ORIGINS = 12
HORIZON_DAYS = 28
CONTACTS = 1_000_000


def main() -> None:
    series = two_years()
    frame = as_frame(series)
    rival_once = best_s(lambda: slot_mean(frame, origin=frame["time"].max() + pd.Timedelta(hours=1)))
    rival_many = best_s(lambda: rival_backtest(frame), times=1)
    show(
        "one forecast, method chosen among eight, 672 hours",
        best_s(lambda: forecast(series, origins=0)),
        rival_once,
        0.05,
    )
    backtest_s = best_s(lambda: rolling(series, origins=ORIGINS))
    show("12-origin backtest, two years by the hour", backtest_s, rival_many, 2.0)
    show_rivals(series, backtest_s=backtest_s)
    print(f"  the same forecast with scores of 50 days and 24 weeks: {best_s(lambda: forecast(series), times=1):.3f} s")
    moments, missed = a_million()
    ours = best_s(lambda: counted(moments, missed=missed, zone=ZONE, every_minutes=30))
    show("1,000,000 contacts into half hours", ours, best_s(lambda: pandas_counts(moments), times=1), 1.0)


def show(what: str, ours_s: float, rival_s: float, limit_s: float) -> None:
    verdict = "within" if ours_s <= limit_s else "OVER"
    print(f"{what}: {ours_s:.3f} s; pandas {rival_s:.3f} s; ratio {ours_s / rival_s:.2f}; {verdict} {limit_s} s")


def show_rivals(series: Series, *, backtest_s: float) -> None:
    """One forecast of each library, its first left out as it compiles; twelve of them beside our whole backtest."""
    slots = slots_from(series)
    told = Told(
        first_day=slots.first_day,
        every_minutes=slots.every_minutes,
        counts=slots.counts,
        ahead=np.ones((HORIZON_DAYS, slots.per_day), dtype=bool),
        country=None,
        holidays=(),
    )
    for name, rival in installed():
        if rival is None:
            print(f"  {name} is not installed: not measured")
            continue
        rival(told)
        began = cpu_s()
        rival(told)
        taken = cpu_s() - began
        print(f"  {name}: {taken:.2f} s for one; twelve take {ORIGINS * taken / backtest_s:.0f} times our backtest")


def best_s(run: Callable[[], object], *, times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def two_years() -> Series:
    generator = np.random.default_rng(1)
    start = int(datetime(2023, 1, 2, tzinfo=UTC).timestamp())
    hour = np.arange(HOURS)
    mean = (3 + 3 * np.sin(hour % 24 / 24 * np.pi)) * (1 + 0.3 * (hour // 24 % 7 < 2))
    return Series(
        zone=ZONE,
        every_minutes=60,
        starts_s=tuple((start + 3600 * hour).tolist()),
        offered=tuple(generator.poisson(mean).astype(float).tolist()),
    )


def as_frame(series: Series) -> pd.DataFrame:
    times = pd.to_datetime(list(series.starts_s), unit="s", utc=True).tz_convert(ZoneInfo(ZONE))
    return pd.DataFrame({"time": times, "count": series.offered})


def slot_mean(frame: pd.DataFrame, *, origin: pd.Timestamp) -> pd.Series:
    """The rival: the mean of the same hour of the week over eight weeks, for every hour of four weeks."""
    past = frame[(frame["time"] < origin) & (frame["time"] >= origin - pd.Timedelta(weeks=8))]
    means = past.groupby([past["time"].dt.day_of_week, past["time"].dt.hour])["count"].mean()
    future = pd.date_range(origin, periods=24 * HORIZON_DAYS, freq="h")
    return pd.Series([means.loc[(each.weekday(), each.hour)] for each in future], index=future)


def rival_backtest(frame: pd.DataFrame) -> list[pd.Series]:
    end = frame["time"].max() + pd.Timedelta(hours=1)
    return [slot_mean(frame, origin=end - pd.Timedelta(days=HORIZON_DAYS + 7 * each)) for each in range(ORIGINS)]


def a_million() -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(2)
    start = int(datetime(2023, 1, 2, tzinfo=UTC).timestamp())
    moments = start + np.sort(generator.integers(0, 2 * 365 * 86_400, CONTACTS))
    return moments * 1_000_000, generator.random(CONTACTS) < 0.1


def pandas_counts(moments: np.ndarray) -> pd.Series:
    local = pd.to_datetime(moments, unit="us", utc=True).tz_convert(ZoneInfo(ZONE))
    return pd.Series(1, index=local).resample("30min").sum()


if __name__ == "__main__":
    main()
