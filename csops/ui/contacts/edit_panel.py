"""The panel in which a logged contact is corrected: the form of logging, filled with what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from csops.domain.changes import Kind
from csops.domain.contacts import Contact, ContactDraft
from csops.domain.draft_forms import edit_form
from csops.domain.errors import ConflictError, NotFound
from csops.services import contacts, corrections, customers, views
from csops.services.customers import Suggestion
from csops.services.workspace import Workspace
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.contacts.contact_panel import ContactPanel
from csops.ui.contacts.contact_words import contact_field
from csops.ui.contacts.edit_values import Flat, changes, corrected, flat, nested, promise_alone, values_of
from csops.ui.contacts.log_bars import LogFoot, LogHead
from csops.ui.contacts.log_form import LogForm
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft
from csops.ui.kit.errors import words
from csops.ui.kit.live import Refresher
from csops.ui.kit.shortcuts import Shortcuts


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A contact with whoever it was with, and what somebody has typed over it before."""

    contact: Contact
    who: Suggestion | None
    draft: Draft | None


class EditPanel(ContactPanel):
    """The form of one contact, whose drafts are its own. `saved` brings the Contact as it is now."""

    def __init__(self, desk: Desk, contact_id: int, *, shortcuts: Shortcuts | None = None) -> None:
        keys, conflict = shortcuts or Shortcuts(), ConflictCard(desk)
        super().__init__(
            desk,
            form=LogForm(desk, editing=True),
            draft_form=edit_form(contact_id),
            head=_head(desk),
            foot=LogFoot(desk.themes, keys, one_only=True),
            shortcuts=keys,
            cards=[conflict],
        )
        self.contact_id, self.conflict = contact_id, conflict
        self._contact: Contact | None = None
        self._version = 0
        self._start: Flat = {}
        self.conflict.decided.connect(self._decided)
        self._refresher = Refresher(self, desk.live, {Kind.CONTACT, Kind.CUSTOMER}, self._reread)
        self.form.setEnabled(False)
        self._read(self._opened)

    @property
    def is_ready(self) -> bool:
        """Whether the contact is here."""
        return self._contact is not None

    def changed(self) -> Flat:
        """Return what stands there otherwise than in the contact."""
        return changes(self._start, flat(self.form.values())) if self.is_ready else {}

    def focus_first(self) -> None:
        """Put the focus where one goes on: on what is asked, else on the text."""
        if not self.notice.take_focus():
            self.form.text.box.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ what is shown
    def _read(self, then: Any) -> None:
        workspace, contact_id, form = self.desk.workspace, self.contact_id, self.keeper.form
        self.desk.ask(
            lambda: _opened(workspace, contact_id, form), then=then, failed=self._unread, key=("edit", id(self))
        )

    def _opened(self, opened: Opened) -> None:
        self._version = opened.contact.version
        self.keeper.begin()
        self.form.setEnabled(True)
        self._show(opened)
        if opened.draft is not None:
            self._take_draft(opened, *opened.draft)
        self.show_draft()
        if self.isVisible():
            self.focus_first()

    def _show(self, opened: Opened, *, over: Flat | None = None) -> None:
        """Show the contact as it stands, and over it what was typed."""
        self._contact = contact = opened.contact
        self.form.begin_editing(contact)
        values = values_of(contact, team=self.desk.team, formats=self.form.times.formats)
        self.form.take(nested(values))
        self.form.who.show_customer(opened.who)
        self._start = flat(self.form.values())
        if over:
            self.form.take(nested({**self._start, **over}))
            if "who" not in over:
                self.form.who.show_customer(opened.who)

    def _take_draft(self, opened: Opened, values: Mapping[str, Any], kept_at: datetime) -> None:
        over = {name: value for name, value in values.get("changed", {}).items() if name in self._start}
        if changes(self._start, {**self._start, **over}):
            self._version, self._kept_at = int(values.get("version", self._version)), kept_at
            self._show(opened, over=over)
            name = opened.who.customer.title if opened.who else ""
            self.notice.offer_draft(name=name, kept_at=kept_at, go_on=self._go_on, discard=self.discard)

    def _reread(self) -> None:
        """What a colleague changed comes in where nothing was typed; the rest is asked about on saving."""
        if self.is_ready and not self._is_saving and self.conflict.isHidden():
            self._read(self._refreshed)

    def _refreshed(self, opened: Opened) -> None:
        self.keeper.begin()
        if opened.contact != self._contact:
            over = self.changed()
            if not over:
                self._version = opened.contact.version
            self._show(opened, over=over)
            self.show_draft()

    def _unread(self, error: Exception) -> None:
        """It is gone: removed here, or by a colleague. What was typed stays until one closes the panel, no longer."""
        if isinstance(error, NotFound) and error.fields["kind"] == Kind.CONTACT.value:
            self.keeper.end()
        self.notice.show_problem(words(error).sentence)

    def _go_on(self) -> None:
        self.notice.close_banner()
        self.focus_first()

    # ------------------------------------------------------------ the draft
    def discard(self) -> None:
        """Forget what was typed and show the contact as it stands."""
        self.keeper.drop()
        self._kept_at = None
        self.notice.close_banner()
        self.conflict.hide()
        self._start = {}
        self._contact = None
        # The draft may not be gone yet: it is not asked for again.
        self._read(lambda opened: self._opened(replace(opened, draft=None)))

    @property
    def has_draft(self) -> bool:
        """Whether anything stands there otherwise than in the contact."""
        return bool(self.changed())

    def draft_values(self) -> Mapping[str, Any]:
        """Return what was changed, and in which version."""
        return {"version": self._version, "changed": self.changed()}

    def edited(self) -> None:
        """A person changed something."""
        if self.is_ready:
            self.keeper.touched()
            goes_along = self.tr("The whole case goes with them") if "who" in self.changed() else ""
            self.form.who.customer.set_helper(goes_along)
            self.show_draft()

    # ------------------------------------------------------------ saving
    def save(self) -> None:
        """Keep what was changed and close; what is wrong is said where it is, and nothing is lost."""
        changed = self.changed()
        if self._contact is None or not self.may_save():
            return
        if not changed:
            self.closed.emit()
            return
        draft = self.form.draft()
        contact = replace(corrected(self._contact, draft, changed=changed), version=self._version)
        self._keep(contact, draft if "who" in changed else promise_alone(draft))

    def _keep(self, contact: Contact, draft: ContactDraft | None) -> None:
        workspace, files = self.desk.workspace, self.form.files.files()
        self._is_saving = True
        self.notice.close_banner()
        self.keeper.forget()
        self.desk.act(
            lambda: corrections.edit_contact(workspace, contact=contact, draft=draft, files=files),
            then=self._saved,
            failed=partial(self._not_saved, contact),
            said=Said(text=self.tr("Contact changed")),
        )

    def _saved(self, contact: Contact) -> None:
        self._is_saving, self._start, self._contact = False, {}, None
        self.keeper.drop()
        self.saved.emit(contact)
        self.closed.emit()

    def _not_saved(self, mine: Contact, error: Exception) -> None:
        self._is_saving = False
        self.keeper.touched()
        if is_told_apart(error) and isinstance(error, ConflictError):
            self._ask_names(mine, error)
            return
        told = words(error)
        field = self.field_of(told)
        if field is None:
            self._unread(error)
        else:
            self.show_fault(field, told.sentence)

    # ------------------------------------------------------------ two who changed the same
    def _ask_names(self, mine: Contact, error: ConflictError) -> None:
        """A contact knows its customer by number alone: what they are called is asked for first."""
        workspace, theirs = self.desk.workspace, error.fields["theirs"]
        ids = {mine.customer_id, getattr(theirs, "customer_id", None)} - {None}

        def read() -> dict[int, str]:
            found = (customers.get_customer(workspace, customer_id=one) for one in ids if one is not None)
            return {one.id: one.title for one in found}

        self.desk.ask(read, then=partial(self._show_conflict, error), failed=self._unread)

    def _show_conflict(self, error: ConflictError, names: Mapping[int, str]) -> None:
        formats, team = self.form.times.formats, self.desk.team
        self.conflict.show_conflict(error, shown=partial(contact_field, team=team, formats=formats, customers=names))

    def _decided(self, contact: Contact) -> None:
        self._keep(contact, promise_alone(self.form.draft()))


def _head(desk: Desk) -> LogHead:
    title = QCoreApplication.translate("EditPanel", "Edit contact")
    return LogHead(desk.themes, title=title, discard=QCoreApplication.translate("EditPanel", "Discard changes"))


def _opened(workspace: Workspace, contact_id: int, form: str) -> Opened:
    contact = contacts.get_contact(workspace, contact_id=contact_id)
    known = contact.customer_id
    who = None if known is None else customers.suggestion_for(workspace, customer_id=known)
    return Opened(contact=contact, who=who, draft=views.get_draft(workspace, form=form))
