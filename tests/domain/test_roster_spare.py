from dataclasses import replace
from decimal import Decimal

from csops.domain.roster_spare import Spare, spares
from csops.domain.rosters import Task, sums
from csops.domain.shifts import Shift
from tests.helpers.rosters import a_shift, a_task, needed, people

ONE = needed("08:00-14:00", 1)


def found(task: Task, *shifts: Shift) -> tuple[Spare, ...]:
    return spares(task, shifts, sums(task, shifts))


def test_nothing_is_more_than_needed_where_as_many_are_there() -> None:
    task = a_task(ONE, workers=people(2))
    assert found(task, a_shift("08:00-14:00")) == ()
    assert found(task) == ()


def test_a_stretch_says_when_how_many_how_long_and_what_it_costs() -> None:
    task = a_task(ONE, workers=people(3))
    shifts = (
        a_shift("08:00-14:00"),
        a_shift("10:00-14:00", member_id=2),
        a_shift("12:00-13:00", member_id=3),
    )
    [spare] = found(task, *shifts)
    assert (f"{spare.starts_at:%a %H:%M}", f"{spare.ends_at:%H:%M}") == ("Mon 10:00", "14:00")
    assert (spare.most, spare.hours, spare.cost) == (2, 5, Decimal("100.00"))


def test_two_stretches_with_a_break_between_them_are_two() -> None:
    task = a_task(ONE, workers=people(2))
    shifts = (a_shift("08:00-14:00"), a_shift("08:00-09:00", member_id=2), a_shift("08:00-09:00", member_id=2, day=1))
    assert [spare.hours for spare in found(task, *shifts)] == [1]
    later = a_shift("12:00-13:00", member_id=2)
    assert [spare.hours for spare in found(task, *shifts[:2], later)] == [1, 1]


def test_the_hours_of_all_stretches_are_those_of_the_sums() -> None:
    task = a_task(needed("08:00-14:00", 2), workers=people(3))
    shifts = [a_shift("08:00-12:00", member_id=one) for one in (1, 2, 3)]
    assert sum(spare.hours for spare in found(task, *shifts)) == sums(task, shifts).spare_hours == 4


def test_who_is_there_for_some_channels_alone_is_not_counted_a_second_time() -> None:
    phone = tuple(replace(demand, channels=("phone",), people=1) for demand in ONE)
    task = a_task((*ONE, *phone), workers=people(2))
    assert [spare.hours for spare in found(task, a_shift("08:00-14:00"), a_shift("08:00-10:00", member_id=2))] == [2]
