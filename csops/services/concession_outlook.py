"""What a concession would cost, who would decide on it, what is left, and what the customer is worth beside it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from csops.domain.access import Permission, Role
from csops.domain.calendar import calendar_from
from csops.domain.cases import Case
from csops.domain.concession_decisions import CUSTOMER_DAYS, answer_by
from csops.domain.concession_rules import agreed_sum
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.people import Member
from csops.domain.purchases import Spending
from csops.services.case_numbers import current_id
from csops.services.concession_rules import rules_in
from csops.services.concession_standing import standing_in
from csops.services.concessions import Offer, worked_out
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A customer beside what is given to them.

    `spending`: None where no purchase is recorded. `given`, `times`: agreed within 365 days.
    """

    spending: Spending | None
    given: Decimal
    times: int


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would come of a offer now. Amounts are in `currency`.

    Attributes:
        cost: None while values are missing or wrong.
        decides: the role that would decide. `is_own`: whoever asks may give it without asking.
        deciders: who could decide above the own limits.
        own_left: the most that may be given without asking, None without a limit; `month`, `month_limit`: decided this
            month, of how much. `budget`, `budget_limit`: agreed by all in this month, of how much.
        answer_by: until when a request of now should be decided.
    """

    currency: str
    cost: Decimal | None
    decides: Role
    is_own: bool
    deciders: tuple[Member, ...]
    own_left: Decimal | None
    month: Decimal
    month_limit: Decimal | None
    budget: Decimal
    budget_limit: Decimal | None
    worth: Worth | None
    answer_by: datetime


def outlook(workspace: Workspace, *, offer: Offer, is_whole: bool = True, customer_id: int | None = None) -> Outlook:
    """Return what would come of a offer, without giving anything.

    Args:
        workspace: where it would be kept.
        offer: what it is.
        is_whole: whether its values are all there; else only what is left is told.
        customer_id: whose it would be, where the offer has no case yet (0).

    Raises:
        InputError: as `concessions.give_concession`.
    """
    now = workspace.now()
    with workspace.read() as work:
        case = Case(customer_id=customer_id, opened_at=now)
        if offer.case_id:
            case = work.cases.get(current_id(work, offer.case_id))
        standing = standing_in(work, case=case, giver=workspace.member, now=now)
        concession = worked_out(standing, offer=offer, case=case, now=now) if is_whole else None
        cost = concession.cost if concession else Decimal(0)
        decides = standing.decider(cost, exception=offer.is_exception)
        is_own = decides is workspace.member.role
        calendar = calendar_from(work.settings.mapping("calendar"))
        return Outlook(
            currency=standing.rules.currency,
            cost=concession.cost if concession else None,
            decides=decides,
            is_own=is_own,
            deciders=() if is_own else standing.deciders(cost, exception=offer.is_exception),
            own_left=standing.own_left,
            month=standing.this_month,
            month_limit=standing.limit.per_month,
            budget=standing.totals.business,
            budget_limit=standing.rules.shared.budget,
            worth=worth_in(work, case.customer_id, now=now),
            answer_by=answer_by(calendar, now=now, hours=standing.rules.answer_within_hours),
        )


def worth_in(work: Work, customer_id: int | None, *, now: datetime) -> Worth | None:
    """Return what a customer spent and was given, None of nobody known."""
    if customer_id is None:
        return None
    given = work.care.concessions.agreed_to(customer_id, since=now - CUSTOMER_DAYS)
    spending = work.care.purchases.spending([customer_id]).get(customer_id)
    return Worth(spending=spending, given=agreed_sum(one.cost for one in given), times=len(given))


@dataclass(frozen=True, kw_only=True)
class Request:
    """Something asked for that waits for a decision, with what is needed to decide.

    `may_approve`: whoever reads this may approve it now; `own_left` is what its giver may give without asking.
    """

    concession: Concession
    kind: str
    case: Case
    customer: str
    giver: Member
    may_approve: bool
    deciders: tuple[Member, ...]
    own_left: Decimal | None
    budget: Decimal
    budget_limit: Decimal | None
    worth: Worth | None
    is_late: bool


def requests(workspace: Workspace) -> list[Request]:
    """Return every concession that waits for a decision, the oldest first."""
    workspace.require(Permission.READ)
    now = workspace.now()
    with workspace.read() as work:
        waiting = work.care.concessions.where(state=ConcessionState.WAITING)
        return [_request(work, one, reader=workspace.member, now=now) for one in waiting]


def waiting_for_me(workspace: Workspace) -> list[Request]:
    """Return the concessions that whoever works may decide on, the oldest first."""
    if not workspace.may(Permission.LOG):
        return []
    return [one for one in requests(workspace) if one.may_approve]


def _request(work: Work, waiting: Concession, *, reader: Member, now: datetime) -> Request:
    case, giver = work.cases.get(waiting.case_id), work.members.get(waiting.given_by)
    customer = None if case.customer_id is None else work.customers.find(case.customer_id)
    rules = rules_in(work)
    kind = next((kind.name for kind in rules.kinds if kind.key == waiting.kind), waiting.kind)
    standing = standing_in(work, case=case, giver=giver, now=now)
    exception = waiting.is_exception
    return Request(
        concession=waiting,
        kind=kind,
        case=case,
        customer=customer.name if customer else "",
        giver=giver,
        may_approve=standing.may_decide(reader, waiting.cost, exception=exception),
        deciders=standing.deciders(waiting.cost, exception=exception),
        own_left=standing.own_left,
        budget=standing.totals.business,
        budget_limit=rules.shared.budget,
        worth=worth_in(work, case.customer_id, now=now),
        is_late=waiting.answer_by is not None and waiting.answer_by < now,
    )
