"""One source per channel and period: where files tell they count, elsewhere the log does."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from csops.domain.calendar import calendar_from
from csops.domain.file_volume import Count
from csops.domain.offered import Offered, in_batches, offered_from, told_apart
from csops.domain.sources import FileCounts, file_counts, merged, summed
from csops.domain.volume import Series

WEEK = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDAR = calendar_from({"zone": "UTC", "weekly": WEEK})
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
PHONE = 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _counts(first: datetime, every: timedelta, *offered: float) -> list[Count]:
    starts = [first + place * every for place in range(len(offered))]
    return [
        Count(int(at.timestamp()), int((at + every).timestamp()), count)
        for at, count in zip(starts, offered, strict=True)
    ]


def _hours(*offered_by_day: Sequence[float], first: datetime = MONDAY) -> list[Count]:
    """Counts of the hours from nine on, day after day."""
    return [
        count
        for place, offered in enumerate(offered_by_day)
        for count in _counts(first + place * DAY + 9 * HOUR, HOUR, *offered)
    ]


def _files(*told: list[Count], left: dict[int, list[int]] | None = None) -> FileCounts:
    found = file_counts([(counts, (left or {}).get(place, ())) for place, counts in enumerate(told)])
    assert found is not None
    return found


def _log(*at: datetime, known: bool = True) -> Offered:
    return offered_from([(PHONE, int(each.timestamp()) * 1_000_000, known, False) for each in at])


def _series(
    files: FileCounts, contacts: Offered | None = None, *, every: int = 60, days: int = 5, waits: bool = False
) -> Series:
    return merged(
        _log() if contacts is None else contacts,
        files,
        channel=PHONE,
        calendar=CALENDAR,
        deferred=[PHONE] if waits else [],
        every_minutes=every,
        first_day=MONDAY.date(),
        last_day=(MONDAY + (days - 1) * DAY).date(),
    )


def _on(series: Series, day: date) -> list[float]:
    return [each.offered for each in series.intervals() if each.start.date() == day]


def test_in_the_stretch_of_a_file_the_contacts_of_the_log_do_not_count() -> None:
    contacts = _log(MONDAY + 10 * HOUR, MONDAY + DAY + 10 * HOUR, MONDAY + 2 * DAY + 10 * HOUR)
    series = _series(_files(_hours([5] * 8, first=MONDAY + DAY)), contacts, days=3)
    assert sum(series.offered) == 1 + 40 + 1
    assert _on(series, date(2026, 3, 3)) == [5] * 8


def test_counts_that_are_finer_than_asked_are_summed() -> None:
    series = _series(_files(_counts(MONDAY + 9 * HOUR, timedelta(minutes=5), *range(96))), every=60, days=1)
    assert series.offered == tuple(sum(range(12 * hour, 12 * hour + 12)) for hour in range(8))


def test_an_interval_that_lacks_a_part_is_left_out_and_named() -> None:
    counts = _counts(MONDAY + 9 * HOUR, timedelta(minutes=30), *[9] * 16)
    series = _series(_files([*counts[:3], *counts[4:]]), days=1)
    assert len(series) == 7
    assert [(each.start.hour, each.found) for each in series.left_out] == [(10, 1)]


def test_a_report_that_writes_no_zero_leaves_empty_intervals_out() -> None:
    counts = _counts(MONDAY + 9 * HOUR, timedelta(minutes=30), *[1] * 16)
    series = _series(_files([*counts[:3], *counts[4:]]), days=1)
    assert _on(series, MONDAY.date()) == [2, 1, 2, 2, 2, 2, 2, 2]


def test_a_report_that_writes_zeros_is_not_known_where_it_has_no_row() -> None:
    counts = _counts(MONDAY + 9 * HOUR, timedelta(minutes=30), *[1, 0] * 8)
    assert len(_series(_files([*counts[:3], *counts[4:]]), days=1)) == 7


def test_a_hole_within_a_stretch_is_not_filled_by_the_log() -> None:
    told = [*_hours([9] * 8), *_hours([9] * 8, first=MONDAY + 2 * DAY)]
    logged = _log(MONDAY + DAY + 10 * HOUR, MONDAY + 3 * DAY + 10 * HOUR)
    series = _series(_files(told), logged, every=1440, days=4)
    assert [(each.start.day, each.offered) for each in series.intervals()] == [(2, 72), (4, 72), (5, 1)]


def test_coarser_counts_are_split_by_the_profile_of_finer_ones() -> None:
    shape = [1, 1, 1, 1, 3, 3, 3, 3]
    fine = _hours(*[[9 * each for each in shape]] * 5, first=MONDAY - 28 * DAY)
    series = _series(_files(fine, _counts(MONDAY, DAY, 160)), days=1)
    assert series.offered == pytest.approx([10 * each for each in shape])


def test_coarser_counts_are_split_evenly_where_nothing_finer_is_known() -> None:
    series = _series(_files(_counts(MONDAY, DAY, 160)), days=1)
    assert series.offered == pytest.approx([20] * 8)


def test_a_week_is_split_by_the_days_of_the_log_and_keeps_its_sum() -> None:
    busy = [MONDAY - 14 * DAY + place * DAY + 10 * HOUR for place in (0, 0, 0, 0, 1, 2, 3, 4) for _ in range(10)]
    series = _series(_files(_counts(MONDAY, 7 * DAY, 800)), _log(*busy), every=1440)
    assert series.offered == pytest.approx([400, 100, 100, 100, 100])


def test_a_month_that_reaches_beyond_the_series_gives_it_only_its_part() -> None:
    files = _files(_counts(MONDAY - 14 * DAY, 28 * DAY, 2000))
    assert sum(_series(files, every=1440, days=5).offered) == pytest.approx(500)


def test_where_two_files_tell_of_one_time_the_later_counts() -> None:
    files = _files(_hours([5] * 8, [5] * 8), _hours([7] * 8, first=MONDAY + DAY))
    assert _series(files, days=2).offered == (5,) * 8 + (7,) * 8
    coarse = _files(_hours([5] * 8, [5] * 8), _counts(MONDAY + DAY, DAY, 80))
    assert sum(_on(_series(coarse, days=2), date(2026, 3, 3))) == pytest.approx(80)


def test_a_stretch_left_to_the_log_is_told_by_the_log_or_the_file_before() -> None:
    start = int((MONDAY + 9 * HOUR).timestamp())
    told = _hours([5] * 8)
    assert file_counts([(told, [start])]) is None
    assert _series(_files(told, _hours([7] * 8), left={1: [start]}), days=1).offered == (5,) * 8


def test_before_and_after_a_file_nothing_is_known_where_the_log_has_nothing() -> None:
    series = _series(_files(_hours([5] * 8, first=MONDAY + DAY)), days=4)
    assert {each.start.date() for each in series.intervals()} == {date(2026, 3, 3)}
    assert series.missing_days == (date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5))


def test_a_day_that_a_file_does_not_tell_is_unknown_and_not_empty() -> None:
    told = [*_hours([9] * 8), *_hours([9] * 8, first=MONDAY + 2 * DAY)]
    for every in (60, 1440):
        series = _series(_files(told), every=every, days=3)
        assert series.missing_days == (date(2026, 3, 3),)
        assert sum(series.offered) == 144


def test_a_day_told_in_part_is_not_taken_for_a_whole_one() -> None:
    told = [
        *_hours([9] * 8, [9] * 8),
        *_hours([9] * 4, first=MONDAY + 7 * DAY),
        *_hours([9] * 8, first=MONDAY + 14 * DAY),
    ]
    series = _series(_files(told), every=1440, days=15)
    assert [each.start.day for each in series.intervals()] == [2, 3, 16]


def test_what_a_file_tells_of_closed_time_is_in_no_interval_or_waits_for_the_opening() -> None:
    night = _counts(MONDAY + 7 * HOUR, HOUR, *[4] * 10)
    assert _series(_files(night), days=1).outside_hours == 8
    waiting = _series(_files(night), days=1, waits=True)
    assert (waiting.offered[0], waiting.outside_hours) == (12, 0)


def test_missed_contacts_are_summed_too() -> None:
    counts = [count._replace(missed=2) for count in _hours([5] * 8)]
    assert _series(_files(counts), every=1440, days=1).missed == (16,)


def test_a_day_on_which_one_channel_is_unknown_is_unknown_in_the_sum() -> None:
    known = _series(_files(_hours([1] * 8, [1] * 8, [1] * 8)), every=1440, days=3)
    gap = _series(_files([*_hours([9] * 8), *_hours([9] * 8, first=MONDAY + 2 * DAY)]), every=1440, days=3)
    total = summed([known, gap], last_day=date(2026, 3, 4))
    assert (total.offered, total.missing_days) == ((80, 80), (date(2026, 3, 3),))


def test_a_channel_that_ended_long_ago_does_not_hide_the_others() -> None:
    known = _series(_files(_hours(*[[1] * 8] * 90)), every=1440, days=90)
    ended = _series(_files(_hours([9] * 8)), every=1440, days=90)
    total = summed([known, ended], last_day=(MONDAY + 89 * DAY).date())
    assert (len(total), total.offered[:2]) == (len(known), (80, 8))


@pytest.mark.parametrize("every", [5, 30, 60, 1440])
def test_nothing_is_lost_or_gained_by_laying_counts_out(every: int) -> None:
    generator = np.random.default_rng(7)
    told = _hours(*(generator.poisson(9, 8).tolist() for _ in range(5)))
    series = _series(_files(told), every=every)
    assert sum(series.offered) == pytest.approx(sum(count.offered for count in told))


@pytest.mark.parametrize("every", [5, 30, 60, 240, 1440])
@pytest.mark.parametrize("first", [datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 10, 23, 22, tzinfo=UTC)])
def test_on_the_nights_of_a_clock_change_nothing_is_lost_or_doubled(every: int, first: datetime) -> None:
    always = calendar_from({"zone": "Europe/Berlin", "weekly": {day: ["00:00-24:00"] for day in WEEKDAYS}})
    hours = 71 if first.month == 3 else 73
    day = first.date() + DAY
    series = merged(
        _log(), _files(_counts(first, HOUR, *range(6, 6 + hours))), channel=PHONE, calendar=always, deferred=[],
        every_minutes=every, first_day=day, last_day=day + 2 * DAY,
    )  # fmt: skip
    assert sum(series.offered) == pytest.approx(sum(range(6, 6 + hours)))
    assert not series.missing_days


# ---- entered in a batch


def _entered(rows: Sequence[tuple[datetime, datetime]]) -> Offered:
    return offered_from(
        [(PHONE, int(at.timestamp()) * 1_000_000, True, False, int(when.timestamp()) * 1_000_000) for at, when in rows]
    )


def test_many_entered_at_once_for_one_minute_are_known_by_their_day_only() -> None:
    live = [(MONDAY + (9 + place) * HOUR, MONDAY + (9 + place) * HOUR) for place in range(8)]
    evening = MONDAY + 18 * HOUR
    batch = [(MONDAY + 12 * HOUR, evening)] * 5
    found = in_batches(_entered([*live, *batch]), "UTC")
    assert found.tolist() == [False] * 8 + [True] * 5
    assert told_apart(_entered([*live, *batch]), "UTC").time_known.sum() == 8
    # Four are no batch; and a rush that was entered as it came is one that came.
    assert not in_batches(_entered([*live, *batch[:4]]), "UTC").any()
    assert not in_batches(_entered([*live, *[(MONDAY + 12 * HOUR, MONDAY + 12 * HOUR)] * 9]), "UTC").any()


def test_a_day_on_which_all_bear_one_minute_is_known_by_its_day_only() -> None:
    noon = [(MONDAY + 12 * HOUR, MONDAY + 12 * HOUR)] * 6
    assert in_batches(_entered(noon), "UTC").all()
    assert not in_batches(_entered(noon[:4]), "UTC").any()
