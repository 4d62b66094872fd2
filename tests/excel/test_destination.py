"""Where a file goes."""

import errno
import os
from pathlib import Path

import pytest

from csops.domain.errors import DiskFull, HoldsRecords, NotAFile, NotWritable
from csops.excel.destination import destination


def fail_half_way(beside: Path, code: int) -> None:
    beside.write_text("half")
    raise OSError(code, "simulated")


def test_the_file_is_there_when_the_block_ends_well(tmp_path: Path) -> None:
    with destination(tmp_path / "a.xlsx") as beside:
        beside.write_text("new")
    assert (tmp_path / "a.xlsx").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("code", "raised"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, NotWritable)]
)
def test_the_old_file_stays_when_writing_fails(tmp_path: Path, code: int, raised: type[Exception]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("old")
    with pytest.raises(raised), destination(path) as beside:
        fail_half_way(beside, code)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritable), destination(tmp_path / "nowhere" / "a.xlsx"):
        pass


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(NotWritable), destination(tmp_path / "a.xlsx") as beside:
        beside.write_text("new")


@pytest.mark.parametrize("name", ["shop.csv", "shop.csv-wal", "shop.csv-shm", "shop.csv-journal", "shop.csv.json"])
@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(84), b"PGDMP\1\16"])
def test_a_database_a_backup_and_what_lies_beside_it_are_left_as_they_are(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / "shop.csv").write_bytes(content)
    path = tmp_path / name
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(HoldsRecords, match="Choose another name"), destination(path) as beside:
        beside.write_text("new")
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_link_to_a_database_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"SQLite format 3\0" + bytes(84))
    (tmp_path / "a.csv").symlink_to(tmp_path / "shop.db")
    with pytest.raises(HoldsRecords), destination(tmp_path / "a.csv"):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no devices in folders")
def test_a_pipe_or_a_device_is_left_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "null"
    os.mkfifo(pipe)
    with pytest.raises(NotAFile, match="device or a pipe"), destination(pipe) as beside:
        beside.write_text("new")
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_what_a_link_leads_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    goal, link = tmp_path / "shared" / "a.csv", tmp_path / "a.csv"
    goal.write_text("old")
    link.symlink_to(goal)
    with destination(link) as beside:
        beside.write_text("new")
    assert link.is_symlink()
    assert goal.read_text() == "new"
