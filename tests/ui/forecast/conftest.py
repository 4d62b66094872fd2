"""What tests of the forecast page may ask for: a page on a real file, with so many weeks of contacts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops.bootstrap import create_workspace
from csops.domain.access import Role
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.page import ForecastPage
from csops.ui.forecast.place import ForecastPlace
from csops.ui.kit.live import Live, Refresher
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tests.helpers.clock import Clock
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop

PATIENCE_MS = 60_000
"""The process for heavy arithmetic starts with the first page; on a busy machine that takes its time."""
MakePage = Callable[..., ForecastPage]


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """One set of lanes, so that the process for arithmetic starts once."""
    made = Tasks()
    yield made
    made.shutdown()


@pytest.fixture
def shop(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    """Open eight hours on five days; phone and e-mail are the first two channels."""
    made = create_workspace(tmp_path / "shop.csops", owner="Mara", shop=Shop(zone="UTC"), clock=clock)
    open_shop(made)
    yield made
    made.close()


@pytest.fixture
def make_page(shop: Workspace, themes: Themes, tasks: Tasks, qtbot: QtBot) -> MakePage:
    """Open the page after so many weeks; `role` is that of who looks at it."""

    def make(*, weeks: int, role: Role = Role.OWNER, width: int = 1228) -> ForecastPage:
        if weeks:
            log_weeks(shop, weeks=weeks, a_day={PHONE: 32, EMAIL: 16})
        if role is not Role.OWNER:
            shop.member = Member(id=1, name="Rosa", role=role)
        desk = Desk(shop, themes=themes, tasks=tasks, live=Live())
        looking = Looking(desk)
        page = ForecastPage(desk, looking)
        for one in (looking, desk, desk.live):
            one.setParent(page)
        Refresher(page, desk.live, ForecastPlace.kinds, looking.refresh)
        looking.refresh()
        qtbot.addWidget(page)
        page.resize(width, 816)
        page.show()
        return page

    return make


@pytest.fixture
def page(make_page: MakePage, qtbot: QtBot) -> ForecastPage:
    """The page of a shop with twelve weeks of contacts, everything shown."""
    made = make_page(weeks=12)
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made.board, timeout=PATIENCE_MS)
    return made


@pytest.fixture
def place(shop: Workspace, themes: Themes, tasks: Tasks, qtbot: QtBot) -> ForecastPlace:
    """All tabs, over nine weeks of contacts."""
    log_weeks(shop, weeks=9, a_day={PHONE: 32, EMAIL: 16})
    desk = Desk(shop, themes=themes, tasks=tasks, live=Live())
    made = ForecastPlace(desk)
    for one in (desk, desk.live):
        one.setParent(made)
    qtbot.addWidget(made)
    made.resize(1228, 816)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.looking.outlook is not None, timeout=PATIENCE_MS)
    return made
