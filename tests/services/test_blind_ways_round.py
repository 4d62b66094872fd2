"""Changing the plan, taking back and doing again neither let anybody see early nor hide that somebody could see."""

from dataclasses import replace

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Tie
from csops.domain.errors import InputError, NotPermitted
from csops.domain.openings import Seat
from csops.domain.people import Member
from csops.domain.scorecards import CardState
from csops.services import history, views
from csops.services.candidates import tie_member
from csops.services.interview_plan import share_out_skills
from csops.services.openings import retire_seat, save_seat
from csops.services.people import save_member
from csops.services.scorecards import Hidden, card_form, give_up_card, hidden_from, keep_card_draft, plan_again
from csops.services.workspace import Workspace
from tests.helpers.hiring import SKILLS, Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


def hidden(workspace: Workspace, hiring: Hiring, member: Member) -> Hidden | None:
    """Return why a member does not see the ratings of the first candidate."""
    before, workspace.member = workspace.member, member
    with workspace.read() as work:
        found = hidden_from(workspace, work, application=hiring.applications[0])
    workspace.member = before
    return found


def a_seat(workspace: Workspace, hiring: Hiring, member: Member) -> Seat:
    return save_seat(workspace, seat=Seat(opening_id=hiring.opening.id, member_id=member.id, skills=SKILLS))


def test_taking_back_a_change_of_the_plan_opens_nobodys_eyes(workspace: Workspace) -> None:
    tomasz = a_third(workspace)
    hiring = a_hiring(workspace, members=(MARA, ROSA, tomasz))
    submit(workspace, hiring, tomasz, 4, 3, 5)
    share_out_skills(workspace, opening_id=hiring.opening.id)
    for step in (history.undo, history.redo, history.undo):
        step(workspace)
        assert [hidden(workspace, hiring, member) for member in (MARA, ROSA)] == [Hidden.BLIND, Hidden.BLIND]


def test_who_comes_late_to_the_panel_is_as_blind_as_the_others(workspace: Workspace, hiring: Hiring) -> None:
    tomasz = a_third(workspace)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    a_seat(workspace, hiring, tomasz)
    assert hidden(workspace, hiring, tomasz) is Hidden.BLIND
    history.undo(workspace)
    history.redo(workspace)
    assert hidden(workspace, hiring, tomasz) is Hidden.BLIND
    assert not hiring.card(workspace, tomasz).saw_others


def test_an_owner_who_comes_late_could_see_and_is_marked(workspace: Workspace, hiring: Hiring) -> None:
    other = a_third(workspace, role=Role.OWNER)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    a_seat(workspace, hiring, other)
    assert hiring.card(workspace, other).saw_others


def test_a_part_of_the_plan_taken_back_and_done_again_marks_who_could_see_between(
    workspace: Workspace, hiring: Hiring
) -> None:
    other = a_third(workspace, role=Role.OWNER)
    a_seat(workspace, hiring, other)
    assert not hiring.card(workspace, other).saw_others
    history.undo(workspace)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    history.redo(workspace)
    assert hiring.card(workspace, other).saw_others


def test_who_took_a_part_over_is_marked_where_they_could_see_before(workspace: Workspace) -> None:
    tomasz = a_third(workspace)
    hiring = a_hiring(workspace, members=(ROSA, tomasz))
    submit(workspace, hiring, ROSA, 4, 3, 5)
    save_seat(workspace, seat=replace(hiring.seats[1], member_id=MARA.id))
    assert hiring.card(workspace, MARA).saw_others
    history.undo(workspace)
    card = hiring.card(workspace, tomasz)
    assert (card.member_id, card.saw_others, hidden(workspace, hiring, tomasz)) == (tomasz.id, False, Hidden.BLIND)


def test_a_part_handed_over_takes_neither_mark_nor_draft_along(workspace: Workspace, hiring: Hiring) -> None:
    tomasz = a_third(workspace, role=Role.AGENT)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    card = hiring.card(workspace, MARA)
    keep_card_draft(workspace, card_id=card.id, value={"note": "Half a thought"})
    give_up_card(workspace, card_id=card.id)
    assert plan_again(workspace, card_id=card.id).saw_others
    save_seat(workspace, seat=replace(hiring.seats[0], member_id=tomasz.id))
    assert hidden(workspace, hiring, tomasz) is Hidden.BLIND
    with workspace.read() as work:
        assert work.drafts.get(member_id=MARA.id, form=card_form(card.id)) is None


def test_a_part_in_which_something_was_submitted_once_is_not_handed_over(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    workspace.member = ROSA
    history.undo(workspace)
    workspace.member = MARA
    with pytest.raises(InputError, match="submitted already"):
        save_seat(workspace, seat=replace(hiring.seats[1], member_id=MARA.id))


def test_who_is_shut_out_for_a_while_and_let_in_again_is_blind_as_before(workspace: Workspace, hiring: Hiring) -> None:
    """A tie, a seat or a membership taken away and put back: an interviewer could see nothing between."""
    submit(workspace, hiring, MARA, 4, 3, 5)
    tie = Tie(candidate_id=hiring.applications[0].candidate_id, member_id=ROSA.id)
    for shut_out in (
        lambda: tie_member(workspace, tie=tie),
        lambda: retire_seat(workspace, seat_id=hiring.seats[1].id),
        lambda: save_member(workspace, member=replace(ROSA, active=False)),
    ):
        shut_out()
        assert hiring.card(workspace, ROSA).state is CardState.LAPSED
        history.undo(workspace)
        card = hiring.card(workspace, ROSA)
        assert (card.state, card.saw_others) == (CardState.PLANNED, False)
        assert hidden(workspace, hiring, ROSA) is Hidden.BLIND


def test_what_another_is_noting_on_a_candidate_is_asked_for_by_nobody_else(
    workspace: Workspace, hiring: Hiring
) -> None:
    form = f"candidate_note.{hiring.applications[0].id}"
    workspace.member = ROSA
    views.keep_draft(workspace, form=form, value={"text": "a secret"})
    workspace.member = MARA
    with pytest.raises(NotPermitted):
        views.get_draft(workspace, form=form, writer=ROSA)
