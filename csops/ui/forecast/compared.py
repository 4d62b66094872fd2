"""The lines of the comparison and the figures of the tiles, from a plan."""

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.requirement import Requirement
from csops.services.staffing import FULL_TIME_HOURS, Plan
from csops.ui.forecast.comparison import Compared
from csops.ui.forecast.figure_tile import TileFigure
from csops.ui.forecast.wording import hours, tr
from csops.ui.kit.formats import Formats


def lines(plan: Plan, formats: Formats, currency: str) -> tuple[Compared, ...]:
    """Return today beside what if, line by line."""
    names = (
        tr("People at the peak"),
        tr("Full-timers ({hours} h)").format(hours=formats.number(FULL_TIME_HOURS)),
        tr("Hours on contacts"),
        tr("Paid hours a week"),
        tr("Cost a week"),
        tr("Service level"),
    )
    both = zip(_figures(plan.today, formats, currency), _figures(plan.what_if, formats, currency), strict=True)
    return tuple(
        Compared(name=name, today=today, what_if=what_if) for name, (today, what_if) in zip(names, both, strict=True)
    )


def _figures(needed: Requirement, formats: Formats, currency: str) -> tuple[str, ...]:
    return (
        formats.number(needed.people_at_peak),
        formats.number(needed.full_time_people(hours_each=FULL_TIME_HOURS), decimals=1),
        hours(needed.hours_on_contacts, formats),
        formats.number(needed.paid_hours),
        formats.money(needed.cost, currency, decimals=0),
        formats.share(needed.service_level),
    )


def tiles(plan: Plan, formats: Formats, currency: str, *, as_today: bool) -> tuple[TileFigure, ...]:
    """Return what the four tiles show: of today, or of what if."""
    needed = plan.today if as_today else plan.what_if
    goals = _goals(plan, Assumptions() if as_today else plan.assumptions)
    return (
        TileFigure(
            name=tr("Staff hours"),
            value=formats.number(needed.paid_hours),
            unit=tr("paid, {hours} on contacts").format(hours=hours(needed.hours_on_contacts, formats)),
        ),
        TileFigure(name=tr("Wage cost"), value=formats.money(needed.cost, currency, decimals=0), unit=tr("this week")),
        TileFigure(
            name=tr("Answered in {seconds} s").format(seconds=formats.number(goals[0][1]))
            if len(goals) == 1
            else tr("Answered in time"),
            value=formats.share(needed.service_level),
            unit=tr("goal {level}").format(level=formats.share(goals[0][0]))
            if len({level for level, _ in goals}) == 1
            else tr("goals by channel"),
        ),
        TileFigure(
            name=tr("Cost per contact"),
            value=formats.money(needed.cost_per_contact, currency),
            unit=tr("%Ln contacts", round(needed.contacts)),
        ),
    )


def _goals(plan: Plan, asked: Assumptions) -> list[tuple[float, float]]:
    """The goals of the channels where somebody waits, each once."""
    waiting: list[Channel] = [channel for channel in plan.outlook.channels if channel.is_immediate]
    return sorted(
        {
            (
                channel.target_share if asked.service_level is None else asked.service_level,
                channel.target.total_seconds() if asked.target_s is None else asked.target_s,
            )
            for channel in waiting
        }
    )
