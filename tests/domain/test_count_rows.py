"""Rows of a file of counts: how long intervals are, clock changes, rows that come twice or contradict each other."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.count_rows import MONTH_MINUTES, WEEK_MINUTES, Laid, Period, Told, VolumeRow, laid_out, step_of
from csops.domain.errors import OutOfRange
from csops.domain.file_volume import Count, packed, stretches, unpacked

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 the clock on the wall
FORWARD, BACK = datetime(2026, 3, 29), datetime(2026, 10, 25)  # noqa: DTZ001


def _row(
    number: int,
    local: datetime,
    offered: float = 1,
    *,
    word: str = "",
    period: Period = Period.MOMENT,
    end: datetime | None = None,
    missed: float | None = None,
) -> VolumeRow:
    started_at = local.replace(tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    told = (Told("phone", word, offered, missed),)
    return VolumeRow(number, started_at, local, period, told, end)


def _each(start: datetime, minutes: int, many: int, *, period: Period = Period.MOMENT) -> list[VolumeRow]:
    return [_row(place, start + place * timedelta(minutes=minutes), place, period=period) for place in range(many)]


def _laid(*rows: VolumeRow) -> Laid:
    return laid_out(rows, zone=BERLIN, now=NOW)


@pytest.mark.parametrize("minutes", [5, 10, 15, 20, 30, 60, 120, 240, 1440])
def test_the_length_of_an_interval_is_found_by_itself(minutes: int) -> None:
    assert step_of(_each(MONDAY + timedelta(hours=8), minutes, 6)) == minutes


def test_days_weeks_and_months_are_told_by_their_distance() -> None:
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    firsts = [datetime(day.year, day.month, day.day) for day in days]  # noqa: DTZ001
    assert step_of([_row(at, first, period=Period.DAY) for at, first in enumerate(firsts)]) == MONTH_MINUTES
    assert step_of(_each(MONDAY, 7 * 1440, 5, period=Period.DAY)) == WEEK_MINUTES
    # A shop that is closed at weekends still tells days.
    assert step_of([row for row in _each(MONDAY, 1440, 14, period=Period.DAY) if row.row % 7 < 5]) == 1440


@pytest.mark.parametrize("minutes", [1, 7, 45 * 24 * 60])
def test_what_is_no_interval_of_ours_is_refused(minutes: int) -> None:
    with pytest.raises(OutOfRange):
        step_of(_each(MONDAY, minutes, 6))
    with pytest.raises(OutOfRange):
        step_of(_each(MONDAY, 30, 1))


def test_the_end_of_an_interval_may_be_told_to_the_minute_before() -> None:
    at = MONDAY.replace(hour=9, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)
    for lasts in (timedelta(minutes=30), timedelta(minutes=29), timedelta(minutes=29, seconds=59)):
        assert step_of([_row(1, MONDAY.replace(hour=9), end=at + lasts)]) == 30


def test_rows_in_any_order_come_out_oldest_first() -> None:
    rows = _each(MONDAY, 30, 5)
    assert _laid(*reversed(rows)).counts == _laid(*rows).counts
    assert [count.offered for count in _laid(rows[3], rows[0], rows[4], rows[1]).counts["phone"]] == [0, 1, 3, 4]


def test_a_row_that_comes_twice_counts_once_and_is_said() -> None:
    rows = _each(MONDAY, 30, 3)
    laid = _laid(*rows, rows[1]._replace(row=9))
    assert sum(count.offered for count in laid.counts["phone"]) == 3
    assert laid.again == [9]
    assert [(fault.row, fault.is_left_out) for fault in laid.faults] == [(9, False)]


def test_rows_that_contradict_each_other_are_all_left_out_and_named() -> None:
    laid = _laid(*_each(MONDAY, 30, 3), _row(9, MONDAY, 40))
    assert [count.offered for count in laid.counts["phone"]] == [1, 2]
    assert [(fault.row, fault.is_left_out) for fault in laid.faults] == [(0, True), (9, True)]
    assert "Row 9 gives another count" in laid.faults[0].reason


def test_two_queues_of_one_channel_are_added_up() -> None:
    rows = [_row(1, MONDAY, 3, word="Sales"), _row(2, MONDAY, 4, word="Help", missed=1), *_each(MONDAY, 30, 3)[1:]]
    assert _laid(*rows).counts["phone"][0][2:4] == (7, 1)


def test_a_time_of_the_doubled_hour_is_first_one_then_the_other() -> None:
    hours = [0, 1, 2, 2, 3]
    rows = [_row(place, BACK.replace(hour=hour), place) for place, hour in enumerate(hours)]
    for listed in (rows, list(reversed(rows))):
        counts = _laid(*listed).counts["phone"]
        assert [(count.start_s - counts[0].start_s) // 3600 for count in counts] == [0, 1, 2, 3, 4]
        assert [count.offered for count in counts] == [0, 1, 2, 3, 4]


def test_an_hour_that_did_not_exist_is_passed_over_when_empty_and_named_when_not() -> None:
    hours = [_row(1, FORWARD), _row(2, FORWARD.replace(hour=1)), _row(3, FORWARD.replace(hour=2), 0)]
    laid = _laid(*hours, _row(4, FORWARD.replace(hour=3)))
    assert (len(laid.counts["phone"]), laid.again, [fault.is_left_out for fault in laid.faults]) == (3, [3], [False])
    laid = _laid(*hours[:2], _row(3, FORWARD.replace(hour=2), 5), _row(4, FORWARD.replace(hour=3)))
    assert [(fault.row, fault.is_left_out) for fault in laid.faults] == [(3, True)]
    assert "time zone" in laid.faults[0].reason


def test_a_day_of_a_clock_change_is_as_long_as_it_was() -> None:
    laid = _laid(*[_row(place, FORWARD + timedelta(days=place), period=Period.DAY) for place in range(3)])
    assert [(count.end_s - count.start_s) // 3600 for count in laid.counts["phone"]] == [23, 24, 24]


def test_a_month_lasts_to_the_first_of_the_next() -> None:
    months = [datetime(2025, 12, 1), datetime(2026, 1, 1), datetime(2026, 2, 1)]  # noqa: DTZ001
    laid = _laid(*[_row(place, month, period=Period.MONTH) for place, month in enumerate(months)])
    lengths = [round((count.end_s - count.start_s) / 86_400) for count in laid.counts["phone"]]
    assert (laid.minutes, lengths) == (MONTH_MINUTES, [31, 31, 28])


@pytest.mark.parametrize("step", ["day", "month"])
def test_days_and_months_with_a_zone_of_their_own_are_those_of_the_clock(step: str) -> None:
    locals_ = [datetime(2026, 1, 1), datetime(2026, 2, 1), datetime(2026, 3, 1), datetime(2026, 4, 1)]  # noqa: DTZ001
    if step == "day":
        locals_ = [datetime(2026, 3, 27) + timedelta(days=day) for day in range(6)]  # noqa: DTZ001
    rows = [_row(place, each)._replace(local=None) for place, each in enumerate(locals_)]
    laid = _laid(*rows)
    lengths = [(count.end_s - count.start_s) // 3600 for count in laid.counts["phone"]]
    expected = [24, 24, 23, 24, 24, 24] if step == "day" else [744, 672, 743, 720]
    assert (lengths, laid.faults) == (expected, [])


def test_an_interval_that_is_not_over_is_left_out() -> None:
    start = datetime(2026, 11, 17)  # noqa: DTZ001
    laid = _laid(*[_row(day, start - timedelta(days=3 - day), period=Period.DAY) for day in range(4)])
    assert [fault.row for fault in laid.faults] == [3]
    assert "not over yet" in laid.faults[0].reason


def test_a_row_between_the_intervals_is_named() -> None:
    laid = _laid(*_each(MONDAY + timedelta(hours=7), 30, 8), _row(99, MONDAY.replace(hour=9, minute=7)))
    assert [(fault.row, "09:07" in fault.reason) for fault in laid.faults] == [(99, True)]


def test_a_row_of_two_channels_is_taken_for_the_one_that_is_good() -> None:
    both = (Told("phone", "", 5), Told("chat", "", 2))
    other = (Told("phone", "", 6), Told("chat", "", 2))
    rows = [_row(1, MONDAY)._replace(told=both), _row(2, MONDAY)._replace(told=other), *_each(MONDAY, 30, 3)[1:]]
    laid = _laid(*rows)
    assert [count.offered for count in laid.counts["chat"]] == [2]
    named = [(fault.row, fault.is_left_out) for fault in laid.faults if "another count" in fault.reason]
    assert named == [(1, False), (2, False)]


# ---- kept short

_COUNTS = st.lists(
    st.tuples(st.integers(1, 500), st.integers(0, 900), st.none() | st.integers(0, 5), st.none() | st.floats(0.5, 900)),
    max_size=40,
)


@given(_COUNTS)
def test_counts_come_back_as_they_were_packed(rows: list[tuple[int, float, int | None, float | None]]) -> None:
    counts, at = [], 1_000_000_200
    for gap, offered, missed, handle in rows:
        counts.append(Count(at, at + 300, offered, missed, None if handle is None else round(handle, 3)))
        at += 300 * gap
    assert unpacked(packed(counts)) == counts


def test_a_gap_of_over_four_weeks_parts_two_stretches() -> None:
    day = 86_400
    counts = [Count(at * day, (at + 1) * day, 1) for at in (0, 1, 20, 21, 60, 61)]
    assert [(one.start_s // day, one.end_s // day) for one in stretches(counts)] == [(0, 22), (60, 62)]
    assert stretches([]) == []
