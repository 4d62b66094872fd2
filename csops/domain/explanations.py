"""Why a forecast says what it says, as values: its parts, which sum up to it, and what won against what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csops.domain.predictions import Method, Part

Parts = Mapping[Part, float]
"""Contacts by part; what is left out is 0."""


def summed(parts: Iterable[Parts]) -> dict[Part, float]:
    """Return the parts of several days together, in their order."""
    found = dict.fromkeys(Part, 0.0)
    for each in parts:
        for part, contacts in each.items():
            found[part] += contacts
    return {part: contacts for part, contacts in found.items() if contacts or part is Part.LEVEL}


@dataclass(frozen=True, kw_only=True)
class Won:
    """The method that was nearest in past forecasts, and by which shares of their error it was nearer.

    `runner_up` None: there was nothing else to choose from.
    """

    method: Method
    runner_up: Method | None
    nearer_than_next: float
    nearer_than_naive: float

    @property
    def is_naive(self) -> bool:
        """Whether nothing was nearer than taking the last week again."""
        return self.method is Method.SEASONAL_NAIVE


def won(tried: Mapping[Method, float]) -> Won | None:
    """Return what won by the mean error of each method, best first; None where there was no past to choose by."""
    if not tried:
        return None
    (method, least), *others = sorted(tried.items(), key=lambda pair: pair[1])
    naive = tried.get(Method.SEASONAL_NAIVE, least)
    runner_up, next_error = others[0] if others else (None, least)
    return Won(
        method=method,
        runner_up=runner_up,
        nearer_than_next=1 - least / next_error if next_error else 0.0,
        nearer_than_naive=1 - least / naive if naive else 0.0,
    )
