"""One channel on which somebody waits, by itself: what it is expected to bring and what it takes, beside the plan."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from csops.domain import erlang_formulas as erlang
from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.channels import Channel
from csops.domain.chat import EFFICIENCY
from csops.domain.need import need_for_interval
from csops.domain.requirement import IntervalNeed, Requirement, requirement

_MOST_STATES = 1_000  # of the chain: about 7 people with 5 at once, 16 with 3; more take seconds


@dataclass(frozen=True, kw_only=True)
class Alone:
    """What a sheet is made of: a channel, what is expected on it, what is assumed, and the plan of all channels.

    `loads` holds what is expected on the channel in each interval, `needed` what it takes by itself, `together` the
    people of the plan in the same intervals. `sources` say where handle time, goal and settings are from, by key.
    """

    channel: Channel
    loads: tuple[ChannelLoad, ...]
    asked: Assumptions
    needed: Requirement
    together: tuple[IntervalNeed, ...]
    currency: str
    sources: Mapping[str, str]

    @property
    def person_time(self) -> str:
        """What a contact takes of a person, in keys of the sheet."""
        return "({handle}/{efficiency})" if self.is_chat else "{handle}"

    @property
    def is_chat(self) -> bool:
        """Whether one person handles several at once."""
        return self.loads[0].concurrency > 1

    @property
    def length_s(self) -> float:
        """How long an interval is."""
        return self.needed.cells[0].length_s

    @cached_property
    def reach(self) -> erlang.Reach:
        """How far the sheet searches for people."""
        return erlang.reach_for([cell.immediate_load for cell in self.needed.cells])

    @property
    def efficiency(self) -> float:
        """The work that one person does with several at once, in people who take one at a time."""
        return EFFICIENCY[self.loads[0].concurrency - 1]

    @property
    def handle_time_s(self) -> float:
        """Mean handle time of a contact that is handled alone, as assumed."""
        measured = self.loads[0].handle_time_s * self.asked.handle_time_factor
        return self.asked.handle_times_s.get(self.channel.key, measured)


def of_channel(
    channel: Channel,
    intervals: Sequence[IntervalLoad],
    asked: Assumptions,
    together: tuple[IntervalNeed, ...],
    *,
    currency: str,
    sources: Mapping[str, str],
) -> Alone:
    """Return what the sheet of one channel is made of."""
    return Alone(
        channel=channel,
        loads=tuple(load for at in intervals for load in at.channels if load.channel == channel.key),
        asked=asked,
        # A sheet reckons half hour by half hour, and with callers who wait: so do the figures beside its formulas.
        needed=requirement(intervals, replace(asked, patience_s=None), channel=channel.key, by_itself=True),
        together=together,
        currency=currency,
        sources=sources,
    )


def exact_chat(found: Alone) -> dict[float, int]:
    """People by the exact chain, by contacts of the forecast; without those for whom the chain grows too long.

    More contacts never need fewer people: where both ends of a stretch need the same, so does all between.
    """
    at_once = found.loads[0].concurrency
    ordered = sorted(
        {
            load.contacts
            for load, cell in zip(found.loads, found.needed.cells, strict=True)
            if math.comb(cell.agents + at_once, at_once) <= _MOST_STATES
        }
    )
    people: dict[float, int] = {}
    stretches = [(0, len(ordered) - 1)] if ordered else []
    while stretches:
        first, last = stretches.pop()
        for contacts in {ordered[first], ordered[last]} - people.keys():
            people[contacts] = _chat_people(found, contacts)
        if people[ordered[first]] == people[ordered[last]]:
            people.update(dict.fromkeys(ordered[first : last + 1], people[ordered[first]]))
        elif last - first > 1:
            middle = (first + last) // 2
            stretches += [(first, middle), (middle, last)]
    return people


def _chat_people(found: Alone, contacts: float) -> int:
    share, target_s = found.asked.goal(found.loads[0])
    return need_for_interval(
        contacts=contacts * found.asked.volume_factor,
        interval_s=found.length_s,
        handle_time_s=found.handle_time_s,
        service_level=share,
        target_s=target_s,
        max_occupancy=found.asked.max_occupancy,
        concurrency=found.loads[0].concurrency,
    ).agents
