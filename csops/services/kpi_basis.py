"""By what figures of a period are counted, and which of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from csops.domain.care_rules import CareRules
from csops.domain.kpi_figures import KpiFigure
from csops.services.settings import Team
from csops.storage.unit_of_work import Work

Key = int | None
Found = Iterator[tuple[Key, KpiFigure]]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a period is counted by."""

    work: Work
    team: Team
    rules: CareRules
    now: datetime
    since: datetime
    until: datetime
    last_day: date
    """The last local day of the period."""
    keys: frozenset[str] | None = None
    """The figures that are wanted; None: all."""

    def wants(self, *keys: str) -> bool:
        """Return whether one of these figures is wanted."""
        return self.keys is None or not self.keys.isdisjoint(keys)

    @property
    def last_lived(self) -> date:
        """The last day of the period that has begun by now."""
        return min(self.last_day, self.now.astimezone(self.team.calendar.tz).date())

    @property
    def few(self) -> int:
        """Below so many a figure is no verdict."""
        return self.rules.too_few

    @property
    def live(self) -> dict[int, timedelta]:
        """The immediate channels with their targets."""
        return {channel.id: channel.target for channel in self.team.channels if channel.is_immediate}

    @property
    def deferred(self) -> dict[int, timedelta]:
        """The deferred channels with their targets, in opening hours."""
        return {channel.id: channel.target for channel in self.team.channels if not channel.is_immediate}


def or_none(sums: dict[Key, T], empty: Callable[[], T]) -> Iterable[tuple[Key, T]]:
    """Return what was counted by its key; where nothing was, one that is empty under None."""
    return sums.items() if sums else ((None, empty()),)
