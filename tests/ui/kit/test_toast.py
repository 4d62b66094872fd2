"""Toasts: they queue, go by themselves, and take back what was done."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR, SIDE, Notice, Toast, Toasts


@pytest.fixture
def toasts(qtbot: QtBot, themes: Themes, window: QWidget) -> Toasts:
    made = Toasts(themes, window)
    with qtbot.waitExposed(window):
        window.show()
    return made


def shown(toasts: Toasts) -> Toast:
    assert toasts.shown is not None
    return toasts.shown


def test_undo_is_called_once_and_the_toast_goes(qtbot: QtBot, toasts: Toasts) -> None:
    calls: list[str] = []
    toasts.say_undoable("Marked done: Jonas Feld", lambda: calls.append("undo"))
    button = shown(toasts).button
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert calls == ["undo"]
    assert toasts.shown is None


def test_undo_is_offered_for_the_last_act_only(toasts: Toasts) -> None:
    toasts.say_undoable("First", lambda: None)
    toasts.say_undoable("Second", lambda: None)
    assert shown(toasts).notice.text == "Second"
    toasts.dismiss()
    assert toasts.shown is None


def test_what_was_not_done_does_not_look_as_if_it_had_been(toasts: Toasts) -> None:
    toasts.show_notice(Notice(text="There is no room left", is_trouble=True))
    assert shown(toasts).icon._icon == "circle-alert"
    toasts.say("Logged")
    assert shown(toasts).icon._icon == "circle-check"


def test_a_toast_that_offers_something_else_is_waited_for(toasts: Toasts) -> None:
    toasts.show_notice(Notice(text="Call Ines", button="Open", run=lambda: None))
    toasts.say_undoable("Marked done", lambda: None)
    assert shown(toasts).notice.text == "Call Ines"
    toasts.dismiss()
    assert shown(toasts).notice.text == "Marked done"


def test_what_was_taken_back_is_offered_no_more(toasts: Toasts) -> None:
    toasts.say_undoable("Marked done", lambda: None)
    toasts.drop_undoable()
    assert toasts.shown is None


def test_a_plain_toast_makes_way_at_once(toasts: Toasts) -> None:
    toasts.say("Copied three rows")
    toasts.say_undoable("Marked done", lambda: None)
    assert shown(toasts).notice.text == "Marked done"


def test_a_toast_can_be_closed_by_hand(qtbot: QtBot, toasts: Toasts) -> None:
    toasts.say("Copied three rows")
    QTest.mouseClick(shown(toasts).close_button, Qt.MouseButton.LeftButton)
    assert toasts.shown is None


def test_a_toast_with_undo_stays_eight_seconds_and_a_plain_one_four(toasts: Toasts) -> None:
    toasts.say("Copied three rows")
    assert toasts._timer.interval() == 4000
    toasts.say_undoable("Marked done", lambda: None)
    assert toasts._timer.interval() == 8000


def test_a_toast_stays_at_the_bottom_when_its_place_changes(qtbot: QtBot, toasts: Toasts, window: QWidget) -> None:
    toasts.say("Copied three rows")
    window.resize(1000, 500)
    qtbot.waitUntil(lambda: shown(toasts).geometry().bottom() == 499)


def a_floor(window: QWidget, place: QRect) -> QWidget:
    floor = QWidget(window)
    floor.setObjectName(FLOOR)
    floor.setGeometry(place)
    floor.show()
    return floor


def test_a_toast_stands_above_the_buttons_at_the_bottom(qtbot: QtBot, toasts: Toasts, window: QWidget) -> None:
    below = a_floor(window, QRect(400, 840, 1040, 60))
    a_floor(window, QRect(400, 100, 1040, 60))
    a_floor(window, QRect(0, 700, 100, 200))
    toasts.say("Resolved")
    qtbot.waitUntil(lambda: shown(toasts).geometry().bottom() == below.geometry().top() - 1)  # once it has slid in


def test_what_was_just_done_is_said_before_an_older_offer_which_comes_back(toasts: Toasts) -> None:
    toasts.say_undoable("Marked done", lambda: None)
    toasts.say("Copied three rows")
    assert shown(toasts).notice.text == "Copied three rows"
    toasts.dismiss()
    assert shown(toasts).notice.text == "Marked done"


def a_side(window: QWidget, place: QRect) -> QWidget:
    side = a_floor(window, place)
    side.setObjectName(SIDE)
    return side


def test_a_toast_stands_beside_a_panel_in_the_middle_of_what_is_left(
    qtbot: QtBot, toasts: Toasts, window: QWidget
) -> None:
    side = a_side(window, QRect(window.width() - 400, 0, 400, window.height()))
    toasts.say("Resolved")
    toast, middle = shown(toasts), (window.width() - 400) // 2
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - middle) <= 1)
    side.hide()
    assert abs(toast.geometry().center().x() - window.width() // 2) <= 1


def test_a_toast_breaks_its_words_before_it_lies_over_what_it_stands_beside(
    qtbot: QtBot, toasts: Toasts, window: QWidget
) -> None:
    said = "20 contacts drawn to review. Your own are never shown to you"
    toasts.say_undoable(said, lambda: None)
    toast = shown(toasts)
    whole = toast.size()
    room = whole.width() - 150
    side = a_side(window, QRect(room, 0, window.width() - room, window.height()))
    toasts.settle()
    assert (toast.geometry().left() >= 0, toast.geometry().right() < room) == (True, True)
    assert toast.height() > whole.height(), "it has a line more"
    assert toast.words.words() == said
    assert toast.words.height() >= toast.words.heightForWidth(toast.words.width())
    side.hide()
    assert toast.size() == whole


def test_a_toast_that_has_no_room_beside_a_panel_stands_above_its_buttons(
    qtbot: QtBot, toasts: Toasts, window: QWidget
) -> None:
    high = window.height()
    a_side(window, QRect(60, 0, window.width() - 60, high))
    buttons = a_floor(window, QRect(60, high - 60, window.width() - 60, 60))
    toasts.say("Resolved")
    qtbot.waitUntil(lambda: shown(toasts).geometry().bottom() == buttons.geometry().top() - 1)


def test_a_toast_makes_room_for_buttons_that_come_later(qtbot: QtBot, toasts: Toasts, window: QWidget) -> None:
    buttons = a_floor(window, QRect(0, window.height() - 60, window.width(), 60))
    buttons.hide()
    toasts.say("Resolved")
    buttons.show()
    assert shown(toasts).geometry().bottom() == buttons.geometry().top() - 1
