"""Starts the window: application, look, the database or what is wrong with it."""

import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from csops.bootstrap import default_place, open_or_create
from csops.domain.errors import CsopsError
from csops.services.workspace import Workspace
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences, default_path


def run(where: str | None = None, *, member: str | None = None) -> int:
    """Show the window on a database and return the exit status when it is closed.

    Args:
        where: a path or an URL; else the one used last, else the default.
        member: name or initials of who works; else whoever worked last, else the owner.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("csops")
    application.setDesktopFileName("csops")
    preferences = Preferences(default_path())
    themes = Themes(application)
    themes.choose(preferences.get("look", "system"), zoom=float(preferences.get("zoom", 1.0)))
    chosen = where or os.environ.get("CSOPS_DB") or preferences.get("database") or default_place()
    workspace = _opened(str(chosen), member, themes)
    if workspace is None:
        return 1
    window = MainWindow(workspace, themes=themes, preferences=preferences)
    window.show()
    if os.environ.get("CSOPS_EXIT_WHEN_READY") == "1":
        # Usable: painted, and the read lane has answered a first question.
        QTimer.singleShot(0, lambda: window.desk.ask(lambda: None, then=lambda _nothing: window.close()))
    return int(application.exec())


def _opened(where: str, member: str | None, themes: Themes) -> Workspace | None:
    """Open the database; when that cannot be, say why and let the person choose another way."""
    while True:
        try:
            return open_or_create(where, member=member)
        except CsopsError as error:
            from csops.ui.settings.trouble import choose_another

            chosen = choose_another(error, where=where, themes=themes)
            if chosen is None:
                return None
            where = chosen
