"""Customers at risk, with every reason."""

from collections.abc import Iterable
from datetime import datetime

from csops.domain.care_rules import CareRules
from csops.domain.risk import ANSWER_COUNTS, AtRisk, LastAnswer, Reason, counts_silence, most_at_risk, reasons
from csops.domain.survey_rules import is_low, said_of
from csops.services.workspace import Workspace
from csops.storage.risk_facts import last_answers, risk_facts
from csops.storage.unit_of_work import Work


def customers_at_risk(workspace: Workspace, *, limit: int = 200) -> list[AtRisk]:
    """Return the customers at risk, those with more reasons first.

    Silence is a reason only where the business sells subscriptions or has said so. Who is marked as lost is none.
    """
    now = workspace.now()
    with workspace.read() as work:
        found = most_at_risk(
            AtRisk(customer_id=customer_id, name="", reasons=why)
            for customer_id, why in _reasons(work, now, None).items()
        )[:limit]
        known = work.customers.get_many(one.customer_id for one in found)
    return [
        AtRisk(customer_id=one.customer_id, name=known[one.customer_id].title, reasons=one.reasons)
        for one in found
        if one.customer_id in known
    ]


def risks_of(workspace: Workspace, *, customer_id: int) -> tuple[Reason, ...]:
    """Return why one customer is at risk; nothing where they are not."""
    with workspace.read() as work:
        return _reasons(work, workspace.now(), [customer_id]).get(customer_id, ())


def risks_among(work: Work, *, now: datetime, customer_ids: Iterable[int]) -> dict[int, tuple[Reason, ...]]:
    """Return why these customers are at risk, by id; who is not is left out."""
    wanted = list(customer_ids)
    return _reasons(work, now, wanted) if wanted else {}


def _reasons(work: Work, now: datetime, among: Iterable[int] | None) -> dict[int, tuple[Reason, ...]]:
    rules = work.settings.get(CareRules)
    answers = last_answers(work.connection, since=now - ANSWER_COUNTS, customer_ids=among)
    read = [
        (
            one,
            LastAnswer(
                answer_id=one.id, at=one.answered_at or one.asked_at, said=said_of(one), is_low=is_low(one, rules)
            ),
        )
        for one in answers
    ]
    facts = risk_facts(work.connection, now=now, answers=read, with_silence=counts_silence(rules), customer_ids=among)
    found = {one.customer_id: reasons(one, rules=rules, now=now) for one in facts}
    return {customer_id: why for customer_id, why in found.items() if why}
