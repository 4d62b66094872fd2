"""What this machine remembers."""

from pathlib import Path

import pytest

from csops.ui.preferences import Preferences, default_path


def test_what_is_remembered_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "window.json"
    Preferences(path).set("look", "dark")
    assert Preferences(path).get("look") == "dark"


def test_what_is_not_remembered_is_the_default() -> None:
    assert Preferences(None).get("zoom", 1.0) == 1.0


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "\x00"])
def test_a_file_that_cannot_be_read_is_nobodys_failure(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    preferences = Preferences(path)
    preferences.set("look", "dark")
    assert Preferences(path).get("look") == "dark"


def test_a_place_that_cannot_be_written_is_nobodys_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    preferences = Preferences(tmp_path / "file" / "window.json")
    preferences.set("look", "dark")
    assert preferences.get("look") == "dark"


def test_who_subscribed_hears_of_a_new_value_until_they_leave() -> None:
    preferences, heard = Preferences(None), list[object]()
    preferences.subscribe("zoom", heard.append)
    preferences.set("zoom", 1.5)
    preferences.set("zoom", 1.5)
    preferences.set("look", "dark")
    preferences.unsubscribe(heard.append)
    preferences.set("zoom", 2.0)
    assert heard == [1.5]


def test_the_environment_may_name_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CSOPS_PREFERENCES", str(tmp_path / "mine.json"))
    assert default_path() == tmp_path / "mine.json"


@pytest.mark.parametrize("default", ["today", True, 1.0, [], {"a": 1}])
def test_what_was_changed_by_hand_to_another_kind_is_the_default(default: object) -> None:
    preferences = Preferences(None)
    for kept in (None, "x", [1], {"b": 2}, False, 2.5):
        preferences.set("place", kept)
        found = preferences.get("place", default)
        assert found == default or type(found) is type(default)
