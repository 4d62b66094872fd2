"""scenarios, accuracy."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Type

SALE = """
name: Sale
volume: 125 %
within: 30s
events:
  - {name: Sale, first_day: 2026-11-24, last_day: 2026-11-25, factor: 1.4}
hours:
  - {weekday: sat, opens: 9:00, closes: 13:00}
"""

CHANNEL = "new_channels: [{{name: C, kind: immediate, handle_time_s: 9, target_s: 9, {}}}]"


@pytest.fixture
def logged(typed: Type) -> Type:
    """Two weeks of one call a day."""
    day = datetime.fromisoformat("2026-11-02T10:00")
    for ahead in range(12):
        at = day + timedelta(days=ahead)
        if at.weekday() < 5:
            typed("log", "--channel", "phone", "--at", f"{at:%Y-%m-%d %H:%M}", "--handle", "5m")
    return typed


def test_a_scenario_of_a_file_stands_beside_how_things_are(logged: Type, tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text(SALE)
    data = logged("scenarios", "--add", str(path)).data
    today, sale = data["scenarios"]
    assert today["name"] is None
    assert sale["name"] == "Sale"
    assert sale["changes"]["target_s"] == 30
    assert sale["contacts"] > today["contacts"] * 1.25
    assert sale["one_more"]["cost"] > sale["cost"]
    assert [one["name"] for one in logged("scenarios", "--remove", "sale").data["scenarios"]] == [None]


def test_a_log_without_anything_says_so(typed: Type) -> None:
    assert typed("scenarios").data == {"week": None, "scenarios": []}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("volume: many", "a number"),
        ("volumes: 2", "volume_factor"),
        ("a: [", "YAML"),
        ("people: 99", "people more"),
        ("events: [{name: S, first_day: 2026-13-45, last_day: 2026-11-25, factor: 2}]", "YAML"),
        ("events: [{name: S, first_day: 2026-12-01 10:00:00, last_day: 2026-12-02, factor: 2}]", "the day as"),
        ("hours: [{weekday: sat, opens: '09:00+02:00', closes: '13:00'}]", "the time as"),
        ("hours: [{weekday: .inf}]", "a whole number"),
        ("people: .inf", "a whole number"),
        ("people: .nan", "a whole number"),
        ("cost_per_hour: sNaN", "an amount"),
        ("cost_per_hour: 1e30", "100,000 at most"),
        ("volume: 1e308", "100 at most"),
        ("minimum_people: 1000000000", "1,000 at most"),
        (CHANNEL.format("contacts_a_week: 1e9"), "1,000,000 at most"),
        (CHANNEL.format("contacts_a_week: 9, concurrency: 0"), "at once"),
        ("events: [{name: S, first_day: 2026-12-01, last_day: 2026-12-02, factor: 1e300}]", "100 at most"),
        ("handle_times: {fax: 200}", "fax"),
        ("events: [{name: S, first_day: 2026-12-01, last_day: 2026-12-02, factor: 2, channel: fax}]", "phone"),
        ("without: [Nobody Here]", "Nobody Here"),
    ],
)
def test_a_file_that_cannot_be_is_refused(typed: Type, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text)
    ended = typed("scenarios", "--add", str(path))
    assert ended.status == 2
    assert said in ended.err


def test_names_that_nothing_bears_are_refused(typed: Type, tmp_path: Path) -> None:
    assert typed("scenarios", "--remove", "Sale").status == 2
    assert typed("scenarios", "--add", str(tmp_path / "none.yaml")).status == 2


def test_a_forecast_is_kept_and_not_scored_before_its_weeks_are_over(logged: Type) -> None:
    data = logged("accuracy", "--keep").data
    assert data["kept"] == 1
    assert data["channels"][0]["channel"] == "phone"
    assert data["channels"][0]["weeks"] == []
    assert logged("accuracy").data["channels"][0]["snapshots"] == 1
