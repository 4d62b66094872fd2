"""A person decides, with a reason; the figures of the moment are kept; nothing is decided by itself."""

from dataclasses import replace

import pytest

from csops.domain.access import Role
from csops.domain.candidates import Tie
from csops.domain.decisions import Decision, possible
from csops.domain.errors import AlreadyDone, InputError, Missing, NotFound, NotPermitted
from csops.domain.openings import Application, OpeningState, Outcome, Seat, Stage
from csops.services import history
from csops.services.candidates import tie_member
from csops.services.decisions import decide, decisions_of
from csops.services.openings import close_opening, save_seat
from csops.services.workspace import Workspace
from tests.helpers.hiring import SKILLS, Hiring, a_hiring, a_third, submit
from tests.helpers.records import MARA, ROSA


@pytest.fixture
def hiring(workspace: Workspace) -> Hiring:
    """Ngozi meets the role and Tobias does not, as Mara and Rosa have rated."""
    made = a_hiring(workspace)
    for place, levels in enumerate([(4, 3, 5), (2, 5, 5)]):
        for member in (MARA, ROSA):
            submit(workspace, made, member, *levels, place=place)
    return made


def current(workspace: Workspace, application: Application) -> Application:
    with workspace.read() as work:
        return work.hiring.applications.get(application.id)


def test_an_offer_keeps_the_figures_of_its_moment(workspace: Workspace, hiring: Hiring) -> None:
    decided = decide(workspace, application=hiring.applications[0], decision=Decision.OFFER)
    assert (decided.application.stage, decided.application.outcome) == (Stage.OFFER, Outcome.OPEN)
    move = decided.move
    assert (move.recommendation, move.fit, move.coverage, move.against) == ("meets", 100, 100, False)
    assert (move.member_id, move.from_stage, move.to_stage) == (MARA.id, Stage.APPLIED, Stage.OFFER)


def test_an_offer_against_the_figures_needs_a_reason_and_says_so(workspace: Workspace, hiring: Hiring) -> None:
    tobias = hiring.applications[1]
    with pytest.raises(Missing, match="against what the figures say"):
        decide(workspace, application=tobias, decision=Decision.OFFER, reason="  ")
    decided = decide(workspace, application=tobias, decision=Decision.OFFER, reason="Will be trained in listening")
    assert (decided.move.against, decided.move.recommendation) == (True, "does_not_meet")
    assert decided.move.reason == "Will be trained in listening"


def test_to_decline_always_needs_a_reason(workspace: Workspace, hiring: Hiring) -> None:
    for application, against in zip(hiring.applications, (True, False), strict=True):
        with pytest.raises(Missing):
            decide(workspace, application=application, decision=Decision.DECLINE)
        decided = decide(workspace, application=application, decision=Decision.DECLINE, reason="Another was nearer")
        assert (decided.application.outcome, decided.move.against) == (Outcome.DECLINED, against)


def test_nothing_is_decided_by_rating(workspace: Workspace, hiring: Hiring) -> None:
    for application in hiring.applications:
        assert current(workspace, application) == application
        assert decisions_of(workspace, application_id=application.id) == []


def test_a_whole_way_is_kept_in_order_and_undone_step_by_step(workspace: Workspace, hiring: Hiring) -> None:
    application = hiring.applications[0]
    for decision in (Decision.NEXT_STAGE, Decision.NEXT_STAGE, Decision.TALK_AGAIN, Decision.OFFER, Decision.HIRE):
        application = decide(workspace, application=application, decision=decision).application
    stages = [move.to_stage for move in decisions_of(workspace, application_id=application.id)]
    assert stages == [Stage.SCREENING, Stage.INTERVIEW, Stage.INTERVIEW, Stage.OFFER, Stage.HIRED]
    history.undo(workspace)
    assert current(workspace, application).stage is Stage.OFFER
    assert len(decisions_of(workspace, application_id=application.id)) == 4


def test_who_is_kept_in_mind_can_be_taken_up_again(workspace: Workspace, hiring: Hiring) -> None:
    kept = decide(workspace, application=hiring.applications[0], decision=Decision.KEEP_IN_MIND).application
    assert kept.outcome is Outcome.KEPT_IN_MIND
    again = decide(workspace, application=kept, decision=Decision.TAKE_UP_AGAIN).application
    assert (again.stage, again.outcome) == (Stage.APPLIED, Outcome.OPEN)


def test_taking_up_again_plans_the_scorecards_that_came_to_the_plan_meanwhile(
    workspace: Workspace, hiring: Hiring
) -> None:
    third = a_third(workspace)
    away = decide(workspace, application=hiring.applications[0], decision=Decision.WITHDREW).application
    save_seat(workspace, seat=Seat(opening_id=hiring.opening.id, member_id=third.id, skills=SKILLS))
    with workspace.read() as work:
        assert not work.hiring.scorecards.where(application_id=away.id, member_id=third.id)
    decide(workspace, application=away, decision=Decision.TAKE_UP_AGAIN)
    assert hiring.card(workspace, third)


