"""What starts as not applicable, what may be finished, and what two windows make of one draft."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from csops.domain.errors import InputError, Missing
from csops.domain.review_drafts import Entry, ReviewDraft, draft_from, joined, ratings_of, still_open
from csops.domain.review_filling import (
    Occasion,
    Ruled,
    checked_ratings,
    checked_seconds,
    lacks_ground,
    points_to_see,
    rulings,
)
from csops.domain.reviews import CriterionRating, Quote, Source
from csops.domain.transcripts import turns
from tests.helpers.reviews import CRITERIA

GREETING, CORRECT, RECORD = CRITERIA
HERE = Occasion(channel="phone", topic="refund")
QUOTE = Quote(contact_id=1, start=2, end=6, text="said")


def test_source_and_conditions_rule_criteria_out_and_say_why() -> None:
    made = (
        GREETING,
        replace(CORRECT, channels=("chat",)),
        replace(RECORD, topics=("delivery",)),
        replace(RECORD, key="amends", only_recovery=True),
        replace(RECORD, key="any", seen_in=()),
    )
    found = rulings(made, source=Source.NOTE, occasion=HERE)
    assert found == {
        "greeting": Ruled.SOURCE,
        "correct": Ruled.CHANNEL,
        "record": Ruled.TOPIC,
        "amends": Ruled.RECOVERY,
    }
    fits = Occasion(channel="chat", topic="delivery", is_recovery=True)
    assert rulings(made, source=Source.TEXT, occasion=fits) == {}
    assert points_to_see(CRITERIA, ["correct"]) == (50, 100)


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        (CriterionRating(criterion="correct", rating=None), "Correct cannot be not applicable"),
        (CriterionRating(criterion="correct", rating="yes"), "rating of Correct “yes” is not understood"),  # type: ignore[arg-type]
        (CriterionRating(criterion="correct", rating=0, cause="weather"), "cause of Correct “weather” is not known"),
    ],
)
def test_what_a_card_does_not_take_is_said(rating: CriterionRating, sentence: str) -> None:
    criteria = (replace(CORRECT, allow_na=False),)
    with pytest.raises(InputError, match=sentence):
        checked_ratings(criteria, [rating], ruled={}, causes=["habit"])


def test_a_cause_stays_with_a_low_rating_only_and_empty_evidence_goes() -> None:
    given = [
        CriterionRating(criterion="greeting", rating=1, cause="habit", note="  ", quotes=(Quote(contact_id=1), QUOTE)),
        CriterionRating(criterion="correct", rating=2, cause="habit"),
        CriterionRating(criterion="record", rating=2),
    ]
    first, second, _third = checked_ratings(CRITERIA, given, ruled={}, causes=["habit"])
    assert (first.cause, first.note, first.quotes) == ("habit", "", (QUOTE,))
    assert second.cause == ""


def _said(text: str) -> Quote:
    return Quote(contact_id=1, start=0, end=len(text), text=text)


def test_a_critical_error_needs_something_that_shows_it() -> None:
    others = [CriterionRating(criterion=key, rating=2) for key in ("greeting", "record")]

    def checked(rating: float, **said: Any) -> Sequence[CriterionRating]:
        error = CriterionRating(criterion="correct", rating=rating, **said)
        return checked_ratings(CRITERIA, [error, *others], ruled={}, causes=["habit"])

    unseen = (Quote(contact_id=1), Quote(contact_id=1, end=9), _said("\u200b"), _said(" ... "))
    quoted: list[dict[str, Any]] = [{"quotes": (one,)} for one in unseen]
    for nothing in ({}, {"note": "  "}, {"note": "..."}, *quoted):
        with pytest.raises(Missing, match=r"what shows the critical error in Correct is missing. Write a note on the"):
            checked(0, **nothing)
    for something in ({"note": "Old price"}, {"cause": "habit"}, {"quotes": (QUOTE,)}):
        assert checked(0, **something)[1].rating == 0
    assert checked(1)[1].rating == 1, "half is no critical error"


def test_of_a_criterion_that_is_not_critical_nothing_has_to_be_shown() -> None:
    given = [CriterionRating(criterion=one.key, rating=0, note="Why" if one is CORRECT else "") for one in CRITERIA]
    assert len(checked_ratings(CRITERIA, given, ruled={}, causes=[])) == 3
    lost = Entry(rating=None, is_na=True)
    assert not lacks_ground(CORRECT, lost)


def test_ruled_out_it_may_be_left_out_or_rated_all_the_same() -> None:
    ruled = {"greeting": Ruled.SOURCE}
    rest = [CriterionRating(criterion=key, rating=2) for key in ("correct", "record")]
    assert checked_ratings(CRITERIA, rest, ruled=ruled, causes=[])[0].unseen
    rated = [CriterionRating(criterion="greeting", rating=2, unseen=True), *rest]
    assert not checked_ratings(CRITERIA, rated, ruled=ruled, causes=[])[0].unseen


def test_the_time_of_a_clock_that_jumped_is_not_known() -> None:
    assert [checked_seconds(one) for one in (None, -1, float("nan"), 90, 1e9)] == [None, None, None, 90, 86_400]


def test_a_draft_comes_back_as_it_was_and_bad_parts_of_it_are_left_out() -> None:
    draft = ReviewDraft(
        entries={"correct": Entry(rating=1, note="n", cause="habit", quotes=(QUOTE,)), "record": Entry(is_na=True)},
        note="a",
        praise="b",
        source=Source.RECORDING,
        source_ref="x.wav",
        card_version_id=4,
        at="record",
        seconds=12.5,
    )
    assert draft_from(draft.plain()) == draft
    odd = {"entries": {"x": {"rating": "2", "quotes": [1, {"contact_id": "a"}]}, "y": 3}, "source": "?", "seconds": []}
    assert draft_from(odd) == ReviewDraft(entries={"x": Entry(), "y": Entry()})
    assert still_open(draft, CRITERIA, ruled={}) == ["greeting"]
    assert [one.criterion for one in ratings_of(draft, CRITERIA)] == ["correct", "record"]


def test_two_windows_of_one_person_lose_no_word_and_no_evidence() -> None:
    base = ReviewDraft(entries={"correct": Entry(rating=1, quotes=(QUOTE,))}, note="Book it")
    other = Quote(contact_id=1, start=9, end=12, text="new")
    mine = base.with_entry("correct", Entry(rating=2, note="mine")).with_entry("record", Entry(rating=0))
    theirs = replace(
        base.with_entry("correct", Entry(rating=1, note="theirs", quotes=(QUOTE, other))), note="Book it first"
    )
    found = joined(mine, theirs, base)
    assert found.of("correct") == Entry(rating=2, note="mine\n\ntheirs", quotes=(other,))
    assert (found.of("record").rating, found.note) == (0, "Book it first")


# ------------------------------------------------------------ transcripts
@pytest.mark.parametrize(
    "text",
    [
        "[13:02] Ada: Hi\n[13:03] Rosa: Hello\nagain",
        "Ada (13:02): Hi\nRosa (13:03): Hello\nagain",
        "13:02 Ada: Hi\n13:03 Rosa: Hello\nagain",
        "Customer 13:02: Hi\nAgent 13:03: Hello\nagain",
    ],
)
def test_a_transcript_is_split_into_turns_with_times_and_sides(text: str) -> None:
    first, second = turns(text, ours=["Rosa Okafor"], theirs=["Ada Brandt"])
    assert [(one.text, one.time, one.is_ours) for one in (first, second)] == [
        ("Hi", "13:02", False),
        ("Hello\nagain", "13:03", True),
    ]
    assert [text[one.start : one.end] for one in (first, second)] == ["Hi", "Hello\nagain"]


@pytest.mark.parametrize("text", ["Dear all: hello\nRegards: me", "Rang about: the bike", "Rosa: a\nRosa: b"])
def test_a_letter_is_no_conversation(text: str) -> None:
    (found,) = turns(text, ours=["Rosa Okafor"])
    assert (found.text, found.start, found.end) == (text, 0, len(text))


def test_an_empty_text_has_no_turns_and_what_stands_before_the_talk_stays() -> None:
    assert turns("  \n") == []
    before, *rest = turns("Chat of Monday\nAda: Hi\nAgent: Hello")
    assert (before.text, before.is_ours) == ("Chat of Monday", None)
    assert [one.is_ours for one in rest] == [False, True]
