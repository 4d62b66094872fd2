"""Tab goes on in reading order, whenever something was made."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.stops import Stops
from tests.helpers.stops import stops_of


def _a_part(*names: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    for name in names:
        column.addWidget(_a_button(name))
    return part


def _a_button(name: str) -> QPushButton:
    button = QPushButton(name)
    button.setAccessibleName(name)
    return button


def test_what_is_made_late_or_anew_stops_where_its_place_was_kept(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(_a_button("first"))
    stops = Stops(window)
    last = QLineEdit()
    last.setAccessibleName("last")
    column.addWidget(last)
    window.show()
    assert stops_of(window) == ["first", "last"]
    part = _a_part("one", "two")
    inner = Stops(part)
    column.insertWidget(1, part)
    part.show()
    stops.order([part])
    assert stops_of(window) == ["first", "one", "two", "last"]
    late = _a_button("three")
    part.layout().addWidget(late)  # type: ignore[union-attr]  # it has one
    late.show()
    assert stops_of(window)[-1] == "three"
    inner.order([late])
    assert stops_of(window) == ["first", "one", "two", "three", "last"]
    other = _a_button("between")
    column.insertWidget(1, other)
    other.show()
    stops.order([other, part])
    assert stops_of(window) == ["first", "between", "one", "two", "three", "last"]
