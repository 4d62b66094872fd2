"""scenarios, accuracy."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import EMAIL

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


def test_a_key_that_stands_twice_is_refused_at_every_door(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("name: Sale\nvolume: 2\nevents: []\nvolume: 3\n")
    log = tmp_path / "log.csv"
    log.write_text("Date,Channel\n2026-11-02,phone\n")
    for door in (
        ("scenarios", "--add", str(path)),
        ("staff", "plan", "--from", "2026-11-23", "--scenario", str(path)),
        ("staff", "people", "--load", str(path)),
        ("import", str(log), "--map", str(path)),
    ):
        ended = typed(*door)
        assert ended.status == 2, door
        assert "“volume” stands twice, in line 2 and in line 4" in ended.err, door


def test_a_key_inside_a_list_that_stands_twice_is_refused_and_a_merge_is_not(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text("hours:\n  - {weekday: sat, opens: 9:00, closes: 13:00, opens: 8:00}\n")
    assert "“opens” stands twice" in typed("scenarios", "--add", str(path)).err
    path.write_text("hours:\n  - &a {weekday: sat, opens: 9:00, closes: 13:00}\n  - {<<: *a, weekday: sun}\n")
    assert typed("scenarios", "--add", str(path)).status == 0


def test_a_plan_refuses_what_a_kept_scenario_may_not_say(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    for text, said in (("volume: 1e300", "100 at most"), ("handle_times: {fax: 200}", "fax")):
        path.write_text(text)
        ended = typed("staff", "plan", "--from", "2026-11-23", "--scenario", str(path))
        assert (ended.status, said in ended.err) == (2, True)


def test_a_scenario_about_a_channel_that_has_gone_says_so(logged: Type, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text("handle_times: {email: 200}")
    assert logged("scenarios", "--add", str(path)).data["scenarios"][1]["gone"] == {"channels": [], "members": []}
    with workspace.work("Close the mailbox") as work:
        work.channels.update(replace(work.channels.get(EMAIL), active=False))
    assert logged("scenarios").data["scenarios"][1]["gone"] == {"channels": ["email"], "members": []}


def test_names_that_nothing_bears_are_refused(typed: Type, tmp_path: Path) -> None:
    assert typed("scenarios", "--remove", "Sale").status == 2
    assert typed("scenarios", "--add", str(tmp_path / "none.yaml")).status == 2


def test_a_forecast_is_kept_and_not_scored_before_its_weeks_are_over(logged: Type) -> None:
    data = logged("accuracy", "--keep").data
    assert data["kept"] == 1
    assert data["channels"][0]["channel"] == "phone"
    assert data["channels"][0]["weeks"] == []
    assert logged("accuracy").data["channels"][0]["snapshots"] == 1
