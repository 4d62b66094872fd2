"""Scorecards are blind until submitted, for everyone; the first submission stays."""

import pytest

from csops.domain.errors import AlreadyDone, NotPermitted
from csops.domain.scorecards import CardState
from csops.services import history
from csops.services.candidates import list_applied
from csops.services.openings import retire_seat
from csops.services.scorecards import Hidden, change_card, give_up_card, plan_again, submit_card
from csops.services.workspace import Workspace
from tests.helpers.hiring import Hiring, a_hiring, a_third, ratings, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


def test_the_owner_on_the_panel_sees_no_rating_before_the_own_is_submitted(
    workspace: Workspace, hiring: Hiring
) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    seen = list_applied(workspace, opening_id=hiring.opening.id)[0].seen
    assert (seen.hidden, seen.levels) == (Hidden.BLIND, {})
    assert [card.ratings for card in seen.cards] == [(), ()]
    assert {card.state for card in seen.cards if card.member_id == ROSA.id} == {CardState.SUBMITTED}
    submit(workspace, hiring, MARA, 3, 3, None)
    seen = list_applied(workspace, opening_id=hiring.opening.id)[0].seen
    assert seen.levels[ROSA.id] == {"listening": 4, "writing": 3, "saturdays": 5}


def test_a_scorecard_sent_twice_is_said_to_be_there_already(workspace: Workspace, hiring: Hiring) -> None:
    card = submit(workspace, hiring, MARA, 4, 3, 5)
    with pytest.raises(AlreadyDone):
        submit_card(workspace, card_id=card.id, ratings=ratings(1, 1, 1))


def test_a_change_keeps_what_was_submitted_first_even_when_it_is_taken_back(
    workspace: Workspace, hiring: Hiring
) -> None:
    card = submit(workspace, hiring, MARA, 4, 3, 5)
    later = change_card(workspace, card_id=card.id, ratings=ratings(2, 3, 5))
    assert (later.was_changed, later.first) == (True, card.ratings)
    history.undo(workspace)
    history.undo(workspace)
    planned = hiring.card(workspace, MARA)
    assert (planned.state, planned.ratings, planned.first) == (CardState.PLANNED, (), card.ratings)


def test_nobody_fills_the_form_of_another(workspace: Workspace, hiring: Hiring) -> None:
    with pytest.raises(NotPermitted):
        submit_card(workspace, card_id=hiring.card(workspace, ROSA).id, ratings=ratings(4, 3, 5))


def test_who_gave_up_a_form_could_see_the_others_and_is_marked_so_when_it_is_filled(
    workspace: Workspace, hiring: Hiring
) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    card = give_up_card(workspace, card_id=hiring.card(workspace, MARA).id)
    assert list_applied(workspace, opening_id=hiring.opening.id)[0].seen.levels
    assert plan_again(workspace, card_id=card.id).saw_others


def test_taking_back_that_a_form_was_given_up_marks_it_too(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    retire_seat(workspace, seat_id=hiring.seats[0].id)
    history.undo(workspace)
    card = hiring.card(workspace, MARA)
    assert (card.state, card.saw_others) == (CardState.PLANNED, True)


def test_who_is_not_on_the_panel_sees_nothing(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        list_applied(workspace, opening_id=hiring.opening.id)
