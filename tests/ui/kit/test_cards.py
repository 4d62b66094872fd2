"""Cards, tiles and the states in which there is nothing to show."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.cards import Banner, EmptyState, Figure, KpiTile
from csops.ui.kit.labels import Text
from csops.ui.kit.theme import Themes

FIGURE = Figure(
    name="First response",
    value="38",
    unit="min",
    change="+5 min",
    trend="up",
    verdict="Above goal",
    verdict_family="warning",
)


@pytest.fixture
def column(qtbot: QtBot, window: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(window)
    with qtbot.waitExposed(window):
        window.show()
    return made


def test_a_tile_reads_out_figure_unit_change_and_verdict(themes: Themes) -> None:
    assert KpiTile(themes, FIGURE).accessibleName() == "First response, 38 min, +5 min, Above goal"


def test_a_tile_opens_by_click_and_by_enter(qtbot: QtBot, themes: Themes, column: QVBoxLayout) -> None:
    tile = KpiTile(themes, FIGURE)
    column.addWidget(tile)
    qtbot.waitUntil(tile.isVisible)
    with qtbot.waitSignal(tile.opened):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tile.opened):
        QTest.keyClick(tile, Qt.Key.Key_Return)


def test_a_tile_that_opens_nothing_cannot_be_reached(qtbot: QtBot, themes: Themes, column: QVBoxLayout) -> None:
    tile = KpiTile(themes, FIGURE, opens=False)
    column.addWidget(tile)
    assert tile.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(tile.opened):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)


def test_a_tile_without_a_goal_shows_no_verdict(qtbot: QtBot, themes: Themes, column: QVBoxLayout) -> None:
    tile = KpiTile(themes, Figure(name="Follow-ups kept", value="3 of 4"))
    column.addWidget(tile)
    qtbot.waitUntil(tile.isVisible)
    assert tile.accessibleName() == "Follow-ups kept, 3 of 4"
    assert not tile._verdict.isVisible()


def test_an_empty_state_offers_the_one_thing_to_do(qtbot: QtBot, themes: Themes, column: QVBoxLayout) -> None:
    ran: list[str] = []
    empty = EmptyState(
        themes,
        icon="inbox",
        title="No cases",
        why="They stand here",
        action="Log contact",
        run=lambda: ran.append("log"),
    )
    column.addWidget(empty)
    assert empty.button is not None
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert ran == ["log"]
    assert empty.accessibleDescription() == "They stand here"
    empty.setFocus()
    assert empty.window().focusWidget() is empty.button, "the keys begin at the one thing to do"


def test_a_banner_keeps_its_text_and_offers_a_way_out(qtbot: QtBot, themes: Themes, column: QVBoxLayout) -> None:
    ran: list[str] = []
    banner = Banner(themes, "Two people changed this case", family="warning")
    column.addWidget(banner)
    QTest.mouseClick(banner.add_button("Show both", lambda: ran.append("both")), Qt.MouseButton.LeftButton)
    assert ran == ["both"]
    assert banner.text.words() == "Two people changed this case"


def test_a_slim_banner_is_no_higher_than_the_foot(themes: Themes, column: QVBoxLayout) -> None:
    banner = Banner(themes, "These are examples", slim=True)
    column.addWidget(banner)
    banner.add_button("Back to my own file", lambda: None)
    assert banner.sizeHint().height() == themes.current.size("statusBar")


def shown_in(tile: KpiTile) -> set[str]:
    return {label.words() for label in tile.findChildren(Text) if not label.isHidden() and label.words()}


def test_a_narrow_tile_says_less_and_keeps_its_height(themes: Themes, qtbot: QtBot) -> None:
    figure = Figure(
        name="Resolution time",
        brief_name="Resolution",
        value="5.8",
        change="+1",
        verdict="As before, 795",
        brief="As before",
    )
    tile = KpiTile(themes, figure)
    qtbot.addWidget(tile)
    tile.show()
    before = tile.sizeHint().height()
    tile.set_narrow(True)
    tile.resize(150, 130)
    assert shown_in(tile) == {"Resolution time", "+1", "5.8", "As before"}
    tile.resize(120, 130)  # the name gives way before the change
    assert shown_in(tile) == {"Resolution", "+1", "5.8", "As before"}
    tile.resize(80, 130)
    assert shown_in(tile) == {"Resolution time", "5.8", "As before"}
    assert "Resolution time, 5.8, +1, As before, 795" in tile.toolTip()
    tile.show_figure(replace(figure, value="24,003", unit="in a year"))
    assert "in a year" not in shown_in(tile)  # rather than "in…"
    tile.show_figure(figure)
    assert tile.sizeHint().height() == before
