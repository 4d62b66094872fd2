"""A contact that somebody began to log waits: said at the start, marked in the left bar, thrown away with undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops.services import views
from csops.ui.contacts.log_panel import LogPanel
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button
from csops.ui.kit.tasks import Lane
from csops.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot) -> Banner:
    """The line above everything, in a window where a draft waits."""
    views.keep_draft(window.desk.workspace, form="log", value={"text": "Half a sen"})
    window.session.waiting.look()
    qtbot.waitUntil(lambda: window.session.notices.banner("draft") is not None)
    banner = window.session.notices.banner("draft")
    assert banner is not None
    return banner


def button(banner: Banner, text: str) -> Button:
    return next(one for one in banner.findChildren(Button) if one.text() == text)


def mark_of(window: MainWindow) -> str:
    return window.frame.sidebar.log.mark


def opened_panel(window: MainWindow, qtbot: QtBot) -> LogPanel:
    window.session.log_contact()
    panel = window.session.panels.log_panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.is_ready)
    return panel


def test_it_is_said_and_marked_until_the_panel_is_open(window: MainWindow, line: Banner, qtbot: QtBot) -> None:
    assert mark_of(window) == "A draft waits"
    assert "A draft waits" in window.frame.sidebar.log.toolTip()
    QTest.mouseClick(button(line, "Go on"), LEFT)
    assert window.session.notices.banner("draft") is None
    assert mark_of(window) == ""


def test_without_a_draft_nothing_is_said(window: MainWindow, qtbot: QtBot) -> None:
    window.session.waiting.look()
    qtbot.waitUntil(lambda: not any(window.session.tasks.is_busy(lane) for lane in Lane))
    assert window.session.notices.banner("draft") is None
    assert mark_of(window) == ""


def test_it_is_discarded_and_comes_back_by_undo(window: MainWindow, line: Banner, qtbot: QtBot) -> None:
    workspace, toasts = window.desk.workspace, window.frame.toasts
    QTest.mouseClick(button(line, "Discard draft"), LEFT)
    qtbot.waitUntil(lambda: toasts.shown is not None)
    assert views.get_draft(workspace, form="log") is None
    assert (window.session.notices.banner("draft"), mark_of(window)) == (None, "")
    assert toasts.shown is not None
    assert toasts.shown.button is not None
    QTest.mouseClick(toasts.shown.button, LEFT)
    qtbot.waitUntil(lambda: mark_of(window) == "A draft waits")
    kept = views.get_draft(workspace, form="log")
    assert kept is not None
    assert kept[0] == {"text": "Half a sen"}
    assert window.session.notices.banner("draft") is not None


def test_what_is_left_in_the_panel_is_marked_until_it_is_discarded(window: MainWindow, qtbot: QtBot) -> None:
    panel = opened_panel(window, qtbot)
    panel.form.text.box.setPlainText("Half a sen")
    window.frame.deck.close_panel()
    assert mark_of(window) == "A draft waits"
    window.session.log_contact()
    assert mark_of(window) == ""
    panel.discard()
    window.frame.deck.close_panel()
    assert mark_of(window) == ""


def test_a_draft_is_marked_for_whoever_wrote_it_alone(window: MainWindow, line: Banner, qtbot: QtBot) -> None:
    mara = window.desk.workspace.member
    (rosa,) = window.session.members.others()
    window.session.members.sign_in(rosa)
    assert (window.session.notices.banner("draft"), mark_of(window)) == (None, "")
    window.session.members.sign_in(mara)
    qtbot.waitUntil(lambda: mark_of(window) == "A draft waits")
