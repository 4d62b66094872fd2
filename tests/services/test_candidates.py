"""Candidates: applying, who may know who it is, ties, notes, files; on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Candidate, Tie, TieKind
from csops.domain.errors import AlreadyDone, FileRefused, InputError, NotFound, NotPermitted, OutOfRange
from csops.domain.openings import OpeningState
from csops.domain.people import Member
from csops.domain.scorecards import CardState
from csops.services import history
from csops.services.candidate_files import keep_paper, list_papers, paper_to_open, remove_paper, save_paper_copy
from csops.services.candidate_privacy import erase_candidate
from csops.services.candidate_view import candidate_view
from csops.services.candidates import (
    add_note,
    apply,
    likely_same,
    list_applied,
    save_candidate,
    tie_member,
    untie_member,
)
from csops.services.openings import close_opening, save_opening
from csops.services.people import save_member
from csops.services.scorecards import Hidden
from csops.services.workspace import Workspace
from csops.storage.files import LARGEST
from tests.helpers.hiring import DAY, Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA

NGOZI = Candidate(name="Ngozi Adeyemi", email="ngozi@example.org", phone="0171 5550142", came_on=DAY)


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


@pytest.fixture
def hidden(workspace: Workspace) -> Hiring:
    return a_hiring(workspace, names_hidden=True)


def as_rosa(workspace: Workspace) -> None:
    workspace.member = ROSA


# ------------------------------------------------------------ applying
def test_nobody_applies_twice_for_one_opening(workspace: Workspace, hiring: Hiring) -> None:
    with workspace.read() as work:
        ngozi = work.hiring.candidates.get(hiring.applications[0].candidate_id)
    with pytest.raises(AlreadyDone):
        apply(workspace, candidate=ngozi, opening_id=hiring.opening.id)


def test_nobody_applies_for_an_opening_that_is_closed(workspace: Workspace, hiring: Hiring) -> None:
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    with pytest.raises(InputError, match="not open any more"):
        apply(workspace, candidate=replace(NGOZI, name="Elena Vasquez"), opening_id=hiring.opening.id)
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.OPEN)
    assert apply(workspace, candidate=replace(NGOZI, name="Elena Vasquez"), opening_id=hiring.opening.id).number == 3


def test_an_interviewer_who_left_holds_nobody_up(workspace: Workspace, hiring: Hiring) -> None:
    save_member(workspace, member=replace(ROSA, active=False))
    assert hiring.card(workspace, ROSA).state is CardState.LAPSED
    assert [one.asked for one in list_applied(workspace, opening_id=hiring.opening.id)] == [1, 1]


def test_a_candidate_erased_meanwhile_is_not_there(workspace: Workspace, hiring: Hiring) -> None:
    erase_candidate(workspace, candidate_id=hiring.applications[0].candidate_id)
    with pytest.raises(NotFound):
        candidate_view(workspace, application_id=hiring.applications[0].id)
    with pytest.raises(NotFound):
        add_note(workspace, application_id=hiring.applications[0].id, text="Late")


# ------------------------------------------------------------ who it is
def test_a_hidden_name_is_told_by_nothing_until_one_has_rated(workspace: Workspace, hidden: Hiring) -> None:
    candidate_id = hidden.applications[0].candidate_id
    workspace.member = replace(ROSA, role=Role.MANAGER)
    view = candidate_view(workspace, application_id=hidden.applications[0].id)
    assert (view.candidate, view.papers, view.ties, view.twins, view.others) == (None, (), (), (), ())
    assert "Ngozi" not in repr(view)
    assert likely_same(workspace, candidate=NGOZI) == []
    for ask in (
        lambda: list_papers(workspace, candidate_id=candidate_id),
        lambda: save_candidate(workspace, candidate=replace(NGOZI, id=candidate_id)),
        lambda: keep_paper(workspace, candidate_id=candidate_id, content=b"CV"),
    ):
        with pytest.raises(NotPermitted, match="before rating"):
            ask()
    submit(workspace, hidden, replace(ROSA, role=Role.MANAGER), 4, 3, 5)
    seen = candidate_view(workspace, application_id=hidden.applications[0].id)
    assert seen.candidate is not None
    assert seen.candidate.name == "Ngozi Adeyemi"


def test_a_name_is_not_told_by_another_opening_of_the_same_person(workspace: Workspace, hidden: Hiring) -> None:
    candidate_id = hidden.applications[0].candidate_id
    submit(workspace, hidden, MARA, 4, 3, 5)
    with workspace.read() as work:
        ngozi = work.hiring.candidates.get(candidate_id)
    second = a_hiring(workspace, "Tobias Kern")
    also = apply(workspace, candidate=ngozi, opening_id=second.opening.id)
    as_rosa(workspace)
    view = candidate_view(workspace, application_id=also.id)
    assert view.applied.name == "Ngozi Adeyemi"
    assert view.others == ()
    workspace.member = MARA
    assert [one.title for one in candidate_view(workspace, application_id=also.id).others] == ["Weekend help"]


def test_who_is_not_on_the_panel_sees_no_page_and_no_file(workspace: Workspace, hiring: Hiring) -> None:
    paper = keep_paper(workspace, candidate_id=hiring.applications[0].candidate_id, content=b"CV", name="cv.txt")
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        candidate_view(workspace, application_id=hiring.applications[0].id)
    with pytest.raises(NotPermitted):
        paper_to_open(workspace, paper_id=paper.id, folder=Path())


def test_likely_the_same_are_found_by_mail_phone_or_name(workspace: Workspace, hiring: Hiring) -> None:
    kept = save_candidate(workspace, candidate=replace(NGOZI, name="N. Adeyemi"))
    found = likely_same(workspace, candidate=replace(NGOZI, name="Somebody", email="NGOZI@example.org", phone=""))
    assert found == [kept]
    assert likely_same(workspace, candidate=Candidate(name="x", phone="+49 171 5550142", came_on=DAY)) == [kept]
    names = [one.name for one in likely_same(workspace, candidate=Candidate(name="tobias  kern", came_on=DAY))]
    assert (names, len(hiring.applications)) == (["Tobias Kern"], 2)


# ------------------------------------------------------------ ties
def test_a_relative_never_sees_the_scorecards_nor_files_nor_notes(workspace: Workspace, hiring: Hiring) -> None:
    candidate_id = hiring.applications[0].candidate_id
    keep_paper(workspace, candidate_id=candidate_id, content=b"CV", name="cv.txt")
    submit(workspace, hiring, MARA, 4, 3, 5)
    add_note(workspace, application_id=hiring.applications[0].id, text="Calm")
    tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=ROSA.id))
    as_rosa(workspace)
    view = candidate_view(workspace, application_id=hiring.applications[0].id)
    assert (view.applied.seen.hidden, view.applied.seen.cards, view.notes, view.papers) == (Hidden.TIED, (), (), ())
    with pytest.raises(NotPermitted, match="somebody close"):
        list_papers(workspace, candidate_id=candidate_id)
    assert hiring.card(workspace, ROSA).state is CardState.LAPSED


def test_everybody_on_the_panel_says_of_themselves_that_they_are_close(workspace: Workspace, hiring: Hiring) -> None:
    candidate_id = hiring.applications[0].candidate_id
    as_rosa(workspace)
    with pytest.raises(NotPermitted):
        tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=MARA.id))
    tie = tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=ROSA.id, kind=TieKind.SELF))
    with pytest.raises(NotPermitted):
        untie_member(workspace, tie_id=tie.id)
    workspace.member = MARA
    untie_member(workspace, tie_id=tie.id)
    assert hiring.card(workspace, ROSA).state is CardState.LAPSED, "who gave up does not rate by itself again"


def test_a_manager_of_other_openings_cannot_shut_somebody_out(workspace: Workspace, hiring: Hiring) -> None:
    other = save_member(workspace, member=Member(name="Tomasz Reyes", role=Role.MANAGER))
    workspace.member = other
    with pytest.raises(NotPermitted):
        tie_member(workspace, tie=Tie(candidate_id=hiring.applications[0].candidate_id, member_id=MARA.id))


# ------------------------------------------------------------ files
def test_a_program_is_kept_and_never_opened(workspace: Workspace, hiring: Hiring, tmp_path: Path) -> None:
    candidate_id = hiring.applications[0].candidate_id
    program = keep_paper(workspace, candidate_id=candidate_id, content=b"MZ\x90\x00", name="cv.pdf")
    with pytest.raises(FileRefused, match="may be a program"):
        paper_to_open(workspace, paper_id=program.id, folder=tmp_path)
    pdf = keep_paper(workspace, candidate_id=candidate_id, content=b"%PDF-1.7", name="cv.exe")
    assert paper_to_open(workspace, paper_id=pdf.id, folder=tmp_path).name == "cv.pdf"
    save_paper_copy(workspace, paper_id=program.id, path=tmp_path / "copy.bin")
    assert (tmp_path / "copy.bin").read_bytes() == b"MZ\x90\x00"


def test_the_same_file_twice_is_one_and_too_large_a_one_is_refused(workspace: Workspace, hiring: Hiring) -> None:
    candidate_id = hiring.applications[0].candidate_id
    one = keep_paper(workspace, candidate_id=candidate_id, content=b"CV", name="cv.txt")
    assert keep_paper(workspace, candidate_id=candidate_id, content=b"CV", name="again.txt") == one
    with pytest.raises(OutOfRange, match="25 MB"):
        keep_paper(workspace, candidate_id=candidate_id, content=bytes(LARGEST + 1), name="film.bin")


def test_a_removed_file_comes_back(workspace: Workspace, hiring: Hiring) -> None:
    candidate_id = hiring.applications[0].candidate_id
    paper = keep_paper(workspace, candidate_id=candidate_id, content=b"CV", name="cv.txt")
    remove_paper(workspace, paper_id=paper.id)
    assert list_papers(workspace, candidate_id=candidate_id) == []
    history.undo(workspace)
    assert [one.name for one in list_papers(workspace, candidate_id=candidate_id)] == ["cv.txt"]


def test_only_who_added_it_or_runs_the_opening_removes_a_file(workspace: Workspace, hiring: Hiring) -> None:
    candidate_id = hiring.applications[0].candidate_id
    paper = keep_paper(workspace, candidate_id=candidate_id, content=b"CV", name="cv.txt")
    as_rosa(workspace)
    with pytest.raises(NotPermitted):
        remove_paper(workspace, paper_id=paper.id)
    mine = keep_paper(workspace, candidate_id=candidate_id, content=b"Sample", name="sample.txt")
    remove_paper(workspace, paper_id=mine.id)


def test_the_profile_of_a_role_is_no_scorecard_of_values(workspace: Workspace, hiring: Hiring) -> None:
    twice = replace(hiring.opening, values_version_id=hiring.opening.profile_version_id)
    with pytest.raises(InputError, match="is the profile of a role"):
        save_opening(workspace, opening=twice)
