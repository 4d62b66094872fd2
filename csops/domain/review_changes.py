"""How scores differ from those of the period before, and whether that is more than chance."""

from dataclasses import dataclass
from math import sqrt

from csops.domain.review_estimates import Estimate


@dataclass(frozen=True, kw_only=True)
class ScoreChange:
    """From the estimate before to that now, in their unit.

    `amount`: with `low` and `high` (95 %); None where one of them is not known. `too_few`: one rests on fewer reviews
    than are enough to judge.
    """

    now: Estimate
    before: Estimate
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    too_few: bool = True

    @property
    def is_clear(self) -> bool:
        """Whether it is more than chance explains, on enough reviews."""
        return not self.too_few and self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def change_of(now: Estimate, before: Estimate, *, too_few: int) -> ScoreChange:
    """Return how two means, or two shares, of reviews of different contacts differ.

    The interval comes of those of both, which need be neither alike nor even on both sides. `too_few`: with fewer
    reviews than this on either side nothing is told; without an interval of both neither.

    Source: Zou & Donner (2008), Statistics in Medicine 27, p. 1693; of shares with Wilson's intervals it is Newcombe
    (1998), Statistics in Medicine 17, p. 873, method 10: 56 of 70 less 48 of 80 give 0.0524 to 0.3339.
    """
    few = min(now.n, before.n) < too_few
    if now.value is None or before.value is None:
        return ScoreChange(now=now, before=before)
    amount = now.value - before.value
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return ScoreChange(now=now, before=before, amount=amount)
    return ScoreChange(
        now=now,
        before=before,
        amount=amount,
        low=amount - sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2),
        high=amount + sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2),
        too_few=few,
    )
