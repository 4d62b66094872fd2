"""What a person may get wrong: one clear sentence each, and nothing is lost or half done."""

import errno
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from csops.bootstrap import create_workspace
from csops.cli import program
from csops.storage import drivers
from tests.helpers.cluster import Cluster

Type = Callable[..., int]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
NEED = {"--contacts": "10", "--interval": "30m", "--aht": "180s", "--service-level": ".8", "--within": "20s"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A database that holds one contact."""
    path = tmp_path / "shop.csops"
    create_workspace(path, owner="Mara").close()
    assert program.run(["--db", str(path), "log", "--channel", "phone", "--text", "first"]).status == 0
    return path


@pytest.fixture
def refuse(shop: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Type a command that must be refused; return its one sentence."""

    def type_it(*arguments: str, status: int = 2, db: Path = shop) -> str:
        capfd.readouterr()
        ended = program.run(["--db", str(db), *arguments])
        said = capfd.readouterr()
        assert (ended.status, said.out) == (status, "")
        assert said.err.startswith("csops: ")
        assert said.err.count("\n") == 1
        assert len(said.err) < 700
        return said.err

    return type_it


Refuse = Callable[..., str]


def contacts_in(path: Path) -> int:
    """Count without the program; a database that is not whole fails."""
    with drivers.sqlite_module().connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(connection.execute("SELECT count(*) FROM contacts").fetchone()[0])


# ---- places


def test_a_folder_that_cannot_be_written_is_named_and_stays_as_it_is(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file where a folder is wanted")
    said = refuse("new", db=tmp_path / "plain" / "new.csops")
    assert "cannot be written" in said
    assert (tmp_path / "plain").read_text() == "a file where a folder is wanted"


def test_what_a_read_only_disk_says_is_not_hidden_by_tidying_up(
    refuse: Refuse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, plain = tmp_path / "new.csops", Path.open

    def refused(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name.startswith(where.name):
            raise OSError(errno.EROFS, "Read-only file system")
        return plain(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    assert "cannot be written" in refuse("new", db=where)


@pytest.fixture
def closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder into which nobody may look. Root may always: so it is the system's answer that is put in its place."""
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "shop.csops").write_bytes(b"SQLite format 3")
    for name in ("stat", "open", "unlink"):
        plain = getattr(Path, name)

        def refused(path: Path, *arguments: Any, plain: Any = plain, **options: Any) -> Any:
            if path.parent.name == "closed":
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return plain(path, *arguments, **options)

        monkeypatch.setattr(Path, name, refused)
    return folder


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("info",), "cannot be read"),
        (("new",), "cannot be written"),
        (("restore", "closed/shop.csops", "--to", "restored.csops"), "cannot be read"),
        (("import", "closed/shop.csops"), "it may not be opened"),
    ],
)
def test_a_folder_that_nobody_may_look_into_is_one_sentence(
    refuse: Refuse, closed_folder: Path, shop: Path, command: tuple[str, ...], words: str
) -> None:
    typed = [str(closed_folder.parent / one) if one.endswith(".csops") else one for one in command]
    db = shop if command[0] == "import" else closed_folder / "shop.csops"
    assert words in refuse(*typed, db=db)


def test_an_export_into_a_folder_that_is_not_there_leaves_nothing(refuse: Refuse, tmp_path: Path) -> None:
    out = tmp_path / "none" / "r.xlsx"
    said = refuse("report", "service", "--from", "2026-01-01", "--to", "2026-01-31", "--out", str(out))
    assert "cannot be written" in said
    assert not out.parent.exists()


def test_a_full_disk_takes_no_contact_and_keeps_those_there_are(
    refuse: Refuse, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = drivers._set_sqlite

    def limited(connection: Any, record: object) -> None:
        plain(connection, record)
        # SQLite says the same of its own limit and of a disk that is full.
        connection.cursor().execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr(drivers, "_set_sqlite", limited)
    assert "no room left" in refuse("log", "--channel", "phone", "--text", "x" * 300_000, status=1)
    assert contacts_in(shop) == 1


@pytest.mark.parametrize(
    ("free", "words"), [(0, "no room left"), (1 << 30, "could not be read or written: disk I/O error")]
)
def test_a_disk_without_one_free_page_is_not_taken_for_a_damaged_file(
    refuse: Refuse, shop: Path, monkeypatch: pytest.MonkeyPatch, free: int, words: str
) -> None:
    def failing(*_: object) -> None:
        raise drivers.sqlite_module().OperationalError("disk I/O error")

    monkeypatch.setattr(drivers, "_set_sqlite", failing)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=free))
    assert words in refuse("info", status=1)


