"""A desk on a real file with the starter content, as the pages of contacts are given it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.people import save_member
from csops.ui.desk import Desk
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.helpers.clock import Clock


@pytest.fixture(scope="session")
def started_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in UTC with Mara (owner) and Rosa (agent); copying it is faster than starting one."""
    path = tmp_path_factory.mktemp("started") / "shop.csops"
    shop = Shop(name="Hollow Oak Cycles", zone="UTC", region="GB")
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=shop, clock=Clock())
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    workspace.close()
    return path


@pytest.fixture
def desk(started_shop: Path, tmp_path: Path, clock: Clock, qapp: QApplication) -> Iterator[Desk]:
    """Mara's desk, at nine on a Monday."""
    workspace = open_workspace(shutil.copy(started_shop, tmp_path / "shop.csops"), clock=clock)
    themes, tasks, live = Themes(qapp), Tasks(), Live()
    yield Desk(workspace, themes=themes, tasks=tasks, live=live)
    tasks.shutdown()
    workspace.close()
