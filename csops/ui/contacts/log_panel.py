"""The panel in which a contact is logged: from anywhere, in seconds, and without ever losing a word."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from csops.domain.contacts import Logged
from csops.services import contacts
from csops.ui.contacts.draft_keeper import Draft, DraftKeeper
from csops.ui.contacts.intake import Intake
from csops.ui.contacts.log_bars import LogFoot, LogHead, lay_out_panel
from csops.ui.contacts.log_form import LogForm
from csops.ui.contacts.log_notice import LogNotice
from csops.ui.contacts.times_block import RUNS_BY_ITSELF
from csops.ui.desk import Desk, Said
from csops.ui.kit.errors import words
from csops.ui.kit.fields import first_problem
from csops.ui.kit.labels import Line
from csops.ui.kit.shortcuts import Shortcuts

FORM = "log"


class LogPanel(QWidget):
    """The form with its head, its draft and its two ways to save.

    Signals:
        saved(object): a Logged; the contact is in the log.
        closed: the panel shall go; what is typed in it is kept.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, shortcuts: Shortcuts | None = None) -> None:
        super().__init__(parent)
        self.desk, self._shortcuts = desk, shortcuts or Shortcuts()
        self.form = LogForm(desk)
        self.notice = LogNotice(desk, formats=self.form.times.formats)
        self.keeper = DraftKeeper(desk, form=FORM, values=self.form.values, parent=self)
        self.intake = Intake(desk, self.form, say=self.notice.show_problem, parent=self)
        self._blank = self._compared()
        self._asked: dict[str, Any] = {}
        self._kept_at: datetime | None = None
        self.is_ready = self._is_saving = self._then_new = self._is_given = False
        self.setAccessibleName(self.tr("Log contact"))
        self.head, self.foot = LogHead(desk.themes), LogFoot(desk.themes, self._shortcuts)
        self._lay_out()
        self._connect()
        self.keeper.read(then=self._draft_read, failed=self._draft_unread)

    # ------------------------------------------------------------ from outside
    @property
    def has_draft(self) -> bool:
        """Whether something stands in the form that is not saved yet."""
        return self._compared() != self._blank

    def begin(
        self,
        *,
        customer_id: int | None = None,
        case_id: int | None = None,
        channel_key: str | None = None,
        direction: str | None = None,
    ) -> None:
        """Begin a contact with what is known of it; where a draft waits, offer to go on with that."""
        asked = {"customer_id": customer_id, "case_id": case_id, "channel_key": channel_key, "direction": direction}
        self._asked = {name: value for name, value in asked.items() if value is not None}
        if self.is_ready:
            self._begin()

    def focus_first(self) -> None:
        """Put the focus where one goes on: on the offer of the draft, the channel, or the customer."""
        if self.notice.take_focus():
            return
        if self.form.channel.channel() is None:
            self.form.channel.focus_here()
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
        self._show_draft()

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

    def _known(self) -> None:
        """A customer that was given is no draft: nobody typed them."""
        if self._is_given:
            self._is_given = False
            self._blank = {**self._blank, "who": self.form.who.values()}
            self._show_draft()

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
        self._show_draft()
        self.focus_first()

    def _edited(self) -> None:
        if not self.is_ready:
            return
        if self.has_draft:
            self.keeper.touched()
        self._show_draft()

    def _draft_kept(self, at: datetime) -> None:
        self._kept_at = at
        self._show_draft()

    def _show_draft(self) -> None:
        has = self.has_draft
        at = self.form.times.formats.time(self._kept_at)
        said = self.tr("Draft saved {at}").format(at=at) if self._kept_at else ""
        self.head.show_draft(said, has_draft=has)

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
        wrong = None if self._is_saving else first_problem(self.form.fields())
        if wrong is not None:
            self._area.ensureWidgetVisible(wrong)
            if wrong is self.form.channel:
                self.form.channel.focus_here()
        if self._is_saving or wrong is not None:
            return
        self._is_saving, self._then_new = True, then_new
        self.notice.close_banner()
        workspace, draft, files = self.desk.workspace, self.form.draft(), self.form.files.files()
        self.keeper.forget()
        self.desk.act(
            lambda: contacts.log_contact(workspace, draft=draft, files=files, form=FORM),
            then=self._saved,
            failed=self._not_saved,
            said=self._said,
        )

    def _saved(self, logged: Logged) -> None:
        self._is_saving, self._kept_at = False, None
        self._asked = {}
        self._start()
        self._show_draft()
        self.saved.emit(logged)
        if self._then_new:
            self.focus_first()
        else:
            self.form.times.handle.reset()
            self.closed.emit()

    def _said(self, logged: Logged) -> Said:
        if logged.customer is None:
            return Said(text=self.tr("Contact logged"))
        return Said(text=self.tr("Contact with {name} logged").format(name=logged.customer.title))

    def _not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self.keeper.touched()
        told = words(error)
        field = next((field for field in self.form.fields() if told.field and field.name == told.field), None)
        if field is None:
            self.notice.show_problem(told.sentence)
        else:
            field.show_error(told.sentence)
            self._area.ensureWidgetVisible(field)
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            if field is self.form.channel:
                self.form.channel.focus_here()

    # ------------------------------------------------------------ Qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: keep the draft before the window of the moment closes."""
        super().showEvent(event)
        self.keeper.watch_window(self.window())

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: keep what was typed; a call is over when its form is away."""
        super().hideEvent(event)
        self.form.times.handle.stop()
        self.form.times.handle.forget_begin()
        self.keeper.keep_if_due()

    # ------------------------------------------------------------ parts
    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.keeper.kept.connect(self._draft_kept)
        self.form.who.known.connect(self._known)
        self.head.close_button.clicked.connect(self.closed)
        self.head.discard.clicked.connect(self.discard)
        self.foot.save.clicked.connect(self.save)
        self.foot.save_and_new.clicked.connect(self.save_and_new)
        self.desk.team_changed.connect(self.form.show_team)
        next_member = self.form.times.next_member
        for name, run in (("save", self.save), ("save_and_new", self.save_and_new), ("handled_by", next_member)):
            for keys in self._shortcuts.all_keys(name):
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(run)

    def _lay_out(self) -> None:
        above = (self.head, Line(self.desk.themes), self.notice)
        self._area = lay_out_panel(self, self.desk.themes, above=above, form=self.form, foot=self.foot)
