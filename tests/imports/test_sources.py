"""Files from outside: what is read, what is refused with a clear sentence, and what a child process may do."""

import gzip
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from csops.domain.errors import Cancelled
from csops.imports.reading import Outcome
from csops.imports.sources import read
from tests.imports.builders import a_cell, a_workbook

TABLE = b"Name,Phone\r\nAda,0012\r\nLi,NA\r\n"


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _refusal(path: Path) -> str:
    reading = read(path)
    assert reading.outcome is Outcome.REJECT
    assert list(reading.rows) == []
    return reading.reason


def test_text_stays_text(tmp_path: Path) -> None:
    reading = read(_file(tmp_path, "a.csv", b"Id,Paid\n00123,TRUE\n1E5,NA\n12345678901234567890,null\n"))
    assert reading.rows == [("Id", "Paid"), ("00123", "TRUE"), ("1E5", "NA"), ("12345678901234567890", "null")]
    assert reading.outcome is Outcome.OK


def test_a_gzipped_text_is_unpacked(tmp_path: Path) -> None:
    assert read(_file(tmp_path, "a.csv.gz", gzip.compress(TABLE, mtime=0))).rows[1] == ("Ada", "0012")


def test_a_limit_cuts_a_preview(tmp_path: Path) -> None:
    assert len(read(_file(tmp_path, "a.csv", TABLE), limit=2).rows) == 2


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", TABLE)
    read(path)
    assert path.read_bytes() == TABLE
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG image"),
        ("a.csv", b"SQLite format 3\0" + bytes(100), "database"),
        ("a.xlsx", b"%PDF-1.4\n", "PDF"),
        ("a.xlsx", b"Name,Phone\nAda,1\n", "text"),
        ("a.csv", gzip.compress(TABLE, mtime=0), "gzip"),
        ("a.csv", bytes(range(256)) * 20, "binary"),
        ("a.xls", b"<html><table></table></html>", "web page"),
        ("a.xlsx", b"PK\x03\x04" + bytes(30), "damaged"),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0)[:20], "damaged"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    reason = _refusal(_file(tmp_path, name, data))
    assert reason.startswith(f"{name} was not read: ")
    assert said in reason


def test_a_workbook_with_a_password_is_refused_as_such(tmp_path: Path) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert "protected with a password" in _refusal(_file(tmp_path, "a.xlsx", container))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "none.csv")
    assert "folder" in _refusal(tmp_path)


def test_a_name_that_would_reorder_the_line_is_shown_without_its_controls(tmp_path: Path) -> None:
    assert _refusal(_file(tmp_path, "name \u202egpj.csv", b"")).startswith("name gpj.csv was not read")


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    reading = read(_file(tmp_path, "a.csv", TABLE * 100_000), time_limit_s=0.0)
    assert reading.outcome is Outcome.REJECT
    assert "took longer than" in reading.reason


def test_cancelling_stops_the_child_and_keeps_nothing(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(Cancelled):
        read(_file(tmp_path, "a.csv", TABLE * 100_000), cancelled=lambda: True)
    assert threading.active_count() == before


def test_progress_is_told_while_reading(tmp_path: Path) -> None:
    seen: list[int] = []
    read(_file(tmp_path, "a.csv", b"a,b\n" * 5000), progress=seen.append)
    assert seen == [2000, 4000, 5000]


def test_a_child_may_neither_reach_the_network_nor_start_programs() -> None:
    tries = ["socket.socket()", "os.system('true')", "subprocess.run(['true'])", "os.remove('x')"]
    code = "import os, socket, subprocess\nfrom csops.imports.child import limit_resources\nlimit_resources()\n"
    code += "".join(f"try:\n    {line}\nexcept PermissionError:\n    print('refused')\n" for line in tries)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms do not keep the limit")
def test_a_child_has_a_gigabyte_of_memory() -> None:
    code = "from csops.imports.child import limit_resources\nlimit_resources()\nbytes(1 << 30)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


def test_a_workbook_is_read_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.csv", rows=f'<row r="1">{a_cell("A1", "Ada")}</row>')
    assert read(path).rows == [("Ada",)]


def test_an_encoding_for_a_workbook_is_refused(tmp_path: Path) -> None:
    reading = read(a_workbook(tmp_path / "a.xlsx", rows=a_cell("A1", "Name")), encoding="cp1252")
    assert reading.outcome is Outcome.REJECT
    assert "needs no encoding such as cp1252. Leave the encoding out" in reading.reason
