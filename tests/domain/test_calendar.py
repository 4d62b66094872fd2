"""Opening hours, and time counted inside them."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.calendar import (
    Calendar,
    ClosedBy,
    add_business_minutes,
    business_minutes,
    calendar_from,
    checked,
    closed_reason,
    is_open,
    mapping_of,
    next_open,
    open_intervals,
    spans_of,
    version_on,
)
from csops.domain.errors import InputError, Missing, NotUnderstood, OutOfRange, UnknownName

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
ALL_DAYS = (*WORKDAYS, "sat", "sun")
HALF_HOUR = timedelta(minutes=30)


def hours(text: str, *, days: tuple[str, ...] = WORKDAYS, **more: object) -> Calendar:
    return calendar_from({"zone": "Europe/Berlin", "weekly": dict.fromkeys(days, text), **more})


def at(day: int, clock: str, *, month: int = 11) -> datetime:
    """A moment in Berlin; 23 November 2026 is a Monday."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{clock}").replace(tzinfo=BERLIN)


# ---- the worked cases of the metric dictionary


def test_an_evening_contact_answered_next_morning_waited_only_since_opening() -> None:
    calendar, arrived, replied = hours("07:00-20:00"), at(23, "20:00"), at(24, "08:00")
    assert business_minutes(calendar, arrived, replied) == 60
    calendar, arrived = hours("07:00-18:00"), at(23, "18:00")
    assert business_minutes(calendar, arrived, replied) == 60
    assert replied - arrived == timedelta(hours=14)


def test_a_reply_while_closed_takes_no_business_minutes() -> None:
    assert business_minutes(hours("09:00-17:00"), at(23, "18:00"), at(23, "22:30")) == 0
    assert business_minutes(hours("09:00-17:00"), at(27, "17:00"), at(29, "12:00")) == 0


def test_a_contact_before_opening_waits_from_opening() -> None:
    assert business_minutes(hours("09:00-17:00"), at(23, "08:30"), at(23, "09:15")) == 15


def test_a_target_of_sixteen_hours_is_due_after_two_days_of_eight() -> None:
    calendar = hours("09:00-17:00")
    assert add_business_minutes(calendar, at(23, "09:00"), 16 * 60) == at(24, "17:00")
    assert add_business_minutes(calendar, at(23, "11:00"), 16 * 60) == at(25, "11:00")


def test_a_four_hour_target_from_friday_afternoon_is_due_on_monday() -> None:
    assert add_business_minutes(hours("08:00-18:00"), at(27, "17:00"), 4 * 60) == at(30, "11:00")


def test_after_a_reopening_the_next_response_counts_from_the_reopening() -> None:
    assert business_minutes(hours("09:00-17:00"), at(27, "14:00"), at(27, "14:10")) == 10


def test_a_calendar_without_monday_and_thursday_counts_the_other_days() -> None:
    calendar = hours("09:00-17:00", days=("tue", "wed", "fri", "sat"))
    assert business_minutes(calendar, at(23, "00:00"), at(30, "00:00")) == 4 * 8 * 60


# ---- spans of a day


def test_several_intervals_a_day_leave_out_the_lunch_break() -> None:
    calendar = calendar_from({"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-12:30", "14:00-18:00"]}})
    assert business_minutes(calendar, at(23, "12:00"), at(23, "14:30")) == 60
    assert not is_open(calendar, at(23, "12:30"))
    assert next_open(calendar, at(23, "12:30")) == at(23, "14:00")


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    calendar = hours("22:00-02:00", days=("fri",))
    assert business_minutes(calendar, at(27, "23:00"), at(28, "12:00")) == 180
    assert is_open(calendar, at(28, "01:59"))
    assert not is_open(calendar, at(27, "01:00"))


def test_hours_until_midnight_may_be_written_with_0_or_24() -> None:
    assert hours("18:00-00:00") == hours("18:00-24:00")
    assert business_minutes(hours("18:00-24:00"), at(23, "23:00"), at(24, "06:00")) == 60


