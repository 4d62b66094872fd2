"""Rows pasted into Contacts go to Import, which shows them before anything is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from csops.domain.questions import Question
from csops.services import contacts, imports
from csops.ui.contacts.page import TABLE, ContactsPage
from csops.ui.contacts.pasting import looks_like_rows
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.tasks import Lane

ROWS = (
    "Date\tTime\tChannel\tCustomer\tWhat happened\n"
    '16.11.2025\t09:12\tPhone\tInés Marchetti\t"Refund for\nthe chain guard"\n'
    "17.11.2025\t10:40\tE-mail\tPiet de Vries\tWhere is my parcel?\n"
)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ContactsPage]:
    # Windows of earlier tests go now, and not while this one waits for a key: they take the activation with them.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = ContactsPage(desk)
    window.setCentralWidget(shown)
    window.resize(1228, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    # The list that is read hides its table when nothing is in it, and what is hidden loses the focus.
    qtbot.waitUntil(lambda: not any(desk.tasks.is_busy(lane) for lane in Lane))
    yield shown
    QGuiApplication.clipboard().clear()


def paste(widget: QWidget, text: str) -> None:
    """Press Ctrl V, and again each second until the test goes on.

    On a busy machine the window is not the active one for a moment, or the list is read just then and hides the table
    that has the focus when nothing is in it: then nobody hears the key, as with a person.
    """
    QGuiApplication.clipboard().setText(text)
    window = widget.window()

    def press() -> None:
        window.activateWindow()
        if QApplication.focusWidget() is None:
            seen = (each for each in window.findChildren(Button) if each.isVisible() and each.isEnabled())
            (widget if widget.isVisible() else next(seen)).setFocus()
        QTest.keyClick(QApplication.focusWidget() or widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert QTest.qWaitForWindowActive(window)
    widget.setFocus()
    press()
    again = QTimer(window)
    again.timeout.connect(press)
    again.start(1000)


def test_an_empty_list_gives_the_focus_it_had_to_the_one_thing_to_do(page: ContactsPage, qtbot: QtBot) -> None:
    page.cases.list.focus_list()
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert focused.isVisible()
    page.cases.list.reload()
    qtbot.waitUntil(lambda: QApplication.focusWidget() not in (None, focused))
    assert isinstance(QApplication.focusWidget(), Button)


@pytest.mark.parametrize("mode", ["cases", TABLE])
def test_pasted_rows_go_to_import_as_they_are(page: ContactsPage, desk: Desk, qtbot: QtBot, mode: str) -> None:
    page.show_mode(mode)
    table = page.table
    with qtbot.waitSignal(page.wanted) as asked:
        paste(page.cases.list.view if table is None else table.bar.columns_button, ROWS)
    assert asked.args is not None
    place, question = asked.args
    assert place == "import"
    path = Path(question["path"])
    assert (path.name, path.read_text("utf-8")) == ("Pasted rows.tsv", ROWS)
    assert contacts.count_contacts(desk.workspace, question=Question()) == 0, "nothing is written before it is shown"


def test_what_was_pasted_reads_as_a_log(page: ContactsPage, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as asked:
        paste(page.cases.list.view, ROWS)
    assert asked.args is not None
    reading = imports.read_file(path=Path(asked.args[1]["path"]))
    guess = imports.guess(desk.workspace, reading=reading)
    outcome = imports.look_ahead(desk.workspace, reading=reading, mapping=guess.mapping)
    assert (outcome.read, outcome.new) == (2, 2)


def test_the_menu_of_a_row_pastes_too(page: ContactsPage, qtbot: QtBot) -> None:
    page.show_mode(TABLE)
    QGuiApplication.clipboard().setText(ROWS)
    assert page.table is not None
    with qtbot.waitSignal(page.wanted) as asked:
        page.table.deeds.paste_wanted.emit()
    assert asked.args is not None
    assert asked.args[0] == "import"


@pytest.mark.parametrize("text", ["", "refund", "refund\n", "  \n \n"])
def test_a_word_is_no_table_and_that_is_said(page: ContactsPage, desk: Desk, qtbot: QtBot, text: str) -> None:
    with qtbot.assertNotEmitted(page.wanted), qtbot.waitSignal(desk.said) as said:
        paste(page.cases.list.view, text)
    assert said.args is not None
    assert "no rows on the clipboard" in said.args[0].text


def test_a_text_field_takes_what_is_pasted_into_it(page: ContactsPage, qtbot: QtBot) -> None:
    page.show_mode(TABLE)
    assert page.table is not None
    with qtbot.assertNotEmitted(page.wanted, wait=100):
        paste(page.table.search, "chain\tguard")
    assert "chain" in page.table.search.text()


def test_one_row_with_two_cells_is_a_table() -> None:
    assert looks_like_rows("Phone\tRefund")
    assert not looks_like_rows("Phone\n")
