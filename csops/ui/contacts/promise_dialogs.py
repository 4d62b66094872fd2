"""What asks about promises: a new one, the day that a customer was given instead, why one is not kept."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.promises import Promise
from csops.ui.contacts.case_dialogs import CaseDialog, Done, Failed, Promised
from csops.ui.contacts.follow_up_block import FollowUpBlock
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.fields import LineField, first_problem
from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import Shortcuts

Make = Callable[[Promised, Done, Failed], None]
Tell = Callable[[datetime | None, bool, Done, Failed], None]
Say = Callable[[str, Done, Failed], None]


class PromiseDialog(CaseDialog):
    """Promises something to the customer: what, until when, and who keeps it."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, case_id: int, make: Make, owner_id: int | None, shortcuts: Shortcuts
    ) -> None:
        super().__init__(desk, parent, title=desk.tr("Promise"), verb=desk.tr("Promise it"), shortcuts=shortcuts)
        self._make = make
        self.what = LineField(
            desk.themes,
            label=self.tr("What the customer may expect"),
            name="promise",
            required=True,
            helper=self.tr("In their words, such as “Refund of €49”"),
        )
        self.block = FollowUpBlock(desk, label=self.tr("By when"))
        self.block.choose_owner(owner_id or desk.workspace.member.id)
        self.body.addWidget(self.what)
        self.body.addWidget(self.block)
        self.ask_for((self.what, *self.block.fields()), submit=self.submit)
        form = record_form(Kind.CASE, case_id, "promise")
        self.kept = KeptTyping(desk, self, (self.what, *self.block.typed()), form=form)
        self.block.edited.connect(self.kept.touched)

    def submit(self) -> None:
        """Promise it."""
        if first_problem((self.what, *self.block.fields())) is None:
            due_at, time_known = self.block.due()
            self._make(
                Promised(due_at=due_at, time_known=time_known, owner_id=self.block.owner_id(), what=self.what.text()),
                self.finish,
                self.explain,
            )


class SlipDialog(CaseDialog):
    """Notes that the customer heard before the date that it slips, and perhaps the day they were given instead."""

    def __init__(self, desk: Desk, parent: QWidget, *, what: str, tell: Tell, shortcuts: Shortcuts) -> None:
        title, verb = desk.tr("Customer told that it slips"), desk.tr("Customer was told")
        super().__init__(desk, parent, title=title, verb=verb, shortcuts=shortcuts)
        self._tell = tell
        why = self.tr("{what}: its date stays the one that was named, and the reminder waits for the new day")
        self.body.addWidget(Text(desk.themes, why.format(what=what), colour="text.secondary", wrap=True))
        self.block = FollowUpBlock(desk, label=self.tr("New day, if there is one"), owned=False)
        self.block.set_required(required=False)
        self.body.addWidget(self.block)
        self.ask_for(self.block.fields(), submit=self.submit)

    def submit(self) -> None:
        """Note it."""
        if first_problem(self.block.fields()) is None:
            next_at, time_known = self.block.due()
            self._tell(next_at, time_known, self.finish, self.explain)


class EndDialog(CaseDialog):
    """Gives a promise up, or takes it back with the customer's consent."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, promise: Promise, giving_up: bool, say: Say, shortcuts: Shortcuts
    ) -> None:
        title, verb = desk.tr("Withdraw the promise"), desk.tr("Withdraw it")
        if giving_up:
            title, verb = desk.tr("Give the promise up"), desk.tr("Give it up")
        super().__init__(desk, parent, title=title, verb=verb, shortcuts=shortcuts)
        self._say = say
        words = self.tr("{what}: the customer agreed, it counts neither as kept nor as broken")
        if giving_up:
            words = self.tr("{what}: it will not be kept, and counts as broken")
        self.body.addWidget(Text(desk.themes, words.format(what=promise.what), colour="text.secondary", wrap=True))
        self.reason = LineField(desk.themes, label=self.tr("Why"), name="reason", required=giving_up)
        self.body.addWidget(self.reason)
        self.ask_for((self.reason,), submit=self.submit)
        form = record_form(Kind.PROMISE, promise.id, "give_up" if giving_up else "withdraw")
        self.kept = KeptTyping(desk, self, (self.reason,), form=form)

    def submit(self) -> None:
        """Do it."""
        if first_problem((self.reason,)) is None:
            self._say(self.reason.text(), self.finish, self.explain)
