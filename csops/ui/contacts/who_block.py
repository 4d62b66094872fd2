"""Who a contact was with: a customer with the open matter offered, or somebody new with phone and e-mail."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.cases import Case
from csops.domain.customers import is_email
from csops.domain.duplicates import Shared
from csops.domain.questions import FEWEST_PHONE_DIGITS
from csops.services import cases, customers
from csops.services.customers import Suggestion
from csops.services.duplicates import Duplicate, duplicates
from csops.ui.contacts.customer_field import CustomerField
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.labels import ElidedText, Text

THIS, NEW = "this", "new"
LOOKS_AFTER_MS = 250
"""So long after the last key it is looked who has the phone or e-mail."""


class WhoBlock(QWidget):
    """The customer and the matter; without `offers_case` the matter is settled already.

    Signals:
        edited: a person changed something.
        settled: a customer was taken, known or new with a way to reach them: one goes on.
        known: a customer or case that was given is shown.
    """

    edited = Signal()
    known = Signal()
    settled = Signal()

    def __init__(self, desk: Desk, *, offers_case: bool = True) -> None:
        super().__init__()
        self._desk, self._offers_case = desk, offers_case
        self._case: Case | None = None
        self._same: Duplicate | None = None
        self._soon = QTimer(self, singleShot=True, interval=LOOKS_AFTER_MS)
        themes = desk.themes
        self.customer = CustomerField(desk)
        self.offer = CaseOffer(desk)
        self.phone = LineField(themes, label=self.tr("Phone"), name="phone")
        self.email = LineField(themes, label=self.tr("E-mail"), name="e-mail")
        self.phone.set_check(partial(_phone_wrong, self.phone))
        self.email.set_check(partial(_email_wrong, self.email))
        self.notice = SameNotice(desk)
        self.notice_text, self.use = self.notice.text, self.notice.use
        self._lay_out()
        self._connect()
        self.start()

    # ------------------------------------------------------------ what is said
    def customer_id(self) -> int | None:
        """Return the customer whom we know."""
        found = self.customer.suggestion()
        return None if found is None else found.customer.id

    def case_id(self) -> int | None:
        """Return the matter that goes on, None for a new one."""
        return self._case.id if self._case and self.offer.choice.key() == THIS else None

    def name(self) -> str:
        """Return the name of somebody new; what reads as a phone or an e-mail is none."""
        return "" if self.customer.suggestion() or any(self._as_reach()) else self.customer.text()

    def phone_said(self) -> str:
        """Return the phone, also where it was typed in the place of the name and not left yet."""
        return self.phone.text() or self._as_reach()[0]

    def email_said(self) -> str:
        """Return the e-mail, also where it was typed in the place of the name and not left yet."""
        return self.email.text() or self._as_reach()[1]

    def fields(self) -> tuple[Field, ...]:
        """Return the fields that are shown."""
        shown = () if self.phone.isHidden() else (self.phone, self.email)
        return (self.customer, *shown)

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values."""
        return {
            "customer_id": self.customer_id(),
            "customer": self.customer.text(),
            "phone": self.phone.text(),
            "email": self.email.text(),
            "case_id": self._case.id if self._case else None,
            "matter": self.offer.choice.key(),
        }

    # ------------------------------------------------------------ what is shown
    def start(self) -> None:
        """Empty everything."""
        self.customer.show_typed("")
        self.customer.show_error("")
        for field in (self.phone, self.email):
            field.set_text("")
            field.show_error("")
        self._show_case(None)
        self._show_reach(shown=False)

    def take(self, values: Mapping[str, Any]) -> None:
        """Show plain values again; a customer or case that is gone since is left out."""
        self.customer.show_typed(str(values.get("customer") or ""))
        self.phone.set_text(str(values.get("phone") or ""))
        self.email.set_text(str(values.get("email") or ""))
        self._show_reach(shown=bool(self.phone.text() or self.email.text()))
        customer_id, case_id = values.get("customer_id"), values.get("case_id")
        matter = str(values.get("matter") or THIS)
        if customer_id or case_id:
            self.show_known(customer_id=customer_id, case_id=case_id, matter=matter)

    def show_known(self, *, customer_id: int | None = None, case_id: int | None = None, matter: str = THIS) -> None:
        """Show a customer, or a case with whoever it is of."""
        workspace = self._desk.workspace

        def read() -> tuple[Suggestion | None, Case | None, str]:
            case = None if case_id is None else cases.get_case(workspace, case_id=case_id)
            known = customer_id or (case.customer_id if case else None)
            found = None if known is None else customers.suggestion_for(workspace, customer_id=known)
            return found, case or (found.open_case if found else None), matter

        self._desk.ask(read, then=self._known, failed=self._gone, key=("who", id(self)))

    def show_customer(self, suggestion: Suggestion | None) -> None:
        """Show a customer who is here already, or nobody; nobody is told."""
        if suggestion is not None:
            self.customer.show_suggestion(suggestion)
        self._show_reach(shown=False)

    def take_person(self, *, name: str, phone: str = "", email: str = "") -> None:
        """Show somebody as a message names them; if we know them, them."""
        self.customer.show_typed(name)
        self.phone.set_text(phone)
        self.email.set_text(email)
        self._show_reach(shown=True)
        self._ask_same(take=True)

    def _known(self, answer: tuple[Suggestion | None, Case | None, str]) -> None:
        found, case, matter = answer
        if found is not None:
            self.customer.show_suggestion(found)
            self._show_reach(shown=False)
        self._show_case(case)
        self.offer.choice.choose(matter if case else THIS)
        self.known.emit()
        self.edited.emit()

    def _gone(self, _error: Exception) -> None:
        """What the words of the field say is kept; it is a new customer now."""
        self._show_case(None)

    # ------------------------------------------------------------ while typing
    def _taken(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self._show_case(suggestion.open_case)
            self._show_reach(shown=False)
            self.settled.emit()
        elif self.customer.text():
            self._begin_new()
        else:
            self.settled.emit()
        self.edited.emit()

    def _begin_new(self) -> None:
        self._sort()
        self._show_reach(shown=True)
        (self.email if self.phone.text() and not self.email.text() else self.phone).line.setFocus()

    def _sort(self) -> None:
        """Put a phone or an e-mail that stands in the place of the name where it belongs."""
        phone, email = self._as_reach()
        if phone or email:
            self.customer.show_typed("")
        if phone:
            self.phone.set_text(phone)
        if email:
            self.email.set_text(email)

    def _as_reach(self) -> tuple[str, str]:
        """Return what was typed for the customer as a phone and as an e-mail, where it is one and has room."""
        phone, email = reach_in(self.customer.text()) if self.customer.suggestion() is None else ("", "")
        return "" if self.phone.text() else phone, "" if self.email.text() else email

    def _changed(self) -> None:
        self._show_case(None)
        if not self.customer.text() and not self.phone.text() and not self.email.text():
            self._show_reach(shown=False)
        self.edited.emit()

    def _left(self) -> None:
        if self.customer.text() and self.customer.suggestion() is None:
            is_new = self.phone.isHidden()
            self._sort()
            if is_new:
                self._show_reach(shown=True)
            self._look()

    # ------------------------------------------------------------ phone, e-mail or name of somebody we know
    def _look(self) -> None:
        """Look who is known already by what is typed of somebody new."""
        if self.customer_id() is None and (self.name() or self.phone.text() or self.email.text()):
            self._ask_same(take=False)
        else:
            self._show_same(None)

    def _ask_same(self, *, take: bool) -> None:
        workspace, name = self._desk.workspace, "" if take else self.name()
        phones, emails = (tuple(filter(None, (field.text(),))) for field in (self.phone, self.email))
        self._desk.ask(
            lambda: duplicates(workspace, name=name, phones=phones, emails=emails, but=self.customer_id()),
            then=partial(self._found_same, take=take),
            key=("same reach", id(self)),
        )

    def _found_same(self, found: list[Duplicate], *, take: bool) -> None:
        if take and len(found) == 1:
            self.show_known(customer_id=found[0].customer.id)
        else:
            self._show_same(found[0] if found and self.customer_id() is None else None)

    def _show_same(self, same: Duplicate | None) -> None:
        self._same = same
        self.notice.show_same(same)

    def _use_same(self) -> None:
        if self._same is None:
            return
        is_reached = self._same.shared in {Shared.PHONE, Shared.EMAIL}
        self.show_known(customer_id=self._same.customer.id)
        for field in (self.phone, self.email) if is_reached else ():  # else it is a further way to reach them
            field.set_text("")
        self.settled.emit()

    # ------------------------------------------------------------ parts
    def _show_case(self, case: Case | None) -> None:
        self._case = case if self._offers_case else None
        self.offer.show_case(self._case)

    def _show_reach(self, *, shown: bool) -> None:
        for field in (self.phone, self.email):
            field.setVisible(shown)
        self._show_same(None)

    def _connect(self) -> None:
        self.customer.taken.connect(self._taken)
        self.customer.changed.connect(self._changed)
        self.customer.left.connect(self._left)
        self._soon.timeout.connect(self._look)
        self.offer.choice.chosen.connect(lambda _key: self.edited.emit())
        for field in (self.phone, self.email):
            field.edited.connect(self.edited)
            field.left.connect(self._look)
            field.edited.connect(self._soon.start)
            field.line.returnPressed.connect(self.settled)
        self.use.clicked.connect(self._use_same)

    def _lay_out(self) -> None:
        theme = self._desk.themes.current
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self.customer)
        column.addWidget(self.offer)
        reach = QHBoxLayout()
        reach.setSpacing(theme.space(3))
        reach.addWidget(self.phone, 1)
        reach.addWidget(self.email, 1)
        column.addLayout(reach)
        column.addWidget(self.notice)


