"""staff plan, plans, show, change, publish, export, roster, people."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csops.services.settings import save_shop
from csops.services.workspace import Workspace
from tests.cli.conftest import Type
from tests.helpers.records import PHONE
from tests.helpers.weeks import log_weeks

PLAN = ("staff", "plan", "--from", "2026-11-23", "--seconds", "5")
SETUP = """
shifts: {Day: {hours: "09:00-18:00", breaks: ["13:00-13:30"]}, Noon: "11:00-15:00"}
people:
  Rosa Okafor: {hours_per_week: 20, cost_per_hour: 17.5, absences: [{from: 2026-11-23}]}
"""


@pytest.fixture
def logged(workspace: Workspace) -> None:
    log_weeks(workspace, weeks=9, a_day={PHONE: 18})


@pytest.mark.usefixtures("logged")
def test_a_plan_says_hours_cost_gaps_and_service_level(typed: Type, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    data = typed(*PLAN, "--weeks", "2", "--out", str(out)).data
    assert data["hours"] == sum(person["hours"] for person in data["people"]) > 0
    assert data["cost"] == pytest.approx(data["hours"] * 19.5)
    assert data["gaps"] == []
    assert 0.8 <= data["service_level"] <= 1
    assert 0 <= data["chance_of_missing"] <= 1
    assert data["shifts_proposed"] is True
    assert Path(data["file"]) == out
    assert out.stat().st_size > 5000


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("out", ["missing/plan.xlsx", "plan.docx", "."])
def test_where_nothing_can_be_written_nothing_is_planned(typed: Type, tmp_path: Path, out: str) -> None:
    assert typed(*PLAN, "--out", str(tmp_path / out)).status == 2
    assert typed("staff", "plans").data["plans"] == []


@pytest.mark.usefixtures("logged")
def test_a_day_is_that_of_the_shop(typed: Type, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    save_shop(workspace, shop=replace(workspace.shop(), zone="America/New_York"))
    monkeypatch.setattr(Workspace, "now", lambda _self: datetime(2026, 11, 18, 2, tzinfo=UTC))
    assert typed("staff", "plan", "--from", "tomorrow", "--seconds", "0").data["from"] == "2026-11-18"


@pytest.mark.usefixtures("logged")
def test_a_plan_by_the_teams_own_rules_names_its_gaps(typed: Type, read: Type, tmp_path: Path) -> None:
    setup = tmp_path / "setup.yaml"
    setup.write_text(SETUP, encoding="utf-8")
    assert list(typed("staff", "people", "--load", str(setup)).data["shifts"]) == ["Day", "Noon"]
    scenario = tmp_path / "sale.yaml"
    scenario.write_text("volume: 300 %\nminimum_people: 2\n", encoding="utf-8")
    data = typed(*PLAN, "--scenario", str(scenario), "--relax").data
    assert data["missing_hours"] > 0
    assert any("Rosa Okafor: absent (leave until Monday 23 November)" in gap["why"] for gap in data["gaps"])
    assert sum(gap["hours"] for gap in data["gaps"]) == pytest.approx(data["missing_hours"])
    said = read("staff", "show", "--plan", str(data["plan"])).out
    assert "hours missing" in said
    assert "Rosa Okafor: 8.5 of 16 h, 1 shifts" in said


@pytest.mark.usefixtures("logged")
def test_a_shift_is_changed_by_hand_and_what_it_breaks_is_said(typed: Type) -> None:
    plan = str(typed(*PLAN).data["plan"])
    change = ("staff", "change", "--plan", plan, "--person", "Rosa", "--day")
    typed(*change, "2026-11-23", "--shift", "14:00-23:00")
    data = typed(*change, "2026-11-24", "--shift", "07:00-12:00").data
    assert data["broken"] == [
        (
            "Rosa Okafor has 8 hours of rest before Tuesday 24 November, after 14:00-23:00 on Monday 23 November; "
            "it takes 11 hours"
        )
    ]
    data = typed(*change, "2026-11-24", "--shift", "off").data
    assert data["broken"] == []
    assert [each["by_hand"] for each in data["shifts"] if each["person"] == "Rosa Okafor"] == [True]
    again = typed(*PLAN, "--again", plan).data
    assert again["plan"] == int(plan)
    assert "14:00-23:00" in [each["hours"] for each in again["shifts"]]
    proposed = typed(*change, "2026-11-24", "--shift", "09:00-14:00").data
    assert "09:00-14:00" in [each["shift"] for each in proposed["shifts"]]


@pytest.mark.usefixtures("logged")
def test_a_plan_is_published_withdrawn_and_listed(typed: Type, read: Type) -> None:
    assert read("staff", "plans").out == "No plan yet\n"
    plan = str(typed(*PLAN).data["plan"])
    assert typed("staff", "publish", "--plan", plan).data["state"] == "published"
    assert [each["state"] for each in typed("staff", "plans").data["plans"]] == ["published"]
    assert typed("staff", "publish", "--plan", plan, "--withdraw").data["published_at"] is None


@pytest.mark.usefixtures("logged")
def test_a_plan_goes_into_calendars(typed: Type, tmp_path: Path) -> None:
    plan = str(typed(*PLAN).data["plan"])
    export = ("staff", "export", "--plan", plan, "--out")
    assert len(typed(*export, str(tmp_path), "--each").data["files"]) >= 1
    assert typed(*export, str(tmp_path / "rosa.ics"), "--person", "Mara").data["rows"] >= 1
    assert typed(*export, str(tmp_path / "x.ics"), "--person", "Nobody").status == 2


def test_a_roster_of_others_is_read(typed: Type, read: Type, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Name,Mon,Tue\nRosa,9-17,sometimes\n", encoding="utf-8")
    dry = typed("staff", "roster", str(path), "--from", "2026-11-23", "--dry-run").data
    assert (dry["shifts"], [each["row"] for each in dry["problems"]]) == (1, [2])
    assert typed("staff", "plans").data["plans"] == []
    said = read("staff", "roster", str(path), "--from", "2026-11-23").out
    assert "Row 2, Tue: “sometimes” is neither a shift" in said
    assert typed("staff", "show", "--plan", "1").data["hours"] == 8


def test_the_set_up_is_written_and_reads_the_same(typed: Type, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    setup = tmp_path / "setup.yaml"
    setup.write_text(SETUP, encoding="utf-8")
    typed("staff", "people", "--load", str(setup), "--save", str(first))
    typed("staff", "people", "--load", str(first), "--save", str(second))
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")


@pytest.mark.usefixtures("logged")
def test_a_scenario_that_is_kept_is_planned_by_its_name(typed: Type, tmp_path: Path) -> None:
    path = tmp_path / "sale.yaml"
    path.write_text("volume: 4\n", encoding="utf-8")
    typed("scenarios", "--add", str(path))
    usual, busy = typed(*PLAN).data, typed(*PLAN, "--scenario", "sale").data
    assert busy["needed_hours"] > usual["needed_hours"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("volume: lots", "volume"),
        ("volumes: 2", "scenario"),
        ("- 1", "scenario"),
        ("{", "YAML"),
        ("without: [Nobody]", "Nobody"),
    ],
)
def test_a_scenario_that_is_not_understood_is_refused(typed: Type, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "what.yaml"
    path.write_text(content, encoding="utf-8")
    ended = typed(*PLAN, "--scenario", str(path))
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("plan", "--from", "someday"),
        ("plan", "--from", "2026-11-23", "--weeks", "0"),
        ("plan", "--from", "2026-11-23", "--scenario", "not-there.yaml"),
        ("plan", "--from", "9999-12-31"),
        ("plan", "--from", "0001-01-01"),
        ("plan", "--from", "2026-11-23", "--seconds", "nan"),
        ("plan", "--from", "2026-11-23", "--again", "99"),
        ("show", "--plan", "99"),
        ("publish", "--plan", "99"),
        ("roster", "not-there.csv"),
        ("people", "--load", "not-there.yaml"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(typed: Type, wrong: tuple[str, ...]) -> None:
    ended = typed("staff", *wrong)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("csops: ")


@pytest.mark.usefixtures("logged")
def test_days_beyond_the_forecast_say_which_can_be_planned(typed: Type) -> None:
    ended = typed("staff", "plan", "--from", "2027-06-07")
    assert ended.status == 2
    assert "Contacts are forecast from 2026-11-17 to" in ended.err


@pytest.mark.parametrize("text", ["people: {Rosa Okafor: {absences: [{from: 2026-13-45}]}}", "rules: " + "[" * 5000])
def test_a_set_up_that_is_no_yaml_is_refused_with_a_sentence(typed: Type, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    ended = typed("staff", "people", "--load", str(path))
    assert ended.status == 2
    assert "no YAML" in ended.err


@pytest.mark.parametrize("number", [".inf", ".nan"])
@pytest.mark.parametrize("rule", ["days_in_a_row", "rest_hours", "unplanned_share"])
def test_a_rule_without_a_finite_number_is_refused(typed: Type, tmp_path: Path, rule: str, number: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(f"rules: {{{rule}: {number}}}", encoding="utf-8")
    ended = typed("staff", "people", "--load", str(path))
    assert ended.status == 2
    assert "is not understood" in ended.err
