"""A desk on a real file, with what the day starts with."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
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
from csops.ui.desk import Desk, Said
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.today.page import TodayPage
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import a_case, a_customer, a_follow_up, kept_contact

HOUR = timedelta(hours=1)
PROMISES = (("Ines Marchetti", -26), ("Jonas Feld", -3), ("Salma Haddad", 2), ("Amelie Garnier", 26), ("Piotr", 99))
"""Who was promised something, and in how many hours it is due."""


@pytest.fixture(scope="session")
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop in UTC with Mara (owner) and Rosa (agent), and no contact."""
    path = tmp_path_factory.mktemp("new") / "shop.csops"
    workspace = create_workspace(
        path, owner="Mara Lindqvist", shop=Shop(name="Hollow Oak Cycles", zone="UTC"), clock=Clock()
    )
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    workspace.close()
    return path


@pytest.fixture
def workspace(new_shop: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Mara's workspace, at nine on a Monday."""
    opened = open_workspace(shutil.copy(new_shop, tmp_path / "shop.csops"), clock=clock)
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


@dataclass
class Heard:
    """What the page asked the window for, and what was said in toasts."""

    wanted: list[tuple[str, object]]
    said: list[str]


@pytest.fixture
def heard(desk: Desk) -> Heard:
    """Filled while the test runs."""
    heard = Heard(wanted=[], said=[])

    def say(said: Said) -> None:
        heard.said.append(said.text)

    desk.said.connect(say)
    return heard


@pytest.fixture
def promised(workspace: Workspace) -> None:
    """Five follow-ups: two late, one today, one tomorrow, one later; cases of all ages."""
    rosa = 2
    with workspace.work("Keep") as work:
        for name, hours in PROMISES:
            customer = work.customers.add(a_customer(name=name))
            opened = MONDAY_MORNING - timedelta(days=9 if name == "Jonas Feld" else 0, hours=1)
            case = a_case(title=f"About {name}", customer_id=customer.id, opened_at=opened, owner_id=rosa)
            kept = kept_contact(work, case=case, customer_id=customer.id, happened_at=MONDAY_MORNING - HOUR)
            owner = 1 if name == "Salma Haddad" else rosa
            due = MONDAY_MORNING + hours * HOUR
            work.follow_ups.add(a_follow_up(case_id=kept.case_id, due_at=due, owner_id=owner, what=f"Call {name}"))


@pytest.fixture
def page(promised: None, desk: Desk, heard: Heard, qtbot: QtBot) -> TodayPage:
    """The page of a day with promises, shown and filled."""
    made = shown_page(desk, heard, qtbot)
    qtbot.waitUntil(lambda: made.day is not None and made.day.follow_ups.list.rows.rowCount() == 7)
    made.setFocus()
    return made


def shown_page(desk: Desk, heard: Heard, qtbot: QtBot) -> TodayPage:
    made = TodayPage(desk)
    made.wanted.connect(lambda place, question: heard.wanted.append((place, question)))
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    return made
