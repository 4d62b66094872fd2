"""What of the assumptions the team can keep: its staffing, and the goals of its channels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from csops.domain.assumptions import Assumptions, promised
from csops.domain.channels import Channel
from csops.domain.scenarios import Scenario
from csops.domain.team import Staffing
from csops.services.scenarios import save_scenario
from csops.services.settings import save_staffing
from csops.ui.desk import Desk, Said
from csops.ui.forecast.wording import tr


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What would be kept: the staffing, and the channels whose goals would be others."""

    staffing: Staffing
    channels: tuple[Channel, ...]


def kept(staffing: Staffing, channels: Sequence[Channel], asked: Assumptions) -> Kept | None:
    """Return what the team would assume; None where all that it can keep stands as it is."""
    wanted = replace(
        staffing,
        shrinkage=float(asked.shrinkage),
        max_occupancy=asked.max_occupancy,
        cost_per_hour=asked.cost_per_hour,
        minimum_people=asked.minimum_people,
    )
    both = [(channel, promised(channel, asked)) for channel in channels]
    changed = tuple(wanted for channel, wanted in both if wanted != channel)
    return Kept(staffing=wanted, channels=changed) if changed or wanted != staffing else None


def save_kept(desk: Desk, found: Kept, *, failed: Callable[[Exception], None]) -> None:
    """Have it kept as what the team assumes from now on."""
    goals = tr("Staffing assumptions and goals of the channels saved")
    said = Said(text=goals if found.channels else tr("Staffing assumptions saved"))
    workspace = desk.workspace
    desk.act(
        lambda: save_staffing(workspace, staffing=found.staffing, channels=found.channels), said=said, failed=failed
    )


def keep_turned(
    desk: Desk, scenario: Scenario, *, then: Callable[[Scenario], None], failed: Callable[[Exception], None]
) -> None:
    """Have what was turned kept as a scenario."""
    workspace = desk.workspace
    said = Said(text=tr("Added the scenario {name}").format(name=scenario.name))
    desk.act(lambda: save_scenario(workspace, scenario=scenario), then=then, failed=failed, said=said)


def why_not(*, may: bool, is_changed: bool, found: Kept | None) -> str:
    """Say why nothing can be kept now; empty where something can."""
    if not may:
        return tr("Your role may not change what the team assumes; ask a manager or the owner")
    if not is_changed:
        return tr("Nothing differs from what the team assumes")
    if found is None:
        return tr("What differs is a what-if alone: volume is forecast, and handle times are measured")
    return ""
