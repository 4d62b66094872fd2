"""Contacts as a table with believable rows, for the gallery and for looking at one million of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from csops.ui.kit.controls import Action
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column, Order
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_pane import TablePane
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes

NOON = datetime(2026, 11, 17, 10, 2)  # noqa: DTZ001 - the shop's own time, only shown
PEOPLE = ("Jonas Feld", "Salma Haddad", "Oliver Brandt", "Northgate Courier Co-operative", "Luca Rossetti", "Ines Prat")
TOPICS = ("Refund", "Complaint", "Damage", "Quote", "Delivery", "Repair")
SUMMARIES = ("Refund not received", "Brake noise after repair", "Frame scratched in delivery, photos to come", "Quote")
STATUSES = (("Open", "info"), ("Waiting", "warning"), ("New", "accent"), ("Resolved", "success"), ("Merged", "neutral"))
CHANNELS = (("E-mail", "mail", "email"), ("Phone", "phone", "phone"), ("Chat", "message-circle", "chat"),
            ("Social", "at-sign", "social"), ("Walk-in", "store", "walk_in"))  # fmt: skip
OWNERS = ("Priya Nair", "Tomasz Reyk", "Mara Lindqvist", "Aisha Bello", "Dan Wu")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A contact as a list shows it."""

    id: int
    started: datetime
    response: timedelta | None
    concession: Decimal | None

    @property
    def status(self) -> tuple[str, str]:
        return STATUSES[self.id * 3 // 7 % 5]


def rows(offset: int, limit: int, order: Order) -> list[Row]:
    """Return contacts, newest first."""
    del order
    return [_row(number) for number in range(offset, offset + limit)]


def _row(number: int) -> Row:
    return Row(
        id=number,
        started=NOON - timedelta(minutes=37 * number),
        response=None if number % 9 == 5 else timedelta(minutes=number * 17 % 300),
        concession=Decimal("25.00") if number % 7 == 3 else None,
    )


def _channel_look(row: Row) -> CellLook:
    _, icon, key = CHANNELS[row.id % 5]
    return CellLook(colour="text.secondary", icon=icon, icon_colour=f"channel.{key}")


def _minutes(value: object) -> str:
    assert isinstance(value, timedelta)
    return f"{value // timedelta(hours=1)}:{value // timedelta(minutes=1) % 60:02}"


def _response_look(row: Row) -> CellLook:
    is_late = row.response is not None and row.response > timedelta(hours=4)
    return CellLook(colour="danger.text" if is_late else "text.primary")


def _moment(value: object) -> str:
    assert isinstance(value, datetime)
    return f"{value.day} {value:%b %H:%M}"


COLUMNS = (
    Column(key="started", title="Started", value=lambda r: r.started, text=_moment, look=lambda _r: QUIET, width=112,
           pinned=True),
    Column(key="channel", title="Channel", value=lambda r: CHANNELS[r.id % 5][0], look=_channel_look, width=92),
    Column(key="customer", title="Customer", value=lambda r: PEOPLE[r.id % 6],
           look=lambda _r: CellLook(strong=True), width=164),
    Column(key="topic", title="Topic", value=lambda r: TOPICS[r.id % 6], look=lambda _r: QUIET, width=90),
    Column(key="summary", title="Summary", value=lambda r: SUMMARIES[r.id % 4], width=184, grows=True),
    Column(key="status", title="Status", value=lambda r: r.status[0], look=lambda r: CellLook(pill=r.status[1]),
           width=92),
    Column(key="owner", title="Owner", value=lambda r: OWNERS[r.id % 5].split()[0],
           look=lambda r: CellLook(colour="text.secondary", avatar=OWNERS[r.id % 5]), width=92),
    Column(key="response", title="First response", value=lambda r: r.response, text=_minutes, look=_response_look,
           align=Align.TRAILING, width=110),
    Column(key="concession", title="Concession €", value=lambda r: r.concession, align=Align.TRAILING, width=110),
    Column(key="case", title="Case number", value=lambda r: 1000 + r.id, align=Align.TRAILING, hidden=True),
)  # fmt: skip


def contacts_table(themes: Themes, tasks: Tasks, total: int = 428) -> TablePane:
    """Return the table of picture 03."""
    model = PagedTableModel(COLUMNS, tasks)
    view = DataTable(themes, model, name="Contacts")
    model.setParent(view)
    pane = TablePane(themes, view, actions=[
        Action("Assign", icon_name="user-round-plus", keys="A"),
        Action("Status", icon_name="circle-dot", keys="T"),
        Action("Follow up", icon_name="alarm-clock", keys="F"),
    ])  # fmt: skip
    model.show(fetch=lambda offset, limit, order: rows(offset, min(limit, total - offset), order), count=lambda: total)
    model.set_order((("started", True),))
    pane.totals.show_totals(f"{total:,} contacts", {"response": "0:38 med", "concession": "642.00"})
    return pane
