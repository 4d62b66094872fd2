"""The outlook of one channel: weeks that lie ahead, how good the past forecasts were, half hours for the plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from csops.domain.outlook import Known, outlook, outlooks
from csops.domain.outlooks import ChannelOutlook, WeeklyMiss
from csops.domain.predictions import Part
from csops.domain.volume import EventDays, Series

MONDAY = date(2024, 1, 1)
HOURS = (9, 10, 11, 12)


def seen(weeks: int, *, mean: float, hourly: bool, hours: tuple[int, ...] = HOURS) -> Series:
    """`mean` contacts in each open hour; the first hour of a day is twice as busy."""
    days = [MONDAY + timedelta(days=each) for each in range(7 * weeks) if each % 7 < 5]
    if not hourly:
        total = mean * (len(HOURS) + 1)
        return Series(
            zone="UTC", every_minutes=1440, starts_s=tuple(_at(day, 0) for day in days), offered=(total,) * len(days)
        )
    counts = tuple(mean * (2 if hour == HOURS[0] else 1) for _day in days for hour in hours)
    starts = tuple(_at(day, hour) for day in days for hour in hours)
    return Series(zone="UTC", every_minutes=60, starts_s=starts, offered=counts)


def _at(day: date, hour: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp())


def known(weeks: int = 12, *, mean: float = 20.0, by_interval: Series | None = None) -> Known:
    last = MONDAY + timedelta(days=7 * weeks - 1)
    ahead = [last + timedelta(days=each) for each in range(1, 15) if (last + timedelta(days=each)).weekday() < 5]
    return Known(
        key="phone",
        by_day=seen(weeks, mean=mean, hourly=False),
        by_interval=seen(weeks, mean=mean, hourly=True) if by_interval is None else by_interval,
        last_day=last,
        closed_days=(),
        open_days=tuple(datetime(day.year, day.month, day.day, tzinfo=UTC) for day in ahead),
        open_intervals=tuple(
            datetime(day.year, day.month, day.day, hour, tzinfo=UTC) for day in ahead for hour in HOURS
        ),
        horizon_days=14,
        outside_hours=3,
        contacts=480,
    )


def first_day(found: ChannelOutlook) -> list[float]:
    return [count for _start, count in sorted(found.expected.items())][: len(HOURS)]


@pytest.mark.parametrize("mean", [20.0, 2.0])
def test_a_steady_channel_goes_on_as_it_was_busy_or_thin(mean: float) -> None:
    found = outlook(known(mean=mean))
    assert found.is_thin is (mean < 5)
    assert [week.contacts for week in found.ahead] == pytest.approx([25 * mean] * 2, rel=0.05)
    assert first_day(found) == pytest.approx([2 * mean, mean, mean, mean], rel=0.1)


def test_without_a_known_hour_the_day_is_shared_out_evenly() -> None:
    nothing = Series(zone="UTC", every_minutes=60, starts_s=(), offered=())
    found = outlook(known(mean=4.0, by_interval=nothing))
    assert found.is_thin
    assert first_day(found) == pytest.approx([5.0] * 4, rel=0.05)


def test_the_range_holds_the_forecast_and_widens_with_its_share() -> None:
    for week in outlook(known()).ahead:
        ends = [week.low95, week.low80, week.low50, week.contacts, week.high50, week.high80, week.high95]
        assert ends == sorted(ends)


def test_a_channel_that_nobody_used_has_no_miss_to_tell() -> None:
    found = outlook(known(mean=0.0))
    assert found.miss is None
    assert sum(found.expected.values()) == pytest.approx(0.0, abs=0.5)


def test_past_forecasts_of_a_steady_channel_missed_nothing() -> None:
    miss = outlook(known(weeks=20)).miss
    assert miss is not None
    assert (miss.share, miss.naive_share) == pytest.approx((0.0, 0.0), abs=0.01)


def test_a_year_of_log_lets_each_week_stand_beside_the_one_before() -> None:
    found = outlook(known(weeks=54))
    assert found.history[0].last_year is None
    assert found.ahead[0].last_year == 500.0


def test_only_channels_with_a_day_to_learn_from_have_an_outlook() -> None:
    nothing = Series(zone="UTC", every_minutes=1440, starts_s=(), offered=())
    unused = Known(**{**vars(known()), "key": "letter", "by_day": nothing, "by_interval": nothing})
    assert [found.key for found in outlooks([known(), unused])] == ["phone"]


def test_a_history_too_short_for_any_past_forecast_says_so_and_forecasts_all_the_same() -> None:
    found = outlook(known(weeks=1))
    assert (found.miss, found.mase, found.is_enough) == (None, None, False)
    assert [week.contacts for week in found.ahead] == pytest.approx([500.0] * 2, rel=0.1)


def test_eight_weeks_are_enough_to_judge_by_and_a_week_is_the_mean_of_those_ahead() -> None:
    found = outlook(known(weeks=8))
    assert found.is_enough
    assert found.a_week == pytest.approx(500.0, rel=0.05)
    assert replace(found, ahead=()).a_week == 0.0


def test_a_week_that_began_without_counts_is_no_whole_week() -> None:
    plain = known()
    monday = plain.last_day + timedelta(days=1)
    ends_early = replace(
        plain,
        last_day=monday,
        open_days=tuple(at for at in plain.open_days if at.date() > monday),
        open_intervals=tuple(at for at in plain.open_intervals if at.date() > monday),
        horizon_days=13,
    )
    found = outlook(ends_early)
    assert [week.is_whole for week in found.ahead] == [False, True]
    assert found.ahead[0].so_far == 0
    assert found.a_week == found.ahead[1].contacts


def test_the_naive_guess_wins_where_it_was_nearer() -> None:
    near, far = ({"share": a, "naive_share": b, "weeks": 4, "origins": 1} for a, b in ((0.1, 0.2), (0.2, 0.1)))
    assert (WeeklyMiss(**near).naive_wins, WeeklyMiss(**far).naive_wins) == (False, True)  # type: ignore[arg-type]  # counts


def test_a_week_ahead_is_made_up_of_parts_and_names_its_events() -> None:
    plain = known()
    monday = plain.last_day + timedelta(days=1)
    sale = EventDays(name="Sale", days=(monday,), effect=1.5)
    by_day, by_interval = (replace(each, events=(sale,)) for each in (plain.by_day, plain.by_interval))
    usual, found = outlook(plain).ahead, outlook(replace(plain, by_day=by_day, by_interval=by_interval)).ahead
    assert found[0].contacts == pytest.approx(usual[0].contacts + 0.5 * 100, rel=0.02)
    assert found[0].parts[Part.EVENT] == pytest.approx(50, rel=0.05)
    assert (found[0].events, found[1].events) == (("Sale",), ())
    for week in found:
        assert sum(week.parts.values()) == pytest.approx(week.contacts)
        assert sum(week.turned(1.2).parts.values()) == pytest.approx(week.turned(1.2).contacts)
        assert week.won is not None
        assert week.method is week.won.method


def test_a_day_not_learned_from_is_no_miss_of_the_forecast() -> None:
    plain = known()
    wild = plain.last_day - timedelta(days=9)
    counts = tuple(
        count * 20 if start == _at(wild, 0) else count
        for start, count in zip(plain.by_day.starts_s, plain.by_day.offered, strict=True)
    )
    raised = replace(plain, by_day=replace(plain.by_day, offered=counts))
    left_out = replace(raised, by_day=replace(raised.by_day, unlearned=(wild,)))
    misses = [outlook(each).miss for each in (raised, left_out)]
    assert misses[0] is not None
    assert misses[1] is not None
    assert misses[1].share < 0.05 < misses[0].share
