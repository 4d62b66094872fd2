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
    held,
)
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange
from csops.domain.reviews import CriterionRating, Quote
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA, a_review

PRIYA, DAN = 1, 2
DAY = timedelta(days=1)


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


def test_an_agenda_praises_first_and_shows_the_newest_misses_with_their_words() -> None:
    reviews = [told(day, correct=day % 2, greeting=1) for day in range(1, 9)]
    points = agenda([*reviews, told(20, correct=2, praise="Calm all through")], card="own", criterion="correct")
    assert [point.kind for point in points] == [PointKind.PRAISE] * 2 + [PointKind.MISS]
    assert points[0].text == "Calm all through"
    assert (points[2].review_id, points[2].text) == (8, "Correct: No"), "eight without a word are one point"
    on_greeting = agenda([*reviews, told(0, correct=2, greeting=0)], card="own", criterion="greeting")
    assert [(point.text, point.quote, point.review_id) for point in on_greeting] == [("Warm", "Hello", 8)]


def test_an_agenda_says_the_same_once() -> None:
    def said(day: int, note: str, *, rating: int) -> Told:
        ratings = (CriterionRating(criterion="correct", rating=rating, note=note),)
        return told(day, correct=None, ratings=ratings)

    met = [said(day, "Well looked up", rating=2) for day in range(1, 4)]
    missed = [said(day, "Wrong price", rating=0) for day in range(4, 7)]
    found = agenda([*met, *missed, said(7, "Old list", rating=0)], card="own", criterion="correct")
    assert [point.text for point in found] == ["Well looked up", "Old list", "Wrong price"]
    assert [point.review_id for point in found] == [3, 7, 6]


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


def test_no_text_of_a_session_holds_what_no_database_keeps() -> None:
    odd = Coaching(
        member_id=PRIYA,
        coach_id=DAN,
        planned_at=MONDAY_MORNING,
        made_at=MONDAY_MORNING,
        card="o\x00wn",
        criterion="correct\ud800",
        agenda=(Point(kind=PointKind.MISS, text="Wrong", quote="a\x00b"),),
    )
    found = checked(odd)
    assert (found.card, found.criterion, found.agenda[0].quote) == ("own", "correct", "ab")


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


def test_an_agenda_has_an_end() -> None:
    points = tuple(Point(kind=PointKind.TOPIC, text="Ask") for _each in range(101))
    with pytest.raises(OutOfRange, match="At most 100"):
        checked(replace(SESSION, agenda=points))
