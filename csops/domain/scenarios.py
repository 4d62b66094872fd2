"""Named what-ifs: what of volume, work, promises, hours and people is assumed to differ, on top of how things are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from csops.domain.assumptions import Assumptions
from csops.domain.channels import ChannelKind
from csops.domain.chat import person_time_s
from csops.domain.errors import Missing, OutOfRange
from csops.domain.limits import above_zero, goal_share, not_above, not_negative
from csops.domain.texts import one_line

MOST_SCENARIOS = 12
MOST_PARTS = 20
LONGEST_NAME = 60
MOST_TIMES = 100
MOST_CONTACTS = 1_000_000
MOST_COST = 100_000
MOST_PEOPLE = 1_000
DAYS = range(7)
MIDNIGHT, MIDNIGHT_WRITTEN = time(0), "24:00"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Days on which more or less comes, such as a sale: `factor` 1.4 for 40 % more, on one channel (key) or on all."""

    name: str
    first_day: date
    last_day: date
    factor: float
    channel: str = ""

    def __post_init__(self) -> None:
        not_negative(self.factor, field="effect of the event")
        if self.last_day < self.first_day:
            raise OutOfRange(field="last day", value=self.last_day, right=f"Take {self.first_day} or a later day")

    def acts_on(self, day: date, channel: str) -> bool:
        """Whether it changes what comes on this day and channel."""
        return self.first_day <= day <= self.last_day and self.channel in {"", channel}


@dataclass(frozen=True, kw_only=True)
class NewChannel:
    """A channel that is not there yet: its contacts come over the week as those of all channels together do."""

    name: str
    kind: ChannelKind
    contacts_a_week: float
    handle_time_s: float
    target_s: float
    service_level: float = 0.8
    concurrency: int = 1

    def __post_init__(self) -> None:
        if not one_line(self.name):
            raise Missing(field="name of the channel", right="Write what it is called, such as Chat")
        not_negative(self.contacts_a_week, field="contacts a week")
        above_zero(self.handle_time_s, field="handle time", unit="s")
        above_zero(self.target_s, field="target", unit="s")
        goal_share(self.service_level, field="service level")

    @property
    def key(self) -> str:
        """What it is told apart by; no channel of the team has a key like it."""
        return f"new:{one_line(self.name).casefold()}"


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Other opening hours on one weekday (0 Monday): from and to, or closed when both are None.

    Closing at midnight, 24:00, is `time(0)`: nothing closes at the beginning of its day.
    """

    weekday: int
    opens: time | None = None
    closes: time | None = None

    def __post_init__(self) -> None:
        if self.weekday not in DAYS:
            raise OutOfRange(field="weekday", value=self.weekday, right="Take 0 for Monday to 6 for Sunday")
        if (self.opens is None) is not (self.closes is None):
            raise Missing(field="opening hours", right="Give both, from and to; neither for a closed day")
        if self.opens is not None and self.closes is not None and MIDNIGHT != self.closes <= self.opens:
            raise OutOfRange(field="opening hours", value=f"to {self.closes:%H:%M}", right=f"After {self.opens:%H:%M}")

    @property
    def until(self) -> str:
        """The closing time as one writes it: 24:00 at midnight; empty when closed."""
        if self.closes is None:
            return ""
        return MIDNIGHT_WRITTEN if self.closes == MIDNIGHT else self.closes.isoformat("minutes")


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is assumed to differ; None and nothing mean as things are, also after these have changed.

    `people`: so many more (or fewer) in each half hour in which somebody is there; `without`: names of members who are
    not planned, where shifts are. The factors multiply what is
    forecast and measured; the others stand in place of the team's own.
    """

    id: int = 0
    version: int = 1
    name: str
    volume_factor: float = 1.0
    handle_time_factor: float = 1.0
    handle_times_s: Mapping[str, float] = field(default_factory=dict)
    shrinkage: float | None = None
    max_occupancy: float | None = None
    service_level: float | None = None
    target_s: float | None = None
    deferred_within_s: float | None = None
    patience_s: float | None = None
    minimum_people: int | None = None
    cost_per_hour: Decimal | None = None
    people: int = 0
    without: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    new_channels: tuple[NewChannel, ...] = ()
    hours: tuple[Hours, ...] = ()
    position: int = 0

    def onto(self, usual: Assumptions) -> Assumptions:
        """Return what is assumed, on top of how things are.

        Raises:
            OutOfRange: one of the values is not possible.
        """
        own = {name: value for name in _IN_PLACE if (value := getattr(self, name)) is not None}
        return replace(
            usual,
            volume_factor=self.volume_factor,
            handle_time_factor=self.handle_time_factor,
            handle_times_s=dict(self.handle_times_s),
            more_people=self.people,
            **own,
        )

    @property
    def is_turned_only(self) -> bool:
        """Whether it turns figures alone: no event, channel or hours, and nobody more or fewer."""
        return not (self.events or self.new_channels or self.hours or self.people)


