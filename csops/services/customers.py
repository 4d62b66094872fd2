"""Customers: found while typing, told apart, added, changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.cases import Case
from csops.domain.contacts import ContactDraft
from csops.domain.customer_filters import ANYBODY, CustomerFilter
from csops.domain.customers import Customer, checked, reach
from csops.domain.errors import InputError, OutOfRange, UnknownName
from csops.domain.lines import CustomerLine, Order
from csops.domain.questions import Question, parse
from csops.domain.texts import kept
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A customer offered while typing, with the open case to go on with."""

    customer: Customer
    contacts: int
    open_case: Case | None


def customer_for(work: Work, *, draft: ContactDraft, case: Case | None, now: datetime) -> Customer | None:
    """Return who a contact was with: known, newly added, or None for *Unknown*."""
    if draft.customer_id is not None:
        return _with_reach(work, work.customers.followed(draft.customer_id), draft)
    if case is not None and case.customer_id is not None:
        return _with_reach(work, work.customers.get(case.customer_id), draft)
    if not draft.names_somebody:
        return None
    new = checked(
        Customer(name=draft.customer_name, phones=_one(draft.phone), emails=_one(draft.email), created_at=now)
    )
    known = _known(work, new)
    return work.customers.add(new) if known is None else _with_reach(work, known, draft)


def _known(work: Work, new: Customer) -> Customer | None:
    """Return the customer whom we know already: by phone or e-mail unless the name says otherwise, else by name."""
    name = new.name.casefold()
    found = work.customers.reached_by(reach(new, region=work.region))
    for shared, candidate in found:
        if shared != "name" and (not name or not candidate.name or candidate.name.casefold() == name):
            return candidate
    named = [candidate for shared, candidate in found if shared == "name"]
    return named[0] if len(named) == 1 else None


def _with_reach(work: Work, customer: Customer, draft: ContactDraft) -> Customer:
    """Add a phone or e-mail, or the name, that we did not have yet."""
    region = work.region
    had = set(reach(customer, region=region))
    extra = Customer(phones=_one(draft.phone), emails=_one(draft.email), created_at=customer.created_at)
    phones = tuple(
        phone
        for phone in extra.phones
        if not set(reach(replace(extra, phones=(phone,), emails=()), region=region)) & had
    )
    emails = tuple(email for email in extra.emails if email.casefold() not in {one.value for one in had})
    changed = checked(
        replace(
            customer,
            name=customer.name or draft.customer_name,
            phones=(*customer.phones, *phones),
            emails=(*customer.emails, *emails),
        )
    )
    return work.customers.update(changed) if changed != customer else customer


def _one(text: str) -> tuple[str, ...]:
    return (text.strip(),) if text.strip() else ()


def suggest(workspace: Workspace, *, text: str, limit: int = 8) -> list[Suggestion]:
    """Return customers whose name, phone, e-mail or case number fits what is being typed."""
    question = parse(text, typing=True)
    with workspace.read() as work:
        if question.case_id is not None:
            case = work.cases.find(question.case_id)
            ids = [case.customer_id] if case and case.customer_id else []
        elif not question.terms:
            return []
        else:
            ids = [line.id for line in work.customers.lines(question, limit=limit)]
        return [_suggestion(work, customer_id) for customer_id in ids]


def _suggestion(work: Work, customer_id: int) -> Suggestion:
    customer = work.customers.followed(customer_id)
    line = work.customers.lines_of([customer.id])[0]
    open_cases = work.cases.open_of(customer.id)
    return Suggestion(
        customer=customer,
        contacts=line.contacts,
        open_case=open_cases[0] if open_cases else None,
    )


def suggestion_for(workspace: Workspace, *, customer_id: int) -> Suggestion:
    """Return one customer as the log panel shows them."""
    with workspace.read() as work:
        return _suggestion(work, customer_id)


def same_reach(workspace: Workspace, *, phone: str = "", email: str = "", but: int | None = None) -> list[Customer]:
    """Return the customers who have this phone or e-mail already, except `but`."""
    asked = Customer(phones=_one(kept(phone)), emails=_one(kept(email)), created_at=workspace.now())
    with workspace.read() as work:
        found = work.customers.reached_by(reach(asked, region=work.region))
    return list({customer.id: customer for _, customer in found if customer.id != but}.values())


