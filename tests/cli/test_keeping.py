"""check, verify, backup, backups, restore."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from csops.services.workspace import Workspace
from tests.cli.conftest import Type, full
from tests.helpers.cluster import Cluster


def test_a_whole_database_is_said_to_be_whole(typed: Type) -> None:
    assert typed("check").data == {"ok": True, "problems": [], "repaired": []}
    assert typed("verify").data == {"ok": True, "first_broken": None}


def test_people_read_that_all_is_whole(read: Type) -> None:
    assert read("check").out == "Everything fits together\n"
    assert read("verify").out == "The journal is whole\n"


def test_a_journal_changed_from_outside_is_a_failure_that_names_the_place(typed: Type, workspace: Workspace) -> None:
    typed("log", "--channel", "phone")
    with workspace.database.writing() as connection:
        connection.execute(text("UPDATE journal_texts SET content = salt WHERE id = (SELECT min(id) FROM journal)"))
        connection.commit()
    verified, checked = typed("verify"), typed("check")
    assert (verified.status, verified.data["ok"], checked.status) == (1, False, 1)
    assert str(verified.data["first_broken"]) in checked.data["problems"][0]


def test_a_backup_is_verified_listed_and_restored(type_bare: Type, sqlite_workspace: Workspace, tmp_path: Path) -> None:
    db, backup, restored = sqlite_workspace.place, tmp_path / "b.bak", tmp_path / "r.db"
    made = type_bare("--json", "--db", db, "backup", "--to", str(backup)).data
    assert (made["file"], made["verified"], len(made["sha256"])) == (str(backup), True, 64)
    assert type_bare("--json", "restore", str(backup), "--to", str(restored)).data == {"db": str(restored)}
    assert type_bare("--json", "--db", str(restored), "info").data["engine"] == "sqlite"


def test_a_backup_without_a_place_lies_beside_the_database(type_bare: Type, sqlite_workspace: Workspace) -> None:
    db = sqlite_workspace.place
    assert type_bare("--db", db, "backups").out == "There is no backup yet\n"
    made = type_bare("--json", "--db", db, "backup").data
    (listed,) = type_bare("--json", "--db", db, "backups").data["backups"]
    assert listed["file"] == made["file"]
    assert made["file"] in type_bare("--db", db, "backups").out
    assert type_bare("--json", "--db", db, "info").data["last_backup"] == made["at"]


def test_what_is_no_backup_is_refused_and_nothing_is_written(type_bare: Type, tmp_path: Path) -> None:
    letter, to = tmp_path / "letter.txt", tmp_path / "r.db"
    letter.write_text("Dear Mara")
    said = type_bare("restore", str(letter), "--to", str(to))
    assert (said.status, said.out) == (2, "")
    assert not to.exists()


def test_a_restored_place_keeps_what_was_there_beside_it(
    type_bare: Type, sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    backup, here = tmp_path / "b.bak", tmp_path / "r.db"
    type_bare("--db", sqlite_workspace.place, "backup", "--to", str(backup))
    type_bare("restore", str(backup), "--to", str(here))
    type_bare("restore", str(backup), "--to", str(here))
    assert len([path for path in tmp_path.iterdir() if path.name.startswith("r")]) > 1


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://mara:secret@shop:port/csops",
        "postgresql://mara:secret@[::1/csops",
        "postgresql://mara:secret@shop:/csops",
        "postgresql://mara:secret@shop:99999/csops",
        "postgresql://mara:secret@/csops?host=shop&port=many",
        "mysql://mara:secret@shop/csops",
    ],
)
def test_a_server_that_is_no_url_is_refused_in_one_sentence(type_bare: Type, tmp_path: Path, url: str) -> None:
    for arguments in (("--db", url, "info"), ("--db", url, "new"), ("restore", str(tmp_path / "b.dump"), "--to", url)):
        said = type_bare(*arguments)
        assert (said.status, said.out, "secret" in said.err) == (2, "", False)
        assert said.err.count("\n") == 1


def test_the_backup_of_a_server_comes_back_into_an_empty_database(
    type_bare: Type, postgres_url: URL, cluster: Cluster, tmp_path: Path
) -> None:
    here, backup, empty = full(postgres_url), tmp_path / "b.dump", cluster.fresh()
    there = full(empty.set(drivername="postgresql"))
    type_bare("--db", here, "backup", "--to", str(backup))
    said = type_bare("restore", str(backup), "--to", there)
    assert (said.status, str(empty.password) in said.out) == (0, False)
    assert type_bare("--json", "--db", there, "info").data["schema"]
    again = type_bare("restore", str(backup), "--to", there)
    assert (again.status, "is already there" in again.err) == (2, True)
    cluster.drop(empty)
