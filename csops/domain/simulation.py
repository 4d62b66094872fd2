"""A planned week, played many times: the referee of every formula and every plan."""

import math
from collections.abc import Callable
from dataclasses import replace

from csops.domain.errors import Cancelled
from csops.domain.limits import not_above, whole_from
from csops.domain.simulation_draws import Chance, Draws
from csops.domain.simulation_figures import ChannelPlayed, PartPlayed, PersonPlayed, Simulation, Sums
from csops.domain.simulation_floor import Floor
from csops.domain.simulation_rules import Rules, rules_of
from csops.domain.simulation_week import (
    Expected,
    PlannedWeek,
    PlayedChannel,
    PlayedPerson,
    anonymous_people,
    expected_within,
    on_duty,
)

__all__ = [
    "RUNS",
    "ChannelPlayed",
    "Expected",
    "PartPlayed",
    "PersonPlayed",
    "PlannedWeek",
    "PlayedChannel",
    "PlayedPerson",
    "Simulation",
    "anonymous_people",
    "expected_within",
    "floor_of",
    "on_duty",
    "simulate",
]

RUNS = 100
MOST_RUNS = 10_000
MOST_CONTACTS = 1_000_000
"""So many of one run are played in seconds, in a few hundred MB."""
Progress = Callable[[float], object]


def simulate(
    week: PlannedWeek,
    *,
    runs: int = RUNS,
    seed: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Simulation:
    """Play a plan and return what those who get in touch meet, and how busy the people are.

    Contacts come by chance around what is expected, people follow the rules of `simulation_rules`. A plan begins with
    nobody waiting; what is left of a day's deferred work carries over. The same plan, runs and seed give the same
    figures; plans with the same seed meet the same contacts. Shifts fall out by chance as `unplanned_share` has it.

    Args:
        week: what is played.
        runs: how many times, at least 1; each independent of the others.
        seed: which chance, 0 or more.
        progress: told the share that is done (0 to 1) after each run.
        cancelled: asked before each run; True stops.

    Raises:
        OutOfRange: no run, more runs or contacts than can be played, or a negative seed. Cancelled: it was stopped.
    """
    whole_from(runs, 1, field="runs")
    not_above(runs, MOST_RUNS, field="runs")
    not_above(_contacts_of(week), MOST_CONTACTS, field="contacts a run")
    whole_from(seed, 0, field="seed")
    rules, chance = rules_of(week), Chance(week, seed=seed)
    sums = Sums(week, chance.clock)
    for number in range(runs):
        if cancelled is not None and cancelled():
            raise Cancelled
        draws, people = chance.run(number), chance.people(number)
        here = rules if people is week.people else rules_of(replace(week, people=people))
        sums.add(draws, floor_of(here, draws).play(), people)
        if progress is not None:
            progress((number + 1) / runs)
    return sums.simulation(seed=seed)


def _contacts_of(week: PlannedWeek) -> float:
    return math.fsum(contacts for part in week.expected for contacts in part.contacts.values())


def floor_of(rules: Rules, draws: Draws, *, to_trace: bool = False) -> Floor:
    """Return the floor of one run, not played yet."""
    return Floor(
        rules,
        at=draws.at.tolist(),
        channel=draws.channel.tolist(),
        work=draws.work.tolist(),
        leaves=draws.leaves.tolist(),
        due=draws.due.tolist(),
        to_trace=to_trace,
    )
