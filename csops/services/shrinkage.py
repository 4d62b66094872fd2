"""What the shrinkage of the team is made of."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from csops.domain.access import Permission
from csops.domain.errors import OutOfRange
from csops.domain.exact import exact
from csops.domain.measured_shrinkage import absence_parts
from csops.domain.shrinkage_parts import (
    Shrinkage,
    ShrinkagePart,
    checked_shrinkage,
    plain_shrinkage,
    shrinkage_from,
    undivided,
)
from csops.domain.team import Staffing, checked_staffing
from csops.services.roster_team import roster_team
from csops.services.workspace import Workspace

_KEY = "shrinkage"
_NEAR = Fraction(1, 10_000)


def shrinkage_parts(workspace: Workspace) -> Shrinkage:
    """Return the parts of the team's shrinkage; one part without a division where the whole was changed since.

    Raises:
        NotPermitted: the role may not see staffing.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        kept = shrinkage_from(work.settings.mapping(_KEY))
        whole = work.settings.get(Staffing).shrinkage
    return kept if abs(kept.share - exact(whole)) < _NEAR else undivided(whole)


def save_shrinkage_parts(workspace: Workspace, *, shrinkage: Shrinkage) -> Shrinkage:
    """Keep the parts; all that is planned from then on takes what they come to together.

    Raises:
        NotPermitted: the role may not change assumptions. Missing, OutOfRange: naming what is wrong.
    """
    workspace.require(Permission.PLAN)
    kept = checked_shrinkage(shrinkage)
    with workspace.work("Change the parts of shrinkage") as work:
        work.settings.keep_mapping(_KEY, plain_shrinkage(kept))
        staffing = replace(work.settings.get(Staffing), shrinkage=round(float(kept.share), 6))
        work.settings.keep(checked_staffing(staffing))
    return kept


def measured_shrinkage(workspace: Workspace, *, first_day: date, last_day: date) -> tuple[ShrinkagePart, ...]:
    """Return what absences took of the hours of all contracts between two days, by reason.

    Raises:
        NotPermitted: the role may not see staffing. OutOfRange: the last day lies before the first, or all was lost.
    """
    if last_day < first_day:
        raise OutOfRange(field="last day", value=last_day, right=f"Choose {first_day} or later")
    return absence_parts(roster_team(workspace).workers(), first_day=first_day, last_day=last_day)
