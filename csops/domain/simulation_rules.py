"""What holds in every run of a plan, made ready for playing: who can do what, when people come and go.

The rules, in the order in which they decide:

1. A newcomer goes to whoever is idle, those with the fewest channels first, then who has been idle longest; else to who
   does deferred work, which is put aside; else, where several are handled at once, to who has the fewest in hand.
2. Whoever becomes free takes the contact of the most urgent channel (`priority`); of channels alike, who came first.
   Deferred work is done when nobody waits whom this person could help, what is due first before the rest.
3. Who handles several at once takes calls only with empty hands. While an older call waits that they could take, they
   take no newcomer, so that chats do not keep callers waiting for ever.
4. Who goes (end of a shift, break) takes nothing new, puts deferred work aside and finishes what is in hand; breaks
   begin late by it and end as planned.
5. Whoever waits when the shop has closed and nobody is left who could help them leaves. Deferred work is kept.
"""

import math
from dataclasses import dataclass
from enum import IntEnum

from csops.domain.simulation_week import PlannedWeek, joined

WRITING = 1e9
"""A person's place in the order of rule 1 when doing deferred work; below: idle."""
CHATTING = 2e9
"""The same with one contact in hand of which more can be taken; with each further one as much again."""
BUSY = math.inf
"""The same when nothing can be taken."""
_PER_CHANNEL = 1e8  # seconds: three years, more than a plan is long


class Move(IntEnum):
    """What happens by the clock; at the same moment in this order."""

    OPEN = 0
    COME = 1
    GO = 2
    CLOSE = 3


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The plan by place: channels and people are numbered as in the plan.

    `able`: people by channel; `immediate`, `deferred`: channels by person, the most urgent first; `pace_s`: mean
    handle time by channel and number in hand; `limit`: the place in the order below which one takes a newcomer.
    `is_mixed`: some immediate channels are handled several at once and others are not; `is_alike`: everybody knows all.
    """

    able: tuple[tuple[int, ...], ...]
    immediate: tuple[tuple[int, ...], ...]
    deferred: tuple[tuple[int, ...], ...]
    idle_from: tuple[float, ...]
    is_immediate: tuple[bool, ...]
    concurrency: tuple[int, ...]
    priority: tuple[int, ...]
    pace_s: tuple[tuple[float, ...], ...]
    limit: tuple[float, ...]
    is_mixed: bool
    is_alike: bool
    is_interruptible: bool
    moves: tuple[tuple[float, Move, int], ...]


def rules_of(week: PlannedWeek) -> Rules:
    """Return the rules of a plan."""
    channels, people = week.channels, week.people
    able = tuple(
        tuple(place for place, person in enumerate(people) if person.channels is None or channel.key in person.channels)
        for channel in channels
    )
    urgent = sorted(range(len(channels)), key=lambda place: channels[place].priority)
    several = [channel.concurrency > 1 for channel in channels if channel.is_immediate]
    return Rules(
        able=able,
        immediate=tuple(
            tuple(each for each in urgent if channels[each].is_immediate and person in able[each])
            for person in range(len(people))
        ),
        deferred=tuple(
            tuple(each for each in urgent if not channels[each].is_immediate and person in able[each])
            for person in range(len(people))
        ),
        idle_from=tuple(_PER_CHANNEL * sum(place in each for each in able) for place in range(len(people))),
        is_immediate=tuple(channel.is_immediate for channel in channels),
        concurrency=tuple(channel.concurrency for channel in channels),
        priority=tuple(channel.priority for channel in channels),
        pace_s=tuple((0.0, *channel.handle_times_s) for channel in channels),
        limit=tuple(
            CHATTING + (channel.concurrency - 1) * WRITING if channel.is_immediate else WRITING for channel in channels
        ),
        is_mixed=any(several) and not all(several),
        is_alike=all(len(each) == len(people) for each in able),
        is_interruptible=week.is_deferred_interruptible,
        moves=_moves(week),
    )


def _moves(week: PlannedWeek) -> tuple[tuple[float, Move, int], ...]:
    moves = [
        move
        for place, person in enumerate(week.people)
        for start, end in joined(person.on_duty)
        for move in ((start, Move.COME, place), (end, Move.GO, place))
    ]
    for start, end in joined(week.open):
        moves += [(start, Move.OPEN, -1), (end, Move.CLOSE, -1)]
    last = max((at for at, _, _ in moves), default=0.0)
    return (*sorted(moves), (last, Move.CLOSE, -1))
