"""Backups are made while the database is in use, and count only when they were looked into."""

import errno
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.domain.backups import Backup
from csops.domain.errors import BackupUnusable, DamagedDatabase, DiskFull, NoBackupTool, NotWritable
from csops.services.workspace import Workspace
from csops.storage import backups, backups_postgres
from csops.storage.backup_copies import Contents
from csops.storage.backups import back_up, verify
from csops.storage.database import Database
from csops.storage.drivers import sqlite_module
from csops.storage.files import FileStore, files_folder
from csops.storage.manifest import manifest_path
from csops.storage.opening import HEAD, open_database
from tests.helpers.records import a_customer, kept_contact

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def _log(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        kept_contact(work)


def _backed_up(workspace: Workspace, **values: Any) -> Backup:
    return back_up(workspace.database, reason="by hand", **values)


# ---- making one


def test_a_backup_holds_what_was_committed_and_not_yet_in_the_file(sqlite_workspace: Workspace) -> None:
    _log(sqlite_workspace)  # lies in the write-ahead log
    backup = _backed_up(sqlite_workspace)
    assert (backup.counts["contacts"], backup.counts["acts"], backup.verified) == (1, 2, True)
    assert verify(backup.file) == backup


def test_a_backup_is_one_file_beside_its_manifest(sqlite_workspace: Workspace) -> None:
    backup = _backed_up(sqlite_workspace, at=NOON)
    names = sorted(path.name for path in backup.file.parent.iterdir())
    assert names == ["shop-20260302T120000Z.db", "shop-20260302T120000Z.db.json"]


def test_two_backups_of_one_second_are_two(sqlite_workspace: Workspace) -> None:
    assert _backed_up(sqlite_workspace, at=NOON).file != _backed_up(sqlite_workspace, at=NOON).file
    assert len(backups.backups(sqlite_workspace.database)) == 2


def test_somebody_who_is_writing_is_neither_waited_for_nor_copied(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Add customer") as work:
        work.customers.add(a_customer())
        backup = _backed_up(sqlite_workspace)
    assert backup.counts["customers"] == 0


def test_a_backup_knows_the_newest_act(sqlite_workspace: Workspace) -> None:
    first = _backed_up(sqlite_workspace)
    _log(sqlite_workspace)
    second = _backed_up(sqlite_workspace)
    assert len(first.head) == len(second.head) == 64
    assert first.head != second.head


def test_a_backup_may_go_anywhere(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    goal = tmp_path / "stick" / "copy.backup"
    assert _backed_up(sqlite_workspace, to=goal).file == goal
    assert backups.backups(sqlite_workspace.database) == []
    assert verify(goal).file == goal


def test_a_backup_replaces_a_backup_and_its_note(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "shop.bak"
    _backed_up(sqlite_workspace, to=path)
    _log(sqlite_workspace)
    assert _backed_up(sqlite_workspace, to=path) == verify(path)


def test_a_backup_takes_the_place_of_an_empty_file(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "shop.bak").touch()
    assert _backed_up(sqlite_workspace, to=tmp_path / "shop.bak").verified


@pytest.mark.parametrize("name", ["letter.txt", "other.db", "link.db", "used.bak", "shop.bak.json", "pipe", "note"])
def test_a_backup_replaces_nothing_else(sqlite_workspace: Workspace, tmp_path: Path, name: str) -> None:
    backup = _backed_up(sqlite_workspace, to=tmp_path / "shop.bak").file
    (tmp_path / "letter.txt").write_text("Dear Mara")
    shutil.copyfile(backup, tmp_path / "other.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "other.db")
    used = _backed_up(sqlite_workspace, to=tmp_path / "used.bak").file
    used.write_bytes(used.read_bytes() + b"and a contact")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "note.json").write_text("[1, 2]")
    before = _contents_of(tmp_path)
    with pytest.raises(BackupUnusable, match=r"no backup|the note beside it cannot be read"):
        _backed_up(sqlite_workspace, to=tmp_path / name)
    assert _contents_of(tmp_path) == before


def _contents_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in folder.iterdir()}


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_a_backup_does_not_replace_a_file_of_the_open_database(sqlite_workspace: Workspace, end: str) -> None:
    place = Path(sqlite_workspace.place)
    with pytest.raises(BackupUnusable, match="what it shall keep safe"):
        _backed_up(sqlite_workspace, to=place.with_name(place.name + end))


def test_backups_of_other_files_in_the_folder_are_not_ours(sqlite_workspace: Workspace) -> None:
    backup = _backed_up(sqlite_workspace)
    for name in ("other-20260302T120000Z.db", "shop-readme.db"):
        shutil.copy(backup.file, backup.file.with_name(name))
    (backup.file.parent / "shop-broken.db").touch()
    (backup.file.parent / "shop-broken.db.json").write_text('{"sha256": 1}')
    assert backups.backups(sqlite_workspace.database) == [backup]


def test_old_backups_are_thinned_out_and_the_newest_stays(sqlite_workspace: Workspace) -> None:
    made = [_backed_up(sqlite_workspace, at=NOON + timedelta(hours=5 * number)) for number in range(12)]
    left = backups.backups(sqlite_workspace.database)
    assert left[0] == made[-1]
    assert made[1] not in left
    assert {path.name for path in made[0].file.parent.glob("*.json")} == {f"{one.file.name}.json" for one in left}


def test_what_a_crash_left_behind_is_cleared_away_after_a_day(sqlite_workspace: Workspace) -> None:
    folder = backups.backup_folder(sqlite_workspace.database)
    folder.mkdir()
    partial = folder / "shop-20260101T000000Z.db.partial"
    partial.write_bytes(b"half")
    _backed_up(sqlite_workspace)
    still_there = partial.exists()
    _backed_up(sqlite_workspace, at=datetime.now(tz=UTC) + timedelta(days=2))
    assert (still_there, partial.exists()) == (True, False)


def test_what_a_killed_backup_to_another_folder_left_is_cleared_away_after_a_day(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    left = [folder / f"shop-2026-01-01.db.partial{end}" for end in ("", "-journal")]
    other = folder / "film.partial"
    for path in (*left, other):
        path.write_bytes(b"half")
    later = datetime.now(tz=UTC) + timedelta(days=2)
    backups.back_up(sqlite_workspace.database, reason="by hand", to=folder / "copy.db", at=later)
    assert [path.exists() for path in (*left, other)] == [False, False, True]


# ---- attachments


def test_attachments_are_backed_up_once_for_all_backups(sqlite_workspace: Workspace) -> None:
    kept = FileStore(sqlite_workspace.database).put(b"a photo of the wheel")
    first, second = _backed_up(sqlite_workspace), _backed_up(sqlite_workspace)
    assert first.files == second.files == "shop-files"
    copied = list((first.file.parent / "shop-files").rglob("*"))
    assert [path.name for path in copied if path.is_file()] == [kept.sha256]


def test_attachments_lie_beside_a_backup_that_went_elsewhere(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    kept = FileStore(sqlite_workspace.database).put(b"a photo of the wheel")
    goal = tmp_path / "stick" / "copy.db"
    _backed_up(sqlite_workspace, to=goal)
    assert (files_folder(goal) / kept.sha256[:2] / kept.sha256).read_bytes() == b"a photo of the wheel"


# ---- what may go wrong


def _disk_says(number: int) -> Any:
    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise OSError(number, "refused")

    return refuse


@pytest.mark.parametrize(
    ("number", "problem"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, NotWritable), (errno.EROFS, NotWritable)],
)
def test_what_the_disk_says_is_explained(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, number: int, problem: type[Exception]
) -> None:
    monkeypatch.setattr(backups, "put_in_place", _disk_says(number))
    with pytest.raises(problem):
        _backed_up(sqlite_workspace)
    assert list(backups.backup_folder(sqlite_workspace.database).iterdir()) == []


def test_a_folder_that_cannot_be_made_is_not_writable(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable):
        _backed_up(sqlite_workspace, to=tmp_path / "file" / "copy.db")


def test_a_backup_does_not_begin_without_room(sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(DiskFull):
        _backed_up(sqlite_workspace)


def test_a_copy_that_is_not_what_was_copied_is_thrown_away(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "look_into", lambda _path: Contents(schema="0001", counts={}, head=""))
    with pytest.raises(BackupUnusable, match="does not hold what was copied"):
        _backed_up(sqlite_workspace)
    assert list(backups.backup_folder(sqlite_workspace.database).iterdir()) == []


@pytest.mark.parametrize("page", [2, 45])
def test_a_damaged_database_is_said_to_be_the_damaged_one(sqlite_workspace: Workspace, page: int) -> None:
    path = sqlite_workspace.path
    assert path is not None
    sqlite_workspace.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * page] + b"\xff" * 4096 * 12 + whole[4096 * (page + 12) :])
    with pytest.raises(DamagedDatabase) as caught:
        _backed_up(sqlite_workspace)
    assert str(caught.value).startswith(f"{path} is damaged")
    assert list(backups.backup_folder(sqlite_workspace.database).iterdir()) == []


# ---- looking again


def _backup_file(workspace: Workspace) -> Path:
    _log(workspace)
    return _backed_up(workspace).file


def test_every_single_changed_byte_is_noticed(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 25):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(BackupUnusable):
            verify(file)


def test_a_shortened_backup_is_noticed_without_its_manifest(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    manifest_path(file).unlink()
    file.write_bytes(file.read_bytes()[:-8192])
    with pytest.raises(BackupUnusable, match="damaged"):
        verify(file)


def test_a_whole_backup_without_its_manifest_is_taken(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    manifest_path(file).unlink()
    assert verify(file).counts["contacts"] == 1


def test_a_manifest_of_another_backup_is_noticed(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    manifest = manifest_path(file)
    manifest.write_text(manifest.read_text().replace('"contacts": 1', '"contacts": 2'))
    with pytest.raises(BackupUnusable, match="the note beside it says"):
        verify(file)


def test_a_manifest_that_cannot_be_read_is_said(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    manifest_path(file).write_text("{")
    with pytest.raises(BackupUnusable, match="the note beside it cannot be read"):
        verify(file)


def test_records_that_do_not_fit_together_are_noticed(sqlite_workspace: Workspace) -> None:
    file = _backup_file(sqlite_workspace)
    manifest_path(file).unlink()
    bare = sqlite_module().connect(str(file))
    bare.execute("DELETE FROM cases")
    bare.commit()
    bare.close()
    with pytest.raises(BackupUnusable, match="do not fit together"):
        verify(file)


def _folder(path: Path) -> None:
    path.mkdir()


def _png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


def _workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(200))


def _foreign(path: Path) -> None:
    bare = sqlite_module().connect(str(path))
    bare.execute("CREATE TABLE t (x)")
    bare.commit()
    bare.close()


def _nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "a folder"),
        (_png, "not a database"),
        (_workbook, "not a database"),
        (_foreign, "another program"),
        (_nothing, "no such file"),
    ],
)
def test_what_is_no_backup_is_named(tmp_path: Path, make: Any, words: str) -> None:
    make(tmp_path / "chosen.db")
    with pytest.raises(BackupUnusable, match=words):
        verify(tmp_path / "chosen.db")


def test_a_live_file_is_no_backup(sqlite_workspace: Workspace) -> None:
    _log(sqlite_workspace)
    assert sqlite_workspace.path is not None
    with pytest.raises(BackupUnusable, match="has it open"):
        verify(sqlite_workspace.path)


def test_a_file_that_may_not_be_read_is_said(sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _backup_file(sqlite_workspace)
    manifest_path(file).unlink()
    monkeypatch.setattr(backups_postgres, "is_dump", lambda _path: False)
    monkeypatch.setattr(Path, "open", _disk_says(errno.EACCES))
    with pytest.raises(BackupUnusable, match="cannot be read"):
        verify(file)


# ---- a server


@pytest.fixture
def server(postgres_url: URL) -> Any:
    database = open_database(postgres_url)
    yield database
    database.close()


def test_a_server_is_dumped_and_the_dump_looked_into(server: Any, tmp_path: Path) -> None:
    backup = back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    assert (backup.verified, backup.counts["members"], backup.schema) == (True, 2, HEAD)
    assert verify(backup.file) == backup


def test_a_dump_can_be_brought_back_by_postgresql(server: Any, tmp_path: Path, cluster: Any) -> None:
    backup = back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    url = cluster.fresh()
    into = url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([str(backups_postgres.tool("pg_restore")), "-d", into, str(backup.file)], check=True)
    again = open_database(url)
    with again.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM members")).scalar() == 2
    again.close()
    cluster.drop(url)


def test_a_damaged_dump_is_noticed(server: Any, tmp_path: Path) -> None:
    file = back_up(server, reason="by hand", to=tmp_path / "shop.dump").file
    file.write_bytes(file.read_bytes()[:300])
    with pytest.raises(BackupUnusable):
        verify(file)


def test_a_dump_alone_says_too_little(server: Any, tmp_path: Path) -> None:
    file = back_up(server, reason="by hand", to=tmp_path / "shop.dump").file
    manifest_path(file).unlink()
    with pytest.raises(BackupUnusable, match="the note beside it is missing"):
        verify(file)


def test_a_dump_that_lacks_a_table_is_noticed(server: Any, tmp_path: Path) -> None:
    file = back_up(server, reason="by hand", to=tmp_path / "shop.dump").file
    manifest = manifest_path(file)
    manifest.write_text(manifest.read_text().replace('"members"', '"diaries"'))
    with pytest.raises(BackupUnusable, match="it lacks diaries"):
        verify(file)


def test_a_short_file_that_begins_like_a_dump_is_noticed(tmp_path: Path, server: Any) -> None:
    backup = back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    backup.file.write_bytes(b"PGDMP")
    with pytest.raises(BackupUnusable):
        backups_postgres.look_into(backup.file, backup)


def test_without_pg_dump_it_is_said_that_nobody_backs_up(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: None)
    with pytest.raises(NoBackupTool, match="pg_dump is missing"):
        back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    assert list(tmp_path.iterdir()) == []


def test_what_pg_dump_complains_of_is_said(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: "false")
    with pytest.raises(BackupUnusable, match="pg_dump failed"):
        back_up(server, reason="by hand", to=tmp_path / "shop.dump")


@pytest.mark.skipif(os.name == "nt", reason="the tool stands in as a script of a shell")
def test_a_tool_that_complains_in_other_letters_is_heard(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "pg_dump"
    script.write_bytes(b"#!/bin/sh\necho 'pg_dump: error: gel\xf6scht' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: str(script))
    with pytest.raises(BackupUnusable, match=r"pg_dump: error: gel.scht"):
        back_up(server, reason="by hand", to=tmp_path / "shop.dump")


def test_backups_of_a_server_go_to_the_data_of_this_user(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    backup = back_up(server, reason="by hand", at=NOON)
    assert backup.file.parent == tmp_path / "csops" / "backups"
    assert backups.backups(server) == [backup]


def test_how_a_server_is_reached_goes_to_its_tools_by_the_environment(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, str] = {}

    def noted(command: Any, *, env: dict[str, str], **_: Any) -> Any:
        told.update(env, command=" ".join(command))
        return subprocess.CompletedProcess(command, 1, "", "pg_dump: error: no")

    monkeypatch.setattr(backups_postgres, "tool", lambda _name: "pg_dump")
    monkeypatch.setattr(subprocess, "run", noted)
    server.url = server.url.update_query_dict({"sslmode": "verify-full", "application_name": "csops"})
    with pytest.raises(BackupUnusable, match="pg_dump: error: no"):
        back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    assert (told["PGSSLMODE"], told["PGAPPNAME"], told["PGPORT"]) == ("verify-full", "csops", str(server.url.port))
    assert server.url.password not in told["command"]


def test_a_server_behind_a_socket_is_dumped_and_brought_back(
    server: Any, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")
    here, there = _by_socket(server.url, cluster), _by_socket(cluster.fresh(), cluster)
    database, empty = Database(here), Database(there)
    backup = back_up(database, reason="by hand", to=tmp_path / "shop.dump")
    backups_postgres.bring_back(backup, empty)
    assert empty.revision() == HEAD
    for one in (database, empty):
        one.close()
    cluster.drop(there)


def _by_socket(url: URL, cluster: Any) -> URL:
    where = {"host": str(cluster.folder), "port": str(url.port)}
    return URL.create(url.drivername, url.username, url.password, database=url.database, query=where)


def test_without_pg_restore_a_dump_is_no_verified_backup(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(server, reason="by hand", to=tmp_path / "shop.dump")
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: None)
    with pytest.raises(BackupUnusable, match="pg_restore is missing here"):
        verify(backup.file)