_IN_PLACE = (
    "shrinkage",
    "max_occupancy",
    "service_level",
    "target_s",
    "deferred_within_s",
    "patience_s",
    "minimum_people",
    "cost_per_hour",
)


def turned(name: str, asked: Assumptions, usual: Assumptions) -> Scenario:
    """Return the scenario of what was turned: only what differs from how things are now is kept."""
    own = {name: getattr(asked, name) for name in _IN_PLACE if getattr(asked, name) != getattr(usual, name)}
    if "shrinkage" in own:
        own["shrinkage"] = float(own["shrinkage"])
    return Scenario(
        name=name,
        volume_factor=asked.volume_factor,
        handle_time_factor=asked.handle_time_factor,
        handle_times_s=dict(asked.handle_times_s),
        people=asked.more_people,
        **own,
    )


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What a scenario speaks of that is not there any more: keys of channels, names of members."""

    channels: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.channels or self.members)


def named_channels(scenario: Scenario) -> tuple[str, ...]:
    """Return the keys of the team's channels that a scenario speaks of."""
    own = {"", *(channel.key for channel in scenario.new_channels)}
    keys = (*scenario.handle_times_s, *(event.channel for event in scenario.events))
    return tuple(dict.fromkeys(key for key in keys if key not in own))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name with the first number behind it that nothing bears: Sale 2."""
    known = {each.casefold() for each in taken}
    number = next(each for each in range(2, len(known) + 3) if f"{name} {each}".casefold() not in known)
    return f"{name} {number}"


def checked_scenario(scenario: Scenario) -> Scenario:
    """Return the scenario with a tidy name.

    Raises:
        Missing: it has no name. OutOfRange: a value that is not possible, or more parts than anyone can compare.
    """
    name = one_line(scenario.name)
    if not name:
        raise Missing(field="name", right="Write what is different, such as “Sale in March”")
    if len(name) > LONGEST_NAME:
        raise OutOfRange(field="name", value=f"{len(name)} letters", right=f"Take at most {LONGEST_NAME}")
    for parts, what in ((scenario.events, "events"), (scenario.new_channels, "new channels")):
        if len(parts) > MOST_PARTS:
            raise OutOfRange(field=what, value=len(parts), right=f"Take at most {MOST_PARTS}")
    keys = [channel.key for channel in scenario.new_channels]
    if len(set(keys)) < len(keys):
        raise OutOfRange(field="new channels", value="two of one name", right="Give each a name of its own")
    days = [each.weekday for each in scenario.hours]
    if len(set(days)) < len(days):
        raise OutOfRange(field="opening hours", value="a weekday twice", right="Give each weekday once")
    scenario.onto(Assumptions())
    _check_reckonable(scenario)
    return replace(scenario, name=name)


def _check_reckonable(scenario: Scenario) -> None:
    """Refuse what no shop has and nothing can be reckoned with: kept, it would spoil every comparison after it."""
    not_above(scenario.volume_factor, MOST_TIMES, field="contact volume")
    not_above(scenario.handle_time_factor, MOST_TIMES, field="handle time")
    not_above(scenario.minimum_people or 0, MOST_PEOPLE, field="people at least")
    not_above(float(scenario.cost_per_hour or 0), MOST_COST, field="cost an hour")
    for event in scenario.events:
        not_above(event.factor, MOST_TIMES, field="effect of the event")
    for channel in scenario.new_channels:
        not_above(channel.contacts_a_week, MOST_CONTACTS, field="contacts a week")
        person_time_s(channel.handle_time_s, concurrency=channel.concurrency)
