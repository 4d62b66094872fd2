import pytest

from csops.domain.errors import NotFound, OutOfRange
from csops.domain.plans import Plan
from csops.domain.roster_edits import moved, with_shift, without_shift
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.rosters import MONDAY, a_shift, day_of

PLAN = Plan(id=7, first_day=MONDAY, weeks=1, made_at=MONDAY_MORNING)
FIRST = a_shift("08:00-14:00", id=1, plan_id=7)
OTHER = a_shift("14:00-20:00", day=1, member_id=2, id=2, plan_id=7)


def test_a_shift_by_hand_takes_the_place_of_the_one_that_was_there() -> None:
    (kept,) = with_shift(PLAN, [FIRST], a_shift("10:00-12:00"))
    assert (kept.id, kept.clock, kept.fixed) == (1, "10:00-12:00", True)
    assert len(with_shift(PLAN, [FIRST], a_shift("10:00-12:00", day=1))) == 2


def test_a_day_outside_of_the_plan_is_refused() -> None:
    with pytest.raises(OutOfRange, match="2026-06-01 to 2026-06-07"):
        with_shift(PLAN, [], a_shift("10:00-12:00", day=7))
    with pytest.raises(OutOfRange):
        moved(PLAN, [FIRST], source=(1, MONDAY), goal=(1, day_of(-1)))


def test_a_shift_goes_to_another_person_and_day() -> None:
    (kept,) = moved(PLAN, [FIRST], source=(1, MONDAY), goal=(3, day_of(2)))
    assert (kept.id, kept.member_id, kept.day, kept.fixed) == (1, 3, day_of(2), True)


def test_two_shifts_change_places() -> None:
    kept = moved(PLAN, [FIRST, OTHER], source=(1, MONDAY), goal=(2, day_of(1)))
    assert [(each.member_id, each.day, each.clock) for each in kept] == [
        (1, MONDAY, "14:00-20:00"),
        (2, day_of(1), "08:00-14:00"),
    ]


def test_a_shift_is_taken_out() -> None:
    assert without_shift([FIRST, OTHER], member_id=1, day=MONDAY) == (OTHER,)
    with pytest.raises(NotFound):
        without_shift([OTHER], member_id=1, day=MONDAY)
