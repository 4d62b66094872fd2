"""The forecasting libraries that csops is held against, each told what csops is told: the past, hours, holidays.

They come from the extra `rivals` of pyproject.toml, which no user installs and the lock does not name. One that is not
installed is left out: `installed` says which are there and which are not.
"""

import importlib.util
import logging
import os
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from csops.domain.predictions import PERCENTILES
from csops.domain.slots import Flags, Numbers, Whole

# statsforecast names its intervals by their level; the median of them is taken to be the mean, as they are symmetric.
_LEVELS = [50, 80, 90, 95]
_BANDS = ("lo-95", "lo-90", "lo-80", "lo-50", "mean", "hi-50", "hi-80", "hi-90", "hi-95")
_SAMPLES = 300
_SEEN_IN = 0.5
_MONTH_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that a method may know at an origin.

    `counts`: days before the origin x slots of a day, NaN closed. `ahead`: days from the origin on x slots, True where
    a forecast is wanted. `holidays`: public ones, those to come included; none when nothing was said of them.
    """

    first_day: date
    every_minutes: int
    counts: Numbers
    ahead: Flags
    country: str | None
    holidays: Collection[date]

    @cached_property
    def dates(self) -> list[date]:
        """Every day of the past and of the horizon."""
        return [self.first_day + timedelta(days=day) for day in range(len(self.counts) + len(self.ahead))]

    @cached_property
    def week(self) -> Flags:
        """Weekdays x slots: what is usually open, and whatever is to be forecast."""
        weekday = np.array([day.weekday() for day in self.dates])
        past, coming = weekday[: len(self.counts)], weekday[len(self.counts) :]
        usual = np.zeros((7, self.counts.shape[1]), dtype=bool)
        for each in range(7):
            days = self.counts[past == each]
            usual[each] = (~np.isnan(days)).mean(axis=0) >= _SEEN_IN if len(days) else False
            usual[each] |= self.ahead[coming == each].any(axis=0)
        return usual

    @cached_property
    def cells(self) -> tuple[Whole, Whole]:
        """Day and slot of each interval that is usually open, the past first, in their order."""
        opened = self.week[[day.weekday() for day in self.dates]]
        day, slot = np.nonzero(opened)
        return day.astype(np.int64), slot.astype(np.int64)

    @cached_property
    def past_cells(self) -> int:
        """How many of the cells lie before the origin."""
        return int((self.cells[0] < len(self.counts)).sum())

    @cached_property
    def steady(self) -> Numbers:
        """The past without holes, so that no weekday is shifted: a closed interval holds what a week before held."""
        filled = self.counts.copy()
        usual = np.nansum(filled, axis=0) / np.maximum((~np.isnan(filled)).sum(axis=0), 1)
        for place in range(len(filled)):
            before = filled[place - 7] if place >= 7 else usual
            filled[place] = np.where(np.isnan(filled[place]), before, filled[place])
        day, slot = (each[: self.past_cells] for each in self.cells)
        return np.asarray(np.nan_to_num(filled[day, slot]))

    def laid_out(self, values: Numbers) -> Numbers:
        """Put the values of the cells ahead on their days and slots; more than one value each as a last axis."""
        day, slot = (each[self.past_cells :] for each in self.cells)
        out = np.full((*self.ahead.shape, *values.shape[1:]), np.nan)
        out[day - len(self.counts), slot] = np.maximum(values, 0.0)
        return out


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a rival says: days ahead x slots, and the percentiles with a last axis of nine; None where it has none."""

    mean: Numbers
    percentiles: Numbers | None = None


Rival = Callable[[Told], Said]


def _seasons(told: Told) -> list[int]:
    """How many cells a day and a week have; the day is left out where days differ in length."""
    lengths = told.week.sum(axis=1)
    opened = lengths[lengths > 0]
    week = int(lengths.sum())
    return [int(opened[0]), week] if len(set(opened.tolist())) == 1 and opened[0] > 1 else [week]


def _from_levels(told: Told, found: Mapping[str, Numbers]) -> Said:
    return Said(
        mean=told.laid_out(np.asarray(found["mean"])),
        percentiles=told.laid_out(np.stack([found[name] for name in _BANDS], axis=1)),
    )


def mstl(told: Told) -> Said:
    """Several seasons taken off by loess, the rest by ETS."""
    from statsforecast.models import MSTL

    ahead = len(told.cells[0]) - told.past_cells
    return _from_levels(told, MSTL(season_length=_seasons(told)).forecast(y=told.steady, h=ahead, level=_LEVELS))


def theta(told: Told) -> Said:
    """Theta, the season of a week taken off before."""
    from statsforecast.models import Theta

    ahead = len(told.cells[0]) - told.past_cells
    return _from_levels(told, Theta(season_length=_seasons(told)[-1]).forecast(y=told.steady, h=ahead, level=_LEVELS))


