"""Changes by hand to a roster: each gives the new shifts, so that they can be judged before they are kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from csops.domain.errors import NotFound, OutOfRange
from csops.domain.plans import Plan
from csops.domain.rosters import in_order
from csops.domain.shifts import Shift, checked_hours

Shifts = tuple[Shift, ...]


def with_shift(plan: Plan, shifts: Iterable[Shift], shift: Shift) -> Shifts:
    """Return the roster with this shift, in place of whatever the person had on that day.

    Raises:
        OutOfRange: a day outside of the plan, hours that cannot be worked.
    """
    _inside(plan, shift.day)
    rest = list(shifts)
    old = next((each for each in rest if _place(each) == _place(shift)), None)
    new = replace(shift, plan_id=plan.id, breaks=checked_hours(shift), fixed=True, id=0, version=1)
    if old is not None:
        rest.remove(old)
        new = replace(new, id=old.id, version=old.version)
    return in_order([*rest, new])


def without_shift(shifts: Iterable[Shift], *, member_id: int, day: date) -> Shifts:
    """Return the roster without a person's work on a day.

    Raises:
        NotFound: there is none.
    """
    rest = list(shifts)
    return in_order(each for each in rest if each != _found(rest, member_id, day))


def moved(plan: Plan, shifts: Iterable[Shift], *, source: tuple[int, date], goal: tuple[int, date]) -> Shifts:
    """Return the roster with a shift moved to another person or day; where there was one, the two change places.

    Args:
        plan: whose days.
        shifts: the roster.
        source: whose shift, and on which day.
        goal: to whom, and to which day.

    Raises:
        NotFound: no shift there. OutOfRange: a day outside of the plan.
    """
    _inside(plan, goal[1])
    rest = list(shifts)
    shift = _found(rest, *source)
    rest.remove(shift)
    other = next((each for each in rest if _place(each) == goal), None)
    changed = [replace(shift, member_id=goal[0], day=goal[1], fixed=True)]
    if other is not None:
        rest.remove(other)
        changed.append(replace(other, member_id=source[0], day=source[1], fixed=True))
    return in_order([*rest, *changed])


def _found(shifts: Iterable[Shift], member_id: int, day: date) -> Shift:
    shift = next((each for each in shifts if _place(each) == (member_id, day)), None)
    if shift is None:
        raise NotFound(kind="shift of this person on", id=day.isoformat())
    return shift


def _place(shift: Shift) -> tuple[int, date]:
    return shift.member_id, shift.day


def _inside(plan: Plan, day: date) -> None:
    if not plan.first_day <= day <= plan.last_day:
        right = f"Choose a day from {plan.first_day} to {plan.last_day}"
        raise OutOfRange(field="day", value=day, right=right)
