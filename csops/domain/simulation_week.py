"""What is played: channels, what is expected of them, people with their time on duty, and the opening hours.

All times are seconds from the beginning of the plan, so that a day of 23 or 25 hours is as long as it is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from csops.domain.chat import handle_times_by_concurrency, person_time_s
from csops.domain.errors import OutOfRange, UnknownName
from csops.domain.limits import above_zero, goal_share, lost_share, not_negative, whole_from
from csops.domain.requirement import IntervalNeed

Stretch = tuple[float, float]
"""From and to, in seconds from the beginning of the plan."""

WEEK_S = 7 * 86_400
_BETWEEN_SHIFTS_S = 5 * 3600


@dataclass(frozen=True, kw_only=True)
class PlayedChannel:
    """How a channel behaves and what is promised on it.

    - `handle_time_s`: mean, of a contact handled alone; times vary around it by `handle_time_cv` (standard deviation
      over mean): 1 is exponential as in the formulas, 0 is always the same;
    - immediate: `service_level` of all offered are to be answered within `target_s` seconds; whoever waits gives up
      after an exponential patience of mean `patience_s` (None: never; 0: who is not answered at once is gone);
      one person handles `concurrency` at once, each the slower for it (`chat.handle_times_by_concurrency`);
    - deferred: `service_level` of all are to be done within `target_s` seconds of opening time;
    - `priority`: of several that wait, the lowest number first; alike, whoever came first;
    - `week_cv`, `day_cv`: how far the volume of a whole week and of a day is from what is expected, beyond chance
      (standard deviation over mean of a gamma factor); 0 is Poisson.
    """

    key: str
    is_immediate: bool
    handle_time_s: float
    target_s: float
    service_level: float = 0.8
    patience_s: float | None = None
    concurrency: int = 1
    priority: int = 0
    handle_time_cv: float = 1.0
    week_cv: float = 0.0
    day_cv: float = 0.0

    def __post_init__(self) -> None:
        above_zero(self.handle_time_s, field="handle time", unit="s")
        goal_share(self.service_level, field="service level")
        if self.is_immediate:
            not_negative(self.target_s, field="target", unit="s")
        else:
            above_zero(self.target_s, field="deadline", unit="s")
        if self.patience_s is not None:
            not_negative(self.patience_s, field="patience", unit="s")
        for value, name in ((self.handle_time_cv, "spread of the handle time"), (self.week_cv, "doubt of a week"),
                            (self.day_cv, "doubt of a day")):  # fmt: skip
            not_negative(value, field=name)
        if not self.is_immediate and self.concurrency != 1:
            right = "Work with a deadline is done one at a time; leave it at 1"
            raise OutOfRange(field="contacts at once", value=self.concurrency, right=right)
        person_time_s(self.handle_time_s, concurrency=self.concurrency)

    @property
    def handle_times_s(self) -> tuple[float, ...]:
        """The mean handle time of a person with 1, 2 ... contacts of this channel in hand."""
        return handle_times_by_concurrency(self.handle_time_s, concurrency=self.concurrency)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One stretch of open time and the contacts expected in it, by channel; they come at any moment of it alike."""

    start_s: float
    length_s: float
    contacts: Mapping[str, float]

    def __post_init__(self) -> None:
        not_negative(self.start_s, field="start", unit="s")
        above_zero(self.length_s, field="interval", unit="s")
        for contacts in self.contacts.values():
            not_negative(contacts, field="contacts")


@dataclass(frozen=True, kw_only=True)
class PlayedPerson:
    """Somebody who works: on which channels (None: all), and when on duty, breaks left out."""

    name: str
    on_duty: tuple[Stretch, ...]
    channels: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if any(start > end for start, end in self.on_duty):
            raise OutOfRange(field="shift", value=self.name, right="A shift ends after it begins")

    @property
    def hours(self) -> float:
        """Hours on duty."""
        return math.fsum(end - start for start, end in self.on_duty) / 3600


