"""Contacts counted by local day and by hour of the week, block by block, so that a million fit (numpy inside)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

Moment = tuple[int, int, bool, bool]
"""Channel, microseconds since 1970, whether its time of day is known, whether it was missed."""

_DAY_S = 86_400
_EPOCH = date(1970, 1, 1)
_THURSDAY = 3  # the weekday of the epoch, Monday being 0


@dataclass(frozen=True, kw_only=True)
class DayCounts:
    """What came when, in local time.

    `offered`: per day and channel. `missed`: per day. `hours`, `missed_hours`: per weekday (Monday 0) and hour (0 to
    23); contacts known by date only are in no hour.
    """

    offered: Counter[tuple[date, int]] = field(default_factory=Counter)
    missed: Counter[date] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)
    missed_hours: Counter[tuple[int, int]] = field(default_factory=Counter)


def day_counts(blocks: Iterable[Sequence[Moment]], *, zone: str) -> DayCounts:
    """Count contacts by the days and hours of the zone. Clock changes are followed."""
    counts = DayCounts()
    for block in blocks:
        _add(counts, block, zone)
    return counts


def _add(counts: DayCounts, block: Sequence[Moment], zone: str) -> None:
    import numpy as np

    from csops.domain.slots import offsets_s

    if not block:
        return
    table = np.asarray(block, dtype=np.int64)
    at_s = table[:, 1] // 1_000_000
    local_s = at_s + offsets_s(at_s, zone)
    rows = np.stack([local_s // _DAY_S, local_s % _DAY_S // 3600, table[:, 0], table[:, 2], table[:, 3]], axis=1)
    found, numbers = np.unique(rows, axis=0, return_counts=True)
    for (days, hour, channel, is_timed, is_missed), number in zip(found.tolist(), numbers.tolist(), strict=True):
        day = _EPOCH + timedelta(days=days)
        cell = ((days + _THURSDAY) % 7, hour)
        counts.offered[day, channel] += number
        counts.missed[day] += number * is_missed
        counts.hours[cell] += number * is_timed
        counts.missed_hours[cell] += number * is_timed * is_missed
