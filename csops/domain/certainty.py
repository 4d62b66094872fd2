"""How certain a number of people is: the chance of missing the goals, and people for 50, 80 and 95 % certainty.

What is uncertain is the *rate*: it is taken to be gamma distributed around what is expected. That contacts come by
chance around their rate the queue formulas hold already; averaging over the counts would count it twice
(forecasting-and-staffing.md, section 1.6).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import NormalDist

from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.carried_load import carried_over
from csops.domain.gamma import factor_at, share_below
from csops.domain.pooling import Goal, Pool, pooled
from csops.domain.requirement import Requirement, requirement

CERTAINTIES = (0.5, 0.8, 0.95)
_Z = tuple(NormalDist().inv_cdf((point + 0.5) / 24) for point in range(24))
_HALVINGS = 24
_NEVER = 64.0


@dataclass(frozen=True, kw_only=True)
class IntervalRisk:
    """What doubt makes of an interval with so many people on contact.

    `chance_of_missing`: how often the rate is so high that a goal of an immediate channel is missed; `service_level`:
    the share answered in time, averaged over the rate and weighted by it. None when nobody is expected to wait. `cv`:
    the doubt of all that waits together.
    """

    starts_at: datetime
    agents: int
    cv: float
    chance_of_missing: float | None
    service_level: float | None


@dataclass(frozen=True, kw_only=True)
class Risk:
    """What doubt makes of a plan. `chance_of_missing` and `service_level` are weighted by contacts that wait.

    `certain`: the people needed so that the goals are met with this certainty in each interval, and what they cost.
    """

    intervals: tuple[IntervalRisk, ...]
    chance_of_missing: float | None
    service_level: float | None
    certain: Mapping[float, Requirement]


def risk(
    intervals: Sequence[IntervalLoad],
    assumptions: Assumptions,
    *,
    agents: Sequence[int],
    cv: Mapping[str, float],
    certainties: Sequence[float] = CERTAINTIES,
) -> Risk:
    """Return what doubt makes of a plan.

    Args:
        intervals: what is expected, oldest first.
        assumptions: what is turned.
        agents: people on contact, one number per interval.
        cv: by channel, how far its rate in an interval may be from what is expected (standard deviation over mean);
            of others not at all. Channels are taken to differ independently.
        certainties: shares of the cases in which the goals shall be met.

    Raises:
        OutOfRange: a certainty that is always or never reached, or a negative doubt.
    """
    found: list[IntervalRisk] = []
    missed: list[tuple[float, float]] = []
    answered: list[tuple[float, float]] = []
    for interval, people, before in zip(intervals, agents, carried_over(intervals, assumptions), strict=True):
        pool = pooled(interval, assumptions, carried=before)
        one = _interval_risk(interval, pool, people, _doubt(interval, assumptions, cv))
        found.append(one)
        waiting = math.fsum(assumptions.contacts(load) for load in interval.channels if load.is_immediate)
        if one.chance_of_missing is not None and one.service_level is not None:
            missed.append((waiting, one.chance_of_missing))
            answered.append((waiting, one.service_level))
    return Risk(
        intervals=tuple(found),
        chance_of_missing=_weighted(missed),
        service_level=_weighted(answered),
        certain={share: requirement_at(intervals, assumptions, certainty=share, cv=cv) for share in certainties},
    )


def chance_of_missing(is_met: Callable[[float], bool], *, cv: float) -> float:
    """Return how often so many come that the goals are missed: the one formula of it, for intervals and for plans.

    The rate is gamma distributed around what is expected; goals that are met at a rate are met at every lower one.

    Args:
        is_met: whether the goals are met when this multiple of what is expected comes.
        cv: standard deviation of the rate over its mean.

    Published: 6 calls in half an hour of 300 s, a doubt of 25 %, 3 people, 80 % in 20 s: 4.5 %
    (forecasting-and-staffing.md, section 1.6).
    """
    low, high = 0.0, _NEVER
    if is_met(_NEVER):
        return 1 - share_below(_NEVER, cv=cv)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_met(middle) else (low, middle)
    return 1 - share_below(low, cv=cv)


def requirement_at(
    intervals: Sequence[IntervalLoad], assumptions: Assumptions, *, certainty: float, cv: Mapping[str, float]
) -> Requirement:
    """Return the people with whom the goals of each interval are met with this certainty.

    The goals are met whenever the rate is at most that of its quantile: these are the people for that rate.
    """
    at = [_at_certainty(interval, assumptions, certainty, cv) for interval in intervals]
    return requirement(at, assumptions)


def _at_certainty(
    interval: IntervalLoad, assumptions: Assumptions, certainty: float, cv: Mapping[str, float]
) -> IntervalLoad:
    waiting = factor_at(certainty, cv=_doubt(interval, assumptions, cv))
    return replace(
        interval,
        channels=tuple(
            replace(
                load,
                contacts=load.contacts
                * (waiting if load.is_immediate else factor_at(certainty, cv=cv.get(load.channel, 0.0))),
            )
            for load in interval.channels
        ),
    )


def _doubt(interval: IntervalLoad, assumptions: Assumptions, cv: Mapping[str, float]) -> float:
    """The doubt of the work of all immediate channels together, when each is wrong by itself; to a hundredth."""
    work = [
        (assumptions.contacts(load) * assumptions.person_time_s(load), cv.get(load.channel, 0.0))
        for load in interval.channels
        if load.is_immediate
    ]
    total = math.fsum(each for each, _ in work)
    # Doubt is not known more exactly, and mixtures that differ by a hair share their quantiles.
    return round(math.hypot(*(each * doubt for each, doubt in work)) / total, 2) if total else 0.0


def _interval_risk(interval: IntervalLoad, pool: Pool, agents: int, cv: float) -> IntervalRisk:
    if not pool.goals:
        return IntervalRisk(
            starts_at=interval.starts_at, agents=agents, cv=cv, chance_of_missing=None, service_level=None
        )
    factors = _factors(cv) if agents else [1.0]
    levels = [(factor, _at(pool, factor).service_level(agents) or 0.0 if agents else 0.0) for factor in factors]
    return IntervalRisk(
        starts_at=interval.starts_at,
        agents=agents,
        cv=cv,
        chance_of_missing=chance_of_missing(lambda factor: bool(agents) and _is_met(_at(pool, factor), agents), cv=cv),
        service_level=math.fsum(factor * level for factor, level in levels) / math.fsum(factor for factor, _ in levels),
    )


def _factors(cv: float) -> list[float]:
    """Rates over what is expected, each as likely as the others: Wilson and Hilferty (1931), within .002."""
    shift = cv**2 / 9
    return [max(1e-3, 1 - shift + z * shift**0.5) ** 3 for z in _Z] if cv else [1.0]


def _is_met(pool: Pool, agents: int) -> bool:
    return all(pool.level_of(goal, agents) >= goal.share for goal in pool.goals)


def _at(pool: Pool, factor: float) -> Pool:
    """The queue when this share of what is expected comes."""
    return replace(
        pool,
        rate_per_s=pool.rate_per_s * factor,
        load=pool.load * factor,
        goals=tuple(
            Goal(share=goal.share, target_s=goal.target_s, rate_per_s=goal.rate_per_s * factor) for goal in pool.goals
        ),
    )


def _weighted(values: Sequence[tuple[float, float]]) -> float | None:
    total = math.fsum(weight for weight, _ in values)
    return math.fsum(weight * value for weight, value in values) / total if total else None
