"""What figures ask of customers: who was active when, and by which channel they first came."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Float, and_, cast, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.contacts import Direction
from csops.domain.customers import Stage
from csops.domain.kpi_figures import By
from csops.storage.care import purchases
from csops.storage.contacts import contacts
from csops.storage.customers import customers
from csops.storage.kpi_wanted import Condition, Wanted, ids

_C, _P = contacts.c, purchases.c
_DAY = timedelta(days=1)
CAME = and_(_C.direction == Direction.IN, _C.automatic.is_(False))
"""What a customer does: neither what we write to them nor what a machine sends in their name."""

_FIRST_CHANNEL = (
    select(_C.channel_id)
    .where(_C.customer_id == customers.c.id, CAME)
    .order_by(_C.happened_at, _C.id)
    .limit(1)
    .correlate(customers)
    .scalar_subquery()
)
OF = {By.CHANNEL: _FIRST_CHANNEL}
"""By what customers are split: the channel on which they first got in touch."""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How many customers were active at the start of a period, at its end, and at both."""

    at_start: int = 0
    at_end: int = 0
    at_both: int = 0

    @property
    def lost(self) -> int:
        """How many were active at the start and not at the end."""
        return self.at_start - self.at_both

    @property
    def new(self) -> int:
        """How many were active at the end and not at the start: new ones, and those who were won back."""
        return self.at_end - self.at_both


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A period as activity counts it.

    Attributes:
        start: the moment at which it begins.
        end: the one at which it ends.
        days: the first day, and the day after the last one, where purchases are recorded; else contacts tell.
        within: who bought (got in touch) within so many days before a moment is active at it, unless marked as lost
            before it: the mark holds until it is taken away.
    """

    start: datetime
    end: datetime
    days: tuple[date, date] | None
    within: int

    @property
    def began(self) -> Condition:
        """The condition that a customer was active at the start."""
        return _active(self.start, None if self.days is None else self.days[0], self.within)

    @property
    def ended(self) -> Condition:
        """The condition that a customer was active at the end."""
        return _active(self.end, None if self.days is None else self.days[1], self.within)


def stretch_of(
    connection: Connection, *, since: datetime, until: datetime, now: datetime, first: date, last: date, within: int
) -> Stretch:
    """Return a period until now; `first` and `last` are its days."""
    has_purchases = records_purchases(connection, until=last + _DAY)
    return Stretch(
        start=since,
        end=max(min(until, now), since),
        days=(first, max(last + _DAY, first)) if has_purchases else None,
        within=within,
    )


def records_purchases(connection: Connection, *, until: date) -> bool:
    """Return whether purchases are recorded at all before a day: then they tell who is a customer."""
    return connection.execute(select(_P.id).where(_P.day < until).limit(1)).first() is not None


def activity(connection: Connection, stretch: Stretch, *, by: By | None = None) -> dict[int | None, Activity]:
    """Return how many customers were active, whole under None, or by the channel on which they first came."""
    columns = [stretch.began.label("began"), stretch.ended.label("ended")]
    if by is not None:
        columns.append(OF[by].label("key"))
    each = select(*columns).select_from(customers).subquery().c
    sums = [func.count().filter(one) for one in (each.began, each.ended, and_(each.began, each.ended))]
    asked = select(*sums) if by is None else select(*sums, each.key).group_by(each.key)
    return {
        None if by is None else row[3]: Activity(at_start=row[0], at_end=row[1], at_both=row[2])
        for row in connection.execute(asked)
    }


def _active(at: datetime, day: date | None, within: int) -> ColumnElement[bool]:
    """Return the condition that a customer is active at a moment, which is that at which `day` begins."""
    lost = or_(customers.c.lost_at.is_(None), customers.c.lost_at >= at)
    if day is not None:
        bought = exists().where(
            _P.customer_id == customers.c.id,
            _P.day < day,
            _P.day >= day - timedelta(days=within),
            _P.amount.not_like("-%"),
        )
        return and_(bought, lost)
    came = exists().where(
        _C.customer_id == customers.c.id, CAME, _C.happened_at < at, _C.happened_at >= at - timedelta(days=within)
    )
    return and_(came, customers.c.stage != Stage.PROSPECT, lost)


def number_of_customers(connection: Connection, *, by: By | None = None) -> dict[int | None, int]:
    """Return how many customers there are, whole under None, or by the channel on which they first came."""
    if by is None:
        return {None: int(connection.execute(select(func.count()).select_from(customers)).scalar_one())}
    each = select(OF[by].label("key")).select_from(customers).subquery().c
    return {row[0]: row[1] for row in connection.execute(select(each.key, func.count()).group_by(each.key))}


def first_channels(connection: Connection) -> dict[int, int | None]:
    """Return the channel on which each customer with purchases first got in touch."""
    bought = select(_P.customer_id)
    asked = select(customers.c.id, _FIRST_CHANNEL).where(customers.c.id.in_(bought))
    return {row[0]: row[1] for row in connection.execute(asked)}


def customers_behind(connection: Connection, wanted: Wanted) -> list[int]:
    """Return the customers behind churn, retention or lifetime value, those who came last first."""
    zone = wanted.calendar.tz
    last = min(wanted.last_day, wanted.now.astimezone(zone).date())
    if wanted.key == "customer_lifetime_value":
        bought = cast(_P.amount, Float) >= 0
        chosen: Condition = exists().where(_P.customer_id == customers.c.id, bought, _P.day <= last)
    else:
        stretch = stretch_of(
            connection, since=wanted.span.since, until=wanted.span.until, now=wanted.now, last=last,
            first=wanted.span.since.astimezone(zone).date(), within=wanted.lost_days,
        )  # fmt: skip
        began, ended = stretch.began, stretch.ended
        parts = {"lost": and_(began, ~ended), "active_at_end": ended, "new": and_(~began, ended)}
        chosen = parts.get(wanted.part, began)
    asked = select(customers.c.id).where(chosen, wanted.whose(OF))
    return ids(connection, asked.order_by(customers.c.id.desc()).limit(wanted.most))
