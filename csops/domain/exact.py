"""Numbers as a person wrote them: 0.3 is three tenths, not the float beside it."""

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Number = int | float | Decimal | Fraction | str

_BILLION = 10**9
_LARGEST_DENOMINATOR = 10**7
_ROUNDINGS = 4


def exact(value: Number) -> Fraction:
    """Return the simple fraction that this number stands for.

    Floats give one person too many in every eighth division by a share (forecasting-and-staffing.md, section 4).
    A float within a few roundings of a simple fraction is taken for it; any other (a forecast) stays what it is, and
    the smallest amount is never nothing.

    Args:
        value: any finite number, or text of a decimal such as "0.3".
    """
    return _exact_float(value) if isinstance(value, float) else Fraction(value)


@lru_cache(maxsize=4096)
def _exact_float(value: float) -> Fraction:
    # Remembered: lengths of intervals, handle times and caps come again and again.
    simple = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    is_near = abs(float(simple) - value) <= _ROUNDINGS * math.ulp(value)
    return simple if is_near and (simple or not value) else Fraction(value)


def people_for(load: float, cap: Fraction) -> int:
    """Return ceil(load / cap) with the load to a billionth (`exact_load`), in whole numbers throughout."""
    return -(-round(load * _BILLION) * cap.denominator // (_BILLION * cap.numerator))


def exact_load(value: float) -> Fraction:
    """Return a load in Erlang to a billionth: what sums of floats leave beyond that is no work."""
    return Fraction(round(value * _BILLION), _BILLION)
