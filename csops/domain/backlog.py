"""People for work that waits until a deadline: e-mail, social, call-backs."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from csops.domain.exact import Number, exact
from csops.domain.limits import above_zero, cap_share, not_negative


def agents_for_deadline(
    arrivals_per_hour: Sequence[float],
    *,
    response_target_h: float,
    aht_min: float,
    max_occupancy: float = 1,
    backlog: float = 0,
    backlog_due_h: float | None = None,
) -> float:
    """Return the constant staff with which everything is done by its deadline, the oldest first; not rounded.

    For every stretch of time, what arrives and falls due within it must fit into it; the worst stretch decides. That is
    necessary and sufficient (forecasting-and-staffing.md, section 2; the demand-bound test of S. Baruah, A. Mok and
    L. Rosier, Preemptively scheduling hard-real-time sporadic tasks on one processor, 1990).

    Args:
        arrivals_per_hour: items per hour on the clock of the opening hours, oldest first; one hour's arrivals are one
            batch at its end.
        response_target_h: opening hours within which an item is to be answered.
        aht_min: mean handle time in minutes.
        max_occupancy: largest share of the time spent on items.
        backlog: items that wait when the first hour begins.
        backlog_due_h: opening hours from the start until the backlog is due; as for new items when None.

    Raises:
        OutOfRange: a time not above 0, a negative count, an occupancy outside 0 to 1.
    """
    due_h = response_target_h if backlog_due_h is None else backlog_due_h
    _check(
        arrivals_per_hour,
        target_h=response_target_h,
        aht_min=aht_min,
        max_occupancy=max_occupancy,
        backlog=backlog,
        due_h=due_h,
    )
    items_per_hour = 60 * exact(max_occupancy) / exact(aht_min)
    fastest = _worst_pace(arrivals_per_hour, exact(response_target_h), exact(backlog), exact(due_h))
    return float(fastest / items_per_hour)


def _worst_pace(arrivals: Sequence[Number], target: Fraction, backlog: Fraction, due: Fraction) -> Fraction:
    """Return the largest number of items per hour that any stretch asks for."""
    until = list(accumulate((exact(items) for items in arrivals), initial=Fraction(0)))
    from_start = [backlog / due]
    for end in range(1, len(until)):
        late = end + target >= due
        from_start.append((until[end] + (backlog if late else 0)) / (end + target))
    whole = int(due - target) if due > target else 0
    from_start.append((backlog + until[min(whole, len(until) - 1)]) / due)
    later = [
        (until[end] - until[start - 1]) / (end + target - start)
        for start in range(1, len(until))
        for end in range(start, len(until))
    ]
    return max(from_start + later)


def _check(
    arrivals: Sequence[float], *, target_h: float, aht_min: float, max_occupancy: float, backlog: float, due_h: float
) -> None:
    for items in arrivals:
        not_negative(items, field="contacts")
    above_zero(target_h, field="response target", unit="h")
    above_zero(aht_min, field="handle time", unit="min")
    cap_share(max_occupancy, field="occupancy at most")
    not_negative(backlog, field="work waiting")
    above_zero(due_h, field="work waiting is due within", unit="h")
