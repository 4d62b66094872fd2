"""Contents of attachments, on both kinds of database."""

import errno
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from csops.domain.errors import DamagedDatabase, DiskFull, NotFound, OutOfRange
from csops.services.workspace import Workspace
from csops.storage import disk
from csops.storage.drivers import sqlite_module
from csops.storage.files import LARGEST, FileStore, content_path, copy_missing, files_folder, media_type

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_a_content_comes_back_the_same(workspace: Workspace) -> None:
    store = FileStore(workspace.database)
    kept = store.put(PHOTO)
    assert (kept.size, kept.media_type, len(kept.sha256)) == (108, "image/png", 64)
    assert store.get(kept.sha256) == PHOTO


def test_a_file_is_taken_by_its_content(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "photo.exe").write_bytes(PHOTO)
    store = FileStore(workspace.database)
    assert store.put(tmp_path / "photo.exe") == store.put(PHOTO)


def test_the_same_content_is_kept_once(workspace: Workspace) -> None:
    store = FileStore(workspace.database)
    store.put(PHOTO)
    store.put(PHOTO)
    assert _kept(workspace) == 1


def _kept(workspace: Workspace) -> int:
    if workspace.path is not None:
        return len([path for path in files_folder(workspace.path).rglob("*") if path.is_file()])
    with workspace.read() as work:
        return int(work.connection.execute(text("SELECT count(*) FROM file_contents")).scalar_one())


def test_a_content_may_be_kept_while_somebody_writes(workspace: Workspace) -> None:
    with workspace.work("Log contact"):
        assert FileStore(workspace.database).put(b"hello").media_type == "text/plain"


def test_an_empty_file_is_a_file(workspace: Workspace) -> None:
    store = FileStore(workspace.database)
    assert store.get(store.put(b"").sha256) == b""


def test_what_was_never_kept_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        FileStore(workspace.database).get("0" * 64)


def test_more_than_25_mb_is_refused_before_it_is_read(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    with (tmp_path / "film").open("wb") as file:
        file.truncate(LARGEST + 1)
    for content in (tmp_path / "film", bytes(LARGEST + 1)):
        with pytest.raises(OutOfRange, match="up to 25 MB"):
            FileStore(sqlite_workspace.database).put(content)
    assert _kept(sqlite_workspace) == 0


def test_a_content_that_was_changed_is_not_given_out(sqlite_workspace: Workspace) -> None:
    store = FileStore(sqlite_workspace.database)
    kept = store.put(PHOTO)
    assert sqlite_workspace.path is not None
    content_path(files_folder(sqlite_workspace.path), kept.sha256).write_bytes(b"another")
    with pytest.raises(DamagedDatabase, match="was changed"):
        store.get(kept.sha256)


def test_a_full_disk_leaves_no_half_file_under_a_name(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> Any:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("csops.storage.disk.os.fsync", full)
    store = FileStore(sqlite_workspace.database)
    with pytest.raises(DiskFull):
        store.put(PHOTO)
    monkeypatch.undo()
    assert store.get(store.put(PHOTO).sha256) == PHOTO


def test_only_missing_contents_are_copied(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    store = FileStore(sqlite_workspace.database)
    store.put(PHOTO)
    assert sqlite_workspace.path is not None
    source, goal = files_folder(sqlite_workspace.path), tmp_path / "copy"
    first = copy_missing(source, goal)
    store.put(b"second")
    assert (first, copy_missing(source, goal), copy_missing(source, goal)) == (1, 1, 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PHOTO, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"),
        (b"GIF89a" + bytes(9), "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "application/octet-stream"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04....xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04....", "application/zip"),
        (b"MZ\x90\x00", "application/x-msdownload"),
        (b"#!/bin/sh\n", "text/x-script"),
        ("Grüße".encode(), "text/plain"),
        ("Grüße".encode("latin-1"), "application/octet-stream"),
        (b"text\0", "application/octet-stream"),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content: bytes, kind: str) -> None:
    assert media_type(content) == kind


def test_the_folder_of_attachments_lies_beside_the_database() -> None:
    assert files_folder(Path("/people/mara/shop.db")) == Path("/people/mara/shop-files")


def test_windows_needs_no_folder_brought_onto_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csops.storage.disk.os.name", "nt")
    disk.sync_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("words", "problem"), [("database or disk is full", DiskFull), ("no such function: x", sqlite_module().Error)]
)
def test_what_the_bare_driver_says_is_explained_unless_it_is_our_mistake(
    tmp_path: Path, words: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem), disk.disk_explained(tmp_path):
        raise sqlite_module().OperationalError(words)
