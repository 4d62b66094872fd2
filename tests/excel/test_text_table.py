"""Tables as CSV."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from csops.domain.errors import Cancelled
from csops.domain.reports import Column, ColumnKind, Fact, Facts, Report, Table
from csops.excel.sanitiser import clean, is_dangerous, strip_mark
from csops.excel.text_table import main_table, write, write_table
from tests.helpers.reports import HOSTILE, a_forecast, a_log, a_report

TEXT = 3


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_hostile_text_stays_text_and_comes_back(tmp_path: Path) -> None:
    written = write_table(a_log(*HOSTILE), tmp_path / "log.csv")
    texts = [row[TEXT] for row in read(tmp_path / "log.csv")[1:]]
    assert written.rows == len(HOSTILE)
    assert not any(is_dangerous(text) for text in texts)
    assert [strip_mark(text) for text in texts] == [clean(text) for text in HOSTILE]


def test_the_file_begins_with_the_mark_of_utf_8_and_ends_its_lines_as_rfc_4180(tmp_path: Path) -> None:
    write_table(a_log("Käse, frisch"), tmp_path / "log.csv")
    content = (tmp_path / "log.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    assert '"Käse, frisch"'.encode() in content


def test_numbers_dates_and_durations_read_the_same_everywhere(tmp_path: Path) -> None:
    write_table(a_log("x"), tmp_path / "log.csv")
    assert read(tmp_path / "log.csv")[1] == [
        *("1", "2026-10-01 09:31:00", "Jonas Weber", "x", "0:04:30", "12.50", "2026-10-05", "0.25")
    ]


def test_a_negative_number_is_no_text_and_gets_no_mark(tmp_path: Path) -> None:
    columns = (Column(key="gap", title="Gap", kind=ColumnKind.NUMBER), Column(key="text", title="Text"))
    table = Table(key="gaps", title="Gaps", columns=columns, rows=((-2.5, "-2.5"), (float("nan"), None)))
    write_table(table, tmp_path / "gaps.csv")
    assert read(tmp_path / "gaps.csv")[1:] == [["-2.5", "'-2.5"], ["", ""]]


def test_a_number_has_two_places_more_than_is_shown_and_all_of_them_for_machines(tmp_path: Path) -> None:
    columns = (
        Column(key="mean", title="Mean", kind=ColumnKind.NUMBER, decimals=1),
        Column(key="share", title="Share", kind=ColumnKind.SHARE, decimals=0),
    )
    table = Table(key="means", title="Means", columns=columns, rows=((91.91428571428571, 2 / 3),))
    write_table(table, tmp_path / "m.csv")
    assert read(tmp_path / "m.csv")[1] == ["91.914", "0.6667"]
    write_table(table, tmp_path / "m.csv", raw=True)
    assert read(tmp_path / "m.csv")[1] == ["91.91428571428571", "0.6666666666666666"]


def test_raw_for_machines_has_no_marks_and_seconds(tmp_path: Path) -> None:
    write_table(a_log("=1+1"), tmp_path / "log.csv", raw=True)
    row = read(tmp_path / "log.csv")[1]
    assert (row[1], row[TEXT], row[4]) == ("2026-10-01T09:31:00", "=1+1", "270")


def test_a_report_gives_the_log_if_it_has_one_and_its_first_table_otherwise() -> None:
    assert main_table(a_report(a_log("x"))).key == "log"
    assert main_table(a_report()).key == "forecast"


def test_a_report_without_a_table_gives_its_figures(tmp_path: Path) -> None:
    facts = Facts(title="Figures", facts=(Fact(name="Cost", value=Decimal(12), currency="EUR", note="=plan"),))
    write(Report(title="Cost", sections=(facts,)), tmp_path / "cost.csv")
    assert read(tmp_path / "cost.csv")[1] == ["Cost", "12", "EUR", "'=plan"]


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_table(a_log(*["x"] * 3000), path, cancelled=lambda: True)
    assert path.read_text() == "old"


def test_progress_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    write_table(a_log(*["x"] * 2500, count=2500), tmp_path / "log.csv", progress=lambda *far: told.append(far))
    assert told == [(1000, 2500), (2000, 2500)]


def test_a_table_in_memory_is_written_like_a_streamed_one(tmp_path: Path) -> None:
    assert write_table(a_forecast(), tmp_path / "f.csv", delimiter=";").rows == 16
    assert "Week of;Counted (contacts)" in (tmp_path / "f.csv").read_text(encoding="utf-8-sig")
