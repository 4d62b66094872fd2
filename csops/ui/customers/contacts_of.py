"""All contacts with one customer, over all their cases, the newest first."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.contacts import Direction, Result
from csops.domain.lines import ContactLine
from csops.domain.questions import Question
from csops.services.contact_pages import ContactPages
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_view import DataTable
from csops.ui.kit.theme import Themes


def tr(text: str) -> str:
    """Translate a text about the contacts of a customer."""
    return QCoreApplication.translate("ContactsOfCustomer", text)


class ContactsOf(QWidget):
    """The timeline of a customer: pages from the database, however many there are.

    Signals:
        opened(int): the case with this id shall be shown.
    """

    opened = Signal(int)

    def __init__(self, desk: Desk, *, letters: bool) -> None:
        super().__init__()
        self._desk = desk
        self.model = PagedTableModel(_columns(desk), desk.tasks, self)
        self.view = DataTable(desk.themes, self.model, name=self.tr("Contacts with this customer"))
        self.view.single_keys = letters
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(no_contacts(desk.themes))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self.view.opened.connect(lambda line: self.opened.emit(line.case_id))
        self.view.opened_beside.connect(lambda line: self.opened.emit(line.case_id))
        self.model.counted.connect(lambda total: self._stack.setCurrentIndex(0 if total else 1))

    def show_customer(self, customer_id: int) -> None:
        """Show the contacts of a customer."""
        self._pages = ContactPages(self._desk.workspace, question=Question(customer_id=customer_id))
        self.model.show(fetch=self._pages.page, count=self._pages.count)

    def refresh(self) -> None:
        """Read again; the current row stays."""
        self._pages.forget()
        self.model.refresh()


def no_contacts(themes: Themes) -> EmptyState:
    """Return what stands there until the first contact."""
    return EmptyState(
        themes,
        icon="messages-square",
        title=tr("No contacts yet"),
        why=tr("Calls, e-mails and visits of this customer appear here, from all their cases"),
    )


def _columns(desk: Desk) -> list[Column]:
    themes, formats = desk.themes, Formats(zone=ZoneInfo(desk.team.shop.zone))

    def channel_look(line: ContactLine) -> CellLook:
        look = themes.current.channel(line.channel_key)
        return CellLook(colour="text.secondary", icon=look.icon, icon_colour=look.token)

    def started(line: ContactLine) -> object:
        local = line.happened_at.astimezone(formats.zone).replace(tzinfo=None)
        return local if line.time_known else local.date()

    def moment(value: Any) -> str:
        day = value.date() if isinstance(value, datetime) else value
        words = formats.day(day, year=day.year != desk.workspace.now().astimezone(formats.zone).year)
        return f"{words} {formats.time(value.replace(tzinfo=formats.zone))}" if isinstance(value, datetime) else words

    return [
        Column(
            key="happened_at",
            title=tr("Started"),
            value=started,
            text=moment,
            look=lambda _line: QUIET,
            width=150,
            pinned=True,
        ),
        Column(key="channel", title=tr("Channel"), value=lambda line: line.channel, look=channel_look, width=92),
        Column(
            key="title",
            title=tr("Case"),
            value=lambda line: line.title or None,
            look=lambda _line: CellLook(strong=True),
            width=150,
        ),
        Column(
            key="text",
            title=tr("What happened"),
            value=lambda line: " ".join(line.text.split()) or None,
            width=150,
            grows=True,
            sortable=False,
        ),
        *_how_it_went(),
    ]


def _how_it_went() -> list[Column]:
    return [
        Column(
            key="direction",
            title=tr("Direction"),
            value=lambda line: line.direction,
            text=lambda direction: tr("Incoming") if direction is Direction.IN else tr("Outgoing"),
            look=lambda _line: QUIET,
            width=88,
        ),
        Column(
            key="result",
            title=tr("Result"),
            value=lambda line: line.result,
            text=_result_words,
            look=lambda line: CellLook(colour="danger.text") if line.result is Result.MISSED else QUIET,
            width=88,
        ),
        Column(
            key="member",
            title=tr("Handled by"),
            value=lambda line: line.member or None,
            text=lambda name: str(name).split(maxsplit=1)[0],
            look=lambda line: CellLook(colour="text.secondary", avatar=line.member),
            width=100,
        ),
        Column(
            key="case_id",
            title=tr("Case number"),
            value=lambda line: line.case_id,
            look=lambda _line: QUIET,
            align=Align.TRAILING,
            width=100,
            hidden=True,
        ),
    ]


def _result_words(result: Result) -> str:
    return {
        Result.RESOLVED: tr("Resolved"),
        Result.FOLLOW_UP: tr("Follow-up"),
        Result.PASSED: tr("Passed on"),
        Result.MISSED: tr("Missed"),
        Result.OPEN: tr("Open"),
    }[result]
