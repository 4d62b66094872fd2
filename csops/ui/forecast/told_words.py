"""What was changed since a plan was published, in words, person by person."""

from collections.abc import Sequence

from csops.domain.shifts import Shift
from csops.domain.told_plans import ShiftChange
from csops.services.rosters import PlanView
from csops.ui.forecast.shift_words import clock_of
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats


def changed_lines(view: PlanView, formats: Formats) -> list[str]:
    """Return a sentence for each person whose shifts are others than they were told."""
    names = {worker.member_id: worker.name for worker in view.task.workers}
    by_member: dict[int, list[ShiftChange]] = {}
    for change in view.changes:
        by_member.setdefault(change.member_id, []).append(change)
    ordered = sorted(by_member, key=lambda one: names.get(one, "").casefold())
    return [
        tr("{name}: {changes}").format(name=names.get(one, ""), changes=_changes(by_member[one], formats))
        for one in ordered
    ]


def changed_head(view: PlanView) -> str:
    """Say how many shifts are others than the team was told."""
    return tr("Changed since it was published: %Ln shifts", len(view.changes))


def told_title(view: PlanView, formats: Formats) -> str:
    """Say when the team was told."""
    return tr("As it was published on {moment}").format(moment=formats.moment(view.plan.published_at))


def _changes(changes: Sequence[ShiftChange], formats: Formats) -> str:
    return "; ".join(_change(change, formats) for change in changes)


def _change(change: ShiftChange, formats: Formats) -> str:
    said = tr("{day} {after} instead of {before}")
    if change.after is None:
        said = tr("{day} no shift instead of {before}")
    elif change.before is None:
        said = tr("{day} {after}, where no shift was")
    elif clock_of(change.before) == clock_of(change.after):
        said = tr("{day} {after} with other breaks")
    day = formats.day(change.day, weekday=True)
    return said.format(day=day, after=_clock(change.after), before=_clock(change.before))


def _clock(shift: Shift | None) -> str:
    return "" if shift is None else clock_of(shift)
