"""What a customer bought: a table with what it adds up to, entered, changed and taken out here."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.lines import Order
from csops.domain.purchases import Purchase
from csops.services import purchases
from csops.services.customer_words import known_words
from csops.services.purchases import Bought
from csops.ui.customers.purchase_form import PurchaseForm
from csops.ui.customers.section import Section
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.facts import Facts
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column
from csops.ui.kit.table_model import PagedTableModel
from csops.ui.kit.table_view import DataTable


class PurchasesSection(Section):
    """Purchases, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._found: Bought | None = None
        self._motives: tuple[str, ...] = ()
        themes = desk.themes
        self.facts = Facts(themes, (tr("Spent"), tr("In a year"), tr("Buys since"), tr("A customer is worth")))
        self.worth = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.model = PagedTableModel(_columns(self._formats, lambda: self._found), desk.tasks, self)
        self.view = DataTable(themes, self.model, name=self.tr("Purchases"))
        self.add = Button(themes, self.tr("Add purchase"), icon_name="plus")
        self.change = Button(themes, self.tr("Change"), icon_name="pencil")
        self.remove = Button(themes, self.tr("Remove"), icon_name="trash-2", keys="Del")
        self.empty = EmptyState(
            themes,
            icon="banknote",
            title=self.tr("No purchases yet"),
            why=self.tr("What they bought and brought back stands here, and what it adds up to"),
            action=self.tr("Add a purchase"),
            run=self.begin,
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.view)
        self._connect()

    def refresh(self) -> None:
        """Override: read what they bought."""
        workspace, customer_id = self._desk.workspace, self.customer_id

        def read() -> tuple[Bought, tuple[str, ...]]:
            return purchases.bought(workspace, customer_id=customer_id), known_words(workspace).motives

        self._desk.ask(
            read,
            then=partial(self._show, customer_id),
            failed=lambda _error: None,  # the record says that nobody is there any more
            key=("customers.purchases", id(self)),
        )

    def begin(self) -> None:
        """Ask for a new purchase."""
        today = self._desk.today()
        self._open(Purchase(customer_id=self.customer_id, day=today, amount=purchases.NOTHING))

    def edit(self) -> None:
        """Change the purchase under the keys."""
        record = self.view.current_record()
        if isinstance(record, Purchase) and self._may:
            self._open(record)

    def take_out(self) -> None:
        """Take the purchase under the keys out; undo brings it back."""
        record, workspace = self.view.current_record(), self._desk.workspace
        if isinstance(record, Purchase) and self._may:
            self._desk.act(
                lambda: purchases.remove_purchase(workspace, purchase_id=record.id),
                said=Said(text=self.tr("Purchase removed")),
            )

    @property
    def _may(self) -> bool:
        return self._desk.workspace.may(Permission.EDIT)

    def _open(self, purchase: Purchase) -> None:
        found, workspace = self._found, self._desk.workspace
        if found is None or not self._may:
            return
        form = PurchaseForm(
            self._desk, self.window(), purchase=purchase, currency=found.currency, formats=self._formats,
            motives=self._motives,
        )  # fmt: skip
        said = self.tr("Purchase changed") if purchase.id else self.tr("Purchase added")

        def keep(wanted: Purchase) -> None:
            self._desk.act(
                lambda: purchases.save_purchase(workspace, purchase=wanted),
                then=lambda _kept: form.finish(),
                failed=form.explain,
                said=Said(text=said),
            )

        form.save_wanted.connect(keep)
        form.open()

    def _show(self, customer_id: int, answer: tuple[Bought, tuple[str, ...]]) -> None:
        if customer_id != self.customer_id:
            return
        self._found, self._motives = answer
        bought = self._found.purchases

        def fetch(offset: int, limit: int, _order: Order) -> list[Purchase]:
            return list(bought[offset : offset + limit])

        self.view.columns.hide("who", hidden=len(self._found.names) < 2)
        self.model.show(fetch=fetch, count=lambda: len(bought))
        self._say(self._found)
        self._stack.setCurrentIndex(0 if bought else 1)
        self._show_buttons()

    def _say(self, found: Bought) -> None:
        formats, spending, shop = self._formats, found.spending, found.shop
        money = partial(formats.money, currency=found.currency)
        self.facts.say(
            (
                money(sum((one.amount for one in found.purchases), purchases.NOTHING)),
                UNKNOWN if spending is None else money(spending.yearly),
                UNKNOWN if spending is None else formats.day(spending.first, year=True),
                money(shop.value),
            )
        )
        if shop.yearly is None or shop.years is None:
            self.worth.say("")
            return
        said = self.tr("A customer is worth {yearly} a year × {years} years, of {customers} with purchases")
        years = formats.number(shop.years, decimals=1)
        customers = tr("%Ln customers", shop.customers)
        self.worth.say(said.format(yearly=money(shop.yearly), years=years, customers=customers))

    def _show_buttons(self) -> None:
        has_one = isinstance(self.view.current_record(), Purchase)
        self.add.setEnabled(self._may)
        self.change.setEnabled(self._may and has_one)
        self.remove.setEnabled(self._may and has_one)

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin)
        self.change.clicked.connect(self.edit)
        self.remove.clicked.connect(self.take_out)
        self.view.opened.connect(lambda _record: self.edit())
        self.view.current_changed.connect(lambda _record: self._show_buttons())
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.take_out)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        shown = QWidget()
        inner = QVBoxLayout(shown)
        Spacing(themes, inner)
        head = QVBoxLayout()
        Spacing(themes, head, margins=(5, 3, 5, 2), gap=2)
        head.addWidget(self.facts)
        head.addWidget(self.worth)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, gap=2)
        for button in (self.add, self.change, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head.addLayout(buttons)
        inner.addLayout(head)
        inner.addWidget(self.view, 1)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self._stack)


def _columns(formats: Formats, found: Callable[[], Bought | None]) -> list[Column]:
    def currency() -> str:
        there = found()
        return "" if there is None else there.currency

    def who(record: Purchase) -> str | None:
        there = found()
        return None if there is None else there.names.get(record.customer_id)

    def amount_look(record: Purchase) -> CellLook:
        return CellLook(colour="danger.text") if record.amount < 0 else CellLook(strong=True)

    def day(value: Any) -> str:
        return formats.day(value, year=True)

    return [
        Column(key="day", title=tr("Day"), value=lambda one: one.day, text=day, width=110, sortable=False, pinned=True),
        Column(
            key="amount", title=tr("Amount"), value=lambda one: one.amount,
            text=lambda value: formats.money(value, currency()), look=amount_look, align=Align.TRAILING, width=104,
            sortable=False,
        ),
        Column(key="what", title=tr("What"), value=lambda one: one.what or None, width=160, grows=True, sortable=False),
        Column(
            key="motive", title=tr("Why"), value=lambda one: one.motive or None, look=lambda _one: QUIET, width=130,
            sortable=False,
        ),
        Column(
            key="number", title=tr("Order"), value=lambda one: one.number, look=lambda _one: QUIET, width=90,
            sortable=False,
        ),
        Column(key="who", title=tr("Who"), value=who, look=lambda _one: QUIET, width=120, sortable=False),
    ]  # fmt: skip
