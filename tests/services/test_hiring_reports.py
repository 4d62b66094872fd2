"""The reports about hiring and skills, as whoever makes them may see it, and what is written of them."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from csops.domain.access import Role
from csops.domain.candidates import Candidate, GroupAnswer, Tie, TieKind
from csops.domain.decisions import Decision
from csops.domain.errors import NotFound, NotPermitted, OutOfRange
from csops.domain.people import Member
from csops.domain.reports import Facts, LiveSheet, Report, Table, Text
from csops.domain.scorecards import Rating
from csops.domain.skill_levels import LevelSource, RoleAim, SkillLevel
from csops.services import candidates, decisions, exports, reports
from csops.services.comparison import compare
from csops.services.hiring_reports import candidate_report, comparison_report, hiring_report
from csops.services.openings import save_opening
from csops.services.scorecards import submit_card
from csops.services.skills import save_skill, skill_named
from csops.services.skills_report import skills_report
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.hiring import SKILLS, Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA
from tests.helpers.reports import HOSTILE
from tests.helpers.spreadsheet import Spreadsheet

YEAR = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
SECRET = "Sang in the lift"


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """Ngozi rated by Mara and Rosa, Tobias by Rosa alone: Mara still has to."""
    made = a_hiring(workspace)
    submit(workspace, made, MARA, 4, 3, 4)
    submit(workspace, made, ROSA, 5, 3, 2)
    told = tuple(Rating(skill=skill, level=2, evidence=SECRET) for skill in SKILLS)
    workspace.member = ROSA
    submit_card(workspace, card_id=made.card(workspace, ROSA, place=1).id, ratings=told)
    workspace.member = MARA
    return made


def tables(report: Report) -> dict[str, Table]:
    return {section.key: section for section in report.sections if isinstance(section, Table)}


def cells(table: Table, key: str) -> list[Any]:
    return [row[table.column(key)] for row in table.rows]


def everything(report: Report) -> str:
    return str(report.sections)


def not_shown(report: Report) -> list[str]:
    found = (section for section in report.sections if isinstance(section, Text))
    return [line for text in found if text.title == "What is not shown" for line in text.paragraphs]


def lives(report: Report) -> Iterator[LiveSheet]:
    return (section for section in report.sections if isinstance(section, LiveSheet))


# ------------------------------------------------------------ the comparison
def test_the_comparison_says_what_the_screen_says(workspace: Workspace, hiring: Hiring) -> None:
    found = compare(workspace, opening_id=hiring.opening.id)
    results = tables(comparison_report(workspace, opening_id=hiring.opening.id))["results"]
    ngozi = found.candidates[0]
    assert ngozi.fit is not None
    assert ngozi.fit.fit is not None
    assert (cells(results, "candidate")[0], cells(results, "rank")[0]) == ("Ngozi Adeyemi", 1)
    assert cells(results, "fit")[0] == pytest.approx(ngozi.fit.fit / 100)
    assert cells(results, "says")[0] == ngozi.fit.recommendation.value
    talk = tables(comparison_report(workspace, opening_id=hiring.opening.id))["talk"]
    assert cells(talk, "skill") == ["Saturdays"]


def test_what_is_hidden_is_said_to_be_hidden_and_stands_nowhere(workspace: Workspace, hiring: Hiring) -> None:
    application = hiring.applications[1].id
    made = (
        comparison_report(workspace, opening_id=hiring.opening.id),
        candidate_report(workspace, application_id=application),
        hiring_report(workspace, **YEAR),
    )
    for report in made:
        assert SECRET not in everything(report)
        assert any("Tobias Kern" in line and "hidden from Mara Lindqvist" in line for line in not_shown(report))
    assert cells(tables(made[0])["results"], "says") == ["meets", "hidden"]
    sheet = next(lives(made[0]))
    assert not any("Tobias" in column.title for column in sheet.columns)
    assert any("1 candidate is not part of it" in line for line in sheet.lines)


def test_the_same_report_by_who_has_submitted_holds_everything(workspace: Workspace, hiring: Hiring) -> None:
    with workspace.work("Promote") as work:
        rosa = work.members.update(replace(work.members.get(ROSA.id), role=Role.SUPERVISOR))
    workspace.member = rosa
    report = candidate_report(workspace, application_id=hiring.applications[1].id)
    assert SECRET in everything(report)
    assert not_shown(report) == []


def test_who_is_close_to_a_candidate_gets_nothing_of_them(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, MARA, 3, 3, 3, place=1)
    tobias = hiring.applications[1]
    with workspace.work("Tie") as work:
        work.hiring.ties.add(Tie(candidate_id=tobias.candidate_id, member_id=MARA.id, kind=TieKind.RELATIVE))
    report = candidate_report(workspace, application_id=tobias.id)
    assert SECRET not in everything(report)
    assert "who is close to them" in not_shown(report)[0]
    assert list(lives(report)) == []


def test_hidden_names_stay_hidden_in_every_report(workspace: Workspace) -> None:
    made = a_hiring(workspace, "Ngozi Adeyemi", names_hidden=True)
    submit(workspace, made, ROSA, 4, 4, 4)
    for report in (
        comparison_report(workspace, opening_id=made.opening.id),
        candidate_report(workspace, application_id=made.applications[0].id),
        hiring_report(workspace, **YEAR),
    ):
        assert "Ngozi" not in everything(report) + report.title
        assert "Candidate 1" in everything(report)


def test_only_who_may_see_the_opening_makes_its_reports(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = a_third(workspace, role=Role.MANAGER)
    with pytest.raises(NotPermitted):
        comparison_report(workspace, opening_id=hiring.opening.id)
    with pytest.raises(NotPermitted):
        candidate_report(workspace, application_id=hiring.applications[0].id)
    report = hiring_report(workspace, **YEAR)
    assert "Ngozi" not in everything(report)
    assert not_shown(report) == ["Openings that Tomasz Reyes neither runs nor rates in are not part of this report."]


def test_who_may_not_export_makes_no_report(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = Member(id=ROSA.id, name="Rosa", role=Role.AGENT)
    makers: tuple[Callable[[], Report], ...] = (
        lambda: hiring_report(workspace, **YEAR),
        lambda: comparison_report(workspace, opening_id=hiring.opening.id),
        lambda: candidate_report(workspace, application_id=hiring.applications[0].id),
        lambda: skills_report(workspace),
    )
    for make in makers:
        with pytest.raises(NotPermitted):
            make()


def test_an_opening_or_candidate_that_is_gone_is_said_to_be(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        comparison_report(workspace, opening_id=77)
    with pytest.raises(NotFound):
        candidate_report(workspace, application_id=77)


def test_an_opening_without_candidates_makes_a_report(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    empty = save_opening(workspace, opening=replace(hiring.opening, id=0, version=1, title="Nobody yet"))
    report = comparison_report(workspace, opening_id=empty.id)
    assert tables(report)["results"].rows == ()
    for ending in exports.ENDINGS:
        assert exports.export(workspace, report=report, path=tmp_path / f"empty{ending}").file.exists()


# ------------------------------------------------------------ one candidate
def test_the_sum_of_a_candidate_comes_to_the_fit(workspace: Workspace, hiring: Hiring) -> None:
    report = candidate_report(workspace, application_id=hiring.applications[0].id)
    points = sum(value for value in cells(tables(report)["sum"], "points") if value is not None)
    fit = next(fact for section in report.sections if isinstance(section, Facts) for fact in section.facts)
    assert fit.name == "Fit"
    assert fit.value == pytest.approx(points / 100)


def test_words_notes_and_decisions_of_a_candidate_are_there(workspace: Workspace, hiring: Hiring) -> None:
    application = hiring.applications[0]
    candidates.add_note(workspace, application_id=application.id, text="Could begin in May")
    decisions.decide(workspace, application=application, decision=Decision.DECLINE, reason="Moves away")
    found = tables(candidate_report(workspace, application_id=application.id))
    assert cells(found["notes"], "text") == ["Could begin in May"]
    assert cells(found["decisions"], "reason") == ["Moves away"]
    assert cells(found["decisions"], "said") == ["meets, decided against it"]
    assert len(found["written"].rows) == 6


# ------------------------------------------------------------ a period
def test_openings_belong_to_the_periods_in_which_they_were_open(workspace: Workspace, hiring: Hiring) -> None:
    day = hiring.opening.opened_on
    assert cells(tables(reports.report(workspace, name="hiring", **YEAR))["openings"], "opening") == ["Weekend help"]
    before = hiring_report(workspace, first_day=date(2025, 1, 1), last_day=day - timedelta(days=1))
    assert tables(before)["openings"].rows == ()
    with pytest.raises(OutOfRange):
        hiring_report(workspace, first_day=day, last_day=day - timedelta(days=1))


def test_groups_are_told_to_the_owner_as_counts_and_to_nobody_else(workspace: Workspace, hiring: Hiring) -> None:
    with workspace.work("Answer") as work:
        people = work.hiring.candidates.add_many([Candidate(name=f"P{n}", came_on=date(2026, 3, 1)) for n in range(12)])
        work.hiring.applications.add_many(
            [
                replace(hiring.applications[0], id=0, version=1, candidate_id=each.id, number=10 + place)
                for place, each in enumerate(people)
            ]
        )
        work.hiring.group_answers.add_many(
            [
                GroupAnswer(candidate_id=each.id, question="Gender", answer="woman" if place % 2 else "man")
                for place, each in enumerate(people)
            ]
        )
    told = hiring_report(workspace, **YEAR)
    assert "steps" in tables(told)
    assert "Gender: 12 answered, 2 did not." in everything(told)
    with workspace.work("Promote") as work:
        workspace.member = work.members.update(replace(work.members.get(ROSA.id), role=Role.MANAGER))
    report = hiring_report(workspace, **YEAR)
    assert "Shown to the owner alone" in everything(report)
    assert "Gender" not in everything(report)


# ------------------------------------------------------------ the workbook
def test_the_workbook_works_the_scores_out_again(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    submit(workspace, hiring, MARA, 3, 3, 3, place=1)
    report = comparison_report(workspace, opening_id=hiring.opening.id)
    foot = Spreadsheet(next(lives(report))).foot
    results = tables(report)["results"]
    assert list(foot["rank"].values()) == [rank or "" for rank in cells(results, "rank")]
    assert list(foot["fit"].values()) == pytest.approx([100 * fit for fit in cells(results, "fit")])
    written = exports.export(workspace, report=report, path=tmp_path / "hiring.xlsx")
    assert "Scores" in written.sheets
    sheet = load_workbook(written.file)["Scores"]
    assert any(str(cell.value).startswith("=IF(SUM(") for row in sheet.iter_rows() for cell in row)


def test_the_sheet_of_one_candidate_has_no_rank(workspace: Workspace, hiring: Hiring) -> None:
    sheet = next(lives(candidate_report(workspace, application_id=hiring.applications[0].id)))
    assert [row.key for row in sheet.foot if "rank" in row.key] == []


@pytest.mark.parametrize("text", [text for text in HOSTILE[::2] if len(text.strip()) > 2])
def test_whatever_anybody_typed_stays_text_in_every_report(workspace: Workspace, text: str, tmp_path: Path) -> None:
    made = a_hiring(workspace, f"{text} A", "Elena")
    told = tuple(Rating(skill=skill, level=4, evidence=f"{text} E") for skill in SKILLS)
    for member in (MARA, ROSA):
        workspace.member = member
        submit_card(workspace, card_id=made.card(workspace, member).id, ratings=told, note=text)
    workspace.member = MARA
    candidates.add_note(workspace, application_id=made.applications[0].id, text=f"{text} N")
    decisions.decide(workspace, application=made.applications[0], decision=Decision.DECLINE, reason=f"{text} R")
    save_opening(workspace, opening=replace(made.opening, title=f"{text} O"))
    save_skill(workspace, skill=replace(skill_named(workspace, key="listening"), name=f"{text} S"))
    for number, report in enumerate(
        (
            hiring_report(workspace, **YEAR),
            comparison_report(workspace, opening_id=made.opening.id),
            candidate_report(workspace, application_id=made.applications[0].id),
            skills_report(workspace),
        )
    ):
        file = exports.export(workspace, report=report, path=tmp_path / f"{number}.xlsx").file
        ours = ("=IF(", "=SUM(", "=COUNT(", "=$", "=SUBTOTAL(")
        for sheet in load_workbook(file).worksheets:
            formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
            assert all(str(getattr(each, "text", each)).startswith(ours) for each in formulas), sheet.title
        plain = exports.export(workspace, report=report, path=tmp_path / f"{number}.csv").file
        with plain.open(encoding="utf-8-sig", newline="") as lines:
            read = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in read if cell.startswith(("=", "@", "\t", "\n", "＝"))]


def test_the_skill_matrix_holds_levels_gaps_and_trainings(workspace: Workspace) -> None:
    made = a_hiring(workspace)
    with workspace.work("Rate") as work:
        skill = work.catalogue.skills.where(key="listening")[0]
        profile = work.catalogue.profiles.where(key="helper")[0]
        work.catalogue.aims.add(RoleAim(member_id=ROSA.id, profile_id=profile.id, since=made.opening.opened_on))
        work.catalogue.levels.add(
            SkillLevel(
                member_id=ROSA.id, skill_id=skill.id, level=2, source=LevelSource.MANAGER, on_day=MONDAY_MORNING.date()
            )
        )
    report = reports.report(workspace, name="skills")
    found = tables(report)
    rows = {row[0]: row for row in found["matrix_1"].rows}
    assert 2 in rows["Listening"]
    worst = found["gaps"].rows[0]
    assert (worst[0], worst[2], worst[-2], worst[-1]) == (ROSA.name, "Listening", "below the minimum", "manager")
