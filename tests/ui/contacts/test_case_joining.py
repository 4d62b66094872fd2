"""Cases merged, split, passed on, and done to several at once, as a person does it in the window."""

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.cases import Case, Cause, State
from csops.domain.contacts import ContactDraft, Result
from csops.domain.escalations import EscalationReason
from csops.services import cases, contacts
from csops.services.workspace import Workspace
from csops.ui.contacts.case_pane import CasePane
from csops.ui.contacts.merge_dialog import MergeDialog
from csops.ui.contacts.page import ContactsPage
from csops.ui.contacts.pass_on import PassOnDialog
from csops.ui.contacts.request_row import RequestDialog
from csops.ui.contacts.requests_part import RequestsPart
from csops.ui.contacts.split_dialog import SplitDialog
from csops.ui.desk import Desk
from tests.helpers.records import EMAIL, PHONE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus, without a window system
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def three(desk: Desk) -> list[Case]:
    """Two cases of Ada, and one of Oliver."""

    def logged(name: str, text: str, channel_id: int = PHONE) -> Case:
        draft = ContactDraft(channel_id=channel_id, customer_name=name, text=text, result=Result.OPEN)
        return contacts.log_contact(desk.workspace, draft=draft).case

    made = [logged("Ada Brandt", "Brakes squeal"), logged("Ada Brandt", "They still squeal", EMAIL)]
    return [*made, logged("Oliver Feld", "Bell is missing")]


@pytest.fixture
def pane(desk: Desk, three: list[Case], qtbot: QtBot) -> Iterator[CasePane]:
    """The split view in a window, on Ada's first case."""
    window = QMainWindow()
    qtbot.addWidget(window)
    page = ContactsPage(desk)
    made = page.cases
    window.setCentralWidget(page)
    window.resize(1300, 800)
    with qtbot.waitSignal(made.counted), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.show_case(three[0].id)
    qtbot.waitUntil(lambda: made.detail.view is not None and made.detail.view.case_id == three[0].id)
    qtbot.waitUntil(lambda: made.list.selected_ids() == [three[0].id])
    made.list.view.setFocus()
    yield made
    window.close()


def the(pane: CasePane, kind: type[D]) -> D:
    return next(one for one in pane.window().findChildren(kind) if one.isVisible())


