"""What to coach, and what coaching did."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.coaching import Coaching, CoachingAction, CoachingState, Point, PointKind
from csops.domain.coaching_points import (
    Told,
    agenda,
    cancelled,
    checked,
    checked_action,
    effect_of,
    held,
    hidden_if_few,
    level_shown,
    weaknesses,
)
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange
from csops.domain.review_estimates import Spread
from csops.domain.reviews import CriterionRating, Quote
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA, a_review

PRIYA, DAN = 1, 2
DAY = timedelta(days=1)
AFTER = MONDAY_MORNING + 2 * DAY


def told(day: int, *, correct: float | None, greeting: float | None = 2, **more: Any) -> Told:
    ratings = (
        CriterionRating(
            criterion="greeting", rating=greeting, note="Warm", quotes=(Quote(contact_id=1, text="Hello"),)
        ),
        CriterionRating(criterion="correct", rating=correct, cause="habit" if correct == 0 else ""),
    )
    at = MONDAY_MORNING + day * DAY
    made = a_review(member_id=PRIYA, reviewer_id=DAN, card_version_id=1, happened_at=at, id=day, ratings=ratings)
    return Told(review=replace(made, **more), card="own", criteria=CRITERIA)


def test_the_criterion_that_costs_most_points_comes_first() -> None:
    found = weaknesses([told(1, correct=0, greeting=1), told(2, correct=1, greeting=2)], enough=2)
    assert [(one.criterion, one.n, one.lost, one.causes) for one in found] == [
        ("correct", 2, 50 * 0.75, ("habit",)),
        ("greeting", 2, 20 * 0.25, ()),
    ]
    assert all(one.is_enough for one in found)


def test_what_was_rated_too_seldom_is_told_last_and_said_so() -> None:
    found = weaknesses([told(1, correct=0), told(2, correct=None, greeting=1), told(3, correct=None)], enough=3)
    assert [(one.criterion, one.is_enough) for one in found] == [("greeting", True), ("correct", False)]


def test_what_was_always_met_is_no_weakness() -> None:
    assert weaknesses([told(1, correct=2)], enough=1) == []


def test_an_agenda_praises_first_and_shows_the_newest_misses_with_their_words() -> None:
    reviews = [told(day, correct=day % 2, greeting=1) for day in range(1, 9)]
    points = agenda([*reviews, told(20, correct=2, praise="Calm all through")], card="own", criterion="correct")
    assert [point.kind for point in points] == [PointKind.PRAISE] * 2 + [PointKind.MISS] * 3
    assert points[0].text == "Calm all through"
    assert [point.review_id for point in points[2:]] == [8, 7, 6]
    on_greeting = agenda(reviews, card="own", criterion="greeting")
    assert (on_greeting[0].text, on_greeting[0].quote) == ("Warm", "Hello")


def test_an_effect_needs_reviews_on_both_sides() -> None:
    before = [told(day, correct=0) for day in range(5)]
    found = effect_of(before, card="own", criterion="correct", held_at=MONDAY_MORNING + 10 * DAY)
    assert (found.before.n, found.after.n, found.change, found.is_clear) == (5, 0, None, False)


def test_a_clear_effect_is_beyond_chance_and_a_small_one_is_not() -> None:
    before = [told(day, correct=day % 2) for day in range(8)]
    held_at = MONDAY_MORNING + 10 * DAY
    spread = Spread(variance=600, freedom=40)
    much = [*before, *(told(10 + day, correct=2) for day in range(8))]
    found = effect_of(much, card="own", criterion="correct", held_at=held_at, spread=spread)
    assert (found.before.value, found.after.value, found.change, found.is_clear) == (25, 100, 75, True)
    little = [*before, told(11, correct=1)]
    assert not effect_of(little, card="own", criterion="correct", held_at=held_at, spread=spread).is_clear
    assert effect_of(much, card="other", criterion="correct", held_at=held_at).change is None


SESSION = Coaching(member_id=PRIYA, coach_id=DAN, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING)


def test_a_session_is_held_once_and_not_before_its_time() -> None:
    done = held(SESSION, at=MONDAY_MORNING, now=MONDAY_MORNING)
    assert (done.state, done.held_at) == (CoachingState.HELD, MONDAY_MORNING)
    with pytest.raises(AlreadyDone):
        held(done, at=MONDAY_MORNING, now=MONDAY_MORNING)
    with pytest.raises(InputError, match="cancelled"):
        held(cancelled(SESSION), at=MONDAY_MORNING, now=MONDAY_MORNING)
    with pytest.raises(OutOfRange):
        held(SESSION, at=MONDAY_MORNING + DAY, now=MONDAY_MORNING)


def test_nobody_coaches_themselves_and_no_point_is_empty() -> None:
    with pytest.raises(OutOfRange, match="coach"):
        checked(replace(SESSION, coach_id=PRIYA))
    with pytest.raises(Missing, match="point"):
        checked(replace(SESSION, agenda=(Point(kind=PointKind.TOPIC, text="  "),)))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"what": " "}, "Write what was agreed"),
        ({"owner_id": 9}, "not on the team"),
        ({"due_at": MONDAY_MORNING - DAY}, "Choose a day after"),
    ],
)
def test_what_was_agreed_has_words_an_owner_and_a_day(values: dict[str, Any], said: str) -> None:
    right = CoachingAction(coaching_id=1, what="Say the next step", owner_id=PRIYA, due_at=MONDAY_MORNING + DAY)
    people = {PRIYA: True, 9: False}
    assert checked_action(right, session=SESSION, people=people) == right
    with pytest.raises((Missing, InputError, OutOfRange), match=said):
        checked_action(replace(right, **values), session=SESSION, people=people)


def test_others_see_no_figure_of_what_was_rated_too_seldom() -> None:
    found = hidden_if_few(weaknesses([told(1, correct=0), told(2, correct=None, greeting=1)], enough=2))
    assert [(one.criterion, one.lost, one.mean.value, one.n) for one in found] == [
        ("greeting", 20 * 0.25, 75, 2),
        ("correct", None, None, 1),
    ]
    effect = effect_of([told(1, correct=0), told(3, correct=2)], card="own", criterion="correct", held_at=AFTER)
    assert effect.hidden_if_few(1) is effect
    hidden = effect.hidden_if_few(2)
    assert (hidden.before.value, hidden.after.n, hidden.change) == (None, 1, None)


@pytest.mark.parametrize(("correct", "level"), [(0, 1), (1, 3), (2, 5)])
def test_reviews_show_a_level_of_the_skill_of_their_criteria(correct: float, level: int) -> None:
    skilled = tuple(replace(each, skill="accuracy" if each.key == "correct" else "") for each in CRITERIA)
    reviews = [replace(told(day, correct=correct), criteria=skilled) for day in range(1, 4)]
    found = level_shown(reviews, skill="accuracy", enough=3)
    assert found is not None
    assert (found.level, found.reviews, found.newest_id) == (level, 3, 3)
    assert level_shown(reviews, skill="accuracy", enough=4) is None
    assert level_shown(reviews, skill="calm", enough=1) is None


def test_a_half_goes_down_as_with_interviews() -> None:
    skilled = tuple(replace(each, skill="accuracy" if each.key == "correct" else "") for each in CRITERIA)
    mixed = [replace(told(day, correct=correct), criteria=skilled) for day, correct in enumerate((2, 2, 1, 1, 2, 0))]
    found = level_shown([*mixed, *mixed[:2]], skill="accuracy", enough=1)
    assert found is not None
    assert (found.percent, found.level) == (75, 4)


def test_an_agenda_has_an_end() -> None:
    points = tuple(Point(kind=PointKind.TOPIC, text="Ask") for _each in range(101))
    with pytest.raises(OutOfRange, match="At most 100"):
        checked(replace(SESSION, agenda=points))
