"""Choosing with whom a customer is merged: who may be the same stands first, anybody is found by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.customers import Customer
from csops.services import customers
from csops.services.duplicates import duplicates
from csops.ui.customers.merging.words import tr
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role, SearchBox
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing

MOST = 6


@dataclass(frozen=True, kw_only=True)
class _Offered:
    customer: Customer
    contacts: int | None


class PickDialog(Dialog):
    """Asks who the other one is.

    Signals:
        picked(int): the number of the other customer.
    """

    picked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget, *, customer: Customer) -> None:
        title = tr("Merge {name} with").format(name=customer.title)
        super().__init__(desk.themes, parent, title=title, width=1)
        self._desk, self._customer = desk, customer
        self.search = SearchBox(desk.themes, placeholder=tr("Search by name, phone, e-mail"))
        self.said = Text(desk.themes, colour="text.secondary", wrap=True)
        self.rows: list[Button] = []
        self._rows: QWidget | None = None
        self._column = QVBoxLayout()
        Spacing(desk.themes, self._column, gap=1)
        self.body.addWidget(self.search)
        self.body.addWidget(self.said)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self.panel.setMinimumHeight(desk.themes.current.size("listPane"))
        self.search.textChanged.connect(self._ask)
        self.search.returnPressed.connect(self._take_first)
        self.closed.connect(self.deleteLater)
        self._ask("")

    def _ask(self, text: str) -> None:
        workspace, mine = self._desk.workspace, self._customer

        def read() -> list[_Offered]:
            if text.strip():
                found = customers.suggest(workspace, text=text, limit=MOST + 1)
                offered = [_Offered(customer=one.customer, contacts=one.contacts) for one in found]
            else:
                alike = duplicates(
                    workspace, name=mine.name, phones=mine.phones, emails=mine.emails, but=mine.id, most=MOST
                )
                offered = [_Offered(customer=one.customer, contacts=None) for one in alike]
            return [one for one in offered if one.customer.id != mine.id][:MOST]

        self._desk.ask(read, then=partial(self._show, text), key=("customers.merge", id(self)))

    def _show(self, text: str, found: Sequence[_Offered]) -> None:
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.rows = QWidget(), []
        rows = QVBoxLayout(self._rows)
        Spacing(self.themes, rows, gap=1)
        for one in found:
            rows.addWidget(self._row(one))
        self._column.addWidget(self._rows)
        if text.strip():
            self.said.say(tr("Nobody is found by this") if not found else tr("Choose the other record"))
        else:
            nobody = tr("Nobody seems to be the same. Type a name, a phone or an e-mail")
            self.said.say(tr("May be the same person") if found else nobody)
        self.place()

    def _row(self, one: _Offered) -> Button:
        reach = " · ".join((*one.customer.phones, *one.customer.emails))
        words = " · ".join(filter(None, (one.customer.title, "" if reach == one.customer.title else reach)))
        if one.contacts is not None:
            words = f"{words} · {tr('%Ln contacts', one.contacts)}"
        button = Button(self.themes, words, role=Role.GHOST, icon_name="user-round")
        button.clicked.connect(partial(self._take, one.customer.id))
        self.rows.append(button)
        return button

    def _take_first(self) -> None:
        if self.rows:
            self.rows[0].click()

    def _take(self, customer_id: int, _on: bool = False) -> None:
        self.close_layer()
        self.picked.emit(customer_id)
