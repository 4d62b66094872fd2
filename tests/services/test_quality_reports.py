"""Reports on quality: figures with their doubt, sheets whose formulas give the scores, and nothing that is hidden."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from csops.domain.access import Permission
from csops.domain.control_charts import ControlChart
from csops.domain.errors import NotFound, NotPermitted
from csops.domain.periods import Period
from csops.domain.quality_rules import QualityRules
from csops.domain.reports import Chart, Facts, LiveSheet, Report, Table, Text
from csops.domain.review_behind import ResultsBy
from csops.domain.review_estimates import NOTHING
from csops.domain.review_privacy import Withheld
from csops.domain.review_results import Fact
from csops.domain.review_trends import Trend, TrendPoint
from csops.domain.reviews import Purpose
from csops.services import quality_reports, review_results
from csops.services.exports import export
from csops.services.quality_files import export_person_report, export_review_sheet
from csops.services.quality_reports import calibration_report, person_report, quality_report, review_report
from csops.services.quality_sections import Names, came_of_it, criteria, overview, splits
from csops.services.quality_trend import over_time
from csops.services.reports import report
from csops.services.review_results import FAIR, read_facts
from csops.services.reviews import finish_review, send_reviews
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import create_database
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA, a_contact, set_up
from tests.helpers.reviewing import ALL_YES, Reviewing, to_review
from tests.helpers.spreadsheet import Spreadsheet

DAY = MONDAY_MORNING.date()


class Days(TypedDict):
    first_day: date
    last_day: date


DAYS: Days = {"first_day": DAY - timedelta(days=30), "last_day": DAY + timedelta(days=1)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewing]:
    """Seven reviews of Rosa by Ines: six sent, one not."""
    database = create_database(url_of(tmp_path_factory.mktemp("q") / "q.csops"))
    workspace = Workspace(database, member=MARA, clock=Clock())
    with workspace.work("Set up") as work:
        set_up(work)
    ready = to_review(workspace)
    with workspace.work("More contacts") as work:
        more = [
            work.contacts.add(a_contact(case_id=ready.contact.case_id, member_id=ROSA.id, text=f"Mail {number}"))
            for number in range(6)
        ]
    ready.by(ready.ines)
    made = [
        finish_review(
            workspace,
            filled=ready.filled({**ALL_YES, "greeting": float(number % 3)}, contact_id=one.id, purpose=Purpose.CHOSEN),
        )
        for number, one in enumerate([ready.contact, *more])
    ]
    with workspace.work("Call them fair") as work:
        for one in made:
            kept = work.quality.reviews.get(one.id)
            work.quality.reviews.update(replace(kept, purpose=Purpose.FAIR))
    send_reviews(workspace, review_ids=[one.id for one in made[:6]])
    yield ready
    workspace.close()


def of_days(workspace: Workspace, *, purposes: Collection[Purpose] = FAIR, card: str = "") -> Report:
    return quality_report(workspace, **DAYS, purposes=purposes, card=card)


def text_of(made: Report) -> str:
    """Everything that a report says."""
    found: list[str] = [made.title, made.subtitle]
    for part in made.sections:
        if isinstance(part, Table | LiveSheet):
            found += [str(cell) for row in part.rows for cell in row]
        elif isinstance(part, Facts):
            found += [f"{fact.name} {fact.value} {fact.note}" for fact in part.facts]
        elif isinstance(part, Text):
            found += part.paragraphs
    return "\n".join(found)


def live(made: Report) -> list[LiveSheet]:
    return [part for part in made.sections if isinstance(part, LiveSheet)]


def test_the_sheets_of_a_period_give_its_mean_and_leave_out_what_is_not_sent(shop: Reviewing, tmp_path: Path) -> None:
    workspace = shop.by(shop.ines)
    made = of_days(workspace)
    (people,) = [part for part in made.sections if isinstance(part, Table) and part.key == "people"]
    mean, sheet = live(made)
    found = Spreadsheet(sheet)
    assert mean.title == "Mean score"
    assert len(found.rows) == 6
    assert people.rows[0][:2] == (ROSA.name, 6)
    assert people.rows[0][2] == pytest.approx(found.foot["mean"]["final"])
    assert "too few to rank" in people.rows[0]
    assert "1 finished and not sent" in text_of(made)
    written = export(workspace, report=made, path=tmp_path / "quality.xlsx")
    assert {"People", "Criteria", "Over time"} <= set(load_workbook(written.file, read_only=True).sheetnames)
    assert report(workspace, name="quality", **DAYS).sections[0] == made.sections[0]


def test_the_workbook_gives_the_weighted_mean_at_the_head_of_the_report(
    shop: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unequal(work: Work, period: Period, *, card: str, has_answers: bool = True) -> list[Fact]:
        found = read_facts(work, period, card=card, has_answers=has_answers)
        return [fact._replace(weight=float(fact.id**2)) for fact in found]

    monkeypatch.setattr(review_results, "read_facts", unequal)
    monkeypatch.setattr(quality_reports, "read_facts", unequal)
    made = of_days(shop.by(shop.ines))
    (glance,) = [part for part in made.sections if isinstance(part, Facts) and part.title == "At a glance"]
    told = {fact.name: fact.value for fact in glance.facts}
    for sheet in map(Spreadsheet, live(made)):
        assert sheet.foot["weighted"]["final"] == pytest.approx(told["Mean score"])
        assert sheet.foot["weighted"]["raw"] == pytest.approx(told["Before critical errors"])
    mean, scores = map(Spreadsheet, live(made))
    assert mean.foot["weighted"]["passed"] == pytest.approx(told["Reviews that passed"])
    assert mean.foot["weighted"]["clean"] == pytest.approx(told["Without critical error"])
    tables = {part.key: part for part in made.sections if isinstance(part, Table)}
    (person,) = tables["people"].rows
    of_rosa = mean.foot["person_1"]
    assert [of_rosa[one] for one in ("final", "passed", "clean")] == pytest.approx([person[2], person[5], person[8]])
    criteria = {str(row[1]): row[2] for row in tables["criteria"].rows}
    rated = {column.title: scores.foot["criteria"].get(column.key) for column in scores.live.columns}
    assert {name: rated[name] for name in criteria} == pytest.approx(criteria)
    for sheet in (mean, scores):
        for row in sheet.live.foot:
            kept = {cell.column: cell.value for cell in row.cells if cell.value is not None}
            assert {key: sheet.foot[row.key][key] for key in kept} == pytest.approx(kept), "until it is worked out"


def test_a_report_follows_the_scorecard_and_purposes_that_were_chosen(shop: Reviewing) -> None:
    workspace = shop.by(shop.ines)
    assert "What was chosen" not in [part.title for part in of_days(workspace).sections]
    other = of_days(workspace, purposes=(Purpose.FAIR, Purpose.RISK), card="no_such_card")
    assert "picked by risk" in text_of(other)
    assert not live(other)


def test_charts_over_time_stand_between_limits_that_grow_where_fewer_were_reviewed(shop: Reviewing) -> None:
    workspace = shop.by(shop.ines)
    found = review_results.review_results(workspace, **DAYS)
    points = [
        TrendPoint(
            start=DAY + timedelta(days=31 * at), n=n, mean=NOTHING, failed=failed, errors=failed, units=float(n),
            failing=failed / n, worth=float(n), rate=failed / n,
        )
        for at, (n, failed) in enumerate(((40, 4), (10, 1), (40, 20), (4, 4)))
    ]  # fmt: skip
    chart = ControlChart(centre=0.1, low=(0, 0, 0, 0), high=(0.3, 0.6, 0.3, 0.9), out=(2,), too_few=(3,))
    sections = list(over_time(replace(found, trend=Trend(points=tuple(points), failing=chart, faults=chart)), Names()))
    drawn = {one.table: one for one in sections if isinstance(one, Chart)}
    assert list(drawn) == ["trend", "trend_failed", "trend_low"]
    failed = next(one for one in sections if isinstance(one, Table) and one.key == "trend_failed")
    upper, outside, says = (failed.column(key) for key in ("upper", "outside", "says"))
    assert [row[upper] for row in failed.rows] == [0.3, 0.6, 0.3, None]
    assert [row[outside] for row in failed.rows] == [None, None, 0.5, None]
    assert [row[says] for row in failed.rows] == ["", "", "more than chance", "too few to judge"]
    assert [one.column for one in drawn["trend_failed"].series] == ["value", "usual", "lower", "upper", "outside"]
    assert drawn["trend_failed"].lesson == "1 week differs by more than chance"


def test_every_table_comes_as_text_of_its_own(shop: Reviewing, tmp_path: Path) -> None:
    workspace = shop.by(shop.ines)
    written = export(workspace, report=of_days(workspace), path=tmp_path / "quality.zip")
    with ZipFile(written.file) as kept:
        names = [name[3:] for name in kept.namelist()]
        assert names[:2] == ["Figures.csv", "Over time.csv"]
        assert {"People.csv", "Criteria.csv", "Channels.csv", "Mean score.csv"} <= set(names)
        people = kept.read(next(name for name in kept.namelist() if name.endswith("People.csv"))).decode("utf-8-sig")
    assert people.splitlines()[1].startswith(f"{ROSA.name},6,")


def test_no_column_of_the_workbook_is_without_a_heading(shop: Reviewing) -> None:
    workspace = shop.by(shop.ines)
    for made in (of_days(workspace), review_report(workspace, review_id=1)):
        tables = [part for part in made.sections if isinstance(part, Table)]
        assert all(column.title for table in tables for column in table.columns)


def test_one_review_is_on_a_sheet_with_its_contact_points_and_words(shop: Reviewing, tmp_path: Path) -> None:
    workspace = shop.by(shop.ines)
    made = review_report(workspace, review_id=1)
    (ratings,) = [part for part in made.sections if isinstance(part, Table) and part.key == "ratings"]
    points = [row[4] for row in ratings.rows]
    with workspace.read() as work:
        raw = work.quality.reviews.get(1).raw
    assert sum(point for point in points if isinstance(point, float)) == pytest.approx(raw)
    assert "my frame has a scratch" in text_of(made)
    assert export(workspace, report=made, path=tmp_path / "one.pdf").file.read_bytes().startswith(b"%PDF")


def test_figures_and_reviews_of_who_has_too_few_are_in_nothing(shop: Reviewing) -> None:
    workspace = shop.by(shop.ines)
    with workspace.work("More are needed") as work:
        rules = work.settings.get(QualityRules)
        work.settings.keep(replace(rules, fewest_to_show=7))
    try:
        period, person = of_days(workspace), person_report(workspace, member_id=ROSA.id, **DAYS)
    finally:
        with workspace.work("Back") as work:
            work.settings.keep(rules)
    for made in (period, person):
        assert "hidden" in text_of(made)
        assert "Reviews sent 6" in text_of(made)
        assert "Mean score None Hidden below 7 scores" in text_of(made)
        assert "No review yet" not in text_of(made)
        assert "No critical error" not in text_of(made).split("\nReviews sent")[0]
        assert not live(made)
    assert not [part for part in person.sections if isinstance(part, Table)]


def test_a_report_accounts_for_sent_reviews_that_stand_in_no_figure_of_all(shop: Reviewing) -> None:
    found = review_results.review_results(shop.by(shop.ines), **DAYS)
    said = overview(replace(found, withheld=Withheld(whole=21))).facts[-1].note
    assert "21 of people with fewer than 5 scores, sent too" in said


def test_each_table_whose_numbers_shrink_says_how_many_reviews_are_left_out_and_why(shop: Reviewing) -> None:
    found = review_results.review_results(shop.by(shop.ines), **DAYS)
    withheld = Withheld(trend=3, linked=4, by={ResultsBy.TOPIC: 1, ResultsBy.CRITERION: 2})
    fewer, names = replace(found, withheld=withheld), Names()
    tables = [
        *(one for one in over_time(fewer, names) if isinstance(one, Table)),
        criteria(fewer, names),
        *splits(fewer, names),
        came_of_it([], currency="EUR", withheld=withheld.linked),
    ]
    said = {one.key: one.note.partition("Without ")[2].split(" with too few")[0] for one in tables}
    few = "3 reviews of people"
    assert said | {"trend": few, "trend_failed": few, "trend_low": few} == said
    assert (said["criteria"], said["topics"], said["links"]) == (
        "2 reviews of people",
        "1 review of a person",
        "4 reviews of people",
    )
    assert (said["channels"], said["cards"], said["reviewers"]) == ("", "", "")


def test_a_persons_report_tells_reviews_criteria_and_coaching(shop: Reviewing) -> None:
    made = person_report(shop.by(shop.ines), member_id=ROSA.id, **DAYS)
    (rows,) = [part for part in made.sections if isinstance(part, Table) and part.key == "reviews"]
    assert len(rows.rows) == 6
    assert made.title == f"Reviews of {ROSA.name}"
    (criteria,) = [part for part in made.sections if isinstance(part, Table) and part.key == "criteria"]
    says, mean = criteria.column("says"), criteria.column("mean")
    assert {row[says] for row in criteria.rows} == {"few ratings"}
    means = [value for row in criteria.rows if isinstance(value := row[mean], float)]
    assert len(set(means)) > 1
    assert means == sorted(means)


def test_the_own_reviews_are_taken_along_without_the_right_to_export(shop: Reviewing, tmp_path: Path) -> None:
    with shop.by(MARA).read() as work:
        (unsent,) = [one.id for one in work.quality.reviews.all() if not one.is_sent]
        sent = next(one.id for one in work.quality.reviews.all() if one.is_sent)
    workspace = shop.by(ROSA)
    assert not workspace.may(Permission.EXPORT)
    assert export_person_report(workspace, member_id=ROSA.id, path=tmp_path / "own.xlsx").sheets
    assert export_review_sheet(workspace, review_id=sent, path=tmp_path / "one.pdf").pages
    with pytest.raises(NotFound):
        export_review_sheet(workspace, review_id=unsent, path=tmp_path / "no.pdf")
    with pytest.raises(NotPermitted, match="export reports"):
        export_person_report(workspace, member_id=shop.tom.id, path=tmp_path / "no.xlsx")
    with pytest.raises(NotFound):
        export_review_sheet(shop.by(shop.lea), review_id=sent, path=tmp_path / "no.pdf")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["one.pdf", "own.xlsx"]


def test_nobody_takes_along_what_they_may_not_see(shop: Reviewing) -> None:
    workspace = shop.by(shop.lea)
    with pytest.raises(NotPermitted):
        of_days(workspace)
    with pytest.raises(NotPermitted):
        person_report(workspace, member_id=ROSA.id, **DAYS)
    with pytest.raises(NotFound):
        review_report(workspace, review_id=1)
    workspace = shop.by(shop.ines)
    with pytest.raises(NotFound):
        review_report(workspace, review_id=99)
    with pytest.raises(NotFound):
        calibration_report(workspace, session_id=99)
