"""Plans of shifts that are kept without a search for the best."""

from collections.abc import Sequence
from dataclasses import replace

from csops.domain.plans import Plan
from csops.domain.shifts import Shift
from csops.services.workspace import Workspace


def keep_plan(workspace: Workspace, plan: Plan, shifts: Sequence[Shift]) -> int:
    """Keep a plan with these shifts; return its id."""
    with workspace.work("Keep a plan") as work:
        kept = work.plans.add(plan)
        work.shifts.add_many([replace(shift, plan_id=kept.id) for shift in shifts])
    return kept.id
