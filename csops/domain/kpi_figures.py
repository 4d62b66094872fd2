"""A figure of the metric dictionary as it stands: its value with all that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class By(Enum):
    """What figures are split by."""

    CHANNEL = "channel"
    TOPIC = "topic"
    PERSON = "person"


_CUSTOMERS = frozenset({"churn_rate", "retention_rate", "customer_lifetime_value"})
_WHOLE = frozenset({"staff_turnover"})


def is_split(key: str, by: By) -> bool:
    """Return whether a figure is split so.

    Customers are by the channel on which they first got in touch: each has one, and it never changes. Their topics are
    many, and many people serve them; the team is one. What contacts of a person cost would tell what colleagues earn.
    """
    if key in _CUSTOMERS:
        return by is By.CHANNEL
    return key not in _WHOLE and (key, by) != ("cost_per_contact", By.PERSON)


class Clock(Enum):
    """Which time counts: that inside opening hours, or all of it."""

    BUSINESS = "business"
    ELAPSED = "elapsed"


class Behind(Enum):
    """What is counted, and shown when somebody asks what is behind a figure."""

    CONTACTS = "contacts"
    CASES = "cases"
    CUSTOMERS = "customers"
    ANSWERS = "answers"
    MEMBERS = "members"
    REVIEWS = "reviews"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A further value of a figure, in `unit`; None where it is not defined."""

    key: str
    value: float | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class KpiFigure:
    """One figure of one period.

    Attributes:
        key: its key in kpis.yaml; there are name, question, formula, caution and what is better.
        value: in `unit`; None where it is not defined: nothing was counted, or too few for a rate.
        n: how many it rests on; `low`, `high`: where the true value may lie (95 %), None where that cannot be told.
        unit: contacts, seconds, minutes, hours, percent, points, cases, resolutions or money.
        too_few: whether it is to be shown as counts, without a verdict, an arrow or a rank.
        beside: what stands beside the headline.
        counts: the terms of its formula as they were counted, and what was left out, by name.
        elapsed: the same around the clock, where the headline counts opening hours.
        coverage: share (0 to 1) of what could have counted that does; None where all of it does.
        rule: what was decided and the figure depends on: ("lost after days", 365), ("fcr days", 7).
    """

    key: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    unit: str
    too_few: bool
    beside: tuple[Beside, ...] = ()
    counts: Mapping[str, float] = field(default_factory=dict)
    elapsed: "KpiFigure | None" = None
    coverage: float | None = None
    rule: tuple[tuple[str, str], ...] = ()

    def value_of(self, key: str) -> float | None:
        """Return what stands beside the headline under a key; None where it is not defined."""
        return next((each.value for each in self.beside if each.key == key), None)


@dataclass(frozen=True, kw_only=True)
class KpiGroup:
    """The figures of one channel, topic or person; `id` None: of none of them."""

    id: int | None
    name: str
    figures: Mapping[str, KpiFigure]


@dataclass(frozen=True, kw_only=True)
class Kpis:
    """All figures of a period, by key in the order of kpis.yaml; split, where asked for, into groups.

    A figure that cannot be split so (churn by topic, say; see `is_split`) is missing in the groups. `versions`: from
    which days the opening hours are valid by which times were counted, oldest first. `at`: when the figures were
    worked out.
    """

    first_day: date
    last_day: date
    at: datetime
    figures: Mapping[str, KpiFigure]
    by: By | None = None
    groups: tuple[KpiGroup, ...] = ()
    versions: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Records:
    """The records behind a figure: what they are, and their ids, the newest first; `is_cut`: there are more."""

    what: Behind
    ids: tuple[int, ...]
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class BacklogDay:
    """How many cases were not resolved at the end of a day, by age: under 4 hours first, over 7 days last."""

    day: date
    bands: tuple[int, int, int, int, int]

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.bands)


@dataclass(frozen=True, kw_only=True)
class TrendPart:
    """One figure in one part of a period: a point of its line."""

    first_day: date
    last_day: date
    figure: KpiFigure
