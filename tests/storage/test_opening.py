"""A database is looked at before anything is written, and refused with its reason."""

import errno
import json
import os
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError, ProgrammingError

from csops.domain.errors import (
    AlreadyThere,
    CsopsError,
    DamagedDatabase,
    DatabaseBusy,
    DatabaseProblem,
    DiskFull,
    DiskTrouble,
    InputError,
    NewerDatabase,
    NoDatabaseThere,
    NotADatabase,
    NotReadable,
    NotUnderstood,
    NotWritable,
    OutOfRange,
    ReadOnlyPlace,
    ServerRefused,
    UnsafePlace,
)
from csops.services import maintenance
from csops.services.workspace import Workspace
from csops.storage import drivers, opening
from csops.storage.database import Database, explained, url_of
from csops.storage.drivers import driver_words, may_use_wal, sqlite_module
from csops.storage.opening import create_database, look_at_file, open_database, quick_check
from tests.helpers.cluster import Cluster
from tests.helpers.records import MARA, a_customer, kept_contact


def _path(workspace: Workspace) -> Path:
    assert workspace.path is not None
    return workspace.path


# ---- files that are none of ours


def _nothing(path: Path) -> None:
    assert not path.exists()


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.touch()


def _png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


def _words(path: Path) -> None:
    path.write_text("date;customer\n2026-03-02;Ada\n")


def _foreign(path: Path) -> None:
    bare = sqlite_module().connect(str(path))
    bare.execute("CREATE TABLE t (x)")
    bare.commit()
    bare.close()


@pytest.mark.parametrize(
    ("make", "problem", "words"),
    [
        (_nothing, NoDatabaseThere, "There is no database at"),
        (_folder, NotADatabase, "a folder"),
        (_empty, NotADatabase, "an empty file"),
        (_png, NotADatabase, "not a database at all"),
        (_words, NotADatabase, "not a database at all"),
        (_foreign, NotADatabase, "a database of another program"),
    ],
)
def test_what_is_no_database_of_ours_is_named_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], problem: type[CsopsError], words: str
) -> None:
    path = tmp_path / "chosen.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(problem, match=words):
        open_database(url_of(path))
    assert (path.read_bytes() if path.is_file() else None) == before
    assert {one.name for one in tmp_path.iterdir()} <= {"chosen.db"}


@pytest.mark.parametrize(("protected", "what"), [("shop.db", "file"), ("stick", "folder")])
def test_a_write_protected_place_is_named_with_what_to_do(
    sqlite_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protected: str, what: str
) -> None:
    path = tmp_path / "stick" / "shop.db"
    path.parent.mkdir()
    path.write_bytes(Path(str(sqlite_url.database)).read_bytes())
    before = path.read_bytes()
    # Who runs the tests may be allowed everything: what the system would say is said here.
    monkeypatch.setattr(os, "access", lambda place, _mode: Path(place).name != protected)
    with pytest.raises(ReadOnlyPlace, match=f"its {what} is write-protected.*open the copy"):
        open_database(url_of(path))
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["shop.db"]


def test_a_newer_database_is_refused_and_left_alone(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    bare = sqlite_module().connect(str(path))
    bare.execute("UPDATE alembic_version SET version_num = '9999'")
    bare.commit()
    bare.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="schema 9999; this program knows up to"):
        open_database(sqlite_url)
    assert path.read_bytes() == before


def test_a_database_without_its_tables_is_said_to_be_damaged(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 3000 + whole[3100:])
    with pytest.raises(DamagedDatabase, match="restore the newest backup"):
        open_database(sqlite_url)


def test_damage_that_is_met_before_a_change_is_explained(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    bare = sqlite_module().connect(str(path))
    asked = "SELECT rootpage FROM sqlite_schema WHERE name = 'alembic_version'"
    (page,), (size,) = bare.execute(asked).fetchone(), bare.execute("PRAGMA page_size").fetchone()
    bare.close()
    database, whole = open_database(sqlite_url), path.read_bytes()
    database.engine.dispose()  # the next connection has read nothing yet
    path.write_bytes(whole[: size * (page - 1)] + b"\xff" * size + whole[size * page :])
    with pytest.raises(DamagedDatabase), database.writing():
        pass
    database.close()


def test_damage_further_in_is_found_by_the_quick_check(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 40] + bytes(4096 * 8) + whole[4096 * 48 :])
    database = open_database(sqlite_url)
    with database.reading() as connection, pytest.raises(DamagedDatabase):
        quick_check(connection, place=database.place)
    database.close()


