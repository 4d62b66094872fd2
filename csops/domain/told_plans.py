"""What the team was told when a plan was published, and what was changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from csops.domain.opening_hours import Span
from csops.domain.plans import Plan, PlanState
from csops.domain.shifts import Shift

_TOLD = "told"
Place = tuple[int, date]


@dataclass(frozen=True, kw_only=True)
class ShiftChange:
    """A person's day that is not as it was published: `before` as told, `after` as it is now; None for free."""

    member_id: int
    day: date
    before: Shift | None
    after: Shift | None


def with_told(plan: Plan, shifts: Iterable[Shift]) -> Plan:
    """Return the plan with these shifts as what the team is told."""
    return replace(plan, figures={**plan.figures, _TOLD: [_plain(shift) for shift in shifts]})


def without_told(plan: Plan) -> Plan:
    """Return the plan as one of which the team is told nothing."""
    return replace(plan, figures={name: value for name, value in plan.figures.items() if name != _TOLD})


def as_told(plan: Plan, of: Plan) -> Plan:
    """Return a plan with what the team was told of another one: of the same plan before it was made anew."""
    told = {_TOLD: of.figures[_TOLD]} if _TOLD in of.figures else {}
    return replace(plan, figures={**plan.figures, **told})


def told_shifts(plan: Plan) -> tuple[Shift, ...] | None:
    """Return the shifts that the team was told; None for a draft, and where nothing was kept of it."""
    found = plan.figures.get(_TOLD)
    if plan.state is not PlanState.PUBLISHED or found is None:
        return None
    return tuple(_shift(one, plan) for one in found)


def changes_since(plan: Plan, shifts: Iterable[Shift]) -> tuple[ShiftChange, ...]:
    """Return every day of a person that differs from what was published, by day and person; none for a draft."""
    told = told_shifts(plan)
    if told is None:
        return ()
    before, after = by_place(told), by_place(shifts)
    places = sorted(set(before) | set(after), key=lambda place: (place[1], place[0]))
    return tuple(
        ShiftChange(member_id=member_id, day=day, before=was, after=now)
        for member_id, day in places
        if _hours(was := before.get((member_id, day))) != _hours(now := after.get((member_id, day)))
    )


def by_place(shifts: Iterable[Shift]) -> dict[Place, Shift]:
    """Return shifts by member and day."""
    return {(shift.member_id, shift.day): shift for shift in shifts}


def _hours(shift: Shift | None) -> tuple[object, ...]:
    return () if shift is None else (shift.start_minute, shift.end_minute, shift.breaks)


def _plain(shift: Shift) -> dict[str, Any]:
    return {
        "member": shift.member_id,
        "day": shift.day.isoformat(),
        "name": shift.name,
        "template": shift.template_id,
        "minutes": [shift.start_minute, shift.end_minute],
        "breaks": [[each.start_minute, each.end_minute] for each in shift.breaks],
        "paid_breaks": shift.paid_breaks,
        "fixed": shift.fixed,
    }


def _shift(plain: Mapping[str, Any], plan: Plan) -> Shift:
    begin, end = plain["minutes"]
    return Shift(
        plan_id=plan.id,
        member_id=plain["member"],
        day=date.fromisoformat(plain["day"]),
        name=plain["name"],
        template_id=plain["template"],
        start_minute=begin,
        end_minute=end,
        breaks=tuple(Span(start_minute=since, end_minute=till) for since, till in plain["breaks"]),
        paid_breaks=plain["paid_breaks"],
        fixed=plain["fixed"],
    )
