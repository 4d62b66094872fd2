"""The figures of the metric dictionary that a log of contacts and cases gives: each with what it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import fmean

from csops.domain.open_time import OpenTime
from csops.domain.proportions import Interval, wilson

TOO_FEW_TO_JUDGE = 20
"""Below this many answers, cases or reviews a figure is a count, without verdict, arrow or rank."""

MATURE_AFTER = timedelta(days=7)
"""A case resolved more recently than this is not yet known to have been settled."""

_Z95 = 1.959964


@dataclass(frozen=True, kw_only=True)
class Share:
    """`part` of `whole` counted things."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None without anything counted."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval:
        """Where the true share may lie (95 %)."""
        return wilson(self.part, self.whole)

    @property
    def n(self) -> int:
        """How many the figure rests on."""
        return self.whole

    @property
    def is_too_few(self) -> bool:
        """Whether it is to be shown as counts only."""
        return self.whole < TOO_FEW_TO_JUDGE


@dataclass(frozen=True, kw_only=True)
class Times:
    """Times of `n` cases or contacts in one unit: the median is the headline; all are None without any.

    `low` and `high` are the 95 % interval of the median.
    """

    n: int
    median: float | None = None
    mean: float | None = None
    p90: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_too_few(self) -> bool:
        """Whether it is to be shown without a verdict."""
        return self.n < TOO_FEW_TO_JUDGE


@dataclass(frozen=True, kw_only=True)
class SpeedOfAnswer:
    """Immediate channels: seconds until a person answered, and the share answered within the target."""

    seconds: Times
    within_target: Share


@dataclass(frozen=True, kw_only=True)
class Volume:
    """What was offered, by inbound contacts: answered and missed."""

    offered: int
    missed: int

    @property
    def answered(self) -> int:
        """How many a person answered."""
        return self.offered - self.missed


@dataclass(frozen=True, kw_only=True)
class CaseTimes:
    """What the times of one case are worked out from.

    `is_deferred`: it began on a channel with a deadline. `asked_at`: the first contact by the customer, None when only
    we got in touch. `replied_at`: our first reply, to whoever asked. `resolved_at`: the *last* resolution, None while
    it is open. `inbound`: contacts by the customer; `passed`: contacts that ended with passing it on.
    """

    case_id: int
    channel_id: int | None
    is_deferred: bool
    opened_at: datetime
    asked_at: datetime | None
    replied_at: datetime | None = None
    resolved_at: datetime | None = None
    reopened: int = 0
    inbound: int = 1
    passed: int = 0

    @property
    def waits_since(self) -> datetime | None:
        """When the customer began to wait for a first reply; None where a case that we opened was never answered."""
        return None if self.asked_at is None else max(self.opened_at, self.asked_at)

    @property
    def is_one_contact(self) -> bool:
        """Whether one contact by the customer settled it: no transfer, no reopening."""
        return self.inbound == 1 and not self.passed and not self.reopened


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies, by linear interpolation.

    Args:
        values: in ascending order, one at least.
        share: 0.5 for the median, 0.9 for the 90th percentile.

    Source: Hyndman & Fan (1996), The American Statistician 50, p. 361, definition 7: that of spreadsheets.
    """
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def times_of(values: Iterable[float]) -> Times:
    """Return median, mean and 90th percentile, with the interval in which the true median lies 19 of 20 times.

    Source of the interval: order statistics n/2 ± 1.96 √n/2; Conover (1999), Practical Nonparametric Statistics,
    section 3.2. Of fewer than six values it spans all of them.
    """
    known = sorted(values)
    n = len(known)
    if not n:
        return Times(n=0)
    reach = _Z95 * sqrt(n) / 2
    return Times(
        n=n,
        median=percentile(known, 0.5),
        mean=fmean(known),
        p90=percentile(known, 0.9),
        low=known[max(0, int(n / 2 - reach))],
        high=known[min(n - 1, int(n / 2 + reach))],
    )


def missed_share(volumes: Mapping[int, Volume], *, immediate: Collection[int]) -> Share:
    """Return never answered of offered, on the immediate channels (their ids); the rest does not count."""
    counted = [volume for channel, volume in volumes.items() if channel in immediate]
    return Share(part=sum(volume.missed for volume in counted), whole=sum(volume.offered for volume in counted))


def speed_of_answer(waits_s: Sequence[float], *, missed: int, target_s: float) -> SpeedOfAnswer:
    """Return how long those waited who were answered; whoever was missed counts against the target.

    Args:
        waits_s: seconds from beginning to wait until a person answered, one per answered contact.
        missed: contacts that nobody answered.
        target_s: the target of the channel, in seconds.
    """
    within = sum(wait <= target_s for wait in waits_s)
    return SpeedOfAnswer(seconds=times_of(waits_s), within_target=Share(part=within, whole=len(waits_s) + missed))


def first_response(cases: Iterable[CaseTimes], *, hours: OpenTime) -> Times:
    """Return the minutes in opening hours until the first reply, of cases on deferred channels that have one.

    Cases that began live are apart (they have speed of answer), as are those that we opened ourselves until the
    customer got in touch. A reply while closed, or before opening, counts as 0 and never less.
    """
    return times_of(
        hours.minutes(case.waits_since, case.replied_at)
        for case in cases
        if case.is_deferred and case.waits_since is not None and case.replied_at is not None
    )


def unanswered(cases: Iterable[CaseTimes]) -> int:
    """Return how many cases on deferred channels still wait for their first reply: the figure above lacks them."""
    return sum(
        case.is_deferred and case.asked_at is not None and case.replied_at is None and case.resolved_at is None
        for case in cases
    )


def full_resolution(cases: Iterable[CaseTimes], *, hours: OpenTime) -> Times:
    """Return the minutes in opening hours from opening to the last resolution, reopenings included."""
    return times_of(hours.minutes(case.opened_at, case.resolved_at) for case in cases if case.resolved_at is not None)


def one_contact(cases: Iterable[CaseTimes], *, now: datetime) -> Share:
    """Return the resolved cases that one contact of the customer settled, of those old enough to tell (7 days)."""
    mature = [case for case in cases if case.resolved_at is not None and case.resolved_at <= now - MATURE_AFTER]
    return Share(part=sum(case.is_one_contact for case in mature), whole=len(mature))


def differ(now: Share | Times, before: Share | Times) -> bool:
    """Return whether two figures differ by more than chance: enough of both, and intervals that do not meet."""
    if now.is_too_few or before.is_too_few:
        return False
    mine, theirs = _range(now), _range(before)
    return mine.low > theirs.high or mine.high < theirs.low


def _range(figure: Share | Times) -> Interval:
    if isinstance(figure, Share):
        return figure.interval
    return Interval(low=figure.low or 0.0, high=figure.high or 0.0)
