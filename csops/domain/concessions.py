"""What is given to make good: what it costs, who may decide, what waits for approval."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum


class ConcessionState(Enum):
    """Where a concession stands: waiting for an approver, agreed, or not."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One value of a cost rule, such as the price; exact, as decimal text."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Concession:
    """Something given, or asked for, to make good.

    Attributes:
        kind: key of a kind of `concessions.yaml` as the shop has set it up; `terms` are the values of its cost rule.
        cost: what the business pays, worked out when it was given. `value`: what the customer sees.
        given_by, decided_by: who gave or asked; who decided. What was decided counts in the decider's month.
        counted_at: the moment by which the month is chosen; None until it is sent or done, where the kind says so.
        is_exception: beyond the rules, with `reason`; the owner decides. `answer_by`: until when the giver needs it.
    """

    id: int = 0
    version: int = 1
    case_id: int
    customer_id: int | None = None
    kind: str
    terms: tuple[Term, ...] = ()
    cost: Decimal
    value: Decimal | None = None
    currency: str
    reason: str = ""
    state: ConcessionState = ConcessionState.AGREED
    is_exception: bool = False
    given_by: int
    given_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    decision_note: str = ""
    answer_by: datetime | None = None
    counted_at: datetime | None = None
