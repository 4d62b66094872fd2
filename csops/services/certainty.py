"""How certain the people of a planned week are."""

from csops.domain.certainty import Risk, risk
from csops.services.staffing import Plan, interval_loads


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
