"""Whom a customer belongs to: the firm for which they speak, who sent them, whom they sent; links to their pages."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.customers import Customer
from csops.services.customer_view import CustomerView
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.spacing import Spacing

MOST_SHOWN = 3


class Ties(QWidget):
    """A row of links; without any it is not there.

    Signals:
        customer_wanted(int): the page of somebody shall be shown.
    """

    customer_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row = QHBoxLayout(self)
        Spacing(desk.themes, self._row, margins=(4, 0, 5, 2), gap=1)
        self._row.addStretch(1)
        self._shown: list[tuple[str, int, str]] = []
        self.links: list[Button] = []
        self.hide()

    def show_view(self, view: CustomerView) -> None:
        """Show the links of a customer."""
        ties = [
            *_tie("building-2", view.firm, tr("Speaks for {name}")),
            *_tie("user-round-plus", view.referred_by, tr("Sent by {name}")),
            *(tie for one in view.referred[:MOST_SHOWN] for tie in _tie("share-2", one, tr("Sent {name}"))),
        ]
        if ties == self._shown:
            return
        self._shown = ties
        for link in self.links:
            self._row.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = [
            Button(self._desk.themes, text, role=Role.LINK, icon_name=icon, compact=True) for icon, _, text in ties
        ]
        for place, (link, (_icon, customer_id, _text)) in enumerate(zip(self.links, ties, strict=True)):
            link.clicked.connect(partial(self._open, customer_id))
            self._row.insertWidget(place, link)
        self.setVisible(bool(ties))

    def _open(self, customer_id: int) -> None:
        self.customer_wanted.emit(customer_id)


def _tie(icon: str, customer: Customer | None, words: str) -> list[tuple[str, int, str]]:
    return [] if customer is None else [(icon, customer.id, words.format(name=customer.title))]
