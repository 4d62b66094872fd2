"""What is asked of the log to find customers at risk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from csops.domain.cases import OPEN_STATES
from csops.domain.risk import RATE_WEEKS, LastAnswer, RiskFacts
from csops.domain.surveys import SurveyAnswer
from csops.storage.care import purchases, survey_answers
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers
from csops.storage.kpi_customers import CAME

_WEEKS = timedelta(weeks=RATE_WEEKS)
Facts = dict[int, dict[str, Any]]


def risk_facts(
    connection: Connection,
    *,
    now: datetime,
    answers: Iterable[tuple[SurveyAnswer, LastAnswer]],
    with_silence: bool,
    customer_ids: Iterable[int] | None = None,
) -> list[RiskFacts]:
    """Return what is known of the customers of whom anything speaks for a risk; nobody who is marked as lost.

    Args:
        connection: where to ask.
        now: the present moment.
        answers: the latest answer of each customer, as the domain reads it.
        with_silence: whether it counts when somebody was last heard of: got in touch, or bought.
        customer_ids: of these customers alone.
    """
    among = None if customer_ids is None else list(customer_ids)
    found: Facts = defaultdict(dict)
    for answer, read in answers:
        if answer.customer_id is not None:
            found[answer.customer_id]["answer"] = read
    _add_cases(connection, found, among)
    _add_rates(connection, found, among, now)
    if with_silence:
        _add_last(connection, found, among)
    gone = set(connection.execute(select(customers.c.id).where(customers.c.lost_at.is_not(None))).scalars())
    gone |= set(connection.execute(select(customers.c.id).where(customers.c.anonymised_at.is_not(None))).scalars())
    return [RiskFacts(customer_id=one, **facts) for one, facts in found.items() if one not in gone]


def last_answers(connection: Connection, *, since: datetime, customer_ids: Iterable[int] | None) -> list[SurveyAnswer]:
    """Return the latest answer of each customer since a moment."""
    columns = survey_answers.c
    asked = select(survey_answers).where(columns.answered_at >= since, columns.customer_id.is_not(None))
    if customer_ids is not None:
        asked = asked.where(columns.customer_id.in_(list(customer_ids)))
    latest: dict[int | None, SurveyAnswer] = {}
    for row in connection.execute(asked.order_by(columns.answered_at, columns.id)):
        answer = SurveyAnswer(**row._asdict())
        latest[answer.customer_id] = answer
    return list(latest.values())


def _add_cases(connection: Connection, found: Facts, among: list[int] | None) -> None:
    columns = cases.c
    asked = select(columns.customer_id, columns.id, columns.opened_at).where(
        columns.state.in_(OPEN_STATES), columns.customer_id.is_not(None)
    )
    if among is not None:
        asked = asked.where(columns.customer_id.in_(among))
    for customer_id, case_id, opened_at in connection.execute(asked.order_by(columns.opened_at.desc())):
        found[customer_id] |= {"open_case_id": case_id, "open_since": opened_at}


def _add_rates(connection: Connection, found: Facts, among: list[int] | None, now: datetime) -> None:
    columns = contacts.c
    lately = func.count(case((columns.happened_at >= now - _WEEKS, 1)))
    asked = select(columns.customer_id, func.count() - lately, lately).where(
        columns.happened_at >= now - 2 * _WEEKS,
        CAME,
        columns.customer_id.is_not(None),
    )
    if among is not None:
        asked = asked.where(columns.customer_id.in_(among))
    fell = asked.group_by(columns.customer_id).having(func.count() > 2 * lately)
    for customer_id, before, lately_came in connection.execute(fell):
        found[customer_id] |= {"came_before": before, "came_now": lately_came}


def _add_last(connection: Connection, found: Facts, among: list[int] | None) -> None:
    """Add when each was last heard of: what we write to them, and what a machine sends for them, is no sign of life."""
    columns, bought = contacts.c, purchases.c
    last = func.max(columns.happened_at, type_=columns.happened_at.type)
    asked = select(columns.customer_id, last).where(columns.customer_id.is_not(None), CAME)
    days = select(bought.customer_id, func.max(bought.day, type_=bought.day.type)).where(bought.amount.not_like("-%"))
    if among is not None:
        asked = asked.where(columns.customer_id.in_(among))
        days = days.where(bought.customer_id.in_(among))
    for customer_id, at in connection.execute(asked.group_by(columns.customer_id)):
        found[customer_id]["last_heard_at"] = at
    for customer_id, day in connection.execute(days.group_by(bought.customer_id)):
        at = datetime.combine(day, time(12), tzinfo=UTC)
        found[customer_id]["last_heard_at"] = max(at, found[customer_id].get("last_heard_at", at))
