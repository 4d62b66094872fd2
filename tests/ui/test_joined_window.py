"""A running window that goes over to the shop's log on a server: live, and back again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.changes import Kind
from csops.domain.contacts import ContactDraft
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services import maintenance
from csops.services.contacts import log_contact
from csops.services.people import save_member
from csops.services.workspace import Workspace
from csops.ui.main_window import MainWindow
from csops.ui.settings.join import JoinDialog
from tests.helpers.cluster import Cluster
from tests.helpers.windows import page_of


@pytest.fixture(autouse=True)
def _backups_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups of a server go to the data of this user: let that be of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def server(cluster: Cluster) -> Iterator[URL]:
    """A server with the log of another shop: Mara keeps it, Rosa works there."""
    url = cluster.fresh()
    place = url.render_as_string(hide_password=False)
    workspace = create_workspace(place, owner="Mara Lindqvist", shop=Shop(name="Velo Nord", zone="UTC"))
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    workspace.close()
    yield url
    cluster.drop(url)


@pytest.fixture
def elsewhere(server: URL) -> Iterator[Workspace]:
    """Mara at another computer, on the server's log."""
    workspace = open_workspace(server.render_as_string(hide_password=False))
    yield workspace
    workspace.close()


def _dialog(window: MainWindow, qtbot: QtBot) -> JoinDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(JoinDialog)))
    return next(one for one in window.findChildren(JoinDialog) if one.isVisible())


def _fill(dialog: JoinDialog, url: URL) -> None:
    dialog.address.set_text(f"{url.host}:{url.port}")
    dialog.database.set_text(str(url.database))
    dialog.name.set_text(str(url.username))
    dialog.password.set_text(str(url.password))
    dialog.look.click()


def _go_in(window: MainWindow, url: URL, qtbot: QtBot, *, member: str = "Rosa Okafor") -> None:
    dialog = _dialog(window, qtbot)
    _fill(dialog, url)
    qtbot.waitUntil(dialog.go.isVisible, timeout=15_000)
    dialog.who.choose(member)
    dialog.go.click()
    qtbot.waitUntil(lambda: window.windowTitle() == "Velo Nord · csops", timeout=15_000)


def _log(workspace: Workspace, words: str) -> None:
    with workspace.read() as work:
        channel = work.channels.all()[0].id
    log_contact(workspace, draft=ContactDraft(channel_id=channel, text=words))


@pytest.fixture
def joined(elsewhere: Workspace, server: URL, window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Rosa's window, gone over from her own file."""
    page_of(window).wanted.emit("join", None)
    _go_in(window, server, qtbot)
    return window


def test_one_goes_over_as_oneself_and_the_password_is_kept_nowhere(joined: MainWindow, server: URL) -> None:
    assert joined.desk.workspace.member.name == "Rosa Okafor"
    kept = str(joined.preferences.get("database"))
    assert kept.startswith("postgresql://")
    assert str(server.password) not in kept


def test_the_file_before_is_whole_and_free(joined: MainWindow, shop_file: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shop_file.with_name(f"{shop_file.name}-wal").exists(), timeout=15_000)
    workspace = open_workspace(shop_file)
    assert maintenance.check(workspace).problems == ()
    workspace.close()


def test_what_a_colleague_saves_is_heard_by_itself(joined: MainWindow, elsewhere: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(joined.session.live.changed, timeout=5_000) as heard:
        _log(elsewhere, "Brakes squeal")
    assert Kind.CONTACT in heard.args[0]


def test_what_one_saves_there_a_colleague_hears(joined: MainWindow, elsewhere: Workspace, qtbot: QtBot) -> None:
    elsewhere.acts_of_others()
    _log(joined.desk.workspace, "Brakes squeal")
    qtbot.waitUntil(lambda: bool(elsewhere.acts_of_others()))


def test_a_broken_line_is_said_and_the_window_hears_again(
    joined: MainWindow, elsewhere: Workspace, qtbot: QtBot
) -> None:
    with elsewhere.database.writing() as connection:
        ended = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{ended} AND datname = current_database()"))
    with qtbot.waitSignal(joined.session.live.changed, timeout=10_000) as heard:
        _log(elsewhere, "Said while the line was broken")
    assert Kind.CONTACT in heard.args[0]
    _log(joined.desk.workspace, "Saved over the new line")
    with elsewhere.read() as work:
        assert len(work.contacts.all()) == 2


def test_one_who_comes_back_to_the_server_is_asked_for_the_password(
    joined: MainWindow, shop_file: Path, server: URL, qtbot: QtBot
) -> None:
    place = str(joined.preferences.get("database"))
    joined.open(str(shop_file))
    qtbot.waitUntil(lambda: joined.windowTitle() == "Hollow Oak Cycles · csops", timeout=15_000)
    joined.open(place)
    dialog = _dialog(joined, qtbot)
    assert dialog.name.text() == str(server.username)
    _go_in(joined, server, qtbot, member="Mara Lindqvist")
    assert joined.desk.workspace.member.name == "Mara Lindqvist"


def test_a_log_whose_settings_are_broken_is_let_go_again(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "bad.csops"
    workspace = create_workspace(bad, owner="Mara Lindqvist", shop=Shop(zone="UTC"))
    with workspace.work("Break") as work:
        # From outside: csops itself keeps no calendar by which it cannot reckon.
        broken = {"value": '{"weekly": {}}', "key": "calendar"}
        work.connection.execute(text("UPDATE settings SET value = :value WHERE key = :key"), broken)
    workspace.close()
    window.open(str(bad))
    qtbot.waitUntil(lambda: window.frame.toasts.shown is not None)
    assert window.windowTitle() == "Hollow Oak Cycles · csops"
    _log(window.desk.workspace, "Still saved in the file")


def test_who_does_not_go_in_stays_where_one_was(server: URL, window: MainWindow, qtbot: QtBot) -> None:
    page_of(window).wanted.emit("join", None)
    dialog = _dialog(window, qtbot)
    _fill(dialog, server.set(password="wrong"))
    qtbot.waitUntil(lambda: "did not let us in" in dialog.said.words(), timeout=15_000)
    dialog.close_layer()
    assert window.windowTitle() == "Hollow Oak Cycles · csops"
    _log(window.desk.workspace, "Still saved in the file")
