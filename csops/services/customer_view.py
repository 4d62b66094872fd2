"""All that one customer's page shows, read at one moment."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.cases import OPEN_STATES
from csops.domain.customers import Customer
from csops.domain.lines import CaseLine, CustomerLine
from csops.domain.questions import Question
from csops.services.cases import Timeline, known_since, timelines
from csops.services.workspace import Workspace

MOST_OPEN = 50
MOST_CASES = 30


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    """A customer, what is counted of them, and what is open, the latest contact first."""

    customer: Customer
    since: datetime
    line: CustomerLine
    open_cases: tuple[CaseLine, ...]


@dataclass(frozen=True, kw_only=True)
class CustomerStory:
    """What happened on the latest cases of a customer, case by case, and how many cases there were before them."""

    timelines: tuple[Timeline, ...]
    earlier: int


def customer_view(workspace: Workspace, *, customer_id: int) -> CustomerView:
    """Return what the page of a customer shows (of the one into whom they were merged), or raise NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        customer = work.customers.followed(customer_id)
        question = Question(customer_id=customer.id, states=OPEN_STATES)
        return CustomerView(
            customer=customer,
            since=known_since(work, customer),
            line=work.customers.lines_of([customer.id])[0],
            open_cases=tuple(work.cases.lines(question, limit=MOST_OPEN)),
        )


def customer_story(workspace: Workspace, *, customer_id: int, most: int = MOST_CASES) -> CustomerStory:
    """Return what happened on the cases of a customer that were touched last, or raise NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        customer = work.customers.followed(customer_id)
        question = Question(customer_id=customer.id)
        lines = work.cases.lines(question, limit=most)
        total = len(lines) if len(lines) < most else work.cases.count(question)
        return CustomerStory(timelines=tuple(timelines(work, lines, customer=customer)), earlier=total - len(lines))
