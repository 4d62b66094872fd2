"""Which process shows the window."""

import subprocess
import sys

import pytest

from csops import __main__ as entry
from csops.cli import program
from csops.cli.ended import Ended


def test_a_command_that_wants_the_window_gives_it_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(program, "run", lambda _given: Ended(window="shop.csops", member="ML"))

    def call(command: list[str]) -> int:
        calls.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    assert entry.main(["demo", "--out", "x"]) == 0
    assert calls == [[sys.executable, "-m", "csops", "--db", "shop.csops", "--as", "ML"]]


def test_a_command_without_a_window_ends_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "run", lambda _given: Ended(status=2))
    assert entry.main(["info"]) == 2
