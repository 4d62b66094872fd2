"""What a customer bought, when, for how much, and why; what a customer is worth over the years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from csops.domain.errors import OutOfRange
from csops.domain.money import checked_amount
from csops.domain.texts import one_line, short_enough

DAYS_OF_A_YEAR = 365.25
_FIRST_YEAR = 1900
_LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """One purchase, in the shop's currency; a return is a negative amount. `number` is that of the order or receipt."""

    id: int = 0
    version: int = 1
    customer_id: int
    day: date
    amount: Decimal
    what: str = ""
    motive: str = ""
    number: str | None = None
    import_id: int | None = None


def checked_purchase(purchase: Purchase, *, currency: str, today: date) -> Purchase:
    """Return the purchase with tidy texts, or raise OutOfRange."""
    if purchase.day > today:
        raise OutOfRange(field="day", value=purchase.day.isoformat(), right="That day is still to come")
    if purchase.day.year < _FIRST_YEAR:
        raise OutOfRange(field="day", value=purchase.day.isoformat(), right=f"Write a day from {_FIRST_YEAR} on")
    number = short_enough(one_line(purchase.number or ""), field="order number")
    return replace(
        purchase,
        amount=checked_amount(purchase.amount, currency=currency),
        what=short_enough(one_line(purchase.what), field="what", most=_LONGEST),
        motive=short_enough(one_line(purchase.motive), field="motive", most=_LONGEST),
        number=number or None,
    )


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What one customer spent: `total` less returns, in `purchases` and `returns`, from the `first` to the `last` day.

    Purchases and returns are counted apart; days are those of purchases.
    """

    total: Decimal
    purchases: int
    returns: int
    first: date
    last: date

    @property
    def years_active(self) -> float:
        """Years from the first purchase to the last, one at least: who bought once was a customer for one year."""
        return max(1.0, (self.last - self.first).days / DAYS_OF_A_YEAR)

    @property
    def yearly(self) -> Decimal:
        """What they spent in a year that they were active."""
        return self.total / Decimal(str(self.years_active))


@dataclass(frozen=True, kw_only=True)
class LifetimeValue:
    """Customer lifetime value: `value` = `yearly` (mean yearly purchases) times `years` (mean years active).

    `customers`: how many have purchases recorded; only they count. Without any, all three are None.
    """

    customers: int
    yearly: Decimal | None = None
    years: float | None = None
    value: Decimal | None = None


def spending_of(purchases: Iterable[Purchase]) -> Spending | None:
    """Return what one customer's purchases add up to; None without any, and where there are returns alone."""
    every = list(purchases)
    bought = [one for one in every if one.amount >= 0]
    if not bought:
        return None
    days = [one.day for one in bought]
    return Spending(
        total=sum((one.amount for one in every), Decimal()),
        purchases=len(bought),
        returns=len(every) - len(bought),
        first=min(days),
        last=max(days),
    )


def together(each: Sequence[Spending]) -> Spending | None:
    """Return what several customers spent as if they were one: the people of a firm."""
    if not each:
        return None
    total = each[0].total
    for one in each[1:]:
        total += one.total
    return Spending(
        total=total,
        purchases=sum(one.purchases for one in each),
        returns=sum(one.returns for one in each),
        first=min(one.first for one in each),
        last=max(one.last for one in each),
    )


def lifetime_value(spending: Iterable[Spending]) -> LifetimeValue:
    """Return the lifetime value of these customers. Of one alone it is what they spent.

    Source: metric dictionary, *Customer lifetime value*: mean yearly purchases times mean years active, of customers
    with purchases recorded. Years active run from the first purchase to the last, one at least.
    """
    every = list(spending)
    if not every:
        return LifetimeValue(customers=0)
    yearly = sum((one.yearly for one in every), Decimal()) / len(every)
    years = sum(one.years_active for one in every) / len(every)
    return LifetimeValue(
        customers=len(every), yearly=rounded(yearly), years=years, value=rounded(yearly * Decimal(str(years)))
    )


def rounded(amount: Decimal) -> Decimal:
    """Return an amount that was worked out, to the hundredth."""
    return amount.quantize(Decimal("0.01"))
