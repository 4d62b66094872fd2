"""Answers from a survey tool's file: every row counted, respondents found, scales never mixed, taken back whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.errors import NotFound
from csops.domain.survey_lines import AnswerQuestion
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.imports.guesses import Guess
from csops.imports.mapping import TableKind, Target
from csops.imports.reading import Reading
from csops.services import history, imports, surveys
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from tests.helpers.records import ROSA, a_customer, kept_contact

HEAD = "Response ID,Sent,Answered at,Email,Ticket,Agent,Satisfaction,How easy was it? (1-7),Comment\n"


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Ada, with a case that another program calls T-9; and Bo, by phone."""
    with workspace.work("Prepare") as work:
        work.settings.keep_mapping("calendar", {"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"]}})
        ada = work.customers.add(a_customer(emails=("ada@example.com",), number="K-1"))
        work.customers.add(a_customer(name="Bo Lund", phones=("+49 171 5550142",)))
        kept_contact(work, customer_id=ada.id, number="T-9")
    return workspace


def read(workspace: Workspace, folder: Path, text: str) -> tuple[Path, Reading, Guess]:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    reading = imports.read_file(path=path)
    return path, reading, imports.guess(workspace, reading=reading, kind=TableKind.SURVEYS)


def bring(workspace: Workspace, folder: Path, text: str) -> Imported:
    path, reading, guess = read(workspace, folder, text)
    assert guess.is_enough, guess.questions
    return imports.import_file(workspace, path=path, reading=reading, mapping=guess.mapping, zone="UTC")


def counts(found: Imported) -> tuple[int, int, int, int, int]:
    assert found.read == found.new + found.updated + found.skipped + found.left_out
    return found.read, found.new, found.updated, found.skipped, found.left_out


def kept(workspace: Workspace) -> list[SurveyAnswer]:
    with workspace.read() as work:
        return work.care.answers.all()


def test_a_file_with_words_becomes_answers_of_whom_we_know(shop: Workspace, tmp_path: Path) -> None:
    rows = (
        "R1,2026-02-26 09:00,2026-02-27 10:00,ADA@example.com,T-9,RO,Very satisfied,7,Quick\n"
        "R2,2026-02-26 09:00,2026-02-28 11:00,nobody@example.org,,,Dissatisfied,2,Slow\n"
        "R3,2026-02-26 09:00,,ada@example.com,,,,,\n"
        "R4,2026-02-26 09:00,2026-02-27 12:00,ada@example.com,#1,,Satisfied,9,\n"
        "R5,2026-02-26 09:00,2026-02-25,ada@example.com,,,Neutral,4,\n"
        "R6,2026-02-26 09:00,2026-02-27,,T-9,,Very dissatisfied,,\n"
    )
    found = bring(shop, tmp_path, HEAD + rows)
    assert counts(found) == (6, 4, 0, 0, 2)
    assert [(one.row, one.column) for one in found.problems] == [(5, "How easy was it? (1-7)"), (6, "Answered at")]
    assert "CES goes from 1 to 7" in found.problems[0].reason
    assert "An answer comes after its question" in found.problems[1].reason
    first, effort, *rest = kept(shop)
    assert (first.kind, first.value, first.wording, first.comment) == (AnswerKind.CSAT, 5, "Satisfaction", "")
    assert (effort.kind, effort.value, effort.high, effort.comment) == (AnswerKind.CES, 7, 7, "Quick")
    assert (first.customer_id, first.case_id, first.member_id, first.number) == (1, 1, ROSA.id, "R1")
    assert [(one.number, one.value, one.customer_id) for one in rest] == [
        ("R2", 2, None), ("R2", 2, None), ("R3", None, 1), ("R3", None, 1), ("R6", 1, 1),
    ]  # fmt: skip
    assert found.notes == (
        "2 questions were asked without an answer",
        "1 response is kept as of nobody known here",
        "1 low answer is put down to be followed up",
    )
    with shop.read() as work:
        assert [one.case_id for one in work.follow_ups.where(kind=FollowUpKind.ANSWER)] == [1]
    (csat, ces) = surveys.answer_scores(shop, question=AnswerQuestion())
    assert (csat.n, csat.good, csat.asked, ces.n, ces.good) == (3, 1, 4, 2, 1)
    history.undo_import(shop, import_id=found.import_id or 0)
    assert kept(shop) == []


