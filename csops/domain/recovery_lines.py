"""Recoveries in a list: what each came to, and which of them are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csops.domain.proportions import Interval, wilson
from csops.domain.questions import folded
from csops.domain.recovery_outcomes import Stay


class RecoverySort(Enum):
    """Which recoveries: going on, closed, with or without a lesson, with a low answer afterwards."""

    OPEN = "open"
    TAUGHT = "taught"
    UNTAUGHT = "untaught"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class RecoveryLine:
    """One recovery and what came of it.

    Attributes:
        cause: key of the root cause of its case, empty where none was noted. `informed`: who was told of the lesson.
        answers: what the customer answered later, in words; `low`: how many of these are low.
        settled: whether the remedy was agreed in time; None while nobody can tell. `settled_h`: opening hours until
            then.
    """

    id: int
    case_id: int
    title: str
    customer_id: int | None
    customer: str
    started_at: datetime
    closed_at: datetime | None
    cause: str
    cause_note: str
    stay: Stay
    answers: tuple[str, ...]
    low: int
    settled: bool | None
    settled_h: float
    learnt: str
    informed: str


@dataclass(frozen=True, kw_only=True)
class RecoveryQuestion:
    """Which recoveries are wanted; whatever is empty does not narrow. `words` stand in title, customer or lesson."""

    stays: tuple[Stay, ...] = ()
    causes: tuple[str, ...] = ()
    sort: RecoverySort | None = None
    since: datetime | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether every recovery fits."""
        return self == RecoveryQuestion()

    def fits(self, line: RecoveryLine) -> bool:
        """Return whether a recovery is wanted."""
        of_sort = {
            None: True,
            RecoverySort.OPEN: line.closed_at is None,
            RecoverySort.TAUGHT: bool(line.learnt),
            RecoverySort.UNTAUGHT: not line.learnt,
            RecoverySort.LOW: line.low > 0,
        }[self.sort]
        text = folded(" ".join((line.title, line.customer, line.learnt, line.cause_note, str(line.case_id))))
        return (
            of_sort
            and (not self.stays or line.stay in self.stays)
            and (not self.causes or line.cause in self.causes)
            and (self.since is None or line.started_at >= self.since)
            and all(word in text for word in folded(self.words).split())
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """So many of those of whom it is known; a share and its interval only where there are enough of them."""

    part: int
    whole: int
    too_few: int

    @property
    def share(self) -> float | None:
        """The share (0 to 1), None where too few are known."""
        return self.part / self.whole if self.whole >= max(self.too_few, 1) else None

    @property
    def interval(self) -> Interval | None:
        """Where the true share lies 19 times of 20; None where too few are known."""
        return None if self.share is None else wilson(self.part, self.whole)


@dataclass(frozen=True, kw_only=True)
class RecoverySummary:
    """What came of the recoveries of a list.

    Attributes:
        n, going_on: all of them, and those that are not closed.
        stayed: customers, each counted once by the latest recovery, of whom it is known; `unclear`: of how many not.
        settled: remedies agreed in time. `answered`: recoveries with an answer afterwards; `low`: with a low one.
        taught: with a lesson. `lost_after_days`: the rule behind *stayed*.
    """

    n: int
    going_on: int
    stayed: Part
    unclear: int
    settled: Part
    answered: int
    low: int
    taught: int
    lost_after_days: int


def summed(lines: Iterable[RecoveryLine], *, too_few: int, lost_after_days: int) -> RecoverySummary:
    """Return the summary of these lines."""
    every = sorted(lines, key=lambda line: line.started_at)
    latest = {line.customer_id: line.stay for line in every if line.customer_id is not None}
    unknown = [line.stay for line in every if line.customer_id is None]
    stays = [*latest.values(), *unknown]
    judged = [one for one in stays if one in {Stay.STAYED, Stay.LOST}]
    told = [line.settled for line in every if line.settled is not None]
    return RecoverySummary(
        n=len(every),
        going_on=sum(line.closed_at is None for line in every),
        stayed=Part(part=judged.count(Stay.STAYED), whole=len(judged), too_few=too_few),
        unclear=len(stays) - len(judged),
        settled=Part(part=sum(told), whole=len(told), too_few=too_few),
        answered=sum(bool(line.answers) for line in every),
        low=sum(line.low > 0 for line in every),
        taught=sum(bool(line.learnt) for line in every),
        lost_after_days=lost_after_days,
    )
