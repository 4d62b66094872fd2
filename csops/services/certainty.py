"""How certain the people of a planned week are."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from csops.domain.certainty import CERTAINTIES, Risk, requirement_at, risk
from csops.domain.requirement import Requirement
from csops.services.staffing import Plan, interval_loads
from csops.services.staffing import as_today as usual


def risk_of(plan: Plan, *, agents: tuple[int, ...] | None = None) -> Risk:
    """Return the chance of missing the goals of a week, and the people for 50, 80 and 95 % certainty.

    The doubt is that of the day forecasts beyond chance: the half hours of a day are wrong together.

    Args:
        plan: the week and what is assumed.
        agents: people on contact in each open half hour; default: those needed.
    """
    return risk(
        interval_loads(plan.outlook, week=plan.week),
        plan.assumptions,
        agents=[cell.agents for cell in plan.what_if.cells] if agents is None else agents,
        cv={key: found.day_cv for key, found in plan.outlook.outlooks.items()},
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    """So many people: at the peak, paid hours, their cost, and how often a goal is missed (None: nobody waits)."""

    people: int
    paid_hours: Decimal
    cost: Decimal
    chance_of_missing: float | None


@dataclass(frozen=True, kw_only=True)
class Certain:
    """The people shown of a week, and those for each certainty, every one with its chance of missing a goal."""

    shown: Case
    cases: Mapping[float, Case]


def certain(plan: Plan, *, as_today: bool) -> Certain:
    """Return what more certainty takes in a week, as the team assumes or with what was turned."""
    needed = plan.today if as_today else plan.what_if
    asked = usual(plan.outlook.staffing) if as_today else plan.assumptions
    loads = interval_loads(plan.outlook, week=plan.week)
    doubt = {key: found.day_cv for key, found in plan.outlook.outlooks.items()}

    def case(found: Requirement) -> Case:
        agents = [cell.agents for cell in found.cells]
        missing = risk(loads, asked, agents=agents, cv=doubt, certainties=()).chance_of_missing
        return Case(
            people=found.people_at_peak, paid_hours=found.paid_hours, cost=found.cost, chance_of_missing=missing
        )

    return Certain(
        shown=case(needed),
        cases={share: case(requirement_at(loads, asked, certainty=share, cv=doubt)) for share in CERTAINTIES},
    )
