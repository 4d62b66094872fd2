"""The form of one purchase: when, how much, what, why, and the number of the order."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.errors import CsopsError
from csops.domain.money import amount_from
from csops.domain.purchases import Purchase
from csops.ui.customers.wording import tr
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import sentence, words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, first_problem
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing


class PurchaseForm(Dialog):
    """What was bought, or brought back.

    Signals:
        save_wanted(object): the Purchase as the form says it.
    """

    save_wanted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        purchase: Purchase,
        currency: str,
        formats: Formats,
        motives: Sequence[str] = (),
    ) -> None:
        title = tr("Change the purchase") if purchase.id else tr("Add a purchase")
        super().__init__(desk.themes, parent, title=title)
        themes = desk.themes
        self.before, self._currency = purchase, currency
        self.day = DayField(
            themes,
            label=self.tr("Day"),
            today=desk.workspace.today,
            formats=formats,
            name="day",
            required=True,
            past=True,
        )
        self.amount = LineField(
            themes,
            label=self.tr("Amount"),
            name="amount",
            unit=currency,
            helper=self.tr("A return is negative: -20"),
        )
        self.what = LineField(themes, label=self.tr("What"), name="what")
        self.motive = ChoiceField(
            themes,
            [Choice(key=word, text=word) for word in motives],
            label=self.tr("Why"),
            name="motive",
            helper=self.tr("Their reason, as they say it"),
            free=True,
        )
        self.number = LineField(themes, label=self.tr("Order or receipt number"), name="order number")
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._save)
        self.amount.set_check(self._wrong_amount)
        self._lay_out()
        self._show(purchase, formats)
        self.closed.connect(self.deleteLater)
        on = (Kind.PURCHASE, purchase.id) if purchase.id else (Kind.CUSTOMER, purchase.customer_id)
        fields = (self.day, self.amount, self.what, self.motive, self.number)
        self.kept = KeptTyping(desk, self, fields, form=record_form(*on, "purchase"), version=purchase.version)

    def purchase(self) -> Purchase:
        """Return the purchase as the form says it."""
        return replace(
            self.before,
            version=self.kept.version,
            day=self.day.day() or self.before.day,
            amount=self._amount(),
            what=self.what.text(),
            motive=self.motive.text(),
            number=self.number.text() or None,
        )

    def explain(self, error: Exception) -> None:
        """Say what is wrong below the field that it is about, else below the amount."""
        fields: tuple[Field, ...] = (self.day, self.amount, self.what, self.motive, self.number)
        say_at_field(words(error), fields, otherwise=self.amount)

    def _amount(self) -> Decimal:
        return amount_from(self.amount.text(), currency=self._currency)

    def _wrong_amount(self) -> str:
        if not self.amount.text():
            return self.tr("Say how much it was, such as 84.90")
        try:
            self._amount()
        except CsopsError as error:
            return sentence(error)
        return ""

    def _save(self) -> None:
        if first_problem([self.day, self.amount]) is None:
            self.save_wanted.emit(self.purchase())

    def _show(self, purchase: Purchase, formats: Formats) -> None:
        self.day.set_day(purchase.day)
        if purchase.id:
            self.amount.set_text(
                formats.number(purchase.amount, decimals=max(0, -int(purchase.amount.as_tuple().exponent)))
            )
        self.what.set_text(purchase.what)
        self.motive.set_text(purchase.motive)
        self.number.set_text(purchase.number or "")

    def first_focus(self) -> QWidget:
        """Override: the amount first; the day is today as a rule."""
        return self.amount.control

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.day, 1)
        row.addWidget(self.amount, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.what)
        self.body.addWidget(self.motive)
        self.body.addWidget(self.number)
        self.add_button(self.save)
