"""A shop that copies of it are made of; a desk for the tests of pages, and a window for those of what holds them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.people import save_member
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences
from tests.helpers.clock import Clock
from tests.helpers.windows import a_window


@pytest.fixture(scope="session")
def begun_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in UTC with Mara (owner) and Rosa (agent)."""
    path = tmp_path_factory.mktemp("begun") / "shop.csops"
    shop = Shop(name="Hollow Oak Cycles", zone="UTC", region="GB")
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=shop, clock=Clock())
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    workspace.close()
    return path


@pytest.fixture
def shop_file(begun_shop: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(begun_shop, tmp_path / "shop.csops"))


@pytest.fixture
def workspace(shop_file: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara's workspace, at nine on a Monday."""
    opened = open_workspace(shop_file, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def desk(workspace: Workspace, qapp: QApplication) -> Iterator[Desk]:
    """Mara's desk."""
    themes, tasks = Themes(qapp), Tasks()
    themes.choose("light")
    yield Desk(workspace, themes=themes, tasks=tasks, live=Live())
    tasks.shutdown()
    qapp.setStyleSheet("")


@pytest.fixture
def window_themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def window_preferences() -> Preferences:
    return Preferences(None)


@pytest.fixture
def window(
    shop_file: Path, clock: Clock, window_themes: Themes, window_preferences: Preferences, qtbot: QtBot
) -> Iterator[MainWindow]:
    """Mara's window, at nine on a Monday."""
    workspace = open_workspace(shop_file, clock=clock)
    made = a_window(workspace, themes=window_themes, preferences=window_preferences)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    if made.isVisible():
        made.close()
    made.deleteLater()