def auto_ets(told: Told) -> Said:
    """ETS of day totals, shared out by the profile of eight weeks: no season above 24 steps is possible in it."""
    from statsforecast.models import AutoETS

    day, slot = told.cells
    past = day < len(told.counts)
    totals = np.bincount(day[past], weights=told.steady, minlength=len(told.counts))
    opened = [any(row) for row in told.week.tolist()]
    kept = [place for place, each in enumerate(told.dates) if opened[each.weekday()]]
    before = [place for place in kept if place < len(told.counts)]
    found = AutoETS(season_length=sum(opened)).forecast(y=totals[before], h=max(len(kept) - len(before), 1))
    weekday = np.array([each.weekday() for each in told.dates])
    recent = past & (day >= len(told.counts) - 56)
    shares = np.zeros(told.week.shape)
    np.add.at(shares, (weekday[day[recent]], slot[recent]), told.steady[recent[: told.past_cells]])
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-9)
    mean = np.full(told.ahead.shape, np.nan)
    for place, total in zip(kept[len(before) :], found["mean"], strict=False):
        mean[place - len(told.counts)] = np.maximum(total, 0.0) * shares[weekday[place]]
    return Said(mean=mean)


def prophet(told: Told) -> Said:
    """Prophet as it comes, with the country's holidays; percentiles of 300 samples."""
    import pandas as pd
    from prophet import Prophet

    logging.getLogger("cmdstanpy").disabled = True  # it speaks of every fit, whatever its level was before the import
    day, slot = told.cells
    times = pd.Timestamp(told.first_day) + pd.to_timedelta((day * 1440 + slot * told.every_minutes), unit="min")
    model = Prophet(uncertainty_samples=_SAMPLES)
    if told.country:
        model.add_country_holidays(told.country)
    past = told.past_cells
    counts = told.counts[day[:past], slot[:past]]
    model.fit(pd.DataFrame({"ds": times[:past], "y": counts}).dropna())
    coming = pd.DataFrame({"ds": times[past:]})
    samples = model.predictive_samples(coming)["yhat"]
    around = np.percentile(samples, PERCENTILES, axis=1).T
    return Said(mean=told.laid_out(samples.mean(axis=1)), percentiles=told.laid_out(around))


def boosted_trees(told: Told) -> Said:
    """scikit-learn's histogram boosting: Poisson for the mean, quantile loss for each percentile."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    features = _features(told)
    past = told.past_cells
    day, slot = (each[:past] for each in told.cells)
    counts = told.counts[day, slot]
    usable = ~np.isnan(counts) & (day >= min(_MONTH_DAYS, len(told.counts) // 2))
    seen, counts, coming = features[:past][usable], counts[usable], features[past:]
    mean = HistGradientBoostingRegressor(loss="poisson", random_state=1).fit(seen, counts).predict(coming)
    around = [
        HistGradientBoostingRegressor(loss="quantile", quantile=each / 100, random_state=1)
        .fit(seen, counts)
        .predict(coming)
        for each in PERCENTILES
    ]
    return Said(mean=told.laid_out(mean), percentiles=told.laid_out(np.sort(np.stack(around, axis=1), axis=1)))


def _features(told: Told) -> Numbers:
    """Calendar, holidays, and what the slot held four to twelve weeks before, which is known over the whole horizon."""
    day, slot = told.cells
    weekday = np.array([each.weekday() for each in told.dates])
    in_year = np.array([each.timetuple().tm_yday for each in told.dates])
    in_month = np.array([each.day for each in told.dates])
    holiday = np.array([each in told.holidays for each in told.dates])
    length = max(len(told.counts) + len(told.ahead), 1)
    padded = np.full((length, told.counts.shape[1]), np.nan)
    padded[: len(told.counts)] = told.counts
    back = [np.where(day >= 7 * week, padded[np.maximum(day - 7 * week, 0), slot], np.nan) for week in range(4, 13)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        older = np.nanmean(np.stack(back), axis=0)
    total = np.nansum(padded, axis=1)
    totals = np.where(day >= _MONTH_DAYS, total[np.maximum(day - _MONTH_DAYS, 0)], np.nan)
    columns = [weekday[day], slot, in_year[day], in_month[day], day, holiday[day]]
    columns += [holiday[np.maximum(day - 1, 0)], back[0], older, totals]
    return np.stack([np.asarray(each, dtype=np.float64) for each in columns], axis=1)


RIVALS: Mapping[str, tuple[str, Rival]] = {
    "statsforecast MSTL": ("statsforecast", mstl),
    "statsforecast AutoETS": ("statsforecast", auto_ets),
    "statsforecast Theta": ("statsforecast", theta),
    "Prophet": ("prophet", prophet),
    "boosted trees": ("sklearn", boosted_trees),
}


def installed() -> Iterator[tuple[str, Rival | None]]:
    """Yield every rival by name; None for one whose package is not there."""
    _quiet()
    for name, (package, rival) in RIVALS.items():
        yield name, rival if importlib.util.find_spec(package) else None


def cpu_s() -> float:
    """The processor time of this process and of those that it started (Prophet fits in one of its own)."""
    return sum(os.times()[:4])


def _quiet() -> None:
    os.environ.setdefault("NIXTLA_ID_AS_COL", "1")
    logging.getLogger("prophet.plot").setLevel(logging.CRITICAL)


def version_of(package: str) -> str:
    """The version of an installed package."""
    found: Any = importlib.import_module("importlib.metadata")
    return str(found.version({"sklearn": "scikit-learn"}.get(package, package)))
