"""When the records cannot be opened: what is said, and the ways on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from csops.bootstrap import open_workspace
from csops.domain.errors import CsopsError, NoDatabaseThere, NotADatabase, ServerRefused
from csops.services import maintenance
from csops.ui.kit.file_dialogs import FileDialogs
from csops.ui.kit.tasks import Lane, Tasks
from csops.ui.kit.theme import Themes
from csops.ui.settings.trouble import TroubleDialog


@pytest.fixture
def broken(begun_shop: Path, tmp_path: Path) -> Path:
    """A file that is no database any more, with a good backup beside it."""
    path = Path(shutil.copy(begun_shop, tmp_path / "shop.csops"))
    workspace = open_workspace(path)
    maintenance.back_up(workspace)
    workspace.close()
    path.write_bytes(b"\x89PNG, by accident")
    return path


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


def _dialog(error: CsopsError, where: str, themes: Themes, tasks: Tasks, qtbot: QtBot) -> TroubleDialog:
    dialog = TroubleDialog(error, where=where, themes=themes, tasks=tasks, files=FileDialogs())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def dialog(broken: Path, themes: Themes, tasks: Tasks, qtbot: QtBot) -> TroubleDialog:
    return _dialog(NotADatabase(path=broken, found="not a database at all"), str(broken), themes, tasks, qtbot)


def test_it_says_what_happened_and_what_is_safe(dialog: TroubleDialog, broken: Path) -> None:
    assert "is not a csops database" in dialog.sentence.words()
    assert dialog.safe.words() == f"The file is as it was, at {broken}"


def test_the_newest_good_backup_is_restored_and_the_bad_file_kept(
    dialog: TroubleDialog, broken: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.restore.isVisible)
    assert "with 0 contacts" in dialog.restore.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.restore.click()
    assert dialog.chosen == str(broken)
    open_workspace(broken).close()
    kept = [path for path in broken.parent.glob("shop.csops.replaced-*") if path.read_bytes().startswith(b"\x89PNG")]
    assert len(kept) == 1


def test_without_a_backup_none_is_offered(themes: Themes, tasks: Tasks, qtbot: QtBot, tmp_path: Path) -> None:
    missing = tmp_path / "gone.csops"
    dialog = _dialog(NoDatabaseThere(path=missing), str(missing), themes, tasks, qtbot)
    qtbot.waitUntil(lambda: not tasks.is_busy(Lane.LONG_READS))
    assert dialog.restore.isHidden()
    assert "Nothing was created" in dialog.safe.words()


def test_another_file_is_chosen(dialog: TroubleDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = str(tmp_path / "other.csops")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (other, ""))
    dialog.another.click()
    assert dialog.chosen == other


def test_a_new_file_is_begun_beside_what_is_there(
    dialog: TroubleDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("csops.ui.settings.trouble.default_place", lambda _environment: str(tmp_path / "shop.csops"))
    with qtbot.waitSignal(dialog.accepted):
        dialog.new.click()
    assert dialog.chosen == str(tmp_path / "shop-2.csops")
    open_workspace(dialog.chosen).close()


def test_quitting_chooses_nothing(dialog: TroubleDialog) -> None:
    dialog.quit.click()
    assert dialog.chosen is None


def test_details_are_shown_and_copied(dialog: TroubleDialog) -> None:
    dialog.show_details.click()
    assert "NotADatabase" in dialog.details.text()
    dialog.copy.click()
    assert "NotADatabase" in QGuiApplication.clipboard().text()


def test_a_server_is_asked_again_with_the_password(themes: Themes, tasks: Tasks, qtbot: QtBot) -> None:
    where = "postgresql://mara@shop:5432/csops"
    dialog = _dialog(ServerRefused(path=where, reason="no password"), where, themes, tasks, qtbot)
    assert dialog.password is not None
    dialog.password.line.setText("p:w")
    dialog.again.click()
    assert dialog.chosen == "postgresql://mara:p%3Aw@shop:5432/csops"
