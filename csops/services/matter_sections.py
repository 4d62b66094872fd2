"""The parts of the service report on what cases came from, why they were passed on, and what was asked for."""

from datetime import datetime

from csops.domain.cases import Cause
from csops.domain.escalations import EscalationReason
from csops.domain.promises import RequestState
from csops.domain.reports import Column, ColumnKind, Table
from csops.storage.matter_counts import MatterCounts
from csops.storage.unit_of_work import Work

_CAUSES = {Cause.PRODUCT: "Product", Cause.PROCESS: "Process", Cause.POLICY: "Policy", Cause.PEOPLE: "People"}
_REASONS = {
    EscalationReason.KNOWLEDGE: "Knowledge was missing",
    EscalationReason.AUTHORITY: "Authority was missing",
    EscalationReason.CUSTOMER_ASKED: "The customer asked for it",
    EscalationReason.COMPLAINT: "A complaint about the member",
    EscalationReason.OTHER: "Another reason",
}
_STATES = {RequestState.ACCEPTED: "Accepted", RequestState.DECLINED: "Declined", RequestState.OPEN: "Not decided"}
_SHARE = Column(key="share", title="Share", kind=ColumnKind.SHARE)


def matters(work: Work, *, since: datetime, until: datetime) -> tuple[Table, ...]:
    """Return the tables of a period; what nobody noted has none."""
    counts = MatterCounts(work.connection, since=since, until=until)
    tables = (_causes(counts), _reasons(counts), _requests(counts))
    return tuple(table for table in tables if table.rows)


def _causes(counts: MatterCounts) -> Table:
    found, opened = counts.causes(), counts.opened()
    known = sum(one.cases for one in found)
    return Table(
        key="causes",
        title="What cases came from",
        columns=(
            Column(key="cause", title="Cause"),
            Column(key="department", title="Department"),
            Column(key="cases", title="Cases", kind=ColumnKind.INTEGER),
            _SHARE,
        ),
        rows=tuple((_CAUSES[one.cause], one.department or None, one.cases, one.cases / known) for one in found),
        note=f"Cases opened in the period of which a cause is noted: {known} of {opened}. Share: of these {known}",
    )


def _reasons(counts: MatterCounts) -> Table:
    found = counts.reasons()
    every = sum(times for _reason, times, _cases in found)
    return Table(
        key="passed",
        title="Why cases were passed on",
        columns=(
            Column(key="reason", title="Reason"),
            Column(key="times", title="Times", kind=ColumnKind.INTEGER),
            Column(key="cases", title="Cases", kind=ColumnKind.INTEGER),
            _SHARE,
        ),
        rows=tuple((_REASONS[reason], times, cases, times / every) for reason, times, cases in found),
        note="Passed on in the period; work handed over for an absence is not counted. Share: of the times",
    )


def _requests(counts: MatterCounts) -> Table:
    found = counts.requests()
    every = sum(found.values())
    return Table(
        key="requests",
        title="What customers asked for",
        columns=(
            Column(key="state", title="What became of it"),
            Column(key="requests", title="Requests", kind=ColumnKind.INTEGER),
            _SHARE,
        ),
        rows=tuple((_STATES[state], found[state], found[state] / every) for state in _STATES if state in found),
        note="Asked for in the period",
    )
