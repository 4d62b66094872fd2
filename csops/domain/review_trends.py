"""Results of reviews over time: scores, what failed and low ratings, and which weeks or months are beyond chance."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import fsum
from typing import NamedTuple

from csops.domain.control_charts import ENOUGH, ControlChart, rate_chart, share_chart
from csops.domain.review_estimates import Estimate
from csops.domain.review_results import Basis, Fact, mean_score
from csops.domain.scoring import CRITICAL_BELOW

FEWEST_MONTHS = 3
"""Points that there have to be by month before weeks with too few reviews give way to them."""


class CardChange(NamedTuple):
    """A new version of a card: the day on which it was published, and the first point that holds a review made with it.

    Contacts are reviewed later than they were: the day lies elsewhere on an axis of contacts.
    """

    day: date
    card: str
    number: int
    start: date


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One week or month: `failed` of `n` reviews, `errors` low ratings in `units` cards seen.

    Attributes:
        failing: the share that failed (0 to 1), each review by what it stands for.
        worth: how many reviews of equal weight that rests on (Kish, Survey Sampling, 11.7).
        rate: low ratings for each card seen, weighted likewise; None where nothing was seen.
    """

    start: date
    n: int
    mean: Estimate
    failed: int
    errors: int
    units: float
    failing: float
    worth: float
    rate: float | None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Results over time, with exact control limits: `failing` is a p chart, `faults` a u chart; None without points.

    Points and centre lines weigh each review by what it stands for, so that it moves nothing of whom how many were
    drawn; a point is judged as if it held as many reviews of equal weight as its own are worth. `faults` has one of the
    `points` with something seen each. `changes`: the new versions of cards that these reviews were made with.
    """

    points: tuple[TrendPoint, ...] = ()
    failing: ControlChart | None = None
    faults: ControlChart | None = None
    changes: tuple[CardChange, ...] = ()


def is_by_month(weeks: Iterable[date], months: Iterable[date]) -> bool:
    """Return whether most weeks hold too few reviews to be judged, and there are months to show instead.

    Args:
        weeks: the first day of the week of each review.
        months: of the month.
    """
    held = Counter(weeks)
    return 2 * sum(n < ENOUGH for n in held.values()) > len(held) and len(set(months)) >= FEWEST_MONTHS


def trend(
    facts: Iterable[Fact],
    *,
    start_of: Callable[[datetime], date],
    basis: Basis,
    published: Mapping[tuple[str, int], date] | None = None,
) -> Trend:
    """Return results over time.

    Args:
        facts: the reviews.
        start_of: the first day of the week or month of a moment, that of a contact.
        basis: see `review_results.basis`.
        published: days on which versions of cards (key and number) were published.
    """
    groups: defaultdict[date, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.is_judged:
            groups[start_of(fact.at)].append(fact)
    tallies = {start: _tallied(groups[start]) for start in sorted(groups)}
    return Trend(
        points=tuple(_point(start, one, mean_score(groups[start], basis)) for start, one in tallies.items()),
        failing=_failing(list(tallies.values())),
        faults=_faults([one for one in tallies.values() if one.units]),
        changes=_changes(groups, published or {}),
    )


def _changes(
    groups: Mapping[date, Sequence[Fact]], published: Mapping[tuple[str, int], date]
) -> tuple[CardChange, ...]:
    """Return the versions that came after another one of the same card, each at its first point."""
    first: dict[tuple[str, int], date] = {}
    for start in sorted(groups):
        for fact in groups[start]:
            first.setdefault((fact.card, fact.number), start)
    oldest: dict[str, int] = {}
    for card, number in first:
        oldest[card] = min(number, oldest.get(card, number))
    found = [
        CardChange(published[card, number], card, number, start)
        for (card, number), start in first.items()
        if number > oldest[card] and (card, number) in published
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.card, one.number)))


class _Tally(NamedTuple):
    """Sums over the reviews of a point; `of_each`: of the squared low ratings of a review by what was seen of it."""

    n: int
    weight: float
    weights_squared: float
    failed: int
    failed_weight: float
    errors: float
    units: float
    errors_weight: float
    units_weight: float
    units_squared: float
    of_each: float


def _tallied(facts: Sequence[Fact]) -> _Tally:
    weights, failed = [fact.weight for fact in facts], [not fact.passed for fact in facts]
    counted = [_low_of(fact) for fact in facts]
    weighed = [(weight, low, seen) for weight, (low, seen) in zip(weights, counted, strict=True) if seen]
    return _Tally(
        n=len(facts),
        weight=sum(weights),
        weights_squared=sum(weight * weight for weight in weights),
        failed=sum(failed),
        failed_weight=sum(weight for weight, has_failed in zip(weights, failed, strict=True) if has_failed),
        errors=sum(low for _weight, low, _seen in weighed),
        units=sum(seen for _weight, _low, seen in weighed),
        errors_weight=sum(weight * low for weight, low, _seen in weighed),
        units_weight=sum(weight * seen for weight, _low, seen in weighed),
        units_squared=sum(weight * weight * seen for weight, _low, seen in weighed),
        of_each=sum(low * low / seen for _weight, low, seen in weighed),
    )


def _low_of(fact: Fact) -> tuple[int, float]:
    """How many low ratings a review has, and what share of its card was rated."""
    percents = [percent for _criterion, percent, _unseen, _cause in fact.answers if percent is not None]
    low = [percent for percent in percents if percent < CRITICAL_BELOW]
    return len(low), len(percents) / len(fact.answers) if percents else 0.0


def _point(start: date, one: _Tally, mean: Estimate) -> TrendPoint:
    return TrendPoint(
        start=start,
        n=one.n,
        mean=mean,
        failed=one.failed,
        errors=int(one.errors),
        units=one.units,
        failing=one.failed_weight / one.weight,
        worth=one.weight**2 / one.weights_squared,
        rate=one.errors_weight / one.units_weight if one.units else None,
    )


def _failing(points: Sequence[_Tally]) -> ControlChart | None:
    if not points:
        return None
    return share_chart(
        [one.failed_weight / one.weight for one in points],
        [one.weight**2 / one.weights_squared for one in points],
        centre=fsum(one.failed_weight for one in points) / fsum(one.weight for one in points),
    )


def _faults(points: Sequence[_Tally]) -> ControlChart | None:
    """The chart of low ratings for each card seen.

    Low ratings of one review go together, so that they tell less than as many by chance would: what is seen counts for
    as much less as reviews of one point differ more than counts by chance do (the dispersion of counts; McCullagh and
    Nelder, Generalized Linear Models, 6.2.3).
    """
    if not points:
        return None
    apart = fsum(one.of_each - one.errors**2 / one.units for one in points)
    freedom = sum(one.n - 1 for one in points)
    usual = fsum(one.errors for one in points) / fsum(one.units for one in points)
    dispersion = max(1.0, apart / freedom / usual) if freedom and usual else 1.0
    worth = [one.units_weight**2 / one.units_squared for one in points]
    return rate_chart(
        [one.errors_weight / one.units_weight for one in points],
        [one / dispersion for one in worth],
        centre=fsum(one.errors_weight for one in points) / fsum(one.units_weight for one in points),
        worth=worth,
    )
