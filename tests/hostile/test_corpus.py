"""The hostile corpus through the program's own doors: no crash, no hang, and only what is allowed comes of a file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from csops.cli import program
from csops.imports import sources
from csops.imports.reading import Outcome
from csops.services import imports
from csops.services.workspace import Workspace

MAKER = Path(__file__).with_name("make_hostile.py")
TIME_LIMIT_S = 10.0
LATER = {"vcf", "eml"}
"""These formats have readers in a later release; until then they are refused by name, whatever is in them."""
TWICE = "csv_same_twice.csv"
"""What is wrong with this one shows only in a database that has it already."""

Kind = dict[str, Any]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, MAKER, folder, "--no-bombs"], check=True, capture_output=True, timeout=60)
    return folder


def of(corpus: Path, *feeds: str) -> list[Kind]:
    listed: list[Kind] = json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))
    return [one for one in listed if one["feed"] in feeds]


def judged(one: Kind, corpus: Path) -> str:
    """Return what is wrong with how this file was read; empty when all is as allowed."""
    path = corpus / one["name"]
    before = path.read_bytes()
    reading = sources.read(path, time_limit_s=TIME_LIMIT_S)
    allowed = [*one["expect"].split("|"), *(["reject"] if path.suffix[1:] in LATER else [])]
    if path.read_bytes() != before:
        return "the file was changed"
    if reading.outcome not in allowed:
        return f"{reading.outcome}, allowed {allowed}"
    if reading.outcome in {Outcome.ASK, Outcome.REJECT}:
        return "" if is_a_sentence(reading.reason) else f"no sentence for a person: {reading.reason}"
    rows = [list(row) for row in reading.rows][: len(one.get("values", []))]
    return "" if rows == one.get("values", []) else f"{rows} instead of {one['values']}"


def is_a_sentence(reason: str) -> bool:
    is_late = "longer than" in reason and "seconds" in reason
    return bool(reason) and not is_late and not any(part in reason for part in ("\u202e", "\n", "Error"))


def test_every_table_is_read_or_refused_as_allowed(corpus: Path) -> None:
    tables = [one for one in of(corpus, "import-table", "import-contacts", "import-mail") if one["name"] != TWICE]
    assert len(tables) > 120
    assert {one["name"]: wrong for one in tables if (wrong := judged(one, corpus))} == {}


@pytest.mark.parametrize("feed", ["open-db", "restore-backup"])
def test_every_database_and_backup_is_refused_with_one_sentence(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], feed: str
) -> None:
    files = of(corpus, feed)
    assert len(files) > 2
    for one in files:
        path = corpus / one["name"]
        before = path.read_bytes()
        command = ["--db", path, "info"] if feed == "open-db" else ["restore", path, "--to", tmp_path / "restored.db"]
        ended = program.run([str(part) for part in command])
        said = capfd.readouterr()
        assert (ended.status in {1, 2}, said.out) == (True, ""), one["name"]
        assert said.err.startswith("csops: "), one["name"]
        assert path.read_bytes() == before, one["name"]
        assert list(tmp_path.iterdir()) == [], one["name"]


def test_a_file_that_was_imported_before_adds_nothing(corpus: Path, sqlite_workspace: Workspace) -> None:
    path = corpus / TWICE
    reading = imports.read_file(path=path)
    mapping = imports.guess(sqlite_workspace, reading=reading).mapping
    first, again = (
        imports.import_file(sqlite_workspace, path=path, reading=reading, mapping=mapping) for _ in range(2)
    )
    assert (first.new, again.new, again.skipped) == (2, 0, 2)
