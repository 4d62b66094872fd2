"""The shifts that can be given, and those proposed where the team has none; shifts of plans stay as they were given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.errors import Overtaken
from csops.domain.shift_proposals import usual_templates
from csops.domain.shifts import ShiftTemplate, checked_template
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class ShiftsThere:
    """The team's own shifts in their order, those given no more last; `proposed` where none of them is given."""

    own: tuple[ShiftTemplate, ...]
    proposed: tuple[ShiftTemplate, ...] = ()


def shifts_there(workspace: Workspace) -> ShiftsThere:
    """Return which shifts can be given: the team's own, or those that its opening hours of today suggest."""
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        found = work.shift_templates.all("position")
        calendar = calendar_from(work.settings.mapping("calendar"))
    own = tuple(sorted(found, key=lambda each: not each.active))
    if any(each.active for each in own):
        return ShiftsThere(own=own)
    today = workspace.now().astimezone(ZoneInfo(calendar.zone)).date()
    return ShiftsThere(own=own, proposed=usual_templates(calendar, today))


def keep_proposed(workspace: Workspace, *, proposed: Sequence[ShiftTemplate]) -> None:
    """Make shifts of the team of those that were proposed, as one act; one of the same name is brought back.

    Raises:
        Overtaken: the team has shifts of its own by now.
    """
    workspace.require(Permission.PLAN)
    wanted = [checked_template(each) for each in proposed]
    with workspace.work("Keep the proposed shifts") as work:
        stood = work.shift_templates.all("position")
        if any(each.active for each in stood):
            raise Overtaken
        by_name = {each.name: each for each in stood}
        first = max((each.position + 1 for each in stood), default=0)
        for place, each in enumerate(wanted, start=first):
            old = by_name.get(each.name)
            if old is None:
                work.shift_templates.add(replace(each, id=0, version=1, position=place))
            else:
                work.shift_templates.update(replace(each, id=old.id, version=old.version, position=place))
