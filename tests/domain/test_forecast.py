"""Forecasts of volume: what is forecast, what is seen, what is said about it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from csops.domain.errors import Missing, NotUnderstood, OutOfRange
from csops.domain.forecast import forecast, rolling
from csops.domain.predictions import PERCENTILES, Forecast, ForecastRow, Horizon, Method
from csops.domain.volume import Series

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2024, 1, 1)
SHAPE = (4.0, 9.0, 14.0, 11.0, 6.0, 8.0, 7.0, 3.0)
WEEK = (1.5, 1.1, 0.9, 0.9, 1.0)


def a_shop(
    weeks: int, *, seed: int = 1, scale: float = 1.0, closed: tuple[date, ...] = (), first: date = MONDAY
) -> Series:
    """Hours 9 to 17 from Monday to Friday, Poisson counts about a weekly pattern."""
    generator = np.random.default_rng(seed)
    starts, counts = [], []
    for day in (first + timedelta(days=each) for each in range(7 * weeks)):
        if day.weekday() < 5 and day not in closed:
            for hour, mean in enumerate(SHAPE, start=9):
                starts.append(int(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).timestamp()))
                counts.append(float(generator.poisson(scale * mean * WEEK[day.weekday()])))
    return Series(zone="Europe/Berlin", every_minutes=60, starts_s=tuple(starts), offered=tuple(counts))


def percentiles(row: ForecastRow) -> list[float]:
    return [row.p2_5, row.p5, row.p10, row.p25, row.p50, row.p75, row.p90, row.p95, row.p97_5]


def totals(found: Forecast) -> dict[date, float]:
    sums: dict[date, float] = {}
    for row in found.rows:
        sums[row.time.date()] = sums.get(row.time.date(), 0.0) + row.mean
    return sums


def test_only_hours_that_are_usually_open_are_forecast() -> None:
    found = forecast(a_shop(10), horizon_days=7, origins=0)
    assert {row.time.weekday() for row in found.rows} == {0, 1, 2, 3, 4}
    assert {row.time.hour for row in found.rows} == set(range(9, 17))
    assert found.origin == datetime(2024, 3, 9, tzinfo=BERLIN)


def test_a_shop_that_reopened_last_week_is_forecast_at_its_usual_hours() -> None:
    away = tuple(MONDAY + timedelta(days=each) for each in range(28, 77))
    found = totals(forecast(a_shop(12, closed=away), horizon_days=7, origins=0))
    assert [day.weekday() for day in found] == [0, 1, 2, 3, 4]


def test_hours_handed_in_are_forecast_instead() -> None:
    saturday = datetime(2024, 3, 16, 10, tzinfo=BERLIN)
    (row,) = forecast(a_shop(10), horizon_days=14, origins=0, open_intervals=[saturday]).rows
    assert row.time == saturday
    assert row.mean > 0
    assert row.seasonal_naive is None


def test_the_week_comes_out_as_it_went_in() -> None:
    found = totals(forecast(a_shop(30), horizon_days=14, origins=0))
    expected = {day: sum(SHAPE) * WEEK[day.weekday()] for day in found}
    assert [found[day] / expected[day] for day in found] == pytest.approx([1.0] * 10, abs=0.15)


def test_percentiles_rise_and_hold_the_mean_between_them() -> None:
    for row in forecast(a_shop(20), horizon_days=28, origins=0).rows:
        assert all(low <= high for low, high in pairwise(percentiles(row)))
        assert 0 <= row.p5 < row.mean < row.p95
    assert len(PERCENTILES) == 9


def test_the_naive_guesses_stand_beside_every_row() -> None:
    series = a_shop(10)
    first = forecast(series, horizon_days=7, origins=0).rows[0]
    mondays = series.offered[0::40]
    assert first.seasonal_naive == mondays[-1]
    assert first.slot_mean_8w == pytest.approx(sum(mondays[-8:]) / 8)


def test_a_closed_day_a_week_before_makes_the_guess_look_one_more_week_back() -> None:
    closed = MONDAY + timedelta(weeks=9)
    series = a_shop(10, closed=(closed,))
    assert forecast(series, horizon_days=7, origins=0).rows[0].seasonal_naive == series.offered[8 * 40]


def test_closed_and_missing_days_do_not_shift_the_weekdays() -> None:
    closed = tuple(MONDAY + timedelta(days=each) for each in (9, 24, 38, 53))
    found = totals(forecast(a_shop(12, closed=closed), horizon_days=7, origins=0))
    assert max(found, key=lambda day: found[day]).weekday() == 0


def test_nothing_after_an_origin_is_seen() -> None:
    honest = rolling(a_shop(20), horizon_days=7, origins=3)
    cut = honest.rows[0].origin
    series = a_shop(20)
    changed = tuple(
        count if start < cut.timestamp() else count * 9 + 50
        for start, count in zip(series.starts_s, series.offered, strict=True)
    )
    altered = rolling(
        Series(zone=series.zone, every_minutes=60, starts_s=series.starts_s, offered=changed), horizon_days=7, origins=3
    )
    assert [row for row in altered.rows if row.origin == cut] == [row for row in honest.rows if row.origin == cut]


def test_a_replayed_forecast_is_the_one_that_would_have_been_made() -> None:
    series = a_shop(20)
    replayed = rolling(series, horizon_days=7, origins=2)
    origin = replayed.rows[0].origin
    then = forecast(series, horizon_days=7, origin=origin.date(), origins=0)
    for before, after in zip(then.rows, (row for row in replayed.rows if row.origin == origin), strict=True):
        assert before.mean == pytest.approx(after.mean)
        assert percentiles(before) == pytest.approx(percentiles(after))


def test_origins_lie_a_step_apart_and_know_their_whole_horizon() -> None:
    found = rolling(a_shop(30), horizon_days=28, origins=5, step_days=7)
    origins = sorted({row.origin for row in found.rows})
    assert [later.date() - earlier.date() for earlier, later in pairwise(origins)] == [timedelta(days=7)] * 4
    assert origins[-1].date() + timedelta(days=28) <= MONDAY + timedelta(weeks=30)
    assert found.origins == 5


def test_origins_a_day_apart_are_days_on_which_something_is_open() -> None:
    found = rolling(a_shop(20), horizon_days=1, origins=50, step_days=1)
    assert found.scores[Horizon.DAY].scores.origins == 50
    assert {row.origin.weekday() for row in found.rows} == {0, 1, 2, 3, 4}


def test_the_choice_is_never_worse_than_the_naive_guess_on_a_steady_series() -> None:
    for horizon, each in rolling(a_shop(40, scale=3), horizon_days=28, origins=8).scores.items():
        ours, naive = each.scores.mase, each.seasonal_naive.mase
        assert ours is not None
        assert naive is not None
        assert ours <= 1.02 * naive, horizon


def test_intervals_cover_about_what_they_promise() -> None:
    each = rolling(a_shop(60, scale=3), horizon_days=1, origins=100, step_days=1).scores[Horizon.DAY].scores
    assert each.coverage80 == pytest.approx(0.80, abs=0.06)
    assert each.coverage95 == pytest.approx(0.95, abs=0.03)


def test_the_day_after_a_closed_day_is_forecast_higher_once_it_has_been_seen_to_be() -> None:
    closed = tuple(MONDAY + timedelta(days=each) for each in (30, 65, 94, 129, 163, 195))
    series = a_shop(28, scale=20, closed=closed)
    after = {each + timedelta(days=1) for each in closed}
    raised = tuple(
        count * (1.5 if datetime.fromtimestamp(start, BERLIN).date() in after else 1.0)
        for start, count in zip(series.starts_s, series.offered, strict=True)
    )
    following = date(2024, 7, 18)  # a Thursday, a usual one unless the day before it is known to be closed
    shop = Series(zone=series.zone, every_minutes=60, starts_s=series.starts_s, offered=raised)
    usual = totals(forecast(shop, horizon_days=14, origins=0))
    told = totals(forecast(shop, horizon_days=14, origins=0, closed_days=[following - timedelta(days=1)]))
    assert following - timedelta(days=1) not in told
    assert told[following] > 1.2 * usual[following]


def test_holidays_on_which_the_shop_has_been_closed_get_no_rows() -> None:
    closed = (date(2024, 3, 29), date(2024, 4, 1), date(2024, 5, 1), date(2024, 5, 9), date(2024, 5, 20))
    found = forecast(a_shop(38, closed=closed), horizon_days=21, origins=0, holidays="DE")
    assert date(2024, 10, 3) not in totals(found)
    assert date(2024, 10, 4) in totals(found)


def test_holidays_on_which_the_shop_has_been_open_are_forecast() -> None:
    found = forecast(a_shop(38), horizon_days=21, origins=0, holidays="DE")
    assert date(2024, 10, 3) in totals(found)


def test_public_holidays_are_scored_apart() -> None:
    found = rolling(a_shop(30), horizon_days=28, origins=8, holidays="DE").scores[Horizon.MONTH]
    assert found.holidays is not None
    # Easter Monday, 1 May, Ascension Day and Whit Monday of 2024, each once or more among eight origins.
    assert found.holidays.slots % len(SHAPE) == 0
    assert 0 < found.holidays.slots < found.scores.slots / 5
    assert rolling(a_shop(30), horizon_days=28, origins=8).scores[Horizon.MONTH].holidays is None


def test_a_history_under_six_weeks_is_said_to_be_not_enough() -> None:
    found = forecast(a_shop(4), horizon_days=28)
    assert not found.enough
    assert all(not each.enough for each in found.scores.values())
    assert found.rows


def test_little_history_makes_intervals_wide() -> None:
    thin, rich = (forecast(a_shop(weeks, scale=10), horizon_days=7, origins=0) for weeks in (3, 40))
    width = [sum((row.p90 - row.p10) / row.mean for row in each.rows) / len(each.rows) for each in (thin, rich)]
    assert width[0] > 1.5 * width[1]


@pytest.mark.parametrize("days", [1, 2, 8])
def test_a_history_of_days_still_gives_a_forecast(days: int) -> None:
    series = a_shop(2)
    hours = 8 * days
    short = Series(zone=series.zone, every_minutes=60, starts_s=series.starts_s[:hours], offered=series.offered[:hours])
    assert all(np.isfinite(percentiles(row)).all() for row in forecast(short, horizon_days=28).rows)


def test_a_shop_to_which_nobody_comes_is_forecast_as_nothing() -> None:
    quiet = Series(
        zone="UTC", every_minutes=1440, starts_s=tuple(86_400 * day for day in range(80)), offered=(0.0,) * 80
    )
    found = forecast(quiet, horizon_days=7)
    assert max(row.mean for row in found.rows) < 0.1
    assert found.scores[Horizon.DAY].scores.mase is None
    assert found.scores[Horizon.DAY].scores.wape is None


def test_contacts_known_by_date_only_raise_their_days() -> None:
    series = a_shop(12)
    days = {MONDAY + timedelta(days=each): 63 for each in range(84) if each % 7 < 5}
    more = Series(zone=series.zone, every_minutes=60, starts_s=series.starts_s, offered=series.offered, date_only=days)
    plain, raised = (sum(totals(forecast(each, horizon_days=7, origins=0)).values()) for each in (series, more))
    assert raised - plain == pytest.approx(5 * 63, rel=0.1)


def test_an_hour_that_the_clocks_skip_has_no_row_and_one_that_they_repeat_has_two() -> None:
    def around_the_clock(first: date) -> list[datetime]:
        start = int(datetime(first.year, first.month, first.day, tzinfo=BERLIN).timestamp())
        series = Series(
            zone="Europe/Berlin",
            every_minutes=60,
            starts_s=tuple(range(start, start + 20 * 86_400, 3600)),
            offered=(5.0,) * 480,
        )
        return [row.time for row in forecast(series, horizon_days=7, origins=0).rows]

    spring = [time for time in around_the_clock(date(2024, 3, 8)) if time.date() == date(2024, 3, 31)]
    autumn = [time for time in around_the_clock(date(2024, 10, 4)) if time.date() == date(2024, 10, 27)]
    assert len(spring) == 23
    assert len({time.astimezone(UTC) for time in autumn}) == 25


def test_each_horizon_has_one_method_out_of_those_tried() -> None:
    found = forecast(a_shop(30), horizon_days=28)
    used = {row.time.date(): row.method for row in found.rows}
    assert set(found.chosen) == set(Horizon)
    assert all(each.method in each.tried for each in found.scores.values())
    assert found.chosen[Horizon.MONTH] is used[max(used)]
    assert set(found.methods) == set(Method)


def test_the_chosen_method_had_the_smallest_error() -> None:
    for each in forecast(a_shop(30), horizon_days=28).scores.values():
        assert each.tried[each.method] == min(each.tried.values())


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_horizon_outside_its_limits_is_refused(days: int) -> None:
    with pytest.raises(OutOfRange, match="horizon"):
        forecast(a_shop(10), horizon_days=days)


def test_an_origin_before_the_series_is_refused() -> None:
    with pytest.raises(OutOfRange, match="origin"):
        forecast(a_shop(10), origin=MONDAY)


def test_steps_of_no_days_are_refused() -> None:
    with pytest.raises(OutOfRange, match="step"):
        rolling(a_shop(10), step_days=0)


def test_days_between_the_series_and_the_origin_are_unknown_and_not_closed() -> None:
    found = forecast(a_shop(12), horizon_days=7, origin=MONDAY + timedelta(weeks=14), origins=0)
    assert found.rows[0].time == datetime(2024, 4, 8, 9, tzinfo=BERLIN)
    assert len(found.rows) == 40


def test_no_origins_for_a_backtest_are_refused() -> None:
    with pytest.raises(OutOfRange, match="origins"):
        rolling(a_shop(10), origins=0)


def test_a_backtest_longer_than_the_history_is_refused() -> None:
    with pytest.raises(OutOfRange, match="history"):
        rolling(a_shop(3), horizon_days=28)


def test_an_empty_series_is_refused() -> None:
    with pytest.raises(Missing, match="history"):
        forecast(Series(zone="UTC", every_minutes=60, starts_s=(), offered=()))


def test_a_country_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="country"):
        forecast(a_shop(10), holidays="XX")


def test_training_begins_where_it_is_told_to() -> None:
    found = rolling(a_shop(30), horizon_days=7, origins=2, train_from=date(2024, 4, 1))
    assert found.history_days == (found.origin.date() - date(2024, 4, 1)).days
