"""Starting: which database is opened, and for whom."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from csops.bootstrap import open_workspace
from csops.domain.errors import CsopsError, NoDatabaseThere
from csops.ui import application
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences

ROOT = Path(__file__).resolve().parent.parent.parent


def _start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CSOPS_EXIT_WHEN_READY": "1", **environment}
    code = (
        "from csops.__main__ import main; import builtins, sys;"
        "status = main(sys.argv[1:]); print(builtins.__import__); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_the_program_starts_becomes_usable_and_ends(shop_file: Path, tmp_path: Path) -> None:
    done = _start("--db", str(shop_file), CSOPS_PREFERENCES=str(tmp_path / "window.json"))
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert done.stdout.strip() == "<built-in function __import__>", "Shiboken reads the source of each page"


def test_a_first_start_creates_the_file(tmp_path: Path) -> None:
    goal = tmp_path / "data" / "shop.csops"
    done = _start(CSOPS_DB=str(goal), CSOPS_PREFERENCES=str(tmp_path / "window.json"))
    assert done.returncode == 0, done.stderr
    open_workspace(goal).close()


def test_what_was_open_last_is_opened_for_who_worked_last(shop_file: Path, window_themes: Themes) -> None:
    preferences = Preferences(None)
    preferences.set("recent", [str(shop_file)])
    preferences.set("members", {str(shop_file): "Rosa Okafor"})
    found = application.found(str(shop_file), None, themes=window_themes, preferences=preferences)
    assert found is not None
    assert found[0].member.name == "Rosa Okafor"
    found[0].close()


def test_who_has_left_is_replaced_by_the_owner(shop_file: Path, window_themes: Themes) -> None:
    preferences = Preferences(None)
    preferences.set("recent", [str(shop_file)])
    preferences.set("members", {str(shop_file): "Nobody Here"})
    found = application.found(str(shop_file), None, themes=window_themes, preferences=preferences)
    assert found is not None
    assert found[0].member.name == "Mara Lindqvist"
    found[0].close()


def test_a_file_that_is_gone_is_never_begun_anew_in_silence(
    tmp_path: Path, window_themes: Themes, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone.csops"
    preferences = Preferences(None)
    preferences.set("recent", [str(gone)])
    asked: list[CsopsError] = []
    monkeypatch.setattr("csops.ui.settings.trouble.choose_another", lambda error, **_named: asked.append(error))
    assert application.found(str(gone), None, themes=window_themes, preferences=preferences) is None
    assert [type(error) for error in asked] == [NoDatabaseThere]
    assert not gone.exists()


def test_a_file_that_is_none_leads_to_another(
    tmp_path: Path, shop_file: Path, window_themes: Themes, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "photo.csops"
    photo.write_bytes(b"\x89PNG")
    monkeypatch.setattr("csops.ui.settings.trouble.choose_another", lambda _error, **_named: str(shop_file))
    found = application.found(str(photo), None, themes=window_themes, preferences=Preferences(None))
    assert found is not None
    assert (found[1], photo.read_bytes()) == (str(shop_file), b"\x89PNG")
    found[0].close()


def test_a_machine_without_a_language_writes_numbers_as_english_does() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    application.use_some_language()
    written = Formats().number(12556), Formats().money(3224, "EUR", decimals=0)
    QLocale.setDefault(before)
    assert written == ("12,556", "€3,224")
