"""All that the service report is drawn from, counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from csops.domain.day_counts import DayCounts
from csops.domain.kpis import SpeedOfAnswer
from csops.domain.lines import CaseLine
from csops.domain.periods import Period
from csops.services.settings import Team
from csops.storage.figures import Tally


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A period with its counts.

    `span` is the part of it in which contacts happened, None without any. `open_cases` are the oldest of `open_count`.
    `told`: contacts that files tell of the period, by channel; the report is of what was logged and holds none of them.
    """

    period: Period
    span: Period | None
    now: datetime
    team: Team
    speeds: Mapping[int, SpeedOfAnswer]
    days: DayCounts
    by_channel: Sequence[Tally]
    by_topic: Sequence[Tally]
    by_member: Sequence[Tally]
    open_cases: Sequence[CaseLine]
    open_count: int
    told: Mapping[int, float] = field(default_factory=dict)

    def channel_name(self, key: int | None) -> str:
        """Return what a channel is called."""
        channel = self.team.channel(key)
        return channel.name if channel else "Without channel"

    def channel_key(self, key: int | None) -> str:
        """Return the key of a channel, by which it has its colour."""
        channel = self.team.channel(key)
        return channel.key if channel else ""
