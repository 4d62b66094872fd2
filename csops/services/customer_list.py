"""The list of customers with what may make them leave: narrowed and sorted by it too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csops.domain.customer_filters import ANYBODY, CustomerFilter
from csops.domain.lines import CustomerLine, Order
from csops.domain.questions import Question
from csops.domain.risk import Reason
from csops.services.risk import customers_at_risk, risks_among
from csops.services.workspace import Workspace

RISK = "risk"
MOST_RANKED = 1000
"""So many at risk are told apart where a list is sorted or narrowed by it; the figures have the whole list."""


@dataclass(frozen=True, kw_only=True)
class ListedCustomer:
    """A customer in the list, with every reason for which they may be about to leave."""

    line: CustomerLine
    risks: tuple[Reason, ...] = ()

    @property
    def id(self) -> int:
        """The customer's number."""
        return self.line.id


def listed_customers(
    workspace: Workspace,
    *,
    question: Question,
    only: CustomerFilter = ANYBODY,
    at_risk: bool = False,
    order: Order = (),
    offset: int = 0,
    limit: int = 100,
) -> list[ListedCustomer]:
    """Return one page of the list. `at_risk`: of those alone who may be about to leave."""
    ranked = _ranked(workspace) if at_risk or any(key == RISK for key, _ in order) else ()
    with workspace.read() as work:
        lines = work.customers.lines(
            question, only=_narrowed(only, ranked, at_risk), order=order, ranked=ranked, offset=offset, limit=limit
        )
        found = risks_among(work, now=workspace.now(), customer_ids=[line.id for line in lines])
    return [ListedCustomer(line=line, risks=found.get(line.id, ())) for line in lines]


def count_listed(
    workspace: Workspace, *, question: Question, only: CustomerFilter = ANYBODY, at_risk: bool = False
) -> int:
    """Return how many customers fit."""
    narrowed = _narrowed(only, _ranked(workspace), at_risk) if at_risk else only
    with workspace.read() as work:
        return work.customers.count(question, only=narrowed)


def _ranked(workspace: Workspace) -> tuple[int, ...]:
    return tuple(one.customer_id for one in customers_at_risk(workspace, limit=MOST_RANKED))


def _narrowed(only: CustomerFilter, ranked: Sequence[int], at_risk: bool) -> CustomerFilter:
    return replace(only, ids=tuple(ranked)) if at_risk else only
