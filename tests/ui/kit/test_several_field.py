"""A field of several values: each has a line of its own, is added by one button and removed by another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.controls import IconButton
from csops.ui.kit.several_field import SeveralField
from csops.ui.kit.theme import Themes

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def phones(themes: Themes, window: QWidget, qtbot: QtBot) -> SeveralField:
    made = SeveralField(themes, label="Phones", one="Phone", add="Add a phone", name="phone")
    QVBoxLayout(window).addWidget(made)
    window.show()
    qtbot.waitExposed(window)
    return made


def test_without_a_value_there_is_one_empty_line_and_nothing_to_remove(phones: SeveralField) -> None:
    assert [line.text() for line in phones.lines.shown] == [""]
    assert not phones.findChildren(IconButton)[0].isVisible()
    assert not phones.lines.add.isVisible()
    assert phones.values() == ()


def test_the_button_makes_room_for_another_and_puts_the_keys_there(phones: SeveralField) -> None:
    phones.set_values(("0171 5550142",))
    QTest.mouseClick(phones.lines.add, LEFT)
    QTest.keyClicks(phones.lines.shown[1], "030 23124017")
    assert phones.values() == ("0171 5550142", "030 23124017")
    assert [line.accessibleName() for line in phones.lines.shown] == ["Phone", "Phone 2"]


def test_a_value_can_be_removed(phones: SeveralField, qtbot: QtBot) -> None:
    phones.set_values(("0171 5550142", "030 23124017"))
    first = phones.lines.shown[0].findChildren(IconButton)[0]
    with qtbot.waitSignal(phones.edited):
        QTest.mouseClick(first, LEFT)
    assert phones.values() == ("030 23124017",)


def test_a_value_that_is_there_twice_counts_once(phones: SeveralField) -> None:
    phones.set_values(("030 1", "030 1"))
    assert phones.values() == ("030 1",)


def test_leaving_any_line_checks_the_field(phones: SeveralField, qtbot: QtBot) -> None:
    phones.set_check(lambda: "Too short")
    phones.set_values(("0171 5550142", "030 1"))
    phones.lines.shown[1].setFocus()
    with qtbot.waitSignal(phones.left):
        phones.lines.shown[0].setFocus()
    assert phones.error() == "Too short"
    assert phones.lines.shown[1].property("state") == "error"
