"""The people of a firm: each with their own counts, and what all come to; a press opens their page."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from csops.domain.access import Permission
from csops.domain.lines import CustomerLine, Order
from csops.services.customer_view import CustomerView, customer_view
from csops.ui.customers.list_columns import customer_columns
from csops.ui.customers.section import Section
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.facts import Facts
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_view import DataTable

_SHOWN = ("name", "phones", "contacts", "open_cases", "spent", "last_contact_at")


class PeopleSection(Section):
    """Who speaks for a firm."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._formats = formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.facts = Facts(
            desk.themes, (tr("People"), tr("Contacts together"), tr("Open together"), tr("Spent together"))
        )
        columns = customer_columns(lambda: formats, desk.workspace.now, currency=lambda: desk.team.shop.currency)
        shown = [column for column in columns if column.key in _SHOWN]
        self.model = PagedTableModel(shown, desk.tasks, self)
        self.view = DataTable(desk.themes, self.model, name=self.tr("People of this firm"))
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        head = QVBoxLayout()
        Spacing(desk.themes, head, margins=(5, 3, 5, 3))
        self.add = Button(desk.themes, self.tr("Add a person"), icon_name="user-round-plus", compact=True)
        self.add.setEnabled(desk.workspace.may(Permission.EDIT))
        self.add.clicked.connect(self._add)
        head.addWidget(self.facts)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nobody())
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
        for opened in (self.view.opened, self.view.opened_beside):
            opened.connect(lambda line: self.wanted.emit("customers", {"customer_id": line.id}))

    def refresh(self) -> None:
        """Override: read who they are."""
        workspace, customer_id = self._desk.workspace, self.customer_id
        self._desk.ask(
            lambda: customer_view(workspace, customer_id=customer_id),
            then=partial(self._show, customer_id),
            failed=lambda _error: None,  # the record says that nobody is there any more
            key=("customers.people", id(self)),
        )

    def _nobody(self) -> EmptyState:
        return EmptyState(
            self._desk.themes,
            icon="users",
            title=self.tr("Nobody speaks for this firm yet"),
            why=self.tr("Add those you speak with; who is a customer already names the firm under “More about them”"),
            action=self.tr("Show all customers"),
            run=lambda: self.wanted.emit("customers", {"text": ""}),
        )

    def _add(self) -> None:
        self.wanted.emit("customers", {"person_of": self.customer_id})

    def _show(self, customer_id: int, view: CustomerView) -> None:
        if customer_id != self.customer_id or view.together is None:
            return
        people, together, formats = view.people, view.together, self._formats

        def fetch(offset: int, limit: int, _order: Order) -> list[CustomerLine]:
            return list(people[offset : offset + limit])

        self.model.show(fetch=fetch, count=lambda: len(people))
        self._stack.setCurrentIndex(0 if people else 1)
        spent = None if together.spending is None else together.spending.total
        self.facts.say(
            (
                formats.number(len(people)),
                formats.number(together.contacts),
                formats.number(together.open_cases),
                formats.money(spent, view.currency),
            )
        )
