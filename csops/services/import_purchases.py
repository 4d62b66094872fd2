"""Purchases of a file: their customers found or added, known orders skipped, other currencies refused."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.customers import called
from csops.domain.errors import CsopsError, OutOfRange
from csops.domain.money import amount_from
from csops.domain.purchases import Purchase, checked_purchase
from csops.imports.mapping import Column, Target
from csops.imports.mapping import Mapping as Columns
from csops.imports.rows import Problem, PurchaseRow, Row
from csops.services.import_customers import Named, People
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

_NOBODY_YET = 0
"""Stands for a customer who is found or added when the purchases are written."""
_LONGEST_ID = 10


@dataclass
class PurchasePlan(RowPlan):
    """What an import of purchases would do: each with who bought; nothing there is changed."""

    new: list[tuple[Purchase, Named]] = field(default_factory=list)
    updated: list[Purchase] = field(default_factory=list)


class PurchaseImport:
    """Sorts the rows of a list of orders against what is there, and writes what is new.

    A customer is found by number (that of csops, or of the file they came from), by phone or e-mail, else by a name
    that only one bears. Who is known by none of these is added as a buyer.
    """

    def __init__(self, work: Work, *, mapping: Columns, zone: str, region: str, currency: str, now: datetime) -> None:
        self._work, self._currency = work, currency
        self._today = now.astimezone(ZoneInfo(zone)).date()
        self._columns: Mapping[Target, Column | None] = {target: mapping.column(target) for target in Target}
        self._people = People(work, region=region, now=now)
        self._numbers, self._names = _numbers(work)
        self._by_id = {str(one.id): one for one in work.customers.all()}
        self._orders: dict[str, int] = {}
        self._there: set[tuple[object, ...]] = set()

    def plan(self, rows: Iterable[Row]) -> PurchasePlan:
        """Sort every row; nothing is written."""
        plan = PurchasePlan()
        taken: list[tuple[PurchaseRow, Purchase]] = []
        for row in plan.taken(rows, PurchaseRow):
            try:
                taken.append((row, self._purchase(row)))
            except CsopsError as error:
                heading, position = self._place(error)
                value = row.currency or row.amount
                problem = Problem(row=row.row, column=heading, reason=str(error), position=position, value=value)
                plan.problems.append(problem)
        known = self._work.care.purchases.known_numbers([one.number for _, one in taken if one.number])
        ids = {one.customer_id for _, one in taken if one.customer_id}
        same = {_same(one) for one in self._work.care.purchases.where_any("customer_id", sorted(ids)) if not one.number}
        if any(row.own_customer for row, _ in taken):
            self._sort_own(taken, plan)
            return plan
        for row, purchase in taken:
            self._sort(row, purchase, plan, is_known=purchase.number in known or _same(purchase) in same)
        return plan

    def _sort_own(self, taken: Sequence[tuple[PurchaseRow, Purchase]], plan: PurchasePlan) -> None:
        """Of a list that csops wrote each row is a purchase of its own, two that are alike two."""
        ids = sorted({one.customer_id for _, one in taken if one.customer_id})
        there = Counter(map(_same, self._work.care.purchases.where_any("customer_id", ids)))
        for row, purchase in taken:
            if there[_same(purchase)] > 0:
                there[_same(purchase)] -= 1
                plan.skipped += 1
            else:
                plan.new.append((purchase, (row.customer, row.phones, row.emails)))

    def _sort(self, row: PurchaseRow, purchase: Purchase, plan: PurchasePlan, *, is_known: bool) -> None:
        before = self._orders.setdefault(purchase.number, row.row) if purchase.number else row.row
        if before != row.row:
            number = self._columns[Target.ORDER_NUMBER]
            reason = f"Order {purchase.number} stands in row {before} already. This row was skipped"
            heading = number.heading if number else ""
            plan.remarks.append(Problem(row=row.row, column=heading, reason=reason, value=purchase.number or ""))
        if is_known or before != row.row:
            plan.skipped += 1
        else:
            plan.new.append((purchase, (row.customer, row.phones, row.emails)))

    def _purchase(self, row: PurchaseRow) -> Purchase:
        if row.currency and row.currency.upper() != self._currency:
            right = f"The shop's currency is {self._currency}; amounts in another one cannot be added to it"
            raise OutOfRange(field="currency", value=row.currency, right=right)
        purchase = Purchase(
            customer_id=self._customer(row),
            day=row.bought_on,
            amount=amount_from(row.amount, currency=self._currency),
            what=row.what[:500],
            motive=row.motive[:500],
            number=row.order_number or None,
        )
        return checked_purchase(purchase, currency=self._currency, today=self._today)

    def _customer(self, row: PurchaseRow) -> int:
        """Return who bought; nobody yet where the row tells enough to add somebody."""
        own = self._by_id.get(row.own_customer)
        if own is not None and (own.name, own.phones, own.emails) == (row.customer, row.phones, row.emails):
            return own.id
        number = row.customer_number.strip()
        if number in self._numbers:
            return self._numbers[number]
        found = self._people.reached(phones=row.phones, emails=row.emails)
        if found is not None:
            return found
        named = self._names.get(called(row.customer).casefold(), _NOBODY_YET)
        if named is None:
            right = "Several customers are called so; add a number, a phone or an e-mail to the file"
            raise OutOfRange(field="customer", value=row.customer, right=right)
        if named == _NOBODY_YET and not (row.customer or row.phones or row.emails):
            value = number or "nobody"
            right = "Nobody here bears that number, and the row names nobody" if number else "The row names nobody"
            raise OutOfRange(field="customer", value=value, right=right)
        return named

    def _place(self, error: CsopsError) -> tuple[str, int | None]:
        targets = {"currency": Target.CURRENCY, "customer": Target.CUSTOMER, "day": Target.BOUGHT_ON}
        column = self._columns[targets.get(str(error.fields.get("field")), Target.AMOUNT)]
        return (column.heading, column.position) if column else ("", None)

    def write(self, plan: PurchasePlan, *, import_id: int) -> None:
        """Write the purchases, and who is new with them."""
        waiting = [named for purchase, named in plan.new if purchase.customer_id == _NOBODY_YET]
        found = iter(self._people.ids_of(waiting, import_id=import_id))
        kept = []
        for purchase, _named in plan.new:
            customer_id = purchase.customer_id or next(found)
            if customer_id is not None:
                kept.append(replace(purchase, customer_id=customer_id, import_id=import_id))
        self._work.care.purchases.add_many(kept)


def _numbers(work: Work) -> tuple[dict[str, int], dict[str, int | None]]:
    """Return customers by number, that of their own file before that of csops; and by name, None where two bear it."""
    numbers: dict[str, int] = {}
    names: dict[str, int | None] = {}
    every = work.customers.all()
    for one in every:
        if one.number:
            numbers.setdefault(one.number, one.id)
        if one.name:
            name = one.name.casefold()
            names[name] = None if name in names else one.id
    for one in every:
        numbers.setdefault(str(one.id), one.id)
    return numbers, names


def _same(purchase: Purchase) -> tuple[object, ...]:
    """What tells a purchase without an order number: the same file read twice doubles nothing."""
    return (purchase.customer_id, purchase.day, purchase.amount, purchase.what, purchase.number)
