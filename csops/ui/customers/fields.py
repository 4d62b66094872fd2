"""The fields of a customer, with what is said of a phone or an e-mail that somebody else has already."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.customers import Customer, Stage, is_email
from csops.services import customers
from csops.ui.customers.list_columns import stage_words
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.fields import Field, LineField, TextField
from csops.ui.kit.several_field import SeveralField
from csops.ui.kit.spacing import Spacing


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Somebody else who is reached by the same phone or e-mail."""

    field: str
    value: str
    customer: Customer


class CustomerFields(QWidget):
    """Name, stage, phones, e-mails, note.

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
        self.twins = {
            name: Button(themes, "", role=Role.LINK, icon_name="users", compact=True) for name in ("phone", "e-mail")
        }
        self._found: dict[str, Twin] = {}
        self._lay_out()
        self._connect()

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (self.name_line, self.phones, self.emails, self.note)

    def show_customer(self, customer: Customer) -> None:
        """Show a customer's values; nobody is told."""
        self._customer = customer
        self.name_line.set_text(customer.name)
        self.phones.set_values(customer.phones)
        self.emails.set_values(customer.emails)
        self.note.set_text(customer.note)
        self.stage.choose(customer.stage.value)
        for field in self.fields():
            field.show_error("")
        self._found.clear()
        self._show_twins()

    def customer(self) -> Customer:
        """Return the customer as the fields say."""
        return replace(
            self._customer,
            name=" ".join(self.name_line.text().split()),
            phones=self.phones.values(),
            emails=self.emails.values(),
            note=self.note.text(),
            stage=Stage(self.stage.key()),
        )

    @property
    def is_changed(self) -> bool:
        """Whether the fields say something else than what was shown."""
        return self.customer() != self._customer

    def field_named(self, name: str) -> Field:
        """Return the field that an error of the domain names, the first one where it names none."""
        return next((field for field in self.fields() if field.name == name), self.name_line)

    # ------------------------------------------------------------ who else has it
    def _look_for_twins(self, name: str) -> None:
        field = self.phones if name == "phone" else self.emails
        values, workspace, but = field.values(), self._desk.workspace, self._customer.id or None

        def read() -> Twin | None:
            for value in values:
                reach = {"phone": value} if name == "phone" else {"email": value}
                found = customers.same_reach(workspace, but=but, **reach)
                if found:
                    return Twin(field=name, value=value, customer=found[0])
            return None

        def then(twin: Twin | None) -> None:
            self._found.pop(name, None)
            if twin is not None:
                self._found[name] = twin
            self._show_twins()

        self._desk.ask(read, then=then, key=("customers.twins", name))

    def _show_twins(self) -> None:
        for name, button in self.twins.items():
            twin = self._found.get(name)
            button.setVisible(twin is not None)
            if twin is not None:
                words = self.tr("{value} is {name}'s too. Open").format(value=twin.value, name=twin.customer.title)
                button.setText(words)
                button.setAccessibleName(words)
                button.theme_changed()

    def _open_twin(self, name: str) -> None:
        if name in self._found:
            self.customer_wanted.emit(self._found[name].customer.id)

    def _wrong_email(self) -> str:
        for email in self.emails.values():
            if not is_email(email):
                return self.tr("“{email}” is no e-mail address. Write it like name@example.com").format(email=email)
        return ""

    def _stages(self) -> list[Option]:
        return [Option(key=stage.value, text=stage_words(stage)) for stage in Stage]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._desk.themes, column, gap=3)
        for widget in (self.name_line, self.stage, self.phones):
            column.addWidget(widget)
        column.addWidget(self.twins["phone"])
        column.addWidget(self.emails)
        column.addWidget(self.twins["e-mail"])
        column.addWidget(self.note)
        self._show_twins()

    def _connect(self) -> None:
        for field in self.fields():
            field.edited.connect(self.edited)
        self.stage.chosen.connect(lambda _key: self.edited.emit())
        self.emails.set_check(self._wrong_email)
        self.phones.left.connect(lambda: self._look_for_twins("phone"))
        self.emails.left.connect(lambda: self._look_for_twins("e-mail"))
        for name, button in self.twins.items():
            button.clicked.connect(lambda _on=False, which=name: self._open_twin(which))
