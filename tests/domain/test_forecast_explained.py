"""A forecast explains itself: parts that sum up to it, and what won by how much."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from csops.domain.explanations import summed, won
from csops.domain.forecast import forecast
from csops.domain.forecast_explained import parts_by_day
from csops.domain.predictions import Horizon, Method, Part
from csops.domain.slots import slots_from, with_closures
from csops.domain.volume import EventDays, Series

FIRST = date(2024, 1, 1)


def _series(*, days: int = 500, per_day: int = 1, **values: object) -> Series:
    rng = np.random.default_rng(5)
    start = int(datetime.combine(FIRST, datetime.min.time(), tzinfo=UTC).timestamp())
    shape = (1.2, 1.0, 1.0, 0.9, 1.1, 0.4)
    places = [(day, slot) for day in range(days) if day % 7 < 6 for slot in range(per_day)]
    season = [1 + 0.3 * np.cos(2 * np.pi * day / 365.25) for day in range(days)]
    plain = Series(
        zone="UTC",
        every_minutes=1440 // per_day,
        starts_s=tuple(start + 86_400 * day + 86_400 // per_day * slot for day, slot in places),
        offered=tuple(float(rng.poisson(60 / per_day * shape[day % 7] * season[day])) for day, _ in places),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("per_day", [1, 4])
def test_the_parts_of_every_day_sum_up_to_its_forecast(per_day: int) -> None:
    ahead = FIRST + timedelta(days=505)
    series = _series(per_day=per_day, events=(EventDays(name="Sale", days=(ahead,), effect=1.5),))
    made = forecast(series, origins=0, explain=True)
    said: dict[date, float] = {}
    for row in made.rows:
        said[row.time.date()] = said.get(row.time.date(), 0.0) + row.mean
    assert set(made.parts) == set(said)
    for day, parts in made.parts.items():
        assert sum(parts.values()) == pytest.approx(said[day], abs=1e-9)
    assert made.parts[ahead][Part.EVENT] == pytest.approx(said[ahead] / 3)
    assert [day for day, parts in made.parts.items() if Part.EVENT in parts] == [ahead]


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("per_day", [1, 4])
def test_every_method_can_be_split_without_a_rest(method: Method, per_day: int) -> None:
    """The level of a method is that of a week: were it only what is left, weekdays would not cancel out."""
    slots = with_closures(slots_from(_series(per_day=per_day)), closed_days=(), holidays=(), horizon_days=28)
    opened = np.repeat((slots.weekdays(slots.days + np.arange(28)) < 6)[:, None], per_day, axis=1)
    found = parts_by_day(slots, slots.days, opened=opened, chosen=dict.fromkeys(Horizon, method))
    levels = {round(parts[Part.LEVEL], 6) for parts in found.values()}
    assert len(levels) == 1
    by_weekday: dict[int, float] = {}
    for day, parts in found.items():
        by_weekday.setdefault(day.weekday(), parts.get(Part.WEEKDAY, 0.0))
    assert abs(sum(by_weekday.values())) < 0.02 * sum(levels)
    monday, saturday = by_weekday[0], by_weekday[5]
    assert monday > 0 > saturday


def test_a_season_is_told_once_a_year_of_it_was_seen() -> None:
    slots = with_closures(slots_from(_series()), closed_days=(), holidays=(), horizon_days=28)
    chosen = dict.fromkeys(Horizon, Method.REGRESSION)
    found = parts_by_day(slots, slots.days, opened=np.ones((28, 1), dtype=bool), chosen=chosen)
    assert all(parts[Part.SEASON] < 0 for day, parts in found.items() if day.weekday() < 5)


def test_two_weeks_of_history_explain_themselves_too() -> None:
    made = forecast(_series(days=14), origins=0, explain=True)
    assert made.parts
    assert won(made.tried[Horizon.DAY]) is None


def test_what_won_is_told_beside_the_next_and_the_naive_guess() -> None:
    found = won({Method.MIX: 9.3, Method.REGRESSION: 10.0, Method.SEASONAL_NAIVE: 14.0})
    assert found is not None
    assert (found.method, found.runner_up, found.is_naive) == (Method.MIX, Method.REGRESSION, False)
    assert found.nearer_than_next == pytest.approx(0.07)
    assert found.nearer_than_naive == pytest.approx(1 - 9.3 / 14)
    naive = won({Method.SEASONAL_NAIVE: 5.0, Method.MIX: 6.0})
    assert naive is not None
    assert naive.is_naive
    assert won({Method.MIX: 0.0, Method.SEASONAL_NAIVE: 0.0}) is not None


def test_days_sum_up_to_weeks_part_by_part() -> None:
    total = summed([{Part.LEVEL: 10.0, Part.EVENT: 3.0}, {Part.LEVEL: 12.0}])
    assert total == {Part.LEVEL: 22.0, Part.EVENT: 3.0}
