"""The command palette: finding and running by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.matching import meets
from csops.ui.kit.palette import Palette, Question, Show
from csops.ui.kit.palette_rows import Entry, Group
from csops.ui.kit.theme import Themes

CUSTOMERS = (Entry(key="c1", text="Jonas Feld", person="Jonas Feld"), Entry(key="c2", text="Jonas Bergström"))
COMMANDS = (Entry(key="log", text="Log a contact", keys="Ctrl+N"), Entry(key="export", text="Export to Excel"))


def provide(question: Question, show: Show) -> None:
    def met(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if meets(entry.text, question.text))

    customers = () if question.commands_only else met(CUSTOMERS)
    show([Group(title="Customers", entries=customers), Group(title="Do", entries=met(COMMANDS))])


@pytest.fixture
def palette(qtbot: QtBot, themes: Themes, window: QWidget) -> Palette:
    QVBoxLayout(window).addWidget(QLineEdit())
    made = Palette(themes, window, provider=provide)
    with qtbot.waitExposed(window):
        window.show()
    made.open()
    return made


def test_typing_finds_and_enter_opens_the_first(qtbot: QtBot, palette: Palette) -> None:
    QTest.keyClicks(palette.line, "jonas")
    assert palette.groups() == ["Customers"]
    with qtbot.waitSignal(palette.picked) as heard:
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert heard.args == [CUSTOMERS[0], False]
    assert not palette.isVisible()


def test_a_key_of_the_window_closes_the_palette_and_acts(palette: Palette, window: QWidget) -> None:
    calls: list[str] = []
    palette.close_layer()
    QShortcut(QKeySequence("Ctrl+N"), window).activated.connect(lambda: calls.append("log"))
    palette.open()
    QTest.keyClick(palette.line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert calls == ["log"]
    assert not palette.isVisible()


def test_arrows_step_over_headings_and_go_round(qtbot: QtBot, palette: Palette) -> None:
    keys = []
    for _press in range(4):
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
        keys.append(getattr(palette.current(), "key", None))
    assert keys == ["c2", "log", "export", "c1"]


def test_a_greater_sign_asks_for_commands_only(qtbot: QtBot, palette: Palette) -> None:
    QTest.keyClicks(palette.line, "> ")
    assert palette.groups() == ["Do"]


def test_ctrl_enter_opens_beside(qtbot: QtBot, palette: Palette) -> None:
    with qtbot.waitSignal(palette.picked) as heard:
        QTest.keyClick(palette.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == [CUSTOMERS[0], True]


def test_a_click_opens(qtbot: QtBot, palette: Palette) -> None:
    place = palette.results.visualRect(palette.model.index(4, 0)).center()
    with qtbot.waitSignal(palette.picked) as heard:
        QTest.mouseClick(palette.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [COMMANDS[0], False]


def test_nothing_found_says_so_and_enter_does_nothing(qtbot: QtBot, palette: Palette) -> None:
    QTest.keyClicks(palette.line, "zzzz")
    assert palette._none.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_esc_closes_it(qtbot: QtBot, palette: Palette) -> None:
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_an_answer_that_comes_late_is_left_out(qtbot: QtBot, themes: Themes, window: QWidget) -> None:
    asked: list[tuple[Question, Callable[..., None]]] = []
    palette = Palette(themes, window, provider=lambda question, show: asked.append((question, show)))
    palette.line.setText("jo")
    palette.line.setText("log")
    asked[1][1]([Group(title="Do", entries=COMMANDS)])
    asked[0][1]([Group(title="Customers", entries=CUSTOMERS)])
    assert palette.groups() == ["Do"]


def test_entries_are_read_out_with_their_keys(palette: Palette) -> None:
    told = palette.model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Log a contact, Ctrl N"
