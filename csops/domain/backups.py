"""Backups: what is known of each, and which of them are worth keeping."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

ALL_WITHIN = timedelta(hours=24)
DAYS, WEEKS, MONTHS = 12, 10, 9
DUE_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A finished backup, as its manifest tells.

    `counts`: the rows by table. `head`: the hash of the newest act in it. `files`: the folder beside it that holds the
    attachments, empty when there are none. `csops`: the program's version.
    """

    file: Path
    sha256: str
    at: datetime
    schema: str
    counts: Mapping[str, int] = field(default_factory=dict)
    verified: bool = False
    reason: str = ""
    size: int = 0
    head: str = ""
    files: str = ""
    csops: str = ""


def worth_keeping(moments: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """Return the moments of the backups to keep.

    All of the last 24 hours, and the newest of each of the last 12 days, 10 weeks and 9 months in which there was one.
    Periods without a backup do not count, so that a long absence costs nothing.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {at for at in newest_first if at > now - ALL_WITHIN}
    for period, number in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        keep |= _newest_of_each(newest_first, period, number)
    return frozenset(keep)


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], number: int
) -> set[datetime]:
    newest: dict[Hashable, datetime] = {}
    for at in newest_first:
        newest.setdefault(period(at), at)
    return set(list(newest.values())[:number])


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month


def is_due(last: Backup | None, *, head: str, now: datetime) -> bool:
    """Return whether something changed that is in no backup, and the last one is half an hour old."""
    if last is None:
        return True
    return last.head != head and now - last.at >= DUE_AFTER
