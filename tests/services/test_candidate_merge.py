"""Two records of one person made one, and two again; on both databases."""

from dataclasses import replace

import pytest

from csops.domain.candidates import Candidate, Tie, joined
from csops.domain.errors import InputError, NotPermitted
from csops.domain.openings import Stage
from csops.domain.scorecards import CardState
from csops.services import history
from csops.services.candidate_files import keep_paper, list_papers
from csops.services.candidate_merge import merge_candidates, preview_merge
from csops.services.candidate_privacy import erase_candidate
from csops.services.candidate_view import candidate_view
from csops.services.candidates import add_note, list_applied, save_candidate, tie_member
from csops.services.scorecards import keep_card_draft
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.hiring import DAY, Hiring, a_hiring, submit
from tests.helpers.marked import MARK, found_in_tables
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """One person applied twice for one opening."""
    return a_hiring(workspace, "Ngozi Adeyemi", "N. Adeyemi")


def merge(workspace: Workspace, hiring: Hiring) -> Candidate:
    stays, goes = (one.candidate_id for one in hiring.applications)
    return merge_candidates(workspace, stays_id=stays, goes_id=goes)


def test_what_only_the_other_says_is_taken_over() -> None:
    stays = Candidate(name="Ngozi Adeyemi", email="n@example.org", came_on=DAY)
    goes = Candidate(
        name="N. Adeyemi", email="old@example.org", phone="0171", came_on=DAY.replace(day=1), consent_at=MONDAY_MORNING
    )
    after = joined(stays, goes)
    assert (after.name, after.email, after.phone, after.came_on) == (
        "Ngozi Adeyemi",
        "n@example.org",
        "0171",
        goes.came_on,
    )
    assert after.consent_at == MONDAY_MORNING


def test_a_hold_on_either_holds() -> None:
    goes = Candidate(name="N", came_on=DAY, hold=True, hold_reason="Claim of 3 March")
    after = joined(Candidate(name="Ngozi", came_on=DAY), goes)
    assert (after.hold, after.hold_reason) == (True, "Claim of 3 March")


def test_two_applications_for_one_opening_become_one(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5, place=1)
    add_note(workspace, application_id=hiring.applications[1].id, text="Calm")
    with workspace.work("Move") as work:
        work.hiring.applications.update(replace(hiring.applications[1], stage=Stage.INTERVIEW))
    kept = merge(workspace, hiring)
    [one] = list_applied(workspace, opening_id=hiring.opening.id)
    assert (one.name, one.application.stage) == (kept.name, Stage.INTERVIEW)
    states = {card.member_id: card.state for card in one.seen.cards}
    assert states == {MARA.id: CardState.PLANNED, ROSA.id: CardState.SUBMITTED}
    assert [note.text for note in candidate_view(workspace, application_id=one.id).notes] == ["Calm"]


def test_an_undo_makes_them_two_again(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5, place=1)
    before = [(one.name, one.finished, one.asked) for one in list_applied(workspace, opening_id=hiring.opening.id)]
    merge(workspace, hiring)
    history.undo(workspace)
    after = [(one.name, one.finished, one.asked) for one in list_applied(workspace, opening_id=hiring.opening.id)]
    assert after == before


def test_two_that_one_person_rated_stay_two(workspace: Workspace, hiring: Hiring) -> None:
    for place in (0, 1):
        submit(workspace, hiring, ROSA, 4, 3, 5, place=place)
    with pytest.raises(InputError, match="rated both"):
        merge(workspace, hiring)
    assert len(list_applied(workspace, opening_id=hiring.opening.id)) == 2


def test_what_was_being_typed_on_either_goes_on(workspace: Workspace, hiring: Hiring) -> None:
    card = hiring.card(workspace, MARA, place=1)
    keep_card_draft(workspace, card_id=card.id, value={"note": "Begun"})
    merge(workspace, hiring)
    stays = hiring.card(workspace, MARA)
    with workspace.read() as work:
        draft = work.drafts.get(member_id=MARA.id, form=f"scorecard.{stays.id}")
    assert draft is not None
    assert draft[0]["note"] == "Begun"


def test_who_saw_the_ratings_of_one_is_marked_on_what_still_waits(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5, place=0)
    submit(workspace, hiring, MARA, 4, 3, 5, place=0)
    card = hiring.card(workspace, MARA, place=1)
    with workspace.work("Another round") as work:
        seat = work.hiring.seats.add(replace(hiring.seats[0], id=0, version=1, round=2))
        work.hiring.scorecards.update(replace(card, seat_id=seat.id, round=2))
    merge(workspace, hiring)
    waiting = [
        card
        for card in list_applied(workspace, opening_id=hiring.opening.id)[0].seen.cards
        if card.member_id == MARA.id and card.state is CardState.PLANNED
    ]
    assert [card.saw_others for card in waiting] == [True]


def test_files_and_ties_go_over(workspace: Workspace, hiring: Hiring) -> None:
    stays, goes = (one.candidate_id for one in hiring.applications)
    keep_paper(workspace, candidate_id=goes, content=b"CV", name="cv.txt")
    for candidate_id in (stays, goes):
        tie_member(workspace, tie=Tie(candidate_id=candidate_id, member_id=ROSA.id))
    preview = preview_merge(workspace, stays_id=stays, goes_id=goes)
    assert (preview.applications, preview.files, preview.same_openings) == (0, 1, ("Weekend help",))
    merge(workspace, hiring)
    assert [one.name for one in list_papers(workspace, candidate_id=stays)] == ["cv.txt"]
    view = candidate_view(workspace, application_id=hiring.applications[0].id)
    assert [tie.member_id for tie in view.ties] == [ROSA.id]


def test_one_is_not_merged_with_itself(workspace: Workspace, hiring: Hiring) -> None:
    stays = hiring.applications[0].candidate_id
    with pytest.raises(InputError, match="one and the same"):
        merge_candidates(workspace, stays_id=stays, goes_id=stays)


def test_who_does_not_run_their_openings_merges_nobody(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = ROSA
    with pytest.raises(NotPermitted):
        merge(workspace, hiring)


@pytest.mark.parametrize("is_bare", [True, False])
def test_an_erasure_finds_what_was_known_of_the_one_that_was_merged(workspace: Workspace, is_bare: bool) -> None:
    hiring = a_hiring(workspace, "Ngozi Adeyemi", f"{MARK} Adeyemi")
    stays, goes = (one.candidate_id for one in hiring.applications)
    if is_bare:
        goes = save_candidate(workspace, candidate=Candidate(name=f"{MARK} Bare", came_on=DAY)).id
        erase_candidate(workspace, candidate_id=hiring.applications[1].candidate_id)
    merge_candidates(workspace, stays_id=stays, goes_id=goes)
    erase_candidate(workspace, candidate_id=stays)
    assert found_in_tables(workspace) == []


def test_nothing_of_a_rating_is_lost(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 2, 3, 5, place=1)
    submit(workspace, hiring, MARA, 4, 3, 5, place=0)
    merge(workspace, hiring)
    [one] = list_applied(workspace, opening_id=hiring.opening.id)
    assert one.seen.levels[ROSA.id] == {"listening": 2, "writing": 3, "saturdays": 5}
    assert one.seen.levels[MARA.id] == {"listening": 4, "writing": 3, "saturdays": 5}
