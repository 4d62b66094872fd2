"""The part *Promises* of a case: what the customer may expect, until when, and what became of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.promises import Promise
from csops.services import promises
from csops.services.promises import CasePromises
from csops.ui.cases.part import Part
from csops.ui.contacts.case_dialogs import Done, Failed, Promised
from csops.ui.contacts.promise_dialogs import EndDialog, PromiseDialog, SlipDialog
from csops.ui.contacts.promise_rows import GIVE_UP, KEPT, TOLD, WITHDRAW, PromiseRow, focused_row
from csops.ui.contacts.promise_words import PromiseWords
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState, Heading
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing


class PromisesPart(Part):
    """The open promises first, the first due first; below them those that are settled."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, shortcuts: Shortcuts | None = None) -> None:
        super().__init__(desk, parent)
        self._shortcuts, self._formats = shortcuts or Shortcuts(), Formats(zone=desk.team.calendar.tz)
        self.rows: list[PromiseRow] = []
        self._owner_id: int | None = None
        self._may_change = desk.workspace.may(Permission.LOG)
        self.head = Heading(desk.themes, self.tr("Promises"))
        self.add = Button(desk.themes, self.tr("Promise"), icon_name="plus", compact=True)
        if not self._may_change:
            self.add.hide()
        self.add.clicked.connect(self.make)
        self.head.add(self.add)
        self.empty = EmptyState(
            desk.themes,
            icon="calendar-check",
            title=self.tr("Nothing is promised"),
            why=self.tr(
                "What the customer may expect until a day, such as a refund. It stands on Today until it is kept, and "
                "Figures tell how many are kept on their date"
            ),
            action=self.tr("Promise something") if self._may_change else "",
            run=self.make,
        )
        self._lay_out()

    def refresh(self) -> None:
        """Read them again."""
        workspace, case_id = self.desk.workspace, self.case_id
        if case_id:
            self.desk.ask(
                lambda: promises.promises_of(workspace, case_id=case_id),
                then=self._show,
                failed=lambda _error: None,  # the pane says that the case is gone
                key=("promises", id(self)),
            )

    # ------------------------------------------------------------ what can be done
    def make(self) -> None:
        """Ask what is promised."""
        PromiseDialog(
            self.desk, self.window(), case_id=self.case_id, make=partial(self._make, self.case_id),
            owner_id=self._owner_id, shortcuts=self._shortcuts,
        ).open()  # fmt: skip

    def _make(self, case_id: int, said: Promised, done: Done, failed: Failed) -> None:
        act = partial(
            promises.make_promise,
            self.desk.workspace,
            case_id=case_id,
            what=said.what,
            due_at=said.due_at,
            time_known=said.time_known,
            owner_id=said.owner_id,
        )
        self._act(act, self.tr("Promised: {what}").format(what=said.what), done, failed)

    def _wanted(self, deed: str, promise: Promise) -> None:
        workspace, window, what = self.desk.workspace, self.window(), promise.what
        if deed == KEPT:
            keep = partial(promises.keep_promise, workspace, promise_id=promise.id)
            self._act(keep, self.tr("Promise kept: {what}").format(what=what), lambda: None, self.desk.failed.emit)
        elif deed == TOLD:
            SlipDialog(
                self.desk, window, what=what, tell=partial(self._tell, promise), shortcuts=self._shortcuts
            ).open()
        elif deed in {GIVE_UP, WITHDRAW}:
            giving_up = deed == GIVE_UP
            say = partial(self._end, promise, giving_up)
            EndDialog(
                self.desk, window, promise=promise, giving_up=giving_up, say=say, shortcuts=self._shortcuts
            ).open()

    def _tell(self, promise: Promise, next_at: datetime | None, time_known: bool, done: Done, failed: Failed) -> None:
        tell = partial(
            promises.tell_of_slip, self.desk.workspace, promise_id=promise.id, next_at=next_at, time_known=time_known
        )
        self._act(tell, self.tr("Noted that the customer was told"), done, failed)

    def _end(self, promise: Promise, giving_up: bool, reason: str, done: Done, failed: Failed) -> None:
        end = promises.give_up_promise if giving_up else promises.withdraw_promise
        said = self.tr("Promise given up: {what}") if giving_up else self.tr("Promise withdrawn: {what}")
        act = partial(end, self.desk.workspace, promise_id=promise.id, reason=reason)
        self._act(act, said.format(what=promise.what), done, failed)

    def _act(self, act: Callable[[], Any], said: str, done: Done, failed: Callable[[Exception], Any]) -> None:
        self.desk.act(act, then=lambda _kept: done(), failed=failed, said=Said(text=said))

    # ------------------------------------------------------------ what is shown
    def _show(self, found: CasePromises) -> None:
        if found.case_id != self.case_id:
            return
        self._owner_id = found.owner_id
        at = focused_row(self.rows, self.window())
        words = PromiseWords(formats=self._formats, name=self._first_name, now=self.desk.workspace.now())
        for old in self.rows:
            self._inner.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [
            PromiseRow(self.desk.themes, one, words=words, may_change=self._may_change) for one in found.promises
        ]
        for place, row in enumerate(self.rows):
            row.wanted.connect(self._wanted)
            self._inner.insertWidget(place, row)
        self.stack.setCurrentIndex(0 if self.rows else 1)
        self.head.setVisible(bool(self.rows))
        if at is not None and self.rows:
            near = self.rows[min(at, len(self.rows) - 1)].buttons.values()
            next(iter(near), self.add).setFocus()

    def _first_name(self, member_id: int | None) -> str:
        member = self.desk.team.member(member_id)
        return member.name.split(" ")[0] if member else ""

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self._inner = QVBoxLayout()
        Spacing(themes, self._inner, margins=(5, 1, 5, 4), gap=2)
        self._inner.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolling(self._inner))
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
