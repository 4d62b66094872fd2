"""The panel in which a contact is logged: from anywhere, in seconds, and without ever losing a word."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from csops.domain.contacts import Logged
from csops.services import contacts
from csops.ui.contacts.contact_panel import ContactPanel
from csops.ui.contacts.log_bars import LogFoot, LogHead
from csops.ui.contacts.log_form import LogForm
from csops.ui.contacts.times_block import RUNS_BY_ITSELF
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft
from csops.ui.kit.errors import words
from csops.ui.kit.shortcuts import Shortcuts

FORM = "log"


class LogPanel(ContactPanel):
    """The form with its two ways to save. `saved` brings a Logged: the contact is in the log.

    Signals:
        left(bool): it is no longer shown; whether something stands in it that is not saved.
    """

    left = Signal(bool)

    def __init__(self, desk: Desk, *, shortcuts: Shortcuts | None = None) -> None:
        keys = shortcuts or Shortcuts()
        head, foot = LogHead(desk.themes), LogFoot(desk.themes, keys)
        super().__init__(desk, form=LogForm(desk), draft_form=FORM, head=head, foot=foot, shortcuts=keys)
        self._blank = self._compared()
        self._asked: dict[str, Any] = {}
        self.is_ready = self._then_new = self._is_given = False
        self.form.who.known.connect(self._known)
        foot.save_and_new.clicked.connect(self.save_and_new)
        self.bind_keys("save_and_new", self.save_and_new)
        self.keeper.read(then=self._draft_read, failed=self._draft_unread)

    # ------------------------------------------------------------ from outside
    @property
    def has_draft(self) -> bool:
        """Whether something stands in the form that is not saved yet."""
        return self._compared() != self._blank

    def draft_values(self) -> Mapping[str, Any]:
        """Return what stands in the form."""
        return self.form.values()

    def begin(
        self,
        *,
        customer_id: int | None = None,
        case_id: int | None = None,
        channel_key: str | None = None,
        direction: str | None = None,
        text: str | None = None,
    ) -> None:
        """Begin a contact with what is known of it; where a draft waits, offer to go on with that.

        `text` is what stands in it at first, such as a reply from a template; it is a draft like what is typed.
        """
        asked = {"customer_id": customer_id, "case_id": case_id, "channel_key": channel_key, "direction": direction}
        self._asked = {name: value for name, value in {**asked, "text": text}.items() if value is not None}
        if self.is_ready:
            self._begin()

    def focus_first(self) -> None:
        """Put the focus where one goes on: on the offer of the draft, the channel, or the customer."""
        if self.notice.take_focus():
            return
        if self.form.channel.channel() is None:
            self.go_to(self.form.channel)
        elif not self.form.who.customer.text() and not self._is_given:
            self.form.who.customer.line.setFocus()
        else:
            self.form.text.box.setFocus()

    # ------------------------------------------------------------ the draft
    def _draft_read(self, draft: Draft | None) -> None:
        self.is_ready = True
        if draft is not None and not self.has_draft:
            values, self._kept_at = draft
            self.form.take(values)
        self._begin(is_restored=draft is not None)
        if self.isVisible():
            self.focus_first()

    def _draft_unread(self, error: Exception) -> None:
        self.notice.show_problem(words(error).sentence)
        self._draft_read(None)

    def _begin(self, *, is_restored: bool = False) -> None:
        if not self.has_draft:
            self._start()
        elif self._asked or is_restored or not self.isVisible():
            self._offer_draft()
        self.show_draft()

    def _start(self) -> None:
        """Empty the form and put in what is known."""
        asked, self._asked = self._asked, {}
        self.notice.close_banner()
        self.form.start()
        self.form.channel.choose(str(asked.get("channel_key", "")))
        self.form.direction.choose(str(asked.get("direction", "in")))
        self._blank = self._compared()
        self._is_given = bool(asked.get("customer_id") or asked.get("case_id"))
        if self._is_given:
            self.form.who.show_known(customer_id=asked.get("customer_id"), case_id=asked.get("case_id"))
        self.form.run_clock()
        if asked.get("text"):
            self.form.text.set_text(str(asked["text"]))
            self.edited()

    def _known(self) -> None:
        """A customer that was given is no draft: nobody typed them."""
        if self._is_given:
            self._is_given = False
            self._blank = {**self._blank, "who": self.form.who.values()}
            self.show_draft()

    def _offer_draft(self) -> None:
        name = self.form.who.customer.text()
        self.notice.offer_draft(name=name, kept_at=self._kept_at, go_on=self._go_on, discard=self.discard)

    def _go_on(self) -> None:
        self._asked = {}
        self.notice.close_banner()
        self.focus_first()

    def discard(self) -> None:
        """Throw the draft away and begin with what was asked for."""
        self.keeper.drop()
        self._kept_at = None
        self._start()
        self.show_draft()
        self.focus_first()

    def edited(self) -> None:
        """A person changed something: it is a draft unless all stands there as in the beginning."""
        if not self.is_ready:
            return
        if self.has_draft:
            self.keeper.touched()
        self.show_draft()

    def _compared(self) -> dict[str, Any]:
        values = self.form.values()
        values["times"] = {key: value for key, value in values["times"].items() if key != RUNS_BY_ITSELF}
        return values

    # ------------------------------------------------------------ saving
    def save(self) -> None:
        """Save the contact and close; what is wrong is said where it is, and nothing is lost."""
        self._save(then_new=False)

    def save_and_new(self) -> None:
        """Save the contact and begin the next."""
        self._save(then_new=True)

    def _save(self, *, then_new: bool) -> None:
        if not self.may_save():
            return
        self._is_saving, self._then_new = True, then_new
        if self.notice.isAncestorOf(self.window().focusWidget() or self):
            self.form.text.box.setFocus()  # a banner that goes would give it to the first button of the window
        self.notice.close_banner()
        workspace, draft, files = self.desk.workspace, self.form.draft(), self.form.files.files()
        asked, amends = self.form.answer(), self.form.amends.amends()
        self.keeper.forget()
        self.desk.act(
            lambda: contacts.log_contact(workspace, draft=draft, files=files, form=FORM, asked=asked, amends=amends),
            then=self._saved,
            failed=self._not_saved,
            said=self._said,
        )

    def _saved(self, logged: Logged) -> None:
        self._is_saving, self._kept_at = False, None
        self._asked = {}
        self._start()
        self.show_draft()
        self.saved.emit(logged)
        if self._then_new:
            self.focus_first()
        else:
            self.form.times.handle.reset()
            self.closed.emit()

    def _said(self, logged: Logged) -> Said:
        if logged.given is not None and logged.given.decided_at is None:
            return Said(text=self.tr("Contact logged; the concession waits for approval"))
        if logged.low_answer is not None:
            return Said(text=self.tr("Contact logged; the low answer is put down to be followed up"))
        if logged.customer is None:
            return Said(text=self.tr("Contact logged"))
        return Said(text=self.tr("Contact with {name} logged").format(name=logged.customer.title))

    def _not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self.keeper.touched()
        told = words(error)
        field = self.field_of(told)
        if field is None:
            self.notice.show_problem(told.sentence)
        else:
            self.show_fault(field, told.sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: a call is over when its form is away; what was typed is kept."""
        super().hideEvent(event)
        if not self.__dict__:
            return  # thrown away as a whole: Python was here before Qt
        self.form.times.handle.stop()
        self.form.times.handle.forget_begin()
        if self.is_ready and not event.spontaneous():
            self.left.emit(self.has_draft)
