"""Our own log beyond the limits of files from outside: read row by row, to the same text as any other workbook."""

from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from csops.domain.errors import FileRefused
from csops.domain.reports import Column, ColumnKind, Report, StreamedTable
from csops.excel import bulk, workbook
from csops.imports import long_logs, preflight
from csops.imports.streams import Stream
from csops.imports.workbooks import open_workbook

COLUMNS = (
    Column(key="at", title="Date and time", kind=ColumnKind.DATETIME),
    Column(key="text", title="What <happened> & why"),
    Column(key="took", title="Handle time", kind=ColumnKind.DURATION),
    Column(key="id", title="Number in csops", kind=ColumnKind.INTEGER),
)
AT = datetime.fromisoformat("2026-11-27 23:59:58.600000")
TEXTS = ["=1+1", " blanks ", "<b>&amp;</b>", "_x0041_", "two\nlines", "漢字 🚲", "", "long " * 9000]
ROWS = tuple(
    (AT + timedelta(hours=number), text or None, timedelta(seconds=7 * number), number * 1000)
    for number, text in enumerate(TEXTS * 3)
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    table = StreamedTable(key="log", title="Contacts", columns=COLUMNS, read=lambda: iter(ROWS), count=len(ROWS))
    return workbook.write(Report(title="Contacts", sections=(table,)), tmp_path / "log.xlsx").file


@pytest.fixture
def too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is longer than one from outside may be."""
    monkeypatch.setattr(preflight, "MAX_FILE_BYTES", 10)


def rows_of(stream: Stream) -> list[tuple[int, list[str]]]:
    return [(number, [cell for cell in row if cell]) for number, row in stream.rows]


@pytest.mark.parametrize("chunk", [300, 1 << 20])
def test_a_long_log_is_read_to_the_same_text(log: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    usual = open_workbook(log, sheet=None)
    wanted = rows_of(usual)
    monkeypatch.setattr(preflight, "MAX_FILE_BYTES", 10)
    monkeypatch.setattr(long_logs, "CHUNK", max(chunk, 4000))
    found = open_workbook(log, sheet=None)
    assert (found.is_long, usual.is_long, found.sheet) == (True, False, "Contacts")
    assert rows_of(found) == wanted
    assert len(wanted) == 1 + len(ROWS)


def test_the_rows_of_all_sheets_of_a_log_come(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, too_long: None
) -> None:
    one = [row for _number, row in open_workbook(log, sheet=None).rows]
    monkeypatch.setattr(bulk, "ROW_LIMIT", 10)
    table = StreamedTable(key="log", title="Contacts", columns=COLUMNS, read=lambda: iter(ROWS), count=len(ROWS))
    parts = workbook.write(Report(title="Contacts", sections=(table,)), tmp_path / "parts.xlsx")
    assert len(parts.sheets) > 2
    assert [row for _number, row in open_workbook(parts.file, sheet=None).rows] == one


def test_a_log_that_something_else_saved_keeps_to_the_limits(log: Path, tmp_path: Path, too_long: None) -> None:
    again = tmp_path / "again.xlsx"
    openpyxl.load_workbook(log).save(again)
    with pytest.raises(FileRefused) as refusal:
        list(open_workbook(again, sheet=None).rows)
    assert "Export it in parts" in str(refusal.value) or "larger than 50 MB" in str(refusal.value)


def test_a_cell_far_out_is_not_ours(log: Path, tmp_path: Path, too_long: None) -> None:
    wide = tmp_path / "wide.xlsx"
    with ZipFile(log) as old, ZipFile(wide, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<c r="B5"', b'<c r="XFD5"'))
    with pytest.raises(FileRefused, match="no longer as csops wrote it"):
        list(open_workbook(wide, sheet=None).rows)


def test_a_log_has_its_limit_too(log: Path, monkeypatch: pytest.MonkeyPatch, too_long: None) -> None:
    monkeypatch.setattr(long_logs, "MOST_ROWS", 5)
    with pytest.raises(FileRefused) as refusal:
        list(open_workbook(log, sheet=None).rows)
    assert "5 rows are the most. Export it in parts" in str(refusal.value)


def test_another_workbook_that_is_too_long_is_refused(tmp_path: Path, too_long: None) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(FileRefused) as refusal:
        open_workbook(tmp_path / "other.xlsx", sheet=None)
    assert "larger than 50 MB" in str(refusal.value)
