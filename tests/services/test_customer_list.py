"""The list of customers with what may make them leave: shown in words' facts, narrowed and sorted by it."""

from datetime import timedelta

from csops.domain.questions import Question
from csops.domain.risk import Risk
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import customers
from csops.services.customer_list import count_listed, listed_customers
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_case, a_customer


def test_who_may_leave_stands_first_and_can_be_shown_alone(workspace: Workspace) -> None:
    ada, ben, cem = (
        customers.save_customer(workspace, customer=a_customer(name=name)) for name in ("Ada", "Ben", "Cem")
    )
    with workspace.work("Log") as work:
        work.cases.add(a_case(customer_id=ben.id, opened_at=MONDAY_MORNING - timedelta(days=12)))
        for who in (ben, cem):
            at = MONDAY_MORNING - timedelta(days=1)
            low = SurveyAnswer(
                kind=AnswerKind.CSAT, customer_id=who.id, asked_at=at, answered_at=at, value=1, low=1, high=5
            )
            work.care.answers.add(low)
    sorted_by = (("risk", True),)
    found = listed_customers(workspace, question=Question(), order=sorted_by)
    assert [one.line.name for one in found] == ["Ben", "Cem", "Ada"]
    assert [reason.risk for reason in found[0].risks] == [Risk.LOW_ANSWER, Risk.OPEN_CASE]
    assert found[2].risks == ()
    alone = listed_customers(workspace, question=Question(), at_risk=True, order=(("name", True),))
    assert [one.id for one in alone] == [cem.id, ben.id]
    assert count_listed(workspace, question=Question(), at_risk=True) == 2
    assert count_listed(workspace, question=Question()) == 3
    assert ada.id not in {one.id for one in alone}
