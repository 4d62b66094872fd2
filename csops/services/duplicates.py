"""Who is known already, asked while a new customer is being typed."""

from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.customers import Customer, reach_of
from csops.domain.duplicates import Shared, alike, compared
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A customer who may be the one that is being typed: what both have, and which value of theirs it is."""

    customer: Customer
    shared: Shared
    value: str


def duplicates(
    workspace: Workspace,
    *,
    name: str = "",
    phones: tuple[str, ...] = (),
    emails: tuple[str, ...] = (),
    but: int | None = None,
    most: int = MOST,
) -> list[Duplicate]:
    """Return who may be meant, each once: by phone or e-mail first, then by name, then by a name that is much alike.

    Args:
        workspace: where they are kept.
        name: what is typed so far.
        phones: those that are typed.
        emails: likewise.
        but: the customer who is being changed.
        most: how many at most.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        found = {
            one.customer.id: one for one in reversed(_reached(work, name, phones, emails)) if one.customer.id != but
        }
        found = dict(reversed(found.items()))
        if len(found) < most and name.strip():
            for one in _alike(work, name, most=most + len(found) + 1):
                if one.customer.id != but:
                    found.setdefault(one.customer.id, one)
        return list(found.values())[:most]


def _reached(work: Work, name: str, phones: tuple[str, ...], emails: tuple[str, ...]) -> list[Duplicate]:
    points = reach_of(name=name, phones=phones, emails=emails, region=work.region)
    theirs = work.customers.reached_by(points)
    kinds = {"phone": Shared.PHONE, "email": Shared.EMAIL, "name": Shared.NAME}
    found = [
        Duplicate(customer=customer, shared=kinds[kind], value=_value(customer, kind, points, work.region))
        for kind, customer in theirs
    ]
    return sorted(found, key=lambda one: list(Shared).index(one.shared))


def _value(customer: Customer, kind: str, points: tuple[object, ...], region: str) -> str:
    """Return the phone or e-mail of a customer that is the same, as it stands with them."""
    if kind == "name":
        return customer.name
    for written in customer.phones if kind == "phone" else customer.emails:
        own = (
            reach_of(phones=(written,), region=region)
            if kind == "phone"
            else reach_of(emails=(written,), region=region)
        )
        if set(own) & set(points):
            return written
    return ""


def _alike(work: Work, name: str, *, most: int) -> list[Duplicate]:
    ids, names = work.customers.compared_names(compared)
    places = [ids[place] for place, _score in alike(name, names, most=most)]
    there = work.customers.get_many(places)
    return [
        Duplicate(customer=there[customer_id], shared=Shared.ALIKE, value=there[customer_id].name)
        for customer_id in places
    ]