def reach_in(said: str) -> tuple[str, str]:
    """Return a phone and an e-mail, of which at most one is not empty: what was typed for a customer, if it is that."""
    if is_email(said):
        return "", said
    digits = sum(sign.isdigit() for sign in said)
    return (said if digits >= FEWEST_PHONE_DIGITS and not any(sign.isalpha() for sign in said) else ""), ""


def _phone_wrong(field: LineField) -> str:
    said, wrong = field.text(), tr("“{text}” does not read as a phone number. Write it like 0171 5550142")
    return wrong.format(text=said) if said and not any(sign.isdigit() for sign in said) else ""


def _email_wrong(field: LineField) -> str:
    said, wrong = field.text(), tr("“{text}” does not read as an e-mail. Write it like name@example.com")
    return wrong.format(text=said) if said and not is_email(said) else ""


def tr(text: str) -> str:
    """Translate a text of this block."""
    return QCoreApplication.translate("WhoBlock", text)


class SameNotice(QFrame):
    """Says that somebody has this phone, e-mail or name already, and offers to take them; it is never in the way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.themes.current
        self.setProperty("kind", "sunken")
        self.text = Text(desk.themes, font="small", wrap=True)
        self.use = Button(desk.themes, self.tr("Use that one"), compact=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(3), theme.space(1), theme.space(1), theme.space(1))
        row.addWidget(self.text, 1)
        row.addWidget(self.use)

    def show_same(self, same: Duplicate | None) -> None:
        """Name who it is, or show nothing."""
        self.setVisible(same is not None)
        if same is not None:
            words = {
                Shared.NAME: self.tr("{name} is a customer already"),
                Shared.ALIKE: self.tr("Is it {name}, who is a customer already?"),
            }.get(same.shared, self.tr("{name} has this phone or e-mail already"))
            self.text.say(words.format(name=same.customer.title))


class CaseOffer(QFrame):
    """Offers to go on with an open matter, or to begin a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.themes.current
        self.setProperty("kind", "sunken")
        self.title = ElidedText(desk.themes, font="small", colour="text.secondary")
        options = [Option(key=THIS, text=self.tr("This case")), Option(key=NEW, text=self.tr("A new matter"))]
        self.choice = Segmented(desk.themes, options, name=self.tr("Which matter"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(3), theme.space(2), theme.space(3), theme.space(2))
        column.setSpacing(theme.space(1))
        column.addWidget(self.title)
        column.addWidget(self.choice)
        self.hide()

    def show_case(self, case: Case | None) -> None:
        """Offer this case, or nothing."""
        self.setVisible(case is not None)
        self.choice.choose(THIS)
        if case is not None:
            self.title.say(self.tr("Case {id}: {title}").format(id=case.id, title=case.title))
