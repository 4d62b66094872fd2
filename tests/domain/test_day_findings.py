"""What looks wrong in a history is found where it was planted, and hardly anywhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.day_findings import findings, usual_by_day
from csops.domain.histories import Finding, Odd, stretches
from csops.domain.slots import slots_from
from csops.domain.volume import EventDays, Series

FIRST = date(2025, 3, 3)
DAYS = 364
SHAPE = (1.2, 1.0, 1.0, 0.9, 1.1, 0.4)
"""Open from Monday to Saturday."""


def _at(place: int) -> date:
    return FIRST + timedelta(days=place)


SUNDAYS = [_at(place) for place in range(6, DAYS, 7)]


def _series(counts: dict[date, float], **values: object) -> Series:
    days = sorted(counts)
    plain = Series(
        zone="UTC",
        every_minutes=1440,
        starts_s=tuple(int(datetime.combine(day, datetime.min.time(), tzinfo=UTC).timestamp()) for day in days),
        offered=tuple(counts[day] for day in days),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


def _drawn(mean: float, *, seed: int, growth: float = 0.0, scatter: float = 0.0) -> dict[date, float]:
    """A shop that grows evenly by that share over the year; its days scatter by chance, and by `scatter` beyond."""
    rng = np.random.default_rng(seed)
    found = {}
    for place in range(DAYS):
        if place % 7 < 6:
            usual = mean * SHAPE[place % 7] * (1 + growth * place / DAYS)
            rate = usual * (rng.gamma(1 / scatter**2, scatter**2) if scatter else 1.0)
            found[_at(place)] = float(rng.poisson(rate))
    return found


def _found(series: Series, **values: object) -> tuple[Finding, ...]:
    return findings(series, **{"closed": SUNDAYS, "outside": {}, **values})  # type: ignore[arg-type]


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.sampled_from([15.0, 60.0, 300.0]), st.sampled_from([0.0, 1.0]))
def test_planted_outliers_are_found(seed: int, mean: float, growth: float) -> None:
    counts = _drawn(mean, seed=seed, growth=growth)
    usual = {place: mean * SHAPE[place % 7] * (1 + growth * place / DAYS) for place in (50, 120, 200)}
    counts[_at(50)] = round(3.5 * usual[50])
    counts[_at(120)] = round(3.5 * usual[120])
    counts[_at(200)] = 0.0
    found = {each.first_day: each for each in _found(_series(counts))}
    assert {_at(50), _at(120), _at(200)} <= set(found)
    assert [found[_at(place)].odd for place in (50, 120, 200)] == [Odd.HIGH, Odd.HIGH, Odd.EMPTY]
    assert found[_at(50)].came > 2 * (found[_at(50)].expected or 0)


def test_hardly_an_ordinary_day_is_called_odd() -> None:
    alarms = [
        len(_found(_series(_drawn(mean, seed=seed, growth=growth, scatter=scatter))))
        for seed in range(12)
        for mean in (1.0, 6.0, 60.0)
        for growth, scatter in ((0.0, 0.0), (1.0, 0.15))
    ]
    assert sum(alarms) / len(alarms) < 0.15


def test_three_contacts_instead_of_one_are_no_outlier() -> None:
    counts = dict.fromkeys((_at(place) for place in range(DAYS) if place % 7 < 6), 1.0)
    counts[_at(100)] = 3.0
    assert _found(_series(counts)) == ()


def test_four_weeks_are_needed_before_a_day_is_judged() -> None:
    counts = {_at(place): 20.0 for place in range(27)}
    counts[_at(10)] = 400.0
    assert _found(_series(counts)) == ()
    assert usual_by_day(slots_from(_series(counts))) == {}


def test_what_a_person_has_spoken_of_is_not_asked_again() -> None:
    counts = _drawn(60, seed=3)
    counts[_at(50)] = 300.0
    assert [each.first_day for each in _found(_series(counts))] == [_at(50)]
    assert _found(_series(counts), settled={_at(50)}) == ()
    assert _found(_series(counts, events=(EventDays(name="Sale", days=(_at(50),)),))) == ()
    assert _found(_series(counts, unlearned=(_at(50),))) == ()


def test_a_gap_over_a_closed_day_is_one_stretch() -> None:
    counts = _drawn(60, seed=4)
    gone = [_at(place) for place in (102, 103, 105, 106)]
    for day in gone:
        del counts[day]
    (found,) = _found(_series(counts, missing_days=tuple(gone)), closed=[*SUNDAYS, _at(104)])
    assert (found.odd, found.first_day, found.last_day, found.days) == (Odd.MISSING, gone[0], gone[-1], 4)
    assert _found(_series(counts, missing_days=tuple(gone)), settled=gone) == ()


def test_a_weekday_on_which_nothing_ever_comes_is_told_once() -> None:
    counts = {day: 0.0 if day.weekday() == 5 else count for day, count in _drawn(60, seed=5).items()}
    (found,) = _found(_series(counts))
    assert (found.odd, found.days, found.first_day.weekday()) == (Odd.IDLE_WEEKDAY, DAYS // 7, 5)


def test_contacts_on_closed_days_are_told_and_those_of_a_weekday_once() -> None:
    series = _series(_drawn(60, seed=6))
    (single,) = _found(series, outside={SUNDAYS[4]: 30, SUNDAYS[9]: 2})
    assert (single.odd, single.first_day, single.came) == (Odd.OUTSIDE, SUNDAYS[4], 30)
    (weekly,) = _found(series, outside=dict.fromkeys(SUNDAYS, 30))
    assert (weekly.odd, weekly.days) == (Odd.BUSY_WEEKDAY, len(SUNDAYS))


def test_the_usual_of_a_day_follows_weekday_and_growth() -> None:
    usual = usual_by_day(slots_from(_series(_drawn(200, seed=7, growth=1.0))))
    early, late = usual[_at(35)], usual[_at(329)]
    assert 1.5 < late / early < 2.0
    assert usual[_at(35)] > 2 * usual[_at(40)]


def test_no_history_has_nothing_wrong() -> None:
    assert _found(_series({})) == ()


def test_days_next_to_each_other_are_one_stretch() -> None:
    assert stretches([_at(3), _at(1), _at(2), _at(9)]) == [(_at(1), _at(3), 3), (_at(9), _at(9), 1)]
