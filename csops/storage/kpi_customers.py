"""What figures ask of customers: who was active when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, exists, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.customers import Stage
from csops.storage.care import purchases
from csops.storage.contacts import contacts
from csops.storage.customers import customers


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How many customers were active at the start of a period, at its end, and at both."""

    at_start: int
    at_end: int
    at_both: int

    @property
    def lost(self) -> int:
        """How many were active at the start and not at the end."""
        return self.at_start - self.at_both

    @property
    def new(self) -> int:
        """How many were active at the end and not at the start: new ones, and those who were won back."""
        return self.at_end - self.at_both


def records_purchases(connection: Connection, *, until: date) -> bool:
    """Return whether purchases are recorded at all before a day: then they tell who is a customer."""
    return connection.execute(select(purchases.c.id).where(purchases.c.day < until).limit(1)).first() is not None


def activity(
    connection: Connection, *, start: datetime, end: datetime, days: tuple[date, date] | None, within: int
) -> Activity:
    """Return how many customers were active.

    Args:
        connection: where to ask.
        start: the moment at which the period begins.
        end: the one at which it ends.
        days: the first day, and the day after the last one, where purchases are recorded; else contacts tell.
        within: who bought (was in touch) within so many days, and was not marked as lost after it, is active.
    """
    began, ended = (active(at, None if days is None else days[place], within) for place, at in ((0, start), (1, end)))
    asked = select(
        func.count().filter(began), func.count().filter(ended), func.count().filter(and_(began, ended))
    ).select_from(customers)
    row = connection.execute(asked).one()
    return Activity(at_start=row[0], at_end=row[1], at_both=row[2])


def active(at: datetime, day: date | None, within: int) -> ColumnElement[bool]:
    """Return the condition that a customer is active at a moment, which is that at which `day` begins."""
    lost = customers.c.lost_at
    if day is not None:
        bought = exists().where(
            purchases.c.customer_id == customers.c.id,
            purchases.c.day < day,
            purchases.c.day >= day - timedelta(days=within),
            purchases.c.amount.not_like("-%"),
        )
        return and_(bought, or_(lost.is_(None), lost >= at))
    came = exists().where(
        contacts.c.customer_id == customers.c.id,
        contacts.c.happened_at < at,
        contacts.c.happened_at >= at - timedelta(days=within),
    )
    return and_(came, customers.c.stage != Stage.PROSPECT, or_(lost.is_(None), lost >= at))


def number_of_customers(connection: Connection) -> int:
    """Return how many customers there are."""
    return int(connection.execute(select(func.count()).select_from(customers)).scalar_one())
