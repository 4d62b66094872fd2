"""More than needed: when, whose contract asks for it, and what it costs beside the one wage of the forecast."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from csops.domain.roster_spare import Spare
from csops.domain.rosters import PersonSums
from csops.services.rosters import PlanView
from csops.ui.forecast.shift_words import hours_of
from csops.ui.forecast.wording import tr
from csops.ui.kit.formats import Formats

MOST_SAID = 8
_WORTH_SAYING = 0.25


def spare_lines(view: PlanView, week: date, formats: Formats, currency: str) -> list[str]:
    """Say how much more is there than needed, of whom, and when: the longest stretches of the week in their order."""
    last = week + timedelta(days=6)
    found = [one for one in view.spares if week <= one.starts_at.date() <= last]
    if not found:
        return []
    shown = sorted(sorted(found, key=lambda one: -one.hours)[:MOST_SAID], key=lambda one: one.starts_at)
    lines = [_in_all(found, view, formats, currency), *_contracts(view, formats)]
    lines += [_line(one, formats, currency) for one in shown]
    more = len(found) - len(shown)
    return lines if more <= 0 else [*lines, tr("and %Ln more", more)]


def _in_all(found: Sequence[Spare], view: PlanView, formats: Formats, currency: str) -> str:
    hours, cost = sum(one.hours for one in found), sum((one.cost for one in found), start=Decimal(0))
    if view.task.rules.fill_contracts:
        why = tr("the rules plan the hours of each contract, also where nobody is needed")
    else:
        why = tr("shifts are longer than the busy times that they are for")
    said = tr("{hours} h more than needed in this week, {cost}: {why}")
    return said.format(hours=hours_of(hours, formats), cost=formats.money(cost, currency, decimals=0), why=why)


def _contracts(view: PlanView, formats: Formats) -> list[str]:
    """Who works more and less than the contract, in all weeks of the plan."""
    apart = [(one, one.hours - one.contract) for one in view.sums.people if one.shifts or one.contract]
    on_roster = {worker.member_id for worker in view.task.workers if worker.terms.on_roster}
    above = [one for one, more in apart if more > _WORTH_SAYING]
    below = [one for one, more in apart if more < -_WORTH_SAYING and one.member_id in on_roster]
    lines = []
    if above:
        lines.append(tr("Beyond the contract: {people}").format(people=_people(above, formats)))
    if below:
        lines.append(tr("Below the contract: {people}").format(people=_people(below, formats)))
    return lines


def _people(people: Sequence[PersonSums], formats: Formats) -> str:
    said = tr("{name} ({hours} of {contract} h)")
    return ", ".join(
        said.format(name=one.name, hours=hours_of(one.hours, formats), contract=hours_of(one.contract, formats))
        for one in people
    )


def _line(spare: Spare, formats: Formats, currency: str) -> str:
    said = tr("{day}, {start} to {end}: up to {most} more than needed, {hours} h, {cost}")
    return said.format(
        day=formats.long_day(spare.starts_at.date()),
        start=f"{spare.starts_at:%H:%M}",
        end=f"{spare.ends_at:%H:%M}",
        most=hours_of(spare.most, formats),
        hours=hours_of(spare.hours, formats),
        cost=formats.money(spare.cost, currency, decimals=0),
    )


def cost_words(view: PlanView, one_wage: Decimal, formats: Formats, currency: str) -> str:
    """Say why the plan costs otherwise than the forecast: own wages here, one wage there; nothing where they agree."""
    costs = {person.member_id: person.cost for person in view.sums.people if person.shifts}
    own = [one for one in view.task.workers if one.member_id in costs and one.cost_per_hour != one_wage]
    if not own or not view.sums.hours:
        return ""
    same = formats.money(Decimal(view.sums.hours) * one_wage, currency, decimals=0)
    said = tr(
        "By each person's own cost an hour, {mean} in the mean. Volume and people reckons every hour at {wage}: these "
        "hours would cost {same}. It counts the hours that are needed, with what shrinkage takes, and no shifts"
    )
    return said.format(
        mean=formats.money(view.sums.cost / Decimal(view.sums.hours), currency),
        wage=formats.money(one_wage, currency),
        same=same,
    )
