"""A desk on a real file with three customers, as the Customers place is given it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.contacts import ContactDraft, Result
from csops.domain.team import Shop
from csops.services.contacts import log_contact
from csops.ui.desk import Desk
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.helpers.clock import Clock


@pytest.fixture(scope="session")
def customers_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Jonas with an open and a settled case, Salma with one settled, Oliver known by his phone only."""
    path, clock = tmp_path_factory.mktemp("customers") / "shop.csops", Clock()
    shop = Shop(name="Hollow Oak Cycles", zone="UTC", region="GB")
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=shop, clock=clock)
    jonas = ContactDraft(customer_name="Jonas Feld", phone="0171 5550142", email="jonas@example.org", channel_id=1)
    now = clock()
    for draft in (
        replace(jonas, text="Which pads fit", happened_at=now - timedelta(days=3)),
        replace(
            jonas,
            text="Refund not received",
            happened_at=now - timedelta(hours=1),
            result=Result.FOLLOW_UP,
            due_at=now + timedelta(days=1),
        ),
        ContactDraft(
            channel_id=2, customer_name="Salma Haddad", text="Brake noise", happened_at=now - timedelta(days=1)
        ),
        ContactDraft(channel_id=1, phone="030 2312 4017", happened_at=now - timedelta(days=2)),
    ):
        log_contact(workspace, draft=draft)
    workspace.close()
    return path


@pytest.fixture
def desk(customers_file: Path, tmp_path: Path, clock: Clock, qapp: QApplication) -> Iterator[Desk]:
    """Mara's desk, at nine on a Monday."""
    workspace = open_workspace(shutil.copy(customers_file, tmp_path / "shop.csops"), clock=clock)
    themes, tasks, live = Themes(qapp), Tasks(), Live()
    themes.choose("light")
    yield Desk(workspace, themes=themes, tasks=tasks, live=live)
    tasks.shutdown()
    workspace.close()
    qapp.setStyleSheet("")
