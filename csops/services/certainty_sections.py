"""The part of the staffing report that says how certain its people are."""

from collections.abc import Sequence

from csops.domain.certainty import CERTAINTIES
from csops.domain.reports import Column, ColumnKind, Definition, Table
from csops.services.certainty import risk_of
from csops.services.staffing import Outlook, Plan

WORD = Definition(
    term="Certainty",
    definition="How often the goals are met in a half hour, given how far past forecasts of days were wrong. At 80 % "
    "certainty there are people enough for 8 of 10 such half hours.",
)


def certainty(outlook: Outlook, plans: Sequence[Plan]) -> Table:
    """Return the chance of missing the goals by week, and what more certainty costs."""
    rows = []
    for plan in plans:
        found = risk_of(plan)
        certain = [found.certain[share] for share in CERTAINTIES]
        rows.append(
            (
                plan.week,
                found.chance_of_missing,
                found.service_level,
                *(each.people_at_peak for each in certain),
                *(each.paid_hours for each in certain),
                *(each.cost for each in certain),
            )
        )
    shares = [(f"{share:.0%}".replace("%", " %"), round(100 * share)) for share in CERTAINTIES]
    return Table(
        key="certainty",
        title="How certain",
        columns=(
            Column(key="week", title="Week from", kind=ColumnKind.DATE),
            Column(key="missing", title="Chance to miss a goal", kind=ColumnKind.SHARE),
            Column(key="level", title="Answered in time, doubt included", kind=ColumnKind.SHARE),
            *(
                Column(key=f"people_{number}", title=f"People at the peak, {words}", kind=ColumnKind.INTEGER)
                for words, number in shares
            ),
            *(
                Column(key=f"paid_{number}", title=f"Paid hours, {words}", kind=ColumnKind.NUMBER, decimals=1)
                for words, number in shares
            ),
            *(
                Column(
                    key=f"cost_{number}", title=f"Cost, {words}", kind=ColumnKind.MONEY, currency=outlook.shop.currency
                )
                for words, number in shares
            ),
        ),
        rows=tuple(rows),
        note="Chance and certainty of a half hour, weighted by the contacts that wait; the doubt is that of the volume",
    )
