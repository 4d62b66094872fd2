"""From what is forecast and assumed to a plan that can be played."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.simulation_week import (
    Expected,
    PlannedWeek,
    PlayedChannel,
    PlayedPerson,
    Stretch,
    expected_within,
    seconds_since,
)

Piece = tuple[datetime, datetime]


def planned_week(
    loads: Sequence[IntervalLoad],
    assumptions: Assumptions,
    *,
    people: Sequence[PlayedPerson],
    opened: Sequence[Piece],
    starts_at: datetime,
    patience_s: float | None = None,
    week_cv: Mapping[str, float] | None = None,
    day_cv: Mapping[str, float] | None = None,
) -> PlannedWeek:
    """Return the plan in which these people meet what is expected.

    Args:
        loads: what is expected in each open interval; promises and handle times of a channel are those of its first.
        assumptions: what is turned.
        people: who is there when, in seconds from `starts_at`.
        opened: opening hours, in order, aware.
        starts_at: the beginning of the plan, aware.
        patience_s: mean patience on immediate channels, 0 too; None: as assumed.
        week_cv: by channel, how far the volume of a week is from its forecast beyond chance; of others nothing.
        day_cv: by channel, how far the volume of a day is besides from its share of the week; of others nothing.
    """
    first: dict[str, ChannelLoad] = {}
    for interval in loads:
        for load in interval.channels:
            first.setdefault(load.channel, load)
    stretches = [(seconds_since(starts_at, begin), seconds_since(starts_at, end)) for begin, end in opened]
    return PlannedWeek(
        starts_at=starts_at,
        channels=tuple(
            replace(
                _channel(load, assumptions, patience_s=patience_s),
                week_cv=(week_cv or {}).get(key, 0.0),
                day_cv=(day_cv or {}).get(key, 0.0),
            )
            for key, load in first.items()
        ),
        expected=tuple(part for interval in loads for part in _expected(interval, assumptions, stretches, starts_at)),
        people=tuple(people),
        open=tuple(stretches),
    )


def _channel(load: ChannelLoad, assumptions: Assumptions, *, patience_s: float | None) -> PlayedChannel:
    share, target_s = load.service_level, assumptions.deadline_s(load)
    if load.is_immediate:
        share, target_s = assumptions.goal(load)
    return PlayedChannel(
        key=load.channel,
        is_immediate=load.is_immediate,
        handle_time_s=assumptions.handle_time_s(load),
        service_level=share,
        target_s=target_s,
        patience_s=(assumptions.patience_s if patience_s is None else patience_s) if load.is_immediate else None,
        concurrency=load.concurrency,
    )


def _expected(
    interval: IntervalLoad, assumptions: Assumptions, opened: Sequence[Stretch], starts_at: datetime
) -> list[Expected]:
    contacts = {load.channel: assumptions.contacts(load) for load in interval.channels}
    return expected_within(seconds_since(starts_at, interval.starts_at), interval.length_s, contacts, opened=opened)
