"""hire sheet."""

from pathlib import Path

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.hiring import a_hiring


@pytest.mark.parametrize("which", [("--card", "9"), ("--seat", "9"), ("--opening", "9")])
def test_sheets_of_what_is_not_there_are_refused(typed: Type, tmp_path: Path, which: tuple[str, str]) -> None:
    said = typed("hire", "sheet", *which, "--out", str(tmp_path / "s.pdf"))
    assert (said.status, said.out) == (2, "")
    assert list(tmp_path.glob("s.pdf")) == []


def test_it_takes_one_of_the_three(typed: Type) -> None:
    assert typed("hire", "sheet", "--out", "s.pdf").status == 2
    assert typed("hire", "sheet", "--seat", "1", "--opening", "1", "--out", "s.pdf").status == 2


def test_the_sheets_of_an_opening_are_written(typed: Type, where: str, workspace: Workspace, tmp_path: Path) -> None:
    assert where
    hiring, out = a_hiring(workspace), tmp_path / "s.pdf"
    said = typed("hire", "sheet", "--opening", str(hiring.opening.id), "--out", str(out))
    assert (said.status, said.data["pages"], len(said.data["sheets"])) == (0, 4, 4)
    assert said.data["sheets"][0] == {"interviewer": "Mara Lindqvist", "candidate": "Ngozi Adeyemi"}
    assert out.read_bytes().startswith(b"%PDF")
    again = typed("report", "hiring", "--opening", str(hiring.opening.id), "--out", str(tmp_path / "c.xlsx"))
    assert again.status == 0