def press(pane: CasePane, key: Qt.Key, *, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(pane.list.view, key, held)


def mark(pane: CasePane, *case_ids: int) -> None:
    """Mark these cases besides the one that is marked."""
    for case_id in case_ids:
        index = pane.list.rows.index(pane.list.rows.row_of(case_id))
        pane.list.view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def told(workspace: Workspace, case_id: int) -> cases.Timeline:
    return cases.timeline(workspace, case_id=case_id)


def test_two_cases_are_merged_after_a_look_at_what_comes_of_it(
    pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot
) -> None:
    first, second, other = (case.id for case in three)
    press(pane, Qt.Key.Key_M, shift=True)
    dialog = the(pane, MergeDialog)
    qtbot.waitUntil(lambda: dialog.is_ready)
    dialog.submit()
    assert "Choose the other case" in dialog.other.error()
    dialog.choose_other(other)
    qtbot.waitUntil(lambda: "two customers" in dialog.other.error())
    dialog.choose_other(second)
    qtbot.waitUntil(dialog.told.isVisible)
    assert dialog.told.holds.words() == "2 contacts"
    assert dialog.stays.key() == str(first)
    with qtbot.waitSignal(desk.said) as said:
        dialog.save.click()
    assert said.args is not None
    assert said.args[0].text == f"Case {second} merged into case {first}"
    assert told(desk.workspace, second).case.id == first
    qtbot.waitUntil(lambda: len(pane.list.rows.lines()) == 2)


def test_the_number_of_a_merged_case_shows_the_one_it_went_into(
    pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot
) -> None:
    first, second, _ = (case.id for case in three)
    mark(pane, second)
    press(pane, Qt.Key.Key_M, shift=True)
    dialog = the(pane, MergeDialog)
    qtbot.waitUntil(dialog.told.isVisible)
    with qtbot.waitSignal(desk.said):
        dialog.submit()
    pane.show_case(second)
    qtbot.waitUntil(lambda: pane.detail.view is not None and len(pane.detail.view.timeline.contacts) == 2)
    assert pane.chosen_ids() == [first]


def test_a_contact_is_split_off_and_the_new_case_is_shown(
    pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot
) -> None:
    case_id = three[0].id
    draft = ContactDraft(channel_id=PHONE, case_id=case_id, text="Is the bell back?", result=Result.OPEN)
    contacts.log_contact(desk.workspace, draft=draft)
    qtbot.waitUntil(lambda: pane.detail.view is not None and len(pane.detail.view.timeline.contacts) == 2)
    pane.more.split()
    dialog = the(pane, SplitDialog)
    dialog.submit()
    qtbot.waitUntil(lambda: "No contact is chosen" in dialog.case_title.error())
    list(dialog.boxes.values())[1].click()
    with qtbot.waitSignal(desk.said):
        dialog.save.click()
    qtbot.waitUntil(lambda: pane.detail.head.title.words() == "Is the bell back?")
    assert len(told(desk.workspace, case_id).contacts) == 1


def test_p_passes_a_case_on_with_its_reason(pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot) -> None:
    press(pane, Qt.Key.Key_P)
    dialog = the(pane, PassOnDialog)
    dialog.to.box.setCurrentText("Rosa Okafor")
    dialog.reason.choose(EscalationReason.OTHER.value)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.note.error()))
    dialog.note.line.setText("The supplier knows")
    with qtbot.waitSignal(desk.said) as said:
        QTest.keyClick(dialog.note.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.args is not None
    assert said.args[0].text == "Ada Brandt, Brakes squeal passed on to Rosa Okafor"
    found = told(desk.workspace, three[0].id)
    assert (found.case.owner, found.escalations[0].note) == ("Rosa Okafor", "The supplier knows")


def test_over_several_cases_floats_a_bar_and_each_deed_is_one_act(
    pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot
) -> None:
    assert not pane.bar.isVisible()
    mark(pane, three[1].id, three[2].id)
    assert pane.bar.isVisible()
    assert pane.bar.accessibleName() == "3 selected"
    assert not pane.detail.bar.isVisible()
    with qtbot.waitSignal(desk.said) as said:
        pane.more.set_cause(Cause.PEOPLE)
    assert said.args is not None
    assert said.args[0].text == "3 cases: cause people"
    assert {told(desk.workspace, case.id).record.cause for case in three} == {Cause.PEOPLE}
    with qtbot.waitSignal(desk.said):
        desk.undo()
    assert {told(desk.workspace, case.id).record.cause for case in three} == {None}
    press(pane, Qt.Key.Key_E)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert {told(desk.workspace, case.id).case.state for case in three} == {State.RESOLVED}


def test_the_menu_over_a_case_offers_all_that_can_be_done(pane: CasePane) -> None:
    bar = pane.detail.bar
    less_often = ["Merge with another case\tShift+M", "Split into two cases", "Topic", "Cause"]
    assert [action.text() for action in pane.menu(bar.folded()).actions() if action.text()] == less_often
    bar.resize(200, bar.height())
    assert bar.buttons["more"].isVisible()
    assert bar.folded()[-1] == "status"
    words = [action.text() for action in pane.menu(bar.folded()).actions() if action.text()]
    assert words[-5:] == ["Status\tT", *less_often]


def test_esc_leaves_one_case_marked(pane: CasePane, three: list[Case]) -> None:
    mark(pane, three[1].id)
    press(pane, Qt.Key.Key_Escape)
    assert len(pane.list.selected_ids()) == 1
    assert not pane.bar.isVisible()


def _says(part: RequestsPart, text: str) -> bool:
    return part.what.text() == text


def test_a_request_is_noted_and_declined_with_its_reason(
    pane: CasePane, desk: Desk, three: list[Case], qtbot: QtBot
) -> None:
    pane.detail.show_part("requests")
    part = pane.detail.part()
    assert isinstance(part, RequestsPart)
    QTest.keyClicks(part.what.line, "A loan bike")
    for case_id, begun in ((three[1].id, ""), (three[0].id, "A loan bike")):  # what is begun waits with its case
        part.show_case(case_id)
        qtbot.waitUntil(partial(_says, part, begun))
    with qtbot.waitSignal(desk.said):
        QTest.keyClick(part.what.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(part.rows) == 1)
    qtbot.waitUntil(lambda: pane.detail.parts.tabs.button("requests").text() == "Requests 1")
    part.rows[0].wanted.emit("declined")
    dialog = the(pane, RequestDialog)
    dialog.submit()
    qtbot.waitUntil(lambda: "Say why it is declined" in dialog.text.error())
    dialog.text.set_text("None left")
    with qtbot.waitSignal(desk.said):
        dialog.submit()
    (request,) = told(desk.workspace, three[0].id).requests
    assert request.reason == "None left"


def test_the_parts_of_a_case_are_stepped_through_by_keys(pane: CasePane, qtbot: QtBot) -> None:
    QTest.keyClick(pane.list.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane.detail.parts.key() == "matter")
    QTest.keyClick(pane.list.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane.detail.part() is None)
