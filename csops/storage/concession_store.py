"""The questions asked of concessions: what counts in a month, what waits."""

from datetime import datetime

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from csops.domain.changes import Change, Kind
from csops.domain.concessions import Concession, ConcessionState
from csops.storage.care import concessions
from csops.storage.contacts import cases
from csops.storage.store import Store

_C = concessions.c


class ConcessionStore(Store[Concession]):
    """Concessions, and the questions asked of them."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=concessions, record=Concession, kind=Kind.CONCESSION, changes=changes)

    def counting(self, since: datetime, until: datetime, *, with_uncounted: bool) -> list[Concession]:
        """Return what was agreed and counts between two moments, the oldest first.

        `with_uncounted` adds what was agreed and has not been sent or done yet: it will count once it is.
        """
        within: ColumnElement[bool] = (_C.counted_at >= since) & (_C.counted_at < until)
        if with_uncounted:
            within = or_(within, _C.counted_at.is_(None))
        return self._those(_C.state == ConcessionState.AGREED, within)

    def agreed_to(self, customer_id: int, *, since: datetime) -> list[Concession]:
        """Return what was agreed for a customer since then, also before anybody knew whose the case was."""
        on_theirs = _C.case_id.in_(select(cases.c.id).where(cases.c.customer_id == customer_id))
        theirs = or_(_C.customer_id == customer_id, and_(_C.customer_id.is_(None), on_theirs))
        return self._those(_C.state == ConcessionState.AGREED, theirs, _C.decided_at >= since)

    def _those(self, *conditions: ColumnElement[bool]) -> list[Concession]:
        found = select(concessions).where(*conditions).order_by(_C.given_at, _C.id)
        return [self._from_row(row) for row in self._connection.execute(found)]
