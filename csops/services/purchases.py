"""Purchases: entered, changed, taken out; what a customer spent, and what customers are worth over the years."""

from dataclasses import dataclass
from decimal import Decimal

from csops.domain.access import Permission
from csops.domain.purchases import LifetimeValue, Purchase, Spending, checked_purchase, lifetime_value, together
from csops.domain.team import Shop
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_SHOWN = 1000
NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Bought:
    """What a customer bought, the newest first; of a firm what its people bought too.

    Attributes:
        purchases: the newest thousand. `names`: of the customers who made them, by id.
        spending: what they add up to, of all of them; None without a purchase.
        shop: the lifetime value of all customers, to read beside it.
    """

    purchases: tuple[Purchase, ...]
    names: dict[int, str]
    spending: Spending | None
    shop: LifetimeValue
    currency: str


def save_purchase(workspace: Workspace, *, purchase: Purchase) -> Purchase:
    """Keep a new purchase (id 0) or new values of one. A return is a negative amount.

    Raises:
        OutOfRange: a day to come, too many decimals, see `checked_purchase`.
        NotFound: the customer is gone. NotPermitted: the role may not change customers.
        ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.EDIT)
    with workspace.work("Change a purchase" if purchase.id else "Add a purchase") as work:
        kept = checked_purchase(purchase, currency=work.settings.get(Shop).currency, today=workspace.today())
        work.customers.get(kept.customer_id)
        return work.care.purchases.update(kept) if kept.id else work.care.purchases.add(kept)


def remove_purchase(workspace: Workspace, *, purchase_id: int) -> None:
    """Take a purchase out; undo brings it back. Raises NotFound or NotPermitted."""
    workspace.require(Permission.EDIT)
    with workspace.work("Remove a purchase") as work:
        work.care.purchases.remove(purchase_id)


def get_purchase(workspace: Workspace, *, purchase_id: int) -> Purchase:
    """Return one purchase, or raise NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        return work.care.purchases.get(purchase_id)


def bought(workspace: Workspace, *, customer_id: int) -> Bought:
    """Return what a customer bought; of a firm what its people bought too. Raises NotFound."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        customer = work.customers.followed(customer_id)
        everybody = [customer, *(work.customers.where(firm_id=customer.id) if customer.is_firm else ())]
        ids = [one.id for one in everybody]
        return Bought(
            purchases=tuple(work.care.purchases.of(ids, limit=MOST_SHOWN)),
            names={one.id: one.title for one in everybody},
            spending=together(list(work.care.purchases.spending(ids).values())),
            shop=shop_value(work),
            currency=work.settings.get(Shop).currency,
        )


def shop_value(work: Work) -> LifetimeValue:
    """Return the lifetime value of all customers with purchases recorded."""
    return lifetime_value(work.care.purchases.spending().values())


def customers_worth(workspace: Workspace) -> LifetimeValue:
    """Return what a customer of this shop is worth over the years, by the metric dictionary."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        return shop_value(work)
