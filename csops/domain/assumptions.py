"""What a plan of people assumes: the contacts expected per channel, and what one may turn to see what would happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from csops.domain.channels import Channel
from csops.domain.chat import person_time_s
from csops.domain.errors import OutOfRange
from csops.domain.exact import Number
from csops.domain.limits import above_zero, cap_share, goal_share, lost_share, not_negative, whole_from

MOST_MORE = 50


@dataclass(frozen=True, kw_only=True)
class ChannelLoad:
    """What is expected on one channel in one interval, and what is promised to those who get in touch.

    `channel` is the key of the channel; `contacts` the offered contacts expected (a mean, so any fraction). Immediate:
    `service_level` of them are to be answered within `target_s` seconds. Deferred: all within `target_s` seconds of
    opening time. `handle_time_s` is the *mean*, of a contact handled alone; `concurrency` how many one person handles
    at once.
    """

    channel: str
    is_immediate: bool
    contacts: float
    handle_time_s: float
    concurrency: int = 1
    service_level: float = 0.8
    target_s: float = 20

    def __post_init__(self) -> None:
        not_negative(self.contacts, field="contacts")
        above_zero(self.handle_time_s, field="handle time", unit="s")
        person_time_s(self.handle_time_s, concurrency=self.concurrency)
        if self.is_immediate:
            goal_share(self.service_level, field="service level")
            not_negative(self.target_s, field="target", unit="s")
        else:
            above_zero(self.target_s, field="deadline", unit="s")


@dataclass(frozen=True, kw_only=True)
class IntervalLoad:
    """One open interval and what is expected on each channel in it."""

    starts_at: datetime
    length_s: float
    channels: tuple[ChannelLoad, ...]

    def __post_init__(self) -> None:
        above_zero(self.length_s, field="interval", unit="s")


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What one may turn. As it stands, nothing differs from what is measured and promised.

    - `volume_factor`: 1.12 for 12 % more contacts on every channel;
    - `handle_time_factor`, and `handle_times_s` by channel, which takes its place for the channels that it names;
    - `service_level`, `target_s`, `deferred_within_s` (opening time): in place of each channel's own, unless None;
    - `patience_s`: mean patience of those who wait; None when nobody gives up;
    - `minimum_people`: cover while open, whatever is expected;
    - `more_people`: so many more (or fewer, below zero) than needed, in each interval in which somebody is;
    - `cost_per_hour`: wage cost of one paid hour, in the currency of the shop.
    """

    volume_factor: float = 1.0
    handle_time_factor: float = 1.0
    handle_times_s: Mapping[str, float] = field(default_factory=dict)
    shrinkage: Number = 0
    max_occupancy: float = 1.0
    service_level: float | None = None
    target_s: float | None = None
    deferred_within_s: float | None = None
    patience_s: float | None = None
    minimum_people: int = 1
    more_people: int = 0
    cost_per_hour: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        not_negative(self.volume_factor, field="contact volume")
        above_zero(self.handle_time_factor, field="handle time")
        for handle_time_s in self.handle_times_s.values():
            above_zero(handle_time_s, field="handle time", unit="s")
        lost_share(float(self.shrinkage), field="shrinkage")
        cap_share(self.max_occupancy, field="occupancy at most")
        whole_from(self.minimum_people, 0, field="people at least")
        if self.more_people != int(self.more_people) or abs(self.more_people) > MOST_MORE:
            raise OutOfRange(field="people more", value=self.more_people, right=f"Choose -{MOST_MORE} to {MOST_MORE}")
        not_negative(float(self.cost_per_hour), field="cost an hour")
        self._check_promises()

    def _check_promises(self) -> None:
        if self.service_level is not None:
            goal_share(self.service_level, field="service level")
        if self.target_s is not None:
            not_negative(self.target_s, field="target", unit="s")
        if self.deferred_within_s is not None:
            above_zero(self.deferred_within_s, field="deadline", unit="s")
        if self.patience_s is not None:
            above_zero(self.patience_s, field="patience", unit="s")

    def contacts(self, load: ChannelLoad) -> float:
        """Return the contacts that are then expected."""
        return load.contacts * self.volume_factor

    def person_time_s(self, load: ChannelLoad) -> float:
        """Return the seconds of a person that one contact then takes, given how many are handled at once."""
        return person_time_s(self.handle_time_s(load), concurrency=load.concurrency)

    def handle_time_s(self, load: ChannelLoad) -> float:
        """Return the mean handle time that is then assumed, of a contact handled alone."""
        return self.handle_times_s.get(load.channel, load.handle_time_s * self.handle_time_factor)

    def goal(self, load: ChannelLoad) -> tuple[float, float]:
        """Return the share to be answered and the seconds within which, of an immediate channel."""
        share = load.service_level if self.service_level is None else self.service_level
        return share, load.target_s if self.target_s is None else self.target_s

    def deadline_s(self, load: ChannelLoad) -> float:
        """Return the opening time within which a deferred channel is to be answered."""
        return load.target_s if self.deferred_within_s is None else self.deferred_within_s


def promised(channel: Channel, asked: Assumptions) -> Channel:
    """Return the channel with the goals that are assumed in place of its own."""
    if not channel.is_immediate:
        within = asked.deferred_within_s
        return channel if within is None else replace(channel, target=timedelta(seconds=within))
    share = channel.target_share if asked.service_level is None else asked.service_level
    target = channel.target if asked.target_s is None else timedelta(seconds=asked.target_s)
    return replace(channel, target_share=share, target=target)
