"""What a simulation says, as values, and how the sums of its runs become figures with their doubt (numpy)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from csops.domain.proportions import wilson
from csops.domain.simulation_draws import Draws, OpeningClock
from csops.domain.simulation_floor import Floor
from csops.domain.simulation_queues import Fate
from csops.domain.simulation_week import PlannedWeek, PlayedChannel, PlayedPerson, moment_of

Numbers = npt.NDArray[np.float64]
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, kw_only=True)
class ChannelPlayed:
    """What those who get in touch on a channel meet; counts are means of a run.

    `service_level`: answered within the target / all offered; of deferred work done by its deadline / all whose
    deadline lies within the plan. `low` to `high` hold its true value in 95 of 100 simulations: how exact this is.
    `week_low` to `week_high` hold the service level of 8 of 10 runs: what chance alone makes of one plan;
    `chance_of_missing` is the share of runs in which the goal was missed. `left`: there when the shop had closed, or
    not done at the end. Waits of immediate channels in seconds, of all (who gave up included) and of the answered; of
    deferred work in opening time until it is done. `longest_wait_s`: of a run, in the mean; `longest_of_all_s`: ever.
    None: nobody was there to tell.
    """

    channel: str
    is_immediate: bool
    service_level: float | None
    low: float | None
    high: float | None
    service_level_answered: float | None
    service_level_without_short_abandons: float | None
    week_low: float | None
    week_high: float | None
    chance_of_missing: float | None
    offered: float
    answered: float
    abandoned: float
    left: float
    abandonment: float | None
    missed_deadlines: float
    mean_wait_s: float | None
    mean_wait_answered_s: float | None
    longest_wait_s: float | None
    longest_of_all_s: float | None


@dataclass(frozen=True, kw_only=True)
class PersonPlayed:
    """How one person fares in the mean run: hours on duty, share of them with anything in hand, hours over."""

    name: str
    hours: float
    occupancy: float | None
    overrun_hours: float


@dataclass(frozen=True, kw_only=True)
class PartPlayed:
    """What those meet who come in one stretch of the plan on the immediate channels; None when nobody came."""

    starts_at: datetime
    length_s: float
    offered: float
    service_level: float | None


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What became of a plan in many runs. `occupancy`: the share of the time on duty with anything in hand.

    `unplanned_share`: how often each shift fell out; hours on duty are then those of the mean run.
    """

    runs: int
    seed: int
    channels: tuple[ChannelPlayed, ...]
    people: tuple[PersonPlayed, ...]
    parts: tuple[PartPlayed, ...]
    occupancy: float | None
    hours_on_duty: float
    overrun_hours: float
    unplanned_share: float = 0.0


class Sums:
    """Adds up runs."""

    def __init__(self, week: PlannedWeek, clock: OpeningClock) -> None:
        self._week, self._clock = week, clock
        self._end = max((end for _, end in week.open), default=0.0)
        self._rows: list[list[_Row]] = []
        people, parts = len(week.people), len(week.expected)
        self._busy_s, self._over_s = np.zeros(people), np.zeros(people)
        self._hours = np.zeros(people)
        self._part_offered, self._part_in_time = np.zeros(parts), np.zeros(parts)

    def add(self, draws: Draws, floor: Floor, people: Sequence[PlayedPerson]) -> None:
        """Add a run that was played, and who was there in it."""
        self._hours += [person.hours for person in people]
        fate = np.asarray(floor.fate, dtype=np.int64)
        begun, ended = np.asarray(floor.begun), np.asarray(floor.ended)
        row: list[_Row] = []
        for place, channel in enumerate(self._week.channels):
            mine = draws.channel == place
            at, own = draws.at[mine], fate[mine]
            if channel.is_immediate:
                found, in_time = _waited(channel, at, own, begun[mine], ended[mine])
                self._part_offered += np.bincount(draws.part[mine], minlength=len(self._part_offered))
                self._part_in_time += np.bincount(draws.part[mine][in_time], minlength=len(self._part_offered))
            else:
                found = self._written(at, own, ended[mine], draws.due[mine])
            row.append(found)
        self._rows.append(row)
        self._busy_s += floor.busy_s
        self._over_s += floor.overrun_s

    def _written(self, at: Numbers, fate: npt.NDArray[np.int64], ended: Numbers, due: Numbers) -> "_Row":
        done = fate == Fate.ANSWERED
        in_time = done & (ended <= due + 1e-6)
        judged = in_time | (due <= self._end + 1e-6)
        took = self._clock.passed(ended[done]) - self._clock.passed(at[done])
        return _Row(
            offered=len(at),
            answered=int(done.sum()),
            judged=int(judged.sum()),
            in_time=int(in_time.sum()),
            wait_s=float(took.sum()),
            wait_answered_s=float(took.sum()),
            longest_s=float(took.max(initial=0.0)),
        )

    def simulation(self, *, seed: int) -> Simulation:
        """Return the figures of all that was added."""
        runs, week = len(self._rows), self._week
        hours = [person.hours for person in week.people]
        if week.unplanned_share:
            hours = [float(each) / runs for each in self._hours]
        on_duty, busy, over = math.fsum(hours), float(self._busy_s.sum()) / 3600, float(self._over_s.sum()) / 3600
        return Simulation(
            runs=runs,
            seed=seed,
            channels=tuple(
                _channel(channel, [row[place] for row in self._rows]) for place, channel in enumerate(week.channels)
            ),
            people=tuple(
                PersonPlayed(
                    name=person.name,
                    hours=hours[place],
                    occupancy=_share(float(self._busy_s[place]) / 3600 / runs, hours[place]),
                    overrun_hours=float(self._over_s[place]) / 3600 / runs,
                )
                for place, person in enumerate(week.people)
            ),
            parts=tuple(
                PartPlayed(
                    starts_at=moment_of(week.starts_at, part.start_s),
                    length_s=part.length_s,
                    offered=float(self._part_offered[place]) / runs,
                    service_level=_share(float(self._part_in_time[place]), float(self._part_offered[place])),
                )
                for place, part in enumerate(week.expected)
            ),
            occupancy=_share(busy / runs, on_duty),
            hours_on_duty=on_duty,
            overrun_hours=over / runs,
            unplanned_share=week.unplanned_share,
        )