def test_a_whole_database_passes_the_quick_check(workspace: Workspace) -> None:
    with workspace.read() as work:
        quick_check(work.connection, place=workspace.place)
        assert work.members.get(MARA.id) == MARA


def test_a_file_that_may_not_be_read_is_said(sqlite_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "unsafe_place", lambda _path: None)
    monkeypatch.setattr(Path, "open", _refuse)
    with pytest.raises(NotReadable):
        look_at_file(Path(str(sqlite_url.database)))


def _refuse(*_arguments: object, **_named: object) -> Any:
    raise PermissionError(errno.EACCES, "refused")


@pytest.mark.parametrize("folder", ["OneDrive - Hollow Oak", "Dropbox", "Google Drive", "iCloud Drive", "Nextcloud"])
def test_a_synced_folder_is_refused(tmp_path: Path, folder: str, sqlite_url: URL) -> None:
    path = tmp_path / folder / "shop.db"
    with pytest.raises(UnsafePlace):
        create_database(url_of(path))
    path.parent.mkdir()
    Path(str(sqlite_url.database)).rename(path)
    with pytest.raises(UnsafePlace):
        open_database(url_of(path))


# ---- creating


def test_a_new_database_is_whole_and_ours(tmp_path: Path) -> None:
    database = create_database(url_of(tmp_path / "new folder" / "shop.db"))
    look_at_file(tmp_path / "new folder" / "shop.db")
    assert database.revision() == opening.HEAD
    database.close()


def test_a_second_window_opens_a_database_just_created(tmp_path: Path) -> None:
    first = create_database(url_of(tmp_path / "shop.db"))
    second = open_database(url_of(tmp_path / "shop.db"))
    assert second.revision() == opening.HEAD
    first.close()
    second.close()


@pytest.mark.parametrize("make", [_folder, _png, _foreign])
def test_what_is_there_already_is_not_overwritten(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "shop.db")
    with pytest.raises(AlreadyThere):
        create_database(url_of(tmp_path / "shop.db"))


def test_a_folder_without_permission_to_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # root may write in every folder, but in no file
    with pytest.raises(NotWritable, match="choose a folder in which you may write"):
        create_database(url_of(tmp_path / "file" / "shop.db"))


# ---- while it is open


