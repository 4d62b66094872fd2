"""The contact log as a table of a report: a row per contact, read page by page, however many there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Self
from zoneinfo import ZoneInfo

from csops.domain.cases import Cause, Confirmation, State
from csops.domain.contacts import Direction, Result
from csops.domain.customers import Consent, Stage
from csops.domain.lines import LogLine, Order
from csops.domain.log_details import NO_DETAILS, NO_MATTER, CaseMatter, CustomerDetails
from csops.domain.questions import Question
from csops.domain.reports import NUMBER_IN_CSOPS, Cell, Column, ColumnKind, Row, StreamedTable, Table, column_place
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

COLUMNS = (
    Column(key="happened", title="Date and time", kind=ColumnKind.DATETIME),
    Column(key="time_known", title="Time of day", width=12),
    Column(key="channel", title="Channel", width=12),
    Column(key="direction", title="Direction", width=10),
    Column(key="customer", title="Customer", width=24),
    Column(key="topic", title="Topic", width=20),
    Column(key="title", title="Case", width=34),
    Column(key="text", title="What happened", width=60),
    Column(key="result", title="Result", width=12),
    Column(key="state", title="Status of the case", width=16),
    Column(key="owner", title="Owner", width=18),
    Column(key="member", title="Handled by", width=18),
    Column(key="handle_time", title="Handle time", kind=ColumnKind.DURATION),
    Column(key="answered_after", title="Answered after", kind=ColumnKind.DURATION),
    Column(key="first_response", title="First response, elapsed", kind=ColumnKind.DURATION),
    Column(key="resolution_time", title="Resolution time, elapsed", kind=ColumnKind.DURATION),
    Column(key="case_id", title="Case number", kind=ColumnKind.INTEGER),
    Column(key="opened", title="Case opened", kind=ColumnKind.DATETIME),
    Column(key="entered", title="Entered", kind=ColumnKind.DATETIME),
    Column(key="zone", title="Time zone", width=26),
    Column(key="id", title=NUMBER_IN_CSOPS, kind=ColumnKind.INTEGER),
    Column(key="number", title="Number in its file", width=16),
    # What only an import of this log needs, to bring customers and cases back as they were.
    Column(key="customer_id", title="Customer number", kind=ColumnKind.INTEGER),
    Column(key="known_by", title="Customer is known by", width=16),
    Column(key="phones", title="Phones", width=18),
    Column(key="emails", title="E-mails", width=24),
    Column(key="note", title="Note about the customer", width=24),
    Column(key="since", title="Customer since", kind=ColumnKind.DATETIME),
    Column(key="stage", title="Stage of the customer", width=12),
    Column(key="customer_number", title="Customer in its file", width=16),
    Column(key="case_topic", title="Topic of the case", width=20),
    Column(key="case_channel", title="Channel of the case", width=12),
    Column(key="first_resolution", title="First resolved, elapsed", kind=ColumnKind.DURATION),
    Column(key="reopened", title="Times reopened", kind=ColumnKind.INTEGER),
    Column(key="hold_time", title="On hold", kind=ColumnKind.DURATION),
    Column(key="after_time", title="After-contact work", kind=ColumnKind.DURATION),
    Column(key="automatic", title="Written by", width=12),
    Column(key="stated", title="What the customer said", width=30),
    Column(key="matter", title="What it really was", width=30),
    Column(key="cause", title="Cause", width=12),
    Column(key="department", title="Department", width=16),
    Column(key="cause_note", title="How it came about", width=30),
    Column(key="confirmed", title="Customer confirmed", width=16),
    Column(key="firm", title="Firm", width=20),
    Column(key="firm_id", title="Customer number of the firm", kind=ColumnKind.INTEGER),
    Column(key="is_firm", title="Person or firm", width=12),
    Column(key="segment", title="Segment", width=16),
    Column(key="birthday", title="Birthday", width=12),
    Column(key="preferred_channel", title="Preferred channel", width=16),
    Column(key="motive", title="Why they buy", width=20),
    Column(key="referred_by", title="Referred by", width=20),
    Column(key="referred_id", title="Customer number of who referred them", kind=ColumnKind.INTEGER),
    Column(key="consent", title="Consent", width=12),
    Column(key="consent_at", title="Consent, said on", kind=ColumnKind.DATETIME),
    Column(key="consent_note", title="Consent, how", width=20),
    Column(key="lost", title="Marked as lost", kind=ColumnKind.DATETIME),
    Column(key="fields", title="Own fields", width=30),
)
_ON_PAPER = ("happened", "channel", "customer", "topic", "title", "result", "member", "handle_time")
_PAPER_ROWS = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUARTER = timedelta(minutes=15)
_QUARTER_US = _QUARTER // timedelta(microseconds=1)
_DIRECTIONS = {Direction.IN.value: "In", Direction.OUT.value: "Out"}
_RESULTS = {
    Result.RESOLVED.value: "Resolved",
    Result.FOLLOW_UP.value: "Follow-up",
    Result.PASSED.value: "Passed on",
    Result.MISSED.value: "Missed",
    Result.OPEN.value: "Open",
}
_STATES = {
    State.NEW.value: "New",
    State.OPEN.value: "Open",
    State.WAITING_FOR_CUSTOMER.value: "Waiting for customer",
    State.WAITING_FOR_THIRD_PARTY.value: "Waiting for third party",
    State.RESOLVED.value: "Resolved",
    State.CLOSED.value: "Closed",
}
_KNOWN_BY = {"name": "Name", "phone": "Phone", "email": "E-mail", "note": "Note"}
CAUSES = {
    Cause.PRODUCT.value: "Product",
    Cause.PROCESS.value: "Process",
    Cause.POLICY.value: "Policy",
    Cause.PEOPLE.value: "People",
}
CONFIRMATIONS = {
    Confirmation.CONFIRMED.value: "Confirmed",
    Confirmation.NO_ANSWER.value: "No answer",
    Confirmation.NOT_ASKED.value: "Not asked",
}
CONSENTS = {Consent.GIVEN.value: "Given", Consent.REFUSED.value: "Refused", Consent.WITHDRAWN.value: "Withdrawn"}
A_MACHINE, A_FIRM = "A machine", "Firm"
_NO_MATTER: Row = (None,) * 6
_NO_DETAILS: Row = (None,) * 14
_MOST_KEPT = 50_000
STAGES = {Stage.PROSPECT.value: "Prospect", Stage.BUYER.value: "Buyer"}


def contact_log(
    workspace: Workspace, *, question: Question, order: Order = (), title: str = "Contact log", note: str = ""
) -> StreamedTable:
    """Return the contacts that fit as a table that reads itself when it is written.

    Args:
        workspace: whose contacts.
        question: which of them.
        order: as a table is sorted; the newest first without one.
        title: what stands over the table.
        note: what it counts.
    """
    with workspace.read() as work:
        count = work.contacts.count(question)

    def read() -> Iterator[Row]:
        with workspace.read() as work:
            rows = _Rows(_Names.of(work), zone=workspace.shop().zone)
            yield from map(rows.of, work.contacts.log_lines(question, order=order))

    return StreamedTable(key="contacts", title=title, columns=COLUMNS, read=read, count=count, note=note)


def on_paper(log: StreamedTable) -> Table:
    """Return what fits on paper of the log: the columns that one reads, and no more rows than one reads."""
    places = [column_place(log.columns, key) for key in _ON_PAPER]
    rows = tuple(tuple(row[place] for place in places) for row in islice(log.read(), _PAPER_ROWS))
    cut = f"; the first {_PAPER_ROWS} of {log.count}, the workbook holds all" if (log.count or 0) > _PAPER_ROWS else ""
    columns = tuple(log.columns[place] for place in places)
    return Table(key=log.key, title=log.title, columns=columns, rows=rows, note=f"{log.note}{cut}")


@dataclass(frozen=True, kw_only=True)
class _Names:
    """What channels, topics and members are called, by id."""

    channels: Mapping[int | None, str]
    topics: Mapping[int | None, str]
    members: Mapping[int | None, str]

    @classmethod
    def of(cls, work: Work) -> Self:
        """Read them."""
        return cls(
            channels={channel.id: channel.name for channel in work.channels.all()},
            topics={topic.id: topic.name for topic in work.topics.all()},
            members={member.id: member.name for member in work.members.all()},
        )


class _Rows:
    """Turns lines into rows of the log."""

    def __init__(self, names: _Names, *, zone: str) -> None:
        self._names = names
        self._clock = _Clock(zone)
        self._told: dict[int | None, Row] = {}

    def of(self, line: LogLine) -> Row:
        """One row."""
        names, local = self._names, self._clock.local
        return (
            local(line.happened_us),
            "Known" if line.time_known else "Not known",
            names.channels[line.channel_id],
            _DIRECTIONS[line.direction],
            line.customer or None,
            names.topics.get(line.topic_id),
            line.title,
            line.text or None,
            _RESULTS[line.result],
            _STATES[line.state],
            names.members.get(line.owner_id),
            names.members.get(line.member_id),
            None if line.handle_ms is None else timedelta(milliseconds=line.handle_ms),
            None if line.answered_after_ms is None else timedelta(milliseconds=line.answered_after_ms),
            None if line.first_response_us is None else timedelta(microseconds=line.first_response_us),
            None if line.resolution_us is None else timedelta(microseconds=line.resolution_us),
            line.case_id,
            local(line.opened_us),
            local(line.entered_us),
            self._clock.zone(line.happened_us),
            line.id,
            line.number,
            line.customer_id,
            _KNOWN_BY.get(line.known_by),
            line.phones or None,
            line.emails or None,
            line.note or None,
            None if line.since_us is None else local(line.since_us),
            None if line.stage is None else STAGES[line.stage],
            line.customer_number,
            names.topics.get(line.case_topic_id),
            names.channels.get(line.case_channel_id),
            None if line.first_resolution_us is None else timedelta(microseconds=line.first_resolution_us),
            line.reopened,
            None if line.hold_ms is None else timedelta(milliseconds=line.hold_ms),
            None if line.after_ms is None else timedelta(milliseconds=line.after_ms),
            A_MACHINE if line.automatic else None,
            *(_NO_MATTER if line.matter is NO_MATTER else _matter(line.matter)),
            *(_NO_DETAILS if line.details is NO_DETAILS else self._details(line.customer_id, line.details)),
        )

    def _details(self, customer_id: int | None, details: CustomerDetails) -> Row:
        """What is known of the customer, once for all their contacts."""
        told = self._told.get(customer_id)
        if told is None:
            if len(self._told) > _MOST_KEPT:
                self._told.clear()
            said, lost = details.consent_us, details.lost_us
            told = self._told[customer_id] = detailed(
                details,
                channels=self._names.channels,
                consent_at=None if said is None else self._clock.local(said),
                lost=None if lost is None else self._clock.local(lost),
            )
        return told


def _matter(told: CaseMatter) -> Row:
    return (
        told.stated or None,
        told.matter or None,
        CAUSES.get(told.cause or ""),
        told.department or None,
        told.cause_note or None,
        CONFIRMATIONS.get(told.confirmed or ""),
    )


def detailed(
    told: CustomerDetails, *, channels: Mapping[int | None, str], consent_at: datetime | None, lost: datetime | None
) -> tuple[Cell, ...]:
    """Return the cells of what is known of a customer, from *Firm* to *Own fields*, moments by the shop's clock."""
    return (
        told.firm or None,
        told.firm_id,
        A_FIRM if told.is_firm else None,
        told.segment or None,
        told.birthday or None,
        channels.get(told.channel_id),
        told.motive or None,
        told.referred_by or None,
        told.referred_id,
        CONSENTS.get(told.consent),
        consent_at,
        told.consent_note or None,
        lost,
        told.fields or None,
    )


class _Clock:
    """Turns microseconds since 1970 into the clock of a zone, without a zone: so reports hold times.

    Clocks are put forward and back at a quarter of an hour (since 1970, but for Liberia in 1972): what holds at its
    begin holds for all of it, and is asked for once.
    """

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._begin = lru_cache(maxsize=4096)(self._begin_of)

    def _begin_of(self, quarter: int) -> tuple[datetime, str]:
        there = (_EPOCH + quarter * _QUARTER).astimezone(self._zone)
        return there.replace(tzinfo=None), f"{self._zone.key} UTC{there.isoformat()[19:25]}"

    def local(self, moment_us: int) -> datetime:
        """What the clock showed."""
        quarter, rest_us = divmod(moment_us, _QUARTER_US)
        return self._begin(quarter)[0] + timedelta(microseconds=rest_us)

    def zone(self, moment_us: int) -> str:
        """The zone and what it is ahead of UTC: tells the two hours apart that a clock put back shows alike."""
        return self._begin(moment_us // _QUARTER_US)[1]
