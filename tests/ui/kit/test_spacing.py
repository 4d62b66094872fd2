"""Distances that follow the zoom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.cards import Card
from csops.ui.kit.fields import Line
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


def test_margins_and_gap_are_keys_of_the_grid_and_follow_the_zoom(qtbot: QtBot, themes: Themes) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QVBoxLayout(widget)
    Spacing(themes, layout, margins=(5, 2, 4, 0), gap=3)
    assert (layout.contentsMargins().left(), layout.spacing()) == (20, 12)
    themes.choose("light", zoom=2.0)
    assert (layout.contentsMargins().right(), layout.spacing()) == (32, 24)


def test_margins_change_sides_with_the_reading_direction_while_running(
    qtbot: QtBot, qapp: QApplication, themes: Themes
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QVBoxLayout(widget)
    Spacing(themes, layout, margins=(5, 2, 4, 0))
    line = Line(themes, unit="%")
    qtbot.addWidget(line)
    before = line.textMargins().right()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert (layout.contentsMargins().left(), layout.contentsMargins().right()) == (16, 20)
        assert (line.textMargins().left(), line.textMargins().right()) == (before, 0)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_card_keeps_its_padding_in_proportion(qtbot: QtBot, themes: Themes) -> None:
    card = Card(themes, title="Open cases")
    qtbot.addWidget(card)
    themes.choose("light", zoom=2.0)
    assert card.body.contentsMargins().left() == 40


def test_a_gap_that_a_card_was_given_outlasts_another_look(qtbot: QtBot, themes: Themes) -> None:
    card = Card(themes, padded=False)
    qtbot.addWidget(card)
    card.set_gap(0)
    themes.choose("dark")
    assert card.body.spacing() == 0
    themes.choose("light")
