"""Coaching sessions as each member may see and keep them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from csops.domain.access import Role
from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point, PointKind
from csops.domain.errors import AlreadyDone, InputError, NotPermitted
from csops.domain.people import Member
from csops.domain.reviews import CriterionRating, Purpose, ReviewState
from csops.services import history
from csops.services.coaching import (
    actions_due,
    cancel_coaching,
    coaching,
    coaching_due,
    coachings,
    finish_action,
    hold_coaching,
    remove_action,
    save_action,
    save_coaching,
)
from csops.services.coaching_ideas import coaching_ideas, suggested_agenda, team_needs
from csops.services.one_on_one import talking_points
from csops.services.review_results import review_results
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import reviews_to_send, send_reviews
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviews import a_card, a_review
from tests.helpers.worlds import seen

TESS = Member(id=3, name="Tess Ito", initials="TI", role=Role.AGENT)
DAY = timedelta(days=1)


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """Five sent reviews of Rosa that miss the same criterion; one not sent, one of a calibration, one by risk."""
    with workspace.work("Review") as work:
        work.members.add(TESS)
        _card, version = a_card(work)
        for at in range(8):
            work.quality.reviews.add(
                a_review(
                    member_id=ROSA.id,
                    reviewer_id=MARA.id,
                    card_version_id=version.id,
                    happened_at=MONDAY_MORNING - at * DAY,
                    state=ReviewState.FINISHED if at == 5 else ReviewState.SENT,
                    purpose={6: Purpose.CALIBRATION, 7: Purpose.RISK}.get(at, Purpose.FAIR),
                    ratings=(
                        CriterionRating(criterion="greeting", rating=2, note="Warm"),
                        CriterionRating(criterion="correct", rating=at % 2, note="Wrong price"),
                    ),
                )
            )
    return workspace


def planned(workspace: Workspace, **more: object) -> Coaching:
    session = Coaching(
        member_id=ROSA.id,
        coach_id=MARA.id,
        planned_at=MONDAY_MORNING + DAY,
        made_at=MONDAY_MORNING,
        card="own",
        criterion="correct",
        **more,  # type: ignore[arg-type]
    )
    return save_coaching(workspace, session=session)


def test_ideas_rest_on_sent_reviews_of_fair_samples_as_results_do(reviewed: Workspace) -> None:
    found = coaching_ideas(reviewed, member_id=ROSA.id)
    weak, first_day = found.weaknesses[0], (MONDAY_MORNING - 30 * DAY).date()
    assert (found.reviews, found.picked, weak.criterion, weak.n) == (5, 1, "correct", 5)
    results = review_results(reviewed, first_day=first_day, last_day=MONDAY_MORNING.date(), member_id=ROSA.id)
    assert (weak.mean.value, weak.n) == (results.criteria[0].mean.value, results.criteria[0].mean.n) == (20, 5)
    need = team_needs(reviewed)[0]
    assert (need.reviews, need.picked, need.weakest and need.weakest.n) == (5, 1, 5)
    points = suggested_agenda(reviewed, member_id=ROSA.id, card="own", criterion="correct")
    assert [(point.kind, point.text) for point in points[:1]] == [(PointKind.PRAISE, "Warm")]
    assert [point.text for point in points if point.kind is PointKind.MISS] == ["Wrong price"]


def test_a_session_is_planned_held_and_its_effect_told(reviewed: Workspace, clock: Clock) -> None:
    session = planned(reviewed)
    assert coaching(reviewed, coaching_id=session.id).effect is None
    clock.now += 2 * DAY
    assert hold_coaching(reviewed, coaching_id=session.id).held_at == clock.now
    with reviewed.work("Review again") as work:
        version = work.quality.card_versions.all()[0]
        for at in range(4):
            work.quality.reviews.add(
                a_review(
                    member_id=ROSA.id,
                    reviewer_id=MARA.id,
                    card_version_id=version.id,
                    happened_at=clock.now + at * DAY,
                    state=ReviewState.SENT,
                    purpose=Purpose.FAIR,
                    ratings=(CriterionRating(criterion="correct", rating=2),),
                )
            )
    hidden = coaching(reviewed, coaching_id=session.id).effect
    assert hidden is not None
    assert (hidden.before.value, hidden.after.value, hidden.after.n, hidden.change) == (20, None, 4, None)
    reviewed.member = ROSA
    effect = coaching(reviewed, coaching_id=session.id).effect
    assert effect is not None
    assert (effect.before.value, effect.before.n, effect.after.value, effect.after.n) == (20, 5, 100, 4)
    assert effect.change == 80
    reviewed.member = MARA
    with pytest.raises(AlreadyDone):
        hold_coaching(reviewed, coaching_id=session.id)


def test_a_point_whose_review_is_withdrawn_is_told_and_left_out_when_the_session_is_held(reviewed: Workspace) -> None:
    agenda = (
        Point(kind=PointKind.MISS, text="Wrong price", card="own", criterion="correct", review_id=1),
        Point(kind=PointKind.MISS, text="Wrong day", card="own", criterion="correct", review_id=2),
        Point(kind=PointKind.TOPIC, text="Holidays"),
    )
    session, before = planned(reviewed, agenda=agenda), planned(reviewed, agenda=agenda)
    hold_coaching(reviewed, coaching_id=before.id)
    withdraw_review(reviewed, review_id=1, why="Of somebody else")
    told = coaching(reviewed, coaching_id=session.id)
    assert (list(told.withdrawn), len(told.session.agenda)) == ([1], 3), "until it is held whoever plans it sees why"
    kept = hold_coaching(reviewed, coaching_id=session.id, note="Well said")
    assert ([point.text for point in kept.agenda], kept.note) == (["Wrong day", "Holidays"], "Well said")
    was_held = coaching(reviewed, coaching_id=before.id)
    assert (was_held.session.agenda, list(was_held.withdrawn)) == (agenda, [1]), "what was said stays"


def test_words_of_a_review_whose_sending_is_taken_back_are_not_told_by_coaching(reviewed: Workspace) -> None:
    (unsent,) = reviews_to_send(reviewed)
    point = Point(kind=PointKind.MISS, text="Wrong price", review_id=unsent.id, quote="9 euros")
    session = planned(reviewed, agenda=(point, Point(kind=PointKind.TOPIC, text="Holidays")))
    send_reviews(reviewed, review_ids=[unsent.id])

    def told() -> list[str]:
        return [each.text for each in coaching(reviewed, coaching_id=session.id).session.agenda]

    reviewed.member = ROSA
    assert told() == ["Wrong price", "Holidays"]
    reviewed.member = MARA
    history.undo(reviewed)
    assert told() == ["Wrong price", "Holidays"], "whoever may see the review goes on with it"
    reviewed.member = ROSA
    assert told() == ["Holidays"]
    assert "9 euros" not in seen((coachings(reviewed), coaching_due(reviewed)))
    reviewed.member = MARA
    send_reviews(reviewed, review_ids=[unsent.id])
    reviewed.member = ROSA
    assert told() == ["Wrong price", "Holidays"], "sent again it is theirs to read"


def test_who_is_coached_sees_the_own_sessions_and_nobody_elses(reviewed: Workspace) -> None:
    session = planned(reviewed)
    reviewed.member = ROSA
    assert [each.session.id for each in coachings(reviewed)] == [session.id]
    with pytest.raises(NotPermitted):
        coaching_ideas(reviewed, member_id=MARA.id)
    reviewed.member = TESS
    assert coachings(reviewed) == ()
    with pytest.raises(NotPermitted):
        coaching(reviewed, coaching_id=session.id)
    with pytest.raises(NotPermitted):
        planned(reviewed)


def test_what_was_agreed_is_done_by_its_owner_and_undone(reviewed: Workspace) -> None:
    session = planned(reviewed)
    draft = CoachingAction(coaching_id=session.id, what="Read the list", owner_id=ROSA.id, due_at=MONDAY_MORNING + DAY)
    action = save_action(reviewed, action=draft)
    reviewed.member = TESS
    with pytest.raises(NotPermitted):
        finish_action(reviewed, action_id=action.id)
    reviewed.member = ROSA
    assert actions_due(reviewed) == (action,)
    assert finish_action(reviewed, action_id=action.id).done_by == ROSA.id
    assert actions_due(reviewed) == ()
    with pytest.raises(AlreadyDone, match="Rosa"):
        finish_action(reviewed, action_id=action.id)
    history.undo(reviewed)
    assert [each.id for each in actions_due(reviewed)] == [action.id]
    with pytest.raises(NotPermitted):
        remove_action(reviewed, action_id=action.id)
    reviewed.member = MARA
    remove_action(reviewed, action_id=action.id)
    assert coaching(reviewed, coaching_id=session.id).actions == ()


def test_a_cancelled_session_is_not_held(reviewed: Workspace) -> None:
    session = planned(reviewed)
    assert cancel_coaching(reviewed, coaching_id=session.id).state is CoachingState.CANCELLED
    with pytest.raises(InputError, match="cancelled"):
        hold_coaching(reviewed, coaching_id=session.id)


def test_a_session_with_who_is_not_on_the_team_is_refused(reviewed: Workspace) -> None:
    session = Coaching(member_id=99, coach_id=MARA.id, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING)
    with pytest.raises(InputError, match="not on the team"):
        save_coaching(reviewed, session=session)


def test_however_many_sessions_there_are_the_same_few_questions_are_asked(reviewed: Workspace, clock: Clock) -> None:
    sent: list[str] = []
    event.listen(reviewed.database.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))

    def asked(ask: Callable[[], object]) -> int:
        ask()
        sent.clear()
        ask()
        return len(sent)

    questions: tuple[Callable[[], object], ...] = (
        lambda: coachings(reviewed),
        lambda: coachings(reviewed, has_effects=False),
        lambda: coaching_due(reviewed),
        lambda: team_needs(reviewed),
        lambda: talking_points(reviewed, member_id=ROSA.id),
    )

    def one_more(days: int) -> None:
        clock.now += days * DAY
        session = hold_coaching(reviewed, coaching_id=planned(reviewed).id)
        due = CoachingAction(coaching_id=session.id, what="Read it", owner_id=MARA.id, due_at=clock.now)
        save_action(reviewed, action=due)

    one_more(0)
    before = [asked(each) for each in questions]
    for _time in range(3):
        one_more(1)
    assert [asked(each) for each in questions] == before
    assert max(before) < 20, "each asks for sessions, people, actions, cards, what reviews say, and few things more"
    listed = coachings(reviewed)
    alone = [coaching(reviewed, coaching_id=each.session.id).effect for each in listed]
    assert [each.effect for each in listed] == alone
    assert alone[0] is not None
    assert [each.effect for each in coachings(reviewed, has_effects=False)] == [None] * 4
