"""The plan of an opening: who rates what, whose scorecards wait, and what a change of it does to them."""

import pytest

from csops.domain.errors import InputError, NotPermitted
from csops.domain.interview_plan import Gap
from csops.domain.openings import Seat
from csops.domain.scorecards import CardState
from csops.services import history
from csops.services.interview_plan import interview_plan, share_out_skills, tick_skill
from csops.services.openings import save_seat
from csops.services.scorecards import give_up_card
from csops.services.workspace import Workspace
from tests.helpers.hiring import Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    return a_hiring(workspace)


def test_the_plan_says_who_rates_what_and_whose_forms_wait(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    plan = interview_plan(workspace, opening_id=hiring.opening.id)
    assert [row.key for row in plan.rows] == ["listening", "writing", "saturdays"]
    assert [(seat.name, seat.finished, seat.waiting) for seat in plan.seats] == [(MARA.name, 0, 2), (ROSA.name, 1, 1)]
    late = [(one.member, one.who) for one in plan.open_cards if one.is_late]
    assert late == [(MARA.name, "Ngozi Adeyemi")]
    assert (plan.finished, plan.panel, plan.may_run) == (1, 2, True)


def test_a_skill_taken_from_a_part_goes_from_its_forms_too(workspace: Workspace, hiring: Hiring) -> None:
    tick_skill(workspace, seat_id=hiring.seats[1].id, skill="writing", rates=False)
    assert hiring.card(workspace, ROSA).skills == ("listening", "saturdays")
    plan = interview_plan(workspace, opening_id=hiring.opening.id)
    assert plan.rows[1].cover.gap(panel=plan.panel) is Gap.ONE_ONLY
    history.undo(workspace)
    assert hiring.card(workspace, ROSA).skills == ("listening", "writing", "saturdays")


def test_the_last_skill_of_a_part_and_a_part_in_use_stay(workspace: Workspace, hiring: Hiring) -> None:
    submit(workspace, hiring, ROSA, 4, 3, 5)
    with pytest.raises(InputError):
        tick_skill(workspace, seat_id=hiring.seats[1].id, skill="writing", rates=False)
    with pytest.raises(InputError):
        tick_skill(workspace, seat_id=hiring.seats[0].id, skill="juggling", rates=True)
    for skill in ("writing", "saturdays"):
        tick_skill(workspace, seat_id=hiring.seats[0].id, skill=skill, rates=False)
    with pytest.raises(InputError):
        tick_skill(workspace, seat_id=hiring.seats[0].id, skill="listening", rates=False)


def test_skills_are_shared_out_among_three_as_one_act(workspace: Workspace, hiring: Hiring) -> None:
    third = a_third(workspace)
    save_seat(workspace, seat=Seat(opening_id=hiring.opening.id, member_id=third.id, skills=("saturdays",)))
    share_out_skills(workspace, opening_id=hiring.opening.id)
    plan = interview_plan(workspace, opening_id=hiring.opening.id)
    assert [len(row.cover.raters) for row in plan.rows] == [2, 2, 2]
    assert [len(seat.seat.skills) for seat in plan.seats] == [2, 2, 2]
    assert not plan.can_share
    with pytest.raises(InputError):
        share_out_skills(workspace, opening_id=hiring.opening.id)
    history.undo(workspace)
    assert len(interview_plan(workspace, opening_id=hiring.opening.id).seats[0].seat.skills) == 3


def test_who_does_not_run_the_opening_reads_the_plan_and_changes_nothing(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = ROSA
    assert not interview_plan(workspace, opening_id=hiring.opening.id).may_run
    with pytest.raises(NotPermitted):
        share_out_skills(workspace, opening_id=hiring.opening.id)
    with pytest.raises(NotPermitted):
        tick_skill(workspace, seat_id=hiring.seats[0].id, skill="writing", rates=False)
    workspace.member = a_third(workspace)
    with pytest.raises(NotPermitted):
        interview_plan(workspace, opening_id=hiring.opening.id)


def test_a_form_that_was_given_up_is_listed_so_that_it_can_be_planned_again(
    workspace: Workspace, hiring: Hiring
) -> None:
    give_up_card(workspace, card_id=hiring.card(workspace, ROSA).id)
    found = interview_plan(workspace, opening_id=hiring.opening.id).open_cards
    assert [one.member for one in found if one.card.state is CardState.LAPSED] == [ROSA.name]


def test_with_names_hidden_the_plan_names_candidates_by_number(workspace: Workspace) -> None:
    hiring = a_hiring(workspace, names_hidden=True)
    found = interview_plan(workspace, opening_id=hiring.opening.id).open_cards
    assert {(one.who, one.number) for one in found} == {("", 1), ("", 2)}
