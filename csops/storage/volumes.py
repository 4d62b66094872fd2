"""What the forecast asks of contacts: when they came, on which channel, and how long they took."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, false, func, select

from csops.domain.contacts import Direction, Result
from csops.storage.columns import microseconds
from csops.storage.contacts import contacts


class Volumes:
    """Counts and times of inbound contacts, as plain columns: a million rows must not become a million objects."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def offered(
        self, *, channel_ids: tuple[int, ...] = (), until: datetime | None = None
    ) -> list[tuple[int, int, bool, bool, int]]:
        """Return (channel, happened, time of day known, missed, entered) of each inbound contact, oldest first.

        Moments are microseconds since 1970.

        Offered = answered + missed; outbound contacts are not volume.
        """
        found = (
            select(
                contacts.c.channel_id,
                microseconds(self._connection, contacts.c.happened_at),
                contacts.c.time_known,
                func.coalesce(contacts.c.result == Result.MISSED, false()),
                microseconds(self._connection, contacts.c.entered_at),
            )
            .where(contacts.c.direction == Direction.IN)
            .order_by(contacts.c.happened_at)
        )
        if channel_ids:
            found = found.where(contacts.c.channel_id.in_(channel_ids))
        if until is not None:
            found = found.where(contacts.c.happened_at < until)
        rows: Any = self._connection.execute(found).all()
        return list(rows)

    def handle_times(self, *, since: datetime) -> dict[int, tuple[int, float]]:
        """Return, by channel, how many contacts since then have a handle time, and their mean in seconds."""
        found = (
            select(contacts.c.channel_id, func.count(contacts.c.handle_time), func.avg(contacts.c.handle_time))
            .where(contacts.c.handle_time.is_not(None), contacts.c.happened_at >= since)
            .group_by(contacts.c.channel_id)
        )
        return {row[0]: (row[1], float(row[2]) / 1000) for row in self._connection.execute(found)}

    def handle_times_by_week(self, *, until: datetime, weeks: int) -> dict[int, dict[int, tuple[int, float]]]:
        """Return, by channel and how many whole weeks before `until`, how many have a handle time, and their mean."""
        end, week = round(until.timestamp() * 1_000_000), 7 * 86_400 * 1_000_000
        ago = (end - microseconds(self._connection, contacts.c.happened_at)) // week
        found = (
            select(contacts.c.channel_id, ago, func.count(contacts.c.handle_time), func.avg(contacts.c.handle_time))
            .where(
                contacts.c.handle_time.is_not(None),
                contacts.c.happened_at > until - timedelta(weeks=weeks),
                contacts.c.happened_at <= until,
            )
            .group_by(contacts.c.channel_id, ago)
        )
        weekly: dict[int, dict[int, tuple[int, float]]] = {}
        for channel_id, back, count, mean in self._connection.execute(found):
            weekly.setdefault(channel_id, {})[int(back)] = (count, float(mean) / 1000)
        return weekly

    def missed(self, *, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
        """Return, by channel, how many inbound contacts were offered and how many of them missed."""
        found = (
            select(contacts.c.channel_id, contacts.c.result, func.count())
            .where(
                contacts.c.direction == Direction.IN, contacts.c.happened_at >= since, contacts.c.happened_at < until
            )
            .group_by(contacts.c.channel_id, contacts.c.result)
        )
        totals: dict[int, tuple[int, int]] = {}
        for channel_id, result, count in self._connection.execute(found):
            offered, missed = totals.get(channel_id, (0, 0))
            totals[channel_id] = (offered + count, missed + (count if result is Result.MISSED else 0))
        return totals
