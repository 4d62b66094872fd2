"""Forecasts frozen when they were made, scored against what came: how far off, in the range, and drifting or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from csops.domain.proportions import Interval, wilson

if TYPE_CHECKING:  # the store of snapshots is made while the window starts, which needs no outlook
    from csops.domain.outlooks import ChannelOutlook

DRIFT_WEEKS = 4
LEAST_OUTSIDE = 3
"""So many of the last four weeks outside their 80 % range on one side: by chance that happens 7 times in a thousand."""


class Why(Enum):
    """For what a forecast was frozen."""

    ASKED = "asked"
    PLAN = "plan"
    """A plan was published that rests on it."""


class Drift(Enum):
    """Whether most of the last weeks lay outside their 80 % range on one side."""

    NONE = "none"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was forecast of one channel: `weeks` holds `start`, `contacts` and the ends of the ranges of each.

    `first_day`: the first day that was forecast; whole weeks from then on can be scored. `why`: the value of a `Why`.
    """

    id: int = 0
    version: int = 1
    made_at: datetime
    member_id: int | None
    channel_id: int
    first_day: date
    method: str
    weeks: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    why: str = Why.ASKED.value


_ENDS = ("contacts", "low95", "low80", "high80", "high95")


def frozen(
    outlook: "ChannelOutlook", *, channel_id: int, first_day: date, made_at: datetime, member_id: int | None, why: Why
) -> Snapshot:
    """Return what an outlook says of its whole weeks, to be kept as it is."""
    return Snapshot(
        made_at=made_at,
        member_id=member_id,
        channel_id=channel_id,
        first_day=first_day,
        method=outlook.method.value,
        weeks=[
            {"start": week.start.isoformat(), **{name: round(getattr(week, name), 4) for name in _ENDS}}
            for week in outlook.ahead
            if week.start >= first_day
        ],
        why=why.value,
    )


@dataclass(frozen=True, kw_only=True)
class ScoredWeek:
    """One week that a snapshot forecast and that is over: what was said, and what came."""

    start: date
    weeks_ahead: int
    said: float
    low80: float
    high80: float
    low95: float
    high95: float
    came: float

    @property
    def in_80(self) -> bool:
        """Whether what came lies in the 80 % range."""
        return self.low80 <= self.came <= self.high80

    @property
    def in_95(self) -> bool:
        """Whether what came lies in the 95 % range."""
        return self.low95 <= self.came <= self.high95


@dataclass(frozen=True, kw_only=True)
class Track:
    """How frozen forecasts of one channel went: `weeks` by start, each as last forecast before it began.

    `wape`, `bias`: shares of what came (bias above 0: too much was forecast); None without a week that is over.
    `held80`: the share of weeks in their 80 % range, with its 95 % interval.
    """

    weeks: tuple[ScoredWeek, ...]
    wape: float | None
    bias: float | None
    held80: float | None
    held80_between: Interval | None
    held95: float | None
    drift: Drift


def scored(snapshots: Iterable[Snapshot], came: Mapping[date, float], *, last_day: date) -> Track:
    """Return how the snapshots of one channel went.

    Args:
        snapshots: of the channel.
        came: contacts of each week by its Monday; a week without any may be absent.
        last_day: the last whole day known; weeks that end later are not over.
    """
    newest: dict[date, ScoredWeek] = {}
    for snapshot in sorted(snapshots, key=lambda each: (each.first_day, each.made_at)):
        for week in snapshot.weeks:
            read = _read(week, snapshot, came)
            if read.start + timedelta(days=6) <= last_day:
                newest[read.start] = read
    weeks = tuple(newest[start] for start in sorted(newest))
    total = sum(week.came for week in weeks)
    inside = sum(week.in_80 for week in weeks)
    return Track(
        weeks=weeks,
        wape=sum(abs(week.said - week.came) for week in weeks) / total if total else None,
        bias=sum(week.said - week.came for week in weeks) / total if total else None,
        held80=inside / len(weeks) if weeks else None,
        held80_between=wilson(inside, len(weeks)) if weeks else None,
        held95=sum(week.in_95 for week in weeks) / len(weeks) if weeks else None,
        drift=_drift(weeks),
    )


def _read(week: Mapping[str, object], snapshot: Snapshot, came: Mapping[date, float]) -> ScoredWeek:
    start = date.fromisoformat(str(week["start"]))
    numbers = {name: float(str(week[name])) for name in _ENDS}
    said = numbers.pop("contacts")
    ahead = (start - snapshot.first_day).days // 7 + 1
    return ScoredWeek(start=start, weeks_ahead=ahead, said=said, came=came.get(start, 0.0), **numbers)


def _drift(weeks: Sequence[ScoredWeek]) -> Drift:
    recent = weeks[-DRIFT_WEEKS:]
    if sum(week.came > week.high80 for week in recent) >= LEAST_OUTSIDE:
        return Drift.TOO_LOW
    if sum(week.came < week.low80 for week in recent) >= LEAST_OUTSIDE:
        return Drift.TOO_HIGH
    return Drift.NONE
