"""The questions asked of purchases: what each customer spent, and which order numbers are known."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Connection, Float, case, cast, func, select

from csops.domain.changes import Change, Kind
from csops.domain.purchases import Purchase, Spending
from csops.storage.care import purchases
from csops.storage.store import Store

THOUSANDTHS = 1000
_MANY = 500
_P = purchases.c
_IS_BOUGHT = cast(_P.amount, Float) >= 0

AMOUNT = cast(func.round(cast(_P.amount, Float) * THOUSANDTHS), BigInteger)
"""An amount in thousandths, which both databases add up exactly: they keep it as text."""


def amount_of(thousandths: Any) -> Decimal | None:
    """Return the sum of amounts as a decimal; None for no amounts."""
    return None if thousandths is None else (Decimal(int(thousandths)) / THOUSANDTHS).quantize(Decimal("0.01"))


class PurchaseStore(Store[Purchase]):
    """Purchases, and the questions asked of them."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=purchases, record=Purchase, kind=Kind.PURCHASE, changes=changes)

    def of(self, customer_ids: Sequence[int], *, limit: int = 1000) -> list[Purchase]:
        """Return the purchases of these customers, the newest first."""
        found = select(purchases).where(_P.customer_id.in_(customer_ids)).order_by(_P.day.desc(), _P.id.desc())
        return [self._from_row(row) for row in self._connection.execute(found.limit(limit))]

    def spending(self, customer_ids: Sequence[int] | None = None, *, until: date | None = None) -> dict[int, Spending]:
        """Return what each of these customers spent, of all without ids; who has no purchases is left out.

        `until`: the last day that counts, where ids are not given.
        """
        if customer_ids is None:
            return self._spending(() if until is None else [_P.day <= until])
        found: dict[int, Spending] = {}
        for start in range(0, len(customer_ids), _MANY):
            found |= self._spending([_P.customer_id.in_(customer_ids[start : start + _MANY])])
        return found

    def _spending(self, where: Sequence[Any]) -> dict[int, Spending]:
        bought = func.sum(case((_IS_BOUGHT, 1), else_=0)).label("bought")
        day = case((_IS_BOUGHT, _P.day))
        total = func.sum(AMOUNT).label("total")
        ends = func.min(day).label("first"), func.max(day).label("last")
        found = select(_P.customer_id, total, bought, func.count().label("rows"), *ends).where(*where)
        rows = self._connection.execute(found.group_by(_P.customer_id))
        return {
            row.customer_id: Spending(
                total=amount_of(row.total) or Decimal(),
                purchases=int(row.bought),
                returns=int(row.rows - row.bought),
                first=row.first,
                last=row.last,
            )
            for row in rows
            if row.bought
        }

    def known_numbers(self, numbers: Sequence[str]) -> Mapping[str, Purchase]:
        """Return the purchases that bear one of these order numbers, by number."""
        found: dict[str, Purchase] = {}
        for start in range(0, len(numbers), _MANY):
            some = select(purchases).where(_P.number.in_(numbers[start : start + _MANY]))
            found.update((row.number, self._from_row(row)) for row in self._connection.execute(some))
        return found
