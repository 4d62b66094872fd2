"""Interview sheets: what an interviewer takes along on paper, and nothing of what others rated."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from csops.domain.access import Role
from csops.domain.errors import InputError, NotFound, NotPermitted, NotUnderstood
from csops.domain.interview_sheets import InterviewSheet
from csops.pages.interview import SheetPages
from csops.services.interview_sheets import sheet_of_card, sheet_of_seat, sheets_of_opening, write_sheets
from csops.services.openings import save_opening, save_seat
from csops.services.workspace import Workspace
from tests.helpers.hiring import a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA
from tests.helpers.reports import HOSTILE

pytestmark = pytest.mark.usefixtures("qapp")


def names(sheets: list[InterviewSheet]) -> list[tuple[str, str]]:
    return [(each.interviewer, each.candidate) for each in sheets]


def test_each_interviewer_has_a_sheet_for_each_candidate_still_to_be_rated(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 4, 4, 4)
    sheets = sheets_of_opening(workspace, opening_id=hiring.opening.id)
    assert names(sheets) == [
        (MARA.name, "Ngozi Adeyemi"),
        (MARA.name, "Tobias Kern"),
        (ROSA.name, "Tobias Kern"),
    ]
    first = sheets[0]
    assert [each.skill.name for each in first.skills] == ["Listening", "Writing", "Saturdays"]
    assert first.skills[0].asked is not None
    assert first.notes[0].startswith("Rate what was said")


def test_a_question_of_the_plan_takes_the_place_of_the_catalogues(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    seat = save_seat(workspace, seat=replace(hiring.seats[0], questions={"listening": "What did I just say?"}))
    questions = [each.question for each in sheet_of_seat(workspace, seat_id=seat.id)[0].skills]
    assert questions == ["What did I just say?", "Tell me about writing", "Tell me about saturdays"]


def test_names_that_are_hidden_are_so_on_paper_whoever_prints(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, names_hidden=True)
    submit(workspace, hiring, MARA, 4, 4, 4)
    card = hiring.card(workspace, MARA, place=1)
    sheets = [
        *sheets_of_opening(workspace, opening_id=hiring.opening.id),
        *sheet_of_card(workspace, card_id=card.id),
    ]
    assert {each.candidate for each in sheets} == {"Candidate 1", "Candidate 2"}


def test_without_candidates_the_name_is_left_blank(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    empty = save_opening(workspace, opening=replace(hiring.opening, id=0, version=1, title="Nobody yet"))
    seat = save_seat(workspace, seat=replace(hiring.seats[0], id=0, version=1, opening_id=empty.id))
    assert names(sheet_of_seat(workspace, seat_id=seat.id)) == [(MARA.name, "")]


def test_nobody_planned_is_said(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    empty = save_opening(workspace, opening=replace(hiring.opening, id=0, version=1, title="Nobody yet"))
    with pytest.raises(InputError, match="nobody is to rate"):
        sheets_of_opening(workspace, opening_id=empty.id)


def test_only_who_may_see_an_opening_prints_its_sheets(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    card = hiring.card(workspace, MARA)
    workspace.member = a_third(workspace, role=Role.MANAGER)
    with pytest.raises(NotPermitted):
        sheets_of_opening(workspace, opening_id=hiring.opening.id)
    with pytest.raises(NotPermitted):
        sheet_of_seat(workspace, seat_id=hiring.seats[0].id)
    with pytest.raises(NotPermitted):
        sheet_of_card(workspace, card_id=card.id)
    with pytest.raises(NotFound):
        sheet_of_seat(workspace, seat_id=77)


def test_every_sheet_begins_a_page_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    sheets = sheets_of_opening(workspace, opening_id=a_hiring(workspace).opening.id)
    written = write_sheets(sheets, tmp_path / "sheets.pdf")
    assert written.file.read_bytes().startswith(b"%PDF")
    assert written.pages == len(sheets) == 4
    with pytest.raises(NotUnderstood):
        write_sheets(sheets, tmp_path / "sheets.xlsx")


def test_seven_skills_take_two_pages_at_most(workspace: Workspace) -> None:
    (sheet, *_) = sheets_of_opening(workspace, opening_id=a_hiring(workspace).opening.id)
    many = replace(sheet, skills=(sheet.skills * 3)[:7])
    assert SheetPages([many]).count <= 2


def test_whatever_anybody_typed_can_be_painted(workspace: Workspace) -> None:
    (sheet, *_) = sheets_of_opening(workspace, opening_id=a_hiring(workspace).opening.id)
    long = "Tell me everything " * 300
    skills = tuple(
        replace(each, question=f"{text} {long}", skill=replace(each.skill, name=text, anchors=(text,) * 5))
        for each, text in zip(sheet.skills * 20, HOSTILE, strict=False)
    )
    pages = SheetPages([replace(sheet, candidate=HOSTILE[0], opening=HOSTILE[4], skills=skills)])
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for number in range(pages.count):
        pages.paint(painter, number)
    painter.end()
    assert pages.count > 10


def test_no_sheet_is_one_blank_page(tmp_path: Path) -> None:
    assert write_sheets([], tmp_path / "none.pdf").pages == 1
