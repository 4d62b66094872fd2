"""Numbers as a person wrote them: 0.3 is three tenths, not the float beside it."""

from decimal import Decimal
from fractions import Fraction

Number = int | float | Decimal | Fraction | str

_LARGEST_DENOMINATOR = 10**9


def exact(value: Number) -> Fraction:
    """Return the simplest fraction that reads as this number.

    Floats give one person too many in every eighth division by a share (forecasting-and-staffing.md, section 4).
    A float that is no simple fraction (a forecast) stays what it is to the last bit.

    Args:
        value: any finite number, or text of a decimal such as "0.3".
    """
    if not isinstance(value, float):
        return Fraction(value)
    simple = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    return simple if float(simple) == value else Fraction(value)


def exact_load(value: float) -> Fraction:
    """Return a load in Erlang to a billionth: what sums of floats leave beyond that is no work."""
    return Fraction(round(value * _LARGEST_DENOMINATOR), _LARGEST_DENOMINATOR)
