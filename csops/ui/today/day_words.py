"""The sentences of the card of today's contacts: what is still to come, how sure that is, and who is here."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csops.ui.kit.formats import Formats

if TYPE_CHECKING:  # read with the roster and the forecast, after the window has started
    from csops.services.on_shift import OnShift, ShiftsToday, TodaysRoster
    from csops.services.rest_of_day import DaySoFar

_CONTEXT = "DaySoFar"
_MOST_NAMES = 4


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence of this card; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate(_CONTEXT, text, None, number)


def outcome(found: "DaySoFar", formats: Formats) -> str:
    """Say what came beside what was expected by now, and how the day is likely to end."""
    rest, number = found.rest, formats.number
    came, planned = number(rest.came), number(rest.planned)
    if found.is_over:
        return tr("{came} came while open, {planned} were expected").format(came=came, planned=planned)
    ends = tr("8 of 10 days {low} to {high}").format(low=number(rest.low), high=number(rest.high))
    if not found.has_begun:
        said = tr("About {planned} expected by closing ({ends})")
        return said.format(planned=planned, ends=ends)
    total = number(rest.total)
    said = tr("{came} so far, {by_now} expected by now; about {total} by closing instead of {planned} ({ends})")
    if total == planned:
        said = tr("{came} so far, {by_now} expected by now; about {total} by closing, as planned ({ends})")
    return said.format(came=came, by_now=number(rest.by_now), total=total, planned=planned, ends=ends)


def ground(found: "DaySoFar", formats: Formats) -> str:
    """Say what the correction rests on, or why there is none."""
    if found.is_over:
        return ""
    if not found.has_begun:
        return tr("Once an hour is over, what came corrects the rest")
    days = found.level.days
    if found.level.cv == 0:
        if not days or found.helped is None:
            return tr("Not corrected: that takes four weeks of past forecasts")
        return tr("Not corrected: on %Ln past days it told nothing of the rest", days)
    if found.helped is None:
        return tr("Corrected by what came")
    said = tr("%Ln past days: the rest was off by {own}, uncorrected {plain}", found.helped.days)
    own, plain = (formats.share(each, decimals=1) for each in (found.helped.share, found.helped.plain_share))
    return said.format(own=own, plain=plain)


def on_shift(found: "ShiftsToday", now: datetime, formats: Formats) -> tuple[str, bool]:
    """Return how many are here of those needed, in a few words, and whether that is too few."""
    there, needed = len(found.there(now)), found.needed_at(now)
    if needed is None:
        return tr("On shift: {there}").format(there=formats.number(there)), False
    said = tr("On shift: {there} of {needed} needed")
    return said.format(there=formats.number(there), needed=formats.number(needed)), there < needed


def people(found: "TodaysRoster", now: datetime, formats: Formats) -> str:
    """Say who is here until when, who is on a break, who comes next and who is absent."""
    shifts = found.shifts
    if shifts is None:
        if found.is_draft:
            return tr("The shifts of today are a draft: they are shown once they are published")
        return tr("No shifts are published for today") if found.any_plans else ""
    if not shifts.people:
        return tr("Nobody has a shift today")
    return ". ".join(_people_parts(shifts, now, formats))


def _people_parts(shifts: "ShiftsToday", now: datetime, formats: Formats) -> list[str]:
    until, comes, time = tr("{name} until {time}"), tr("{name} at {time}"), formats.time
    back = [(one, one.back_at(now)) for one in shifts.people]
    here = [until.format(name=_first(one), time=time(one.ends_at)) for one in shifts.there(now)]
    breaks = [until.format(name=_first(one), time=time(at)) for one, at in back if at]
    later = [comes.format(name=_first(one), time=time(one.starts_at)) for one in shifts.later(now)]
    absent = [_first(one) for one in shifts.people if one.is_absent]
    groups = (
        (tr("Here: {names}"), here),
        (tr("On a break: {names}"), breaks),
        (tr("To come: {names}"), later),
        (tr("Absent: {names}"), absent),
    )
    said = [words.format(names=_listed(names, formats)) for words, names in groups if names]
    return said or [tr("All shifts of today are over")]


def _listed(names: Sequence[str], formats: Formats) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return tr("{names} and {more} more").format(names=shown, more=formats.number(more)) if more > 0 else shown


def _first(one: "OnShift") -> str:
    return one.name.split(" ")[0]