def test_a_full_disk_takes_no_backup_and_leaves_nothing_of_it(
    refuse: Refuse, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=0))
    assert "no room left" in refuse("backup", status=1)
    assert list((shop.parent / "backups").glob("*")) == []


# ---- databases


def test_a_file_that_is_no_database_is_left_as_it_is(refuse: Refuse, tmp_path: Path) -> None:
    picture = tmp_path / "not.csops"
    picture.write_bytes(PNG)
    for command in (("info",), ("log", "--channel", "phone"), ("check",)):
        assert "not a csops database" in refuse(*command, db=picture)
    assert str(picture) in refuse("new", db=picture)
    assert picture.read_bytes() == PNG


def test_a_database_of_a_newer_version_is_left_as_it_is(refuse: Refuse, shop: Path) -> None:
    with drivers.sqlite_module().connect(shop) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = shop.read_bytes()
    assert "newer csops" in refuse("log", "--channel", "phone")
    assert shop.read_bytes() == before


def test_a_database_whose_end_is_missing_is_not_written_to(refuse: Refuse, shop: Path) -> None:
    cut = shop.with_name("cut.csops")
    cut.write_bytes(shop.read_bytes()[:-1000])
    assert "damaged" in refuse("log", "--channel", "phone", status=1, db=cut)
    assert cut.read_bytes() == shop.read_bytes()[:-1000]


def test_a_database_without_its_tables_or_without_an_owner_is_called_damaged(refuse: Refuse, shop: Path) -> None:
    for order in ("DROP TABLE attachments", "UPDATE members SET active = 0", "DROP TABLE members"):
        with drivers.sqlite_module().connect(shop) as connection:
            connection.execute(order)
        connection.close()
        if "attachments" not in order:
            assert "damaged" in refuse("info", status=1)


