"""A file that holds records is no place for an output."""

from pathlib import Path

import pytest

from csops.domain.team import Shop
from csops.services.workspace import Workspace
from tests.cli.conftest import Type

DAYS = ("--from", "2026-11-17", "--to", "2026-12-14")
OUTPUTS = [
    ("volume", "--every", "1d", "--csv"),
    ("forecast", "--every", "1d", "--horizon", "7d", "--csv"),
    ("report", "service", *DAYS, "--out"),
]


@pytest.fixture
def live(sqlite_workspace: Workspace, type_bare: Type, tmp_path: Path) -> Path:
    """A database whose name ends as that of an export."""
    with sqlite_workspace.work("Open on Tuesdays") as work:
        work.settings.keep(Shop(name="Hollow Oak", zone="Europe/Berlin", region="DE"))
        work.settings.keep_mapping("calendar", {"zone": "Europe/Berlin", "weekly": {"tue": ["09:00-18:00"]}})
    backup, live = tmp_path / "b.bak", tmp_path / "live.csv"
    type_bare("--db", sqlite_workspace.place, "backup", "--to", str(backup))
    type_bare("restore", str(backup), "--to", str(live))
    for day in ("2026-10-27", "2026-11-03", "2026-11-10"):
        assert type_bare("--db", str(live), "log", "--channel", "phone", "--at", f"{day} 10:00").status == 0
    return live


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_never_replaces_the_database_it_is_made_from(
    type_bare: Type, live: Path, output: tuple[str, ...]
) -> None:
    said = type_bare("--db", str(live), *output, str(live))
    assert (said.status, said.out) == (2, "")
    assert "holds records" in said.err
    assert type_bare("--json", "--db", str(live), "info").data["contacts"] == 3


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".csv"])
def test_a_report_never_replaces_a_backup(type_bare: Type, live: Path, tmp_path: Path, ending: str) -> None:
    backup = (tmp_path / "b.bak").rename(tmp_path / f"b{ending}")
    before = backup.read_bytes()
    said = type_bare("--db", str(live), "report", "service", *DAYS, "--out", str(backup))
    assert (said.status, backup.read_bytes() == before) == (2, True)
