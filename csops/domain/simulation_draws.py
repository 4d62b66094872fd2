"""Chance, drawn before a week is played: who comes when, how long they take, how long they wait, when it is due.

Each contact brings its own fate, drawn by seed, run and channel alone: plans that differ in people, shifts or rules are
played with the very same contacts (common random numbers), so that what differs is the plan.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from csops.domain.simulation_week import WEEK_S, PlannedWeek, PlayedChannel, PlayedPerson, Stretch, shifts_of

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_DAY_S = 86_400
_PEOPLE = 2  # of the chances of a run; those of its contacts are 0 and 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """The contacts of one run, in the order in which they come; one number per contact.

    `work`: seconds of a person alone, in units of the mean where several are handled at once; `leaves`: when patience
    ends (never: infinite); `due`: when it is due (immediate, or due after the plan: infinite); `part`: which stretch of
    the plan it came in.
    """

    at: Numbers
    channel: Whole
    work: Numbers
    leaves: Numbers
    due: Numbers
    part: Whole


class Chance:
    """Draws the contacts of one run after another."""

    def __init__(self, week: PlannedWeek, *, seed: int) -> None:
        self._week, self._seed = week, seed
        self._starts = np.asarray([part.start_s for part in week.expected], dtype=np.float64)
        self._lengths = np.asarray([part.length_s for part in week.expected], dtype=np.float64)
        self._means = [
            np.asarray([part.contacts.get(channel.key, 0.0) for part in week.expected], dtype=np.float64)
            for channel in week.channels
        ]
        self.clock = OpeningClock(week.open)

    def run(self, number: int) -> Draws:
        """Return the contacts of a run; the same whenever it is asked for."""
        drawn = [self._of_channel(number, place) for place in range(len(self._week.channels))]
        order = np.argsort(np.concatenate([each.at for each in drawn]), kind="stable")
        return Draws(
            at=np.concatenate([each.at for each in drawn])[order],
            channel=np.concatenate([each.channel for each in drawn])[order],
            work=np.concatenate([each.work for each in drawn])[order],
            leaves=np.concatenate([each.leaves for each in drawn])[order],
            due=np.concatenate([each.due for each in drawn])[order],
            part=np.concatenate([each.part for each in drawn])[order],
        )

    def people(self, number: int) -> tuple[PlayedPerson, ...]:
        """Return the people of a run, without the shifts that fall out in it."""
        share = self._week.unplanned_share
        if not share:
            return self._week.people
        return tuple(self._there(number, place, share) for place in range(len(self._week.people)))

    def _there(self, number: int, place: int, share: float) -> PlayedPerson:
        person = self._week.people[place]
        shifts = shifts_of(person.on_duty)
        comes = np.random.default_rng((self._seed, number, place, _PEOPLE)).random(len(shifts)) >= share
        kept = [stretch for shift, is_there in zip(shifts, comes, strict=True) if is_there for stretch in shift]
        return replace(person, on_duty=tuple(kept))

    def _of_channel(self, number: int, place: int) -> Draws:
        channel = self._week.channels[place]
        volume, rest = (np.random.default_rng((self._seed, number, place, what)) for what in range(2))
        counts = volume.poisson(self._means[place] * self._factors(channel, volume))
        part = np.repeat(np.arange(len(counts)), counts)
        at = self._starts[part] + volume.random(len(part)) * self._lengths[part]
        order = np.argsort(at, kind="stable")
        at, part = at[order], part[order]
        patience = rest.standard_exponential(len(at))
        never = np.full(len(at), np.inf)
        gives_up = channel.is_immediate and channel.patience_s is not None
        unit = 1.0 if channel.concurrency > 1 else channel.handle_time_s
        return Draws(
            at=at,
            channel=np.full(len(at), place, dtype=np.int64),
            work=_varied(rest, len(at), channel.handle_time_cv) * unit,
            leaves=at + patience * channel.patience_s if gives_up and channel.patience_s is not None else never,
            due=never if channel.is_immediate else self.clock.after(at, channel.target_s),
            part=part.astype(np.int64),
        )

    def _factors(self, channel: PlayedChannel, chance: np.random.Generator) -> Numbers:
        """How much more or less comes than expected, by stretch: a factor of its week times one of its day."""
        factors = np.ones(len(self._starts))
        for cv, length_s in ((channel.week_cv, WEEK_S), (channel.day_cv, _DAY_S)):
            if cv and len(factors):
                spell = (self._starts // length_s).astype(np.int64)
                factors *= chance.gamma(1 / cv**2, cv**2, size=int(spell.max()) + 1)[spell]
        return factors


class OpeningClock:
    """Time that passes only while the shop is open."""

    def __init__(self, opened: tuple[Stretch, ...]) -> None:
        self._begins = np.asarray([begin for begin, _ in opened], dtype=np.float64)
        self._ends = np.asarray([end for _, end in opened], dtype=np.float64)
        self._until = np.cumsum(self._ends - self._begins) if opened else np.zeros(0)

    def passed(self, at: Numbers) -> Numbers:
        """Return the opening time from the beginning of the plan until each moment."""
        if not len(self._begins):
            return np.zeros_like(at)
        place = np.searchsorted(self._begins, at, side="right") - 1
        known = np.maximum(place, 0)
        before = self._until[known] - (self._ends - self._begins)[known]
        inside = np.minimum(at, self._ends[known]) - self._begins[known]
        return np.where(place < 0, 0.0, before + inside)

    def after(self, at: Numbers, length_s: float) -> Numbers:
        """Return the moments at which so much opening time has passed since `at`; infinite after the plan.

        What is due with the last minute before closing is due at closing time and not at the next opening.
        """
        wanted = self.passed(at) + length_s
        if not len(self._until):
            return np.full(len(at), np.inf)
        place = np.searchsorted(self._until, wanted - 1e-6, side="left")
        known = np.minimum(place, len(self._until) - 1)
        moment = self._ends[known] - (self._until[known] - wanted)
        return np.where(place < len(self._until), moment, np.inf)


def _varied(chance: np.random.Generator, count: int, cv: float) -> Numbers:
    """Numbers of mean 1 with this standard deviation: gamma, for 1 exponential."""
    if cv == 0:
        return np.ones(count)
    if cv == 1:
        return chance.standard_exponential(count)
    return chance.gamma(1 / cv**2, cv**2, size=count)
