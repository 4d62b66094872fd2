"""What asks before it does something to a case: a note to colleagues, a follow-up, another day for one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops.domain.draft_forms import CaseForm, case_form
from csops.ui.contacts.follow_up_block import FollowUpBlock
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.fields import Field, LineField, TextField, first_problem
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.shortcuts import Shortcuts


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What a person said of a promise."""

    due_at: datetime | None
    time_known: bool
    owner_id: int | None
    what: str
    silent_days: int | None = None


Done = Callable[[], None]
Failed = Callable[[Exception], None]
AddNote = Callable[[str, Done, Failed], None]
MakePromise = Callable[[Promised, Done, Failed], None]


class CaseDialog(Dialog):
    """A dialog with one button that does it, by its keys as well."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, title: str, verb: str, shortcuts: Shortcuts, width: int = 0
    ) -> None:
        super().__init__(desk.themes, parent, title=title, width=width)
        self.desk = desk
        self._fields: Sequence[Field] = ()
        keys = shortcuts.keys("save")
        self.save = Button(desk.themes, verb, role=Role.PRIMARY, keys=keys, show_keys=True)
        self._save_keys = QShortcut(QKeySequence(keys), self)
        self._save_keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)

    def ask_for(self, fields: Sequence[Field], *, submit: Callable[[], None]) -> None:
        """Take the fields that are asked for, and what the button does."""
        self._fields = fields
        self.save.clicked.connect(submit)
        self._save_keys.activated.connect(submit)

    def explain(self, error: Exception) -> None:
        """Say what went wrong below the field it belongs to; what was typed stays."""
        say_at_field(words(error), self._fields, otherwise=self._fields[0])


class NoteDialog(CaseDialog):
    """Writes to colleagues. What is typed is kept as a draft of this case."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        case_id: int,
        add: AddNote,
        shortcuts: Shortcuts,
    ) -> None:
        title = desk.tr("Note on case {id}").format(id=case_id)
        super().__init__(desk, parent, title=title, verb=desk.tr("Add note"), shortcuts=shortcuts)
        self._add = add
        self.text = TextField(
            desk.themes, label=self.tr("For colleagues"), name="text", helper=self.tr("Customers never see notes")
        )
        self.body.addWidget(self.text)
        self.kept = KeptTyping(desk, self, (self.text,), form=case_form(CaseForm.NOTE, case_id))
        self.ask_for((self.text,), submit=self.submit)

    def submit(self) -> None:
        """Add the note."""
        self._add(self.text.text(), self.finish, self.explain)


class FollowUpDialog(CaseDialog):
    """Promises something until a day, by somebody; `postponing` changes the day of what is promised already."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        promise: MakePromise,
        owner_id: int | None,
        form: str,
        shortcuts: Shortcuts,
        postponing: bool = False,
    ) -> None:
        """Begin with `owner_id`, else oneself; what is typed is kept as the draft of `form`."""
        title, verb = desk.tr("Follow up"), desk.tr("Add follow-up")
        if postponing:
            title, verb = desk.tr("Postpone"), desk.tr("Postpone it")
        super().__init__(desk, parent, title=title, verb=verb, shortcuts=shortcuts)
        self._promise = promise
        self.block = FollowUpBlock(
            desk,
            label=self.tr("Until when") if postponing else self.tr("By when"),
            owned=not postponing,
            by_silence=not postponing,
        )
        self.block.choose_owner(owner_id or desk.workspace.member.id)
        self.what = LineField(desk.themes, label=self.tr("What to do"), name="what")
        self.body.addWidget(self.block)
        self.body.addWidget(self.what)
        self.what.setHidden(postponing)
        self.ask_for(self.block.fields(), submit=self.submit)
        self.kept = KeptTyping(desk, self, (self.what, *self.block.typed()), form=form)
        self.block.edited.connect(self.kept.touched)

    def submit(self) -> None:
        """Promise it."""
        if first_problem(self.block.fields()) is None:
            due_at, time_known = self.block.due()
            self._promise(
                Promised(
                    due_at=due_at,
                    time_known=time_known,
                    owner_id=self.block.owner_id(),
                    what=self.what.text(),
                    silent_days=self.block.silent_days(),
                ),
                self.finish,
                self.explain,
            )
