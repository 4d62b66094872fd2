"""What every test may ask for: a clock that stands still, and a fresh database of either kind."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import URL

from csops.domain.access import Role
from csops.domain.people import Member
from csops.services.workspace import Workspace
from csops.storage.database import Database, url_of
from csops.storage.opening import create_database, open_database
from tests.helpers.answer_times import answer_late, settle_after_waits
from tests.helpers.clock import Clock
from tests.helpers.cluster import Cluster
from tests.helpers.quick_engines import quicken_engines
from tests.helpers.records import MARA, ROSA, set_up

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("csops", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
# The same examples every time, so that a red suite is red for whoever runs it again; `make search` looks for new ones.
settings.load_profile("csops")

_TEMPLATE = "csops_template"
_PATIENCE_MS = 60_000


def pytest_configure(config: pytest.Config) -> None:
    """Wait as long as a busy machine takes: with eight programs beside them two cores took over five seconds."""
    for waiting in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitExposed, QtBot.waitActive):
        waiting.__kwdefaults__ = {**(waiting.__kwdefaults__ or {}), "timeout": _PATIENCE_MS}
    quicken_engines()
    if late_ms := config.getoption("--late-ms"):
        answer_late(late_ms, uneven=config.getoption("--uneven"))
    if config.getoption("--settled"):
        settle_after_waits()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test-server` ask for all, and `make test-times` for answers at the worst times."""
    parser.addoption("--whole-server", action="store_true", help="run every test of both databases on PostgreSQL too")
    parser.addoption("--late-ms", type=int, default=0, help="let every answer of a window's lanes come so much later")
    parser.addoption("--uneven", type=int, help="a seed: let them come any part of --late-ms later")
    parser.addoption("--settled", action="store_true", help="let all answers of a window come whenever a test waits")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Above the floor of storage an eighth of the tests of both databases run on the server too, always the same ones.

    What differs between the databases is SQL, and that is tested whole in tests/storage; the rest finds what a service
    asks in a way of its own. `make test-server` runs all of them, as one does before a release.
    """
    if config.getoption("--whole-server"):
        return
    left_out = [item for item in items if _is_for_the_whole_server(item.nodeid)]
    config.hook.pytest_deselected(items=left_out)
    kept = set(map(id, left_out))
    items[:] = [item for item in items if id(item) not in kept]


def _is_for_the_whole_server(nodeid: str) -> bool:
    is_above = nodeid.startswith(("tests/services/", "tests/cli/"))
    return is_above and "[postgresql" in nodeid and crc32(nodeid.encode()) % 8 != 0


@pytest.fixture(scope="session", autouse=True)
def _window_system(qapp: QApplication) -> Iterator[QApplication]:
    """Begin every worker as the window does: a PDF made first would leave a Qt that can show no window.

    What was copied goes at the end: the clipboard of a Qt without a display outlives Python, and would crash with it.
    """
    yield qapp
    QApplication.clipboard().clear()


@pytest.fixture
def clock() -> Clock:
    """Monday 2 March 2026, 9 o'clock UTC, until it is moved."""
    return Clock()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for this worker; started when the first test asks, stopped whatever happens."""
    running = Cluster()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file with two members, two channels and two topics; copying it is faster than migrating."""
    path = tmp_path_factory.mktemp("template") / "shop.db"
    _filled(create_database(url_of(path)))
    return path


@pytest.fixture(scope="session")
def postgres_template(cluster: Cluster) -> str:
    """The same as a template database."""
    _filled(create_database(cluster.fresh(name=_TEMPLATE)))
    return _TEMPLATE


def _filled(database: Database) -> None:
    workspace = Workspace(database, member=Member(name="Set-up", role=Role.OWNER), clock=Clock())
    with workspace.work("Set up") as work:
        set_up(work)
    workspace.close()


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> URL:
    """Where a fresh file lies."""
    return url_of(Path(shutil.copy(sqlite_template, tmp_path / "shop.db")))


@pytest.fixture
def postgres_url(cluster: Cluster, postgres_template: str) -> Iterator[URL]:
    """Where a fresh database on the server is."""
    url = cluster.fresh(template=postgres_template)
    yield url
    cluster.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> URL:
    """Where a fresh database is: each test that asks runs on both kinds."""
    url: URL = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def standing_workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that the tests of one module share: filled once, then only asked."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = url_of(Path(shutil.copy(template, tmp_path_factory.mktemp("standing") / "shop.db")))
    else:
        url = request.getfixturevalue("cluster").fresh(template=request.getfixturevalue("postgres_template"))
    workspace = Workspace(open_database(url), member=MARA, clock=Clock())
    yield workspace
    workspace.close()


OpenWorkspace = Callable[..., Workspace]


@pytest.fixture
def open_workspace(database_url: URL, clock: Clock) -> Iterator[OpenWorkspace]:
    """Open further windows on the same database: `open_workspace(member=ROSA)`."""
    yield from _opened(database_url, clock)


@pytest.fixture
def workspace(open_workspace: OpenWorkspace) -> Workspace:
    """A fresh workspace, Mara (owner) signed in; on SQLite and on PostgreSQL."""
    return open_workspace()


@pytest.fixture
def rosa(open_workspace: OpenWorkspace) -> Workspace:
    """A second window on the same database, Rosa (agent) signed in."""
    return open_workspace(member=ROSA)


@pytest.fixture
def sqlite_workspace(sqlite_url: URL, clock: Clock) -> Iterator[Workspace]:
    """A fresh workspace on a file only: for what does not depend on the database."""
    for opener in _opened(sqlite_url, clock):
        yield opener()


def _opened(url: URL, clock: Clock) -> Iterator[OpenWorkspace]:
    opened: list[Workspace] = []

    def opener(*, member: Member = MARA) -> Workspace:
        opened.append(Workspace(open_database(url), member=member, clock=clock))
        return opened[-1]

    yield opener
    for workspace in opened:
        workspace.close()
