"""The one table of shortcuts."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.shortcuts import SHORTCUTS, Shortcuts, ShortcutSheet, Where
from csops.ui.kit.theme import Themes


def test_every_shortcut_is_a_key_that_qt_knows_and_has_a_name_of_its_own() -> None:
    assert all(not QKeySequence(keys).isEmpty() for row in SHORTCUTS for keys in row.keys)
    assert max(Counter(row.name for row in SHORTCUTS).values()) == 1


def test_no_two_shortcuts_of_one_place_share_keys() -> None:
    for where in Where:
        rows = [row for row in SHORTCUTS if row.where in {where, Where.EVERYWHERE}]
        assert max(Counter(keys for row in rows for keys in row.keys).values()) == 1


def test_letters_can_be_switched_off_and_other_keys_stay() -> None:
    table = Shortcuts(letters=False)
    assert table.keys("done") == ""
    assert table.keys("log") == "Ctrl+N"


def test_keys_that_a_person_changed_take_the_place_of_ours() -> None:
    assert Shortcuts(changed={"done": "D"}).keys("done") == "D"


def test_the_sheet_shows_what_the_keys_of_a_screen_do(themes: Themes, window: QWidget) -> None:
    sheet = ShortcutSheet(themes, window, shortcuts=Shortcuts(), places=[Where.EVERYWHERE, Where.LIST])
    shown = {label.text() for label in sheet.findChildren(QLabel) if isinstance(label, Text)}
    assert {"Keyboard shortcuts", "Everywhere", "Log a contact", "In a list", "Open beside"} <= shown
    assert "Rate the skill" not in shown