@dataclass(frozen=True, kw_only=True)
class _Row:
    """The sums of one channel in one run. `judged`: of whom it is known whether they were served in time."""

    offered: int
    answered: int
    judged: int
    in_time: int
    wait_s: float
    wait_answered_s: float
    longest_s: float
    abandoned: int = 0
    left_early: int = 0


def _waited(
    channel: PlayedChannel, at: Numbers, fate: npt.NDArray[np.int64], begun: Numbers, ended: Numbers
) -> tuple[_Row, npt.NDArray[np.bool_]]:
    answered = fate == Fate.ANSWERED
    wait = np.where(answered, begun, ended) - at
    soon = wait <= channel.target_s
    in_time = answered & soon
    row = _Row(
        offered=len(at),
        answered=int(answered.sum()),
        judged=len(at),
        in_time=int(in_time.sum()),
        wait_s=float(wait.sum()),
        wait_answered_s=float(wait[answered].sum()),
        longest_s=float(wait.max(initial=0.0)),
        abandoned=int((fate == Fate.ABANDONED).sum()),
        left_early=int((~answered & soon).sum()),
    )
    return row, in_time


def _channel(channel: PlayedChannel, rows: Sequence[_Row]) -> ChannelPlayed:
    runs = len(rows)
    offered, answered = sum(row.offered for row in rows), sum(row.answered for row in rows)
    abandoned, in_time = sum(row.abandoned for row in rows), sum(row.in_time for row in rows)
    judged = sum(row.judged for row in rows)
    levels = [row.in_time / row.judged for row in rows if row.judged]
    low, high = interval_of_share([row.in_time for row in rows], [row.judged for row in rows])
    week_low, week_high = (float(each) for each in np.quantile(levels, (0.1, 0.9))) if levels else (None, None)
    wait_s = math.fsum(row.wait_s for row in rows)
    return ChannelPlayed(
        channel=channel.key,
        is_immediate=channel.is_immediate,
        service_level=_share(in_time, judged),
        low=low,
        high=high,
        service_level_answered=_share(in_time, answered),
        service_level_without_short_abandons=_share(in_time, judged - sum(row.left_early for row in rows)),
        week_low=week_low,
        week_high=week_high,
        chance_of_missing=_share(sum(level < channel.service_level for level in levels), len(levels)),
        offered=offered / runs,
        answered=answered / runs,
        abandoned=abandoned / runs,
        left=(offered - answered - abandoned) / runs,
        abandonment=_share(abandoned, offered),
        missed_deadlines=0.0 if channel.is_immediate else (judged - in_time) / runs,
        mean_wait_s=_share(wait_s, offered if channel.is_immediate else answered),
        mean_wait_answered_s=_share(math.fsum(row.wait_answered_s for row in rows), answered),
        longest_wait_s=math.fsum(row.longest_s for row in rows) / runs if offered else None,
        longest_of_all_s=max(row.longest_s for row in rows) if offered else None,
    )


def interval_of_share(parts: Sequence[float], wholes: Sequence[float]) -> tuple[float | None, float | None]:
    """Return where the true share may lie, 95 of 100 times, from one part and whole per independent run.

    A ratio of sums, whose runs are the clusters: contacts of one run share its queues and are not independent (W. G.
    Cochran, Sampling Techniques, 1977, 6.4), with Student's t. Where every run agrees, the interval of Wilson.
    """
    runs, whole = len(wholes), math.fsum(wholes)
    if not whole:
        return None, None
    share = math.fsum(parts) / whole
    squares = math.fsum((part - share * each) ** 2 for part, each in zip(parts, wholes, strict=True))
    if runs < 2 or squares == 0:
        found = wilson(round(math.fsum(parts)), round(whole))
        return found.low, found.high
    reach = _student(runs - 1) * math.sqrt(runs / (runs - 1) * squares) / whole
    return max(0.0, share - reach), min(1.0, share + reach)


def _student(freedom: int) -> float:
    """The 97.5 % point of Student's t (Cornish and Fisher's expansion: within 1 % from 3 degrees of freedom on)."""
    z, n = _Z, freedom
    first = (z**3 + z) / (4 * n)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    return z + first + second + third


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
