"""Joining our shop's log, as a person does it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.engine import URL

from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.settings.join import JoinDialog
from tests.helpers.cluster import Cluster


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> JoinDialog:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    made = JoinDialog(desk, window)
    made.open()
    return made


@pytest.fixture
def empty_database(cluster: Cluster) -> Iterator[URL]:
    url = cluster.fresh()
    yield url
    cluster.drop(url)


def _fill(dialog: JoinDialog, url: URL, *, password: str | None = None) -> None:
    dialog.address.set_text(f"{url.host}:{url.port}")
    dialog.database.set_text(str(url.database))
    dialog.name.set_text(str(url.username))
    dialog.password.set_text(str(url.password) if password is None else password)


def _joined(dialog: JoinDialog, qtbot: QtBot, press: str) -> tuple[Workspace, str]:
    with qtbot.waitSignal(dialog.joined) as heard:
        getattr(dialog, press).click()
    workspace, place = heard.args
    return workspace, place


def test_one_looks_chooses_ones_name_and_goes_in(dialog: JoinDialog, postgres_url: URL, qtbot: QtBot) -> None:
    _fill(dialog, postgres_url)
    dialog.look.click()
    qtbot.waitUntil(dialog.go.isVisible)
    dialog.who.choose("Rosa Okafor")
    workspace, place = _joined(dialog, qtbot, "go")
    assert workspace.member.name == "Rosa Okafor"
    assert str(postgres_url.password) not in place
    workspace.close()


def test_an_empty_database_is_begun_only_when_one_says_so(
    dialog: JoinDialog, empty_database: URL, qtbot: QtBot
) -> None:
    _fill(dialog, empty_database)
    dialog.look.click()
    qtbot.waitUntil(dialog.begin.isVisible)
    assert "The database is empty" in dialog.said.words()
    workspace, _place = _joined(dialog, qtbot, "begin")
    assert workspace.shop().name == "Hollow Oak Cycles"
    workspace.close()


def test_what_is_missing_is_said_below_its_field(dialog: JoinDialog, qtbot: QtBot) -> None:
    dialog.look.click()
    qtbot.waitUntil(lambda: bool(dialog.address.error()))
    assert dialog.look.isEnabled()


def test_a_wrong_password_is_said_in_words(dialog: JoinDialog, postgres_url: URL, qtbot: QtBot) -> None:
    _fill(dialog, postgres_url, password="not-this-one")
    dialog.look.click()
    qtbot.waitUntil(lambda: "did not let us in" in dialog.said.words())
    assert "not-this-one" not in dialog.said.words()


def test_another_server_has_to_be_looked_at_again(dialog: JoinDialog, postgres_url: URL, qtbot: QtBot) -> None:
    _fill(dialog, postgres_url)
    dialog.look.click()
    qtbot.waitUntil(dialog.go.isVisible)
    dialog.address.edited.emit()
    assert (dialog.go.isVisible(), dialog.look.isVisible()) == (False, True)


def test_the_password_is_hidden_and_its_fate_is_told(dialog: JoinDialog) -> None:
    assert dialog.password.line.echoMode() is dialog.password.line.EchoMode.Password
    assert "memory only" in dialog.password.helper()


def test_what_is_known_of_the_server_stands_there_already(desk: Desk, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = JoinDialog(desk, window, where="postgresql://mara@shop:5433/log")
    assert (dialog.address.text(), dialog.database.text(), dialog.name.text()) == ("shop:5433", "log", "mara")
