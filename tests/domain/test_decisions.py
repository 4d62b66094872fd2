"""What may be decided from where, and when it goes against the figures."""

from datetime import date

import pytest

from csops.domain.decisions import Decision, check_places, checked_reason, goal_of, is_against, possible
from csops.domain.errors import InputError, Missing, OutOfRange
from csops.domain.hiring import Recommendation
from csops.domain.openings import Application, Outcome, Stage


def an_application(stage: Stage = Stage.INTERVIEW, outcome: Outcome = Outcome.OPEN) -> Application:
    return Application(candidate_id=1, opening_id=1, applied_on=date(2026, 3, 2), stage=stage, outcome=outcome)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_decision_that_is_possible_leads_somewhere(stage: Stage, outcome: Outcome) -> None:
    there = an_application(stage, outcome)
    for decision in possible(there):
        goal = goal_of(there, decision, fit=None)
        assert (goal.stage, goal.outcome) != (stage, outcome) or decision is Decision.TALK_AGAIN


def test_where_the_opening_is_closed_only_what_ends_is_possible() -> None:
    ends = (Decision.KEEP_IN_MIND, Decision.DECLINE, Decision.WITHDREW)
    assert possible(an_application(), is_open=False) == ends
    assert possible(an_application(outcome=Outcome.DECLINED), is_open=False) == (ends[0], ends[2])
    assert possible(an_application(Stage.HIRED), is_open=False) == (Decision.WITHDREW,)


def test_who_is_hired_can_only_withdraw() -> None:
    assert possible(an_application(Stage.HIRED)) == (Decision.WITHDREW,)


@pytest.mark.parametrize(
    ("decision", "against"),
    [
        (Decision.OFFER, {None, "incomplete", "does_not_meet"}),
        (Decision.HIRE, {None, "incomplete", "does_not_meet"}),
        (Decision.NEXT_STAGE, {"does_not_meet"}),
        (Decision.TALK_AGAIN, {"does_not_meet"}),
        (Decision.DECLINE, {"meets"}),
        (Decision.KEEP_IN_MIND, set()),
        (Decision.WITHDREW, set()),
        (Decision.TAKE_UP_AGAIN, set()),
    ],
)
def test_what_goes_against_the_figures(decision: Decision, against: set[str | None]) -> None:
    assert {each for each in (None, *Recommendation) if is_against(decision, each)} == against


def test_a_reason_is_tidy_and_asked_for_where_it_is_needed() -> None:
    there = an_application()
    decline, keep = (goal_of(there, each, fit=None) for each in (Decision.DECLINE, Decision.KEEP_IN_MIND))
    assert checked_reason(" Too far away ", goal=decline, decision=Decision.DECLINE) == "Too far away"
    assert checked_reason("", goal=keep, decision=Decision.KEEP_IN_MIND) == ""
    with pytest.raises(Missing, match="words that they may read"):
        checked_reason("", goal=decline, decision=Decision.DECLINE)
    with pytest.raises(OutOfRange):
        checked_reason("x" * 10_001, goal=keep, decision=Decision.KEEP_IN_MIND)


def test_who_was_hired_and_withdrew_leaves_the_place_free() -> None:
    check_places([an_application(Stage.HIRED, Outcome.WITHDREW)], positions=1)
    with pytest.raises(InputError, match="1 of 1"):
        check_places([an_application(Stage.HIRED)], positions=1)
