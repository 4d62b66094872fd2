"""What is known of a customer beside name and reach: firm, segment, birthday, why they buy, consent, own fields."""

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.customers import Consent, Customer
from csops.services import customers
from csops.services.customer_words import KnownWords, known_words
from csops.ui.customers.birthday_field import BirthdayField
from csops.ui.customers.own_fields import OwnFieldsField
from csops.ui.customers.person_field import PersonField
from csops.ui.customers.wording import consent_words
from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class CustomerDetails(QWidget):
    """The fields of this part. What the shop has used before is offered again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, themes = desk, desk.themes
        self._zone = ZoneInfo(desk.team.shop.zone)
        formats = Formats(zone=self._zone)
        self._customer = Customer(created_at=desk.workspace.now())
        self.firm = ChoiceField(themes, label=self.tr("Firm"), name="firm", free=True)
        self.segment = ChoiceField(themes, label=self.tr("Segment"), name="segment", free=True)
        self.birthday = BirthdayField(desk, label=self.tr("Birthday"), formats=formats)
        self.channel = ChoiceField(themes, label=self.tr("Preferred channel"), name="preferred channel")
        self.motive = ChoiceField(themes, label=self.tr("Why they buy"), name="motive", free=True)
        self.referred = PersonField(desk, label=self.tr("Referred by"), name="referred by")
        self.consent = ChoiceField(
            themes, [Choice(key=one.value, text=consent_words(one)) for one in Consent],
            label=self.tr("May we write to them?"), name="consent", typed=False,
        )  # fmt: skip
        today = desk.workspace.today
        self.consent_on = DayField(
            themes, label=self.tr("Said on"), today=today, formats=formats, name="consent date", past=True
        )
        self.consent_note = LineField(themes, label=self.tr("How, in a few words"), name="consent note")
        self.lost = CheckBox(themes, self.tr("No longer a customer"))
        self.own = OwnFieldsField(themes, label=self.tr("Your own fields"), name="own field")
        self.channel.set_choices([Choice(key=str(one.id), text=one.name) for one in desk.team.channels])
        self.setFocusProxy(self.segment)
        self._lay_out()
        self._connect()
        self.show_customer(self._customer)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (
            self.firm, self.segment, self.birthday, self.channel, self.motive, self.referred, self.consent,
            self.consent_on, self.consent_note, self.own,
        )  # fmt: skip

    def show_customer(self, customer: Customer) -> None:
        """Show a customer's values; nobody is told."""
        self._customer = customer
        self.segment.set_text(customer.segment)
        self.birthday.set_birthday(customer.birthday)
        self.channel.choose(str(customer.preferred_channel_id or ""))
        self.motive.set_text(customer.motive)
        self.consent.choose(customer.consent.value)
        said = customer.consent_at
        self.consent_on.set_day(None if said is None else said.astimezone(self._zone).date())
        self.consent_note.set_text(customer.consent_note)
        self.lost.setChecked(customer.lost_at is not None)
        self.own.set_fields(customer.fields)
        self._firm_name = self._referred_name = ""
        self.firm.set_text("")
        self.referred.show_person(None)
        self.show_kind(is_firm=customer.is_firm)
        self._show_consent()
        self.read()

    def read(self) -> None:
        """Read what is offered, and the names of firm and friend."""
        workspace, customer = self._desk.workspace, self._customer

        def ask() -> tuple[KnownWords, list[Customer], Customer | None]:
            sent = customer.referred_by_id
            who = None if sent is None else customers.get_customer(workspace, customer_id=sent)
            return known_words(workspace), customers.firms(workspace), who

        self._desk.ask(ask, then=self._offer, key=("customer details", id(self)))

    def customer(self, base: Customer) -> Customer:
        """Return `base` with what the fields say."""
        consent = Consent(self.consent.key() or Consent.NOT_ASKED.value)
        is_asked = consent is not Consent.NOT_ASKED
        channel = self.channel.key()
        return replace(
            base,
            firm_id=None if base.is_firm else self._firm_id(),
            segment=" ".join(self.segment.text().split()),
            birthday="" if base.is_firm else self.birthday.birthday(),
            preferred_channel_id=int(channel) if channel else None,
            motive=" ".join(self.motive.text().split()),
            referred_by_id=self._referred_id(),
            consent=consent,
            consent_at=self._consent_at() if is_asked else None,
            consent_note=self.consent_note.text() if is_asked else "",
            lost_at=(base.lost_at or self._desk.workspace.now()) if self.lost.isChecked() else None,
            fields=self.own.fields(),
        )

    def new_firm(self) -> str:
        """Return the name of a firm that is not there yet; empty for none."""
        said = self.firm.text()
        return "" if self.firm.key() or self.firm.isHidden() or said == self._firm_name else said

    def is_filled(self) -> bool:
        """Whether anything is known here."""
        empty = Customer(created_at=self._customer.created_at, is_firm=self._customer.is_firm)
        return self.customer(empty) != empty

    def show_kind(self, *, is_firm: bool) -> None:
        """Show what is of a person only to a person."""
        self.firm.setVisible(not is_firm)
        self.birthday.setVisible(not is_firm)

    # ------------------------------------------------------------ inside
    def _firm_id(self) -> int | None:
        if self.firm.text() == self._firm_name and self._customer.firm_id:
            return self._customer.firm_id  # its name may not be read yet
        return int(self.firm.key()) if self.firm.key() else None

    def _referred_id(self) -> int | None:
        return (
            self._customer.referred_by_id if self.referred.text() == self._referred_name else self.referred.person_id()
        )

    def _consent_at(self) -> datetime | None:
        day, before = self.consent_on.day(), self._customer.consent_at
        if day is None or (before is not None and before.astimezone(self._zone).date() == day):
            return before if day is not None else None
        return datetime.combine(day, time(12), tzinfo=self._zone).astimezone(UTC)

    def _offer(self, answer: tuple[KnownWords, list[Customer], Customer | None]) -> None:
        known, firms, sent = answer
        for field, words in ((self.segment, known.segments), (self.motive, known.motives)):
            said = field.text()
            field.set_choices([Choice(key=word, text=word) for word in words])
            field.set_text(said)
        said, begun = self.firm.text(), self.firm.text() != self._firm_name
        self.firm.set_choices([Choice(key=str(one.id), text=one.title) for one in firms if one.id != self._customer.id])
        if begun:
            self.firm.set_text(said)
        else:
            self._firm_name = next((one.title for one in firms if one.id == self._customer.firm_id), "")
            self.firm.set_text(self._firm_name)
        if self.referred.text() == self._referred_name and sent is not None:
            self.referred.show_person(sent)
            self._referred_name = self.referred.text()
        self.own.offer(known.fields)
        self._say_firm()

    def _say_firm(self) -> None:
        new = self.new_firm()
        self.firm.set_helper(self.tr("“{name}” is added as a firm").format(name=new) if new else "")

    def _show_consent(self) -> None:
        is_asked = self.consent.key() not in {"", Consent.NOT_ASKED.value}
        self.consent_on.setVisible(is_asked)
        self.consent_note.setVisible(is_asked)
        self.consent_on.set_required(is_asked)

    def _consent_chosen(self) -> None:
        if self.consent.key() != Consent.NOT_ASKED.value and self.consent_on.day() is None:
            self.consent_on.set_day(self._desk.today())
        self._show_consent()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._desk.themes, column, gap=3)
        for field in (self.firm, self.segment, self.birthday, self.channel, self.motive):
            column.addWidget(field)
        column.addWidget(self.referred)
        column.addWidget(self.consent)
        column.addWidget(self.consent_on)
        column.addWidget(self.consent_note)
        column.addWidget(self.own)
        column.addWidget(self.lost, 0, Qt.AlignmentFlag.AlignLeading)

    def _connect(self) -> None:
        self.firm.edited.connect(self._say_firm)
        self.consent.edited.connect(self._consent_chosen)