def test_what_cannot_be_decided_from_here_names_what_can(workspace: Workspace, hiring: Hiring) -> None:
    with pytest.raises(InputError, match=r"hire is not possible from applied.*next stage"):
        decide(workspace, application=hiring.applications[0], decision=Decision.HIRE)
    assert Decision.HIRE not in possible(hiring.applications[0])


def test_who_decided_elsewhere_meanwhile_is_named(workspace: Workspace, hiring: Hiring) -> None:
    seen = hiring.applications[0]
    decide(workspace, application=seen, decision=Decision.OFFER)
    with pytest.raises(AlreadyDone, match=MARA.name):
        decide(workspace, application=seen, decision=Decision.DECLINE, reason="Too late")
    assert current(workspace, seen).outcome is Outcome.OPEN


def test_a_candidate_erased_meanwhile_is_not_there(workspace: Workspace, hiring: Hiring) -> None:
    with pytest.raises(NotFound):
        decide(workspace, application=replace(hiring.applications[0], id=999), decision=Decision.OFFER)


def test_a_closed_opening_takes_no_offer_and_lets_the_others_be_declined(workspace: Workspace, hiring: Hiring) -> None:
    close_opening(workspace, opening_id=hiring.opening.id, state=OpeningState.CLOSED)
    with pytest.raises(InputError, match="not open any more"):
        decide(workspace, application=hiring.applications[0], decision=Decision.OFFER)
    decide(workspace, application=hiring.applications[0], decision=Decision.DECLINE, reason="The place is not filled")


def test_no_more_are_hired_than_there_are_places(workspace: Workspace, hiring: Hiring) -> None:
    first, second = (
        decide(workspace, application=each, decision=Decision.OFFER, reason="Both").application
        for each in hiring.applications
    )
    decide(workspace, application=first, decision=Decision.HIRE)
    with pytest.raises(InputError, match="1 of 1 places are filled"):
        decide(workspace, application=second, decision=Decision.HIRE, reason="One more")


def test_before_the_interviews_a_person_may_move_on_and_no_figure_is_kept(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    decided = decide(workspace, application=hiring.applications[0], decision=Decision.NEXT_STAGE)
    assert (decided.move.recommendation, decided.move.fit, decided.move.against) == ("", None, False)


def test_who_has_yet_to_rate_makes_no_offer_on_what_others_said(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    with pytest.raises(InputError, match="your own scorecard waits"):
        decide(workspace, application=hiring.applications[0], decision=Decision.OFFER, reason="I like them")


def test_the_kept_figures_of_others_are_hidden_from_who_has_yet_to_rate(workspace: Workspace) -> None:
    hiring = a_hiring(workspace)
    submit(workspace, hiring, MARA, 4, 3, 5)
    decide(workspace, application=hiring.applications[0], decision=Decision.OFFER, reason="Nobody else is free")
    workspace.member = ROSA
    (move,) = decisions_of(workspace, application_id=hiring.applications[0].id)
    assert (move.reason, move.recommendation, move.fit, move.coverage) == ("", "", None, None)
    submit(workspace, hiring, ROSA, 4, 3, 5)
    (move,) = decisions_of(workspace, application_id=hiring.applications[0].id)
    assert (move.reason, move.fit) == ("Nobody else is free", 100)


@pytest.mark.parametrize("role", [Role.AGENT, Role.SUPERVISOR, Role.READ_ONLY])
def test_who_may_not_hire_decides_nothing(workspace: Workspace, hiring: Hiring, role: Role) -> None:
    workspace.member = replace(ROSA, role=role)
    with pytest.raises(NotPermitted):
        decide(workspace, application=hiring.applications[0], decision=Decision.OFFER)


def test_a_manager_decides_only_where_they_run_the_opening(workspace: Workspace, hiring: Hiring) -> None:
    workspace.member = replace(ROSA, role=Role.MANAGER)
    with pytest.raises(NotPermitted, match="whoever runs the opening"):
        decide(workspace, application=hiring.applications[0], decision=Decision.OFFER)


def test_nobody_decides_on_somebody_close(workspace: Workspace, hiring: Hiring) -> None:
    tie_member(workspace, tie=Tie(candidate_id=hiring.applications[0].candidate_id, member_id=MARA.id))
    with pytest.raises(NotPermitted, match="somebody close"):
        decide(workspace, application=hiring.applications[0], decision=Decision.OFFER, reason="My cousin")
