"""Weights that share a whole: in whole numbers, so that the sum is exact."""

from collections.abc import Sequence

_NEAR = 1e-6


def whole_shares(weights: Sequence[float], rest: float) -> list[float]:
    """Split `rest` as the weights ask, one at least each; whole numbers, but for what a broken rest leaves over.

    The remainders go to the largest parts. Those that weigh nothing yet share alike.

    Args:
        weights: what each has now.
        rest: what there is to share, one for each at least.
    """
    exact = _shares(weights, rest)
    shares = [float(int(value + _NEAR)) for value in exact]
    left = rest - sum(shares)
    for place in sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place)):
        if left <= _NEAR:
            break
        step = min(1.0, left)
        shares[place] += step
        left -= step
    return shares


def _shares(weights: Sequence[float], rest: float) -> list[float]:
    """Split `rest` in proportion; what would get less than one gets one, and the others share what is left."""
    asked = [max(0.0, weight) for weight in weights]
    asked = asked if sum(asked) > 0 else [1.0] * len(asked)
    small: set[int] = set()
    while True:
        whole = sum(weight for place, weight in enumerate(asked) if place not in small)
        left = rest - len(small)
        exact = [1.0 if place in small else left * weight / whole for place, weight in enumerate(asked)]
        fresh = {place for place, value in enumerate(exact) if value < 1 - _NEAR}
        if not fresh:
            return exact
        small |= fresh
