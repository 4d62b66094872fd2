"""What the command line says of a plan of shifts: an object for machines, lines for people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.rosters import PlanView
    from csops.services.workspace import Workspace

_SHOWN_GAPS = 12


def view_answer(view: "PlanView", workspace: "Workspace", *, further: Mapping[str, Any] | None = None) -> Answer:
    """Return what is to be said of a plan; `further` keys go with it."""
    from csops.domain.roster_words import broken_words, gap_words
    from csops.services.roster_files import named

    names = named(workspace)
    gaps = [
        {
            "from": gap.starts_at,
            "to": gap.ends_at,
            "needed": gap.needed,
            "missing": gap.missing,
            "hours": gap.hours,
            "channels": list(gap.channels),
            "why": gap_words(gap, channel_name=lambda key: names.channels.get(key, key)),
        }
        for gap in view.gaps
    ]
    broken = [broken_words(finding) for finding in view.broken]
    data = {
        "plan": view.plan.id,
        "from": view.plan.first_day,
        "to": view.plan.last_day,
        "state": view.plan.state,
        "hours": view.sums.hours,
        "cost": view.sums.cost,
        "currency": names.shop.currency,
        "gaps": gaps,
        "missing_hours": sum(gap.hours for gap in view.gaps),
        "needed_hours": view.sums.needed_hours,
        "spare_hours": view.sums.spare_hours,
        "service_level": view.reached.service_level,
        "promised": view.reached.promised,
        "chance_of_missing": view.reached.chance_of_missing,
        "broken": broken,
        "hints": view.hints,
        "people": [_person_data(each) for each in view.sums.people],
        "shifts": _shifts_data(view),
        "changed_since_published": _changes_data(view),
        "search": {key: view.plan.figures.get(key) for key in ("ending", "points", "bound", "seconds")},
        "shifts_proposed": view.plan.figures.get("shifts_proposed"),
        **(further or {}),
    }
    return Answer(data=data, lines=tuple(_lines(view, data)))


def _person_data(person: Any) -> dict[str, Any]:
    return {
        "name": person.name,
        "shifts": person.shifts,
        "hours": person.hours,
        "contract": person.contract,
        "weekend_days": person.weekend_days,
        "wishes": person.wishes,
        "wishes_met": person.wishes_met,
        "cost": person.cost,
    }


def _shifts_data(view: "PlanView") -> list[dict[str, Any]]:
    names = {worker.member_id: worker.name for worker in view.task.workers}
    return [
        {
            "person": names.get(shift.member_id),
            "day": shift.day,
            "shift": shift.name,
            "hours": shift.clock,
            "by_hand": shift.fixed,
        }
        for shift in view.shifts
    ]


def _changes_data(view: "PlanView") -> list[dict[str, Any]]:
    names = {worker.member_id: worker.name for worker in view.task.workers}
    return [
        {
            "person": names.get(change.member_id),
            "day": change.day,
            "before": None if change.before is None else change.before.clock,
            "after": None if change.after is None else change.after.clock,
        }
        for change in view.changes
    ]


def _lines(view: "PlanView", data: Mapping[str, Any]) -> list[str]:
    level = view.reached.service_level
    days = f"{view.plan.first_day} to {view.plan.last_day}"
    paid = f"{view.sums.hours:g} paid hours, {view.sums.cost} {data['currency']}"
    lines = [f"Plan {view.plan.id}, {days}, {view.plan.state.value}: {paid}"]
    lines += [
        f"Changed since it was published: {each['person']}, {each['day']}: {each['after'] or 'free'} "
        f"instead of {each['before'] or 'free'}"
        for each in data["changed_since_published"]
    ]
    if level is not None and view.reached.promised is not None:
        lines.append(f"Service level by formula {level:.1%}, promised {view.reached.promised:.0%}")
    if view.reached.chance_of_missing is not None:
        lines.append(f"Chance of missing it: {view.reached.chance_of_missing:.1%}")
    lines += [f"{each.name}: {each.hours:g} of {each.contract:g} h, {each.shifts} shifts" for each in view.sums.people]
    if data["shifts_proposed"]:
        lines.append("The shifts were proposed from the opening hours; set up your own with “staff people --load”")
    lines += [*view.hints, *data["broken"]]
    lines.append(f"{data['missing_hours']:g} hours missing" if view.gaps else "Everything is covered")
    lines += [gap["why"] for gap in data["gaps"][:_SHOWN_GAPS]]
    if len(view.gaps) > _SHOWN_GAPS:
        lines.append(f"and {len(view.gaps) - _SHOWN_GAPS} more gaps")
    for each in data.get("without", ()):
        lines.append(f"Without the rule “{each['rule']}”: {each['missing_hours']:g} hours missing")
    return lines + ([f"Written: {data['file']}"] if data.get("file") else [])
