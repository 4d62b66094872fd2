"""Deciding on what a colleague wants to give: all of it, less, or not, with the reason."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services import concessions
from csops.services.concession_outlook import Request
from csops.ui.cases.concession_words import given_words, tr, worth_words
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.money_field import MoneyField
from csops.ui.kit.overlay import Dialog


class DecisionDialog(Dialog):
    """Shows a request with what it is weighed against. An amount below what was asked for approves less."""

    def __init__(self, desk: Desk, parent: QWidget, *, request: Request) -> None:
        super().__init__(desk.themes, parent, title=tr("Decide on a concession"), width=1)
        self._desk, self._request = desk, request
        self._formats = formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        themes, asked = desk.themes, request.concession
        self.said = Text(themes, given_words(asked, request.kind, formats), font="title3", figures=True, wrap=True)
        self.body.addWidget(self.said)
        self.about = Text(themes, request_words(request), colour="text.secondary", wrap=True)
        self.body.addWidget(self.about)
        if asked.reason:
            self.body.addWidget(Text(themes, f"“{asked.reason}”", wrap=True))
        weighed = [worth_words(request.worth, asked.currency, formats), budget_words(request, formats)]
        self.weighed = Text(
            themes, "\n".join(filter(None, weighed)), font="small", colour="text.secondary", figures=True, wrap=True
        )
        self.body.addWidget(self.weighed)
        self.amount = MoneyField(
            themes,
            label=tr("Amount to approve"),
            currency=asked.currency,
            formats=formats,
            name="amount",
            helper=tr("Less than what was asked for approves a part"),
        )
        self.amount.set_number(asked.cost)
        self.reason = TextField(
            themes, label=tr("Note or reason"), name="reason", rows=2, helper=tr("Declining takes a reason")
        )
        self.body.addWidget(self.amount)
        self.body.addWidget(self.reason)
        self.decline = Button(themes, tr("Decline"))
        self.approve = Button(themes, tr("Approve"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.approve.setShortcut("Ctrl+Return")
        for button in (self.decline, self.approve):
            self.add_button(button)
        self.approve.clicked.connect(self._approve)
        self.decline.clicked.connect(self._decline)
        self.closed.connect(self.deleteLater)
        form = record_form(Kind.CONCESSION, asked.id, "decision")
        self.kept = KeptTyping(desk, self, (self.amount, self.reason), form=form)

    def _approve(self) -> None:
        number = self.amount.number()
        if self.amount.problem():
            return
        if number is None:
            self.amount.show_error(tr("Write an amount, such as 12.50"))
            return
        cost = None if number == self._request.concession.cost else number
        act = partial(
            concessions.approve_concession,
            self._desk.workspace,
            concession_id=self._request.concession.id,
            cost=cost,
            note=self.reason.text(),
        )
        self._do(act, approved_words(self._request, self._formats, cost=float(number)))

    def _decline(self) -> None:
        act = partial(
            concessions.decline_concession,
            self._desk.workspace,
            concession_id=self._request.concession.id,
            reason=self.reason.text(),
        )
        self._do(act, tr("Declined; {name} is told").format(name=self._request.giver.name))

    def _do(self, act: Callable[[], object], said: str) -> None:
        self._desk.act(act, then=lambda _kept: self.finish(), failed=self._explain, said=Said(text=said))

    def _explain(self, error: Exception) -> None:
        told = words(error)
        field = self.amount if told.field == "amount" else self.reason
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)


def approved_words(request: Request, formats: Formats, *, cost: float | None = None) -> str:
    """Return what is said when it was approved."""
    amount = formats.money(cost if cost is not None else request.concession.cost, request.concession.currency)
    return tr("{amount} approved; {name} is told").format(amount=amount, name=request.giver.name)


def request_words(request: Request) -> str:
    """Return who asks, for whom, on which case."""
    customer = request.customer or tr("an unknown customer")
    said = tr("{name} asks for {customer}, case {id}: {title}")
    return said.format(name=request.giver.name, customer=customer, id=request.case.id, title=request.case.title)


def budget_words(request: Request, formats: Formats) -> str:
    """Return how far the month of the shop is used."""
    if request.budget_limit is None:
        return ""
    currency = request.concession.currency
    used, limit = formats.money(request.budget, currency), formats.money(request.budget_limit, currency)
    return tr("The shop's month: {used} of {limit} used").format(used=used, limit=limit)