@dataclass(frozen=True, kw_only=True)
class PlannedWeek:
    """A plan to be played, of a week or several.

    `open`: opening hours, in order and without overlap. `is_deferred_interruptible`: whether deferred work is put aside
    for somebody who waits; without, it is finished first. `unplanned_share`: the chance of each shift to fall out in a
    run, since somebody is suddenly ill.
    """

    starts_at: datetime
    channels: tuple[PlayedChannel, ...]
    expected: tuple[Expected, ...]
    people: tuple[PlayedPerson, ...]
    open: tuple[Stretch, ...]
    is_deferred_interruptible: bool = field(default=True)
    unplanned_share: float = 0.0

    def __post_init__(self) -> None:
        lost_share(self.unplanned_share, field="unplanned share")
        keys = [channel.key for channel in self.channels]
        known = ", ".join(keys)
        whole_from(len(keys), 1, field="channels")
        if len(set(keys)) < len(keys):
            raise OutOfRange(field="channel", value=known, right="Name each channel once")
        named = {key for part in self.expected for key in part.contacts}
        named |= {key for person in self.people for key in person.channels or ()}
        for key in sorted(named - set(keys)):
            raise UnknownName(field="channel", value=key, known=known)


def on_duty(shifts: Iterable[Stretch], *, breaks: Iterable[Stretch] = ()) -> tuple[Stretch, ...]:
    """Return the time of shifts without their breaks, in order, stretches that touch joined."""
    found: list[Stretch] = []
    pauses = joined(breaks)
    for start, end in joined(shifts):
        at = start
        for begin, stop in pauses:
            if stop > at and begin < end:
                if begin > at:
                    found.append((at, begin))
                at = min(stop, end)
        if at < end:
            found.append((at, end))
    return tuple(found)


def shifts_of(stretches: Sequence[Stretch]) -> list[tuple[Stretch, ...]]:
    """Return the time on duty shift by shift: stretches with a break between them belong together."""
    found: list[list[Stretch]] = []
    for stretch in stretches:
        if found and stretch[0] - found[-1][-1][1] < _BETWEEN_SHIFTS_S:
            found[-1].append(stretch)
        else:
            found.append([stretch])
    return [tuple(shift) for shift in found]


def seconds_since(starts_at: datetime, moment: datetime) -> float:
    """Return the real seconds between two aware moments, whatever the clock did in between."""
    # Python takes the difference of the clocks where both carry the same zone.
    return (moment.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds()


def moment_of(starts_at: datetime, seconds: float) -> datetime:
    """Return the moment so many real seconds after an aware one, in its zone."""
    return (starts_at.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(starts_at.tzinfo)


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches of time in order, those that touch or overlap joined, empty ones left out."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def anonymous_people(cells: Sequence[IntervalNeed], *, starts_at: datetime) -> tuple[PlayedPerson, ...]:
    """Return the people needed as people without names, who know every channel: so many in each interval."""
    most = max((cell.agents for cell in cells), default=0)
    begins = [seconds_since(starts_at, cell.starts_at) for cell in cells]
    return tuple(
        PlayedPerson(
            name=str(number + 1),
            on_duty=tuple(
                joined(
                    (begin, begin + cell.length_s)
                    for begin, cell in zip(begins, cells, strict=True)
                    if cell.agents > number
                )
            ),
        )
        for number in range(most)
    )


def expected_within(
    start_s: float, length_s: float, contacts: Mapping[str, float], *, opened: Sequence[Stretch]
) -> list[Expected]:
    """Return what is expected in an interval, in the open parts of it; nobody comes while the shop is closed."""
    parts = [(max(start_s, begin), min(start_s + length_s, end)) for begin, end in opened]
    parts = [(begin, end) for begin, end in parts if begin < end]
    total = math.fsum(end - begin for begin, end in parts)
    return [
        Expected(
            start_s=begin,
            length_s=end - begin,
            contacts={key: number * (end - begin) / total for key, number in contacts.items()},
        )
        for begin, end in parts
    ]