def test_a_shop_open_around_the_clock_counts_every_minute() -> None:
    calendar = hours("00:00-24:00", days=ALL_DAYS)
    assert business_minutes(calendar, at(2, "03:20"), at(23, "04:00")) == 21 * 1440 + 40
    assert is_open(calendar, at(23, "00:00"))


def test_spans_that_run_into_the_next_day_are_counted_once() -> None:
    calendar = calendar_from({"zone": "UTC", "weekly": {"mon": "22:00-03:00", "tue": "02:00-04:00"}})
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    assert business_minutes(calendar, monday, monday + timedelta(days=3)) == 6 * 60


# ---- closed days, holidays, versions


def test_a_closed_day_adds_nothing_and_says_its_name() -> None:
    calendar = hours("09:00-17:00", closed={"2026-11-24": "Stocktaking"})
    assert business_minutes(calendar, at(23, "16:00"), at(25, "10:00")) == 120
    reason = closed_reason(calendar, date(2026, 11, 24))
    assert reason is not None
    assert (reason.by, reason.name) == (ClosedBy.CLOSED_DAY, "Stocktaking")


def test_closed_days_may_be_a_plain_list() -> None:
    calendar = hours("09:00-17:00", closed=["2026-11-24", date(2026, 11, 25)])
    assert business_minutes(calendar, at(23, "16:00"), at(26, "10:00")) == 120


def test_a_public_holiday_is_closed_and_named() -> None:
    calendar = hours("09:00-17:00", holidays={"country": "de", "subdivision": "BY"})
    reason = closed_reason(calendar, date(2026, 1, 6))
    assert reason is not None
    assert reason.by is ClosedBy.HOLIDAY
    assert reason.name


def test_a_holiday_of_another_subdivision_is_a_day_like_others() -> None:
    calendar = hours("09:00-17:00", holidays={"country": "DE", "subdivision": "BE"})
    assert closed_reason(calendar, date(2026, 1, 6)) is None


def test_a_weekday_without_hours_is_the_reason_even_on_a_holiday() -> None:
    reason = closed_reason(hours("09:00-17:00"), date(2026, 11, 28))
    assert reason is not None
    assert reason.by is ClosedBy.WEEKDAY


def test_special_hours_win_over_a_holiday_and_over_the_week() -> None:
    calendar = hours("09:00-17:00", holidays="DE", special={"2026-12-25": "10:00-12:00", "2026-12-28": ["09:00-10:00"]})
    assert business_minutes(calendar, at(25, "00:00", month=12), at(29, "00:00", month=12)) == 180


def test_each_day_counts_by_the_version_in_force() -> None:
    later = {"valid_from": "2026-11-25", "weekly": {"wed": "12:00-13:00"}}
    first = {"valid_from": "2026-01-01", "weekly": dict.fromkeys(WORKDAYS, "09:00-17:00")}
    calendar = calendar_from({"zone": "Europe/Berlin", "versions": [later, first]})
    assert business_minutes(calendar, at(24, "00:00"), at(28, "00:00")) == 8 * 60 + 60
    assert version_on(calendar, date(2026, 11, 24)).valid_from == date(2026, 1, 1)


def test_the_first_version_also_holds_before_its_date() -> None:
    calendar = calendar_from(
        {"zone": "UTC", "versions": [{"valid_from": "2026-01-01", "weekly": {"mon": "09:00-10:00"}}]}
    )
    assert spans_of(calendar, date(2019, 3, 4))


def test_a_version_may_change_whose_holidays_count() -> None:
    week = dict.fromkeys(WORKDAYS, "09:00-17:00")
    versions = [
        {"valid_from": "2025-01-01", "weekly": week},
        {"valid_from": "2026-01-01", "weekly": week, "holidays": None},
    ]
    calendar = calendar_from({"zone": "Europe/Berlin", "versions": versions, "holidays": "DE"})
    assert closed_reason(calendar, date(2025, 12, 25)) is not None
    assert closed_reason(calendar, date(2026, 12, 25)) is None


