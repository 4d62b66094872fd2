"""A desk on a real file with some weeks of contacts."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.team import Shop
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import kept_contact


@pytest.fixture(scope="session")
def busy_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in UTC with a contact on each working day of nine weeks."""
    path = tmp_path_factory.mktemp("busy") / "shop.csops"
    shop = Shop(name="Hollow Oak Cycles", zone="UTC", region="GB")
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=shop, clock=Clock())
    with workspace.work("Keep") as work:
        for back in range(1, 64):
            at = MONDAY_MORNING - timedelta(days=back)
            if at.weekday() < 5:
                kept_contact(work, happened_at=at, entered_at=at, handle_time=timedelta(minutes=5))
    workspace.close()
    return path


@pytest.fixture
def workspace(busy_shop: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara's workspace, at nine on Monday 2 March 2026."""
    opened = open_workspace(shutil.copy(busy_shop, tmp_path / "shop.csops"), clock=clock)
    yield opened
    opened.close()
