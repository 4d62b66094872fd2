"""Settings on a real file with the starter content, for the owner and for others."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.ui.desk import Desk
from csops.ui.kit.fields import LineField
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences
from csops.ui.settings.page import SettingsPage
from tests.helpers.clock import Clock

OpenDesk = Callable[[str], Desk]


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def open_desk(begun_shop: Path, tmp_path: Path, clock: Clock, themes: Themes) -> Iterator[OpenDesk]:
    """Open the desk of a member by name."""
    path = Path(shutil.copy(begun_shop, tmp_path / "shop.csops"))
    made: list[Desk] = []

    def opener(member: str) -> Desk:
        workspace = open_workspace(path, member=member, clock=clock)
        made.append(Desk(workspace, themes=themes, tasks=Tasks(), live=Live()))
        return made[-1]

    yield opener
    for desk in made:
        desk.tasks.shutdown()
        desk.workspace.close()


@pytest.fixture
def desk(open_desk: OpenDesk) -> Desk:
    """Mara's desk, at nine on a Monday."""
    return open_desk("Mara Lindqvist")


@pytest.fixture
def preferences() -> Preferences:
    """What is remembered for the length of a test."""
    return Preferences(None)


@pytest.fixture
def page(desk: Desk, preferences: Preferences, qtbot: QtBot) -> SettingsPage:
    """Settings, on the screen."""
    return shown(SettingsPage(desk, preferences=preferences), qtbot)


def shown(page: SettingsPage, qtbot: QtBot) -> SettingsPage:
    """Show a page as the window would."""
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def write(field: LineField, text: str) -> None:
    """Write this into a field instead of what stands there, and leave it by Enter."""
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    QTest.keyClicks(field.line, text)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
