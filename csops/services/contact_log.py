"""The contact log as a table of a report: a row per contact, read page by page, however many there are."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from csops.domain.cases import State
from csops.domain.contacts import Direction, Result
from csops.domain.lines import ContactLine, Order
from csops.domain.questions import Question
from csops.domain.reports import Column, ColumnKind, Row, StreamedTable, Table, column_place
from csops.services.workspace import Workspace
from csops.storage.contact_store import ContactStore

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
    Column(key="entered", title="Entered", kind=ColumnKind.DATETIME),
    Column(key="number", title="Number in its file", width=16),
)
_ON_PAPER = ("happened", "channel", "customer", "topic", "title", "result", "member", "handle_time")
_PAPER_ROWS = 200
_PAGE = 2_000
_BY_TIME = "happened_at"
_DIRECTIONS = {Direction.IN: "In", Direction.OUT: "Out"}
_RESULTS = {
    Result.RESOLVED: "Resolved",
    Result.FOLLOW_UP: "Follow-up",
    Result.PASSED: "Passed on",
    Result.MISSED: "Missed",
    Result.OPEN: "Open",
}
_STATES = {
    State.NEW: "New",
    State.OPEN: "Open",
    State.WAITING_FOR_CUSTOMER: "Waiting for customer",
    State.WAITING_FOR_THIRD_PARTY: "Waiting for third party",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
}


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
    zone = ZoneInfo(workspace.shop().zone)

    def read() -> Iterator[Row]:
        with workspace.read() as work:
            for page in pages(work.contacts, question=question, order=order or ((_BY_TIME, True),)):
                yield from (_row(line, zone) for line in page)

    return StreamedTable(key="contacts", title=title, columns=COLUMNS, read=read, count=count, note=note)


def on_paper(log: StreamedTable) -> Table:
    """Return what fits on paper of the log: the columns that one reads, and no more rows than one reads."""
    places = [column_place(log.columns, key) for key in _ON_PAPER]
    rows = tuple(tuple(row[place] for place in places) for row in islice(log.read(), _PAPER_ROWS))
    cut = f"; the first {_PAPER_ROWS} of {log.count}, the workbook holds all" if (log.count or 0) > _PAPER_ROWS else ""
    columns = tuple(log.columns[place] for place in places)
    return Table(key=log.key, title=log.title, columns=columns, rows=rows, note=f"{log.note}{cut}")


def pages(store: ContactStore, *, question: Question, order: Order) -> Iterator[Sequence[ContactLine]]:
    """Yield everything that fits, in order, page by page.

    It is sorted once, for the ids alone; an offset from the start would sort all of it again for each page.
    """
    ids = array("q", store.ids(question, order=order))
    for start in range(0, len(ids), _PAGE):
        yield store.lines_of(ids[start : start + _PAGE])


def _row(line: ContactLine, zone: ZoneInfo) -> Row:
    return (
        line.happened_at.astimezone(zone).replace(tzinfo=None),
        "Known" if line.time_known else "Not known",
        line.channel,
        _DIRECTIONS[line.direction],
        line.customer or None,
        line.topic or None,
        line.title,
        line.text or None,
        _RESULTS[line.result],
        _STATES[line.state],
        line.owner or None,
        line.member or None,
        line.handle_time,
        line.answered_after,
        line.first_response,
        line.resolution_time,
        line.case_id,
        line.entered_at.astimezone(zone).replace(tzinfo=None),
        line.number,
    )
