"""Events and days left out: what they do to a forecast, and that nothing after an origin is seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from csops.domain.forecast import forecast, rolling
from csops.domain.forecast_events import measured_effects
from csops.domain.forecast_past import Past
from csops.domain.histories import MeasuredEffect
from csops.domain.predictions import Horizon
from csops.domain.slots import slots_from
from csops.domain.volume import EventDays, Series

FIRST = date(2025, 9, 1)
DAYS = 182
LAST = FIRST + timedelta(days=DAYS - 1)


def _daily(counts: list[float], **values: object) -> Series:
    start = int(datetime.combine(FIRST, datetime.min.time(), tzinfo=UTC).timestamp())
    plain = Series(
        zone="UTC",
        every_minutes=1440,
        starts_s=tuple(start + 86_400 * day for day in range(len(counts))),
        offered=tuple(counts),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def _usual(*, mean: float = 60, seed: int = 1) -> list[float]:
    rng = np.random.default_rng(seed)
    by_weekday = [1.2, 1.0, 1.0, 0.9, 1.1, 0.4, 0.4]
    return [float(rng.poisson(mean * by_weekday[day % 7])) for day in range(DAYS)]


def _days(*places: int) -> tuple[date, ...]:
    return tuple(FIRST + timedelta(days=place) for place in places)


def _effect(series: Series, *, name: str = "sale") -> MeasuredEffect:
    slots = slots_from(series)
    return measured_effects(Past(slots=slots, origins=np.array([slots.days]), horizon_days=1))[0][name]


def test_a_day_left_out_changes_the_forecast_as_if_it_had_never_been_logged() -> None:
    counts = _usual()
    wild = [*counts]
    wild[170] = 2000.0
    without = forecast(_daily(counts, unlearned=_days(170)), origins=0)
    left_out = forecast(_daily(wild, unlearned=_days(170)), origins=0)
    assert [row.mean for row in left_out.rows] == [row.mean for row in without.rows]
    assert [row.mean for row in forecast(_daily(wild), origins=0).rows] != [row.mean for row in left_out.rows]


def test_a_day_left_out_is_not_taken_for_a_closed_one() -> None:
    slots = slots_from(_daily(_usual(), unlearned=_days(170)))
    assert slots.unknown[170]
    assert np.isnan(slots.came[170]).all()


def test_the_effect_of_an_event_is_measured_on_its_earlier_days() -> None:
    counts = _usual(mean=400)
    for place in (40, 82, 124):
        counts[place] *= 1.5
    found = _effect(_daily(counts, events=(EventDays(name="Sale", days=_days(40, 82, 124)),)))
    assert found.days == 3
    assert found.factor == pytest.approx(1.5, abs=0.12)
    assert found.low95 < 1.5 < found.high95
    assert found.low95 > 1.2


def test_one_small_day_moves_an_effect_less_than_many_busy_ones() -> None:
    few = _usual(mean=3)
    few[40] = 9.0
    expected_few = _effect(_daily(few, events=(EventDays(name="Sale", days=_days(40)),)))
    raw = expected_few.came / expected_few.expected
    assert 1 < expected_few.factor < raw
    assert expected_few.low95 < 1


def test_an_event_to_come_multiplies_its_day_by_what_was_measured() -> None:
    counts = _usual()
    for place in (40, 82, 124):
        counts[place] *= 1.5
    past_days, ahead = _days(40, 82, 124), LAST + timedelta(days=9)
    plain = forecast(_daily(counts, events=(EventDays(name="Sale", days=past_days),)), origins=0)
    events = (EventDays(name="Sale", days=past_days), EventDays(name=" sale".strip(), days=(ahead,)))
    with_sale = forecast(_daily(counts, events=events), origins=0)
    factor = _effect(_daily(counts, events=events)).factor
    for usual, row in zip(plain.rows, with_sale.rows, strict=True):
        expected = usual.mean * factor if row.time.date() == ahead else usual.mean
        assert row.mean == pytest.approx(expected)


def test_an_assumed_effect_is_used_as_it_is_typed() -> None:
    counts, ahead = _usual(), LAST + timedelta(days=9)
    plain = {row.time.date(): row.mean for row in forecast(_daily(counts), origins=0).rows}
    events = (EventDays(name="Sale", days=(ahead,), effect=1.3),)
    turned = {row.time.date(): row.mean for row in forecast(_daily(counts, events=events), origins=0).rows}
    assert turned[ahead] == pytest.approx(1.3 * plain[ahead])


def test_an_event_never_seen_changes_nothing_but_the_doubt() -> None:
    counts, ahead = _usual(), LAST + timedelta(days=9)
    plain = {row.time.date(): row for row in forecast(_daily(counts), origins=0).rows}
    events = (EventDays(name="Sale", days=(ahead,)),)
    turned = {row.time.date(): row for row in forecast(_daily(counts, events=events), origins=0).rows}
    assert turned[ahead].mean == pytest.approx(plain[ahead].mean)
    assert turned[ahead].p90 - turned[ahead].p10 > 1.3 * (plain[ahead].p90 - plain[ahead].p10)


def test_past_events_do_not_raise_the_usual_level() -> None:
    counts = _usual()
    wild = [*counts]
    for place in (150, 157, 164, 171):
        wild[place] *= 4
    days = _days(150, 157, 164, 171)
    made = forecast(_daily(wild, events=(EventDays(name="Sale", days=days),)), origins=0)
    without = forecast(_daily(counts, unlearned=days), origins=0)
    assert [row.mean for row in made.rows] == pytest.approx([row.mean for row in without.rows])


def test_a_backtest_measures_an_event_only_from_days_before_its_origin() -> None:
    counts = _usual()
    sales = _days(40, 82, 124, 166)
    for place in (40, 82, 124, 166):
        counts[place] *= 1.5
    events = (EventDays(name="Sale", days=sales),)
    whole = rolling(_daily(counts, events=events), horizon_days=7, origins=6)
    for origin in sorted({row.origin for row in whole.rows}):
        place = (origin.date() - FIRST).days
        cut = forecast(_daily(counts[:place], events=events), horizon_days=7, origins=0)
        assert [row.mean for row in whole.rows if row.origin == origin] == pytest.approx([row.mean for row in cut.rows])


def test_a_backtest_counts_days_of_events_and_leaves_out_days_that_are_not_learned_from() -> None:
    counts = _usual()
    plain = rolling(_daily(counts), horizon_days=7, origins=6).scores
    on_event = rolling(_daily(counts, events=(EventDays(name="Sale", days=_days(170)),)), horizon_days=7, origins=6)
    left_out = rolling(_daily(counts, unlearned=_days(170)), horizon_days=7, origins=6)
    slots = [each[Horizon.WEEK].scores.slots for each in (plain, on_event.scores, left_out.scores)]
    assert slots == [42, 42, 41]


def test_a_history_of_events_alone_is_a_defined_result() -> None:
    series = _daily([5.0] * 40, events=(EventDays(name="Sale", days=_days(*range(40))),))
    made = forecast(series, origins=0)
    assert all(np.isfinite(row.mean) for row in made.rows)