def get_customer(workspace: Workspace, *, customer_id: int) -> Customer:
    """Return one customer, or the one into whom they were merged, or raise NotFound."""
    with workspace.read() as work:
        return work.customers.followed(customer_id)


def customer_named(workspace: Workspace, *, text: str) -> Customer:
    """Return the customer whose number, name, phone or e-mail this is.

    Raises:
        UnknownName: nobody is called so. InputError: several are; their numbers are named.
    """
    words = kept(text)
    with workspace.read() as work:
        if words.isdecimal() and len(words) < _LONGEST_NUMBER:
            return work.customers.followed(int(words))
        asked = Customer(name=words, phones=_one(words), emails=_one(words), created_at=workspace.now())
        found = {one.id: one for _, one in work.customers.reached_by(reach(asked, region=work.region))}
    if len(found) > 1:
        several = ", ".join(f"{one.id} ({one.title})" for one in found.values())
        right = f"Name one by the number: {several}"
        raise InputError(field="customer", problem=f"“{words}” may be {len(found)} customers", right=right)
    if not found:
        raise UnknownName(field="customer", value=words, known="“csops find WORDS --in customers” shows them")
    return next(iter(found.values()))


_LONGEST_NUMBER = 10
"""Figures of the number of a record; more are a phone."""


def save_customer(workspace: Workspace, *, customer: Customer, firm: str = "") -> Customer:
    """Add a customer (id 0) or keep new values of one. `firm`: they belong to the firm of this name, added if need be.

    Raises:
        InputError: see `checked`; the firm is none, or people belong to what shall be no firm any more.
        NotFound: the firm, or who referred them, is gone. NotPermitted: the role may not change customers.
        ConflictError: somebody else changed the same field meanwhile.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Change a customer" if customer.id else "Add a customer") as work:
        kept = checked(customer, now=workspace.now())
        if firm.strip() and not kept.is_firm:
            kept = replace(kept, firm_id=firm_named(work, firm, now=workspace.now()).id)
        _check_firm(work, kept)
        return work.customers.update(kept) if kept.id else work.customers.add(kept)


def firm_named(work: Work, name: str, *, now: datetime) -> Customer:
    """Return the firm of this name; one that nobody knows is added."""
    wanted = checked(Customer(name=name, is_firm=True, created_at=now))
    same = [one for kind, one in work.customers.reached_by(reach(wanted, region=work.region)) if kind == "name"]
    return next((one for one in same if one.is_firm), None) or work.customers.add(wanted)


def _check_firm(work: Work, customer: Customer) -> None:
    if customer.firm_id is not None and not work.customers.get(customer.firm_id).is_firm:
        name = work.customers.get(customer.firm_id).title
        raise OutOfRange(field="firm", value=name, right="That is a person; tick that they are a firm first")
    if customer.referred_by_id is not None:
        work.customers.get(customer.referred_by_id)
    stored = work.customers.find(customer.id)
    if stored is not None and stored.is_firm and not customer.is_firm:
        _check_alone(work, customer)


def _check_alone(work: Work, customer: Customer) -> None:
    people = [person.title for person in work.customers.where(firm_id=customer.id)]
    if people:
        names = ", ".join(people[:3]) + (" …" if len(people) > 3 else "")
        right = f"{names} belong to it; let them belong to nobody first"
        raise OutOfRange(field="firm", value="a person", right=right)


def firms(workspace: Workspace) -> list[Customer]:
    """Return the firms, by name."""
    with workspace.read() as work:
        return sorted(work.customers.where(is_firm=True), key=lambda firm: firm.title.casefold())


def customer_lines(
    workspace: Workspace,
    *,
    question: Question,
    only: CustomerFilter = ANYBODY,
    order: Order = (),
    offset: int = 0,
    limit: int = 100,
) -> list[CustomerLine]:
    """Return one page of the list of customers."""
    with workspace.read() as work:
        return work.customers.lines(question, only=only, order=order, offset=offset, limit=limit)
