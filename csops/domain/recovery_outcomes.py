"""What became of recovered customers: whether they stayed, as counts; shares only where there are enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Stay(Enum):
    """Whether a customer stayed. *Open*: nothing came yet, and the time after which they count as lost is not over."""

    STAYED = "stayed"
    LOST = "lost"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Since:
    """A customer from a moment on.

    Attributes:
        since: the remedy was agreed, or the customer's contact that others are compared from.
        active: purchases, or contacts on other matters where no purchase is recorded.
        lost_at: when somebody noted that the customer is lost.
    """

    since: datetime
    active: tuple[datetime, ...] = ()
    lost_at: datetime | None = None


def stay(customer: Since | None, *, now: datetime, lost_after_days: int) -> Stay:
    """Return whether a customer stayed, by the rule of churn: no activity for so many days is lost.

    Args:
        customer: None of nobody known.
        now: the present moment.
        lost_after_days: what the shop has decided.
    """
    if customer is None:
        return Stay.UNKNOWN
    if customer.lost_at is not None and customer.lost_at > customer.since:
        return Stay.LOST
    limit = customer.since + timedelta(days=lost_after_days)
    if any(customer.since < at <= limit for at in customer.active):
        return Stay.STAYED
    return Stay.LOST if now > limit else Stay.OPEN


@dataclass(frozen=True, kw_only=True)
class Stays:
    """How many stayed, were lost, and of how many nobody can tell yet; `judged` is the number that can be told."""

    stayed: int = 0
    lost: int = 0
    open: int = 0
    unknown: int = 0

    @property
    def judged(self) -> int:
        """Of how many it is known."""
        return self.stayed + self.lost

    def share(self, *, too_few: int) -> float | None:
        """Return which share stayed (0 to 1); None where too few are known to speak of shares."""
        return self.stayed / self.judged if self.judged >= too_few else None


def counted(stays: Iterable[Stay]) -> Stays:
    """Return how many of each."""
    found: Sequence[Stay] = list(stays)
    return Stays(
        stayed=found.count(Stay.STAYED),
        lost=found.count(Stay.LOST),
        open=found.count(Stay.OPEN),
        unknown=found.count(Stay.UNKNOWN),
    )
