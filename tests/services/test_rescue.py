"""What can be done for a database that does not open."""

from datetime import timedelta
from pathlib import Path

from csops.services import maintenance
from csops.services.rescue import free_name, newest_backup
from csops.services.workspace import Workspace
from tests.helpers.clock import Clock


def test_the_newest_backup_is_found_for_a_file_that_is_gone(sqlite_workspace: Workspace, clock: Clock) -> None:
    maintenance.back_up(sqlite_workspace)
    clock.forward(timedelta(hours=1))
    newest = maintenance.back_up(sqlite_workspace)
    sqlite_workspace.close()
    path = Path(sqlite_workspace.place)
    path.unlink()
    assert newest_backup(str(path)) == newest
    assert not path.exists()


def test_a_damaged_backup_is_passed_over(sqlite_workspace: Workspace, clock: Clock) -> None:
    good = maintenance.back_up(sqlite_workspace)
    clock.forward(timedelta(hours=1))
    maintenance.back_up(sqlite_workspace).file.write_bytes(b"nothing of use")
    assert newest_backup(sqlite_workspace.place) == good


def test_without_a_backup_there_is_none(tmp_path: Path) -> None:
    assert newest_backup(str(tmp_path / "shop.csops")) is None


def test_a_server_has_none_here() -> None:
    assert newest_backup("postgresql://mara@shop/csops") is None


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "shop.csops"
    assert free_name(wanted) == wanted
    for name in ("shop.csops", "shop-2.csops"):
        (tmp_path / name).touch()
    assert free_name(wanted) == tmp_path / "shop-3.csops"
