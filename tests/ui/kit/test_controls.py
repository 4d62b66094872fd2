"""Buttons, choices and switches: keyboard, names, states."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.choices import ChannelTiles, Option, Segmented, Slider
from csops.ui.kit.controls import Action, Button, CheckBox, Chip, IconButton, Role, SearchBox, Switch
from csops.ui.kit.marks import Avatar, KeyCap, Pill, PillLook, initials, keys_spoken, keys_text
from csops.ui.kit.theme import Themes
from tests.ui.kit.test_theme import contrast

OPTIONS = [Option(key="phone", text="Phone"), Option(key="email", text="E-mail"), Option(key="chat", text="Chat")]


@pytest.fixture
def row(qtbot: QtBot, window: QWidget) -> QHBoxLayout:
    made = QHBoxLayout(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return made


def test_a_button_names_its_keys_in_the_tooltip(themes: Themes) -> None:
    assert Button(themes, "Save", keys="Ctrl+Return").toolTip() == "Save (Ctrl Enter)"
    assert IconButton(themes, "x", name="Close", keys="Esc").accessibleName() == "Close"


def test_a_button_keeps_its_keys_under_other_words(themes: Themes) -> None:
    button = Button(themes, "Draw")
    button.setShortcut("Ctrl+Return")
    button.setText("Draw 12 contacts")
    assert button.shortcut() == QKeySequence("Ctrl+Return")
    marked = Button(themes, "&Draw")
    marked.setText("Close")
    assert marked.shortcut().isEmpty()


def test_a_button_is_pressed_by_space_and_enter_but_a_click_leaves_the_focus_where_it_was(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout
) -> None:
    line, button = QLineEdit(), Button(themes, "Resolve")
    row.addWidget(line)
    row.addWidget(button)
    qtbot.waitUntil(button.isVisible)
    line.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.window().focusWidget() is line
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


def test_a_button_of_an_action_follows_it(qtbot: QtBot, themes: Themes) -> None:
    ran: list[str] = []
    action = Action("Export", keys="Ctrl+E", run=lambda: ran.append("export"))
    button = Button.for_action(themes, action)
    qtbot.addWidget(button)
    action.setText("Export 12 rows")
    button.click()
    action.setEnabled(False)
    assert (button.text(), button.isEnabled(), ran) == ("Export 12 rows", False, ["export"])


def test_an_action_outlives_its_button(qtbot: QtBot, themes: Themes) -> None:
    action = Action("Export", run=lambda: None)
    button = Button.for_action(themes, action)
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    action.setText("Export 12 rows")  # an error in a slot would fail the test
    assert action.text() == "Export 12 rows"


def test_a_button_that_was_let_go_stays_away_whatever_becomes_of_its_action(qtbot: QtBot, themes: Themes) -> None:
    action = Action("Export", run=lambda: None)
    button = Button.for_action(themes, action)
    qtbot.addWidget(button)
    button.let_go()
    action.setEnabled(False)
    assert button.isHidden()


def test_the_words_of_a_button_are_never_cut(themes: Themes) -> None:
    short, long = Button(themes, "Save"), Button(themes, "Save and start a new one", keys="Ctrl+Return", show_keys=True)
    assert long.minimumSizeHint().width() > short.minimumSizeHint().width() + 100


def test_zoom_makes_controls_larger(themes: Themes) -> None:
    button = Button(themes, "Save", role=Role.PRIMARY)
    before = button.sizeHint()
    themes.choose("light", zoom=2.0)
    assert button.sizeHint().height() == 2 * before.height()


@pytest.mark.parametrize("kind", [Segmented, ChannelTiles], ids=["segments", "tiles"])
def test_exactly_one_of_a_few_is_chosen_by_click_and_by_arrow(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout, kind: type[Segmented | ChannelTiles]
) -> None:
    few = kind(themes, OPTIONS, name="Channel")
    row.addWidget(few)
    qtbot.waitUntil(few.isVisible)
    with qtbot.waitSignal(few.chosen) as heard:
        QTest.mouseClick(few.button("email"), Qt.MouseButton.LeftButton)
    assert (heard.args, few.key()) == (["email"], "email")
    few.button("email").setFocus()
    QTest.keyClick(few.button("email"), Qt.Key.Key_Right)
    assert few.key() == "chat"


def test_segments_start_with_the_first_and_tiles_with_none(themes: Themes) -> None:
    assert Segmented(themes, OPTIONS, name="Channel").key() == "phone"
    assert ChannelTiles(themes, OPTIONS, name="Channel").key() == ""


def test_a_choice_can_be_taken_back_and_survives_other_options(themes: Themes) -> None:
    tiles = ChannelTiles(themes, OPTIONS, name="Channel")
    tiles.choose("chat")
    tiles.show_options([*OPTIONS, Option(key="social", text="Social")])
    assert tiles.key() == "chat"
    tiles.choose("")
    assert tiles.key() == ""


@pytest.mark.parametrize("kind", [CheckBox, Switch])
def test_a_box_is_ticked_on_its_words_and_by_space(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout, kind: type[CheckBox]
) -> None:
    box = kind(themes, "Counts as service recovery")
    row.addWidget(box)
    qtbot.waitUntil(box.isVisible)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, box.height() // 2))
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_a_slider_moves_by_arrows_within_its_ends(qtbot: QtBot, themes: Themes, row: QHBoxLayout) -> None:
    slider = Slider(themes, name="Contact volume", low=-50, high=50, value=49, today=0)
    row.addWidget(slider)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.value() == 50
    assert slider.accessibleName() == "Contact volume"


def test_today_is_marked_on_a_slider_only_where_it_differs(qtbot: QtBot, themes: Themes, row: QHBoxLayout) -> None:
    slider = Slider(themes, name="Contact volume", low=0, high=100, value=50, today=50)
    row.addWidget(slider)
    qtbot.waitUntil(slider.isVisible)
    same = slider.grab().toImage()
    slider.set_today(20)
    assert slider.grab().toImage() != same


def test_the_search_box_shows_its_keys_only_while_it_is_empty(qtbot: QtBot, themes: Themes, row: QHBoxLayout) -> None:
    search = SearchBox(themes, placeholder="Find a column", keys="/")
    row.addWidget(search)
    cap = search.findChild(KeyCap)
    assert cap is not None
    qtbot.waitUntil(cap.isVisible)
    QTest.keyClicks(search, "own")
    assert not cap.isVisible()


def test_marks_say_what_they_show(themes: Themes) -> None:
    assert Pill(themes, PillLook(text="Late", family="danger")).accessibleName() == "Late"
    assert Avatar(themes, "Priya Nair").accessibleName() == "Priya Nair"
    assert (initials("Priya Nair"), initials("Oliver"), initials("")) == ("PN", "O", "")
    assert initials("+44 1632 960617") == ""
    assert keys_text("Ctrl+Shift+Return") == "Ctrl ⇧ ↵"


def test_what_can_be_clicked_is_at_least_24_pixels_high(themes: Themes) -> None:
    made = [
        Button(themes, "Go", compact=True),
        IconButton(themes, "x", name="Close", compact=True),
        Chip(themes, "Owner"),
        CheckBox(themes, "Own"),
        Slider(themes, name="Volume", low=0, high=9, value=1),
    ]
    assert all(widget.sizeHint().height() >= 24 for widget in made)


def test_a_tile_with_the_focus_has_one_whole_ring_whether_it_is_chosen_or_not(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout
) -> None:
    tiles = ChannelTiles(themes, OPTIONS, name="Channel")
    row.addWidget(tiles)
    qtbot.waitUntil(tiles.window().isActiveWindow)
    ring = themes.current.colour("border.focus").rgb()
    here, beside = tiles.button(OPTIONS[0].key), tiles.button(OPTIONS[1].key)
    here.setFocus(Qt.FocusReason.TabFocusReason)
    for chosen in ("", OPTIONS[0].key):
        tiles.choose(chosen)
        picture, other = here.grab().toImage(), beside.grab().toImage()
        edge = range(picture.width() // 4, picture.width() * 3 // 4)
        assert {picture.pixel(x, y) for x in edge for y in (0, 1)} == {ring}
        assert {picture.pixel(x, 2) for x in edge}.isdisjoint({ring})
        assert ring not in {other.pixel(x, 0) for x in edge}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("role", [Role.PRIMARY, Role.DANGER])
def test_a_filled_button_with_the_focus_has_a_ring_that_is_seen_on_its_ground(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout, look: str, role: Role
) -> None:
    themes.choose(look)
    button = Button(themes, "Send", role=role)
    row.addWidget(button)
    qtbot.waitUntil(button.window().isActiveWindow)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    picture, theme = button.grab().toImage(), themes.current
    middle, width = picture.width() // 2, theme.stroke("focus")
    column = [picture.pixelColor(middle, y).rgb() for y in range(2 * width + 2)]
    inner = theme.colour("text.onAccent")
    assert column[:width] == [theme.colour("border.focus").rgb()] * width
    assert column[width : 2 * width] == [inner.rgb()] * width
    assert contrast(inner, QColor(column[-1])) >= 3
    assert contrast(inner, theme.colour("border.focus")) >= 2


def test_an_icon_that_stands_for_folded_words_is_not_there_beside_them(themes: Themes) -> None:
    plain = Button(themes, "Mark for calibration")
    folding = Button(themes, "Mark for calibration", icon_name="scale", icon_folded=True)
    assert folding.sizeHint() == plain.sizeHint()
    folding.set_words_shown(False)
    assert folding.sizeHint().width() == folding.sizeHint().height()
    assert folding.toolTip() == "Mark for calibration"


def test_a_chosen_tile_without_the_focus_has_no_ring(qtbot: QtBot, themes: Themes, row: QHBoxLayout) -> None:
    tiles = ChannelTiles(themes, OPTIONS, name="Channel")
    row.addWidget(tiles)
    tiles.choose(OPTIONS[0].key)
    picture = tiles.button(OPTIONS[0].key).grab().toImage()
    middle = picture.width() // 2
    assert picture.pixel(middle, 1) == themes.current.colour("accent.soft").rgb()


def test_plus_and_minus_are_keys_as_well() -> None:
    assert (keys_text("Ctrl++"), keys_text("Ctrl+-")) == ("Ctrl +", "Ctrl -")
    assert (keys_spoken("Ctrl++"), keys_spoken("Ctrl+-"), keys_spoken("Ctrl+K")) == (
        "Ctrl Plus",
        "Ctrl Minus",
        "Ctrl K",
    )


@pytest.mark.parametrize("kind", [Segmented, ChannelTiles], ids=["segments", "tiles"])
def test_tab_stops_once_and_at_what_is_chosen_however_that_was_done(
    qtbot: QtBot, themes: Themes, row: QHBoxLayout, kind: type[Segmented | ChannelTiles]
) -> None:
    before, few, behind = QLineEdit(), kind(themes, OPTIONS, name="Channel"), QLineEdit()
    for widget in (before, few, behind):
        row.addWidget(widget)
    qtbot.waitUntil(behind.isVisible)
    for by_click, stop in ((False, ""), (False, "chat"), (True, "email")):
        few.choose("" if by_click else stop)
        if by_click:
            QTest.mouseClick(few.button(stop), Qt.MouseButton.LeftButton)
        before.setFocus()
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert before.window().focusWidget() is few.button(stop or "phone")
        QTest.keyClick(few.button(stop or "phone"), Qt.Key.Key_Tab)
        assert before.window().focusWidget() is behind


def test_options_that_are_shown_anew_keep_their_place_among_the_stops_of_tab(qtbot: QtBot, themes: Themes) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    rating = Segmented(themes, [Option(key="1", text="1")], name="Rating")
    save = Button(themes, "Save")
    for widget in (rating, save):
        column.addWidget(widget)
    qtbot.addWidget(page)
    rating.show_options([Option(key=key, text=key) for key in "123"])
    stops: list[QWidget] = []
    at: QWidget | None = page.nextInFocusChain()
    while at is not None and at is not page:
        stops.append(at)
        at = at.nextInFocusChain()
    assert stops.index(rating.button("1")) < stops.index(save)