# ---- daylight saving


@pytest.mark.parametrize(("day", "minutes"), [(date(2026, 3, 29), 23 * 60), (date(2026, 10, 25), 25 * 60)])
def test_a_day_of_daylight_saving_change_is_an_hour_shorter_or_longer(day: date, minutes: int) -> None:
    calendar = hours("00:00-24:00", days=ALL_DAYS)
    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    assert business_minutes(calendar, midnight, midnight + timedelta(days=1)) == minutes
    intervals = open_intervals(calendar, day, day, HALF_HOUR)
    assert len(intervals) == minutes // 30
    assert all(end.astimezone(UTC) - start.astimezone(UTC) == HALF_HOUR for start, end in intervals)


def test_a_night_until_a_time_that_comes_twice_lasts_until_the_second() -> None:
    night = hours("22:00-02:30", days=("sat",))
    assert business_minutes(night, at(24, "12:00", month=10), at(25, "12:00", month=10)) == 330


def test_hours_in_the_hour_that_is_left_out_keep_their_length() -> None:
    calendar = calendar_from({"zone": "Europe/Berlin", "weekly": {"sun": ["02:15-02:45", "03:00-04:00"]}})
    assert business_minutes(calendar, at(29, "00:00", month=3), at(30, "00:00", month=3)) == 60


def test_minutes_are_the_same_whatever_zone_the_moments_are_in() -> None:
    calendar, start, end = hours("09:00-17:00"), at(23, "08:30"), at(24, "09:15")
    assert business_minutes(calendar, start.astimezone(UTC), end.astimezone(ZoneInfo("Asia/Tokyo"))) == 8 * 60 + 15
    assert business_minutes(calendar, start.replace(tzinfo=None), end.replace(tzinfo=None)) == 8 * 60 + 15


# ---- intervals for the forecast


def test_open_half_hours_are_in_local_time_and_leave_out_what_is_closed() -> None:
    calendar = hours("09:00-10:30", days=("mon", "tue"), closed=["2026-11-24"])
    intervals = open_intervals(calendar, date(2026, 11, 23), date(2026, 11, 24), HALF_HOUR)
    assert [start.isoformat()[:16] for start, _ in intervals] == [
        "2026-11-23T09:00",
        "2026-11-23T09:30",
        "2026-11-23T10:00",
    ]
    assert intervals[0][0].utcoffset() == timedelta(hours=1)


def test_an_interval_open_in_part_is_listed_whole() -> None:
    intervals = open_intervals(hours("09:15-10:00"), date(2026, 11, 23), date(2026, 11, 23), timedelta(hours=1))
    assert intervals == [(at(23, "09:00"), at(23, "10:00"))]


def test_hours_over_midnight_appear_on_the_day_after() -> None:
    calendar = hours("23:00-01:00", days=("mon",))
    intervals = open_intervals(calendar, date(2026, 11, 24), date(2026, 11, 24), HALF_HOUR)
    assert [start.hour for start, _ in intervals] == [0, 0]


def test_days_as_intervals_run_from_midnight_to_midnight() -> None:
    intervals = open_intervals(hours("09:00-17:00"), date(2026, 11, 27), date(2026, 11, 30), timedelta(days=1))
    assert intervals == [(at(27, "00:00"), at(28, "00:00")), (at(30, "00:00"), datetime(2026, 12, 1, tzinfo=BERLIN))]


@pytest.mark.parametrize("every", [timedelta(0), timedelta(minutes=-30), timedelta(minutes=7), timedelta(days=2)])
def test_an_interval_of_zero_or_one_that_does_not_divide_a_day_is_refused(every: timedelta) -> None:
    with pytest.raises(OutOfRange, match="divides a day"):
        open_intervals(hours("09:00-17:00"), date(2026, 11, 23), date(2026, 11, 23), every)


