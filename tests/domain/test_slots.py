"""Volume by day and slot: where contacts known by their day only go, and how clocks are read."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from csops.domain.slots import offsets_s, slots_from
from csops.domain.volume import Series

MONDAY, TUESDAY, WEDNESDAY = date(2024, 5, 6), date(2024, 5, 7), date(2024, 5, 8)


def two_days(first: tuple[float, float], second: tuple[float, float], date_only: dict[date, int]) -> Series:
    starts = [datetime(2024, 5, day, hour, tzinfo=UTC) for day in (6, 7) for hour in (9, 10)]
    return Series(
        zone="UTC",
        every_minutes=60,
        starts_s=tuple(int(each.timestamp()) for each in starts),
        offered=(*first, *second),
        date_only=date_only,
    )


def test_a_day_is_shared_out_as_its_own_hours_were() -> None:
    grid = slots_from(two_days((3, 1), (1, 1), {MONDAY: 4})).counts
    assert grid[0, 9:11].tolist() == [6.0, 2.0]


def test_a_day_on_which_no_hour_had_a_contact_is_shared_out_as_all_days_were() -> None:
    grid = slots_from(two_days((3, 1), (0, 0), {TUESDAY: 4})).counts
    assert grid[1, 9:11].tolist() == [3.0, 1.0]


def test_where_no_hour_ever_had_a_contact_the_open_hours_share_evenly() -> None:
    grid = slots_from(two_days((0, 0), (0, 0), {TUESDAY: 4})).counts
    assert grid[1, 9:11].tolist() == [2.0, 2.0]
    assert np.isnan(grid[1, 11:]).all()


@pytest.mark.parametrize("elsewhere", [{WEDNESDAY: 4}, {date(2024, 5, 5): 4}, {MONDAY: 0}])
def test_a_day_outside_the_series_changes_nothing(elsewhere: dict[date, int]) -> None:
    assert np.nansum(slots_from(two_days((3, 1), (1, 1), elsewhere)).counts) == 6.0


def test_a_missing_day_is_marked_and_one_outside_is_not() -> None:
    series = two_days((3, 1), (1, 1), {})
    marked = Series(**{**vars(series), "missing_days": (TUESDAY, WEDNESDAY)})
    assert slots_from(marked).unknown.tolist() == [False, True]


def test_no_instant_has_no_offset() -> None:
    assert offsets_s(np.zeros(0, dtype=np.int64), "Europe/Berlin").tolist() == []
