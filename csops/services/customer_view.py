"""All that one customer's page shows, read at one moment."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.cases import OPEN_STATES
from csops.domain.customers import Customer
from csops.domain.lines import CaseLine, CustomerLine
from csops.domain.questions import Question
from csops.services.workspace import Workspace

MOST_OPEN = 50


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    """A customer, what is counted of them, and what is open, the latest contact first."""

    customer: Customer
    line: CustomerLine
    open_cases: tuple[CaseLine, ...]


def customer_view(workspace: Workspace, *, customer_id: int) -> CustomerView:
    """Return what the page of a customer shows, or raise NotFound."""
    workspace.require(Permission.READ)
    question = Question(customer_id=customer_id, states=OPEN_STATES)
    with workspace.read() as work:
        return CustomerView(
            customer=work.customers.get(customer_id),
            line=work.customers.lines_of([customer_id])[0],
            open_cases=tuple(work.cases.lines(question, limit=MOST_OPEN)),
        )
