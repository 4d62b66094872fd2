"""The sheets of the staffing workbook that work themselves out again: their formulas give the values beside them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.channels import Channel
from csops.domain.need import need_for_interval
from csops.domain.reports import LiveSheet, Report
from csops.domain.requirement import requirement
from csops.domain.shrinkage import rostered
from csops.services import exports, reports
from csops.services.staffing import Outlook, as_today, interval_loads, outlook, plan_of
from csops.services.staffing_alone import of_channel
from csops.services.staffing_live import sheet_of
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE, a_channel
from tests.helpers.spreadsheet import Spreadsheet
from tests.helpers.weeks import log_weeks, open_shop

CONTACTS = (0.0, 1e-10, 0.001, 0.5, 1.0, 3.7, 6.0, 12.0, 18.0, 30.0, 60.0, 97.3, 240.0)
LENGTH_S = 1800


def sheet(
    *,
    handle_s: float = 300,
    target_s: float = 20,
    level: float = 0.8,
    at_once: int = 1,
    asked: Assumptions | None = None,
) -> LiveSheet:
    """The sheet of a channel with `CONTACTS`, one interval each."""
    begin = datetime(2026, 11, 30, 9, tzinfo=UTC)
    intervals = tuple(
        IntervalLoad(
            starts_at=begin + number * timedelta(minutes=30),
            length_s=LENGTH_S,
            channels=(
                ChannelLoad(
                    channel="phone",
                    is_immediate=True,
                    contacts=contacts,
                    handle_time_s=handle_s,
                    concurrency=at_once,
                    service_level=level,
                    target_s=target_s,
                ),
            ),
        )
        for number, contacts in enumerate(CONTACTS)
    )
    assumed = asked or Assumptions(shrinkage=0.3, max_occupancy=0.85, cost_per_hour=Decimal("19.50"))
    channel = Channel(key="phone", name="Phone")
    together = requirement(intervals, assumed).cells
    return sheet_of(of_channel(channel, intervals, assumed, together, currency="EUR", sources={}))


SETTINGS: Mapping[str, Callable[[], LiveSheet]] = {
    "usual": sheet,
    "short and strict": lambda: sheet(handle_s=45, target_s=10, level=0.95),
    "long and patient": lambda: sheet(handle_s=1500, target_s=600, level=0.5),
    "at once": lambda: sheet(target_s=0, level=0.9),
    "two hours": lambda: sheet(target_s=7200, level=0.99),
    "chat": lambda: sheet(handle_s=520, target_s=60, at_once=3),
    "more of everything": lambda: sheet(
        asked=Assumptions(volume_factor=1.2, handle_time_factor=1.1, max_occupancy=0.6, shrinkage=0.05)
    ),
    "other goals": lambda: sheet(asked=Assumptions(service_level=0.9, target_s=5, handle_times_s={"phone": 77.7})),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_formulas_give_the_values_that_stand_beside_them(setting: str) -> None:
    live = SETTINGS[setting]()
    found = Spreadsheet(live)
    for row, reckoned in zip(live.rows, found.rows, strict=True):
        for column, value in zip(live.columns, row, strict=True):
            if column.formula:
                expected = "" if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)
                assert reckoned[column.key] == expected, column.key
    for outcome in live.outcomes:
        assert isinstance(outcome.value, int | float | Decimal)
        assert found.reckon(outcome.formula, {}) == pytest.approx(float(outcome.value), rel=1e-9), outcome.name


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("volume", 1.2),
        ("handle", 437.0),
        ("target", 120.0),
        ("level_wanted", 0.95),
        ("shrinkage", 0.42),
        ("rate", 31.37),
    ],
)
def test_people_service_level_and_cost_follow_a_changed_input_as_ours_do(key: str, value: float) -> None:
    live = sheet()
    entries = tuple(replace(entry, value=value) if entry.key == key else entry for entry in live.inputs)
    changed = Spreadsheet(replace(live, inputs=entries))
    inputs = {entry.key: float(entry.value) for entry in entries}
    for contacts, row in zip(CONTACTS, changed.rows, strict=True):
        ours = need_for_interval(
            contacts=contacts * inputs["volume"] if contacts > 1e-9 else 0.0,
            interval_s=LENGTH_S,
            handle_time_s=inputs["handle"],
            service_level=inputs["level_wanted"],
            target_s=inputs["target"],
            max_occupancy=inputs["occupancy_cap"],
            shrinkage=inputs["shrinkage"],
        )
        assert (row["people"], row["rostered"]) == (ours.agents, ours.rostered)
        if ours.agents:
            assert row["level"] == pytest.approx(ours.service_level, abs=1e-9)
            assert row["wait"] == pytest.approx(ours.mean_wait_s, rel=1e-9)
        assert row["cost"] == pytest.approx(ours.agents / 2 / (1 - inputs["shrinkage"]) * inputs["rate"])


@pytest.mark.parametrize("per_cent", [5, 17, 28, 30, 41, 90])
def test_people_on_the_roster_are_those_of_exact_decimals(per_cent: int) -> None:
    live = sheet(asked=Assumptions(shrinkage=per_cent / 100))
    reckon, formula = Spreadsheet(live), next(column.formula for column in live.columns if column.key == "rostered")
    assert formula is not None
    found = [reckon.reckon(formula, {"people": people}) for people in range(60)]
    assert found == [rostered(people, shrinkage=Decimal(per_cent) / 100) for people in range(60)]


def test_a_load_beyond_the_reach_of_a_sheet_has_no_figure() -> None:
    live = sheet()
    least = next(column.formula for column in live.columns if column.key == "least")
    assert least is not None
    assert Spreadsheet(live).reckon(least, {"load": 4_900.5}) >= 4_901
    assert math.isnan(Spreadsheet(live).reckon(least, {"load": 5_000.5}))


# ---------------------------------------------------------------- in the report


@pytest.fixture
def ahead(workspace: Workspace) -> Outlook:
    open_shop(workspace)
    with workspace.work("Chat") as work:
        chat = work.channels.add(a_channel(position=2))
    log_weeks(workspace, weeks=10, a_day={PHONE: 40, EMAIL: 16, chat.id: 24})
    return outlook(workspace)


def lives(report: Report) -> dict[str, LiveSheet]:
    return {section.title: section for section in report.sections if isinstance(section, LiveSheet)}


def test_every_channel_on_which_somebody_waits_has_a_sheet_of_its_own(workspace: Workspace, ahead: Outlook) -> None:
    found = lives(reports.staffing_report_of(workspace, ahead, weeks=2))
    assert list(found) == ["Phone alone", "Chat alone"]
    loads = [load for week in ahead.weeks[:2] for load in interval_loads(ahead, week=week)]
    needed = requirement(loads, as_today(ahead.staffing), channel="phone")
    outcomes = {outcome.name: outcome.value for outcome in found["Phone alone"].outcomes}
    assert outcomes["People at the peak"] == needed.people_at_peak
    assert (outcomes["Paid hours"], outcomes["Cost"]) == (needed.paid_hours, needed.cost)


def test_figures_of_the_whole_plan_and_of_exact_chat_stand_beside_as_values(
    workspace: Workspace, ahead: Outlook
) -> None:
    found = lives(reports.staffing_report_of(workspace, ahead, weeks=1))["Chat alone"]
    columns = {column.key: place for place, column in enumerate(found.columns)}
    cells = plan_of(ahead).what_if.cells
    assert [row[columns["pooled"]] for row in found.rows] == [cell.agents for cell in cells]
    forecast, row = found.rows[0][columns["forecast"]], found.rows[0]
    assert isinstance(forecast, float)
    chat = next(channel for channel in ahead.channels if channel.key == "chat")
    exact = need_for_interval(
        contacts=forecast,
        interval_s=LENGTH_S,
        handle_time_s=300,
        service_level=chat.target_share,
        target_s=chat.target.total_seconds(),
        max_occupancy=ahead.staffing.max_occupancy,
        concurrency=2,
    )
    assert row[columns["exact"]] == exact.agents
    assert not any(column.formula or column.allowed for column in found.columns if column.key in {"pooled", "exact"})
    assert any("as values" in line for line in found.lines)


def test_a_what_if_comes_into_the_inputs(workspace: Workspace, ahead: Outlook) -> None:
    asked = replace(as_today(ahead.staffing), volume_factor=1.2, shrinkage=0.4)
    found = lives(reports.staffing_report_of(workspace, ahead, weeks=1, assumptions=asked))["Phone alone"]
    inputs = {entry.key: (entry.value, entry.source) for entry in found.inputs}
    assert inputs["volume"][0] == 1.2
    assert inputs["shrinkage"][0] == 0.4
    assert inputs["shrinkage"][1].startswith("What if; as today: 25%")


def test_the_exported_workbook_holds_the_formulas_with_our_values(
    workspace: Workspace, ahead: Outlook, tmp_path: Path
) -> None:
    report = reports.staffing_report_of(workspace, ahead, weeks=1)
    file = exports.export(workspace, report=report, path=tmp_path / "s.xlsx").file
    formulas, values = load_workbook(file)["Phone alone"], load_workbook(file, data_only=True)["Phone alone"]
    head = [cell.value for cell in formulas["A"]].index("From") + 1
    titles = {cell.value: cell.column or 0 for cell in formulas[head]}
    people = [values.cell(row, titles["People needed"]).value for row in range(head + 1, values.max_row + 1)]
    loads = interval_loads(ahead, week=ahead.weeks[0])
    assert people == [cell.agents for cell in requirement(loads, as_today(ahead.staffing), channel="phone").cells]
    assert "POISSON(" in str(formulas.cell(head + 1, titles["Have to wait"]).value)


def test_paper_leaves_out_what_it_cannot_reckon(workspace: Workspace, ahead: Outlook) -> None:
    report = reports.staffing_report_of(workspace, ahead, weeks=1)
    assert lives(report)
    assert lives(exports.on_paper(report)) == {}