@pytest.fixture
def impatient(sqlite_url: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A window that waits for nobody."""
    monkeypatch.setattr(drivers, "BUSY_S", 0)
    workspace = Workspace(open_database(sqlite_url), member=MARA)
    yield workspace
    workspace.close()


def _add(workspace: Workspace, note: str = "") -> None:
    with workspace.work("Add customer") as work:
        work.customers.add(a_customer(note=note))


def _count(workspace: Workspace) -> int:
    with workspace.read() as work:
        return len(work.customers.all())


def test_a_locked_database_is_said_and_nothing_is_changed(impatient: Workspace) -> None:
    other = sqlite_module().connect(str(_path(impatient)), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="locked by another program"):
        _add(impatient)
    other.execute("ROLLBACK")
    other.close()
    _add(impatient)
    assert _count(impatient) == 1


def test_a_server_on_which_somebody_else_is_writing_is_said_and_nothing_is_changed(
    postgres_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drivers, "BUSY_S", 1)
    mine, other = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    with other.database.writing(), pytest.raises(DatabaseBusy, match="locked by another program"):
        _add(mine)
    _add(mine)
    assert _count(mine) == 1
    mine.close()
    other.close()


def test_a_transaction_of_which_nothing_comes_any_more_lets_the_others_save(
    postgres_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drivers, "STUCK_S", 1)
    stuck, mine = (Workspace(open_database(postgres_url), member=MARA) for _ in range(2))
    with pytest.raises(ServerRefused):
        _save_while_another_waits(stuck, mine)
    assert _count(mine) == 1
    stuck.close()
    mine.close()


def _save_while_another_waits(stuck: Workspace, mine: Workspace) -> None:
    with stuck.work("Add customer") as work:
        work.customers.add(a_customer(note="of the computer that stopped"))
        _add(mine)  # waits until the server has ended the other


def test_what_a_person_wrote_into_the_url_is_not_written_over(postgres_url: URL) -> None:
    database = open_database(postgres_url.update_query_dict({"options": "-c lock_timeout=7s"}))
    with database.reading() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "7s"
    database.close()


def test_a_full_disk_is_said_and_what_was_saved_is_safe(sqlite_workspace: Workspace) -> None:
    _add(sqlite_workspace)
    engine = sqlite_workspace.database.engine
    engine.dispose()
    event.listen(engine, "connect", _no_more_pages)
    with pytest.raises(DiskFull, match="no room left"):
        _add(sqlite_workspace, note="x" * 2_000_000)
    assert _count(sqlite_workspace) == 1
    assert maintenance.check(sqlite_workspace).ok
    event.remove(engine, "connect", _no_more_pages)
    engine.dispose()
    _add(sqlite_workspace)
    assert _count(sqlite_workspace) == 2


def _no_more_pages(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA max_page_count = 1")  # rounded up to what there is: not one page more


def test_a_file_that_may_only_be_read_is_said(sqlite_workspace: Workspace) -> None:
    engine = sqlite_workspace.database.engine
    engine.dispose()
    event.listen(engine, "connect", _read_only)
    with pytest.raises(NotWritable, match="cannot be written"):
        _add(sqlite_workspace)
    assert _count(sqlite_workspace) == 0


def _read_only(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", DatabaseBusy),
        ("disk I/O error", DiskTrouble),
        ("database disk image is malformed", DamagedDatabase),
        ("attempt to write a readonly database", NotWritable),
        ("unable to open database file", NotWritable),
        ("file is not a database", NotADatabase),
    ],
)
def test_what_sqlite_says_becomes_one_clear_sentence(words: str, problem: type[DatabaseProblem]) -> None:
    error = DBAPIError("SELECT 1", {}, sqlite_module().OperationalError(words))
    found = explained(error, place="shop.db")
    assert type(found) is problem
    assert "shop.db" in str(found)


def test_our_own_mistakes_are_not_explained_away(workspace: Workspace) -> None:
    with pytest.raises(DBAPIError), workspace.read() as work:
        work.connection.execute(text("SELECT nothing FROM nowhere"))


# ---- several at once


def test_several_windows_write_at_once_and_nothing_is_lost(open_workspace: Callable[[], Workspace]) -> None:
    windows = [open_workspace() for _ in range(4)]
    threads = [threading.Thread(target=_log_ten, args=(window,)) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert maintenance.info(windows[0]).contacts == 40
    assert maintenance.check(windows[0]).ok


def _log_ten(workspace: Workspace) -> None:
    for _ in range(10):
        with workspace.work("Log contact") as work:
            kept_contact(work)


# ---- servers


def test_a_wrong_password_is_said_without_showing_it(postgres_url: URL) -> None:
    with pytest.raises(ServerRefused, match="password authentication failed") as caught:
        open_database(postgres_url.set(password="not-the-secret"))
    assert "not-the-secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_said(postgres_url: URL) -> None:
    with pytest.raises(ServerRefused):
        open_database(postgres_url.set(port=1))


def test_a_database_that_is_not_on_the_server_is_said(postgres_url: URL) -> None:
    with pytest.raises(ServerRefused, match="does not exist"):
        open_database(postgres_url.set(database="nowhere"))


def test_an_empty_database_of_a_server_is_not_taken_for_ours(cluster: Cluster) -> None:
    url = cluster.fresh()
    with pytest.raises(NoDatabaseThere):
        open_database(url)
    cluster.drop(url)


def test_a_used_database_of_a_server_is_not_filled_again(postgres_url: URL) -> None:
    with pytest.raises(AlreadyThere):
        create_database(postgres_url)


def test_a_newer_database_of_a_server_is_refused(postgres_url: URL) -> None:
    database = Database(postgres_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    database.close()
    with pytest.raises(NewerDatabase):
        open_database(postgres_url)


class _Said(Exception):
    """What a server says, with its code."""

    def __init__(self, sqlstate: str | None, words: str) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "problem"),
    [
        ("53100", DiskFull),
        ("40001", DatabaseBusy),
        ("40P01", DatabaseBusy),
        ("55P03", DatabaseBusy),
        ("57P01", ServerRefused),
        ("42501", ServerRefused),
        ("42601", None),
        ("23505", None),
    ],
)
def test_what_a_server_says_becomes_one_clear_sentence(state: str | None, problem: type[CsopsError] | None) -> None:
    found = explained(DBAPIError("SELECT 1", {}, _Said(state, "the connection said so")), place="server/shop")
    assert type(found) is (problem or type(None))


@pytest.mark.parametrize(
    ("kind", "problem"),
    [(OperationalError, ServerRefused), (InterfaceError, ServerRefused), (DataError, None), (ProgrammingError, None)],
)
def test_what_the_driver_says_of_itself_is_of_the_connection_or_our_mistake(
    kind: type[DBAPIError], problem: type[CsopsError] | None
) -> None:
    found = explained(kind("SELECT 1", {}, _Said(None, "the driver said so")), place="server/shop")
    assert type(found) is (problem or type(None))


@pytest.mark.parametrize("kind", ["sqlite_url", "postgres_url"])
def test_a_value_that_no_database_keeps_is_said_in_our_words(kind: str, request: pytest.FixtureRequest) -> None:
    url: URL = request.getfixturevalue(kind)
    workspace = Workspace(open_database(url), member=MARA)
    with pytest.raises(InputError, match="no database keeps"):
        _add(workspace, note="a\ud800b" if url.get_backend_name() == "sqlite" else "a\x00b")
    with pytest.raises(InputError, match="no database keeps"), workspace.read() as work:
        work.quality.reviews.of_member(2**63)
    last = datetime(9999, 12, 31, 20, tzinfo=timezone(timedelta(hours=-5)))  # the year 10000 in UTC
    with pytest.raises(OutOfRange, match="moment cannot be 9999"), workspace.read() as work:
        work.quality.reviews.of_member(1, since=last)
    workspace.close()


# ---- names of places


def test_a_path_becomes_the_url_of_a_file(tmp_path: Path) -> None:
    assert Database(url_of(str(tmp_path / "my shop?.db"))).path == tmp_path / "my shop?.db"


def test_a_postgresql_url_gets_our_driver_and_hides_its_password() -> None:
    database = Database(url_of("postgresql://mara:secret@server/shop"))
    assert database.url.drivername == "postgresql+psycopg"
    assert "secret" not in database.place
    assert database.path is None


def test_a_sqlite_url_is_a_path() -> None:
    assert Database(url_of("sqlite:////tmp/shop.db")).path == Path("/tmp/shop.db")


@pytest.mark.parametrize("where", ["mysql://server/shop", "http://server", "://"])
def test_other_databases_are_not_understood(where: str) -> None:
    with pytest.raises(NotUnderstood):
        url_of(where)


# ---- drivers


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 30_000),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("application_id", drivers.APPLICATION_ID),
    ],
)
def test_every_connection_has_our_settings(sqlite_url: URL, setting: str, value: object) -> None:
    engine = drivers.engine_for(sqlite_url)  # not one of the quick ones of the other tests
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {setting}")).scalar() == value
    engine.dispose()


def test_releases_that_can_damage_a_file_do_without_the_write_ahead_log(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [may_use_wal(release) for release in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 53, 0))] == [
        False, False, True, True,
    ]  # fmt: skip
    monkeypatch.setattr(sqlite_module(), "sqlite_version_info", (3, 40, 1))
    database = open_database(sqlite_url)
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "delete"
    database.close()
    assert "without WAL" in driver_words(sqlite_url)


def test_the_driver_is_named() -> None:
    assert driver_words(url_of("shop.db")).startswith("sqlcipher3, SQLite 3.")
    assert driver_words(url_of("postgresql://server/shop")).startswith("psycopg 3")


def test_without_sqlcipher_the_standard_driver_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sqlcipher3", None)
    assert sqlite_module().__name__ == "sqlite3"


def test_errors_cross_from_a_child_process_with_their_fields() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(DiskFull(path="shop.db")))
    assert (type(error), json.dumps(dict(error.fields))) == (DiskFull, '{"path": "shop.db"}')
