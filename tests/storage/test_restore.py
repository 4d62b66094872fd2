"""A backup brought back; nothing that was there is lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.domain.errors import (
    AlreadyThere,
    BackupUnusable,
    DatabaseBusy,
    NewerDatabase,
    NotWritable,
    UnsafePlace,
)
from csops.domain.questions import parse
from csops.services.workspace import Workspace
from csops.storage import backups_postgres
from csops.storage import restore as restoring
from csops.storage.backups import back_up, verify
from csops.storage.database import Database, url_of
from csops.storage.drivers import sqlite_module
from csops.storage.files import FileStore
from csops.storage.manifest import manifest_path
from csops.storage.opening import open_database
from csops.storage.restore import restore, restore_to_server
from tests.helpers.cluster import Cluster
from tests.helpers.records import MARA, kept_contact

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def place(sqlite_workspace: Workspace) -> Path:
    """Where a database lies that nobody has open, with one contact."""
    _log(sqlite_workspace)
    sqlite_workspace.close()
    assert sqlite_workspace.path is not None
    return sqlite_workspace.path


@pytest.fixture
def backup(sqlite_workspace: Workspace, place: Path) -> Path:
    """A backup with that contact; the database got a second one since."""
    file = back_up(sqlite_workspace.database, reason="by hand", at=NOON).file
    _log(sqlite_workspace)
    sqlite_workspace.close()
    return file


def _log(workspace: Workspace) -> None:
    with workspace.work("Log contact") as work:
        kept_contact(work)


def _contacts(path: Path) -> int:
    workspace = Workspace(open_database(url_of(path)), member=MARA)
    with workspace.read() as work:
        count = len(work.contacts.all())
    workspace.close()
    return count


def test_a_backup_comes_back_to_a_new_place(backup: Path, tmp_path: Path) -> None:
    again = restore(backup, to=tmp_path / "new folder" / "shop.db")
    assert _contacts(again) == 1


def test_what_lay_there_is_kept_whole(backup: Path, place: Path) -> None:
    restore(backup, to=place, at=NOON)
    kept = place.with_name("shop.db.replaced-20260302T120000Z")
    assert (_contacts(place), _contacts(kept)) == (1, 2)


def test_what_was_put_aside_can_be_brought_back(backup: Path, place: Path) -> None:
    restore(backup, to=place, at=NOON)
    restore(place.with_name("shop.db.replaced-20260302T120000Z"), to=place)
    assert _contacts(place) == 2


def test_a_restore_that_is_stopped_at_the_swap_leaves_the_old_file_in_its_place(
    backup: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_partial: Path, _path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "put_in_place", stopped)
    with pytest.raises(KeyboardInterrupt):
        restore(backup, to=place, at=NOON)
    assert _contacts(place) == 2


def test_the_backup_is_left_as_it_was(backup: Path, place: Path) -> None:
    before = (backup.read_bytes(), manifest_path(backup).read_text())
    restore(backup, to=place)
    _contacts(place)
    assert (backup.read_bytes(), manifest_path(backup).read_text()) == before


def test_a_file_that_somebody_has_open_is_not_replaced(backup: Path, place: Path) -> None:
    other = open_database(url_of(place))
    with other.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM contacts")
        with pytest.raises(DatabaseBusy):
            restore(backup, to=place)
    other.close()
    assert _contacts(place) == 2
    assert [path.name for path in place.parent.glob("*.partial")] == []


def test_a_damaged_file_is_replaced_and_kept_with_what_lies_beside_it(backup: Path, place: Path) -> None:
    place.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    place.with_name("shop.db-wal").write_bytes(b"log")
    restore(backup, to=place, at=NOON)
    kept = sorted(path.name for path in place.parent.glob("*.replaced-*"))
    assert kept == ["shop.db.replaced-20260302T120000Z", "shop.db.replaced-20260302T120000Z-wal"]
    assert _contacts(place) == 1
    assert not any(
        path.name.endswith("-wal") and path.read_bytes() == b"log" for path in place.parent.glob("shop.db-*")
    )


def test_attachments_come_back_too(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    kept = FileStore(sqlite_workspace.database).put(b"a photo of the wheel")
    file = back_up(sqlite_workspace.database, reason="by hand").file
    database = open_database(url_of(restore(file, to=tmp_path / "elsewhere" / "again.db")))
    assert FileStore(database).get(kept.sha256) == b"a photo of the wheel"
    database.close()


# ---- refused


def test_a_backup_of_a_newer_program_is_refused(backup: Path, place: Path) -> None:
    manifest_path(backup).unlink()
    bare = sqlite_module().connect(str(backup))
    bare.execute("UPDATE alembic_version SET version_num = '9999'")
    bare.commit()
    bare.close()
    with pytest.raises(NewerDatabase):
        restore(backup, to=place)
    assert _contacts(place) == 2


def test_a_workbook_is_no_backup(place: Path, tmp_path: Path) -> None:
    (tmp_path / "report.xlsx").write_bytes(b"PK\x03\x04" + bytes(500))
    with pytest.raises(BackupUnusable, match="not a database at all"):
        restore(tmp_path / "report.xlsx", to=place)
    assert _contacts(place) == 1


def test_a_damaged_backup_is_refused(backup: Path, place: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[:9000] + b"\xff" * 100 + whole[9100:])
    with pytest.raises(BackupUnusable):
        restore(backup, to=place)
    assert _contacts(place) == 2


def test_an_unsafe_place_is_refused(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UnsafePlace, match="OneDrive"):
        restore(backup, to=tmp_path / "OneDrive" / "shop.db")
    assert not (tmp_path / "OneDrive").exists()


def test_a_place_that_cannot_be_written_is_refused(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritable):
        restore(backup, to=tmp_path / "file" / "shop.db")


def test_a_backup_does_not_replace_itself(backup: Path) -> None:
    with pytest.raises(BackupUnusable, match="replace itself"):
        restore(backup, to=backup)


def test_a_link_is_followed_and_stays(backup: Path, place: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "shop.db"
    link.parent.mkdir()
    link.symlink_to(place)
    assert restore(backup, to=link) == link
    assert (link.is_symlink(), place.is_symlink(), _contacts(place), _contacts(link)) == (True, False, 1, 1)
    assert len(list(place.parent.glob(f"{place.name}.replaced-*"))) == 1


def test_a_link_to_the_backup_does_not_replace_it(backup: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(backup)
    with pytest.raises(BackupUnusable, match="would replace itself"):
        restore(backup, to=link)


def test_a_link_that_leads_to_itself_is_refused(backup: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(link)
    with pytest.raises(NotWritable):
        restore(backup, to=link)


def test_a_backup_of_a_server_is_not_restored_to_a_file(postgres_url: URL, tmp_path: Path) -> None:
    database = open_database(postgres_url)
    backup = back_up(database, reason="by hand", to=tmp_path / "shop.dump")
    database.close()
    with pytest.raises(BackupUnusable, match="restored to an empty database of a server"):
        restore(backup.file, to=tmp_path / "shop.db")


def test_a_backup_that_changes_while_it_is_read_is_refused(
    backup: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "sum_of", lambda _path: "another")
    with pytest.raises(BackupUnusable, match="changed while it was read"):
        restore(backup, to=place)
    assert _contacts(place) == 2


# ---- to a server


@pytest.fixture
def dump(postgres_url: URL, tmp_path: Path) -> Path:
    workspace = Workspace(open_database(postgres_url), member=MARA)
    with workspace.work("Log") as work:
        kept_contact(work, text="Brake squeaks")
    file = back_up(workspace.database, reason="by hand", to=tmp_path / "shop.dump").file
    workspace.close()
    return file


@pytest.fixture
def empty_url(cluster: Cluster) -> Iterator[URL]:
    url = cluster.fresh()
    yield url
    cluster.drop(url)


def test_a_backup_of_a_server_comes_back_into_an_empty_database(dump: Path, empty_url: URL) -> None:
    place = restore_to_server(dump, to=empty_url)
    assert str(empty_url.password) not in place
    again = Workspace(open_database(empty_url), member=MARA)
    with again.work("Log") as work:
        kept_contact(work, text="Another")
    with again.read() as work:
        assert [contact.text for contact in work.contacts.all()] == ["Brake squeaks", "Another"]
        assert work.contacts.count(parse("squeaks")) == 1
        assert work.first_broken() is None
    again.close()


def test_a_database_that_holds_a_log_is_left_as_it_is(dump: Path, postgres_url: URL) -> None:
    with pytest.raises(AlreadyThere):
        restore_to_server(dump, to=postgres_url)


def test_what_postgresql_complains_of_leaves_nothing_behind(
    dump: Path, empty_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "check_empty_server", lambda _database: None)
    database = Database(empty_url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE contacts (id int)"))
    with pytest.raises(BackupUnusable, match="contacts"):
        restore_to_server(dump, to=empty_url)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all() == [
            ("contacts",)
        ]
    database.close()


def test_without_pg_restore_it_is_said(dump: Path, empty_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = verify(dump)
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: None)
    database = Database(empty_url)
    with pytest.raises(BackupUnusable, match="pg_restore is missing here"):
        backups_postgres.bring_back(backup, database)
    database.close()


def test_a_backup_whose_note_says_something_else_leaves_nothing_behind(dump: Path, empty_url: URL) -> None:
    database = Database(empty_url)
    with database.engine.begin() as connection:
        connection.execute(text('CREATE TABLE "Another\'s" (id int)'))
    with pytest.raises(BackupUnusable, match="not what its note says"):
        backups_postgres.bring_back(replace(verify(dump), head="00"), database)
    with database.engine.connect() as connection:
        assert connection.scalars(text("SELECT relname FROM pg_class WHERE relnamespace = 2200")).all() == ["Another's"]
        assert connection.scalars(text("SELECT proname FROM pg_proc WHERE pronamespace = 2200")).all() == []
    database.close()
    assert restore_to_server(dump, to=empty_url)


def test_a_dump_that_is_no_log_leaves_nothing_behind(dump: Path, empty_url: URL, cluster: Cluster) -> None:
    other, database = Database(cluster.fresh()), Database(empty_url)
    with other.engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (id int)"))
    backup = verify(dump)
    backups_postgres._run([str(backups_postgres.tool("pg_dump")), "-Fc", f"--file={dump}"], other, dump)
    other.close()
    with pytest.raises(BackupUnusable, match="not what its note says"):
        backups_postgres.bring_back(backup, database)
    with database.engine.connect() as connection:
        assert connection.scalars(text("SELECT relname FROM pg_class WHERE relnamespace = 2200")).all() == []
    database.close()
    cluster.drop(other.url)


def test_the_backup_of_a_file_is_not_restored_to_a_server(backup: Path, empty_url: URL) -> None:
    with pytest.raises(BackupUnusable, match="it is the backup of a file"):
        restore_to_server(backup, to=empty_url)