# ---- due times


def test_a_due_time_at_closing_is_the_closing_time() -> None:
    assert add_business_minutes(hours("08:00-18:00"), at(27, "17:00"), 60) == at(27, "18:00")


def test_a_due_time_is_in_utc() -> None:
    assert add_business_minutes(hours("08:00-18:00"), at(23, "09:00"), 5).tzinfo is UTC


def test_a_shop_that_never_opens_has_no_due_time_and_says_so() -> None:
    calendar = hours("09:00-10:00", days=())
    assert next_open(calendar, at(23, "09:00")) is None
    with pytest.raises(OutOfRange, match="not open that long"):
        add_business_minutes(calendar, at(23, "09:00"), 1)


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf")])
def test_minutes_that_are_no_target_are_refused(minutes: float) -> None:
    with pytest.raises(OutOfRange):
        add_business_minutes(hours("09:00-17:00"), at(23, "09:00"), minutes)


# ---- reading and writing


def test_what_is_written_reads_as_the_same_calendar() -> None:
    version = {"valid_from": "2026-01-01", "weekly": {"fri": ["09:00-12:30", "22:00-02:00"], "Sunday": "00:00-24:00"}}
    more = {"closed": {"2026-12-24": ""}, "special": {"2026-12-31": {"hours": "9-12", "name": "New Year's Eve"}}}
    calendar = calendar_from({"zone": "Europe/Berlin", "versions": [version], "holidays": "AT", **more})
    assert calendar_from(json.loads(json.dumps(mapping_of(calendar)))) == calendar


def test_an_interval_of_zero_is_refused_with_the_weekday_and_the_way_out() -> None:
    with pytest.raises(OutOfRange) as refused:
        hours("09:00-09:00")
    assert str(refused.value).startswith("opening hours on Monday cannot be 09:00-09:00. It begins and ends")
    assert "00:00-24:00" in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"weekly": {"mon": "nine to five"}}, NotUnderstood),
        ({"weekly": {"mon": [["09:00"]]}}, NotUnderstood),
        ({"weekly": {"mon": 9}}, NotUnderstood),
        ({"weekly": {"mon": "09:00-25:00"}}, OutOfRange),
        ({"weekly": {"mon": "09:60-12:00"}}, OutOfRange),
        ({"weekly": {"mon": "24:00-12:00"}}, OutOfRange),
        ({"weekly": {"mon": ["09:00-12:00", "11:00-13:00"]}}, OutOfRange),
        ({"weekly": {"moonday": "09:00-12:00"}}, UnknownName),
        ({"weekly": ["09:00-12:00"]}, NotUnderstood),
        ({"weekly": {}, "closing": []}, UnknownName),
        ({}, Missing),
        ({"weekly": {}, "versions": []}, Missing),
        ({"versions": ["2026"]}, NotUnderstood),
        ({"versions": [{"weekly": {}}]}, Missing),
        ({"versions": [{"valid_from": "2026-02-30", "weekly": {}}]}, NotUnderstood),
        ({"versions": [{"valid_from": "2026-02-03", "weekly": {}}] * 2}, OutOfRange),
        ({"weekly": {}, "closed": "2026-12-24"}, NotUnderstood),
        ({"weekly": {}, "closed": ["24.12."]}, NotUnderstood),
        ({"weekly": {}, "special": ["2026-12-24"]}, NotUnderstood),
        ({"weekly": {}, "holidays": {"subdivision": "BY"}}, Missing),
        ({"weekly": {}, "zone": "Mars/Base"}, UnknownName),
        ({"weekly": {}, "zone": "../etc"}, UnknownName),
        ({"weekly": {}, "zone": ""}, Missing),
    ],
)
def test_wrong_hours_are_refused_with_a_sentence(wrong: dict[str, object], error: type[InputError]) -> None:
    with pytest.raises(error) as refused:
        calendar_from({"zone": "Europe/Berlin", **wrong})
    assert len(str(refused.value)) > 20


