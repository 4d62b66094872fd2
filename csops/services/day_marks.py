"""What a person says of days of the history: events, days not to be learned from, days that were looked at."""

from dataclasses import replace
from datetime import date

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from, checked, mapping_of
from csops.domain.day_marks import DayMark, MarkKind, checked_mark
from csops.domain.opening_hours import SpecialDay
from csops.services.workspace import Workspace


def list_marks(workspace: Workspace) -> list[DayMark]:
    """Return every mark, the earliest day first.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        return work.day_marks.all("first_day")


def mark_days(workspace: Workspace, *, mark: DayMark) -> DayMark:
    """Keep a new mark (id 0) or new values of one; it takes the place of another on exactly the same days.

    Raises:
        Missing, OutOfRange: see `checked_mark`. NotFound: the channel is gone.
        NotPermitted: the role may not change what is planned with. ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.PLAN)
    kept = checked_mark(mark)
    with workspace.work("Change a mark on days" if kept.id else "Mark days") as work:
        if kept.channel_id is not None:
            work.channels.get(kept.channel_id)
        if not kept.id:
            there = work.day_marks.where(first_day=kept.first_day, last_day=kept.last_day)
            same = [each for each in there if each.channel_id == kept.channel_id]
            kept = replace(kept, id=same[0].id, version=same[0].version) if same else kept
        return work.day_marks.update(kept) if kept.id else work.day_marks.add(kept)


def unmark(workspace: Workspace, *, mark_id: int) -> None:
    """Take a mark away: what came on its days counts again as it did before.

    Raises:
        NotPermitted: as `mark_days`. NotFound: it is gone.
    """
    workspace.require(Permission.PLAN)
    with workspace.work("Remove a mark on days") as work:
        work.day_marks.remove(mark_id)


def close_days(workspace: Workspace, *, first_day: date, last_day: date, name: str = "") -> tuple[date, ...]:
    """Note in the opening hours that the shop was closed (or will be), and return the days.

    Raises:
        OutOfRange: days the wrong way round, or too many. NotPermitted: the role may not change settings.
    """
    workspace.require(Permission.SETTINGS)
    mark = checked_mark(DayMark(first_day=first_day, last_day=last_day, kind=MarkKind.ORDINARY, name=name))
    days = tuple(mark.days())
    with workspace.work("Note closed days") as work:
        calendar = calendar_from(work.settings.mapping("calendar"))
        others = [special for special in calendar.special if not first_day <= special.day <= last_day]
        closed = [SpecialDay(day=day, name=mark.name) for day in days]
        changed = checked(replace(calendar, special=tuple(sorted([*others, *closed]))))
        work.settings.keep_mapping("calendar", mapping_of(changed))
    return days
