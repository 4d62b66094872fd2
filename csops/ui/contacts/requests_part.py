"""The part *Requests* of a case: what the customer asked for, accepted or declined, and why."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.draft_forms import CaseForm, case_form, record_form
from csops.domain.promises import CustomerRequest, RequestState
from csops.services import customer_requests
from csops.ui.cases.part import Part
from csops.ui.contacts.case_dialogs import Done, Failed
from csops.ui.contacts.request_row import RequestDialog, RequestRow
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Button
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.part_draft import PartDraft


class RequestsPart(Part):
    """Notes a request in one line and Enter; below stand those there are, what is open first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.rows: list[RequestRow] = []
        self.what = LineField(desk.themes, label=self.tr("What the customer asks for"), name="request")
        self.add = Button(desk.themes, self.tr("Note it"), icon_name="plus")
        self._list = QVBoxLayout()
        self._stack = QStackedWidget()
        self.draft = PartDraft(
            desk,
            self,
            form=partial(case_form, CaseForm.REQUEST),
            values=lambda: {"what": self.what.text()},
            show=self._show_draft,
        )
        self._lay_out()
        self.what.edited.connect(self.draft.touched)
        self.what.line.returnPressed.connect(self.note)
        self.add.clicked.connect(self.note)
        may_log = desk.workspace.may(Permission.LOG)
        if not may_log:
            self.what.hide()
            self.add.hide()

    def show_case(self, case_id: int) -> None:
        """Show the requests of another case; what was begun on the one before stays its draft."""
        if case_id != self.case_id:
            self.draft.keep()
            self.what.set_text("")
            self.what.show_error("")
            self.draft.begin(case_id)
        super().show_case(case_id)

    def refresh(self) -> None:
        """Read them again."""
        workspace, case_id = self.desk.workspace, self.case_id
        if case_id:
            self.desk.ask(
                lambda: customer_requests.list_requests(workspace, case_id=case_id),
                then=partial(self._take, case_id),
                failed=lambda _error: None,  # the pane says that the case is gone
                key=("requests", id(self)),
            )

    def note(self) -> None:
        """Note what stands in the line."""
        workspace, case_id, what = self.desk.workspace, self.case_id, self.what.text()
        form = self.draft.form
        self.draft.forget()
        self.desk.act(
            lambda: customer_requests.note_request(workspace, case_id=case_id, what=what, form=form),
            then=lambda _kept: self._noted(case_id, what),
            failed=self._not_noted,
            said=Said(text=self.tr("Request noted")),
        )

    def _noted(self, case_id: int, what: str) -> None:
        if case_id == self.case_id and self.what.text() == what:
            self.what.set_text("")

    def _not_noted(self, error: Exception) -> None:
        self.what.show_error(words(error).sentence)
        self.draft.touched()

    def _show_draft(self, values: dict[str, Any]) -> None:
        kept = str(values.get("what", ""))
        if not self.what.text():
            self.what.set_text(kept)
        elif kept not in self.what.text():
            self.what.set_text(f"{kept} {self.what.text()}")

    def _take(self, case_id: int, requests: Sequence[CustomerRequest]) -> None:
        if case_id != self.case_id:
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        ordered = sorted(requests, key=lambda one: (one.state is not RequestState.OPEN, -one.id))
        self.rows = [RequestRow(self.desk, one, formats=self._formats) for one in ordered]
        for place, row in enumerate(self.rows):
            self._list.insertWidget(place, row)
            row.wanted.connect(partial(self._do, row.request))
        self._stack.setCurrentIndex(1 if self.rows else 0)

    def _do(self, request: CustomerRequest, what: str) -> None:
        if what == "reword":
            dialog = RequestDialog(
                self.desk,
                self.window(),
                title=self.tr("Request in other words"),
                label=self.tr("What the customer asks for"),
                name="request",
                text=request.what,
                say=lambda *said: self._reword(replace(request, version=dialog.kept.version), *said),
                form=record_form(Kind.REQUEST, request.id, "reword"),
                version=request.version,
            )
            dialog.open()
        elif what == "remove":
            self._remove(request)
        elif what == RequestState.OPEN.value:
            self._decide(request, RequestState.OPEN, "", lambda: None, self.desk.failed.emit)
        else:
            self._ask_why(request, RequestState(what))

    def _ask_why(self, request: CustomerRequest, state: RequestState) -> None:
        is_no = state is RequestState.DECLINED
        title = self.tr("Decline: {what}") if is_no else self.tr("Accept: {what}")
        RequestDialog(
            self.desk,
            self.window(),
            title=title.format(what=request.what),
            label=self.tr("Why"),
            name="reason",
            helper="" if is_no else self.tr("May stay empty"),
            verb=self.tr("Decline") if is_no else self.tr("Accept"),
            say=partial(self._decide, request, state),
            form=record_form(Kind.REQUEST, request.id, state.value),
        ).open()

    def _decide(self, request: CustomerRequest, state: RequestState, reason: str, done: Done, failed: Failed) -> None:
        workspace = self.desk.workspace
        told = {
            RequestState.OPEN: self.tr("Request open again"),
            RequestState.ACCEPTED: self.tr("Request accepted"),
            RequestState.DECLINED: self.tr("Request declined"),
        }
        self.desk.act(
            lambda: customer_requests.decide_request(workspace, request_id=request.id, state=state, reason=reason),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=told[state]),
        )

    def _reword(self, request: CustomerRequest, text: str, done: Done, failed: Failed) -> None:
        workspace, changed = self.desk.workspace, replace(request, what=text)
        self.desk.act(
            lambda: customer_requests.reword_request(workspace, request=changed),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=self.tr("Request changed")),
        )

    def _remove(self, request: CustomerRequest) -> None:
        workspace = self.desk.workspace
        self.desk.act(
            lambda: customer_requests.remove_request(workspace, request_id=request.id),
            said=Said(text=self.tr("Request removed")),
        )

    def _lay_out(self) -> None:
        themes = self.desk.themes
        entry = QHBoxLayout()
        Spacing(themes, entry, gap=2)
        entry.addWidget(self.what, 1)
        entry.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        empty = EmptyState(
            themes,
            icon="hand",
            title=self.tr("Nothing was asked for"),
            why=self.tr("What the customer asks for stands here with what became of it and why"),
        )
        Spacing(themes, self._list, gap=3)
        self._list.addStretch(1)
        self._stack.addWidget(empty)
        self._stack.addWidget(scrolling(self._list))
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 4, 5, 3), gap=4)
        column.addLayout(entry)
        column.addWidget(self._stack, 1)
