"""report."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type

MONTH = ("--from", "2026-11-17", "--to", "2026-12-14")
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.mark.parametrize(("ending", "head"), [(".xlsx", b"PK"), (".pdf", b"%PDF")])
@pytest.mark.parametrize("name", ["service", "staffing", "hiring", "skills"])
def test_a_report_is_written_as_its_ending_says(
    typed: Type, tmp_path: Path, name: str, ending: str, head: bytes
) -> None:
    typed("log", "--channel", "phone", "--text", "=1+1")
    out = tmp_path / f"r{ending}"
    said = typed("report", name, *MONTH, "--out", str(out))
    assert said.status == 0
    assert said.data["file"] == str(out)
    assert {"sheets", "rows"} <= said.data.keys()
    assert out.read_bytes().startswith(head)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense", *YEAR, "--out", "r.xlsx"),
        ("service", *YEAR, "--out", "r.docx"),
        ("service", "--from", "2026-12-31", "--to", "2026-01-01", "--out", "r.xlsx"),
        ("service", "--from", "0001-01-01", "--to", "9999-12-31", "--out", "r.xlsx"),
        ("staffing", *YEAR, "--out", "r.xlsx"),
        ("service", "--from", "2026-01-01", "--to", "soon", "--out", "r.xlsx"),
        ("service", *YEAR, "--out", "none/at/all/r.xlsx"),
        ("service", *YEAR),
        ("service", "--from", "2026-01-01", "--out", "r.xlsx"),
        ("hiring", "--out", "r.xlsx"),
        ("hiring", "--opening", "7", "--out", "r.xlsx"),
        ("hiring", "--candidate", "7", "--out", "r.xlsx"),
        ("quality", "--review", "1", "--calibration", "1", "--out", "r.xlsx"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused(
    typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    said = typed("report", *arguments)
    assert (said.status, said.out) == (2, "")
    assert set(tmp_path.iterdir()) == before


def test_a_report_of_two_things_is_refused_with_a_sentence(typed: Type, tmp_path: Path) -> None:
    said = typed("report", "quality", "--review", "1", "--calibration", "1", "--out", str(tmp_path / "r.xlsx"))
    assert "A report cannot be of --review and --calibration. Name one of them" in said.err


def test_a_report_of_all_time_is_written(typed: Type, tmp_path: Path) -> None:
    typed("log", "--channel", "phone")
    out = tmp_path / "r.xlsx"
    assert typed("report", "service", "--from", "2000-01-01", "--to", "2100-01-01", "--out", str(out)).status == 0


def test_people_read_where_it_lies(read: Type, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    assert read("report", "service", *YEAR, "--out", str(out)).out == f"Wrote {out}\n"
