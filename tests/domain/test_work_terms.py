from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csops.domain.errors import Missing, OutOfRange
from csops.domain.shifts import Hours
from csops.domain.work_terms import (
    Absence,
    Away,
    Part,
    Terms,
    Wanted,
    Wish,
    checked_absence,
    checked_terms,
    checked_wish,
)
from tests.helpers.rosters import EARLY, LATE, MONDAY, NIGHT, a_worker, day_of, weekly

NOON = 13 * 60


def away(first: int, last: int | None = None, **values: Any) -> Absence:
    plain = Absence(member_id=1, first_day=day_of(first), last_day=day_of(first if last is None else last))
    return replace(plain, **values)


def test_without_availability_any_time_will_do() -> None:
    assert a_worker().is_available(NIGHT, MONDAY)


def test_a_shift_must_lie_inside_what_is_offered() -> None:
    worker = a_worker(available=weekly(mon="08:00-15:00"))
    assert worker.is_available(EARLY, MONDAY)
    assert not worker.is_available(LATE, MONDAY)
    assert not worker.is_available(EARLY, day_of(1))


def test_times_offered_on_two_days_join_at_midnight() -> None:
    worker = a_worker(available=weekly(mon="20:00-24:00", tue="00:00-07:00"))
    assert worker.is_available(NIGHT, MONDAY)
    assert not worker.is_available(NIGHT, day_of(1))


def test_a_half_day_leaves_the_other_half() -> None:
    morning = a_worker(absences=(away(0, part=Part.MORNING),))
    assert morning.absence_during(EARLY, MONDAY, noon_minute=NOON) is not None
    assert morning.absence_during(LATE, MONDAY, noon_minute=NOON) is None
    afternoon = a_worker(absences=(away(0, part=Part.AFTERNOON),))
    assert afternoon.absence_during(LATE, MONDAY, noon_minute=NOON) is not None
    short = Hours(start_minute=8 * 60, end_minute=NOON)
    assert afternoon.absence_during(short, MONDAY, noon_minute=NOON) is None


def test_a_night_shift_meets_the_absence_of_the_day_after() -> None:
    worker = a_worker(absences=(away(1),))
    assert worker.absence_during(NIGHT, MONDAY, noon_minute=NOON) is not None
    assert worker.absence_during(NIGHT, day_of(-1), noon_minute=NOON) is None


def test_a_day_of_absence_counts_a_days_share_of_the_contract() -> None:
    week = (MONDAY, day_of(6))
    assert a_worker().contract_hours(*week) == 40
    assert a_worker(absences=(away(0), away(1, part=Part.MORNING))).contract_hours(*week) == 28
    assert a_worker(absences=(away(0, 13),)).contract_hours(*week) == 0
    assert a_worker(absences=(away(0, reason=Away.UNPAID),)).contract_hours(*week) == 40


def test_a_holiday_counts_a_days_share_of_the_contract_and_once_only() -> None:
    week = (MONDAY, day_of(6))
    worker = replace(a_worker(), closed=frozenset({day_of(1)}))
    assert worker.contract_hours(*week) == 32
    assert replace(worker, absences=(away(1),)).contract_hours(*week) == 32
    assert replace(worker, closed=frozenset({day_of(5)})).contract_hours(*week) == 40
    assert replace(a_worker(available=weekly(mon="09:00-16:00")), closed=worker.closed).contract_hours(*week) == 40


def test_a_weekend_away_takes_nothing_from_a_contract_of_weekdays() -> None:
    week = (MONDAY, day_of(6))
    assert a_worker(absences=(away(4, 6),)).contract_hours(*week) == 32
    assert a_worker(absences=(away(4, 6),), days_per_week=6, hours_per_week=48).contract_hours(*week) == 32
    saturdays = a_worker(absences=(away(5),), days_per_week=1, hours_per_week=6, available=weekly(sat="09:00-16:00"))
    assert saturdays.contract_hours(*week) == 0


def test_a_wish_says_which_days_it_is_about() -> None:
    tuesdays = Wish(member_id=1, weekday=1)
    assert tuesdays.is_about(day_of(1))
    assert not tuesdays.is_about(day_of(2))
    assert Wish(member_id=1, day=date(2026, 6, 2)).is_about(day_of(1))


def test_a_wish_for_a_shift_asks_nothing_of_a_free_day() -> None:
    late = Wish(member_id=1, wants=Wanted.SHIFT, template_id=2)
    assert late.is_met_by([])
    assert late.is_met_by([2])
    assert not late.is_met_by([1])
    assert not Wish(member_id=1, weekday=0).is_met_by([1])


@pytest.mark.parametrize(
    "terms",
    [
        {"hours_per_week": -1},
        {"hours_per_week": 200},
        {"days_per_week": 0},
        {"most_hours_per_week": 81},
        {"available": ()},
    ],
)
def test_terms_that_cannot_be_are_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(OutOfRange):
        checked_terms(Terms(member_id=1, **terms))


def test_absences_and_wishes_that_cannot_be_are_refused() -> None:
    with pytest.raises(OutOfRange):
        checked_absence(away(1, 0))
    with pytest.raises(OutOfRange, match="Choose a day from 1900 to 2199"):
        checked_absence(Absence(member_id=1, first_day=date.max, last_day=date.max))
    with pytest.raises(Missing):
        checked_wish(Wish(member_id=1))
    with pytest.raises(Missing):
        checked_wish(Wish(member_id=1, wants=Wanted.SHIFT, weekday=1))
    with pytest.raises(OutOfRange):
        checked_wish(Wish(member_id=1, weekday=7))
    assert checked_wish(Wish(member_id=1, weekday=1, template_id=3)).template_id is None
