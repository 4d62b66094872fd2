"""A forecast split into what makes it up: level, weekday, season, events ...; the parts sum up exactly (numpy)."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from csops.domain.forecast_effects import GROUPS, future_effects
from csops.domain.forecast_events import effects_ahead
from csops.domain.forecast_methods import (
    MIXED,
    day_fit,
    faded,
    predictions,
    recent_level,
    regression_days,
    weighted_means,
)
from csops.domain.forecast_past import Past
from csops.domain.predictions import Horizon, Method, Part
from csops.domain.slots import Flags, Numbers, Slots

_WEEK_DAYS = 7
_NEAR = 1e-6
_EFFECTS = (Part.WEEKDAY, Part.MONTH, Part.SEASON, Part.CLOSED)
# Parts of one method: days ahead each.
_Split = dict[Part, Numbers]


def parts_by_day(
    slots: Slots, origin: int, *, opened: Flags, chosen: Mapping[Horizon, Method]
) -> dict[date, dict[Part, float]]:
    """Return the parts of each day that is forecast from `origin` on, with the method that was chosen for it.

    A regression multiplies its effects; the parts are what each adds to those before it, in the order of `Part`. What a
    mix says is the mean of its methods, and so are its parts.

    Args:
        slots: the series, known up to the origin.
        origin: first day to forecast.
        opened: days ahead x slots that are forecast.
        chosen: the method of each horizon.
    """
    # A week at least: the level is that of a whole week.
    days = max(len(opened), _WEEK_DAYS)
    past = Past(slots=slots, origins=np.asarray([origin], dtype=np.int64), horizon_days=days)
    made, factor = predictions(past), effects_ahead(past)[0][0]
    shown = np.concatenate([opened, np.zeros((days - len(opened), opened.shape[1]), dtype=bool)])
    split = {method: _split(past, method, made, shown) for method in set(chosen.values())}
    found: dict[date, dict[Part, float]] = {}
    for ahead in np.flatnonzero(opened.any(axis=1)).tolist():
        parts = {part: float(each[ahead]) for part, each in split[chosen[_horizon(ahead, chosen)]].items()}
        usual = sum(parts.values())
        parts[Part.EVENT] = usual * float(factor[ahead]) - usual
        found[slots.day(origin + ahead)] = {
            part: parts.get(part, 0.0) for part in Part if parts.get(part) or part is Part.LEVEL
        }
    return found


def _horizon(ahead: int, chosen: Mapping[Horizon, Method]) -> Horizon:
    wanted = Horizon.DAY if ahead == 0 else Horizon.WEEK if ahead < Horizon.WEEK.days else Horizon.MONTH
    return wanted if wanted in chosen else max(chosen, key=lambda each: each.days)


def _split(past: Past, method: Method, made: Mapping[Method, Numbers], shown: Flags) -> _Split:
    if method is Method.MIX:
        each = [_split(past, one, made, shown) for one in MIXED]
        return {part: np.mean([split.get(part, np.zeros(len(shown))) for split in each], axis=0) for part in Part}
    said = np.where(shown, np.nan_to_num(made[method][0]), 0.0).sum(axis=1)
    if method in {Method.REGRESSION, Method.REGRESSION_LEVEL}:
        split = _regression(past, shown, with_level=method is Method.REGRESSION_LEVEL)
    elif method is Method.WEIGHTED_LEVEL:
        split = _weighted(past, shown)
    else:
        split = _level_and_weekday(past, made[method][0], said)
    return _exact(split, said)


def _exact(split: _Split, said: Numbers) -> _Split:
    """The same parts where they make up what was said; a day of which the method knew nothing is level alone."""
    total = np.sum(list(split.values()), axis=0)
    is_near = np.abs(total - said) <= _NEAR * np.maximum(np.abs(said), 1.0)
    exact = {part: np.where(is_near, each, 0.0) for part, each in split.items()}
    exact[Part.LEVEL] = exact[Part.LEVEL] + said - np.sum(list(exact.values()), axis=0)
    return exact


def _regression(past: Past, shown: Flags, *, with_level: bool) -> _Split:
    weights, coefficients, fitted = day_fit(past)
    effects, usual = future_effects(past)[0], past.usually_open[0]
    share = np.where(shown, past.profile[0, past.future_weekday[0]], 0.0).sum(axis=1)
    by_weekday = np.exp(np.clip(coefficients[0, :_WEEK_DAYS], -20, 20))
    level = float(by_weekday[usual].mean() if usual.any() else by_weekday.mean())
    split: _Split = {Part.LEVEL: level * share}
    running = np.log(level) * np.ones(len(shown))
    for part in _EFFECTS:
        columns = GROUPS[part.value]
        effect = effects[:, columns] @ coefficients[0, columns]
        after = effect if part is Part.WEEKDAY else running + effect
        split[part] = (np.exp(after) - np.exp(running)) * share
        running = after
    if with_level:
        plain, levelled = regression_days(past, weights, coefficients, fitted)
        split[Part.LAST_DAYS] = (levelled[0] - plain[0]) * share
    return split


def _weighted(past: Past, shown: Flags) -> _Split:
    means = weighted_means(past)
    usual = np.nan_to_num(past.by_weekday(means)[0])
    said = np.where(shown, usual, 0.0).sum(axis=1)
    level = faded(past, recent_level(past, np.nansum(means, axis=2)[:, past.weekday]))[0]
    return {**_level_and_weekday(past, usual, said), Part.LAST_DAYS: said * (level - 1)}


def _level_and_weekday(past: Past, values: Numbers, said: Numbers) -> _Split:
    """The mean of a usual week, and what the day differs from it; `values`: days ahead x slots."""
    first_week = np.nan_to_num(values[:_WEEK_DAYS]) * past.pattern[0][past.future_weekday[0, :_WEEK_DAYS]]
    is_open = past.usually_open[0][past.future_weekday[0, :_WEEK_DAYS]]
    level = float(first_week.sum(axis=1)[is_open].mean()) if is_open.any() else 0.0
    there = said != 0
    return {Part.LEVEL: np.where(there, level, 0.0), Part.WEEKDAY: np.where(there, said - level, 0.0)}
