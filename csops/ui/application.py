"""Starts the window: application, look, the database or what is wrong with it."""

import os
import sys

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from csops.bootstrap import default_place, open_or_create
from csops.domain.errors import CsopsError
from csops.services.workspace import Workspace
from csops.ui.kit import plurals
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.look import zoom_of
from csops.ui.main_window import MainWindow, opened
from csops.ui.member_menu import member_last
from csops.ui.preferences import Preferences, default_path
from csops.ui.shop_menu import recent_places

_LOOK_EVERY_MS = 5


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
    use_some_language()
    plurals.install(application)
    preferences = Preferences(default_path())
    themes = Themes(application)
    themes.choose(preferences.get("look", "system"), zoom=zoom_of(preferences))
    chosen = str(where or os.environ.get("CSOPS_DB") or preferences.get("database") or default_place())
    opened_here = found(chosen, member, themes=themes, preferences=preferences)
    if opened_here is None:
        return 1
    workspace, place = opened_here
    window = MainWindow(workspace, themes=themes, preferences=preferences, where=place)
    window.show()
    if os.environ.get("CSOPS_EXIT_WHEN_READY") == "1":
        _close_when_usable(window)
    return int(application.exec())


def use_some_language() -> None:
    """Write numbers and money as English does where the machine names no language: Qt would write them bare."""
    if QLocale().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _close_when_usable(window: MainWindow) -> None:
    """Close once the page is painted and every first question to the database is answered: the start is measured so."""
    window.backs_up_at_exit = False  # it is the start that is measured
    looking = QTimer(window)

    def look() -> None:
        if not window.desk.tasks.is_busy(Lane.READS):
            looking.stop()
            window.repaint()
            window.close()

    looking.timeout.connect(look)
    looking.start(_LOOK_EVERY_MS)


def found(where: str, member: str | None, *, themes: Themes, preferences: Preferences) -> tuple[Workspace, str] | None:
    """Open the database and return it with its place; when that cannot be, say why and let the person choose another.

    None when the person quits.
    """
    while True:
        try:
            return _opened(where, member, preferences), where
        except CsopsError as error:
            from csops.ui.kit.file_dialogs import FileDialogs
            from csops.ui.settings.trouble import choose_another

            chosen = choose_another(error, where=where, themes=themes, files=FileDialogs(preferences))
            if chosen is None:
                return None
            where = chosen


def _opened(where: str, member: str | None, preferences: Preferences) -> Workspace:
    if where in recent_places(preferences):
        # What was there before is never begun anew in silence: a disk may only be missing today.
        return opened(where, member=member or member_last(preferences, where))
    return open_or_create(where, member=member)
