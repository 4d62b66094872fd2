"""A customer's fields with *Save*, and both sides where a colleague changed the same field meanwhile."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain import birthdays
from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.customer_drafts import typed_over, with_kept
from csops.domain.customer_merging import with_typed
from csops.domain.customers import Customer
from csops.domain.draft_forms import record_form
from csops.domain.errors import ConflictError
from csops.services import customers
from csops.ui.customers.fields import CustomerFields
from csops.ui.customers.list_columns import stage_words
from csops.ui.customers.wording import consent_words, tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import sentence, words
from csops.ui.kit.fields import first_problem
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.part_draft import PartDraft


class CustomerEditor(QWidget):
    """Edits one customer in place, or adds one. What is typed is kept for each until it is saved or discarded.

    Signals:
        saved(object): the customer as it was kept.
        customer_wanted(int): another customer shall be shown.
    """

    saved = Signal(object)
    customer_wanted = Signal(int)

    def __init__(self, desk: Desk, *, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, themes = desk, desk.themes
        self._shown = Customer(created_at=desk.workspace.now())
        self._version, self._new_form, self._came_back = 1, "", False
        self.draft = PartDraft(desk, self, form=self._form, values=self._typed, show=self._take)
        self.fields = CustomerFields(desk)
        self.conflict = ConflictCard(desk)
        keys = shortcuts.keys("save")
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys=keys, show_keys=True)
        self.discard = Button(themes, self.tr("Discard changes"), role=Role.GHOST)
        self._lay_out()
        self.fields.edited.connect(self._show_buttons)
        self.fields.customer_wanted.connect(self.customer_wanted)
        self.save.clicked.connect(self.submit)
        self.discard.clicked.connect(self._take_back)
        self.conflict.mine_wanted.connect(self._save)
        self.conflict.theirs_wanted.connect(self._take_theirs)
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)
        self.fields.edited.connect(self.draft.touched)
        self.show_customer(self._shown)
        self._check_permission()

    def show_customer(self, customer: Customer) -> None:
        """Show a customer; what was typed of the one before and not saved stays their draft."""
        is_other = customer.id != self._shown.id
        if is_other:
            self.draft.keep()
        self._shown, self._version, self._came_back = customer, customer.version, False
        self.fields.show_customer(customer)
        self.conflict.hide()
        self._show_buttons()
        if is_other and customer.id:
            self.draft.begin(customer.id)

    def begin_new(self, form: str) -> None:
        """Add somebody, whose draft is called so."""
        self._new_form = form
        self.draft.begin(0)

    def carry_to(self, customer: Customer, *, was: int) -> bool:
        """Show whom the customer `was` is merged into; whether something typed and not saved came along."""
        typed, shown = self.fields.customer(), self._shown
        if shown.id != was or typed == shown:
            return False
        self.show_customer(customer)
        self.fields.write(with_typed(customer, typed, shown=shown))
        self._show_buttons()
        self.draft.touched()
        return True

    def offer(self, customer: Customer) -> None:
        """Show what a colleague changed, unless something is being typed: then saving will tell."""
        if not self.fields.is_changed:
            self.show_customer(customer)

    def submit(self) -> None:
        """Keep what the fields say."""
        if self.save.isEnabled() and first_problem(self.fields.fields()) is None:
            self._save(replace(self.fields.customer(), version=self._version))

    def _save(self, customer: Customer) -> None:
        workspace, firm = self._desk.workspace, self.fields.new_firm()

        def done(kept: Customer) -> None:
            if self._shown.id in {0, kept.id}:  # else another is shown by now
                self._drop()
                self.show_customer(kept)
            self.saved.emit(kept)

        words_of = self.tr("{name} added") if not customer.id else self.tr("{name} changed")
        self._desk.act(
            lambda: customers.save_customer(workspace, customer=customer, firm=firm),
            then=done,
            failed=self._explain,
            said=lambda kept: Said(text=words_of.format(name=kept.title)),
        )

    def _explain(self, error: Exception) -> None:
        if isinstance(error, ConflictError) and isinstance(error.fields.get("theirs"), Customer):
            self.conflict.show_conflict(error)
            return
        told = words(error)
        field = self.fields.field_named(told.field)
        field.show_error(told.sentence)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        self._drop()
        self.show_customer(self._shown)

    def _take_theirs(self, customer: Customer) -> None:
        self._drop()
        self.show_customer(customer)

    # ------------------------------------------------------------ the draft
    def _form(self, customer_id: int) -> str:
        return record_form(Kind.CUSTOMER, customer_id, "edit") if customer_id else self._new_form

    def _typed(self) -> dict[str, Any]:
        fields = typed_over(self._shown, self.fields.customer())
        return {"fields": fields, "firm": self.fields.new_firm(), "record version": self._version}

    def _take(self, kept: dict[str, Any]) -> None:
        """Put what was kept over the customer; what was typed meanwhile is newer."""
        firm = self.fields.new_firm() or str(kept.get("firm", ""))
        typed = with_kept(self._shown, {**kept.get("fields", {}), **self._typed()["fields"]})
        if typed == self._shown and not firm:
            return
        self._version, self._came_back = int(kept.get("record version", self._version)), True
        self.fields.write(typed)
        if firm:
            self.fields.details.firm.set_text(firm)
        self._show_buttons()

    def _drop(self) -> None:
        self.draft.forget()
        self.draft.drop()

    def _show_buttons(self) -> None:
        changed = self.fields.is_changed
        self.save.setVisible(changed or not self._shown.id)
        self.discard.setVisible(changed and (bool(self._shown.id) or self._came_back))

    def _check_permission(self) -> None:
        refusal = self._desk.workspace.refusal(Permission.EDIT)
        if refusal is not None:
            self.fields.setEnabled(False)
            self.fields.setToolTip(sentence(refusal))
            self.save.setEnabled(False)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 4, 1, 4), gap=3)  # the bar of the scrolling area stands at the end
        inner.addWidget(self.conflict)
        inner.addWidget(self.fields)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(5, 2, 5, 4), gap=2)
        buttons.addWidget(self.discard)
        buttons.addStretch(1)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(scrolling(inner), 1)
        column.addLayout(buttons)


class ConflictCard(QFrame):
    """Says what somebody else made of the fields that were edited here too, and asks which shall stand.

    Signals:
        mine_wanted(object): this customer shall be kept, over theirs.
        theirs_wanted(object): what they wrote stands.
    """

    mine_wanted = Signal(object)
    theirs_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        themes = desk.themes
        self.setProperty("kind", "sunken")
        self._mine: Any = None
        self._theirs: Any = None
        self.text = Text(themes, colour="danger.text", font="bodyStrong", wrap=True)
        self.lines = Text(themes, wrap=True)
        self.keep = Button(themes, self.tr("Keep mine"), role=Role.PLAIN, compact=True)
        self.take = Button(themes, self.tr("Take theirs"), role=Role.PLAIN, compact=True)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(3, 3, 3, 3), gap=2)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.take)
        row.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.lines)
        column.addLayout(row)
        self.keep.clicked.connect(self._keep)
        self.take.clicked.connect(lambda: self.theirs_wanted.emit(self._theirs))
        self.hide()

    def show_conflict(self, error: ConflictError) -> None:
        """Show both sides of every field that differs."""
        self._mine, self._theirs = error.fields["mine"], error.fields["theirs"]
        self.text.say(sentence(error))
        mine, theirs = _shown(self._mine), _shown(self._theirs)
        both = self.tr("{field}: yours “{mine}”, theirs “{theirs}”")
        told = [
            both.format(field=field, mine=mine[field], theirs=theirs[field])
            for field in mine
            if mine[field] != theirs[field]
        ]
        self.lines.say("; ".join(told))
        self.show()

    def _keep(self) -> None:
        self.mine_wanted.emit(replace(self._mine, version=self._theirs.version))


def _shown(customer: Customer) -> dict[str, str]:
    return {
        tr("Name"): customer.name,
        tr("Stage"): stage_words(customer.stage),
        tr("Phones"): ", ".join(customer.phones),
        tr("E-mails"): ", ".join(customer.emails),
        tr("Note"): customer.note,
        tr("Person or firm"): tr("Firm") if customer.is_firm else tr("Person"),
        tr("Segment"): customer.segment,
        tr("Birthday"): birthdays.in_words(customer.birthday),
        tr("Why they buy"): customer.motive,
        tr("Consent"): consent_words(customer.consent),
        tr("Note on consent"): customer.consent_note,
        tr("Own fields"): ", ".join(f"{field.name}: {field.value}" for field in customer.fields),
    }
