"""How a figure has changed against the period before: only what is more than chance is a change."""

from dataclasses import dataclass
from math import sqrt

from csops.domain.kpi_figures import KpiFigure
from csops.domain.metrics import Better

COUNTED = frozenset({"contacts", "cases", "resolutions"})
"""Units of figures that count things: their doubt is that of a count, not of a mean or a share."""

_Z95 = 1.959964


@dataclass(frozen=True, kw_only=True)
class Change:
    """From the value before to that now, in the figure's unit; `is_chance`: such a difference may come by chance."""

    amount: float
    before: float
    is_chance: bool

    @property
    def share(self) -> float | None:
        """The change as a share of the value before; None from nothing."""
        return self.amount / self.before if self.before else None


def change_of(now: KpiFigure, before: KpiFigure) -> Change | None:
    """Return the change; None where one of them is not defined or too few to judge.

    Counts differ by more than chance where their difference exceeds 1.96 times the root of their sum (two Poisson
    counts of equal length: Cox & Lewis 1966, The Statistical Analysis of Series of Events, section 9.2). Other figures
    do where their 95 % intervals do not meet, which is stricter than a test of the difference. Where no interval is
    known nothing is more than chance.
    """
    if now.value is None or before.value is None or now.too_few or before.too_few:
        return None
    amount = now.value - before.value
    return Change(amount=amount, before=before.value, is_chance=not _differ(now, before, amount))


def is_better(change: Change, better: Better) -> bool | None:
    """Return whether a change is for the better; None where neither way is, or it may be chance."""
    if better is Better.CONTEXT or change.is_chance or not change.amount:
        return None
    return (change.amount > 0) is (better is Better.HIGHER)


def _differ(now: KpiFigure, before: KpiFigure, amount: float) -> bool:
    if now.unit in COUNTED:
        return abs(amount) > _Z95 * sqrt((now.value or 0) + (before.value or 0))
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return False
    return now.low > before.high or now.high < before.low
