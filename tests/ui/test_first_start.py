"""The first minutes of somebody new, with the real pages: from the first start to contacts in the log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import create_workspace
from csops.domain.lines import ContactLine
from csops.domain.questions import Question
from csops.services import contacts
from csops.ui.contacts.log_panel import LogPanel
from csops.ui.imports.page import ImportPage
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences
from csops.ui.quality.tabs import TABS as QUALITY_TABS
from csops.ui.settings.join import JoinDialog
from csops.ui.settings.page import SettingsPage
from csops.ui.settings.tabs import TABS
from csops.ui.today.page import TodayPage
from csops.ui.today.welcome import Welcome
from tests.helpers.clock import Clock

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 60_000


@pytest.fixture
def new_window(tmp_path: Path, clock: Clock, window_themes: Themes, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window as it is after the very first start."""
    workspace = create_workspace(tmp_path / "shop.csops", clock=clock)
    made = MainWindow(workspace, themes=window_themes, preferences=Preferences(None))
    made.backs_up_at_exit = False
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: today(made).welcome is not None, timeout=PATIENCE_MS)
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def today(window: MainWindow) -> TodayPage:
    page = window.frame.page()
    assert isinstance(page, TodayPage)
    return page


def welcome(window: MainWindow) -> Welcome:
    found = today(window).welcome
    assert found is not None
    return found


def logged(window: MainWindow) -> list[ContactLine]:
    return contacts.contact_lines(window.desk.workspace, question=Question())


def panel_of(window: MainWindow, qtbot: QtBot) -> LogPanel:
    qtbot.waitUntil(lambda: isinstance(window.frame.deck.panel, LogPanel), timeout=PATIENCE_MS)
    panel = window.frame.deck.panel
    assert isinstance(panel, LogPanel)
    qtbot.waitUntil(lambda: panel.is_ready, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: panel.isAncestorOf(QApplication.focusWidget() or window), timeout=PATIENCE_MS)
    return panel


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def test_the_first_contact_is_logged_by_keys_alone(new_window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(new_window, Qt.Key.Key_N, CTRL)
    panel = panel_of(new_window, qtbot)
    write("1")  # by phone; what is typed next is the customer
    write("Ada Brandt")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(panel.form.who.phone.line.hasFocus, timeout=PATIENCE_MS)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(panel.form.text.box.hasFocus, timeout=PATIENCE_MS)
    write("Front wheel out of true")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: today(new_window).day is not None, timeout=PATIENCE_MS)
    (line,) = logged(new_window)
    assert (line.customer, line.text) == ("Ada Brandt", "Front wheel out of true")
    assert today(new_window).strip is not None


def test_the_way_to_the_first_contact_can_also_be_clicked(new_window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(welcome(new_window).ways["log"].button, LEFT)
    panel_of(new_window, qtbot)


def test_ones_own_spreadsheet_is_matched_right_away(
    new_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("Date,Channel,Customer\n2025-11-17 09:48,Phone,Ada\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(log), ""))
    QTest.mouseClick(welcome(new_window).ways["import"].button, LEFT)
    page = new_window.frame.page()
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.session.outlook is not None, timeout=PATIENCE_MS)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(page.run.undo_button.isVisible, timeout=PATIENCE_MS)
    assert len(logged(new_window)) == 1


def test_joining_asks_for_the_server(new_window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(welcome(new_window).ways["join"].button, LEFT)
    qtbot.waitUntil(lambda: bool(new_window.findChildren(JoinDialog)), timeout=PATIENCE_MS)
    (dialog,) = new_window.findChildren(JoinDialog)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert welcome(new_window).isVisible()


def test_a_step_leads_to_its_settings_and_back_to_the_others(new_window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(welcome(new_window).steps.rows["people"], LEFT)
    assert isinstance(new_window.frame.page(), SettingsPage)
    new_window.session.back()
    assert welcome(new_window).steps.isVisible()


class Flashes(QObject):
    """Hears of every widget that is shown as a window of its own, which takes the focus from the one it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_beside_the_window(new_window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    heard = Flashes()
    qapp.installEventFilter(heard)
    for place in ("contacts", "customers", "forecast", "reports", "import", "settings"):
        new_window.go(place)
    for tab in TABS:
        new_window.go("settings", {"tab": tab.key})
    for part in QUALITY_TABS:
        new_window.go("quality", {"tab": part.key})
    new_window.session.log_contact()
    panel_of(new_window, qtbot)
    qapp.removeEventFilter(heard)
    assert heard.seen == []
