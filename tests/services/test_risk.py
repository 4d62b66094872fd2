"""Customers at risk, as the log tells them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from csops.domain.care_rules import CareRules
from csops.domain.cases import State
from csops.domain.contacts import Direction
from csops.domain.purchases import Purchase
from csops.domain.risk import Risk
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services.risk import customers_at_risk, risks_of
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_customer, kept_contact

WEEK = timedelta(weeks=1)


def test_customers_at_risk_come_with_each_reason_and_those_marked_as_lost_do_not(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        ada, ben, lost = (
            work.customers.add(a_customer(name=name, lost_at=at))
            for name, at in (("Ada", None), ("Ben", None), ("Lou", MONDAY_MORNING))
        )
        for customer in (ada, lost):
            opened = MONDAY_MORNING - 2 * WEEK
            kept_contact(work, customer_id=customer.id, happened_at=opened,
                         case=a_case(customer_id=customer.id, opened_at=opened))  # fmt: skip
        for place in range(6):
            kept_contact(work, customer_id=ben.id, happened_at=MONDAY_MORNING - (13 + place) * WEEK)
        asked = {"asked_at": MONDAY_MORNING, "answered_at": MONDAY_MORNING}
        work.care.answers.add(
            SurveyAnswer(kind=AnswerKind.CSAT, customer_id=ada.id, value=1, low=1, high=5, **asked)  # type: ignore[arg-type]
        )
    found = {one.name: [reason.risk for reason in one.reasons] for one in customers_at_risk(workspace)}
    assert list(found) == ["Ada", "Ben"]
    assert found["Ada"] == [Risk.LOW_ANSWER, Risk.OPEN_CASE]
    assert Risk.FALLING in found["Ben"]
    assert [one.risk for one in risks_of(workspace, customer_id=ada.id)] == found["Ada"]
    with workspace.work("Count silence") as work:
        work.settings.keep(CareRules(silence_counts=True))
    assert Risk.SILENT in [one.risk for one in risks_of(workspace, customer_id=ben.id)]


def test_only_what_a_customer_does_is_a_sign_of_life(workspace: Workspace) -> None:
    """We wrote to all of them last week, a machine answered for one, and one bought."""
    with workspace.work("Keep") as work:
        work.settings.keep(CareRules(silence_counts=True, silent_weeks=8))
        ada, ben, eve = (work.customers.add(a_customer(name=name)) for name in ("Ada", "Ben", "Eve"))
        for one in (ada, ben, eve):
            kept_contact(work, customer_id=one.id, happened_at=MONDAY_MORNING - 20 * WEEK)
            kept_contact(work, customer_id=one.id, happened_at=MONDAY_MORNING - WEEK, direction=Direction.OUT)
        for place in range(6):
            kept_contact(work, customer_id=ben.id, happened_at=MONDAY_MORNING - (13 + place) * WEEK)
            kept_contact(work, customer_id=ben.id, happened_at=MONDAY_MORNING - place * WEEK, automatic=True)
        day = (MONDAY_MORNING - 2 * WEEK).date()
        work.care.purchases.add(Purchase(customer_id=eve.id, day=day, amount=Decimal(20)))
        for case in work.cases.all():
            work.cases.update(replace(case, state=State.CLOSED))
    found = {one.name: {reason.risk: reason for reason in one.reasons} for one in customers_at_risk(workspace)}
    assert set(found) == {"Ada", "Ben"}
    assert (found["Ada"][Risk.SILENT].weeks, found["Ben"][Risk.SILENT].weeks) == (20, 13)
    assert (found["Ben"][Risk.FALLING].before, found["Ben"][Risk.FALLING].now) == (7, 0)
