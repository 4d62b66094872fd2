"""Volume: contacts counted by the calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from csops.domain.counting import counted, together
from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.volume import Series, minutes_from

BERLIN = "Europe/Berlin"


def us(*moments: str, zone: str = BERLIN) -> list[int]:
    return [
        int(datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(zone)).timestamp()) * 1_000_000 for each in moments
    ]


def by_time(series: Series) -> dict[str, float]:
    return {each.start.strftime("%d %H:%M %z"): each.offered for each in series.intervals() if each.offered}


def test_offered_is_answered_and_missed_together() -> None:
    moments = us("2024-05-06 09:10", "2024-05-06 09:20", "2024-05-06 09:40")
    series = counted(moments, missed=[False, True, False], zone=BERLIN, every_minutes=30)
    counts = [(each.offered, each.missed) for each in series.intervals() if each.offered]
    assert counts == [(2.0, 1.0), (1.0, 0.0)]


def test_a_contact_on_the_boundary_belongs_to_the_interval_that_it_begins() -> None:
    series = counted(us("2024-05-06 09:30", "2024-05-06 09:29"), zone=BERLIN, every_minutes=30)
    assert by_time(series) == {"06 09:00 +0200": 1.0, "06 09:30 +0200": 1.0}


def test_a_contact_known_by_date_enters_the_day_total_and_no_interval() -> None:
    series = counted(
        us("2024-05-06 00:00", "2024-05-06 10:00"), time_known=[False, True], zone=BERLIN, every_minutes=30
    )
    assert by_time(series) == {"06 10:00 +0200": 1.0}
    assert series.day_totals() == {date(2024, 5, 6): 2.0}
    assert series.date_only == {date(2024, 5, 6): 1}


def test_by_day_a_contact_known_by_date_counts_like_any_other() -> None:
    series = counted(
        us("2024-05-06 00:00", "2024-05-06 10:00"), time_known=[False, True], zone=BERLIN, every_minutes=1440
    )
    assert series.offered == (2.0,)
    assert not series.date_only


def test_the_hour_that_the_clocks_repeat_has_its_own_interval() -> None:
    first = int(datetime(2024, 10, 27, 0, 30, tzinfo=UTC).timestamp()) * 1_000_000
    second = int(datetime(2024, 10, 27, 1, 30, tzinfo=UTC).timestamp()) * 1_000_000
    series = counted([first, second], zone=BERLIN, every_minutes=60)
    assert len(series) == 25
    assert by_time(series) == {"27 02:00 +0200": 1.0, "27 02:00 +0100": 1.0}


@pytest.mark.parametrize(("day", "every", "intervals"), [
    (date(2024, 3, 31), 60, 23), (date(2024, 3, 31), 30, 46), (date(2024, 10, 27), 30, 50),
    (date(2024, 10, 27), 240, 6), (date(2024, 10, 27), 1440, 1), (date(2024, 5, 6), 5, 288),
])  # fmt: skip
def test_a_day_on_which_clocks_change_has_the_intervals_that_pass(day: date, every: int, intervals: int) -> None:
    series = counted([], zone=BERLIN, every_minutes=every, first_day=day, last_day=day)
    assert len(series) == intervals


def test_a_day_that_begins_at_one_because_clocks_change_at_midnight_is_counted() -> None:
    moments = us("2024-09-08 01:10", zone="America/Santiago")
    series = counted(moments, zone="America/Santiago", every_minutes=1440)
    assert series.day_totals() == {date(2024, 9, 8): 1.0}


def test_closed_intervals_are_absent_and_what_came_in_them_is_told() -> None:
    opened = [datetime(2024, 5, 6, hour, tzinfo=ZoneInfo(BERLIN)) for hour in (9, 10)]
    series = counted(us("2024-05-06 08:00", "2024-05-06 09:10"), zone=BERLIN, every_minutes=60, open_intervals=opened)
    assert [(each.start.hour, each.offered) for each in series.intervals()] == [(9, 1.0), (10, 0.0)]
    assert series.outside_hours == 1


def test_days_missing_from_the_log_are_unknown_and_not_zero() -> None:
    day = date(2024, 5, 7)
    series = counted(us("2024-05-06 10:00", "2024-05-08 10:00"), zone=BERLIN, every_minutes=60, missing_days=[day])
    assert day not in series.day_totals()
    assert series.missing_days == (day,)


def test_a_thousand_contacts_are_counted_as_one_by_one() -> None:
    start = datetime(2024, 3, 25, tzinfo=ZoneInfo(BERLIN))
    offsets_s = np.random.default_rng(7).integers(0, 14 * 86_400, 1000).tolist()
    moments = [start.astimezone(UTC) + timedelta(seconds=each) for each in offsets_s]
    slowly: dict[date, float] = {}
    for each in moments:
        day = each.astimezone(ZoneInfo(BERLIN)).date()
        slowly[day] = slowly.get(day, 0.0) + 1
    series = counted([int(each.timestamp()) * 1_000_000 for each in moments], zone=BERLIN, every_minutes=15)
    assert {day: count for day, count in series.day_totals().items() if count} == dict(sorted(slowly.items()))


def test_no_contact_and_no_period_is_an_empty_series() -> None:
    assert counted([], zone=BERLIN, every_minutes=30).contacts == 0


def test_channels_together_are_open_when_any_of_them_is() -> None:
    nine = datetime(2024, 5, 6, 9, tzinfo=ZoneInfo(BERLIN))
    phone = counted(us("2024-05-06 09:10"), zone=BERLIN, every_minutes=60, open_intervals=[nine])
    mail = counted(us("2024-05-06 09:20", "2024-05-06 20:00"), zone=BERLIN, every_minutes=60)
    both = together([phone, mail])
    assert by_time(both) == {"06 09:00 +0200": 2.0, "06 20:00 +0200": 1.0}


def test_channels_of_different_intervals_are_not_put_together() -> None:
    with pytest.raises(OutOfRange, match="interval length"):
        together([counted([], zone=BERLIN, every_minutes=each) for each in (30, 60)])


@pytest.mark.parametrize("every", [0, -30, 3, 7, 45 * 60, 50])
def test_an_interval_that_does_not_cut_a_day_is_refused(every: int) -> None:
    with pytest.raises(OutOfRange, match="every cannot be"):
        counted([], zone=BERLIN, every_minutes=every)


@pytest.mark.parametrize(("text", "minutes"), [("30min", 30), ("1h", 60), ("1d", 1440), ("5 m", 5), ("2 hours", 120)])
def test_an_interval_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert minutes_from(text) == minutes


@pytest.mark.parametrize("text", ["", "h", "half an hour", "1.5h", "30s"])
def test_an_interval_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood, match="30min"):
        minutes_from(text)


def test_a_time_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="Europe/Berlin"):
        counted([], zone="Mars/Olympus", every_minutes=60)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(OutOfRange, match="last day"):
        counted([], zone=BERLIN, every_minutes=60, first_day=date(2024, 5, 6), last_day=date(2024, 5, 5))


def test_a_log_of_longer_than_a_life_is_refused() -> None:
    with pytest.raises(OutOfRange, match="period"):
        counted([], zone=BERLIN, every_minutes=60, first_day=date(1800, 1, 1), last_day=date(2024, 5, 6))


def test_days_known_by_date_only_add_up_over_channels() -> None:
    channels = [
        counted(us("2024-05-06 00:00", "2024-05-06 10:00"), time_known=[False, True], zone=BERLIN, every_minutes=30)
        for _channel in range(2)
    ]
    found = together(channels)
    assert found.date_only == {date(2024, 5, 6): 2}
    assert found.contacts == 4
