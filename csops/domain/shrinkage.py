"""Paid time that is not available: from people on contact to people on the roster, from hours needed to hours paid."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from csops.domain.exact import Number, exact
from csops.domain.limits import lost_share, not_negative


def rostered(raw: float, *, shrinkage: Number) -> int:
    """Return the people on the roster for one interval: ceil(raw / (1 - shrinkage)), in exact fractions.

    Args:
        raw: people on contact.
        shrinkage: share of paid time that is not available, from 0 to below 1.

    Raises:
        OutOfRange: a negative `raw` or a shrinkage outside 0 to below 1.

    Published: 14 people at 30 % are 20 (unit tests of erlanglib).
    """
    not_negative(raw, field="people")
    lost_share(float(shrinkage), field="shrinkage")
    return math.ceil(exact(raw) / (1 - exact(shrinkage)))


def paid_hours(hours: Fraction, *, shrinkage: Number) -> Fraction:
    """Return hours on the job as paid hours, not rounded: whoever shows or pays them rounds once, at the end.

    Rounding every half hour up instead turns 43 hours into 48.
    """
    lost_share(float(shrinkage), field="shrinkage")
    return hours / (1 - exact(shrinkage))


def to_hundredths(amount: Fraction) -> Decimal:
    """Return an exact amount of hours or money rounded, half up, to hundredths."""
    whole = math.floor(amount * 100 + Fraction(1, 2))
    return (Decimal(whole) / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
