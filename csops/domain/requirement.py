"""People needed per interval, pooled over channels: the heat map, and what a week of it costs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.carried_load import Carried, carried_over
from csops.domain.exact import exact
from csops.domain.pooling import Pool, Row, deferred_work_due, pool_of, turned
from csops.domain.shrinkage import paid_hours, to_hundredths


class Reason(Enum):
    """What decides the number of people in an interval; of several the first that holds."""

    NO_WORK = "no_work"
    """Nothing is expected and no cover is asked for."""
    SERVICE_LEVEL = "service_level"
    """With fewer, too many would wait too long."""
    OCCUPANCY = "occupancy"
    """Fewer would answer in time, but be busier than is allowed."""
    DEFERRED_WORK = "deferred_work"
    """Fewer would do for those who wait, but not for what falls due besides."""
    MINIMUM = "minimum"
    """Fewer would do for the work; the opening hours ask for cover."""


@dataclass(frozen=True, kw_only=True)
class ChannelShare:
    """What one channel brings to an interval: contacts that arrive in it, and Erlang of work to be done in it."""

    channel: str
    is_immediate: bool
    contacts: float
    load: float


@dataclass(frozen=True, kw_only=True)
class IntervalNeed:
    """People needed on contact in one interval, with the figures that explain the number.

    `load` is the work to be done in Erlang, immediate and deferred; `handle_time_s` the mean seconds of a person per
    contact arriving; `service_level` the share of those waiting on an immediate channel that is answered within the
    target of its channel, and `mean_wait_s` their mean wait: None when none are expected.
    """

    starts_at: datetime
    length_s: float
    agents: int
    reason: Reason
    contacts: float
    immediate_load: float
    deferred_load: float
    handle_time_s: float | None
    service_level: float | None
    mean_wait_s: float | None
    occupancy: float
    channels: tuple[ChannelShare, ...]

    @property
    def load(self) -> float:
        """The work to be done in the interval, in Erlang."""
        return self.immediate_load + self.deferred_load


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """People needed in each interval, and the totals over all of them.

    `hours_on_contacts` is work, `hours_required` people times time on the job, `paid_hours` those with shrinkage; paid
    hours and cost are worked out exactly and rounded once, to hundredths. `service_level` is weighted by contacts on
    immediate channels, None when there are none.
    """

    cells: tuple[IntervalNeed, ...]
    contacts: float
    hours_on_contacts: float
    hours_required: float
    paid_hours: Decimal
    cost: Decimal
    people_at_peak: int
    service_level: float | None

    @property
    def cost_per_contact(self) -> Decimal | None:
        """Wage cost by contact, to hundredths; None without contacts."""
        return to_hundredths(exact(self.cost) / exact(self.contacts)) if self.contacts else None

    def full_time_people(self, *, hours_each: float) -> float:
        """Return how many people who are each paid `hours_each` in this period it takes."""
        return float(self.paid_hours) / hours_each


def requirement(
    intervals: Sequence[IntervalLoad],
    assumptions: Assumptions,
    *,
    channel: str | None = None,
    by_itself: bool = False,
) -> Requirement:
    """Return the people needed for everything expected, who help each other on every channel.

    Per interval the smallest number with which every immediate channel meets its goal in one common queue (Erlang C),
    the work waiting and due besides keeps people at most `max_occupancy` busy, and the minimum is there
    (forecasting-and-staffing.md, section 3). Deferred work gives way to whoever waits; each interval's is spread evenly
    over the opening time until it is due. What the last intervals leave over is put to the first: a week is taken to
    follow one like it.

    Args:
        intervals: open intervals, oldest first; without any, everything is zero.
        assumptions: what is turned.
        channel: only this channel's contacts, and without the minimum: what it would need alone.
        by_itself: each interval as if none came before it, and several at once by their share of a person's time: what
            plain formulas can say.
    """
    asked = assumptions if channel is None else replace(assumptions, minimum_people=0)
    expected = [_only(interval, channel) for interval in intervals]
    carried: Sequence[dict[str, Carried]] = [{} for _ in expected] if by_itself else carried_over(expected, asked)
    rows = turned(expected, asked)
    together = zip(expected, rows, deferred_work_due(expected, rows, asked), carried, strict=True)
    cells = tuple(
        [
            _interval_need(at, here, deferred, before, asked, is_exact=not by_itself)
            for at, here, deferred, before in together
        ]
    )
    hours = _hours(cells)
    paid = paid_hours(hours, shrinkage=asked.shrinkage)
    return Requirement(
        cells=cells,
        contacts=math.fsum([cell.contacts for cell in cells]),
        hours_on_contacts=math.fsum([_person_seconds(here) for here in rows]) / 3600,
        hours_required=float(hours),
        paid_hours=to_hundredths(paid),
        cost=to_hundredths(paid * exact(asked.cost_per_hour)),
        people_at_peak=max((cell.agents for cell in cells), default=0),
        service_level=_weighted_service_level(cells),
    )


def _only(interval: IntervalLoad, channel: str | None) -> IntervalLoad:
    if channel is None:
        return interval
    return replace(interval, channels=tuple(load for load in interval.channels if load.channel == channel))


def _hours(cells: Sequence[IntervalNeed]) -> Fraction:
    people: dict[float, int] = {}
    for cell in cells:
        people[cell.length_s] = people.get(cell.length_s, 0) + cell.agents
    return sum((count * exact(length_s) for length_s, count in people.items()), start=Fraction(0)) / 3600


def _interval_need(
    interval: IntervalLoad,
    rows: Sequence[Row],
    due: dict[str, float],
    before: dict[str, Carried],
    assumptions: Assumptions,
    *,
    is_exact: bool,
) -> IntervalNeed:
    pool = pool_of(rows, interval.length_s, assumptions, before, is_exact=is_exact)
    deferred = math.fsum(due.values())
    needed, reason = _people(pool, deferred, assumptions)
    agents = max(0, needed + assumptions.more_people) if needed else 0
    contacts = math.fsum([each for _, each, _ in rows])
    return IntervalNeed(
        starts_at=interval.starts_at,
        length_s=interval.length_s,
        agents=agents,
        reason=reason,
        contacts=contacts,
        immediate_load=pool.load + pool.carried,
        deferred_load=deferred,
        handle_time_s=_person_seconds(rows) / contacts if contacts else None,
        service_level=pool.service_level(agents),
        mean_wait_s=pool.mean_wait_s(agents),
        occupancy=_occupancy(pool.answered_load(agents) + deferred, agents) if needed else 0.0,
        channels=_channel_shares(rows, due, interval.length_s),
    )


def _occupancy(load: float, agents: int) -> float:
    return min(1.0, load / agents) if agents else 1.0


def _people(pool: Pool, deferred: float, assumptions: Assumptions) -> tuple[int, Reason]:
    cap = exact(assumptions.max_occupancy)
    for_goals = pool.people_for_goals()
    within = pool.people_within(cap, besides=deferred, least=for_goals)
    agents = max(within, assumptions.minimum_people)
    if agents == 0:
        return 0, Reason.NO_WORK
    if agents == for_goals:
        return agents, Reason.SERVICE_LEVEL
    if agents > within:
        return agents, Reason.MINIMUM
    is_enough = deferred and pool.people_within(cap, least=for_goals) < agents
    return agents, Reason.DEFERRED_WORK if is_enough else Reason.OCCUPANCY


def _channel_shares(rows: Sequence[Row], due: dict[str, float], length_s: float) -> tuple[ChannelShare, ...]:
    found = []
    for load, contacts, person_s in rows:
        share = object.__new__(ChannelShare)
        # Thousands a month, and a frozen dataclass that sets its own fields takes twice as long.
        share.__dict__.update(
            channel=load.channel,
            is_immediate=load.is_immediate,
            contacts=contacts,
            load=contacts * person_s / length_s if load.is_immediate else due.get(load.channel, 0.0),
        )
        found.append(share)
    return tuple(found)


def _person_seconds(rows: Sequence[Row]) -> float:
    return math.fsum([contacts * person_s for _, contacts, person_s in rows])


def _weighted_service_level(cells: Sequence[IntervalNeed]) -> float | None:
    waiting = [
        (math.fsum([share.contacts for share in cell.channels if share.is_immediate]), cell.service_level)
        for cell in cells
        if cell.service_level is not None
    ]
    total = math.fsum(contacts for contacts, _ in waiting)
    return math.fsum(contacts * level for contacts, level in waiting) / total if total else None