def test_the_same_response_comes_once_and_a_late_answer_is_filled_in(shop: Workspace, tmp_path: Path) -> None:
    head = "Response ID,Sent,Answered at,Email,NPS (0-10)\n"
    asked = "R1,2026-02-20,,ada@example.com,\nR2,2026-02-20,2026-02-21,ada@example.com,9\n"
    assert counts(bring(shop, tmp_path, head + asked)) == (2, 2, 0, 0, 0)
    later = "R1,2026-02-20,2026-02-25,ada@example.com,10\nR2,2026-02-20,2026-02-21,ada@example.com,9\n"
    found = bring(shop, tmp_path, head + later + "R3,2026-02-20,,,\nR3,2026-02-20,,,\n")
    assert counts(found) == (4, 1, 1, 2, 0)
    assert [(one.number, one.value) for one in kept(shop)] == [("R1", 10), ("R2", 9), ("R3", None)]


def test_without_numbers_the_same_answers_are_known_again(shop: Workspace, tmp_path: Path) -> None:
    text = "Date,Customer,Stars,Review\n2026-02-20,Bo Lund,★★★★☆,Nice\n2026-02-20,Bo Lund,★★★★☆,Nice\n"
    assert counts(bring(shop, tmp_path, text)) == (2, 2, 0, 0, 0)
    assert counts(bring(shop, tmp_path, text + "2026-02-21,Ada Brandt,★☆☆☆☆,Bad\n")) == (3, 1, 0, 2, 0)
    assert [(one.kind, one.value, one.customer_id, one.comment) for one in kept(shop)] == [
        (AnswerKind.STARS, 4, 2, "Nice"), (AnswerKind.STARS, 4, 2, "Nice"), (AnswerKind.STARS, 1, 1, "Bad"),
    ]  # fmt: skip


def test_nps_of_1_to_10_is_kept_out_of_every_score_and_that_of_0_to_10_is_not(shop: Workspace, tmp_path: Path) -> None:
    rows = [f"2026-02-2{n % 9},{value}\n" for n, value in enumerate([1, 5, 8, 9, 10, 10])]
    foreign = bring(shop, tmp_path, "Date,NPS\n" + "".join(rows))
    assert foreign.notes[0] == (
        "“NPS” goes from 1 to 10, which no NPS is counted on: 6 answers are kept, and count in no score"
    )
    assert surveys.answer_scores(shop, question=AnswerQuestion()) == ()
    bring(shop, tmp_path, "Date,Recommend us?\n2026-02-21,0\n2026-02-21,9\n2026-02-21,10\n")
    (nps,) = surveys.answer_scores(shop, question=AnswerQuestion())
    assert (nps.n, round(nps.value or 0, 1)) == (3, 33.3)
    assert surveys.count_answers(shop, question=AnswerQuestion()) == 9


def test_comment_cards_without_a_rating_are_comments(shop: Workspace, tmp_path: Path) -> None:
    bring(shop, tmp_path, "Date,Phone,Comment\n2026-02-20,+49 171 5550142,The bench outside is wet\n")
    (one,) = kept(shop)
    assert (one.kind, one.comment, one.customer_id, one.value) == (
        AnswerKind.COMMENT, "The bench outside is wet", 2, None,
    )  # fmt: skip


def test_a_case_of_somebody_else_is_not_taken_over(shop: Workspace, tmp_path: Path) -> None:
    text = "Date,Phone,Ticket,Customer number,CSAT\n2026-02-20,+49 (171) 555 0142,T-9,,4\n2026-02-20,,,K-1,4\n"
    found = bring(shop, tmp_path, text)
    assert [(one.customer_id, one.case_id) for one in kept(shop)] == [(2, None), (1, None)]
    assert "a case of somebody else" in found.remarks[0].reason


def test_old_low_answers_open_no_follow_up(shop: Workspace, tmp_path: Path) -> None:
    found = bring(shop, tmp_path, "Date,Email,CSAT\n2025-02-20,ada@example.com,1\n2025-02-21,ada@example.com,5\n")
    assert found.notes == ()
    with shop.read() as work:
        assert work.follow_ups.where(kind=FollowUpKind.ANSWER) == []


def test_a_rating_whose_question_nobody_names_is_asked(shop: Workspace, tmp_path: Path) -> None:
    path, reading, guess = read(shop, tmp_path, "Date,Q1\n2026-02-20,4\n2026-02-21,2\n")
    assert not guess.is_enough
    (asked,) = guess.mapping.columns_to(Target.ANSWER)
    said = guess.undecided().with_column(replace(asked, answer="csat", scale=None))
    chosen = imports.completed(shop, reading=reading, mapping=said)
    assert chosen.is_enough
    imports.import_file(shop, path=path, reading=reading, mapping=chosen.mapping)
    assert [one.value for one in kept(shop)] == [4, 2]


def test_an_undone_import_is_gone(shop: Workspace) -> None:
    with pytest.raises(NotFound):
        history.undo_import(shop, import_id=1)
