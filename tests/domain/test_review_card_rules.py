"""Scorecards of reviews: what a draft may be, and what has to be right before it is published."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.card_changes import compare_cards, differs
from csops.domain.card_guidance import parted
from csops.domain.errors import CsopsError, InputError, Missing, OutOfRange
from csops.domain.review_card_rules import checked_card, checked_draft, publishable, shared_out
from csops.domain.review_cards import CardVersion, ReviewCard, Section
from csops.domain.root_causes import RootCause, checked_causes
from csops.domain.scale_rules import step_scale
from csops.domain.scoring import Consequence, Criterion, Scale
from csops.domain.version_differences import Difference
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA, SECTIONS, YES_PARTLY_NO

YES_NO = step_scale([("No", 0), ("Yes", 100)])
HALF_FULL = step_scale([("Partly", 50), ("Yes", 100)])


def a_version(*criteria: Criterion, **more: Any) -> CardVersion:
    values = {"criteria": criteria or CRITERIA, "sections": SECTIONS, **more}
    return CardVersion(card_id=1, made_at=MONDAY_MORNING, **values)


def a_criterion(name: str = "Tone", **more: Any) -> Criterion:
    values: dict[str, Any] = {"section": "opening", "scale": YES_NO, "weight": 100, "seen_in": ("text",)}
    return Criterion(**{"key": name.casefold(), "name": name, **values, **more})


def only(criterion: Criterion) -> CardVersion:
    return a_version(criterion, sections=SECTIONS[:1])


def with_first(**more: Any) -> CardVersion:
    return a_version(replace(CRITERIA[0], **more), *CRITERIA[1:])


def three_steps(**more: Any) -> Scale:
    return replace(YES_PARTLY_NO, steps=(replace(YES_PARTLY_NO.steps[0], **more), *YES_PARTLY_NO.steps[1:]))


def test_a_card_that_is_right_is_published_as_it_is() -> None:
    assert publishable(a_version()) == a_version()


@pytest.mark.parametrize(
    ("version", "error", "said"),
    [
        (a_version(criteria=(), sections=()), Missing, "Give the card one criterion at least"),
        (with_first(weight=15), InputError, "they make 95 %, not 100 % (Opening 15, Answer 80). Add 5"),
        (with_first(weight=22.5), InputError, "102.5 %, not 100 % (Opening 22.5, Answer 80). Take away 2.5"),
        (with_first(weight=0), InputError, "weight of Greeting: it weighs nothing"),
        (with_first(weight=-1), OutOfRange, "weight of Greeting cannot be -1"),
        (with_first(weight=float("nan")), OutOfRange, "weight of Greeting cannot be nan"),
        (with_first(scale=Scale(key="", steps=())), Missing, "scale of Greeting is missing"),
        (with_first(scale=Scale(key="", steps=YES_PARTLY_NO.steps[:1])), OutOfRange, "cannot be one step"),
        (with_first(scale=step_scale((f"Step {n}", n * 20) for n in range(6))), OutOfRange, "cannot be 6 steps"),
        (with_first(scale=three_steps(label=" ")), Missing, "word of step 1 in the scale of Greeting"),
        (with_first(scale=three_steps(label="YES")), InputError, "two steps have the word “yes”"),
        (with_first(scale=three_steps(percent=101)), OutOfRange, "percent of No in the scale of Greeting"),
        (with_first(scale=three_steps(percent=50)), InputError, "two steps have the percent “50”"),
        (with_first(scale=three_steps(press="x")), InputError, "the key X means something else"),
        (with_first(scale=three_steps(press="y")), InputError, "two steps have the key “Y”"),
        (with_first(scale=step_scale([("No", 0), ("Yes", 90)])), InputError, "no step is worth 100 %"),
        (with_first(name=" "), Missing, "Say what is looked at"),
        (with_first(name="correct"), InputError, "Correct: stands twice on the card"),
        (with_first(seen_in=()), Missing, "evidence of Greeting"),
        (with_first(seen_in=("hearsay",)), Missing, "evidence of Greeting"),
        (with_first(critical="customer"), Missing, "consequence of Greeting"),
        (with_first(consequence=Consequence.ZERO), Missing, "critical family of Greeting"),
        (with_first(critical="rude", consequence=Consequence.ZERO), Missing, "customer, business, compliance"),
        (with_first(critical="customer", consequence=Consequence.FAIL, scale=HALF_FULL), InputError, "below 50 %"),
        (with_first(section="nowhere"), InputError, "section of Greeting: it is not on the card"),
        (with_first(guidance="x" * 2001), OutOfRange, "2,001 letters long"),
        (a_version(sections=(*SECTIONS, Section(key="end", name="End"))), InputError, "End: holds no criterion"),
        (a_version(sections=(replace(SECTIONS[0], name=""), SECTIONS[1])), Missing, "Name each section"),
        (a_version(pass_mark=101), OutOfRange, "pass mark cannot be 101"),
    ],
)
def test_a_card_that_nobody_could_review_with_says_what_is_wrong(
    version: CardVersion, error: type[CsopsError], said: str
) -> None:
    with pytest.raises(error) as caught:
        publishable(version)
    assert said in str(caught.value)


def test_a_draft_may_be_unfinished() -> None:
    unfinished = a_version(a_criterion(weight=0, seen_in=(), name=""), pass_mark=0)
    assert checked_draft(unfinished).criteria[0].weight == 0
    assert checked_draft(a_version(criteria=(), sections=())).criteria == ()


def test_a_critical_criterion_may_weigh_nothing() -> None:
    alone = a_criterion("Privacy", weight=0, critical="compliance", consequence=Consequence.ZERO)
    publishable(a_version(alone, a_criterion(), sections=SECTIONS[:1]))


def test_new_criteria_and_sections_get_keys_of_their_own() -> None:
    sections = (Section(key="", name="Opening"), Section(key="opening", name="Answer"))
    draft = checked_draft(
        a_version(a_criterion(key="", section="opening"), a_criterion(key="tone"), sections=sections[1:])
    )
    assert [one.key for one in draft.criteria] == ["tone_2", "tone"]
    assert [one.key for one in checked_draft(a_version(sections=sections, criteria=())).sections] == [
        "opening",
        "opening_2",
    ]


def test_a_key_of_a_file_is_one_that_every_database_keeps() -> None:
    assert checked_draft(a_version(a_criterion(key="a\0b "), sections=SECTIONS[:1])).criteria[0].key == "ab"
    assert checked_card(ReviewCard(key="a\0b", name="Phone"), []).key == "ab"
    with pytest.raises(OutOfRange, match="key of Phone cannot be 300 letters long"):
        checked_card(ReviewCard(key="x" * 300, name="Phone"), [])
    with pytest.raises(OutOfRange, match="cannot be 300 letters long"):
        checked_draft(a_version(a_criterion(key="x" * 300), sections=SECTIONS[:1]))


def test_criteria_stand_in_the_order_of_their_sections() -> None:
    turned = checked_draft(a_version(sections=SECTIONS[::-1]))
    assert [one.key for one in turned.criteria] == ["correct", "record", "greeting"]


def test_scales_that_differ_have_different_keys() -> None:
    other = replace(YES_NO, key=YES_PARTLY_NO.key)
    draft = checked_draft(with_first(scale=other))
    assert [one.scale.key for one in draft.criteria] == ["yes_partly_no", "yes_partly_no_2", "yes_partly_no_2"]


def test_a_step_without_a_key_gets_a_free_letter_of_its_word() -> None:
    assert [step.press for step in step_scale([("Never", 0), ("Nearly", 40), ("Xylophone", 100)]).steps] == [
        "N",
        "E",
        "Y",
    ]


@pytest.mark.parametrize(
    ("text", "whole", "meanings"),
    [
        ("Yes = said first. Partly = late. No = never.", "", ["Never.", "Late.", "Said first."]),
        ("Yes = warm. No = curt. Accent does not count.", "Accent does not count.", ["Curt.", "Warm."]),
        ("All is right. No = wrong", "All is right.", ["Wrong."]),
        ("No needless transfer. Yes, please", "No needless transfer. Yes, please", []),
        ("", "", []),
    ],
)
def test_guidance_is_parted_into_what_each_rating_means(text: str, whole: str, meanings: list[str]) -> None:
    found, parts = parted(text, YES_PARTLY_NO)
    assert (found, [one.text for one in sorted(parts, key=lambda one: one.rating)]) == (whole, meanings)


def test_guidance_may_name_ratings_by_their_number() -> None:
    scale = step_scale([("Poor", 0), ("Fine", 50), ("Great", 100)])
    assert [one.text for one in parted("Listened. 0 = cut off, 2 = asked back.", scale)[1]] == [
        "Cut off.",
        "Asked back.",
    ]


weights = st.lists(st.floats(0, 100), min_size=1, max_size=9)


@given(weights, st.sets(st.integers(0, 8), max_size=3))
@settings(max_examples=50)
def test_weights_shared_out_make_one_hundred_and_leave_the_held_ones(
    given_weights: list[float], held: set[int]
) -> None:
    criteria = [a_criterion(f"One {place}", weight=weight) for place, weight in enumerate(given_weights)]
    held &= set(range(len(criteria)))
    rest = 100 - sum(criteria[place].weight for place in held)
    if len(held) == len(criteria) or rest < len(criteria) - len(held):
        with pytest.raises(InputError):
            shared_out(criteria, held=held)
        return
    shared = shared_out(criteria, held=held)
    assert sum(one.weight for one in shared) == pytest.approx(100)
    assert all(shared[place].weight == criteria[place].weight for place in held)
    assert all(one.weight >= 1 for place, one in enumerate(shared) if place not in held)


def test_a_criterion_without_a_weight_gets_what_the_others_have_on_average() -> None:
    criteria = [a_criterion(f"One {place}", weight=weight) for place, weight in enumerate([60.0, 40.0, 0.0])]
    assert [one.weight for one in shared_out(criteria)] == [40, 27, 33]


def test_two_versions_are_compared_by_the_keys_of_their_criteria() -> None:
    before = a_version()
    after = a_version(replace(CRITERIA[0], name="Hello", weight=30), CRITERIA[1], a_criterion("Tone", weight=20))
    found = compare_cards(before, after)
    assert [(one.key, one.difference, one.changed) for one in found.criteria] == [
        ("greeting", Difference.CHANGED, ("name", "weight")),
        ("correct", Difference.SAME, ()),
        ("tone", Difference.ADDED, ()),
        ("record", Difference.REMOVED, ()),
    ]
    assert (found.count(Difference.ADDED), found.is_same, differs(before, replace(before, note="x"))) == (
        1,
        False,
        False,
    )


def test_a_card_has_a_name_that_no_other_bears() -> None:
    taken = ReviewCard(id=1, key="phone", name="Phone")
    assert checked_card(ReviewCard(key="", name="  Chat  ", channels=("chat", "chat")), [taken]).channels == ("chat",)
    with pytest.raises(InputError, match="there is a scorecard “Phone” already"):
        checked_card(ReviewCard(key="", name="phone"), [taken])
    with pytest.raises(Missing):
        checked_card(ReviewCard(key="", name=" "), [])
    assert checked_card(ReviewCard(key="", name="phone"), [replace(taken, active=False)]).name == "phone"


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        ([RootCause(name=" ")], "Name it"),
        ([RootCause(name="Habit"), RootCause(name="habit")], "stands twice"),
        ([RootCause(name="Habit", active=False)], "Offer one at least"),
        ([RootCause(name=f"No {n}") for n in range(31)], "Keep to 30"),
    ],
)
def test_root_causes_that_could_not_be_counted_are_refused(causes: list[RootCause], said: str) -> None:
    with pytest.raises(InputError, match=said):
        checked_causes(causes)


def test_root_causes_get_keys_of_their_own() -> None:
    assert [one.key for one in checked_causes([RootCause(name="Habit"), RootCause(key="habit", name="Old")])] == [
        "habit_2", "habit"]  # fmt: skip
