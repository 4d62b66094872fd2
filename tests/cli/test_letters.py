"""Terminals that keep another set of letters than ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csops.services.workspace import Workspace

CP1252 = {"PYTHONIOENCODING": "cp1252"}
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def _csops(locale: dict[str, str], *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "csops", *arguments]
    return subprocess.run(command, env={**os.environ, **locale}, capture_output=True, check=False)


def _place(workspace: Workspace) -> str:
    with workspace.work("Open on Tuesdays") as work:
        work.settings.keep_mapping("calendar", {"zone": "Europe/Berlin", "weekly": {"tue": ["09:00-18:00"]}})
    return workspace.place


@pytest.mark.parametrize("locale", [CP1252, ASCII])
def test_a_letter_that_the_terminal_lacks_is_shown_as_its_number(
    sqlite_workspace: Workspace, locale: dict[str, str]
) -> None:
    db = _place(sqlite_workspace)
    _csops({}, "--db", db, "log", "--channel", "phone", "--text", "Żółć")
    said = _csops(locale, "--db", db, "find", "Żółć")
    assert (said.returncode, said.stderr) == (0, b"")
    assert b"\\u017b" in said.stdout


def test_what_was_typed_is_stored_where_the_locale_knows_english_only(sqlite_workspace: Workspace) -> None:
    db = _place(sqlite_workspace)
    typed = _csops(ASCII, "--db", db, "log", "--channel", "phone", "--text", "Tür zu", "--customer", "Jörg")
    assert (typed.returncode, typed.stderr) == (0, b"")
    with sqlite_workspace.read() as work:
        assert [one.text for one in work.contacts.all()] == ["Tür zu"]
        assert [one.name for one in work.customers.all()] == ["Jörg"]


@pytest.mark.parametrize("locale", [{}, ASCII])
def test_bytes_that_are_no_text_are_refused_and_nothing_is_stored(
    sqlite_workspace: Workspace, locale: dict[str, str]
) -> None:
    said = _csops(locale, "--db", sqlite_workspace.place, "log", "--channel", "phone", "--text", b"T\xfcr")
    assert (said.returncode, said.stdout) == (2, b"")
    assert b"not written in UTF-8" in said.stderr
    with sqlite_workspace.read() as work:
        assert list(work.contacts.all()) == []


def test_a_file_that_the_locale_cannot_name_is_refused_in_one_sentence(tmp_path: Path) -> None:
    said = _csops(ASCII, "--db", str(tmp_path / "Lädchen.db").encode(), "info")
    assert (said.returncode, said.stdout, said.stderr.count(b"\n")) == (2, b"", 1)
    assert b"LC_ALL=C.UTF-8" in said.stderr
