"""Answers as strict JSON, or as lines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from csops.cli.call import Answer
from csops.cli.printing import plain, print_answer, tell_progress
from csops.domain.contacts import Result


@dataclass(frozen=True)
class _Pair:
    left: float
    right: Result


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (float("nan"), None),
        (float("inf"), None),
        (-float("inf"), None),
        (0.25, 0.25),
        (True, True),
        (None, None),
        (datetime(2026, 11, 17, 9, tzinfo=UTC), "2026-11-17T09:00:00+00:00"),
        (date(2026, 11, 17), "2026-11-17"),
        (timedelta(minutes=4), 240.0),
        (Result.FOLLOW_UP, "follow_up"),
        (Decimal("19.50"), 19.5),
        (Path("a") / "b", "a/b"),
        (_Pair(float("nan"), Result.OPEN), {"left": None, "right": "open"}),
        ({Result.OPEN: (1, 2)}, {"open": [1, 2]}),
        (frozenset({"x"}), ["x"]),
    ],
)
def test_a_value_becomes_what_strict_json_knows(value: object, json: object) -> None:
    assert plain(value) == json


def test_without_lines_people_read_the_keys(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(Answer(data={"file": "a.xlsx", "rows": 3}), as_json=False)
    assert capsys.readouterr().out == "file: a.xlsx\nrows: 3\n"


def test_progress_is_told_to_a_person_only(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    tell_progress(0.5, "Reading")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    tell_progress(0.5, "Reading")
    tell_progress(1, "Done")
    said = capsys.readouterr()
    assert said.out == ""
    assert " 50% Reading" in said.err
    assert said.err.endswith(" \r")
