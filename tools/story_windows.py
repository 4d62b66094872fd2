"""The windows of a story: one for each member on one file, opened, driven, waited for, and pictured."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.people import save_member
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences

_LONGEST_MS = 60_000
_REST_MS = 300


def until(condition: Callable[[], object], what: str) -> None:
    """Let the windows work until something is so."""
    deadline = QDeadlineTimer(_LONGEST_MS)
    while not condition():
        if deadline.hasExpired():
            raise TimeoutError(what)
        QTest.qWait(10)


class StoryWindows:
    """Opens the windows, and does in them what hands do; a story tells what."""

    def __init__(
        self, folder: Path, *, owner: str, others: Mapping[str, Role], now: datetime, pictures: Path | None
    ) -> None:
        self.now = now
        self.place, self.pictures = folder / "shop.csops", pictures
        shop = Shop(name="Hollow Oak Cycles", zone="Europe/Berlin", region="DE", currency="EUR")
        workspace = create_workspace(self.place, owner=owner, shop=shop, clock=self.clock)
        for name, role in others.items():
            save_member(workspace, member=Member(name=name, role=role))
        workspace.close()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.themes = Themes(application)
        self.themes.choose("light")
        self.windows = {name: self._window(name) for name in (owner, *others)}

    def clock(self) -> datetime:
        """What all windows take for now."""
        return self.now

    def _window(self, name: str) -> MainWindow:
        workspace = open_workspace(self.place, member=name, clock=self.clock)
        window = MainWindow(workspace, themes=self.themes, preferences=Preferences(None))
        window.backs_up_at_exit = False
        window.resize(1440, 900)
        window.show()
        self.settle(window)
        return window

    def close(self) -> None:
        """Close the windows."""
        for window in self.windows.values():
            window.close()
            window.deleteLater()
        self.windows.clear()

    def front(self, name: str) -> MainWindow:
        """Bring somebody's window to the front."""
        window = self.windows[name]
        window.activateWindow()
        return window

    def settle(self, window: MainWindow) -> None:
        """Let a window finish what it is doing."""
        QApplication.processEvents()
        until(lambda: not any(window.session.tasks.is_busy(lane) for lane in Lane), "a window is still busy")
        QApplication.processEvents()

    def keep(self, name: str, picture: str) -> None:
        """Keep a picture of somebody's window."""
        self.settle(self.windows[name])
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            QTest.qWait(_REST_MS)  # what moves comes to rest
            self.windows[name].grab().save(str(self.pictures / f"{picture}.png"))

    def press(self, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus of the window is."""
        widget: QWidget = window.focusWidget() or window
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
