"""People missing by month."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from csops.domain.hiring_need import Given, Hours, MonthNeed, given, months_from
from csops.domain.shrinkage_parts import Shrinkage, ShrinkagePart, Together, undivided
from csops.domain.work_terms import Absence, Away
from tests.helpers.rosters import a_worker

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 28)  # four whole weeks
NOTHING = Shrinkage(parts=())


def given_by(*workers: object, shrinkage: Shrinkage = NOTHING, closed: tuple[date, ...] = ()) -> Given:
    return given(
        workers,  # type: ignore[arg-type]  # workers of the helper
        first_day=FIRST,
        last_day=LAST,
        closed_days=closed,
        shrinkage=shrinkage,
        full_time_hours=40,
    )


def test_contracts_give_their_hours() -> None:
    found = given_by(a_worker(1), a_worker(2, hours_per_week=20), a_worker(3, on_roster=False))
    assert (found.contracts, found.hours, found.full_timer) == (240, 240, 160)


def test_shrinkage_takes_its_share_of_the_team_and_of_a_full_timer() -> None:
    found = given_by(a_worker(1), shrinkage=undivided(0.25))
    assert (found.hours, found.full_timer) == (120, 120)


def test_known_absences_count_where_they_are_more_than_was_assumed() -> None:
    month = Absence(member_id=1, first_day=FIRST, last_day=date(2026, 6, 14), reason=Away.LEAVE)
    assert given_by(a_worker(1, absences=(month,)), shrinkage=undivided(0.25)).lost == pytest.approx(0.5)
    day = Absence(member_id=1, first_day=FIRST, last_day=FIRST, reason=Away.LEAVE)
    assert given_by(a_worker(1, absences=(day,)), shrinkage=undivided(0.25)).lost == 0.25


def test_known_absences_take_the_place_of_the_assumed_ones_and_not_of_breaks() -> None:
    parts = (
        ShrinkagePart(name="Breaks", share=Decimal("0.1")),
        ShrinkagePart(name="Leave", share=Decimal("0.1")),
        ShrinkagePart(name="Illness", share=Decimal("0.05")),
    )
    shrinkage = Shrinkage(parts=parts, together=Together.NESTED)
    away = Absence(member_id=1, first_day=FIRST, last_day=date(2026, 6, 14), reason=Away.LEAVE)
    assert given_by(a_worker(1, absences=(away,)), shrinkage=shrinkage).lost == pytest.approx(1 - 0.9 * 0.5)
    assert given_by(a_worker(1), shrinkage=shrinkage).lost == pytest.approx(float(shrinkage.share))


def test_a_holiday_is_no_day_of_a_contract_and_no_absence() -> None:
    found = given_by(a_worker(1), closed=(date(2026, 6, 4),))
    assert (found.contracts, found.known_away, found.full_timer) == (152, 0, 152)


def test_nobody_gives_nothing() -> None:
    found = given_by()
    assert (found.contracts, found.hours, found.known_away) == (0, 0, 0)
    assert found.full_timer == 160


@examples(needed=st.floats(0, 5000), give=st.floats(0, 5000), lost=st.floats(0, 0.9))
def test_the_range_of_people_holds_their_mean(needed: float, give: float, lost: float) -> None:
    month = MonthNeed(
        first_day=FIRST,
        contacts=0,
        needed=Hours(mean=needed, low=0.8 * needed, high=1.2 * needed),
        given=Given(contracts=give, lost=lost, known_away=0, full_timer=160 * (1 - lost)),
    )
    people = month.missing_people
    assert people.low <= people.mean <= people.high
    assert (people.mean > 0) == (month.missing_hours > 0)


def test_whole_months_follow_each_other() -> None:
    found = months_from(date(2026, 11, 17), last_day=date(2027, 3, 30), most=12)
    assert found == (
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
    )
    assert len(months_from(date(2026, 12, 1), last_day=date(2028, 1, 1), most=6)) == 6
    assert months_from(date(2026, 12, 1), last_day=date(2026, 12, 30), most=6) == ()