def test_a_locked_database_is_said_after_the_wait_and_can_be_read_meanwhile(
    refuse: Refuse, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drivers, "BUSY_S", 0.05)
    other = drivers.sqlite_module().connect(shop, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "locked by another program" in refuse("log", "--channel", "phone", status=1)
    assert program.run(["--db", str(shop), "info"]).status == 0
    other.close()
    assert contacts_in(shop) == 1


def test_a_backup_never_replaces_the_database_itself(refuse: Refuse, shop: Path) -> None:
    assert "replace" in refuse("backup", "--to", str(shop))
    assert contacts_in(shop) == 1


def test_a_restore_needs_a_place(refuse: Refuse, shop: Path, tmp_path: Path) -> None:
    backup = tmp_path / "kept.bak"
    assert program.run(["--db", str(shop), "backup", "--to", str(backup)]).status == 0
    assert "cannot be written" in refuse("restore", str(backup), "--to", "")


def test_a_server_that_no_name_leads_to_is_one_sentence_without_the_password(refuse: Refuse) -> None:
    said = refuse("--db", "postgresql://mara:hush@[bad/shop", "info", status=1)
    assert "did not let us in" in said
    assert "hush" not in said


def test_a_server_database_of_another_program_is_left_as_it_is(refuse: Refuse, cluster: Cluster) -> None:
    url = cluster.fresh()
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute("CREATE TABLE contacts (id int)")
        assert "another program" in refuse("--db", where, "new")
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (1,)
    cluster.drop(url)


# ---- files


@pytest.mark.parametrize(("name", "content"), [("log.csv", PNG), ("log.xlsx", OLE), ("log.xlsx", PNG)])
def test_a_file_that_is_not_what_it_is_called_is_refused_and_unchanged(
    refuse: Refuse, shop: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "was not read" in refuse("import", str(path))
    assert path.read_bytes() == content
    assert contacts_in(shop) == 1


def test_a_workbook_with_a_password_says_how_to_go_on(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(_encrypted_workbook())
    assert "password" in refuse("import", str(path))


def _encrypted_workbook() -> bytes:
    """Return the head of what Excel writes with a password: an OLE file that names its encrypted package."""
    name = "EncryptedPackage".encode("utf-16-le")
    return OLE[:512] + name + bytes(8192)


def test_a_workbook_whose_members_are_locked_is_refused(refuse: Refuse, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(held.getvalue())
    content[6] |= 1  # the flag of an encrypted member, in its own head and in the list at the end
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.xlsx"
    path.write_bytes(content)
    assert "was not read" in refuse("import", str(path))


def test_days_that_do_not_exist_are_left_out_of_an_import_with_their_rows(
    shop: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.csv"
    rows = "2026-02-28 10:00,Ann,phone,a\n2026-02-30 10:00,Bob,phone,b\n0001-01-01 10:00,Cy,phone,c\n"
    path.write_text(f"date,customer,channel,text\n{rows}", encoding="utf-8")
    assert program.run(["--db", str(shop), "import", str(path)]).status == 0
    said = capfd.readouterr().out
    assert "row 3, date: 2026-02-30 is not a day" in said
    assert "row 4, date: 0001-01-01 lies in the year 1" in said
    assert contacts_in(shop) == 2


@pytest.mark.parametrize("zone", ["Nope/Nowhere", "../../etc/passwd", "Europe"])
def test_a_time_zone_that_there_is_not_imports_nothing(refuse: Refuse, shop: Path, tmp_path: Path, zone: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("date,customer,channel,text\n2026-02-27 10:00,Ann,phone,a\n", encoding="utf-8")
    assert "time zone" in refuse("import", str(path), "--timezone", zone)
    assert contacts_in(shop) == 1
    assert not (tmp_path / "backups").exists()


def test_an_encoding_that_does_not_fit_the_file_is_said(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("date,customer,channel,text\n2026-02-27 10:00,Ann,phone,ab\n", encoding="utf-8")
    assert "utf-16" in refuse("import", str(path), "--encoding", "utf-16")


def test_a_number_of_rows_below_zero_is_refused(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("date,customer,channel,text\n2026-02-27 10:00,Ann,phone,ab\n", encoding="utf-8")
    assert "--limit" in refuse("import", str(path), "--read", "--limit", "-1")


@pytest.mark.parametrize("words", ["[" * 3000, "- " * 3000, "[]", "!!python/object/apply:os.system ['id']"])
def test_a_mapping_that_is_no_mapping_is_one_sentence(refuse: Refuse, tmp_path: Path, words: str) -> None:
    (tmp_path / "log.csv").write_text("date,channel\n2026-02-27 10:00,phone\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(words, encoding="utf-8")
    refuse("import", str(tmp_path / "log.csv"), "--map", str(tmp_path / "map.yaml"))


# ---- values


@pytest.mark.parametrize("at", ["2026-02-30", "31.04.2026", "2026-13-01", "25:00", "0001-01-01", "9999-12-31"])
def test_a_moment_that_there_was_not_logs_nothing(refuse: Refuse, shop: Path, at: str) -> None:
    refuse("log", "--channel", "phone", "--at", at)
    assert contacts_in(shop) == 1


def test_a_contact_without_a_channel_is_asked_for_it(refuse: Refuse, shop: Path) -> None:
    assert "--channel is missing" in refuse("log", "--customer", "Ann")
    assert contacts_in(shop) == 1


@pytest.mark.parametrize("due", [(), ("--due", ""), ("--due", "2026-02-30"), ("--due", "2020-01-31")])
def test_a_follow_up_without_a_day_logs_nothing(refuse: Refuse, shop: Path, due: tuple[str, ...]) -> None:
    refuse("log", "--channel", "phone", "--result", "follow-up", *due)
    assert contacts_in(shop) == 1


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--interval", "0m", "interval"),
        ("--interval", "-30m", "--interval"),
        ("--aht", "0s", "handle time"),
        ("--aht", "-180s", "--aht"),
        ("--service-level", "0", "service level"),
        ("--service-level", "1", "service level"),
        ("--service-level", "120%", "service level"),
        ("--service-level", "1.2", "service level"),
        ("--service-level", "nan", "--service-level"),
        ("--concurrency", "9" * 400, "contacts at once"),
    ],
)
def test_a_need_that_cannot_be_is_refused_by_the_name_of_its_field(
    refuse: Refuse, option: str, value: str, named: str
) -> None:
    asked = {**NEED, option: value}
    assert named in refuse("staff", "need", *(f"{name}={one}" for name, one in asked.items()))


@pytest.mark.parametrize("option", ["--interval", "--aht", "--within"])
def test_a_duration_below_zero_is_refused_as_one_however_it_is_typed(refuse: Refuse, option: str) -> None:
    asked = {**NEED, option: "-5s"}
    said = refuse("staff", "need", *(part for pair in asked.items() for part in pair))
    assert f"{option} cannot be -5s" in said


def test_a_forecast_without_a_history_says_what_it_needs(refuse: Refuse, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csops"
    create_workspace(empty, owner="Mara").close()
    assert "history is missing. A forecast learns from contacts" in refuse("forecast", "--every", "1d", db=empty)


def test_an_interval_of_zero_counts_nothing(refuse: Refuse) -> None:
    assert "every" in refuse("volume", "--every", "0m")


@pytest.mark.parametrize("days", [("--to", "9999-12-31"), ("--from", "0001-01-01"), ("--from", "9999-12-31")])
def test_days_of_another_age_are_refused(refuse: Refuse, days: tuple[str, ...]) -> None:
    assert "1900" in refuse("volume", "--every", "1h", *days)


@pytest.mark.parametrize(
    "command",
    [
        ("show", "contact", "9223372036854775808"),
        ("show", "case", "-1"),
        ("log", "--channel", "phone", "--case", "9" * 30),
        ("history", "--customer", "9" * 30),
        ("undo", "--import", "9" * 30),
        ("show", "contact", "9" * 5000),
        ("hire", "candidates", "9223372036854775808"),
        ("hire", "erase", "9" * 30, "--yes"),
        ("hire", "fairness", "--opening", "9" * 30),
    ],
)
def test_a_number_that_no_record_can_have_is_not_found(refuse: Refuse, shop: Path, command: tuple[str, ...]) -> None:
    refuse(*command)
    assert contacts_in(shop) == 1


def test_a_value_as_long_as_a_book_is_told_shortly(refuse: Refuse) -> None:
    assert "…" in refuse("log", "--channel", "x" * 100_000)


@pytest.mark.parametrize(
    "text", ["w " * 20_000, "x" + " -y" * 10_000, '"' * 1000, "z" * 100_000, "0171 5550142 " * 900]
)
def test_any_text_can_be_searched_for(shop: Path, capfd: pytest.CaptureFixture[str], text: str) -> None:
    began = datetime.now(tz=UTC)
    assert program.run(["--db", str(shop), "find", *text.split(" ")]).status == 0
    assert capfd.readouterr().err == ""
    assert (datetime.now(tz=UTC) - began).total_seconds() < 5
