"""The reports and what is written of them, through a real workspace."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from csops.domain.contacts import Result
from csops.domain.errors import Cancelled, NotPermitted, NotUnderstood, OutOfRange, UnknownName
from csops.domain.kpi_figures import By, KpiGroup
from csops.domain.questions import Question
from csops.domain.reports import (
    Assumptions,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Definitions,
    Facts,
    HeatMap,
    Report,
    StreamedTable,
    Table,
    Text,
)
from csops.domain.requirement import Requirement
from csops.services import exports, kpi, reports
from csops.services.metrics import metrics
from csops.services.staffing import FULL_TIME_HOURS, as_today, outlook, plan_of
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import DELIVERY, EMAIL, MARA, REFUND, ROSA, a_case, a_customer, kept_contact

DAY = timedelta(days=1)
MARCH = {"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 31)}
EVER = {"first_day": date(2000, 1, 1), "last_day": date(2100, 1, 1)}
OPEN = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-18:00")}


@pytest.fixture(autouse=True)
def _opening_hours(workspace: Workspace) -> None:
    with workspace.work("Open") as work:
        work.settings.keep_mapping("calendar", OPEN)


@pytest.fixture
def march(workspace: Workspace) -> Workspace:
    """Three contacts in March, one in February."""
    with workspace.work("Keep") as work:
        ada = work.customers.add(a_customer())
        kept_contact(work, topic_id=REFUND, customer_id=ada.id, member_id=MARA.id, handle_time=timedelta(minutes=4))
        kept_contact(work, topic_id=DELIVERY, result=Result.MISSED)
        kept_contact(work, channel_id=EMAIL, text="=1+1", happened_at=MONDAY_MORNING + timedelta(hours=1))
        kept_contact(work, happened_at=MONDAY_MORNING - 20 * DAY)
    return workspace


def weeks_of_contacts(workspace: Workspace, *, days: int) -> None:
    with workspace.work("Keep") as work:
        for back in range(1, days):
            at = MONDAY_MORNING - back * DAY
            if at.weekday() < 5:
                kept_contact(work, happened_at=at, entered_at=at, handle_time=timedelta(minutes=5))


def facts(report: Report) -> dict[str, object]:
    return {
        fact.name: fact.value for section in report.sections if isinstance(section, Facts) for fact in section.facts
    }


def log_of(report: Report) -> StreamedTable:
    return next(section for section in report.sections if isinstance(section, StreamedTable))


def test_the_service_report_counts_what_happened_in_its_days(march: Workspace) -> None:
    report = reports.report(march, name="service", **MARCH)
    assert report.period == "1 to 31 March 2026"
    assert facts(report)["Volume"] == 3
    assert report.table("days").totals == (None, 2, 1, 3, 1)
    assert {tuple(row[:4]) for row in report.table("topics").rows} == {
        ("Delivery", 1, 0, 1),
        ("Refund", 1, 0, 0),
        ("Without topic", 1, 0, 0),
    }
    assert {row[0] for row in report.table("people").rows} == {MARA.name, "Nobody"}


def _value(group: KpiGroup, key: str) -> float | None:
    figure = group.figures.get(key)
    return None if figure is None else figure.value


def test_the_figures_of_the_report_are_those_of_the_dictionary(march: Workspace) -> None:
    report = reports.report(march, name="service", **MARCH)
    first, last = MARCH["first_day"], MARCH["last_day"]
    told = kpi.kpis(march, first_day=first, last_day=last).figures
    assert len(told) == len(metrics())
    rows = {row[0]: row for row in report.table("figures").rows}
    assert {metrics()[key].name: (figure.value, figure.n) for key, figure in told.items()} == {
        name: (row[1], row[3]) for name, row in rows.items()
    }
    by_channel = kpi.kpis(march, first_day=first, last_day=last, by=By.CHANNEL).groups
    table = report.table("speed_by_channel")
    place = table.column("contact_volume")
    assert [row[place] for row in table.rows] == [_value(group, "contact_volume") for group in by_channel]
    first, last = date(2026, 3, 1), date(2026, 3, 2)
    totals = [day.total for day in kpi.backlog_days(march, first_day=first, last_day=last)]
    assert [row[1] for row in report.table("backlog").rows] == totals


def test_the_log_holds_a_row_for_every_contact_oldest_first(march: Workspace) -> None:
    log = log_of(reports.report(march, name="service", **MARCH))
    rows = list(log.read())
    assert log.count == len(rows) == 3
    assert str(rows[-1][0]) == "2026-03-02 10:00:00"
    assert rows[0][4] == "Ada Brandt"
    assert list(log.read()) == rows


def test_a_century_is_a_period_like_others(march: Workspace) -> None:
    report = reports.report(march, name="service", **EVER)
    assert facts(report)["Volume"] == 4
    assert [row[0] for row in report.table("days").rows][0::20] == [date(2026, 2, 10), date(2026, 3, 2)]


def test_a_period_without_contacts_says_so(march: Workspace) -> None:
    report = reports.report(march, name="service", first_day=date(2025, 1, 1), last_day=date(2025, 1, 1))
    texts = [section for section in report.sections if isinstance(section, Text)]
    assert texts[0].paragraphs == ("No contact happened on 1 January 2025.",)
    assert list(log_of(report).read()) == []


def test_days_the_wrong_way_round_are_refused(workspace: Workspace) -> None:
    with pytest.raises(OutOfRange) as refused:
        reports.report(workspace, name="service", first_day=date(2026, 3, 2), last_day=date(2026, 3, 1))
    assert refused.value.field == "last day"


def test_a_report_that_is_not_there_is_refused_by_name(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="service, staffing, hiring, skills, quality"):
        reports.report(workspace, name="praise")


def test_too_few_are_shown_as_counts(march: Workspace) -> None:
    report = reports.report(march, name="service", **MARCH)
    missed = next(
        fact
        for section in report.sections
        if isinstance(section, Facts)
        for fact in section.facts
        if fact.name == "Missed"
    )
    assert missed.value is None
    assert missed.note == "1 of 2 contacts: too few to judge"


def test_every_figure_of_the_report_is_defined(march: Workspace) -> None:
    report = reports.report(march, name="service", **MARCH)
    terms = [entry.term for section in report.sections if isinstance(section, Definitions) for entry in section.entries]
    assert {"Volume", "Missed", "First response time (FRT)", "Backlog"} <= set(terms)


def test_open_cases_are_listed_the_oldest_first(march: Workspace) -> None:
    with march.work("Keep") as work:
        kept_contact(work, case=a_case(title="Old", opened_at=MONDAY_MORNING - 30 * DAY), happened_at=MONDAY_MORNING)
    rows = reports.report(march, name="service", **MARCH).table("open").rows
    assert rows[0][1] == "Old"
    assert rows[0][7] == pytest.approx(30)


def test_only_who_may_export_gets_a_report(rosa: Workspace, tmp_path: Path) -> None:
    assert rosa.member.name == ROSA.name
    with pytest.raises(NotPermitted):
        reports.report(rosa, name="service")
    with pytest.raises(NotPermitted):
        exports.export_contacts(rosa, question=Question(), path=tmp_path / "contacts.xlsx")


def test_the_staffing_report_shows_fans_people_cost_and_what_they_rest_on(workspace: Workspace) -> None:
    weeks_of_contacts(workspace, days=70)
    report = reports.report(workspace, name="staffing")
    charts = [section for section in report.sections if isinstance(section, Chart)]
    assert [(chart.kind, len(chart.bands)) for chart in charts] == [(ChartKind.FAN, 3)]
    assert len([section for section in report.sections if isinstance(section, HeatMap)]) == 4
    assert len(report.table("hours").rows) == 4
    names = [entry.name for section in report.sections if isinstance(section, Assumptions) for entry in section.entries]
    assert "Handle time, Phone" in names
    assert report.table("accuracy").rows[0][0] == "Phone"
    lines = [row[:3] for row in report.table("protocol").rows]
    assert lines[:3] == [
        ("Phone", "1 day", "Forecast: same weekday a week before"),
        ("Phone", "1 day", "Same weekday a week before"),
        ("Phone", "1 day", "Mean of the last 8 weeks"),
    ]
    assert report.table("protocol").rows[0][3] == 43


def test_without_past_forecasts_the_staffing_report_scores_none(workspace: Workspace) -> None:
    weeks_of_contacts(workspace, days=70)
    report = reports.staffing_report_of(workspace, outlook(workspace))
    assert [section for section in report.sections if isinstance(section, Table) and section.key == "protocol"] == []


def test_the_staffing_report_of_a_what_if_has_its_figures_and_names_it_beside_today(
    workspace: Workspace, tmp_path: Path
) -> None:
    weeks_of_contacts(workspace, days=70)
    ahead = outlook(workspace)
    usual = as_today(ahead.staffing)
    asked = replace(usual, volume_factor=1.2, handle_times_s={"phone": 600.0}, shrinkage=0.4)
    today = reports.staffing_report_of(workspace, ahead, assumptions=usual)
    report = reports.staffing_report_of(workspace, ahead, assumptions=asked)
    assert (today.title, report.title) == ("Staffing report", "Staffing report, what if")
    contacts, expected = today.table("hours").rows[0][1], today.table("weeks_phone").rows[-1][2]
    assert isinstance(contacts, float)
    assert isinstance(expected, float)
    assert report.table("hours").rows[0][1] == pytest.approx(1.2 * contacts)
    assert report.table("weeks_phone").rows[-1][2] == pytest.approx(1.2 * expected)
    fact = next(section for section in report.sections if isinstance(section, Facts)).facts[0]
    assert fact.note.endswith(f"; as today {contacts:.0f}")
    book = load_workbook(exports.export(workspace, report=report, path=tmp_path / "what_if.xlsx").file)
    sheet = next(name for name in book.sheetnames if name.startswith("Assumptions"))
    said = {row[0]: row for row in book[sheet].iter_rows(values_only=True)}
    assert said["Contacts, share of the forecast"][1] == pytest.approx(1.2)
    assert any(str(cell).startswith("What if; as today: 25%") for cell in said["Shrinkage"])
    assert any(str(cell).startswith("What if; as today") for cell in said["Handle time, Phone"])
    assert not any(str(cell).startswith("What if") for cell in said["People at least"])


def test_every_figure_of_a_what_if_is_its_own_and_none_is_that_of_today(workspace: Workspace) -> None:
    weeks_of_contacts(workspace, days=70)
    ahead = outlook(workspace)
    asked = replace(as_today(ahead.staffing), volume_factor=20.0, handle_time_factor=2.0, service_level=0.95)
    report = reports.staffing_report_of(workspace, ahead, assumptions=asked, weeks=1)
    first = report.table("hours").rows[0]
    assert isinstance(first[0], date)
    plan = plan_of(ahead, week=first[0], assumptions=asked)
    turned, today = plan.what_if, plan.today

    def week(of: Requirement) -> list[object]:
        figures = (of.contacts, of.hours_on_contacts, of.hours_required, of.paid_hours, of.cost)
        people = of.full_time_people(hours_each=FULL_TIME_HOURS)
        return [*figures, of.cost_per_contact, people, of.people_at_peak]

    assert list(first[1:9]) == week(turned)
    assert not any(one == other for one, other in zip(week(turned), week(today), strict=True))
    people = [cell.agents for cell in turned.cells]
    assert [row[1] for row in report.table("half_hours").rows] == people != [cell.agents for cell in today.cells]
    heat = next(section for section in report.sections if isinstance(section, HeatMap))
    assert sorted(cell for row in heat.values for cell in row if cell is not None) == sorted(people)
    facts = next(section for section in report.sections if isinstance(section, Facts)).facts
    glance = [turned.contacts, turned.hours_on_contacts, float(turned.paid_hours), turned.cost, turned.people_at_peak]
    assert [fact.value for fact in facts[:5]] == glance
    said = {entry.name: entry for part in report.sections if isinstance(part, Assumptions) for entry in part.entries}
    measured = ahead.handle_times["phone"].seconds
    assert said["Handle time, Phone"].value == timedelta(seconds=round(2 * measured))
    assert said["Target, Phone"].source.startswith("What if; as today: ")


def test_a_staffing_report_without_history_says_that_there_is_none(workspace: Workspace) -> None:
    report = reports.report(workspace, name="staffing")
    assert next(section for section in report.sections if isinstance(section, Text)).title == "No forecast yet"


def test_weeks_beyond_the_forecast_are_refused(workspace: Workspace) -> None:
    weeks_of_contacts(workspace, days=10)
    with pytest.raises(OutOfRange):
        reports.staffing_report(workspace, first_day=date(2030, 1, 1))
    with pytest.raises(OutOfRange):
        reports.staffing_report(workspace, weeks=0)


def test_the_workbook_has_a_sheet_for_each_part_and_text_stays_text(march: Workspace, tmp_path: Path) -> None:
    report = reports.report(march, name="service", **MARCH)
    written = exports.export(march, report=report, path=tmp_path / "service.xlsx")
    book = load_workbook(written.file)
    assert written.sheets == tuple(book.sheetnames)
    rows = list(book["Contact log"].iter_rows(values_only=True))
    assert len(rows) == 4
    assert rows[3][7] == "=1+1"
    assert book["Contact log"]["H4"].data_type == "s"


def test_pages_and_text_are_written_by_their_ending(march: Workspace, tmp_path: Path) -> None:
    report = reports.report(march, name="service", **MARCH)
    pdf = exports.export(march, report=report, path=tmp_path / "service.PDF")
    assert pdf.pages > 1
    assert pdf.file.read_bytes().startswith(b"%PDF")
    text = exports.export(march, report=report, path=tmp_path / "service.csv")
    assert text.rows == 3
    with text.file.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 4


def test_another_ending_is_refused_before_anything_is_written(march: Workspace, tmp_path: Path) -> None:
    report = reports.report(march, name="service", **MARCH)
    with pytest.raises(NotUnderstood, match=r"\.xlsx, \.pdf, \.csv"):
        exports.export(march, report=report, path=tmp_path / "service.docx")
    assert list(tmp_path.glob("service*")) == []


def test_stopping_leaves_the_old_file_as_it_was(march: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "service.pdf"
    path.write_text("old")
    report = reports.report(march, name="service", **MARCH)
    with pytest.raises(Cancelled):
        exports.export(march, report=report, path=path, cancelled=lambda: True)
    assert path.read_text() == "old"


@pytest.mark.parametrize("order", [(), (("happened_at", False),), (("channel", True),)])
def test_a_table_of_contacts_is_exported_in_its_order(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: tuple[tuple[str, bool], ...]
) -> None:
    monkeypatch.setattr("csops.storage.log_lines._PAGE", 3)
    with workspace.work("Keep") as work:
        # More at one moment than a page holds, and others around them.
        for number in range(14):
            days = max(0, number - 9)
            kept_contact(
                work,
                channel_id=EMAIL if number % 2 else 1,
                text=f"number {number}",
                happened_at=MONDAY_MORNING + days * DAY,
                entered_at=MONDAY_MORNING + days * DAY,
            )
    with workspace.read() as work:
        expected = [line.text for line in work.contacts.lines(Question(), order=order)]
    written = exports.export_contacts(workspace, question=Question(), path=tmp_path / "contacts.csv", order=order)
    with written.file.open(encoding="utf-8-sig", newline="") as file:
        assert [row[7] for row in csv.reader(file)][1:] == expected


def test_paper_shows_the_columns_of_the_log_that_one_reads(march: Workspace) -> None:
    report = exports.on_paper(reports.report(march, name="service", **MARCH))
    log = report.table("contacts")
    assert len(log.columns) == 8
    assert len(log.rows) == 3


def test_paper_shows_the_beginning_of_a_long_table() -> None:
    column = Column(key="n", title="Number", kind=ColumnKind.INTEGER)
    long = Table(key="t", title="Half hours", columns=(column,), rows=tuple((n,) for n in range(200)))
    shown = exports.on_paper(Report(title="Staffing", sections=(long,))).sections[0]
    assert isinstance(shown, Table)
    assert (len(shown.rows), shown.note) == (60, "the first 60 of 200 rows, the workbook holds all")
