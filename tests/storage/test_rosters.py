"""What rosters are made from, and what came of them, comes back as it was kept: now, and by undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from csops.domain.opening_hours import Span
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Away, Part, Terms, Wanted, Wish
from csops.services import history
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA, a_kept_shift, a_plan

DAY = date(2026, 3, 2)
OFFERED = ((Span(start_minute=540, end_minute=1020),), *[()] * 6)

RECORDS: dict[str, Callable[[], Any]] = {
    "shift_templates": lambda: ShiftTemplate(
        name="Night", start_minute=1320, end_minute=1800, breaks=(Span(start_minute=1500, end_minute=1530),),
        weekdays=("fri", "sat"),
    ),
    "terms": lambda: Terms(member_id=ROSA.id, most_hours_per_week=20, available=OFFERED, channels=("phone",)),
    "absences": lambda: Absence(
        member_id=ROSA.id, first_day=DAY, last_day=DAY, part=Part.MORNING, reason=Away.TRAINING, note="First aid"
    ),
    "wishes": lambda: Wish(member_id=ROSA.id, wants=Wanted.FREE, weekday=4),
    "plans": a_plan,
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_kept_comes_back_the_same(workspace: Workspace, name: str) -> None:
    with workspace.work("Keep") as work:
        kept = getattr(work, name).add(RECORDS[name]())
    with workspace.read() as work:
        assert getattr(work, name).get(kept.id) == kept
    assert replace(kept, id=0) == RECORDS[name]()


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_taken_out_comes_back_by_undo(workspace: Workspace, name: str) -> None:
    with workspace.work("Keep") as work:
        kept = getattr(work, name).add(RECORDS[name]())
    with workspace.work("Take out") as work:
        getattr(work, name).remove(kept.id)
    history.undo(workspace)
    with workspace.read() as work:
        assert replace(getattr(work, name).get(kept.id), version=1) == kept


def test_shifts_come_back_in_one_batch_and_by_undo(workspace: Workspace) -> None:
    with workspace.work("Plan") as work:
        plan = work.plans.add(a_plan())
        kept = work.shifts.add_many([a_kept_shift(plan_id=plan.id, member_id=one.id) for one in (MARA, ROSA)])
    with workspace.work("Clear") as work:
        work.shifts.remove_many([shift.id for shift in kept])
    history.undo(workspace)
    with workspace.read() as work:
        assert work.shifts.where(plan_id=plan.id) == kept
    history.redo(workspace)
    with workspace.read() as work:
        assert work.shifts.where(plan_id=plan.id) == []


def test_the_rules_are_kept_as_one_decision(workspace: Workspace) -> None:
    with workspace.work("Change the rules") as work:
        assert work.settings.get(RosterRules) == RosterRules()
        work.settings.keep(RosterRules(rest_hours=12, fill_contracts=True))
    with workspace.read() as work:
        assert work.settings.get(RosterRules) == RosterRules(rest_hours=12, fill_contracts=True)
