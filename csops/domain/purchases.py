"""What a customer bought, when, for how much, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
