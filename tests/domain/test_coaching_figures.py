"""Figures of coaching: what costs points, what a session did, and which level reviews show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from csops.domain.coaching_figures import (
    Others,
    effect_of,
    hidden_if_few,
    level_shown,
    spreads_of,
    spreads_of_others,
    weaknesses,
)
from csops.domain.review_estimates import Spread
from csops.domain.review_results import Answered, Fact
from csops.domain.reviews import Purpose
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA

PRIYA, DAN = 1, 2
DAY = timedelta(days=1)
AFTER = MONDAY_MORNING + 2 * DAY
ASKED = {("own", 1): {each.key: each for each in CRITERIA}}
SKILLED = {
    ("own", 1): {
        each.key: replace(each, skill="accuracy" if each.key == "correct" else "") for each in CRITERIA
    }
}  # fmt: skip
PERCENT = {None: None, 0: 0.0, 1: 50.0, 2: 100.0}


def fact(day: int, *, correct: int | None, greeting: int | None = 2, **more: Any) -> Fact:
    answers = (
        Answered("greeting", PERCENT[greeting]),
        Answered("correct", PERCENT[correct], cause="habit" if correct == 0 else ""),
    )
    values = {"id": day, "member_id": PRIYA, "reviewer_id": DAN, "at": MONDAY_MORNING + day * DAY, "channel_id": None}
    values |= {"topic_id": None, "card": "own", "number": 1, "purpose": Purpose.FAIR, "raw": None, "final": None}
    return Fact(**{**values, "passed": True, "critical": (), "answers": answers, **more})


def risk(day: int, *, correct: int) -> Fact:
    return fact(day, correct=correct, greeting=None, purpose=Purpose.RISK)


def test_the_criterion_that_costs_most_points_comes_first() -> None:
    found = weaknesses([fact(1, correct=0, greeting=1), fact(2, correct=1, greeting=2)], ASKED, enough=2)
    assert [(one.criterion, one.n, one.lost, one.causes) for one in found] == [
        ("correct", 2, 50 * 0.75, ("habit",)),
        ("greeting", 2, 20 * 0.25, ()),
    ]
    assert all(one.is_enough for one in found)


def test_what_was_rated_too_seldom_is_told_last_and_said_so() -> None:
    few = [fact(1, correct=0), fact(2, correct=None, greeting=1), fact(3, correct=None)]
    found = weaknesses(few, ASKED, enough=3)
    assert [(one.criterion, one.is_enough) for one in found] == [("greeting", True), ("correct", False)]


def test_what_was_always_met_is_no_weakness() -> None:
    assert weaknesses([fact(1, correct=2)], ASKED, enough=1) == []


def test_a_criterion_is_named_as_its_newest_version_words_it() -> None:
    newer = {"correct": replace(CRITERIA[1], name="Right")}
    facts = [fact(1, correct=0, number=2), fact(2, correct=0)]
    assert weaknesses(facts, {**ASKED, ("own", 2): newer}, enough=1)[0].name == "Right"


def test_reviews_picked_because_something_went_wrong_enter_no_figure() -> None:
    facts = [*(fact(day, correct=1) for day in range(6)), *(risk(day, correct=0) for day in range(6))]
    (found,) = weaknesses(facts, ASKED, enough=5)
    assert (found.n, found.mean.value, found.causes) == (6, 50, ())
    assert spreads_of(facts) == spreads_of(facts[:6])
    shown = level_shown(facts, SKILLED, skill="accuracy", enough=5)
    assert shown is not None
    assert (shown.percent, shown.reviews) == (50, 6)
    effect = effect_of(facts, card="own", criterion="correct", held_at=MONDAY_MORNING + 3 * DAY)
    assert (effect.before.n, effect.after.n, effect.change) == (3, 3, 0)


def test_what_only_picked_reviews_found_wanting_is_named_without_a_figure() -> None:
    (found,) = weaknesses([risk(1, correct=0), fact(2, correct=None)], ASKED, enough=5)
    assert (found.criterion, found.n, found.lost, found.is_enough) == ("correct", 0, None, False)
    met = [fact(day, correct=2) for day in range(5)]
    assert weaknesses([risk(1, correct=0), *met], ASKED, enough=5) == []


def test_a_mean_counts_each_review_for_what_it_stands_for_as_results_do() -> None:
    many = [fact(day, correct=2, layer="phone", weight=9.0) for day in range(2)]
    few = [fact(day, correct=0, id=day + 9, layer="chat", weight=1.0) for day in range(2)]
    (found,) = weaknesses([*many, *few], ASKED, enough=4)
    assert (found.mean.value, found.lost) == (90, 50 * (1 - 90 / 100))
    shown = level_shown([*many, *few], SKILLED, skill="accuracy", enough=4)
    assert shown is not None
    assert shown.percent == 90
    effect = effect_of([*many, *few], card="own", criterion="correct", held_at=MONDAY_MORNING + DAY)
    assert (effect.before.value, effect.after.value) == (90, 90)


def test_once_a_criterion_was_coached_what_came_since_counts_and_what_was_before_is_told_beside() -> None:
    before = [fact(day, correct=0) for day in range(5)]
    after = [fact(10 + day, correct=2 if day else 1) for day in range(5)]
    coached = {("own", "correct"): MONDAY_MORNING + 10 * DAY}
    (found,) = weaknesses([*before, *after], ASKED, enough=5, coached=coached)
    assert (found.n, found.mean.value, found.lost, found.causes) == (5, 90, 50 * (1 - 90 / 100), ())
    assert (found.before.value, found.before.n, found.coached_at) == (0, 5, MONDAY_MORNING + 10 * DAY)
    (few,) = weaknesses([*before, *after[1:3]], ASKED, enough=5, coached=coached)
    assert (few.n, few.is_enough, few.before.n) == (2, False, 5)
    (shown,) = hidden_if_few([few], 6)
    assert (shown.mean.value, shown.before.value, shown.before.n) == (None, None, 5)
    assert weaknesses([*before, *after[1:], fact(20, correct=2)], ASKED, enough=5, coached=coached) == []


def test_an_effect_needs_reviews_on_both_sides() -> None:
    before = [fact(day, correct=0) for day in range(5)]
    found = effect_of(before, card="own", criterion="correct", held_at=MONDAY_MORNING + 10 * DAY)
    assert (found.before.n, found.after.n, found.change, found.is_clear) == (5, 0, None, False)


def test_a_clear_effect_is_beyond_chance_and_a_small_one_is_not() -> None:
    before = [fact(day, correct=day % 2) for day in range(8)]
    held_at = MONDAY_MORNING + 10 * DAY
    spread = Spread(variance=600, freedom=40)
    much = [*before, *(fact(10 + day, correct=2) for day in range(8))]
    found = effect_of(much, card="own", criterion="correct", held_at=held_at, spread=spread)
    assert (found.before.value, found.after.value, found.change, found.is_clear) == (25, 100, 75, True)
    little = [*before, fact(11, correct=1)]
    assert not effect_of(little, card="own", criterion="correct", held_at=held_at, spread=spread).is_clear
    assert effect_of(much, card="other", criterion="correct", held_at=held_at).change is None


def test_how_much_ratings_differ_is_asked_of_others_since_a_moment_each() -> None:
    facts = [fact(day, correct=day % 3, member_id=1 + day % 2, id=day) for day in range(12)]
    facts.append(risk(12, correct=0)._replace(member_id=DAN))
    wanted = [Others(("own", "correct"), but, MONDAY_MORNING + day * DAY) for but in (PRIYA, DAN) for day in (0, 5, 9)]
    found = spreads_of_others(facts, [*wanted, Others(("own", "greeting"), 99, MONDAY_MORNING + 30 * DAY)])
    for one in wanted:
        others = [each for each in facts if each.member_id != one.but and each.at >= one.since]
        assert found[one] == spreads_of(others)["own", "correct"]
    assert len(found) == 7


def test_nothing_that_changed_seldom_looks_like_an_effect_though_picked_reviews_came_before() -> None:
    draws, spread = Random(6), Spread(variance=1525, freedom=100)

    def drawn(days: Sequence[int], chances: tuple[int, int, int], purpose: Purpose) -> list[Fact]:
        return [fact(day, correct=draws.choices((0, 1, 2), chances)[0], purpose=purpose) for day in days]

    clear = 0
    for _time in range(400):
        picked = drawn([-1] * 8, (6, 3, 1), Purpose.RISK)
        fair = drawn([-1] * 8 + [1] * 8, (2, 3, 5), Purpose.FAIR)
        told = effect_of([*picked, *fair], card="own", criterion="correct", held_at=MONDAY_MORNING, spread=spread)
        clear += told.is_clear
    assert clear < 400 * 0.08, "with the picked reviews before the session counted it is one in three"


def test_others_see_no_figure_of_what_was_rated_too_seldom() -> None:
    weak = weaknesses([fact(1, correct=0), fact(2, correct=None, greeting=1)], ASKED, enough=2)
    found = hidden_if_few(weak, 2)
    assert [(one.criterion, one.lost, one.mean.value, one.n) for one in found] == [
        ("greeting", 20 * 0.25, 75, 2),
        ("correct", None, None, 1),
    ]
    effect = effect_of([fact(1, correct=0), fact(3, correct=2)], card="own", criterion="correct", held_at=AFTER)
    assert effect.hidden_if_few(1) is effect
    hidden = effect.hidden_if_few(2)
    assert (hidden.before.value, hidden.after.n, hidden.change) == (None, 1, None)


@pytest.mark.parametrize(("correct", "level"), [(0, 1), (1, 3), (2, 5)])
def test_reviews_show_a_level_of_the_skill_of_their_criteria(correct: int, level: int) -> None:
    reviews = [fact(day, correct=correct) for day in range(1, 4)]
    found = level_shown(reviews, SKILLED, skill="accuracy", enough=3)
    assert found is not None
    assert (found.level, found.reviews, found.newest_id) == (level, 3, 3)
    assert level_shown(reviews, SKILLED, skill="accuracy", enough=4) is None
    assert level_shown(reviews, SKILLED, skill="calm", enough=1) is None


def test_a_half_goes_down_as_with_interviews() -> None:
    mixed = [fact(day, correct=correct) for day, correct in enumerate((2, 2, 1, 1, 2, 0, 2, 2))]
    found = level_shown(mixed, SKILLED, skill="accuracy", enough=1)
    assert found is not None
    assert (found.percent, found.level) == (75, 4)
