"""The screens of coaching, for `tools.screenshots`: reviews where the sample business has none, a session held."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from csops.domain.coaching import Coaching, CoachingAction, CoachingState
from csops.domain.people import Member
from csops.domain.reviews import CriterionRating, Purpose, Quote, Review, ReviewState, Source
from csops.domain.scoring import Criterion, Outcome
from csops.services.coaching import Agreement, coachings, hold_coaching, save_coaching
from csops.services.coaching_ideas import coaching_ideas, suggested_agenda, team_needs
from csops.services.review_cards import cards
from csops.services.workspace import Workspace
from csops.ui.main_window import MainWindow
from csops.ui.quality.coaching.page import CoachingPage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.tab_keys import COACHING

_PRAISE = "Kept calm while the customer was loud, and named the next step"
_QUOTES = ("I look into it", "We call you back on Thursday", "That is our mistake, and I put it right today")
_CAUSES = ("knowledge_gap", "habit")
_REVIEWS = 26


def fill_coaching(workspace: Workspace) -> int:
    """Send reviews of two colleagues, hold one session and plan another, once; return the id of the one held."""
    held = [each for each in coachings(workspace) if each.session.state is CoachingState.HELD]
    if held:
        return held[0].session.id
    people = [need.member for need in team_needs(workspace) if need.member.id != workspace.member.id][:3]
    if not any(need.reviews for need in team_needs(workspace)):
        _send_reviews(workspace, people)
    first, second = people[0], people[1]
    _plan(workspace, second, days=0)
    session = _plan(workspace, first, days=-55)
    kept = hold_coaching(
        workspace,
        coaching_id=session.id,
        at=workspace.now() - timedelta(days=55),
        note="We listened to two calls together. Next time the date is named only once it is booked",
        agreed=[Agreement(action=_action(session, first, days=-3))],
    )
    return kept.id


def _action(session: Coaching, member: Member, *, days: int) -> CoachingAction:
    due = session.made_at + timedelta(days=days)
    what = "Book before naming the day"
    return CoachingAction(coaching_id=session.id, what=what, owner_id=member.id, due_at=max(due, session.made_at))


def _plan(workspace: Workspace, member: Member, *, days: int) -> Coaching:
    now = workspace.now()
    weak = next(each for each in coaching_ideas(workspace, member_id=member.id).weaknesses if each.is_enough)
    points = suggested_agenda(workspace, member_id=member.id, card=weak.card, criterion=weak.criterion)
    session = Coaching(
        member_id=member.id,
        coach_id=workspace.member.id,
        planned_at=now + timedelta(days=days, hours=4),
        made_at=now,
        agenda=points,
        card=weak.card,
        criterion=weak.criterion,
    )
    return save_coaching(workspace, session=session)


def _send_reviews(workspace: Workspace, people: list[Member]) -> None:
    draws, now = Random(6), workspace.now()
    version = max((each.version for each in cards(workspace)), key=lambda each: len(each.criteria))
    with workspace.work("Send reviews") as work:
        for member in people:
            for place in range(_REVIEWS if member is not people[-1] else 3):
                at = now - timedelta(days=4 * place + 1)
                ratings = tuple(_rating(draws, key, one, place) for key, one in enumerate(version.criteria))
                work.quality.reviews.add(
                    Review(
                        contact_id=None, case_id=None, member_id=member.id, reviewer_id=workspace.member.id,
                        happened_at=at, card_version_id=version.id, purpose=Purpose.FAIR, source=Source.TEXT,
                        state=ReviewState.SENT, ratings=ratings, raw=80.0, final=80.0, seen=1.0,
                        outcome=Outcome.PASS, praise=_PRAISE if place == 1 else "", finished_at=at, sent_at=at,
                    )
                )  # fmt: skip


def _rating(draws: Random, place: int, criterion: Criterion, number: int) -> CriterionRating:
    steps = sorted(criterion.scale.steps, key=lambda each: each.percent)
    is_good = draws.random() < (0.9 if place % 3 else (0.75 if number < 13 else 0.35))
    step = steps[-1] if is_good else draws.choice(steps[:-1])
    quote = Quote(contact_id=0, text=draws.choice(_QUOTES))
    note = "" if is_good else "Named a day before it was booked"
    return CriterionRating(
        criterion=criterion.key,
        rating=step.rating,
        note=note,
        cause="" if is_good else draws.choice(_CAUSES),
        quotes=(quote,) if draws.random() < 0.5 else (),
    )


def _coaching(window: MainWindow, **asked: int) -> CoachingPage:
    window.go("quality", {"tab": COACHING, **asked})
    place = window.session.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, CoachingPage)
    return page


def _held(window: MainWindow) -> CoachingPage:
    return _coaching(window, coaching_id=fill_coaching(window.desk.workspace))


def _person(window: MainWindow) -> CoachingPage:
    fill_coaching(window.desk.workspace)
    return _coaching(window)


def _plan_form(window: MainWindow) -> None:
    fill_coaching(window.desk.workspace)
    need = team_needs(window.desk.workspace)[0]
    _coaching(window, plan=need.member.id)


def _hold_form(window: MainWindow) -> None:
    fill_coaching(window.desk.workspace)
    planned = [each for each in coachings(window.desk.workspace) if each.session.state is CoachingState.PLANNED]
    page = _coaching(window, coaching_id=planned[0].session.id)
    page.acts.hold(planned[0])


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "coaching": _person,
    "coaching-session": _held,
    "coaching-plan": _plan_form,
    "coaching-hold": _hold_form,
}
