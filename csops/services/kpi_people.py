"""Counts the figures of people: answers of customers, who stayed, what they are worth, who left the team."""

from csops.domain import kpi_business as business
from csops.domain.kpi_figures import By
from csops.domain.purchases import Spending, lifetime_value
from csops.domain.survey_scores import headline, scores
from csops.domain.surveys import AnswerKind
from csops.services.kpi_basis import Basis, Found, Key, or_none
from csops.services.kpi_team import turnover
from csops.storage.kpi_answers import answer_tallies
from csops.storage.kpi_contacts import Span
from csops.storage.kpi_customers import Activity, activity, first_channels, number_of_customers, stretch_of


def answers(basis: Basis, span: Span) -> Found:
    """Yield CSAT, NPS and CES."""
    tallies = answer_tallies(basis.work.connection, span)
    for key, mine in or_none(tallies, list):
        found = scores(mine, too_few=basis.few)
        for kind in (AnswerKind.CSAT, AnswerKind.NPS, AnswerKind.CES):
            yield key, business.of_score(kind.value, headline(found, kind), too_few=basis.few)


def customers(basis: Basis, span: Span) -> Found:
    """Yield churn and retention; split by the channel on which customers first came, by nothing else."""
    if span.by not in {None, By.CHANNEL}:
        return
    connection, within, few = basis.work.connection, basis.rules.days_until_lost, basis.few
    stretch = stretch_of(
        connection, since=basis.since, until=basis.until, now=basis.now, within=within,
        first=basis.since.astimezone(basis.team.calendar.tz).date(), last=basis.last_lived,
    )  # fmt: skip
    lost_after = "lost after days without a contact" if stretch.days is None else "lost after days"
    rule = ((lost_after, str(within)),)
    for key, found in or_none(activity(connection, stretch, by=span.by), Activity):
        yield key, business.churn_rate(active_at_start=found.at_start, lost=found.lost, rule=rule, too_few=few)
        yield (
            key,
            business.retention_rate(
                active_at_start=found.at_start, active_at_end=found.at_end, new=found.new, rule=rule, too_few=few
            ),
        )


def worth(basis: Basis, span: Span) -> Found:
    """Yield the lifetime value, split as customers are; of purchases until the last day of the period."""
    if span.by not in {None, By.CHANNEL}:
        return
    connection = basis.work.connection
    every = basis.work.care.purchases.spending(until=basis.last_lived)
    channels = first_channels(connection) if span.by else {}
    spending: dict[Key, list[Spending]] = {} if span.by else {None: []}
    for customer_id, spent in every.items():
        spending.setdefault(channels.get(customer_id), []).append(spent)
    known = number_of_customers(connection, by=span.by)
    for key, some in spending.items():
        value = lifetime_value(some)
        yield (
            key,
            business.customer_lifetime_value(
                yearly_purchases=None if value.yearly is None else float(value.yearly),
                years_active=value.years,
                customers=value.customers,
                known=known.get(key, 0),
                too_few=basis.few,
            ),
        )


def team(basis: Basis, span: Span) -> Found:
    """Yield what is of the whole team alone."""
    if span.by is not None:
        return
    end = min(basis.until, basis.now)
    found = turnover(basis.work, since=basis.since, until=end) if end > basis.since else None
    yield (
        None,
        business.staff_turnover(
            left=len(found.left) if found else 0,
            mean_members=found.mean_members if found else 0.0,
            members=len(found.there) if found else 0,
            too_few=basis.few,
        ),
    )
