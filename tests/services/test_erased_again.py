"""Backups that bring an erased candidate back: they are erased again, by whatever way the backup comes."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from csops.bootstrap import open_workspace as open_at
from csops.domain.candidates import Candidate
from csops.domain.errors import BackupUnusable
from csops.services import candidates, history, maintenance
from csops.services.candidate_privacy import erase_candidate
from csops.services.erasing import known_erasures, note_waiting
from csops.services.workspace import Workspace
from csops.storage.backups_postgres import tool
from csops.storage.database import url_of
from csops.storage.opening import TO_ERASE, open_database
from csops.storage.restore import restore
from tests.helpers.cluster import Cluster
from tests.helpers.hiring import DAY
from tests.helpers.marked import MARK, a_marked_hiring, found_in_files, found_in_tables
from tests.helpers.records import MARA


def _erased_after_a_backup(workspace: Workspace) -> Path:
    _hiring, candidate = a_marked_hiring(workspace)
    backup = maintenance.back_up(workspace)
    erase_candidate(workspace, candidate_id=candidate.id)
    return backup.file


def _names(workspace: Workspace) -> list[str]:
    with workspace.read() as work:
        return [one.name for one in work.hiring.candidates.all("name")]


def test_a_backup_brought_back_in_place_is_erased_again(sqlite_workspace: Workspace) -> None:
    file, path = _erased_after_a_backup(sqlite_workspace), sqlite_workspace.path
    assert path is not None
    sqlite_workspace.close()
    maintenance.restore_backup(file=file, to=path)
    again = open_at(path)
    try:
        assert _names(again) == ["Ngozi Adeyemi", "Tobias Kern"]
        assert found_in_tables(again) == []
        assert history.first_broken(again) is None
        with again.read() as work:
            assert len(work.hiring.past.all()) == 1
    finally:
        again.close()
    assert not path.with_name(f"{path.name}{TO_ERASE}").exists()
    assert [name for name in found_in_files(path.parent) if not name.endswith(file.name)] == []


def test_a_backup_brought_back_beside_is_erased_again(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    file = _erased_after_a_backup(sqlite_workspace)
    there = maintenance.restore_backup(file=file, to=tmp_path / "other" / "copy.csops")
    assert found_in_files(there.parent) == []


def test_whoever_opens_a_file_erases_first_where_a_crash_came_between(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    file, copy = _erased_after_a_backup(sqlite_workspace), tmp_path / "other" / "copy.csops"
    known = known_erasures(file)
    restore(file, to=copy, before=lambda: note_waiting(copy, known))
    assert found_in_files(copy.parent)
    workspace = open_at(copy)
    try:
        assert found_in_tables(workspace) == []
    finally:
        workspace.close()
    assert found_in_files(copy.parent) == []


def test_a_backup_made_elsewhere_learns_of_it_with_the_next_one_there(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    _hiring, candidate = a_marked_hiring(sqlite_workspace)
    stick = tmp_path / "stick"
    maintenance.back_up(sqlite_workspace, to=stick / "one.csops")
    erase_candidate(sqlite_workspace, candidate_id=candidate.id)
    maintenance.back_up(sqlite_workspace, to=stick / "two.csops")
    there = maintenance.restore_backup(file=stick / "one.csops", to=tmp_path / "new" / "shop.csops")
    assert found_in_files(there.parent) == []


def test_the_list_beside_backups_holds_no_name(sqlite_workspace: Workspace) -> None:
    file = _erased_after_a_backup(sqlite_workspace)
    (told,) = file.parent.glob("*-erased.json")
    (one,) = json.loads(told.read_text())
    assert set(one) == {"candidate", "came", "files"}
    assert MARK not in told.read_text()


def test_the_papers_go_from_the_folder_of_backups_at_once(sqlite_workspace: Workspace) -> None:
    file = _erased_after_a_backup(sqlite_workspace)
    assert not any(path.is_file() for path in (file.parent / "shop-files").rglob("*"))


def test_another_shop_that_counts_alike_loses_nobody(
    sqlite_workspace: Workspace, sqlite_template: Path, tmp_path: Path
) -> None:
    file = _erased_after_a_backup(sqlite_workspace)
    other_path = tmp_path / "other.csops"
    other_path.write_bytes(sqlite_template.read_bytes())
    other = Workspace(open_database(url_of(other_path)), member=MARA, clock=sqlite_workspace.now)
    for name in ("Ida", "Joel", "Kim"):
        candidates.save_candidate(other, candidate=Candidate(name=name, came_on=DAY))
    backup = maintenance.back_up(other, to=file.parent / "other.csops")
    other.close()
    there = maintenance.restore_backup(file=backup.file, to=tmp_path / "third" / "shop.csops")
    again = open_at(there)
    try:
        assert _names(again) == ["Ida", "Joel", "Kim"]
    finally:
        again.close()


def test_a_backup_that_cannot_be_used_leaves_no_list_behind(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    file = _erased_after_a_backup(sqlite_workspace)
    broken = file.with_name("broken.csops")
    broken.write_bytes(b"no database")
    with pytest.raises(BackupUnusable):
        maintenance.restore_backup(file=broken, to=tmp_path / "new.csops")
    assert not (tmp_path / f"new.csops{TO_ERASE}").exists()


@pytest.mark.skipif(tool("pg_dump") is None, reason="PostgreSQL's client is not here")
def test_a_dump_brought_back_to_a_server_is_erased_again(
    workspace: Workspace, cluster: Cluster, tmp_path: Path
) -> None:
    if workspace.path is not None:
        return
    _hiring, candidate = a_marked_hiring(workspace)
    backup = maintenance.back_up(workspace, to=tmp_path / "one.dump")
    erase_candidate(workspace, candidate_id=candidate.id)
    maintenance.back_up(workspace, to=tmp_path / "two.dump")
    goal = cluster.fresh()
    maintenance.restore_to_server(file=backup.file, to=goal.render_as_string(hide_password=False))
    again = Workspace(open_database(goal), member=MARA, clock=workspace.now)
    try:
        assert found_in_tables(again) == []
        with again.read() as work:
            assert work.connection.execute(text("SELECT count(*) FROM file_contents")).scalar() == 0
    finally:
        again.close()
        cluster.drop(goal)
