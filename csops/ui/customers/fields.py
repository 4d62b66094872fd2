"""The fields of a customer, with what is said of a phone, an e-mail or a name that somebody else has already."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.customers import Customer, Stage, is_email
from csops.ui.customers.details import CustomerDetails
from csops.ui.customers.list_columns import stage_words
from csops.ui.customers.twins import Twins
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.fields import Field, LineField, TextField
from csops.ui.kit.several_field import SeveralField
from csops.ui.kit.spacing import Spacing

PERSON, FIRM = "person", "firm"


class CustomerFields(QWidget):
    """Name, person or firm, stage, phones, e-mails, note, and below them the details.

    Signals:
        edited: a person changed something.
        customer_wanted(int): the customer who has the same phone or e-mail shall be shown.
    """

    edited = Signal()
    customer_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._customer = desk, Customer(created_at=desk.workspace.now())
        themes = desk.themes
        self.name_line = LineField(themes, label=self.tr("Name"), name="customer")
        self.phones = SeveralField(
            themes, label=self.tr("Phones"), one=self.tr("Phone"), add=self.tr("Add a phone"), name="phone"
        )
        self.emails = SeveralField(
            themes, label=self.tr("E-mails"), one=self.tr("E-mail"), add=self.tr("Add an e-mail"), name="e-mail"
        )
        self.note = TextField(themes, label=self.tr("Note"), name="note", rows=3)
        self.stage = Segmented(themes, self._stages(), name=self.tr("Stage"))
        self.kind = Segmented(themes, self._kinds(), name=self.tr("Person or firm"))
        self.details = CustomerDetails(desk)
        self.more = Button(themes, self.tr("More about them"), role=Role.LINK, icon_name="chevron-down", compact=True)
        self.known = Twins(desk, self.customer, self)
        self.twins = self.known.links
        self._lay_out()
        self._connect()

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (self.name_line, self.phones, self.emails, self.note, *self.details.fields())

    def show_customer(self, customer: Customer) -> None:
        """Show a customer's values; nobody is told."""
        self._customer = customer
        self.name_line.set_text(customer.name)
        self.phones.set_values(customer.phones)
        self.emails.set_values(customer.emails)
        self.note.set_text(customer.note)
        self.stage.choose(customer.stage.value)
        self.kind.choose(FIRM if customer.is_firm else PERSON)
        self.details.show_customer(customer)
        self.show_details(shown=self.details.is_filled())
        for field in self.fields():
            field.show_error("")
        self.known.forget()

    def write(self, customer: Customer) -> None:
        """Put values into the fields as if they had been typed over the customer that is shown."""
        shown = self._customer
        self.show_customer(customer)
        self._customer = shown

    def customer(self) -> Customer:
        """Return the customer as the fields say."""
        typed = replace(
            self._customer,
            name=" ".join(self.name_line.text().split()),
            phones=self.phones.values(),
            emails=self.emails.values(),
            note=self.note.text(),
            stage=Stage(self.stage.key()),
            is_firm=self.kind.key() == FIRM,
        )
        return self.details.customer(typed)

    def new_firm(self) -> str:
        """Return the name of a firm that is to be added with the customer; empty for none."""
        return self.details.new_firm()

    @property
    def is_changed(self) -> bool:
        """Whether the fields say something else than what was shown."""
        return self.customer() != self._customer or bool(self.new_firm())

    def field_named(self, name: str) -> Field:
        """Return the field that an error of the domain names, the first one where it names none."""
        return next((field for field in self.fields() if name and field.name == name), self.name_line)

    def show_details(self, *, shown: bool) -> None:
        """Show the details, or the link that opens them."""
        self.details.setVisible(shown)
        self.more.setVisible(not shown)

    # ------------------------------------------------------------ inside
    def _wrong_email(self) -> str:
        for email in self.emails.values():
            if not is_email(email):
                return self.tr("“{email}” is no e-mail address. Write it like name@example.com").format(email=email)
        return ""

    def _stages(self) -> list[Option]:
        return [Option(key=stage.value, text=stage_words(stage)) for stage in Stage]

    def _kinds(self) -> list[Option]:
        return [Option(key=PERSON, text=self.tr("Person")), Option(key=FIRM, text=self.tr("Firm"))]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._desk.themes, column, gap=3)
        column.addWidget(self.name_line)
        column.addWidget(self.twins["name"], 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.kind)
        column.addWidget(self.stage)
        for field, twin in ((self.phones, "phone"), (self.emails, "e-mail")):
            column.addWidget(field)
            column.addWidget(self.twins[twin], 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.note)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.details)

    def _connect(self) -> None:
        for field in self.fields():
            field.edited.connect(self.edited)
        self.details.lost.toggled.connect(lambda _on: self.edited.emit())
        self.stage.chosen.connect(lambda _key: self.edited.emit())
        self.kind.chosen.connect(self._kind_chosen)
        self.more.clicked.connect(self._open_details)
        self.emails.set_check(self._wrong_email)
        for several in (self.phones, self.emails):
            several.left.connect(self.known.look)
        for typed in (self.name_line, self.phones, self.emails):
            typed.edited.connect(self.known.look_soon)
        self.known.wanted.connect(self.customer_wanted)

    def _open_details(self) -> None:
        self.show_details(shown=True)
        self.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kind_chosen(self, key: str) -> None:
        self.details.show_kind(is_firm=key == FIRM)
        self.edited.emit()