def test_intervals_may_be_pairs() -> None:
    pairs = calendar_from({"zone": "Europe/Berlin", "weekly": {"mon": [["09:00", "12:00"]]}})
    assert pairs == hours("09:00-12:00", days=("mon",))


@pytest.mark.parametrize("rule", [{"country": "XX"}, {"country": "DE", "subdivision": "ZZ"}])
def test_holidays_that_nobody_knows_are_refused_before_saving(rule: dict[str, str]) -> None:
    with pytest.raises(UnknownName, match="There are:"):
        checked(hours("09:00-17:00", holidays=rule))


def test_known_holidays_pass_the_check() -> None:
    calendar = hours("09:00-17:00", holidays={"country": "US", "subdivision": "CA"})
    assert checked(calendar) is calendar


def test_reading_a_calendar_does_not_load_the_library_of_holidays() -> None:
    code = (
        "import sys; from csops.domain.calendar import calendar_from;"
        "calendar_from({'zone': 'UTC', 'weekly': {'mon': '9-17'}, 'holidays': 'DE'});"
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ---- properties

_CLOCK = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
_HOURS = st.tuples(_CLOCK, _CLOCK).filter(lambda pair: pair[0] != pair[1]).map("-".join)
_WEEKS = st.dictionaries(st.sampled_from(ALL_DAYS), _HOURS, min_size=1)
_MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
_CALENDARS = st.builds(
    lambda week, zone: calendar_from({"zone": zone, "weekly": week, "closed": ["2026-05-13"]}),
    _WEEKS,
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)


@given(calendar=_CALENDARS, moments=st.lists(_MOMENTS, min_size=3, max_size=3).map(sorted))
def test_minutes_of_two_stretches_add_up(calendar: Calendar, moments: list[datetime]) -> None:
    start, middle, end = moments
    parts = business_minutes(calendar, start, middle) + business_minutes(calendar, middle, end)
    assert business_minutes(calendar, start, end) == pytest.approx(parts, abs=1e-6)


@given(calendar=_CALENDARS, start=_MOMENTS, end=_MOMENTS)
def test_minutes_are_never_negative_nor_more_than_elapsed(calendar: Calendar, start: datetime, end: datetime) -> None:
    elapsed = max((end - start).total_seconds() / 60, 0)
    assert 0 <= business_minutes(calendar, start, end) <= elapsed


# A shop open for a quarter of an hour a week is open for 15,650 minutes in twenty years; no further is looked.
@given(calendar=_CALENDARS, start=_MOMENTS, minutes=st.integers(0, 15_000))
def test_a_due_time_lies_exactly_its_minutes_away(calendar: Calendar, start: datetime, minutes: int) -> None:
    due = add_business_minutes(calendar, start, minutes)
    assert business_minutes(calendar, start, due) == pytest.approx(minutes, abs=1e-6)


@given(calendar=_CALENDARS, start=_MOMENTS)
def test_waiting_until_the_next_opening_takes_no_business_time(calendar: Calendar, start: datetime) -> None:
    opening = next_open(calendar, start)
    assert opening is not None
    assert business_minutes(calendar, start, opening) == 0
    assert is_open(calendar, opening)


@given(calendar=_CALENDARS, day=st.dates(date(2026, 1, 1), date(2026, 12, 28)))
def test_open_intervals_hold_all_open_time_and_never_overlap(calendar: Calendar, day: date) -> None:
    last = day + timedelta(days=2)
    intervals = open_intervals(calendar, day, last, timedelta(minutes=15))
    whole = business_minutes(calendar, _midnight(calendar, day), _midnight(calendar, last + timedelta(days=1)))
    assert sum(business_minutes(calendar, *interval) for interval in intervals) == pytest.approx(whole)
    starts = [start.astimezone(UTC) for start, _ in intervals]
    assert starts == sorted(set(starts))


def _midnight(calendar: Calendar, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=calendar.tz)
