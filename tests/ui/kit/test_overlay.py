"""Dialogs over the window: they hold the focus and give it back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.controls import Action, Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


@pytest.fixture
def below(qtbot: QtBot, window: QWidget) -> QLineEdit:
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is line)
    return line


def a_dialog(themes: Themes, window: QWidget) -> tuple[Dialog, QLineEdit, Button]:
    dialog = Dialog(themes, window, title="Erase customer")
    line, button = QLineEdit(), Button(themes, "Erase", role=Role.DANGER)
    dialog.body.addWidget(line)
    dialog.add_button(button)
    return dialog, line, button


def test_a_dialog_takes_the_focus_and_esc_gives_it_back(
    qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    dialog, line, _button = a_dialog(themes, window)
    dialog.open()
    assert window.focusWidget() is line
    with qtbot.waitSignal(dialog.closed):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.focusWidget() is below


def test_tab_goes_round_within_the_dialog(qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit) -> None:
    dialog, line, button = a_dialog(themes, window)
    dialog.open()
    visited = []
    for _press in range(3):
        QTest.keyClick(window.focusWidget() or line, Qt.Key.Key_Tab)
        visited.append(window.focusWidget())
    assert set(visited) == {line, button, dialog.close_button}
    assert below not in visited


def test_fields_come_before_buttons_that_were_made_first(themes: Themes, window: QWidget, below: QLineEdit) -> None:
    dialog, line = Dialog(themes, window, title="Save as view"), QLineEdit()
    button = Button(themes, "Save view", role=Role.PRIMARY)
    dialog.add_button(button)
    dialog.body.addWidget(line)
    dialog.open()
    assert window.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert window.focusWidget() is button


def test_a_dialog_without_fields_begins_at_its_primary_button(
    themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    dialog, primary = Dialog(themes, window, title="Join"), Button(themes, "Join", role=Role.PRIMARY)
    dialog.add_button(Button(themes, "Cancel"))
    dialog.add_button(primary)
    dialog.open()
    assert window.focusWidget() is primary


def test_a_press_beside_the_dialog_closes_it_and_one_within_does_not(
    qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    dialog, _line, _button = a_dialog(themes, window)
    dialog.open()
    QTest.mouseClick(dialog.panel, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    QTest.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not dialog.isVisible()


def test_the_dialog_stays_in_the_middle_when_the_window_changes(
    qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    dialog, _line, _button = a_dialog(themes, window)
    dialog.open()
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: dialog.width() == 1100)
    assert abs(dialog.panel.geometry().center().x() - 550) <= 1


def test_a_dialog_is_as_high_as_what_it_says(themes: Themes, window: QWidget, below: QLineEdit) -> None:
    window.resize(900, 700)
    dialog, _line, _button = a_dialog(themes, window)
    said = Text(themes, "There is a view of this name already. Choose another name for this one", wrap=True)
    dialog.body.addWidget(said)
    dialog.open()
    dialog.content.activate()
    assert said.height() == said.heightForWidth(said.width())


def test_a_dialog_grows_with_a_sentence_that_comes_in_and_squeezes_nothing(
    themes: Themes, window: QWidget, below: QLineEdit, qtbot: QtBot
) -> None:
    dialog, line, _button = a_dialog(themes, window)
    trouble = Text(themes, "Erase a customer only when nothing of theirs is owed any more", wrap=True)
    trouble.hide()
    dialog.body.addWidget(trouble)
    dialog.open()
    high, of_line = dialog.panel.height(), line.height()
    trouble.show()
    qtbot.waitUntil(lambda: dialog.panel.height() >= high + trouble.heightForWidth(trouble.width()))
    assert line.height() == of_line
    trouble.hide()
    qtbot.waitUntil(lambda: dialog.panel.height() == high)


def test_keys_of_the_window_do_not_act_below_an_open_dialog(
    qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    calls: list[str] = []
    QShortcut(QKeySequence("Ctrl+N"), window).activated.connect(lambda: calls.append("log"))
    dialog, line, _button = a_dialog(themes, window)
    QShortcut(QKeySequence("Ctrl+Return"), dialog).activated.connect(lambda: calls.append("save"))
    dialog.open()
    QTest.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert calls == ["save"]
    dialog.close_layer()
    QTest.keyClick(below, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert calls == ["save", "log"]


def test_esc_closes_a_dialog_also_where_the_page_below_binds_it(
    qtbot: QtBot, themes: Themes, window: QWidget, below: QLineEdit
) -> None:
    calls: list[str] = []
    QShortcut(QKeySequence("Esc"), window).activated.connect(lambda: calls.append("back"))
    dialog, line, _button = a_dialog(themes, window)
    dialog.open()
    with qtbot.waitSignal(dialog.closed):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (calls, window.focusWidget()) == ([], below)
    QTest.keyClick(below, Qt.Key.Key_Escape)
    assert calls == ["back"]


def test_actions_of_the_page_do_not_act_below_an_open_dialog(themes: Themes, window: QWidget, below: QLineEdit) -> None:
    calls: list[str] = []
    window.addAction(Action("Export", keys="Ctrl+E", run=lambda: calls.append("export"), parent=window))
    dialog, line, _button = a_dialog(themes, window)
    dialog.open()
    QTest.keyClick(line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert calls == []
    dialog.close_layer()
    QTest.keyClick(below, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert calls == ["export"]
