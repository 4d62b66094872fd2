"""Counts of what cases came from, why they were passed on, and what was asked for, over a period."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from csops.domain.cases import Cause
from csops.domain.escalations import EscalationReason
from csops.domain.promises import RequestState
from csops.storage.care import customer_requests, escalations
from csops.storage.contacts import cases


class CauseCount(NamedTuple):
    """How many cases came from something, in a department; `department` is empty where none is named."""

    cause: Cause
    department: str
    cases: int


class MatterCounts:
    """Counts of cases that were opened, escalations that were made and requests that came from `since` to `until`."""

    def __init__(self, connection: Connection, *, since: datetime, until: datetime) -> None:
        self._connection, self._since, self._until = connection, since, until

    def opened(self) -> int:
        """Return how many cases were opened."""
        opened = cases.c.opened_at >= self._since, cases.c.opened_at < self._until
        return int(self._connection.execute(select(func.count()).select_from(cases).where(*opened)).scalar_one())

    def causes(self) -> list[CauseCount]:
        """Return the causes that were noted on cases of the period, the most frequent first."""
        number = func.count().label("cases")
        found = (
            select(cases.c.cause, cases.c.department, number)
            .where(cases.c.opened_at >= self._since, cases.c.opened_at < self._until, cases.c.cause.is_not(None))
            .group_by(cases.c.cause, cases.c.department)
            .order_by(number.desc(), cases.c.cause, cases.c.department)
        )
        return [CauseCount(*row) for row in self._connection.execute(found)]

    def reasons(self) -> list[tuple[EscalationReason, int, int]]:
        """Return why cases were passed on: reason, how often, and how many cases that were; most frequent first."""
        number = func.count().label("times")
        found = (
            select(escalations.c.reason, number, func.count(func.distinct(escalations.c.case_id)))
            .where(escalations.c.at >= self._since, escalations.c.at < self._until)
            .group_by(escalations.c.reason)
            .order_by(number.desc(), escalations.c.reason)
        )
        return [(row[0], row[1], row[2]) for row in self._connection.execute(found)]

    def requests(self) -> dict[RequestState, int]:
        """Return what became of what was asked for."""
        asked = customer_requests.c.asked_at >= self._since, customer_requests.c.asked_at < self._until
        found = select(customer_requests.c.state, func.count()).where(*asked).group_by(customer_requests.c.state)
        return {row[0]: row[1] for row in self._connection.execute(found)}
