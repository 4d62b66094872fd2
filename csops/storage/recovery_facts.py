"""When customers were active after a moment: purchases where they are recorded, else further cases."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, func, select

from csops.domain.recovery_outcomes import Since
from csops.storage.care import purchases, recoveries
from csops.storage.contacts import cases
from csops.storage.customers import customers
from csops.storage.team import topics

_C, _P = cases.c, purchases.c
_MANY = 500


def activity_after(connection: Connection, since: Mapping[int, datetime]) -> dict[int, Since]:
    """Return for each customer what they did after their moment: the first purchase or further case is enough."""
    found: dict[int, Since] = {}
    wanted = list(since)
    for start in range(0, len(wanted), _MANY):
        some = wanted[start : start + _MANY]
        bought: dict[int, list[date]] = {one: [] for one in some}
        for customer_id, day in connection.execute(
            select(_P.customer_id, _P.day).where(_P.customer_id.in_(some)).order_by(_P.day)
        ):
            bought[customer_id].append(day)
        opened: dict[int, list[datetime]] = {one: [] for one in some}
        for customer_id, at in connection.execute(
            select(_C.customer_id, _C.opened_at).where(_C.customer_id.in_(some)).order_by(_C.opened_at)
        ):
            opened[customer_id].append(at)
        lost: dict[int, Any] = {
            row.id: row.lost_at
            for row in connection.execute(select(customers.c.id, customers.c.lost_at).where(customers.c.id.in_(some)))
        }
        for one in some:
            days = [datetime.combine(day, time(12), tzinfo=UTC) for day in bought[one]]
            active = tuple(at for at in (days or opened[one]) if at > since[one])[:1]
            found[one] = Since(since=since[one], active=active, lost_at=lost.get(one))
    return found


def without_complaint(connection: Connection, since: datetime, until: datetime) -> dict[int, datetime]:
    """Return the customers who turned to us between two moments and never complained, with when they first did.

    A complaint is a case that became a recovery, or one of a topic that usually does.
    """
    complained = (
        select(_C.customer_id)
        .outerjoin(recoveries, recoveries.c.case_id == _C.id)
        .outerjoin(topics, topics.c.id == _C.topic_id)
        .where(_C.customer_id.is_not(None), recoveries.c.id.is_not(None) | topics.c.recovery)
    )
    first = (
        select(_C.customer_id, func.min(_C.opened_at))
        .where(_C.opened_at >= since, _C.opened_at < until, _C.customer_id.is_not(None))
        .where(_C.customer_id.not_in(complained))
        .group_by(_C.customer_id)
    )
    return {row[0]: row[1] for row in connection.execute(first)}
