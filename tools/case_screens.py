"""What a person does to get to the parts of a case, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QTimer

from csops.domain.cases import Cause
from csops.domain.promises import RequestState
from csops.domain.questions import Question
from csops.services.case_matters import keep_matter
from csops.services.cases import case_lines
from csops.services.customer_requests import decide_request, list_requests, note_request
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.merge_dialog import MergeDialog
from csops.ui.contacts.page import ContactsPage
from csops.ui.main_window import MainWindow

SETTLED_MS = 600


def _pane(window: MainWindow) -> CasePane:
    """Show the open cases, the first of them chosen."""
    window.go("contacts", {"state": "open"})
    page = window.frame.page()
    if not isinstance(page, ContactsPage):
        raise TypeError(page)
    _settle()
    return page.cases


def _settle() -> None:
    """Let the list be read anew, and choose again what was chosen."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLED_MS, loop.quit)
    loop.exec()


def _part(window: MainWindow, key: str) -> None:
    _pane(window).detail.show_part(key)


def _matter(window: MainWindow) -> None:
    pane = _pane(window)
    workspace, view = window.desk.workspace, pane.detail.view
    if view is not None and not view.timeline.record.matter:
        said = {
            "stated": "Refund not received",
            "matter": "Nobody books refunds while the office is away",
            "cause": Cause.PROCESS,
            "department": "Office",
        }
        keep_matter(workspace, case=replace(view.timeline.record, **said))  # type: ignore[arg-type]  # as it has them
    pane.detail.show_part("matter")


def _requests(window: MainWindow) -> None:
    pane = _pane(window)
    workspace, view = window.desk.workspace, pane.detail.view
    if view is not None and not list_requests(workspace, case_id=view.case_id):
        noted = note_request(workspace, case_id=view.case_id, what="The money back, not a voucher")
        note_request(workspace, case_id=view.case_id, what="A call before six in the evening")
        reason = "Booked while he was on the line"
        decide_request(workspace, request_id=noted.id, state=RequestState.ACCEPTED, reason=reason)
    pane.detail.show_part("requests")


def _several(window: MainWindow) -> None:
    pane = _pane(window)
    pane.detail.show_part("happened")
    for row in (1, 2):
        index = pane.list.rows.index(row)
        pane.list.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def _merge(window: MainWindow) -> None:
    """Two cases of one customer, and what they become as one."""
    pane = _pane(window)
    question = Question(customer_id=pane.detail.view.timeline.case.customer_id if pane.detail.view else None)
    lines = case_lines(window.desk.workspace, question=question, limit=2)
    pane.show_case(lines[0].id)
    _settle()
    pane.more.merge()
    dialog = window.findChildren(MergeDialog)[-1]
    _settle()
    if len(lines) > 1:
        dialog.choose_other(lines[1].id)


def _split(window: MainWindow) -> None:
    _pane(window).more.split()


def _pass_on(window: MainWindow) -> None:
    _pane(window).more.pass_on()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "case-matter": _matter,
    "case-requests": _requests,
    "case-answers": partial(_part, key="answers"),
    "case-several": _several,
    "case-merge": _merge,
    "case-split": _split,
    "case-pass-on": _pass_on,
}
"""In the order of the pictures."""
