"""The one table of shortcuts."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.marks import KeyCap
from csops.ui.kit.shortcuts import SHORTCUTS, Shortcuts, ShortcutSheet, Where, capped, columns_of
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


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_the_sheet_cuts_no_heading_at_any_zoom(zoom: float, themes: Themes, window: QWidget) -> None:
    themes.choose("light", zoom=zoom)
    window.show()
    places = [Where.EVERYWHERE, Where.LIST, Where.RECORD, Where.FORM]
    sheet = ShortcutSheet(themes, window, shortcuts=Shortcuts(), places=places)
    sheet.open()
    QApplication.processEvents()
    texts = [label for label in sheet.findChildren(Text) if label.text()]
    cut = [label.text() for label in texts if label.height() < label.sizeHint().height()]
    assert cut == []
    assert len({cap.height() for cap in sheet.findChildren(KeyCap)}) == 1
    assert sheet.area.horizontalScrollBar().maximum() == 0
    assert sheet.panel.height() <= window.height()


def test_the_sheet_stays_as_short_as_its_rows(themes: Themes, window: QWidget) -> None:
    window.show()
    sheet = ShortcutSheet(themes, window, shortcuts=Shortcuts(), places=[Where.EVERYWHERE, Where.LIST])
    sheet.open()
    QApplication.processEvents()
    assert sheet.area.verticalScrollBar().maximum() == 0


def test_both_columns_of_the_sheet_are_nearly_as_long() -> None:
    shortcuts = Shortcuts()
    places = (Where.EVERYWHERE, Where.LIST, Where.RECORD, Where.FORM)
    left, right = columns_of(places, shortcuts)
    assert sorted([*left, *right], key=places.index) == list(places)
    lines = [sum(len(shortcuts.rows(where)) + 1 for where in column) for column in (left, right)]
    assert abs(lines[0] - lines[1]) <= 5


def test_a_long_row_of_keys_is_told_by_its_ends() -> None:
    assert capped(("1", "2", "3", "4", "5")) == ("1 … 5",)
    assert capped(("Down", "J")) == ("Down", "J")
