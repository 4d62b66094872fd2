"""What figures and reports ask of the log: counts by whatever it is split by, moments, waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, and_, case, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.contacts import Direction, Result
from csops.domain.day_counts import Moment
from csops.domain.kpis import Volume
from csops.storage.columns import microseconds
from csops.storage.contacts import contacts

_BLOCK = 50_000


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What one channel, topic or person had in a period; `key` is the id, None for nobody or none."""

    key: int | None
    inbound: int
    outbound: int
    missed: int
    with_handle_time: int
    handle_time: timedelta
    """The sum over those that have one."""


class Figures:
    """Counts and times, as plain columns: a million rows must not become a million objects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_channel(self, since: datetime, until: datetime) -> list[Tally]:
        """Return what each channel had, the busiest first."""
        return self._tallies(contacts.c.channel_id, since, until)

    def by_topic(self, since: datetime, until: datetime) -> list[Tally]:
        """Return what each topic had, the busiest first."""
        return self._tallies(contacts.c.topic_id, since, until)

    def by_member(self, since: datetime, until: datetime) -> list[Tally]:
        """Return what each person handled, the busiest first; a missed contact was handled by nobody."""
        return self._tallies(contacts.c.member_id, since, until)

    def _tallies(self, split: ColumnElement[Any], since: datetime, until: datetime) -> list[Tally]:
        number = func.count()
        inbound = case((contacts.c.direction == Direction.IN, 1))
        missed = case((and_(contacts.c.direction == Direction.IN, contacts.c.result == Result.MISSED), 1))
        handled = func.coalesce(cast(func.sum(contacts.c.handle_time), BigInteger), 0)
        rows = self._connection.execute(
            select(split, number, func.count(inbound), func.count(missed), func.count(contacts.c.handle_time), handled)
            .where(*_happened(since, until))
            .group_by(split)
            .order_by(number.desc(), split)
        )
        return [
            Tally(
                key=key,
                inbound=came,
                outbound=every - came,
                missed=lost,
                with_handle_time=timed,
                handle_time=timedelta(milliseconds=total),
            )
            for key, every, came, lost, timed, total in rows
        ]

    def volumes(self, since: datetime, until: datetime) -> dict[int, Volume]:
        """Return what was offered by channel."""
        return {
            tally.key: Volume(offered=tally.inbound, missed=tally.missed)
            for tally in self.by_channel(since, until)
            if tally.key is not None
        }

    def moments(self, since: datetime, until: datetime) -> Iterator[Sequence[Moment]]:
        """Yield (channel, microseconds since 1970, time of day known, missed) of inbound contacts, in blocks."""
        missed = (contacts.c.result == Result.MISSED).label("missed")
        found = (
            select(
                contacts.c.channel_id,
                microseconds(self._connection, contacts.c.happened_at),
                contacts.c.time_known,
                missed,
            )
            .where(contacts.c.direction == Direction.IN, *_happened(since, until))
            .execution_options(yield_per=_BLOCK)
        )
        rows: Any = self._connection.execute(found)
        yield from rows.partitions()

    def waits_s(self, since: datetime, until: datetime) -> dict[int, list[float]]:
        """Return, by channel, how many seconds each answered inbound contact waited, where it was noted."""
        found = select(contacts.c.channel_id, contacts.c.answered_after).where(
            contacts.c.direction == Direction.IN,
            contacts.c.result != Result.MISSED,
            contacts.c.answered_after.is_not(None),
            *_happened(since, until),
        )
        waits: dict[int, list[float]] = {}
        for channel_id, wait in self._connection.execute(found):
            waits.setdefault(channel_id, []).append(wait.total_seconds())
        return waits

    def first_and_last(self) -> tuple[datetime, datetime] | None:
        """Return when the first and the last contact happened; None without any."""
        row = self._connection.execute(select(func.min(contacts.c.happened_at), func.max(contacts.c.happened_at))).one()
        return None if row[0] is None else (row[0], row[1])


def _happened(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return contacts.c.happened_at >= since, contacts.c.happened_at < until
