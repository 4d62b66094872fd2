"""The steps of a recovery as the shop has them: read, and changed in Settings."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from csops.domain.access import Permission
from csops.domain.channels import free_key, key_from
from csops.domain.errors import Overtaken, UnknownName
from csops.domain.recovery_steps import StepPlan, checked_plans, mapping_of, plans_from
from csops.services.content import starter
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTING = "recovery"
STARTER = "service_recovery"


def step_plans(workspace: Workspace) -> tuple[StepPlan, ...]:
    """Return the steps of a recovery: the shop's own, or those to start from. Retired ones stand last."""
    with workspace.read() as work:
        return plans_in(work)


def plans_in(work: Work) -> tuple[StepPlan, ...]:
    """Return them within an operation."""
    return plans_from(work.settings.mapping(SETTING) or starter(STARTER))


def save_step_plans(workspace: Workspace, *, plans: Sequence[StepPlan]) -> tuple[StepPlan, ...]:
    """Keep other steps. Recoveries that have begun keep the steps that they have.

    Raises:
        InputError: see `recovery_steps.checked_plans`.
    """
    return _changed(workspace, "Change the steps of a recovery", lambda _kept: plans)


def save_step(workspace: Workspace, *, plan: StepPlan, seen: StepPlan | None = None) -> StepPlan:
    """Keep one step, or add it before those that are retired where its key is empty; see `save_step_plans`.

    Args:
        workspace: where it is kept.
        plan: the step.
        seen: as it was read; Overtaken where a colleague changed or removed it since.
    """
    wanted = plan

    def change(kept: tuple[StepPlan, ...]) -> Sequence[StepPlan]:
        nonlocal wanted
        if not plan.key:
            wanted = replace(plan, key=free_key(key_from(plan.name), {one.key for one in kept}))
            return (*(one for one in kept if not one.retired), wanted, *(one for one in kept if one.retired))
        before = next((one for one in kept if one.key == plan.key), None)
        if before is None or (seen is not None and replace(seen, number=before.number) != before):
            raise Overtaken
        return [plan if one.key == plan.key else one for one in kept]

    kept = _changed(workspace, "Change a step of recoveries", change)
    return next(one for one in kept if one.key == wanted.key)


def move_step(workspace: Workspace, *, key: str, by: int) -> tuple[StepPlan, ...]:
    """Move a step up (`by` below zero) or down among those that are not retired; at an end it stays.

    Raises:
        UnknownName: there is no such step any more.
    """

    def change(kept: tuple[StepPlan, ...]) -> Sequence[StepPlan]:
        order = [one for one in kept if not one.retired]
        moved = next((one for one in order if one.key == key), None)
        if moved is None:
            raise UnknownName(field="step", value=key, known=", ".join(one.key for one in order))
        place = order.index(moved)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
        return (*order, *(one for one in kept if one.retired))

    return _changed(workspace, "Move a step of recoveries", change)


def reset_steps(workspace: Workspace) -> tuple[StepPlan, ...]:
    """Take the steps to start from again, in place of the shop's own."""
    return _changed(workspace, "Take the usual steps of a recovery", lambda _kept: plans_from(starter(STARTER)))


def _changed(
    workspace: Workspace, what: str, change: Callable[[tuple[StepPlan, ...]], Sequence[StepPlan]]
) -> tuple[StepPlan, ...]:
    workspace.require(Permission.SETTINGS)
    with workspace.work(what) as work:
        kept = checked_plans(change(plans_in(work)))
        work.settings.keep_mapping(SETTING, mapping_of(kept))
    return kept
