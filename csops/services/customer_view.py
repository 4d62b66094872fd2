"""All that one customer's page shows, read at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csops.domain.access import Permission
from csops.domain.cases import OPEN_STATES
from csops.domain.customer_merges import CustomerMerge
from csops.domain.customers import Customer
from csops.domain.lines import CaseLine, ContactLine, CustomerLine
from csops.domain.purchases import Purchase, Spending, together
from csops.domain.questions import Question
from csops.domain.surveys import SurveyAnswer
from csops.domain.team import Shop
from csops.services.cases import Timeline, known_since, timelines
from csops.services.workspace import Workspace
from csops.storage import customer_lists
from csops.storage.unit_of_work import Work

MOST_OPEN = 50
MOST_CASES = 30
MOST_LATEST = 10
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Together:
    """What a firm and its people come to."""

    contacts: int
    open_cases: int
    last_contact_at: datetime | None
    spending: Spending | None


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    """A customer, what is counted of them, and what is open, the latest contact first.

    Attributes:
        contacts_in_year: contacts within the last 365 days; of a firm those of its people too.
        spending: what they spent; None without a purchase.
        firm: the firm for which they speak. `people`: of a firm, by name; `together`: the firm with its people.
        referred_by: who sent them. `referred`: whom they sent.
        latest: their last ten contacts, the newest first; of a firm those of its people too.
        currency: of what they spent.
    """

    customer: Customer
    since: datetime
    line: CustomerLine
    open_cases: tuple[CaseLine, ...]
    contacts_in_year: int = 0
    spending: Spending | None = None
    firm: Customer | None = None
    people: tuple[CustomerLine, ...] = ()
    together: Together | None = None
    referred_by: Customer | None = None
    referred: tuple[Customer, ...] = ()
    latest: tuple[ContactLine, ...] = ()
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerStory:
    """What happened on the latest cases of a customer, case by case, and how many cases there were before them.

    `purchases`, `merges` and `answers` belong to no case; they are told from the day on which the oldest case begins
    that is told here, and all of them where none was left out.
    """

    timelines: tuple[Timeline, ...]
    earlier: int
    purchases: tuple[Purchase, ...] = ()
    answers: tuple[SurveyAnswer, ...] = ()
    merges: tuple[CustomerMerge, ...] = ()
    currency: str = ""


def customer_view(workspace: Workspace, *, customer_id: int) -> CustomerView:
    """Return what the page of a customer shows (of the one into whom they were merged), or raise NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        customer = work.customers.followed(customer_id)
        question = Question(customer_id=customer.id, states=OPEN_STATES)
        people = _people(work, customer)
        ids = [customer.id, *(person.id for person in people)]
        line = work.customers.lines_of([customer.id])[0]
        spending = work.care.purchases.spending(ids)
        return CustomerView(
            customer=customer,
            since=known_since(work, customer),
            line=line,
            open_cases=tuple(work.cases.lines(question, limit=MOST_OPEN)),
            contacts_in_year=customer_lists.contacts_since(work.connection, ids, workspace.now() - A_YEAR),
            spending=spending.get(customer.id),
            firm=None if customer.firm_id is None else work.customers.find(customer.firm_id),
            people=people,
            together=_together(line, people, together(list(spending.values()))) if customer.is_firm else None,
            referred_by=None if customer.referred_by_id is None else work.customers.find(customer.referred_by_id),
            referred=tuple(work.customers.where(referred_by_id=customer.id)),
            latest=tuple(
                work.contacts.lines_of(customer_lists.latest_contacts(work.connection, ids, limit=MOST_LATEST))
            ),
            currency=work.settings.get(Shop).currency,
        )


def _people(work: Work, customer: Customer) -> tuple[CustomerLine, ...]:
    if not customer.is_firm:
        return ()
    people = sorted(work.customers.where(firm_id=customer.id), key=lambda person: person.title.casefold())
    return tuple(work.customers.lines_of([person.id for person in people]))


def _together(firm: CustomerLine, people: tuple[CustomerLine, ...], spending: Spending | None) -> Together:
    every = (firm, *people)
    return Together(
        contacts=sum(one.contacts for one in every),
        open_cases=sum(one.open_cases for one in every),
        last_contact_at=max((one.last_contact_at for one in every if one.last_contact_at is not None), default=None),
        spending=spending,
    )


def customer_story(workspace: Workspace, *, customer_id: int, most: int = MOST_CASES) -> CustomerStory:
    """Return what happened on the cases of a customer that were touched last, or raise NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        customer = work.customers.followed(customer_id)
        question = Question(customer_id=customer.id)
        lines = work.cases.lines(question, limit=most)
        total = len(lines) if len(lines) < most else work.cases.count(question)
        earlier = total - len(lines)
        begins = min((line.opened_at for line in lines), default=None) if earlier else None
        told = [one for one in work.care.answers.where(customer_id=customer.id) if one.case_id is None]
        return CustomerStory(
            timelines=tuple(timelines(work, lines, customer=customer)),
            earlier=earlier,
            purchases=tuple(
                one for one in work.care.purchases.of([customer.id]) if begins is None or one.day >= begins.date()
            ),
            answers=tuple(one for one in told if begins is None or one.asked_at >= begins),
            merges=tuple(work.care.customer_merges.where(kept_id=customer.id)),
            currency=work.settings.get(Shop).currency,
        )
