"""The rest of today, corrected by what came so far."""

import math
import random
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import OutOfRange
from csops.domain.rest_of_day import DayLevel, ends, rest_of_day
from csops.domain.rest_of_day_past import PastDay, helped, level_at

LEVEL = DayLevel(cv=0.2, noise=1.5, rest_noise=1.5, days=60)
means = st.lists(st.floats(0, 500), min_size=1, max_size=24)
levels = st.builds(DayLevel, cv=st.floats(0, 2), noise=st.floats(1, 50), rest_noise=st.floats(1, 50))


def some_gone(expected: list[float], over: int) -> list[float]:
    return [1.0 if place < over else 0.0 for place in range(len(expected))]


@given(expected=means, level=levels)
def test_a_day_that_has_not_begun_stays_as_it_was(expected: list[float], level: DayLevel) -> None:
    found = rest_of_day(expected, gone=[0.0] * len(expected), came=0, level=level)
    assert found.factor == 1
    assert found.intervals == tuple(expected)


@given(expected=means, level=levels, over=st.integers(1, 24))
def test_a_day_as_expected_stays_as_it_was(expected: list[float], level: DayLevel, over: int) -> None:
    gone = some_gone(expected, over)
    by_now = math.fsum(expected[:over])
    found = rest_of_day(expected, gone=gone, came=by_now, level=level)
    assert found.factor == pytest.approx(1)
    assert found.total == pytest.approx(found.planned)


@given(expected=means, level=levels, over=st.integers(0, 24), came=st.integers(0, 5000), more=st.integers(1, 500))
def test_more_that_came_never_means_that_less_is_to_come(
    expected: list[float], level: DayLevel, over: int, came: int, more: int
) -> None:
    gone = some_gone(expected, over)
    found = rest_of_day(expected, gone=gone, came=came, level=level)
    busier = rest_of_day(expected, gone=gone, came=came + more, level=level)
    assert all(each >= 0 for each in found.intervals)
    assert found.came <= found.low <= found.high
    assert all(one <= other for one, other in zip(found.intervals, busier.intervals, strict=True))


def test_a_busy_morning_raises_the_afternoon_by_less_than_itself() -> None:
    # Gamma of weight 1.5 / .04 = 37.5 contacts: (37.5 + 60) / (37.5 + 40).
    found = rest_of_day([20, 20, 30], gone=[1, 1, 0], came=60, level=LEVEL)
    assert found.factor == pytest.approx(97.5 / 77.5)
    assert found.total == pytest.approx(60 + 30 * 97.5 / 77.5)
    assert found.low < found.total < found.high


def test_half_an_interval_counts_half() -> None:
    found = rest_of_day([20, 20, 30], gone=[1, 0.5, 0], came=30, level=LEVEL)
    assert (found.by_now, found.rest) == (30, 40)


def test_what_came_in_the_first_minutes_corrects_nothing() -> None:
    found = rest_of_day([20, 20], gone=[0.1, 0], came=15, level=LEVEL)
    assert (found.factor, found.rest) == (1, 38)


def test_without_a_level_nothing_is_corrected() -> None:
    found = rest_of_day([20, 20], gone=[1, 0], came=35, level=DayLevel())
    assert (found.factor, found.total) == (1, 55)


def test_contacts_below_zero_are_refused() -> None:
    with pytest.raises(OutOfRange):
        rest_of_day([20], gone=[0], came=-1, level=LEVEL)


def test_the_ends_of_a_poisson_count_are_its_tenths() -> None:
    # Poisson of mean 10: P(X <= 5) = .067, P(X <= 6) = .130; P(X <= 13) = .864, P(X <= 14) = .917.
    assert ends(10, shape=math.inf) == (6, 14)
    assert ends(0, shape=math.inf) == (0, 0)


def test_large_and_small_means_meet() -> None:
    small, large = ends(300, shape=25), ends(300.001, shape=25)
    assert small == pytest.approx(large, rel=0.01)


# ---------------------------------------------------------------- past days
def days_with(level_cv: float, *, count: int = 120, seed: int = 1) -> list[PastDay]:
    """Days of ten hours whose level varies by so much around a forecast of 40 contacts an hour."""
    chance = random.Random(seed)
    shape = 1 / level_cv**2 if level_cv else 0
    made = []
    for place in range(count):
        level = chance.gammavariate(shape, 1 / shape) if shape else 1.0
        came = tuple(float(round(max(0.0, chance.gauss(40 * level, math.sqrt(40 * level))))) for _ in range(10))
        day = date(2026, 1, 1) + timedelta(days=place)
        starts = tuple(time(8 + hour) for hour in range(10))
        made.append(PastDay(day=day, starts=starts, expected=(40.0,) * 10, came=came))
    return made


def test_the_level_that_days_share_is_found() -> None:
    found = level_at(days_with(0.3, count=400), at=time(13))
    assert found.cv == pytest.approx(0.3, rel=0.15)
    assert 1 <= found.noise < 2


def test_days_that_differ_by_chance_have_hardly_a_level() -> None:
    assert level_at(days_with(0.0, count=400), at=time(13)).cv < 0.03


def test_a_fortnight_is_the_least_to_tell_a_level_by() -> None:
    assert level_at(days_with(0.3, count=13), at=time(13)).cv == 0
    assert level_at(days_with(0.3, count=14), at=time(13)).cv > 0


def test_correcting_helps_where_days_have_a_level_and_the_range_holds_eight_of_ten() -> None:
    found = helped(days_with(0.3, count=300), at=time(12))
    assert found is not None
    assert found.share < 0.5 * found.plain_share
    assert 0.72 < found.within < 0.9
    assert found.days == 286


def test_without_past_days_nothing_is_said_of_the_help() -> None:
    assert helped(days_with(0.3, count=20), at=time(12)) is None
    assert helped(days_with(0.3), at=time(8)) is None
